"""Public holidays of countries, by the package holidays, which is optional: ``pip install holidays``.

The named days of ``feasts.csv`` need no package. This door adds those that a state sets: India's Republic Day, the
spring bank holiday. Foreign values become ours here; the package is imported when first asked for, since it is slow.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import ModuleType

from geo.errors import SettingsError

COUNTRIES = ("US", "GB", "FR", "DE", "IN")
YEARS = range(2001, 2036)  # the years whose names are known; the days are reckoned for any year
Row = tuple[str, str, str, str]


def rows(countries: tuple[str, ...]) -> Mapping[str, Row]:
    """The names of the holidays of some countries (ISO 3166-1 alpha-2), each with its rule; the first country wins."""
    found: dict[str, Row] = {}
    for country in reversed(countries):
        found |= {name: ("public", country, name, "") for name in _names(country)}
    return found


def days(year: int, country: str, name: str) -> tuple[date, ...]:
    """The days of a year on which a holiday of a country falls, which may be none."""
    return tuple(day for day, names in _calendar(country, year).items() if name in names)


@cache
def _names(country: str) -> frozenset[str]:
    return frozenset(name for year in YEARS for names in _calendar(country, year).values() for name in names)


@cache
def _calendar(country: str, year: int) -> Mapping[date, tuple[str, ...]]:
    package = _package()
    try:
        known = package.country_holidays(country, years=[year], language="en_US")
    except NotImplementedError as error:
        raise SettingsError(f"{country!r} has no public holidays here: give codes such as US, GB or IN.") from error
    return {day: tuple(filter(None, map(_plain, names.split(";")))) for day, names in known.items()}


def _plain(name: str) -> str:
    """A name in lower case without "(observed)"; "" for one that only moves another day."""
    return "" if "observed" in name or "estimated" in name else name.partition("(")[0].strip().lower()


def _package() -> ModuleType:
    try:
        return importlib.import_module("holidays")
    except ImportError as error:
        raise SettingsError("Public holidays need the package holidays: pip install holidays.") from error
