"""What a service answers as places: every coordinate checked, every text tidied, nothing trusted.

geopy makes (0, 0) of missing coordinates and -159.5 of a longitude of 200.5, so its ``Location`` is only asked for
the raw answer, and we read that.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from geo.geocoders.failing import Failure
from geo.model import Place, PlaceKind
from geo.settings import DATA

KM_PER_DEGREE = 111.195
SMALLEST_KM, LARGEST_KM = 0.3, 4000.0
LONGEST_NAME = 200
NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")
Box = tuple[Any, Any, Any, Any]


def point(lat: Any, lon: Any, *, as_text: bool = False) -> tuple[float, float]:
    """A position as (latitude, longitude) in degrees; raises Failure where it is none.

    ``as_text`` for the services that write numbers as text. (0, 0) is refused: it stands for "not known".

    >>> point("51.7", "36.2", as_text=True)
    (51.7, 36.2)
    """
    y, x = _degrees(lat, 90.0, as_text=as_text), _degrees(lon, 180.0, as_text=as_text)
    if y == 0.0 and x == 0.0:
        raise Failure("impossible")
    return y, x


def _degrees(value: Any, limit: float, *, as_text: bool) -> float:
    if as_text and isinstance(value, str) and NUMBER.fullmatch(value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -limit <= value <= limit:
        raise Failure("impossible")
    return float(value)


def text(value: Any) -> str:
    r"""A text from outside, on one line, of whole visible characters and no more than 200 of them; "" for anything else.

    >>> text("Kursk\u202e\n\ud800"), text(None)
    ('Kursk', '')
    """
    if not isinstance(value, str):
        return ""
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in value[: 4 * LONGEST_NAME])
    return " ".join(seen.split())[:LONGEST_NAME].strip()


def country(value: Any) -> str:
    """An ISO 3166-1 alpha-2 code in capitals, or "".

    >>> country("ru"), country("RUS"), country(7)
    ('RU', '', '')
    """
    return value.upper() if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2}", value) else ""


@cache
def kinds() -> Mapping[tuple[str, str], tuple[PlaceKind, float]]:
    """The kind and usual radius in km of what a service calls a place, by vocabulary and word.

    >>> kinds()["osm", "village"]
    ('city', 2.0)
    """
    with (DATA / "geocoders" / "kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["words"], row["value"]): (_kind(row["kind"]), float(row["radius_km"])) for row in rows}


def _kind(word: str) -> PlaceKind:
    return word  # type: ignore[return-value]  # a test keeps the file to the kinds of the model


def kind(words: str, values: Iterable[Any]) -> tuple[PlaceKind, float]:
    """The kind and usual radius by the first of the values that is known; a facility where none is."""
    known = (kinds().get((words, value)) for value in values if isinstance(value, str))
    return next((each for each in known if each is not None), ("facility", 0.5))


def radius(box: Box | None, usual: float) -> float:
    """The radius in km of a circle of a box's area; ``usual`` where the box (south, west, north, east) is none.

    >>> round(radius((51.6, 36.0, 51.8, 36.4), 10.0), 1)
    14.0
    """
    try:
        south, west, north, east = (_degrees(side, 180.0, as_text=True) for side in box or ())
    except (Failure, ValueError):
        return usual
    width = (east - west) % 360.0 * math.cos(math.radians((south + north) / 2.0))
    area = width * (north - south) * KM_PER_DEGREE**2
    return min(LARGEST_KM, max(SMALLEST_KM, math.sqrt(area / math.pi))) if area > 0.0 else usual


def place(
    identity: str, name: str, sort: tuple[PlaceKind, float], at: tuple[float, float], *, within: str, box: Box | None
) -> Place:
    """A place of these parts; raises Failure where it has no name."""
    if not name:
        raise Failure("garbled")
    what, usual = sort
    return Place(identity, name, what, *at, round(radius(box, usual), 2), country=within)
