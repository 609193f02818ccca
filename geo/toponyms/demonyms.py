"""Demonyms: words for the people and things of a place. They say whose, never where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.model import Mention, Span
from geo.toponyms.candidates import Line
from geo.toponyms.lexicon import Lexicon

LANGUAGES = frozenset({"English", "Spanish", "French", "German", "Arabic", "Mandarin", "Cantonese", "Hindi", "Latin", "Greek", "Russian", "Chinese", "Japanese", "Portuguese", "Italian"})  # fmt: skip
AMERICANS = frozenset({"American", "Americans"})
SPOKEN = frozenset({"speak", "speaks", "spoke", "speaking", "fluent", "in", "language", "translated", "into"})


def demonyms(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[Mention]:
    """The demonyms of the lines, the longest at each place ("North Korean" before "Korean")."""
    for line in lines:
        position = 0
        while position < len(line.words):
            length = _length(line, position, lexicon)
            if length and not _is_language(line, position, length) and not _is_part(line, position, length):
                yield _mention(line, position, length, lexicon)
            position += max(length, 1)


def _length(line: Line, position: int, lexicon: Lexicon) -> int:
    if not line.words[position][:1].isupper():
        return 0
    return next((length for length in (3, 2, 1) if _written(line, position, length) in lexicon.demonyms), 0)


def _written(line: Line, position: int, length: int) -> str:
    return " ".join(line.words[position : position + length]) if position + length <= len(line.words) else ""


def _is_language(line: Line, position: int, length: int) -> bool:
    if length != 1 or line.words[position] not in LANGUAGES:
        return False
    following = line.word(position + 1)
    ends = not following[:1].isalpha()
    return following == "language" or (ends and line.word(position - 1) in SPOKEN)


def _is_part(line: Line, position: int, length: int) -> bool:
    """The halves of "African-Americans" and "American" of a company are no demonyms; those of "Sino-Indian" are."""
    if line.word(position) == "American" and line.word(position + 1)[:1].isupper():
        return True  # "American Airlines"
    after = line.word(position + length) in {"-", "‐"} and line.word(position + length + 1) in AMERICANS
    return after or (line.word(position) in AMERICANS and line.word(position - 1) in {"-", "‐"})


def _mention(line: Line, position: int, length: int, lexicon: Lexicon) -> Mention:
    tokens = line.tokens[position : position + length]
    text = _written(line, position, length)
    return Mention(
        sentence=line.index,
        span=Span(tokens[0].span.start, tokens[-1].span.stop),
        text=text,
        kind="demonym",
        rule="a word for the people or things of a place",
        name=lexicon.demonyms[text],
        literal=False,
    )
