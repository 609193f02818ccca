"""The whole of GeoNames as entries, with this project's overlay on top: the same merge as for the embedded gazetteer.

Places and names are sorted by id on disk and joined in one pass, so that memory does not grow with them. What the
overlay may change (countries, regions, and what bears one of its names) is held back and merged at the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path

from geo.gazetteer import dump, overlay
from geo.gazetteer.compile import Entry
from geo.gazetteer.dump import Alternate, Feature, Tell
from geo.gazetteer.features import Regions, Rules, entry_of, regions, rules
from geo.gazetteer.index import Index
from geo.gazetteer.measures import AIRPORT, COUNTRY, INTERNATIONAL, prominence
from geo.gazetteer.names import fold
from geo.gazetteer.nearby import KM_PER_DEGREE
from geo.gazetteer.sorting import merged, write_runs
from geo.model import Place, Ring

KEY = 10  # digits of an id at the start of a sorted line
MOST_NAMES = 2_000  # of a place: several times what any has
NEAR_KM = 20.0
RIVER = 2.0  # of its radius: GeoNames points at a river's mouth, the overlay at its middle
OWN = "dateline:"
# Kinds of one family may be the same place, as the overlay and GeoNames class them.
FAMILY = {
    "sea": "water", "water": "water", "river": "river", "facility": "site", "airport": "site", "mountains": "land",
    "region": "land", "desert": "land", "peninsula": "land", "island": "land", "continent": "land",
    "country": "land", "admin1": "land", "admin2": "land",
}  # fmt: skip
TABLES = ("countries", "regions", "areas", "facilities")


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies on top: the rows of data/overlay, and what the embedded gazetteer knows of countries and shapes."""

    rows: Mapping[str, list[overlay.Row]]
    countries: Mapping[int, Entry]
    airports: Mapping[str, Entry]
    outlines: Mapping[str, tuple[Ring, ...]]
    keys: frozenset[str]
    main: frozenset[str]


