"""From mentions to resolutions: names, their ranked senses, spatial expressions, and what to do with the unknown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from geo.model import Article, Gazetteer, Mention, Place, Resolution, TaggedSentence
from geo.resolution.lexicon import tables
from geo.resolution.names import names
from geo.resolution.neighbours import beside
from geo.resolution.publisher import Prior
from geo.resolution.ranking import Ranked, Setting, rank
from geo.resolution.reasons import reason
from geo.resolution.shapes import shifted

OTHERS = 5
COMPANY = 12  # mentions to either side whose places a reason may name
ANYWHERE = Prior()
BORDERED = frozenset({"country", "admin1", "region"})


def resolve(
    article: Article,
    sentences: Sequence[TaggedSentence],
    mentions: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    prior: Prior = ANYWHERE,
) -> tuple[Resolution, ...]:
    """Which place each mention is; one resolution a mention, in order.

    ``place`` is None where the gazetteer knows no such name and no known place stands near it in the text.
    ``others`` holds the next best places; for a spatial expression, first the place that it starts from.
    ``prior`` is what :func:`learn` found of the article's publisher; without it, the news is from anywhere.
    """
    if not mentions:
        return ()
    setting = Setting(tables().countries_of(article.text), prior)
    ranked = rank(names(article.text, mentions, gazetteer), setting)
    known = {index: each for each in ranked for index in each.name.mentions}
    chosen = [known[index].places[:1] for index in range(len(mentions))]
    found = [
        _known(mention, known[index], tuple(chain.from_iterable(chosen[max(0, index - COMPANY) : index + COMPANY])))
        for index, mention in enumerate(mentions)
    ]
    shaped = [_shaped(index, found, gazetteer) for index in range(len(found))]
    return tuple(
        each if each.place is not None else beside(index, found, known[index].name.outer)
        for index, each in enumerate(shaped)
    )


def _known(mention: Mention, ranked: Ranked, company: Sequence[Place]) -> Resolution:
    if not ranked.places:
        return Resolution(mention, None, (), 0.0, "the gazetteer knows no place of this name")
    return Resolution(
        mention, ranked.places[0], ranked.places[1 : OTHERS + 1], _confidence(ranked), reason(ranked, company)
    )


def _confidence(ranked: Ranked) -> float:
    """The probability that the first sense is right: a logistic of its odds among the senses and of its evidence.

    The constants make what is said agree with what is found on news: see the reliability table of the benchmark.
    """
    first = min(ranked.probabilities[0], 0.9995)
    odds = math.log(first / (1.0 - first))
    evidence = min(14.0, sum(ranked.features[0].values()))
    return round(1.0 / (1.0 + math.exp(2.5 - 0.4 * odds - 0.33 * evidence)), 3)


def _shaped(index: int, found: Sequence[Resolution], gazetteer: Gazetteer) -> Resolution:
    """The resolution moved as the mention's relation says."""
    resolution = found[index]
    relation = resolution.mention.relation
    if relation is None or resolution.place is None:
        return resolution
    place, why = shifted(resolution.place, relation, _second(index, found), gazetteer)
    others = (resolution.place, *resolution.others)[:OTHERS]
    return Resolution(resolution.mention, place, others, round(0.9 * resolution.confidence, 3), why)


def _second(index: int, found: Sequence[Resolution]) -> Place | None:
    """The other anchor of "between" and "border": the place named beside it in the same sentence."""
    mention = found[index].mention
    relation = mention.relation
    if relation is None or relation.kind not in {"between", "border"}:
        return None
    order = (index + 1, index - 1) if relation.kind == "between" else (index - 1, index + 1)
    near = (found[other] for other in order if 0 <= other < len(found))
    return next((each.place for each in near if each.place is not None and _pairs(each, found[index])), None)


def _pairs(other: Resolution, one: Resolution) -> bool:
    if other.mention.sentence != one.mention.sentence or other.place is None or one.place is None:
        return False
    borders = one.mention.relation is not None and one.mention.relation.kind == "border"
    return not borders or {other.place.kind, one.place.kind} <= BORDERED
