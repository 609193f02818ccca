"""The senses of a name: every place that it may mean, as it is written and in its other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from geo.model import Gazetteer, Mention, Place

MOST = 40  # senses that are weighed; the gazetteer gives the best known first
_SHORT = {"St.": "Saint", "Ste.": "Sainte", "St": "Saint", "Ft.": "Fort", "Mt.": "Mount", "Mt": "Mount", "N.": "North", "S.": "South", "E.": "East", "W.": "West", "Saint": "St."}  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|The|THE)\s")
_TYPE = re.compile(
    r"(?i)\s(?:region|province|oblast|county|district|prefecture|governorate|state|republic|city|town|village|"
    r"parish|municipality|metro|area|island|islands|river|valley|mountains|peninsula|rayon|raion|krai|canton|"
    r"department|territory|co\.)$"
)
_KINDS = {
    "region": {"admin1", "region"}, "province": {"admin1"}, "oblast": {"admin1"}, "krai": {"admin1"},
    "governorate": {"admin1"}, "prefecture": {"admin1"}, "state": {"admin1"}, "republic": {"admin1", "country"},
    "county": {"admin2", "admin1"}, "parish": {"admin2"}, "district": {"admin2", "admin1"},
    "city": {"city"}, "town": {"city"}, "village": {"city"},
    "island": {"island"}, "islands": {"island", "country"}, "river": {"river"}, "valley": {"region"},
    "mountains": {"mountains"}, "peninsula": {"peninsula"}, "capital": {"city"}, "suburb": {"city"},
    "area": {"city", "region", "admin1"}, "metro": {"city"}, "municipality": {"city", "admin2", "admin1"},
    "rayon": {"admin2"}, "raion": {"admin2"}, "department": {"admin1", "admin2"},
    "co.": {"admin2"},
    "territory": {"admin1"}, "canton": {"admin1", "admin2"}, "sea": {"sea"}, "lake": {"water"},
}  # fmt: skip
PEOPLED = frozenset({"country", "admin1", "region", "continent", "city", "island", "peninsula"})


def senses(mention: Mention, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places that a mention may mean, best known first, at most forty."""
    found = dict.fromkeys(place for name in spellings(mention.name) for place in gazetteer.find(name))
    places = tuple(found) or _without_type(mention.name, gazetteer)
    if mention.kind == "demonym":
        places = tuple(place for place in places if place.kind in PEOPLED)
    elif mention.kind in {"facility", "metonym"}:
        # "the White House" is no suburb of that name
        places = tuple(place for place in places if place.kind in {"facility", "airport"}) or places
    return places[:MOST]


def _without_type(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of the kind that a name's type word says, under the name without it: "Kursk region" as Kursk."""
    kinds = said_kinds(name)
    plain = _TYPE.sub("", _ARTICLE.sub("", name))
    return tuple(place for place in gazetteer.find(plain) if place.kind in kinds or (not kinds and plain == name))


def spellings(name: str) -> Iterator[str]:
    """A name and its other spellings, the nearest first.

    >>> list(spellings("the St. Cloud"))
    ['the St. Cloud', 'St. Cloud', 'Saint Cloud']
    """
    tried = [name]
    plain = _ARTICLE.sub("", name).removesuffix("'s").removesuffix("’s").strip()
    tried.append(plain)
    if plain.startswith(("City of ", "Town of ", "Village of ")):
        tried.append(plain.partition(" of ")[2])
    if plain.endswith(" City"):
        tried.append(plain.removesuffix(" City"))
    first, _, rest = plain.partition(" ")
    if first in _SHORT and rest:
        tried.append(f"{_SHORT[first]} {rest}")
    if "." in plain[-3:]:
        tried.append(f"{plain}." if plain[-1] != "." else plain[:-1])
    yield from dict.fromkeys(each for each in tried if each)


def is_same(one: str, other: str) -> bool:
    """Whether two names are one but for capitals, accents and hyphens.

    >>> is_same("São Paulo", "SAO PAULO"), is_same("Paris", "Paris Hill")
    (True, False)
    """
    return _plain(one) == _plain(other)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold()).replace("-", " ").replace("’", "'")
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def said_kinds(name: str, *around: str) -> set[str]:
    """The kinds of place that a name's own type word, or the words around it, say.

    >>> sorted(said_kinds("Kursk region")), said_kinds("Kursk", "city"), said_kinds("Kursk", "today")
    (['admin1', 'region'], {'city'}, set())
    """
    match = _TYPE.search(name)
    words = [match.group().strip().lower()] if match else []
    return set().union(*(_KINDS.get(word.lower(), set()) for word in (*words, *around)))
