"""The wire under ``fetch``: looking names up, connecting to one checked address, reading before a deadline."""

from __future__ import annotations

import io
import socket
import ssl
import threading
import zlib
from collections.abc import Sequence
from time import monotonic
from typing import Any


class Deadline:
    """A moment that everything must be done by.

    >>> Deadline(60).left() > 59
    True
    """

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left; raises TimeoutError when there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The addresses that a name stands for, empty when there is none; TimeoutError after ``seconds``.

    >>> look_up("127.1", 80, 5)
    ('127.0.0.1',)
    """
    found: list[str] = []
    # getaddrinfo has no timeout of its own: it is left behind where it hangs.
    thread = threading.Thread(target=_resolve, args=(host, port, found), daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError
    return tuple(dict.fromkeys(found))


def _resolve(host: str, port: int, found: list[str]) -> None:
    try:
        found += [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return


def connect(
    addresses: Sequence[str], port: int, deadline: Deadline, trust: ssl.SSLContext | None, host: str
) -> socket.socket:
    """A connection to the first of the checked addresses that answers, encrypted for ``host`` where there is trust."""
    last: OSError = ConnectionError("no address")
    for address in addresses:
        try:
            sock = socket.create_connection((address, port), timeout=deadline.left())
        except OSError as error:
            last = error
            continue
        return sock if trust is None else _encrypted(sock, deadline, trust, host)
    raise last


def _encrypted(sock: socket.socket, deadline: Deadline, trust: ssl.SSLContext, host: str) -> socket.socket:
    try:
        sock.settimeout(deadline.left())
        return trust.wrap_socket(sock, server_hostname=host)
    except OSError:
        sock.close()
        raise


class TimedSocket(io.RawIOBase):
    """A socket whose every read and write ends at one deadline, however slowly the bytes drip."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there, waiting no longer than the deadline."""
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)

    def send(self, data: bytes) -> None:
        """Send all of ``data`` before the deadline."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def as_socket(self) -> Any:
        """What http.client takes for a socket: something that makes a file."""
        return self

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The file that http.client reads the answer from."""
        return io.BufferedReader(self)


def unpacked(data: bytes, encoding: str, limit: int) -> bytes | None:
    """A body as it was before its Content-Encoding, or None where that is longer than ``limit``.

    >>> unpacked(zlib.compress(b"rain"), "deflate", 100)
    b'rain'
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return data
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise ConnectionError(None, f"unknown encoding {encoding[:20]}")
    try:
        out = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, limit + 1)
    except zlib.error as error:
        raise ConnectionError(None, "damaged answer") from error
    return out if len(out) <= limit else None
