"""One request over the network: no redirect, no proxy, so many bytes and so many seconds, however slowly they drip."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from geo.geocoders.failing import Failure

MAX_BYTES = 1_000_000
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said: the status, the headers (looked up whatever their case) and the body."""

    status: int
    headers: Message
    body: bytes


@dataclass(slots=True)
class _Line:
    """A request under way, shared by the thread that makes it and the one that waits for it."""

    parts: SplitResult
    seconds: float
    said: queue.SimpleQueue[Reply | Exception] = field(default_factory=queue.SimpleQueue)
    sockets: list[socket.socket] = field(default_factory=list)


def get(url: str, headers: Mapping[str, str], *, seconds: float) -> Reply:
    """The reply to a GET request within ``seconds`` in all; raises Failure.

    The request runs in a thread of its own, since looking up a name and reading headers know no total limit.
    """
    line = _Line(urlsplit(url), seconds)
    threading.Thread(target=_ask, args=(line, dict(headers)), daemon=True).start()
    try:
        said = line.said.get(timeout=seconds)
    except queue.Empty as error:
        raise Failure("late") from error
    finally:
        _hang_up(line)
    if isinstance(said, Exception):
        raise _failure(said) from None  # what http.client says may quote the address, and the key with it
    return said


def _ask(line: _Line, headers: dict[str, str]) -> None:
    try:
        line.said.put(_reply(line, headers))
    except Exception as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
        line.said.put(error)


def _reply(line: _Line, headers: dict[str, str]) -> Reply:
    connection = _connection(line)
    try:
        connection.connect()
        line.sockets.append(connection.sock)
        path = (line.parts.path or "/") + (f"?{line.parts.query}" if line.parts.query else "")
        connection.request("GET", path, headers={"Accept-Encoding": "identity", "Connection": "close", **headers})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, _body(answer))
    finally:
        connection.close()


def _connection(line: _Line) -> HTTPConnection:
    host, port = line.parts.hostname or "", line.parts.port
    if line.parts.scheme == "https":
        return HTTPSConnection(host, port, timeout=line.seconds, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=line.seconds)


def _body(answer: HTTPResponse) -> bytes:
    body = bytearray()
    while chunk := answer.read1(CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise Failure("long")
    if answer.length:
        raise Failure("cut")
    return bytes(body)


def _hang_up(line: _Line) -> None:
    """End the request's thread, if it still waits for the server."""
    for sock in line.sockets:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _failure(error: Exception) -> Exception:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure("trust")
    if isinstance(error, TimeoutError):
        return Failure("late")
    if isinstance(error, (OSError, HTTPException)):
        return Failure("cut")
    return error if isinstance(error, Failure) else Failure("garbled")
