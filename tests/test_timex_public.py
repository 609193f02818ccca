"""Public holidays through the optional package: the real one where it is installed, and the remedy where it is not."""

from __future__ import annotations

import importlib.util
from datetime import date

import pytest

from geo.errors import SettingsError
from geo.model import Article
from geo.sentences import split
from geo.timex import find

INSTALLED = importlib.util.find_spec("holidays") is not None


def values(text: str, published: date, *countries: str) -> list[str]:
    article = Article(text, published=published)
    return [dating.value for dating in find(article, split(article), countries=countries)]


def test_holidays_of_a_country_are_known_by_name_or_the_error_names_the_package() -> None:
    if INSTALLED:
        assert values("It rained on Independence Day.", date(2024, 10, 31), "IN") == ["2024-08-15"]
        assert values("It closed for the Spring Bank Holiday.", date(2024, 6, 10), "GB") == ["2024-05-27"]
        with pytest.raises(SettingsError, match="give codes"):
            values("It rained.", date(2024, 10, 31), "ZZ")
    else:
        with pytest.raises(SettingsError, match="pip install holidays"):
            values("It rained on Independence Day.", date(2024, 10, 31), "IN")


def test_without_countries_no_package_is_needed() -> None:
    assert values("It rained on Independence Day.", date(2024, 10, 31)) == ["2024-07-04"]
