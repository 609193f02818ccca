"""The other side of ``worker``: the process in which files are taken apart, under limits that it sets itself."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.articles.file import File
from geo.articles.finishing import too_long
from geo.articles.refusal import Refusal
from geo.errors import DatelineError
from geo.model import Article
from geo.settings import Settings

Item = Article | Refusal | dict[str, str]
Parse = Callable[..., Iterator[Item]]
PARSERS = {
    "html": "geo.articles.webpage:parse",
    "pdf": "geo.articles.pdf:parse",
    "docx": "geo.articles.officefile:parse_docx",
    "odt": "geo.articles.officefile:parse_odt",
    "epub": "geo.articles.officefile:parse_epub",
    "mail": "geo.articles.mail:parse",
    "feed": "geo.articles.feed:parse",
    "parquet": "geo.articles.parquet:parse",
    "parquet rows": "geo.articles.parquet:first_rows",
}
BATCH = 100
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.")  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Serve requests from standard input until it ends."""
    settings = Settings(**json.loads(sys.argv[2]))
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the replies.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _bound(settings)
    sys.addaudithook(_guard)
    while line := requests.readline():
        request = json.loads(line)
        for reply in answer(request, requests.read(request["size"]), settings):
            replies.write(json.dumps(reply).encode() + b"\n")
            replies.flush()


def _bound(settings: Settings) -> None:
    """Bound memory and forbid core files; systems without such limits have the time limit alone."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    memory = settings.parse_megabytes << 20
    for what, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (bound, bound))


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no parser needs: the network, other programs, writing."""
    opens_to_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
    if opens_to_write or event.startswith(FORBIDDEN):
        raise PermissionError(event)


def answer(request: dict[str, Any], data: bytes, settings: Settings) -> Iterator[object]:
    """The replies to one request: lists of items, then "end", or an error with its sentence.

    >>> request = {"kind": "html", "name": "a.html", "path": "", "options": {}}
    >>> [list(reply) for reply in answer(request, b"", Settings())]
    [['error', 'said']]
    """
    try:
        yield from _batches(_parse(request, data, settings), settings)
        yield "end"
    except DatelineError as error:
        yield {"error": type(error).__name__, "said": str(error)}
    except RecursionError:
        yield _failure(
            f"{request['name']} is nested too deep to be read: save the article as .txt or .md, or paste its text."
        )
    except MemoryError:
        os._exit(1)
    except Exception:  # noqa: BLE001 - a parser of strangers' files may raise anything; the user gets one sentence
        yield _failure(f"{request['name']} is damaged: save the article as .txt or .md, or paste its text.")


def _failure(said: str) -> dict[str, str]:
    return {"error": "UnreadableArticle", "said": said}


def _parse(request: dict[str, Any], data: bytes, settings: Settings) -> Iterator[Item]:
    module, _, verb = PARSERS[request["kind"]].partition(":")
    parse: Parse = getattr(import_module(module), verb)
    if not request["kind"].startswith("parquet"):
        return parse(data, request["name"], settings, **request["options"])
    file = File(request["name"], Path(request["path"]) if request["path"] else data)
    return parse(file, request["name"], settings, **request["options"])


def _batches(items: Iterator[Item], settings: Settings) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    length = 0
    for item in items:
        length += len(item.text) if isinstance(item, Article) else 0
        batch.append(_record(item, settings))
        if len(batch) == BATCH or length > settings.max_characters:
            yield batch
            batch, length = [], 0
    yield batch


def _record(item: Item, settings: Settings) -> dict[str, Any]:
    if isinstance(item, dict):
        return {"row": item}
    if isinstance(item, Refusal):
        return {"refusal": asdict(item)}
    if len(item.text) > settings.max_characters:
        raise too_long(settings.max_characters)
    return {"article": asdict(item) | {"published": item.published and item.published.isoformat()}}
