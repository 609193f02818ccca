"""The tables of resolution: weights, usual senses of names, and the seas off countries; read once."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.model import Place
from geo.settings import DATA


@dataclass(frozen=True, slots=True)
class Sense:
    """The usual sense of a name: the kind of place and where it lies."""

    country: str
    admin1: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables by what is looked up in them.

    ``weights`` and ``words`` by feature; ``senses`` by name; ``seas`` by name of a place and side ("" for any);
    ``wording`` gives the countries whose news uses a word; ``capitals`` the capital by the country's code.
    """

    weights: dict[str, float]
    words: dict[str, str]
    senses: dict[str, Sense]
    seas: dict[tuple[str, str], str]
    wording: dict[str, tuple[str, ...]]
    capitals: dict[str, str]

    def countries_of(self, text: str) -> dict[str, float]:
        """How much the wording of a text is that of a country, 0 to 1: "sheriff", "felony", "school board"."""
        seen = set(_wording().findall(text))
        counts = Counter(country for word in seen for country in self.wording[word])
        return {country: count / (count + 2.0) for country, count in counts.items()}


@cache
def _wording() -> re.Pattern[str]:
    words = sorted(tables().wording, key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, words)) + r")(?![^\W_])|£")


@cache
def tables() -> Tables:
    """The tables.

    >>> tables().seas["Japan", ""], tables().senses["Washington"].admin1
    ('Sea of Japan', 'DC')
    """
    weights = _rows("weights")
    return Tables(
        weights={row["feature"]: float(row["weight"]) for row in weights},
        words={row["feature"]: row["words"] for row in weights},
        senses={row["name"]: Sense(row["country"], row["admin1"], row["kind"]) for row in _rows("default_senses")},
        seas={(row["place"], row["side"]): row["sea"] for row in _rows("sea_off")},
        wording={row["word"]: tuple(row["country"].split("|")) for row in _rows("country_words")},
        capitals={row["iso2"]: row["capital"].split(",")[0] for row in _overlay("countries")},
    )


def is_capital(place: Place) -> bool:
    """Whether a place is the capital of its country.

    >>> is_capital(Place("x", "Paris", "city", 48.9, 2.3, 10.0, "FR"))
    True
    """
    return place.kind == "city" and place.name == tables().capitals.get(place.country)


def _overlay(name: str) -> tuple[dict[str, str], ...]:
    return _read(DATA / "overlay" / f"{name}.csv")


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return _read(DATA / "toponyms" / f"{name}.csv")


def _read(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
