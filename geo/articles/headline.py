"""The headline of a pasted article: a first line that is no sentence, with the section's name above it or not."""

from __future__ import annotations

import re

LONGEST = 160
SENTENCE_END = re.compile(r"[.!?…][\"”’]?$")
LINE = re.compile(r"[ \t]*(\S[^\n]*?)[ \t]*(?:\n\s*|\Z)")


def split_headline(text: str, title: str = "") -> tuple[str, str, str]:
    r"""The section, the title and the text under them; a title that is known is only taken off the text's head.

    >>> split_headline("World\nFlood hits Assam, dozens missing\nThe river rose on Monday.")
    ('World', 'Flood hits Assam, dozens missing', 'The river rose on Monday.')
    >>> split_headline("The river rose on Monday. It fell on Tuesday.")
    ('', '', 'The river rose on Monday. It fell on Tuesday.')
    """
    text = text.strip()
    lines = list(_head(text))
    if title:
        return "", title, text[lines[0].end() :] if lines[0].group(1) == title else text
    section = lines[0].group(1) if len(lines) > 2 and _is_section(lines[0].group(1)) else ""
    first = lines[1] if section else lines[0]
    rest = text[first.end() :]
    if not _is_headline(first.group(1), rest):
        return "", "", text
    return section, first.group(1), rest


def _head(text: str) -> list[re.Match[str]]:
    lines: list[re.Match[str]] = []
    at = 0
    while len(lines) < 3 and at < len(text):
        match = LINE.match(text, at)
        if match is None:
            break
        lines.append(match)
        at = match.end()
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
