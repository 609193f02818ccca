"""Lines as a page or a mail breaks them, joined into paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

END = re.compile(r"[.!?…:][\"”’»)\]]*$")
NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\W*\d{1,4}\W*(?:(?:of|/|von)\W*\d{1,4}\W*)?", re.IGNORECASE)
BROKEN = re.compile(r"(\w{2,})[-\u00ad\u2010]$")
FULL = 0.75


def paragraphs(lines: Sequence[str]) -> str:
    r"""The text of broken lines: a paragraph ends at an empty line, or at a short line that ends a sentence.

    >>> paragraphs(["The river rose on Monday and reached the", "lower town. No one was hurt.", "The mayor came."])
    'The river rose on Monday and reached the lower town. No one was hurt.\n\nThe mayor came.'
    """
    width = _width(lines)
    parts: list[str] = [""]
    last = ""
    for line in (line.strip() for line in lines):
        if not line or (last and _ends(last, line, width)):
            parts.append(line)
        else:
            parts[-1] = _joined(parts[-1], line)
        last = line
    return "\n\n".join(part for part in parts if part)


def _width(lines: Sequence[str]) -> int:
    """How long a full line is: nine of ten are no longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ends(last: str, line: str, width: int) -> bool:
    if END.search(last):
        return len(last) < FULL * width
    return len(last) < FULL * 0.75 * width and line[:1].isupper()


def _joined(before: str, line: str) -> str:
    broken = BROKEN.search(before)
    if broken and line[:1].islower():
        return before[: broken.end(1)] + line
    return f"{before} {line}" if before else line


def without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without their numbers and without lines that stand at the edge of three pages and of half of them.

    >>> without_running_heads([["The Post", "It rained.", "1"], ["The Post", "It dried.", "2"], ["The Post", "Sun.", "3"]])
    [['It rained.'], ['It dried.'], ['Sun.']]
    """
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:2], *page[-2:])})
    often = {key for key, count in edges.items() if count >= max(3, len(pages) / 2)}
    return [[line for at, line in enumerate(page) if not _runs(page, at, often)] for page in pages]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _runs(page: Sequence[str], at: int, often: set[str]) -> bool:
    at_edge = at < 2 or at >= len(page) - 2
    return at_edge and (_key(page[at]) in often or NUMBER.fullmatch(page[at].strip()) is not None)
