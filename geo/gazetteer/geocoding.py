"""The gazetteer as a geopy geocoder: the only part of it that knows geopy.

It gives real ``geopy.location.Location`` objects without inheriting geopy's ``Geocoder``, whose constructor builds an HTTP adapter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from geo.gazetteer.nearby import KM_PER_DEGREE
from geo.model import Gazetteer, Place

if TYPE_CHECKING:
    from geopy.location import Location

NEAREST = 10  # cities that reverse gives when no limit is set
MARGIN = 1.5  # a place lies in an area if it is within so many of its radii: areas are no circles


def geocode(
    gazetteer: Gazetteer, query: str, *, exactly_one: bool, limit: int | None
) -> Location | list[Location] | None:
    """The places that ``query`` means; see :meth:`geo.gazetteer.Index.geocode`."""
    return _answer(gazetteer, matches(gazetteer, query), exactly_one=exactly_one, limit=limit)


def reverse(
    gazetteer: Gazetteer, query: tuple[float, float], *, exactly_one: bool, limit: int | None
) -> Location | list[Location] | None:
    """The cities nearest to a point; see :meth:`geo.gazetteer.Index.reverse`."""
    count = 1 if exactly_one else limit or NEAREST
    return _answer(gazetteer, gazetteer.nearest(*query, count), exactly_one=exactly_one, limit=limit)


def matches(gazetteer: Gazetteer, query: str) -> tuple[Place, ...]:
    """The places of a query's first words that lie in one place of each of its further words, best known first."""
    whole = gazetteer.find(query)
    if whole or "," not in query:
        return whole
    name, *containers = (part.strip() for part in query.split(","))
    around = [gazetteer.find(container) for container in containers if container]
    return tuple(place for place in gazetteer.find(name) if all(_lies_in_one(place, areas) for areas in around))


def _lies_in_one(place: Place, areas: Iterable[Place]) -> bool:
    return any(lies_in(place, area) for area in areas)


def lies_in(place: Place, area: Place) -> bool:
    """Whether a place lies in another: by its country and region, else by distance."""
    if place.id == area.id:
        return False
    if area.kind == "country":
        return place.country == area.country
    if area.kind == "admin1" and area.admin1:
        return (place.country, place.admin1) == (area.country, area.admin1)
    return _distance_km(place, area) <= MARGIN * area.radius_km


def _distance_km(a: Place, b: Place) -> float:
    east = ((a.lon - b.lon + 180) % 360 - 180) * math.cos(math.radians((a.lat + b.lat) / 2))
    return KM_PER_DEGREE * math.hypot(a.lat - b.lat, east)


def _answer(
    gazetteer: Gazetteer, places: Sequence[Place], *, exactly_one: bool, limit: int | None
) -> Location | list[Location] | None:
    locations = [_location(gazetteer.place, place) for place in places[: 1 if exactly_one else limit]]
    if not locations:
        return None
    return locations[0] if exactly_one else locations


def _location(lookup: Callable[[str], Place | None], place: Place) -> Location:
    # geopy takes longer to load than the whole index, and only its own face needs it
    from geopy.location import Location  # noqa: PLC0415

    raw = asdict(place)
    return Location(address(lookup, place), (place.lat, place.lon), raw)


def address(lookup: Callable[[str], Place | None], place: Place) -> str:
    """The place's name, then its region's and its country's where they are others."""
    region = lookup(f"admin1:{place.country}.{place.admin1}") if place.admin1 else None
    country = lookup(f"country:{place.country}") if place.country else None
    around = (other.name for other in (region, country) if other is not None and other.id != place.id)
    return ", ".join(dict.fromkeys((place.name, *around)))
