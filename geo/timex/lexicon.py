"""The words of dates: what each word may be, read once from ``data/timex/*.csv``.

A word may belong to several classes ("second" is an ordinal and a unit). Figures are classed by their shape.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from geo.settings import DATA

FOLDER = DATA / "timex"
SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?"),
    ("slashed", r"\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2}"),
    ("clock", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\.\d{1,6})?"),
    ("dotted_clock", r"(?:0?[1-9]|1\d|2[0-3])\.[0-5]\d"),
    ("decade", r"(?:1\d|20)\d0['’]?s|['’‘]?\d0['’]?s"),
    ("apostrophe_year", r"['’‘]\d\d"),
    ("nth day", r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"),
    ("nth", r"\d{1,3}(?:st|nd|rd|th)"),
    ("number day monthnumber hour yy", r"0[1-9]|1[0-2]"),
    ("number day monthnumber hour", r"[1-9]"),
    ("number day hour yy", r"1[3-9]|2[0-4]"),
    ("number day yy", r"2[5-9]|3[01]"),
    ("number yy", r"\d\d"),
    ("number year military", r"1[0-9][0-5]\d|20[0-5]\d"),
    ("number year", r"1\d{3}|20\d\d|21\d\d"),
    ("military number", r"(?:[01]\d|2[0-4])[0-5]\d"),
    ("number short_year", r"[1-9]\d\d"),
    ("number", r"\d+(?:[.,]\d+)*"),
)
CAPITAL = re.compile(r"[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The classes of words and their values.

    ``classes`` maps a word to the classes that it has in any case, ``capital`` to those that it has when it is
    written with a capital. ``values`` maps (class, word) to its value.
    """

    classes: Mapping[str, frozenset[str]]
    capital: Mapping[str, frozenset[str]]
    values: Mapping[tuple[str, str], str]

    def value(self, kind: str, word: str) -> str:
        """The value of a word in a class, or "".

        >>> load().value("month", "sept.")
        '9'
        """
        return self.values.get((kind, word), "")


@cache
def load() -> Lexicon:
    """The lexicon of the words and of the names of days."""
    lower: dict[str, set[str]] = defaultdict(set)
    capital: dict[str, set[str]] = defaultdict(set)
    values = {}
    for row in rows("words.csv"):
        table = capital if row["capital"] else lower
        table[row["word"]].add(row["class"])
        values[row["class"], row["word"]] = row["value"]
    for row in rows("zones.csv"):
        capital[row["name"]].add("zone" if row["kind"] == "abbreviation" else "zone_place")
    for word in lower.keys() & capital.keys():
        capital[word] |= lower[word]
    return Lexicon(_frozen(lower), _frozen(capital), values)


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """The verbs and other words that show when something happens, with what they show."""
    return _sets("cues.csv", "cue")


@cache
def lookalikes() -> Mapping[str, frozenset[str]]:
    """The words beside which a figure is no year, or a name is a month."""
    return _sets("lookalikes.csv", "kind")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _sets(name: str, column: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        found[row["word"]].add(row[column])
    return _frozen(found)


def _frozen(table: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(kinds) for word, kinds in table.items()}
