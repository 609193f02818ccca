"""Spatial expressions: how the words around a place shift it — a part of it, off it, 30 km north of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from geo.model import Relation
from geo.toponyms.candidates import Candidate, Line

_STEMS = {
    "north": "north", "south": "south", "east": "east", "west": "west", "central": "centre", "centre": "centre",
    "center": "centre", "middle": "centre", "upstate": "north", "downstate": "south",
    "northeast": "north-east", "northwest": "north-west", "southeast": "south-east", "southwest": "south-west",
}  # fmt: skip
COMPASS = _STEMS | {
    f"{word}ern": side for word, side in _STEMS.items() if word[:5] in {"north", "south"} or word in {"east", "west"}
}
PARTS = frozenset({"part", "parts", "half", "tip", "corner", "edge", "end", "region", "regions", "area", "areas", "side", "sector", "province", "provinces", "fringe", "reaches", "coast", "outskirts", "suburbs", "flank", "districts"})  # fmt: skip
WATERS = frozenset({"sea", "seas", "waters", "water"})
KM_PER = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "mile": 1.609, "miles": 1.609, "mi": 1.609, "m": 0.001, "meters": 0.001, "metres": 0.001, "yards": 0.0009}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])} | {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a": 1}  # fmt: skip
MINUTE_KM = 1.2  # an hour's drive is some 70 km


@dataclass(frozen=True, slots=True)
class Shift:
    """A relation to a place, and the words ``[first, stop)`` that state it together with the place."""

    relation: Relation
    first: int
    stop: int
    rule: str


def direction_at(line: Line, last: int) -> tuple[str, int]:
    """The compass direction that ends at position ``last``, and where it begins; "" where there is none.

    "north", "northern", "north-eastern" (three words), "southern" of "eastern and southern".
    """
    side = COMPASS.get(line.word(last).lower(), "")
    if side and line.word(last - 1) == "-" and line.word(last - 2).lower() in {"north", "south"}:
        first = line.word(last - 2).lower()
        return f"{first}-{side}" if side in {"east", "west"} else first, last - 2
    return side, last


def _distance(line: Line, last: int) -> tuple[float | None, int]:
    """The distance in km whose unit stands at ``last``, and where it begins."""
    factor = KM_PER.get(line.word(last).lower())
    number = last - 2 if line.word(last - 1) == "-" else last - 1
    if factor is None:
        return None, last + 1
    value = _number(line.word(number))
    return (None, last + 1) if value is None else (value * factor, number)


def _number(word: str) -> float | None:
    plain = word.replace(",", "")
    if plain.replace(".", "", 1).isdigit():
        return float(plain)
    return NUMBERS.get(word.lower())


def _article(line: Line, first: int) -> int:
    return first - 1 if line.word(first - 1) in {"the", "The"} else first


def part(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "southern Lebanon", "the eastern part of Ukraine", "the north of Mali"."""
    first = _article(line, candidate.first)
    side, start = direction_at(line, candidate.first - 1)
    if side and line.word(start).islower():
        yield Shift(Relation("part", side), start, candidate.stop, "a part of a place by a compass word")
    elif line.word(first - 1) == "of":
        last = first - 2
        if line.word(last) in PARTS:
            last -= 1
        side, start = direction_at(line, last)
        if side and (last < first - 2 or line.word(start - 1) == "the") and line.word(start).islower():
            yield Shift(Relation("part", side), start, candidate.stop, "a part of a place by a compass word")


def direction(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "30 km north of Kharkiv", "just south of Denver", "20 miles from the Gaza Strip"."""
    first = _article(line, candidate.first)
    if line.word(first - 1) not in {"of", "from"}:
        return
    side, start = direction_at(line, first - 2)
    last = start - 1 if side else first - 2
    if side and line.word(last) in {"to", "the"}:
        last -= 2 if line.word(last - 1) == "to" else 1
    if line.word(last) in {"away", "outside"}:
        last -= 1
    km, begin = _distance(line, last)
    if km is not None or (side and line.word(first - 1) == "of" and line.word(start - 1) != "the"):
        yield Shift(
            Relation("direction", side, km),
            begin if km is not None else start,
            candidate.stop,
            "a distance and direction from a place",
        )


def off(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "the sea off Japan", "off the coast of Zanzibar", "off the east coast of Korea", "off Oman's coast"."""
    first = _article(line, candidate.first)
    side = ""
    if line.word(first - 1) == "of" and line.word(first - 2) in {"coast", "shore", "shores", "coastline", "tip"}:
        first -= 3
        side, start = direction_at(line, first)
        first = _article(line, start if side else first + 1)
        first = min(first, candidate.first)
    if line.word(first - 1) == "off":
        begin = _article(line, first - 2) if line.word(first - 2) in WATERS else first - 1
        yield Shift(Relation("off", side), begin, candidate.stop, "the sea off a place")


def between(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "between Mosul and Erbil": the first place carries the relation."""
    first = _article(line, candidate.first)
    if line.word(first - 1).lower() == "between" and line.word(candidate.stop) == "and":
        yield Shift(Relation("between"), first - 1, candidate.stop, "between two places")


def border(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "near the border with Poland", "the Turkish border" is a demonym's, "the Gaza border"."""
    first = _article(line, candidate.first)
    if line.word(first - 1) == "with" and line.word(first - 2) in {"border", "borders", "frontier", "boundary"}:
        yield Shift(Relation("border"), first - 2, candidate.stop, "the border of a place")
    elif line.word(candidate.stop) in {"border", "frontier"}:
        yield Shift(Relation("border"), candidate.first, candidate.stop + 1, "the border of a place")


def along(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "along the Yalu River"."""
    first = _article(line, candidate.first)
    if line.word(first - 1).lower() == "along":
        yield Shift(Relation("along"), candidate.first, candidate.stop, "along a place")


def near(line: Line, candidate: Candidate) -> Iterator[Shift]:
    """Such as "near Mosul", "outside Damascus", "on the outskirts of Kabul", "close to the port of Aden"."""
    first = _article(line, candidate.first)
    one, two = line.word(first - 1).lower(), f"{line.word(first - 2)} {line.word(first - 1)}".lower()
    if one in {"near", "outside"} or two in {
        "close to",
        "outskirts of",
        "far from",
        "vicinity of",
        "outside of",
        "suburb of",
        "suburbs of",
        "adjacent to",
    }:
        yield Shift(Relation("near"), candidate.first, candidate.stop, "near a place")


ORDER: tuple[Callable[[Line, Candidate], Iterator[Shift]], ...] = (direction, off, part, between, border, along, near)


def shift(candidate: Candidate) -> Shift | None:
    """The first spatial expression that holds a candidate, or None."""
    return next((found for rule in ORDER for found in rule(candidate.line, candidate)), None)
