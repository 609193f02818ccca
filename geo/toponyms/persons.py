"""The persons of an article: the surnames by which it calls them later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.toponyms.candidates import Line, is_name
from geo.toponyms.lexicon import Lexicon

SURE = 0.6  # the tagger's certainty from which a person is believed
PARTICLES = frozenset({"al", "bin", "ibn", "van", "von", "der", "de", "da", "dos", "del", "di", "la", "le", "-"})


def surnames(lines: Iterable[Line], lexicon: Lexicon) -> frozenset[str]:
    """The last names of the persons whom the article names in full or with a title."""
    return frozenset(name for line in lines if not line.headline for name in _of(line, lexicon) if len(name) > 2)


def _of(line: Line, lexicon: Lexicon) -> Iterator[str]:
    for position, word in enumerate(line.words):
        if word in lexicon.given and is_name(line.word(position + 1)):
            yield from _after_given(line, position, lexicon)
        elif word in lexicon.titles and line.word(position - 1).lower() != "of":
            yield from _after_title(line, position, lexicon)
    yield from _tagged(line)


def _after_given(line: Line, position: int, lexicon: Lexicon) -> Iterator[str]:
    stop = _name_end(line, position + 1)
    if stop > position + 1 and line.word(stop - 1) not in lexicon.after and line.word(stop - 1) not in lexicon.bodies:
        yield line.words[stop - 1]


def _after_title(line: Line, position: int, lexicon: Lexicon) -> Iterator[str]:
    stop = _name_end(line, position + 1)
    if (
        stop > position + 1
        and line.word(stop - 1) not in lexicon.after
        and line.word(stop - 1) not in lexicon.titles
        and line.word(stop - 1) not in lexicon.bodies
    ):
        yield line.words[stop - 1]


def _name_end(line: Line, start: int) -> int:
    stop = start
    while stop < min(len(line.words), start + 4) and (is_name(line.words[stop]) or line.words[stop] in PARTICLES):
        stop += 1
    while stop > start and not is_name(line.words[stop - 1]):
        stop -= 1
    return stop


def _tagged(line: Line) -> Iterator[str]:
    for position, token in enumerate(line.tokens):
        ends = position + 1 == len(line.tokens) or line.tokens[position + 1].entity != "I-PER"
        if token.entity == "I-PER" and ends and token.certainty >= SURE and is_name(token.text):
            yield token.text
