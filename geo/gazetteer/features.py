"""GeoNames' features as entries: kind, size, rank and names of each place, from its row and its alternate names."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from geo.gazetteer.compile import Entry, is_code
from geo.gazetteer.dump import Alternate, Division, Feature
from geo.gazetteer.measures import AIRPORT, FIRST, INTERNATIONAL, SECOND, SMALLEST_REGION_KM, prominence, radius_km
from geo.gazetteer.names import fold
from geo.gazetteer.overlay import slug
from geo.model import PlaceKind

EARTH_KM = 6371.0
SETTLED = frozenset("PA")
FEWEST = 5  # towns that tell how far a region reaches
USUAL_KM = {2: 60.0, 3: 25.0}  # by the parts of its code
NAMED = 2.0  # a place with nine other names is as well known as a town of a hundred inhabitants
# What the language column holds beside languages: codes and links that nobody writes in a text.
ABBREVIATION, AIRPORT_CODE = "abbr", "iata"
UNSPOKEN = frozenset(
    {"link", "wkdt", "post", "phon", "icao", "faac", "tcid", "unlc", "piny", ABBREVIATION, AIRPORT_CODE}
)

Region = tuple[str, ...]  # country and first-level code, or with the second-level code


@dataclass(frozen=True, slots=True)
class Rule:
    """What a feature's class and code say: its kind, its usual radius, and how well known it is."""

    kind: PlaceKind
    radius_km: float
    prominence: float


Rules = Mapping[tuple[str, str], Rule]


@dataclass(slots=True)
class Spread:
    """Where the towns of a region lie, as a sum of points on the unit sphere, and their inhabitants."""

    towns: int = 0
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    population: int = 0

    def add(self, place: Feature) -> None:
        """Count a town in."""
        north, east = math.radians(place.lat), math.radians(place.lon)
        self.towns += 1
        self.x += math.cos(north) * math.cos(east)
        self.y += math.cos(north) * math.sin(east)
        self.z += math.sin(north)
        self.population += place.population

    def radius_km(self, usual: float) -> float:
        """The radius of the disc over which evenly spread towns would lie as far from their middle; ``usual`` for a few."""
        if self.towns < FEWEST:
            return usual
        middle = (self.x * self.x + self.y * self.y + self.z * self.z) / self.towns**2
        return round(max(EARTH_KM * math.sqrt(max(2 * (1 - middle), 0.0)), SMALLEST_REGION_KM), 1)


@dataclass(frozen=True, slots=True)
class Regions:
    """The first- and second-level regions of a dump: their codes by number, and where their towns lie."""

    divisions: Mapping[int, Division]
    spreads: dict[Region, Spread] = field(default_factory=dict)

    def knows(self, country: str, admin1: str) -> bool:
        """Whether a first-level code is one of the dump's."""
        return (country, admin1) in self.spreads

    def count(self, place: Feature) -> None:
        """Count a town into its regions."""
        if place.feature_class != "P":
            return
        for region in ((place.country, place.admin1), (place.country, place.admin1, place.admin2)):
            spread = self.spreads.get(region)
            if spread is not None:
                spread.add(place)


def regions(divisions: Iterable[Division]) -> Regions:
    """The regions of both code files."""
    known = {division.number: division for division in divisions}
    return Regions(known, {_parts(division): Spread() for division in known.values()})


def _parts(division: Division) -> Region:
    return tuple(division.code.split(".", 2))


