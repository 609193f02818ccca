"""Cities and airports as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.building.labels import label
from data.building.sources import Airport, City, Country
from geo.gazetteer.compile import Entry, is_code
from geo.gazetteer.features import is_acronym
from geo.gazetteer.measures import AIRPORT, CAPITAL, INTERNATIONAL, prominence, radius_km
from geo.gazetteer.names import fold
from geo.gazetteer.overlay import Row, merged

RUNWAYS_KM = 2.0


def city_entries(cities: Iterable[City], countries: Iterable[Country]) -> Iterator[Entry]:
    """The entry of each city."""
    capitals = {(country.iso2, fold(country.capital)) for country in countries if country.capital}
    for city in cities:
        capital = (city.country, fold(city.name)) in capitals
        yield Entry(
            id=f"geonames:{city.number}",
            name=label(city.name),
            kind="city",
            lat=city.lat,
            lon=city.lon,
            radius_km=radius_km(city.population),
            number=city.number,
            country=city.country,
            admin1=city.admin1,
            population=city.population,
            prominence=prominence(city.population) + CAPITAL * capital,
            names=(city.name, *city.names),
            quiet=tuple(
                name for name in city.names if is_code(name) and not is_acronym(name, (city.name, *city.names))
            ),
        )


def with_news_names(entries: Iterable[Entry], overlay: Iterable[Row]) -> Iterator[Entry]:
    """The cities under the names that news gives them, then those that only the overlay has."""
    by_id = {row["id"]: row for row in overlay}
    for entry in entries:
        row = by_id.pop(str(entry.number), None)
        yield entry if row is None else merged(entry, row)
    yield from (_new_city(row) for row in by_id.values())


def _new_city(row: Row) -> Entry:
    population = int(row["population"])
    plain = Entry(f"dateline:{row['id']}", row["name"], "city", 0.0, 0.0, 1.0, country=row["country"])
    known = replace(plain, admin1=row["admin1"], population=population, prominence=prominence(population))
    return merged(replace(known, radius_km=radius_km(population)), row)


def airport_entries(airports: Iterable[Airport]) -> Iterator[Entry]:
    """The entry of each airport."""
    for airport in airports:
        yield Entry(
            id=f"airport:{airport.iata}",
            name=airport.name,
            kind="airport",
            lat=airport.lat,
            lon=airport.lon,
            radius_km=RUNWAYS_KM,
            country=airport.country,
            prominence=INTERNATIONAL if "International" in airport.name else AIRPORT,
            names=tuple(_shorter_names(airport)),
        )


def _shorter_names(airport: Airport) -> Iterator[str]:
    short = airport.name.replace("International ", "")
    if short.count(" ") > 0 and short != "Airport":
        yield short
    for name in (airport.name, short):
        rest = name.removeprefix(f"{airport.city} ")
        # not "International Airport", which names none
        if rest != name and rest.split()[0] not in {"International", "Airport", "Regional", "Municipal", "City"}:
            yield rest
