"""The names that the gazetteer does not know, asked for elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from geo.errors import GeocoderError
from geo.geocoders.catalogue import finder
from geo.model import Article, Gazetteer, Mention, Place, Resolution, Resolver, TaggedSentence

Asked = Callable[[str], tuple[Place, ...]]
NEAR = "near:"  # how the ids begin of places guessed from a neighbour in the text
STANDING_FOR = frozenset({"demonym", "anaphor", "metonym"})
BUILDINGS = frozenset({"facility", "airport"})
OTHERS = 5
MOST_NAMES = 50
LIMITED = (
    f"Only the first {MOST_NAMES} unknown names were looked up online: read a part of the text to look up the rest."
)
SURE, UNSURE = 0.7, 0.5  # what a single place and one of several are given: below what the gazetteer is sure of


@dataclass(frozen=True, slots=True)
class Completion:
    """Resolutions after the unknown names were asked for, and what went wrong in one line, "" where nothing did."""

    resolutions: tuple[Resolution, ...]
    note: str = ""


def complete(resolutions: Sequence[Resolution], geocoder: Asked) -> Completion:
    """The resolutions with the places of names that the gazetteer did not know, each name asked for once.

    Only names that stand for the place itself are asked for, and only where nothing or but a neighbour was found.
    What fails stays as it was, and the note says so; no error is raised for it. Of one article no more than
    ``MOST_NAMES`` are asked for: the free services are not there for tables of names.
    """
    unknown = dict.fromkeys(each.mention.name.strip() for each in resolutions if is_unknown(each))
    wanted = [name for name in unknown if name]
    answers, note = _answers(wanted[:MOST_NAMES], geocoder)
    if len(wanted) > MOST_NAMES:
        note = f"{LIMITED} {note}".strip()
    home = Counter(each.place.country for each in resolutions if each.place is not None and not is_unknown(each))
    done = (_completed(each, answers, home) if is_unknown(each) else each for each in resolutions)
    return Completion(tuple(done), note)


def is_unknown(resolution: Resolution) -> bool:
    """Whether the gazetteer did not know the name, and the name stands for a place."""
    mention, place = resolution.mention, resolution.place
    if not mention.literal or mention.kind in STANDING_FOR:
        return False
    return place is None or place.id.startswith(NEAR)


@dataclass(frozen=True, slots=True)
class Completing:
    """A resolver that resolves as another does, then asks a geocoder for what is unknown, and tells what failed."""

    resolve: Resolver
    geocoder: Asked
    tell: Callable[[str], object]

    def __call__(
        self,
        article: Article,
        sentences: Sequence[TaggedSentence],
        mentions: Sequence[Mention],
        *,
        gazetteer: Gazetteer,
    ) -> tuple[Resolution, ...]:
        """Resolve each mention; one resolution a mention, in order."""
        completion = complete(self.resolve(article, sentences, mentions, gazetteer=gazetteer), self.geocoder)
        if completion.note:
            self.tell(completion.note)
        return completion.resolutions


def _answers(names: Iterable[str], geocoder: Asked) -> tuple[dict[str, tuple[Place, ...]], str]:
    """What was answered for each name, and the note on those that were not."""
    answers: dict[str, tuple[Place, ...]] = {}
    failed: dict[str, str] = {}
    for name in names:
        try:
            answers[name] = geocoder(name)
        except GeocoderError as error:
            failed[name] = str(error)
    if not failed:
        return answers, ""
    count = f"{len(failed)} names were" if len(failed) > 1 else "One name was"
    return answers, f"{count} not looked up online: {next(iter(failed.values()))}"


def _completed(resolution: Resolution, answers: dict[str, tuple[Place, ...]], home: Counter[str]) -> Resolution:
    mention = resolution.mention
    found = [each for each in answers.get(mention.name.strip(), ()) if _fits(each, mention, home)]
    ordered = sorted(found, key=lambda each: -home[each.country])
    if not ordered:
        return resolution
    first = ordered[0]
    at_home = len(ordered) > 1 and home[first.country] > 0
    reason = f"found by {finder(first)}" + (", in a country that the article names" if at_home else "")
    sure = SURE if len(ordered) == 1 else UNSURE
    return Resolution(mention, _around(first, mention), tuple(ordered[1 : OTHERS + 1]), sure, reason)


def _fits(place: Place, mention: Mention, home: Counter[str]) -> bool:
    """Whether a place may be meant: a building elsewhere that happens to bear a town's name is not."""
    if place.kind not in BUILDINGS or mention.kind == "facility":
        return True
    return place.country in home


def _around(place: Place, mention: Mention) -> Place:
    """The place itself, or the area around it where the text says only how the spot lies to it."""
    if mention.relation is None:
        return place
    away = mention.relation.distance_km or 0.0
    return replace(place, kind="approximate", radius_km=place.radius_km + away)
