"""Demonyms: words for the people and things of a place. They say whose, and only with such words as "soil" where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.model import Mention, Relation, Span
from geo.toponyms.candidates import Line
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.spatial import direction_at

AMERICANS = frozenset({"American", "Americans"})
OF_A_PEOPLE = "a word for the people or things of a place"
PLACING = frozenset({"in", "on", "into", "onto", "over", "inside", "within", "across", "near", "at", "along", "from", "to", "off", "through", "toward", "towards", "outside"})  # fmt: skip
LAND = frozenset({"territory", "territories", "soil", "airspace", "waters", "land", "countryside", "mainland"})
BORDERS = frozenset({"border", "frontier", "borders"})
COASTS = frozenset({"coast", "coasts", "shore", "shores", "coastline"})
SPOKEN = frozenset({"speak", "speaks", "spoke", "speaking", "fluent", "in", "language", "translated", "into"})


def demonyms(text: str, lines: Sequence[Line], lexicon: Lexicon) -> Iterator[Mention]:
    """The demonyms of the lines, the longest at each place ("North Korean" before "Korean")."""
    for line in lines:
        position = 0
        while position < len(line.words):
            length = _length(line, position, lexicon)
            if length and not _is_language(line, position, length, lexicon) and not _is_part(line, position, length):
                yield _mention(text, line, position, length, lexicon)
            position += max(length, 1)


def _length(line: Line, position: int, lexicon: Lexicon) -> int:
    if not line.words[position][:1].isupper():
        return 0
    return next((length for length in (3, 2, 1) if _written(line, position, length) in lexicon.demonyms), 0)


def _written(line: Line, position: int, length: int) -> str:
    return " ".join(line.words[position : position + length]) if position + length <= len(line.words) else ""


def _is_language(line: Line, position: int, length: int, lexicon: Lexicon) -> bool:
    if length != 1 or line.words[position] not in lexicon.contexts["language"]:
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


@dataclass(frozen=True, slots=True)
class _Where:
    """Words around a demonym that make a place of it: "on Russian soil", "the Syrian border"."""

    first: int
    stop: int
    rule: str
    relation: Relation | None = None


def _where(line: Line, first: int, stop: int) -> _Where | None:
    begin = first - 2 if line.word(first - 1) == "-" else first  # "the Thai-Cambodian border"
    before = begin - 2 if line.word(begin - 1) in {"the", "The"} else begin - 1
    side, last = direction_at(line, stop)
    noun = last + 1 if side else stop
    if line.word(noun) in COASTS and line.word(before) == "off":
        return _Where(before, noun + 1, "the sea off a place", Relation("off", side))
    if line.word(stop) in BORDERS and line.word(before) in PLACING:
        return _Where(first, stop + 1, "the border of a place", Relation("border"))
    if line.word(stop) in LAND and line.word(before) in PLACING:
        return _Where(first, stop + 1, "the land of a people")
    return None


def _mention(text: str, line: Line, position: int, length: int, lexicon: Lexicon) -> Mention:
    where = _where(line, position, position + length) or _Where(position, position + length, OF_A_PEOPLE)
    span = Span(line.tokens[where.first].span.start, line.tokens[where.stop - 1].span.stop)
    return Mention(
        sentence=line.index,
        span=span,
        text=span.of(text),
        kind="demonym",
        rule=where.rule,
        name=lexicon.demonyms[_written(line, position, length)],
        literal=where.rule != OF_A_PEOPLE,
        relation=where.relation,
    )
