"""Large files over HTTP: resumed where the connection was cut, begun anew where the file has changed meanwhile.

A download grows in NAME.part beside a note of its address, size and version (ETag, Last-Modified); it is NAME only once it is
whole. A whole file that is still the server's is not fetched again.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from geo.errors import GazetteerError
from geo.gazetteer.compile import checksum
from geo.gazetteer.disk import check_space, told, write_whole

CHUNK = 1 << 18
SECONDS = 30  # without a byte, after which a connection counts as cut
PAUSES = (1.0, 3.0, 10.0)  # seconds before the tries after the first; a try that brought bytes starts over
LONGEST_WAIT = 60.0  # seconds, whatever a server asks for
MOST_TRIES = 100
LARGEST = 20_000_000_000  # bytes: ten times what GeoNames' largest file has
HEADERS = {"User-Agent": "dateline/0.1 (installs GeoNames)", "Accept-Encoding": "identity"}
BEGUN = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18})")
Tell = Callable[[int, int], None]  # the bytes that are there, and how many there will be


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file and what is known of it: address, size, SHA-256, and the server's version of it."""

    url: str
    bytes: int = -1
    sha256: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def validator(self) -> str:
        """What If-Range may hold: a strong ETag, else the date; "" where the server gave neither."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


class _Cut(Exception):
    """The connection ended before the file did."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def fetch(url: str, path: Path, tell: Tell) -> Fetched:
    """Fetch ``url`` to ``path``, resuming what was begun; GazetteerError where the server cannot give it."""
    _checked(url)
    whole = _unchanged(url, path)
    if whole is not None:
        return whole
    last = 0
    for _ in range(MOST_TRIES):
        before = _size(_part(path))
        try:
            return _finished(_receive(url, path, tell), path)
        except _Cut as cut:
            last = 0 if _size(_part(path)) > before else last + 1
            if last > len(PAUSES):
                raise GazetteerError(_gone(url, cut)) from cut
            time.sleep(max(PAUSES[max(last - 1, 0)], min(cut.wait, LONGEST_WAIT)))
    raise GazetteerError(_gone(url, "the connection was cut again and again"))


def _gone(url: str, reason: object) -> str:
    return f"{url} could not be downloaded ({reason}): install again later, and it goes on where it stopped."


def _checked(url: str) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise GazetteerError(f"{url} is no web address: give one that begins with https://, or a folder.")


def _receive(url: str, path: Path, tell: Tell) -> Fetched:
    """One connection: what is missing of the file, or all of it."""
    part, known = _part(path), _read_note(path)
    have = _size(part) if known is not None and known.url == url and known.validator else 0
    extra = {"Range": f"bytes={have}-", "If-Range": known.validator} if known is not None and have else {}
    with _network(url, part), _opener().open(_request(url, extra), timeout=SECONDS) as response:
        start, total = _extent(response.headers, have if response.status == 206 else 0)
        file = Fetched(
            url, total, etag=response.headers["ETag"] or "", modified=response.headers["Last-Modified"] or ""
        )
        with told(path.parent):
            _keep(file, path, start)
        _append(response, part, start, file, tell)
    return file


def _extent(headers: Message, start: int) -> tuple[int, int]:
    """Where an answer begins and how large the whole file is, or -1 where the server does not say."""
    length = headers["Content-Length"] or ""
    if not start:
        return 0, int(length) if length.isascii() and length.isdecimal() and len(length) < 19 else -1
    given = BEGUN.fullmatch(headers["Content-Range"] or "")
    if given is None or int(given[1]) != start:
        raise _Cut("the server sent another part than was asked for")
    return start, int(given[2])


def _keep(file: Fetched, path: Path, start: int) -> None:
    """Note which version of the file the part is of, before any of it is written."""
    if file.bytes > LARGEST:
        raise GazetteerError(f"{file.url} has {file.bytes / 1e9:,.0f} GB, more than any file of GeoNames: check it.")
    check_space(path.parent, max(file.bytes - start, 0), f"Downloading {path.name}")
    if not start:
        # the part of another version goes before the note says that it is of this one
        _part(path).unlink(missing_ok=True)
        write_whole(_note(path), json.dumps(asdict(file)) + "\n")


def _append(response: http.client.HTTPResponse, part: Path, start: int, file: Fetched, tell: Tell) -> None:
    have = start
    with _written(part) as target:
        while chunk := response.read1(CHUNK):
            have += len(chunk)
            if have > (file.bytes if file.bytes >= 0 else LARGEST):
                raise GazetteerError(f"{file.url} is longer than its server said: install again later.")
            with told(part.parent):
                target.write(chunk)
            tell(have, file.bytes)
    if have < file.bytes:
        raise _Cut(f"{have:,} of {file.bytes:,} bytes came")


@contextmanager
def _written(part: Path) -> Iterator[IO[bytes]]:
    with told(part.parent):
        target = part.open("ab")
    try:
        yield target
    finally:
        with told(part.parent):
            target.close()


def _finished(file: Fetched, path: Path) -> Fetched:
    with told(path.parent):
        part = _part(path)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
        file = replace(file, bytes=_size(part), sha256=digest)
        write_whole(_note(path), json.dumps(asdict(file)) + "\n")
        part.replace(path)
    return file


def _unchanged(url: str, path: Path) -> Fetched | None:
    """What is known of a file that is there already, if the server still has the same and the disk has kept it."""
    known = _read_note(path)
    if known is None or known.url != url or not known.validator or _size(path) != known.bytes:
        return None
    try:
        with _network(url, path), _opener().open(_request(url, {}, method="HEAD"), timeout=SECONDS) as response:
            same = (response.headers["ETag"] or "", response.headers["Last-Modified"] or "")
    except (_Cut, GazetteerError):
        return None
    return known if same == (known.etag, known.modified) and checksum(path) == known.sha256 else None


@contextmanager
def _network(url: str, part: Path) -> Iterator[None]:
    """Tell what may come right at the next try from what will not."""
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            _refused(url, part, error)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise _Cut(str(reason) or type(error).__name__) from error


def _refused(url: str, part: Path, error: urllib.error.HTTPError) -> None:
    if error.code == 416:
        # the part is longer than the file now is
        part.unlink(missing_ok=True)
        raise _Cut("the file has changed") from error
    if error.code == 429 or error.code >= 500:
        after = error.headers["Retry-After"] or ""
        wait = float(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0.0
        raise _Cut(f"the server answers {error.code}", wait) from error
    raise GazetteerError(f"{url} is not there (the server answers {error.code}): check the address.") from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow a server only to web addresses, and from a secured one only to another."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:  # fmt: skip
        wanted = urlsplit(newurl).scheme
        if wanted not in {"http", "https"} or (req.type == "https" and wanted == "http"):
            raise GazetteerError(f"{req.full_url} leads to {newurl}, which is not secure: give another address.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """An opener of web addresses alone: urllib's own reads files and FTP too."""
    opener = urllib.request.OpenerDirector()
    handlers: tuple[Any, ...] = (
        urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler, _Redirects, urllib.request.HTTPErrorProcessor,
    )  # fmt: skip
    for handler in handlers:
        opener.add_handler(handler())
    return opener


def _request(url: str, extra: Mapping[str, str], method: str = "GET") -> urllib.request.Request:
    return urllib.request.Request(url, headers={**HEADERS, **extra}, method=method)  # noqa: S310  # checked before


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _read_note(path: Path) -> Fetched | None:
    try:
        return Fetched(**json.loads(_note(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
