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
        entry = codes.get((row["iso2"], row["admin1"])) if row["admin1"] else None
        entry = entry or _named(row, named) or _new_region(row)
        regions[entry.id] = merged(regions.get(entry.id, entry), row)
    yield from regions.values()


def area_entries(overlay: Iterable[Row], outlines: Mapping[str, tuple[Ring, ...]]) -> Iterator[Entry]:
    """Continents, regions, seas and other areas."""
    for row in overlay:
        kind: PlaceKind = row["kind"]  # type: ignore[assignment]  # a test keeps the kinds of the file to those of the model
        entry = _blank(f"dateline:{row['id']}", row["name"], kind, country=row["country"], prominence=PROMINENCE[kind])
        yield replace(merged(entry, row), outline=outlines.get(row["id"], ()))


def facility_entries(overlay: Iterable[Row]) -> Iterator[Entry]:
    """Buildings, bases, plants and other facilities."""
    for row in overlay:
        entry = _blank(f"dateline:{row['id']}", row["name"], "facility", row["country"], PROMINENCE["facility"])
        yield replace(merged(entry, row), admin1=row["admin1"])


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
        radius_km=float(row["radius_km"] or entry.radius_km),
        names=tuple(names),
        abbreviations=(*entry.abbreviations, *_cell(row, "abbreviations")),
        demonyms=(*entry.demonyms, *_cell(row, "demonyms")),
    )


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
    names = (row["name"], *_cell(row, "aliases"))
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