@dataclass(slots=True)
class _Held:
    """Entries that wait for the overlay."""

    countries: dict[int, Entry]
    regions: list[Entry] = field(default_factory=list)
    features: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A dump sorted by id: the runs of its places and of their names, and its regions."""

    places: tuple[Path, ...]
    names: tuple[Path, ...]
    regions: Regions


def top(data: Path, embedded: Index) -> Overlay:
    """The overlay of ``data``, with the countries and outlines of the embedded gazetteer."""
    rows = {name: overlay.rows(data / "overlay" / f"{name}.csv") for name in TABLES}
    areas = [*rows["areas"], *rows["facilities"]]
    known = (embedded.place(f"country:{row['iso2']}") for row in rows["countries"])
    countries = [_country(place) for place in known if place is not None and place.id.startswith("geonames:")]
    owned = (*(f"dateline:{row['id']}" for row in areas), *(f"country:{row['iso2']}" for row in rows["countries"]))
    found = ((place_id, embedded.place(place_id)) for place_id in owned)
    return Overlay(
        rows=rows,
        countries={country.number: country for country in countries},
        airports={place.id: _airport(place) for place in embedded.of_kind("airport")},
        outlines={place_id: place.outline for place_id, place in found if place is not None and place.outline},
        keys=frozenset(_key(name) for row in areas for name in (row["name"], *row["aliases"].split("|")) if name),
        main=frozenset(_key(row["name"]) for row in areas),
    )


def _country(place: Place) -> Entry:
    return Entry(
        id=place.id,
        name=place.name,
        kind="country",
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        number=int(place.id.removeprefix("geonames:")),
        country=place.country,
        population=place.population,
        prominence=prominence(place.population) + COUNTRY,
        also=(f"country:{place.country}",),
    )


def _airport(place: Place) -> Entry:
    known = INTERNATIONAL if "International" in place.name else AIRPORT
    short = place.name.replace("International ", "")
    return Entry(
        place.id, place.name, "airport", place.lat, place.lon, place.radius_km,
        country=place.country, prominence=known, names=(short,),
    )  # fmt: skip


def sort(folder: Path, scratch: Path, tell: Tell) -> Sorted:
    """Check and sort the dump in ``folder`` into ``scratch``; ``tell`` is given the bytes of text read."""
    paths = {table: dump.present(folder, table) for table in dump.TABLES}
    codes = (dump.divisions(paths[table], table) for table in (dump.FIRST_LEVEL, dump.SECOND_LEVEL))
    around = regions(chain.from_iterable(codes))
    features = _counted(dump.features(paths[dump.PLACES], tell), around)
    places = write_runs(map(_place_line, features), scratch, "places")
    names = write_runs(map(_name_line, dump.alternates(paths[dump.NAMES], tell)), scratch, "names")
    return Sorted(places, names, around)


def _counted(features: Iterable[Feature], around: Regions) -> Iterator[Feature]:
    for place in features:
        around.count(place)
        yield place


def entries(given: Sorted, above: Overlay, features_csv: Path) -> Iterator[Entry]:
    """Every place of a sorted dump and of the overlay, merged."""
    held = _Held(dict(above.countries))
    for entry in _plain(given, rules(features_csv)):
        if not _holds(held, entry, above):
            yield entry
    yield from _merged(held, above)


def _plain(given: Sorted, table: Rules) -> Iterator[Entry]:
    make = partial(entry_of, table=table, around=given.regions)
    names = groupby(merged(given.names), key=lambda line: line[:KEY])
    key, group = next(names, (b"", iter(())))
    done = b""
    for line in merged(given.places):
        number = line[:KEY]
        while key and key < number:
            key, group = next(names, (b"", iter(())))
        if number != done:
            # a place that is there twice counts once
            yield make(
                _place(line), [_alternate(other) for other in islice(group, MOST_NAMES)] if key == number else []
            )
        done = number


def _holds(held: _Held, entry: Entry, above: Overlay) -> bool:
    """Whether an entry waits for the overlay; it is taken if so."""
    if entry.number in held.countries:
        held.countries[entry.number] = _updated(held.countries[entry.number], entry)
    elif entry.kind == "admin1" or (entry.kind == "admin2" and entry.also):
        held.regions.append(entry)
    elif entry.kind in FAMILY and ((entry.kind == "airport" and entry.also) or _is_named(entry, above)):
        held.features.append(entry)
    else:
        return False
    return True


def _updated(country: Entry, entry: Entry) -> Entry:
    """A country with the names and the inhabitants that the dump gives it."""
    population = entry.population or country.population
    return replace(
        country,
        names=(entry.name, *entry.names),
        lesser=entry.lesser,
        quiet=entry.quiet,
        abbreviations=entry.abbreviations,
        population=population,
        prominence=prominence(population) + COUNTRY,
    )


def _is_named(entry: Entry, above: Overlay) -> bool:
    return _key(entry.name) in above.keys or any(_key(name) in above.main for name in entry.names)


def _merged(held: _Held, above: Overlay) -> Iterator[Entry]:
    named = overlay.with_countries(held.countries.values(), above.rows["countries"])
    nations = [replace(each, outline=above.outlines.get(f"country:{each.country}", ())) for each in named]
    states = overlay.with_regions(held.regions, above.rows["regions"])
    drawn = {row["id"]: above.outlines.get(f"dateline:{row['id']}", ()) for row in above.rows["areas"]}
    land = overlay.with_areas([*nations, *states], above.rows["areas"], drawn)
    airports = [entry for entry in held.features if entry.kind == "airport"]
    coded = {code for entry in airports for code in entry.also}
    airports += [airport for code, airport in above.airports.items() if code not in coded]
    sites = overlay.with_facilities(airports, above.rows["facilities"])
    rest = [entry for entry in held.features if entry.kind != "airport"]
    yield from absorbed([*land, *sites], rest)


def absorbed(known: Iterable[Entry], features: Iterable[Entry]) -> Iterator[Entry]:
    """The known entries, with the names of those features that are the same places, then the other features."""
    own = list(known)
    named = _by_name(
        entry for entry in own if entry.id.startswith(OWN) or any(other.startswith(OWN) for other in entry.also)
    )
    taken: dict[str, list[Entry]] = {}
    for feature in features:
        same = next((entry for entry in _candidates(feature, named) if _is_same(entry, feature)), None)
        if same is None:
            yield feature
        else:
            taken.setdefault(same.id, []).append(feature)
    for entry in own:
        yield _with(entry, taken.get(entry.id, ()))


def _by_name(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in dict.fromkeys(map(_key, (entry.name, *entry.names))):
            named.setdefault(key, []).append(entry)
    return named


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")


def _candidates(feature: Entry, named: Mapping[str, list[Entry]]) -> Iterator[Entry]:
    """Those that bear the feature's name, then those whose own name the feature bears too."""
    yield from named.get(_key(feature.name), ())
    for key in dict.fromkeys(map(_key, feature.names)):
        yield from (entry for entry in named.get(key, ()) if _key(entry.name) == key)


def _is_same(entry: Entry, feature: Entry) -> bool:
    if FAMILY.get(entry.kind) != FAMILY[feature.kind]:
        return False
    east = ((entry.lon - feature.lon + 180) % 360 - 180) * math.cos(math.radians((entry.lat + feature.lat) / 2))
    apart = KM_PER_DEGREE * math.hypot(entry.lat - feature.lat, east)
    return apart <= max(entry.radius_km * (RIVER if entry.kind == "river" else 1.0), NEAR_KM)


def _with(entry: Entry, features: Iterable[Entry]) -> Entry:
    for feature in features:
        entry = replace(
            entry,
            names=tuple(dict.fromkeys((*entry.names, feature.name, *feature.names))),
            lesser=(*entry.lesser, *feature.lesser),
            quiet=(*entry.quiet, *feature.quiet),
            also=(*entry.also, feature.id),
        )
    return entry


def _place_line(place: Feature) -> bytes:
    cells = (
        f"{place.number:0{KEY}}", place.name, place.ascii, repr(place.lat), repr(place.lon), place.feature_class, place.code,
        place.country, place.admin1, place.admin2, str(place.population),
    )  # fmt: skip
    return ("\t".join(cells) + "\n").encode()


def _place(line: bytes) -> Feature:
    number, name, plain, lat, lon, feature_class, code, country, admin1, admin2, population = (
        line.decode().removesuffix("\n").split("\t")
    )
    return Feature(
        int(number), name, plain, float(lat), float(lon), feature_class, code, country, admin1, admin2, int(population)
    )


def _name_line(other: Alternate) -> bytes:
    return f"{other.number:0{KEY}}\t{other.language}\t{other.lesser:d}\t{other.name}\n".encode()


def _alternate(line: bytes) -> Alternate:
    number, language, lesser, name = line.decode().removesuffix("\n").split("\t")
    return Alternate(int(number), language, name, lesser == "1")
