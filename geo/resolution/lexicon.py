"""The tables of resolution: weights, usual senses of names, and the seas off countries; read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from geo.settings import DATA


@dataclass(frozen=True, slots=True)
class Sense:
    """The usual sense of a name: the kind of place and where it lies."""

    country: str
    admin1: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tables:
    """``weights`` and ``words`` by feature; ``senses`` by name; ``seas`` by name of a place and side ("" for any)."""

    weights: dict[str, float]
    words: dict[str, str]
    senses: dict[str, Sense]
    seas: dict[tuple[str, str], str]


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
    )


def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / "toponyms" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