def rules(path: Path) -> Rules:
    """The rules of data/geonames/features.csv, by class and code; a class alone has the code ""."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["class"], row["code"]): _rule(row) for row in csv.DictReader(file)}


def _rule(row: Mapping[str, str]) -> Rule:
    kind: PlaceKind = row["kind"]  # type: ignore[assignment]  # a test keeps the file to the kinds of the model
    return Rule(kind, float(row["radius_km"]), float(row["prominence"]))


def entry_of(place: Feature, alternates: Sequence[Alternate], table: Rules, around: Regions) -> Entry:
    """The entry of a place with its alternate names."""
    rule = table.get((place.feature_class, place.code)) or table.get((place.feature_class, "")) or table["", ""]
    names = _Names.of(place, alternates)
    radius = max(rule.radius_km, radius_km(place.population) if rule.kind == "city" else 0.0)
    entry = Entry(
        id=f"geonames:{place.number}",
        name=place.name,
        kind=rule.kind,
        lat=place.lat,
        lon=place.lon,
        radius_km=radius,
        number=place.number,
        country=place.country,
        admin1=place.admin1 if around.knows(place.country, place.admin1) else "",
        population=place.population,
        prominence=rule.prominence + _known(place, len(names.usual)),
        names=names.usual,
        lesser=names.lesser,
        abbreviations=names.abbreviations,
        quiet=names.quiet,
    )
    division = around.divisions.get(place.number)
    if division is not None:
        return _division(entry, division, around)
    return _airport(entry, names.airport_code) if rule.kind == "airport" else entry


def _known(place: Feature, names: int) -> float:
    """How well known a place is: by its inhabitants if it is a settlement or a territory, or by its other names."""
    inhabited = prominence(place.population) if place.feature_class in SETTLED else 0.0
    return max(inhabited, NAMED * math.log10(1 + names))


def _division(entry: Entry, division: Division, around: Regions) -> Entry:
    """The entry of a region that the code files list, under the name that they give it."""
    parts = _parts(division)
    country, admin1, spread = parts[0], parts[1], around.spreads[parts]
    population = entry.population or min(spread.population, 2**32 - 1)
    first = len(parts) == 2
    named = f"admin1:{division.code}" if first else f"admin2:{country}.{admin1}.{slug(division.name) or 'unnamed'}"
    return replace(
        entry,
        name=division.name,
        kind="admin1" if first else "admin2",
        radius_km=spread.radius_km(usual=USUAL_KM[len(parts)]),
        country=country,
        admin1=admin1,
        population=population,
        prominence=prominence(population) + (FIRST if first else SECOND),
        names=tuple(dict.fromkeys((entry.name, *entry.names))),
        also=(named,),
    )


def _airport(entry: Entry, code: str) -> Entry:
    if not code:
        return entry
    known = INTERNATIONAL if "International" in entry.name else AIRPORT
    short = entry.name.replace("International ", "")
    names = tuple(dict.fromkeys((*entry.names, short)))
    return replace(entry, names=names, also=(f"airport:{code}",), prominence=max(entry.prominence, known))


@dataclass(frozen=True, slots=True)
class _Names:
    """The alternate names of a place, sorted by use."""

    usual: tuple[str, ...]
    lesser: tuple[str, ...]
    abbreviations: tuple[str, ...]
    quiet: tuple[str, ...]
    airport_code: str

    @staticmethod
    def of(place: Feature, alternates: Sequence[Alternate]) -> _Names:
        """Sort them: languages, the past and the street, abbreviations, codes."""
        spoken = [other for other in alternates if other.language not in UNSPOKEN]
        usual = dict.fromkeys(other.name for other in spoken if other.name and not other.lesser)
        lesser = dict.fromkeys(other.name for other in spoken if other.name and other.lesser)
        short = _of_language(alternates, ABBREVIATION)
        codes = _of_language(alternates, AIRPORT_CODE)
        if place.ascii != place.name and fold(place.ascii) not in {"", fold(place.name)}:
            usual.setdefault(place.ascii)
        usual.pop(place.name, None)
        settled = place.feature_class in SETTLED
        extra = (*(codes if place.feature_class == "P" else ()), *(() if settled else short))
        written = (place.name, *usual, *lesser)
        return _Names(
            usual=(*usual, *extra),
            lesser=tuple(name for name in lesser if name not in usual and name != place.name),
            abbreviations=short if settled else (),
            quiet=(*extra, *_quiet(written, settled=settled, alone=len(usual) == 0)),
            airport_code=next((code for code in codes if len(code) == 3 and code.isascii() and code.isupper()), ""),
        )


def _of_language(alternates: Iterable[Alternate], language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other.name for other in alternates if other.language == language and other.name))


def _quiet(names: tuple[str, ...], *, settled: bool, alone: bool) -> Iterator[str]:
    """What no text is searched for: codes that no name explains, and single words that name one stream or church."""
    for name in names:
        if (is_code(name) and not is_acronym(name, names)) or (not settled and alone and " " not in name):
            yield name


def is_acronym(code: str, names: Iterable[str]) -> bool:
    """Whether a code is made of the first letters of one of the names; most others are those of airports.

    >>> is_acronym("NYC", ["New York City"]), is_acronym("JFK", ["New York City"])
    (True, False)
    """
    letters = code.replace(".", "")
    return any("".join(word[0] for word in fold(name).split()).upper() == letters for name in names)
