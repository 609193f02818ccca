"""Countries as entries, before the overlay adds their other names, their people and their points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from data.building.sources import City, Country
from geo.gazetteer.compile import Entry
from geo.gazetteer.measures import COUNTRY, prominence
from geo.gazetteer.names import fold


def country_entries(countries: Iterable[Country], cities: Iterable[City]) -> Iterator[Entry]:
    """The entry of each country, at its capital until the overlay says better."""
    largest = {}
    for city in sorted(cities, key=lambda city: city.population):
        largest[city.country, fold(city.name)] = largest[city.country, ""] = city
    for country in countries:
        seat = largest.get((country.iso2, fold(country.capital))) or largest.get((country.iso2, ""))
        yield Entry(
            id=f"geonames:{country.number}",
            name=country.name,
            kind="country",
            lat=seat.lat if seat else 0.0,
            lon=seat.lon if seat else 0.0,
            radius_km=round(math.sqrt(max(country.area_km2, 1.0) / math.pi), 1),
            number=country.number,
            country=country.iso2,
            population=country.population,
            prominence=prominence(country.population) + COUNTRY,
            also=(f"country:{country.iso2}",),
        )
