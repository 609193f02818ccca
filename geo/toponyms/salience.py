"""Salience: which of the places already spoken of an article most likely speaks of again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from geo.model import Gazetteer, Mention, Place
from geo.toponyms.lexicon import Lexicon

MEMORY = 60  # mentions back to which an anaphor may reach
FADE = 0.85  # of a mention's weight is left a sentence later
HERE = 0.7  # the weight of the anaphor's own sentence beside the one before: its places have been told apart already
BY_THE_WAY = 0.4  # the weight of where someone is from, beside where something happens
COUNTRY, PEOPLE, POWER = 2.0, 0.5, 0.4  # what a country's name, its people and its government weigh beside a town in it
_ORIGIN = re.compile(r"\b[Ff]rom (?:the )?$")
_INSIDE = re.compile(r",? (?:in )?(?:the )?")
_TYPE = re.compile(r"(?i)\s(?:province|region|state|oblast|prefecture|governorate|department)$")


def country(text: str, sentence: int, spoken: Sequence[Mention], gazetteer: Gazetteer) -> str:
    """The code of the country that most of the last mentions lie in, or ""."""
    weights: defaultdict[str, float] = defaultdict(float)
    for mention in islice(reversed(spoken), MEMORY):
        place = next(iter(gazetteer.find(mention.name)), None)
        if place is not None and place.country:
            weights[place.country] += _weight(text, mention, place) * _faded(mention, sentence)
    return max(weights, key=weights.__getitem__, default="")


def _weight(text: str, mention: Mention, place: Place) -> float:
    if mention.kind == "demonym":
        return PEOPLE
    if mention.kind == "metonym":
        return POWER
    return (COUNTRY if place.kind == "country" else 1.0) * (BY_THE_WAY if _is_origin(text, mention) else 1.0)


def _is_origin(text: str, mention: Mention) -> bool:
    return _ORIGIN.search(text[max(0, mention.span.start - 10) : mention.span.start]) is not None


def _faded(mention: Mention, sentence: int) -> float:
    apart = sentence - mention.sentence
    return FADE**apart if apart else HERE


def place_name(text: str, sentence: int, spoken: Sequence[Mention], kinds: Iterable[str], gazetteer: Gazetteer) -> str:
    """The name of the mention that is most in mind among those whose best known place is of one of ``kinds``, or ""."""
    wanted = frozenset(kinds)
    known = ((mention, next(iter(gazetteer.find(mention.name)), None)) for mention in _scenes(spoken))
    weighed = [
        # of two in one sentence, the last
        (_weight(text, mention, place) * _faded(mention, sentence), mention.span.start, mention.name)
        for mention, place in known
        if place is not None and place.kind in wanted
    ]
    return max(weighed, default=(0.0, 0, ""))[2]


def _scenes(spoken: Sequence[Mention]) -> Iterator[Mention]:
    last = islice(reversed(spoken), MEMORY)
    return (mention for mention in last if mention.kind not in {"demonym", "metonym"})


def facility(noun: str, spoken: Sequence[Mention]) -> str:
    """The name of the last mention that has ``noun`` in it: "the plant" of "Bushehr nuclear plant", or ""."""
    return next((mention.name for mention in _scenes(spoken) if noun in mention.name.lower().split()[1:]), "")


def here(text: str, sentence: int, spoken: Sequence[Mention], reach: int) -> str:
    """The name of the place that "there" means: the last scene of this sentence or the ``reach`` before it, or ""."""
    scenes = (mention for mention in _scenes(spoken) if sentence - mention.sentence <= reach)
    scene = next((mention for mention in scenes if not _is_origin(text, mention)), None)
    if scene is None:
        return ""
    inner = (mention for mention in _scenes(spoken) if _INSIDE.fullmatch(text[mention.span.stop : scene.span.start]))
    return next(inner, scene).name  # "Menaka" of "in Menaka in Mali", "in Menaka, Mali"


def capital(code: str, lexicon: Lexicon) -> str:
    """The name of a country's capital, or ""."""
    return lexicon.capital_of.get(code, "")


def seat(region: str, gazetteer: Gazetteer) -> str:
    """The name of the capital of a region, where it is the region's own name; or ""."""
    plain = _TYPE.sub("", region)
    homes = {(place.country, place.admin1) for place in gazetteer.find(region)[:3] if place.kind == "admin1"}
    cities = (place for place in gazetteer.find(plain) if place.kind == "city")
    return plain if any((city.country, city.admin1) in homes for city in cities) else ""
