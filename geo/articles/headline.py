"""The headline of a pasted article: a first line that is no sentence, with the section's name above it or not."""

from __future__ import annotations

import re

LONGEST = 160
SENTENCE_END = re.compile(r"[.!?…][\"”’]?$")


def split_headline(text: str, title: str = "") -> tuple[str, str, str]:
    r"""The section, the title and the text under them; a title that is known is only taken off the text's head.

    >>> split_headline("World\nFlood hits Assam, dozens missing\nThe river rose on Monday.")
    ('World', 'Flood hits Assam, dozens missing', 'The river rose on Monday.')
    >>> split_headline("The river rose on Monday. It fell on Tuesday.")
    ('', '', 'The river rose on Monday. It fell on Tuesday.')
    """
    text = text.strip()
    lines = _head(text)
    if title:
        return "", title, text[lines[0][1] :].lstrip() if lines[0][0] == title else text
    section = lines[0][0] if len(lines) > 2 and _is_section(lines[0][0]) else ""
    first, stop = lines[1] if section else lines[0]
    rest = text[stop:].lstrip()
    if not _is_headline(first, rest):
        return "", "", text
    return section, first, rest


def _head(text: str) -> list[tuple[str, int]]:
    """The first three lines that are not blank, each with where the text goes on after it."""
    lines: list[tuple[str, int]] = []
    at = 0
    while len(lines) < 3 and at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if text[at:stop].strip():
            lines.append((text[at:stop].strip(), min(stop + 1, len(text))))
        at = stop + 1
    return lines


def _is_section(line: str) -> bool:
    return len(line.split()) <= 2 and len(line) <= 30 and line[0].isupper() and not SENTENCE_END.search(line)


def _is_headline(line: str, rest: str) -> bool:
    return (
        len(line) <= LONGEST
        and len(line.split()) >= 2
        and not re.search(r"[.,;:—–-][\"”’]?$", line)
        and bool(rest)
        and not rest[0].islower()
        and bool(re.search(r"[.!?…][\"”’)]?(?:\s|$)", rest))
    )
