"""Markdown as plain text: the marks go, the words stay."""

from __future__ import annotations

import re

HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
RULES = (
    (re.compile(r"^[ \t]{0,3}(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.+?)[ \t]*#{0,6}$", re.MULTILINE), r"\1\n"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}[-*+][ \t]+", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,1000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,1000})(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def heading(text: str) -> str:
    """The words of the heading that a Markdown text begins with, or "".

    >>> heading("# A *great* flood #")
    'A great flood'
    """
    first = HEADING.match(text)
    return plain(first.group(1)) if first else ""


def plain(text: str) -> str:
    r"""The words of a Markdown text, its paragraphs kept; a paragraph's line breaks become spaces.

    >>> plain("# Flood\nThe **river** [rose](https://example.org) on\nMonday.")
    'Flood\n\nThe river rose on Monday.'
    """
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return "\n\n".join(" ".join(part.split("\n")) for part in text.strip().split("\n\n"))
