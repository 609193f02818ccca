"""The process that takes files apart: parsers of strangers' files may hang or swell, and must not take us along.

One process serves a whole collection. It gets no environment but the path, may not write, start programs or reach the
network, and is ended when one file takes longer than ``parse_seconds``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from geo import errors
from geo.articles.file import File
from geo.articles.refusal import Refusal
from geo.errors import ArticleError, ArticleTooLong, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

Item = Article | Refusal | dict[str, str]
ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.insert(0, sys.argv[1]); from geo.articles.parser import main; main()"
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "VIRTUAL_ENV", "HOME", "USERPROFILE")


class Worker:
    """Takes files apart in a process of its own, which starts with the first file and again after one that failed.

    >>> with Worker(Settings()) as worker:
    ...     [article.title for article in worker.parse("html", File("a.html", b"<title>Rain</title><p>It rained."))]
    ['Rain']
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False
        self._busy = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]  # both are pipes
        process.wait()

    def parse(self, kind: str, file: File, **options: Any) -> Iterator[Item]:
        """What is in a file, as its parser finds it; raises an ArticleError where the file as a whole is not read.

        A file that fails in a process that served others before is tried once more in a fresh one.
        """
        used = self._process is not None
        try:
            yield from self._parse(kind, file, options)
        except _WorkerEnded as error:
            if not used or self._late or error.begun:
                raise UnreadableArticle(self._why(file.name)) from error
            try:
                yield from self._parse(kind, file, options)
            except _WorkerEnded as again:
                raise UnreadableArticle(self._why(file.name)) from again

    def _parse(self, kind: str, file: File, options: dict[str, Any]) -> Iterator[Item]:
        if self._busy:
            raise RuntimeError("A worker takes one file apart at a time: finish the one before.")
        self._busy, whole, begun = True, False, False
        try:
            self._ask(kind, file, options)
            while (reply := self._reply(file.name, begun=begun)) is not None:
                begun = True
                yield from (_item(item) for item in reply)
            whole = True
        except ArticleError as error:
            whole = not isinstance(error, _OverlongReply)
            raise
        finally:
            self._busy = False
            if not whole:
                self.close()

    def _ask(self, kind: str, file: File, options: dict[str, Any]) -> None:
        process = self._process or self._start()
        data = (
            b""
            if kind.startswith("parquet") and isinstance(file.source, Path)
            else file.data(self._settings.max_file_bytes)
        )
        request = {
            "kind": kind, "name": file.name, "size": len(data), "options": options,
            "path": str(file.source) if isinstance(file.source, Path) else "",
        }  # fmt: skip
        timer = self._timer(process)
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n" + data)  # type: ignore[union-attr]  # a pipe
            process.stdin.flush()  # type: ignore[union-attr]  # as above
        except OSError as error:
            raise _WorkerEnded from error
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        limits = json.dumps({name: value for name, value in asdict(self._settings).items() if isinstance(value, int)})
        environment = {key: os.environ[key] for key in KEPT if key in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", START, str(ROOT), limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        return self._process

    def _timer(self, process: subprocess.Popen[bytes]) -> Timer:
        self._late = False

        def end() -> None:
            self._late = True
            process.kill()

        timer = Timer(self._settings.parse_seconds, end)
        timer.daemon = True
        timer.start()
        return timer

    def _reply(self, name: str, *, begun: bool) -> list[dict[str, Any]] | None:
        """Some items, or None at the end; raises what the parser raised."""
        process = self._process
        if process is None or process.stdout is None:
            raise _WorkerEnded(begun)
        # Six characters are the longest that JSON makes of one.
        longest = 6 * (2 * self._settings.max_characters + 100_000)
        timer = self._timer(process)
        try:
            line = process.stdout.readline(longest)
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            raise _OverlongReply(_too_long(name, self._settings)) if len(line) == longest else _WorkerEnded(begun)
        reply = json.loads(line)
        if isinstance(reply, dict) and "error" in reply:
            raise _error(reply)
        return reply if isinstance(reply, list) else None

    def _why(self, name: str) -> str:
        if self._late:
            return (
                f"{name} could not be read within {self._settings.parse_seconds} seconds: save the article as .txt "
                "or .md, paste its text, or raise DATELINE_PARSE_SECONDS."
            )
        return (
            f"{name} is damaged, or needs more than {self._settings.parse_megabytes:,} MB to be read: save the article "
            "as .txt or .md, paste its text, or raise DATELINE_PARSE_MEGABYTES."
        )


class _WorkerEnded(Exception):
    """The process ended before its reply did; ``begun`` where some of it had come."""

    def __init__(self, begun: bool = False) -> None:  # noqa: FBT001, FBT002 - raised bare as well
        self.begun = begun


class _OverlongReply(ArticleTooLong):
    """A reply longer than any article may be."""


def _too_long(name: str, settings: Settings) -> str:
    return (
        f"{name} is longer than {settings.max_characters:,} characters: split it into parts, "
        "or raise DATELINE_MAX_CHARACTERS if it really is one article."
    )


def _item(item: dict[str, Any]) -> Item:
    """An item as its record says; rows of a table stay words."""
    if "row" in item:
        return dict(item["row"])
    if "refusal" in item:
        return Refusal(**item["refusal"])
    said = dict(item["article"])
    published = said.pop("published")
    return Article(published=date.fromisoformat(published) if published else None, **said)


def _error(reply: dict[str, str]) -> ArticleError:
    kind = getattr(errors, reply["error"], UnreadableArticle)
    fits = isinstance(kind, type) and issubclass(kind, ArticleError)
    return kind(reply["said"]) if fits else UnreadableArticle(reply["said"])
