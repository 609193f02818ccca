"""The word lists of the taggers: ``data/lexicon/*.csv``, read once."""

from __future__ import annotations

import csv
from functools import cache

from geo.settings import DATA


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/lexicon/NAME.csv``.

    >>> rows("irregular_nouns")[0].keys() >= {"singular", "plural"}
    True
    """
    with (DATA / "lexicon" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def kinds_of(name: str) -> str:
    """What a lower-case name may be, one letter a kind, in the order of the alphabet; "" when it is in no list.

    "A" state or province, "C" city of 100,000 or more, "c" smaller city, "G" given name, "N" country,
    "O" word of organisations, "P" kind of place, "S" surname, "T" title or office, "R" compass word, "D" day or month,
    "E" people or creed, "w" common word.

    >>> kinds_of("jordan"), kinds_of("ministry"), kinds_of("xyzzy")
    ('GNSc', 'O', '')
    """
    return _kinds().get(name, "")


@cache
def words(name: str) -> frozenset[str]:
    """The words of a table of one column, ``data/lexicon/NAME.csv``.

    >>> "attack" in words("verbs")
    True
    """
    return frozenset(_lines(name))


@cache
def _kinds() -> dict[str, str]:
    return dict(line.split(",", 1) for line in _lines("names"))


def _lines(name: str) -> list[str]:
    # Read by hand: the csv module takes four times as long, and nothing in these tables is quoted.
    return (DATA / "lexicon" / f"{name}.csv").read_text(encoding="utf-8").split("\n")[1:-1]
