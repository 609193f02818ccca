"""From mentions to resolutions: names, their ranked senses, spatial expressions, and what to do with the unknown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geo.model import Article, Gazetteer, Mention, Place, Resolution, TaggedSentence
from geo.resolution.lexicon import tables
from geo.resolution.names import names
from geo.resolution.ranking import Ranked, rank
from geo.resolution.shapes import shifted

OTHERS = 5
UNKNOWN_KM = 15.0  # the radius given to an unknown place near a known one
POINTS = frozenset({"city", "admin2", "facility", "airport", "approximate"})
STANDING_FOR = frozenset({"demonym", "metonym", "anaphor"})
BORDERED = frozenset({"country", "admin1", "region"})
FALLBACK_SURE = 0.45


def resolve(
    article: Article, sentences: Sequence[TaggedSentence], mentions: Sequence[Mention], *, gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Which place each mention is; one resolution a mention, in order.

    ``place`` is None where the gazetteer knows no such name and no known place stands near it in the text.
    ``others`` holds the next best places; for a spatial expression, first the place that it starts from.
    """
    if not mentions:
        return ()
    wording = tables().countries_of(article.text)
    ranked = rank(names(article.text, mentions, gazetteer), wording)
    known = {index: each for each in ranked for index in each.name.mentions}
    found = [_known(mention, known[index]) for index, mention in enumerate(mentions)]
    shaped = [_shaped(index, found, gazetteer) for index in range(len(found))]
    return tuple(each if each.place is not None else _or_neighbour(index, found) for index, each in enumerate(shaped))


def _known(mention: Mention, ranked: Ranked) -> Resolution:
    if not ranked.places:
        return Resolution(mention, None, (), 0.0, "the gazetteer knows no place of this name")
    return Resolution(mention, ranked.places[0], ranked.places[1 : OTHERS + 1], _confidence(ranked), _reason(ranked))


def _confidence(ranked: Ranked) -> float:
    """The probability that the first sense is right, as found on news: a logistic of the winner's odds."""
    odds = math.log((ranked.probabilities[0] + 1e-4) / (1.0 - ranked.probabilities[0] + 1e-4))
    return round(1.0 / (1.0 + math.exp(-(0.9 + 0.45 * odds))), 3)


def _reason(ranked: Ranked) -> str:
    """What decided: where the winner's evidence is furthest above the runner-up's."""
    if len(ranked.places) == 1:
        return "the only place known by this name"
    first, second = ranked.features[0], ranked.features[1]
    gains = {feature: first.get(feature, 0.0) - second.get(feature, 0.0) for feature in {*first, *second}}
    gained = sorted((feature for feature in gains if gains[feature] > 0.3), key=lambda each: (-gains[each], each))
    words = [tables().words[feature] for feature in gained[:2]]
    return "; ".join(words) or "the best known of several places alike"


def _shaped(index: int, found: Sequence[Resolution], gazetteer: Gazetteer) -> Resolution:
    """The resolution moved as the mention's relation says."""
    resolution = found[index]
    relation = resolution.mention.relation
    if relation is None or resolution.place is None:
        return resolution
    place, reason = shifted(resolution.place, relation, _second(index, found), gazetteer)
    others = (resolution.place, *resolution.others)[:OTHERS]
    return Resolution(resolution.mention, place, others, round(0.9 * resolution.confidence, 3), reason)


def _second(index: int, found: Sequence[Resolution]) -> Place | None:
    """The other anchor of "between" and "border": the place named beside it in the same sentence."""
    mention = found[index].mention
    relation = mention.relation
    if relation is None or relation.kind not in {"between", "border"}:
        return None
    order = (index + 1, index - 1) if relation.kind == "between" else (index - 1, index + 1)
    beside = (found[other] for other in order if 0 <= other < len(found))
    return next((each.place for each in beside if each.place is not None and _pairs(each, found[index])), None)


def _pairs(other: Resolution, one: Resolution) -> bool:
    if other.mention.sentence != one.mention.sentence or other.place is None or one.place is None:
        return False
    borders = one.mention.relation is not None and one.mention.relation.kind == "border"
    return not borders or {other.place.kind, one.place.kind} <= BORDERED


def _or_neighbour(index: int, found: Sequence[Resolution]) -> Resolution:
    """An unknown name at the place nearest to it in the text; demonyms and anaphors stay unknown."""
    resolution = found[index]
    if resolution.mention.kind in {"demonym", "anaphor"}:
        return resolution
    neighbour = _neighbour(index, found)
    if neighbour is None:
        return resolution
    mention = resolution.mention
    radius = max(UNKNOWN_KM, neighbour.radius_km)
    place = Place(
        id=f"near:{neighbour.id}:{mention.name}",
        name=mention.name,
        kind="approximate",
        lat=neighbour.lat,
        lon=neighbour.lon,
        radius_km=radius,
        country=neighbour.country,
        admin1=neighbour.admin1,
    )
    return Resolution(mention, place, (), FALLBACK_SURE, f"approximate, near {neighbour.name}")


def _neighbour(index: int, found: Sequence[Resolution]) -> Place | None:
    """The known town or county that stands nearest in the text, else the nearest known place of any kind."""
    here = found[index].mention
    known = [
        (each.mention, each.place) for each in found if each.place is not None and each.mention.kind not in STANDING_FOR
    ]
    towns = [(mention, place) for mention, place in known if place.kind in POINTS]
    nearest = min(towns or known, key=lambda each: _gap(each[0], here), default=None)
    return nearest[1] if nearest else None


def _gap(one: Mention, other: Mention) -> tuple[int, int]:
    return abs(one.sentence - other.sentence), abs(one.span.start - other.span.start)
