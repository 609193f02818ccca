"""This project's own rows: they add names to the places of the packages, correct their points, and bring new places."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from geo.gazetteer.compile import Entry
from geo.gazetteer.names import fold
from geo.model import PlaceKind, Ring

Row = Mapping[str, str]
PROMINENCE: dict[str, float] = {
    "continent": 9.0, "sea": 7.0, "region": 7.0, "river": 6.0, "mountains": 6.0, "desert": 6.0, "peninsula": 6.0,
    "facility": 6.0, "water": 5.5, "island": 5.5, "admin2": 4.0,
}  # fmt: skip

LAND = {"region", "island", "peninsula"}  # what may be a country or a region of a country too
SAME_PLACE = 0.2  # degrees: an airport and the overlay's point for it are nearer than this

SAME_SIZE = 1.35


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file; none where there is no such file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def with_countries(entries: Iterable[Entry], overlay: Iterable[Row]) -> Iterator[Entry]:
    """The countries with what the overlay says of them, then those that only the overlay has."""
    by_code = {row["iso2"]: row for row in overlay}
    for entry in entries:
        row = by_code.pop(entry.country, None)
        yield entry if row is None else merged(entry, row)
    for code, row in by_code.items():
        entry = _blank(f"dateline:{code.lower()}", row["name"], "country", country=code, prominence=9.0)
        yield replace(merged(entry, row), also=(f"country:{code}",))


def with_regions(entries: Iterable[Entry], overlay: Iterable[Row]) -> Iterator[Entry]:
    """The regions with what the overlay says of them, by their codes or else by their names, then new ones."""
    regions = {entry.id: entry for entry in entries}
    codes, named = _by_code(regions.values()), _by_name(regions.values())
    for row in overlay:
        entry = codes.get((row["iso2"], row["admin1"])) or _named(row, named) or _new_region(row)
        regions[entry.id] = merged(regions.get(entry.id, entry), row)
    yield from regions.values()


def with_areas(
    entries: Iterable[Entry], overlay: Iterable[Row], outlines: Mapping[str, tuple[Ring, ...]]
) -> Iterator[Entry]:
    """Continents, regions, seas and other areas; one that is a country or a first-level region is added to it."""
    known = list(entries)
    named = _by_all_names(known)
    merges: dict[str, Entry] = {}
    for row in overlay:
        place_id, outline = f"dateline:{row['id']}", outlines.get(row["id"], ())
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]  # a test keeps the file to the kinds of the model
        candidates = named.get((row["country"], fold(row["name"])), ()) if kind in LAND else ()
        other = next((entry for entry in candidates if _is_same(entry, row)), None)
        if other is None:
            entry = _blank(place_id, row["name"], kind, country=row["country"], prominence=PROMINENCE[kind])
            yield replace(merged(entry, row), outline=outline)
        else:
            merges[other.id] = _joined(other, row, place_id, outline or other.outline)
    yield from (merges.get(entry.id, entry) for entry in known)


def _by_all_names(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    named: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: ("country", "admin1", "admin2").index(entry.kind)):
        for name in dict.fromkeys(fold(name) for name in (entry.name, *entry.names)):
            named.setdefault((entry.country, name), []).append(entry)
    return named


def _is_same(entry: Entry, row: Row) -> bool:
    """Whether an area is a region: by its point, and by its size where only another name of the region agrees."""
    size = float(row["radius_km"]) / entry.radius_km
    alike = fold(entry.name) == fold(row["name"]) or (entry.kind != "country" and 1 / SAME_SIZE < size < SAME_SIZE)
    apart = max(entry.radius_km, float(row["radius_km"])) / 111.0
    return alike and abs(entry.lat - float(row["lat"])) < apart and abs(entry.lon - float(row["lon"])) < 2 * apart


def _joined(entry: Entry, row: Row, place_id: str, outline: tuple[Ring, ...]) -> Entry:
    """An entry that an area of the overlay is too."""
    best = max(entry.prominence, PROMINENCE[row["kind"]])
    return replace(merged(entry, row), also=(*entry.also, place_id), prominence=best, outline=outline)


def with_facilities(entries: Iterable[Entry], overlay: Iterable[Row]) -> Iterator[Entry]:
    """The airports with what the overlay says of them, and its buildings, bases, plants and other facilities."""
    airports = list(entries)
    named = {fold(name): airport for airport in airports for name in (airport.name, *airport.names)}
    merges: dict[str, Entry] = {}
    for row in overlay:
        place_id = f"dateline:{row['id']}"
        airport = next((named[fold(name)] for name in _names(row) if _is_at(named.get(fold(name)), row)), None)
        entry = airport or _blank(place_id, row["name"], "facility", row["country"], 0.0)
        also = (*entry.also, place_id) if airport else ()
        both = replace(merged(entry, row), admin1=row["admin1"], also=also, prominence=PROMINENCE["facility"])
        if airport:
            merges[airport.id] = both
        else:
            yield both
    yield from (merges.get(airport.id, airport) for airport in airports)


def _is_at(airport: Entry | None, row: Row) -> bool:
    if airport is None:
        return False
    return abs(airport.lat - float(row["lat"])) < SAME_PLACE and abs(airport.lon - float(row["lon"])) < SAME_PLACE


def outlines(overlay: Iterable[Row]) -> dict[str, tuple[Ring, ...]]:
    """The outlines by the id of their areas, or "country:XX"."""
    return {row["id"]: tuple(_ring(ring) for ring in row["rings"].split(";")) for row in overlay}


def _ring(text: str) -> Ring:
    points = (point.split() for point in text.split(",") if point.strip())
    return tuple((float(lat), float(lon)) for lat, lon in points)


def merged(entry: Entry, row: Row) -> Entry:
    """An entry with the names, the point and the radius of an overlay row."""
    names = dict.fromkeys((entry.name, *entry.names, *_cell(row, "aliases")))
    return replace(
        entry,
        name=row["name"] or entry.name,
        lat=float(row["lat"] or entry.lat),
        lon=float(row["lon"] or entry.lon),
        radius_km=float(row.get("radius_km") or entry.radius_km),
        names=tuple(names),
        abbreviations=(*entry.abbreviations, *_cell(row, "abbreviations")),
        demonyms=(*entry.demonyms, *_cell(row, "demonyms")),
    )


def _names(row: Row) -> tuple[str, ...]:
    return (row["name"], *_cell(row, "aliases"))


def _cell(row: Row, column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.get(column) or "").split("|") if part.strip())


def _by_code(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    current = (
        entry for entry in entries if entry.kind == "admin1" and (entry.number or entry.id.endswith(f".{entry.admin1}"))
    )
    return {(entry.country, entry.admin1): entry for entry in current}


def _by_name(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    by_size = sorted(entries, key=lambda entry: (entry.kind == "admin1", entry.population))
    return {(entry.country, fold(entry.name)): entry for entry in by_size}


def _named(row: Row, named: Mapping[tuple[str, str], Entry]) -> Entry | None:
    """The region of a row's names; a first-level one only by its code."""
    names = () if row["admin1"] else _names(row)
    return next((named[row["iso2"], fold(name)] for name in names if (row["iso2"], fold(name)) in named), None)


def _new_region(row: Row) -> Entry:
    kind: PlaceKind = "admin1" if row["admin1"] else "admin2"
    place_id = (
        f"admin1:{row['iso2']}.{row['admin1']}"
        if row["admin1"]
        else f"dateline:{row['iso2'].lower()}-{slug(row['name'])}"
    )
    return replace(_blank(place_id, row["name"], kind, row["iso2"], 4.0), admin1=row["admin1"])


def _blank(place_id: str, name: str, kind: PlaceKind, country: str, prominence: float) -> Entry:
    return Entry(
        id=place_id, name=name, kind=kind, lat=0.0, lon=0.0, radius_km=1.0, country=country, prominence=prominence
    )


def slug(name: str) -> str:
    """A name as part of an id.

    >>> slug("Côte d'Ivoire")
    'cote-d-ivoire'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
