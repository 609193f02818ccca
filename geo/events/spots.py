"""The places named in a sentence, each with the preposition that leads to it: the material for where an event was."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.model import Place, Resolution

MODIFIERS = frozenset({"RB", "JJ", "DT", "CD", "HYPH"})
CONTAINING = frozenset(
    {",", "(", "in", "of", "near", "outside", "district", "county", "north", "south", "west", "east", "-", "central"}
)
KM_A_DEGREE = 111.2
NEARNESS = frozenset({"near", "direction", "off", "between", "along", "border"})
NAMING = frozenset({"of"})
PEOPLE = frozenset({"person", "people", "worker", "official", "scientist", "team", "protester"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A resolved place in a sentence: its tokens, its noun group (-1 for none), and the preposition that leads to it.

    ``lead`` is the position of that preposition or of the group. ``literal`` is False for nationalities and for names
    that stand for a government. ``venue`` is True for a building that names an occasion in it ("a State Department
    news conference").
    """

    resolution: Resolution
    place: Place
    start: int
    stop: int
    noun: int
    preposition: str
    lead: int
    literal: bool
    residence: bool


def find(clauses: Clauses, names: Sequence[Resolution]) -> tuple[Spot, ...]:
    """The spots of a sentence in reading order; where one place follows the place that it lies in, only the first."""
    spots: list[Spot] = []
    for resolution in names:
        spot = _spot(clauses, resolution)
        if spot is not None and spots and _is_stretch(clauses, spots[-1], spot):
            spots.pop()
        if spot is not None and not (spots and _contains(clauses, spots[-1], spot)):
            spots.append(spot)
    return tuple(spots)


def _is_stretch(clauses: Clauses, road: Spot, spot: Spot) -> bool:
    """Whether a place only says which stretch of a road or river is meant: "on the Karakoram Highway near Chilas"."""
    between = clauses.lower[road.stop : spot.start]
    long = clauses.lower[road.stop - 1] in ontology.words("lists", "long") or road.place.kind == "river"
    return long and spot.literal and between in (["near"], ["at"], ["outside"], ["in"], ["between"])


def named(spots: Sequence[Spot]) -> Mapping[int, frozenset[str]]:
    """What the names in noun groups are: "place" for a literal place, "state" for a country that may act."""
    found: dict[int, frozenset[str]] = {}
    for spot in spots:
        kinds = {"place"} if spot.literal else set()
        if spot.place.kind == "country" and spot.resolution.mention.kind != "demonym":
            kinds.add("state")
        found[spot.noun] = found.get(spot.noun, frozenset()) | kinds
    return found


def _spot(clauses: Clauses, resolution: Resolution) -> Spot | None:
    start = clauses.position(resolution.mention.span)
    if resolution.place is None or start < 0:
        return None
    stop = start + 1
    while stop < len(clauses.tokens) and clauses.tokens[stop].span.start < resolution.mention.span.stop:
        stop += 1
    noun = clauses.noun_at[start] if clauses.noun_at[start] >= 0 else clauses.noun_at[stop - 1]
    lead, preposition = _lead(clauses, start, noun)
    literal = resolution.mention.literal and resolution.mention.kind not in {"demonym", "metonym"}
    literal = literal and not _is_attribute(clauses, resolution.place, stop, noun)
    relation = resolution.mention.relation
    preposition = preposition or ("near" if relation is not None and relation.kind in NEARNESS else "")
    residence = _is_residence(clauses, lead, preposition)
    return Spot(resolution, resolution.place, start, stop, noun, preposition, lead, literal, residence)


def _is_attribute(clauses: Clauses, place: Place, stop: int, noun: int) -> bool:
    """Whether a country's name only says whose something is: "the US embassy in Dar es Salaam"."""
    if noun < 0 or place.kind not in {"country", "approximate"} or stop > clauses.nouns[noun].head:
        return False
    return bool(
        {clauses.lemmas[clauses.nouns[noun].head], clauses.lower[clauses.nouns[noun].head]}
        & ontology.words("lists", "power")
    )


def _lead(clauses: Clauses, start: int, noun: int) -> tuple[int, str]:
    """The preposition that leads to a place, past "of", "like" and appositions: "in cities like Beijing", "from the capital, Juba"."""
    position = clauses.nouns[noun].start if noun >= 0 and clauses.nouns[noun].start <= start else start
    for _ in range(4):
        before = position - 1
        while before >= 0 and clauses.tags[before] in MODIFIERS and clauses.lower[before] != "off":
            before -= 1
        outer = _outer(clauses, before)
        if outer >= 0:
            position = clauses.nouns[outer].start
            continue
        if before >= 0 and clauses.tags[before] in {"IN", "TO", "RP", "RB"} and clauses.noun_at[before] < 0:
            return before, clauses.lower[before]
        break
    return position, ""


def _outer(clauses: Clauses, before: int) -> int:
    """The noun group that the word at ``before`` hangs a place on: "the town of", "cities like", "the capital,"; else -1."""
    if before <= 0:
        return -1
    word = clauses.lower[before]
    ahead = before - 2 if word == "as" and clauses.lower[before - 1] == "such" else before - 1
    ahead -= word == "including" and clauses.lower[ahead] == ","
    outer = clauses.noun_at[ahead] if ahead >= 0 else -1
    if outer < 0 or word in NAMING:
        return outer
    generic = clauses.lemmas[clauses.nouns[outer].head] in ontology.words("lists", "kind of place")
    return outer if generic and word in {"like", "as", ",", "including"} else -1


def _is_residence(clauses: Clauses, lead: int, preposition: str) -> bool:
    """Whether a place only tells where somebody lives or works: "lived in", "based in", "a man from", "Museum in"."""
    if lead <= 0:
        return False
    if _is_source(clauses, lead) or (preposition == "from" and _is_home(clauses, lead)):
        return True
    before = clauses.lemmas[lead - 1]
    if before in ontology.words("lists", "stative") or clauses.lower[lead - 1] in {
        "based",
        "born",
        "located",
        "situated",
    }:
        return True
    return (
        bool(preposition)
        and clauses.tags[lead - 1] in {"NNP", "NNPS"}
        and before in ontology.words("lists", "institution")
        and preposition == "in"
    )


def _is_home(clauses: Clauses, lead: int) -> bool:
    """Whether "from" tells where people come from: "a poet from Hargeisa", "eleven others, all from Rosario"."""
    if clauses.lower[lead - 1] in {"all", "both", "most", "mostly", "some", "many"}:
        return True
    noun = clauses.noun_at[lead - 1]
    whole = noun
    while whole > 0 and clauses.nouns[whole].before == "of":
        whole -= 1
    if noun < 0 or not ontology.classes_of().get(clauses.lemmas[clauses.nouns[noun].head], frozenset()) & PEOPLE:
        return False
    before = clauses.nouns[whole].start - 1
    acted_on = before >= 0 and clauses.verb_at[before] >= 0
    return not acted_on or clauses.lemmas[clauses.verbs[clauses.verb_at[before]].head] == "be"


def _is_source(clauses: Clauses, lead: int) -> bool:
    """Whether a place only tells whence a report comes: "according to a source in Damascus"."""
    near = clauses.lower[max(0, lead - 6) : lead + 1]
    return "according" in near and "," not in near[near.index("according") :]


def _contains(clauses: Clauses, first: Spot, second: Spot) -> bool:
    """Whether the second spot only says where the first lies: "Sofia, Bulgaria", "Kalam in the Swat Valley"."""
    between = [w for w in clauses.lower[first.stop : second.start] if w not in {"the", "region", "province", "state"}]
    if len(between) > 4 or not first.literal or not second.literal:
        return False
    return (
        set(between) <= CONTAINING
        and first.place.radius_km < second.place.radius_km
        and lies_in(first.place, second.place)
    )


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in an area, as far as their circles tell."""
    distance = math.hypot(inner.lat - outer.lat, (inner.lon - outer.lon) * math.cos(math.radians(outer.lat)))
    return outer.is_area and distance * KM_A_DEGREE <= 1.6 * outer.radius_km + 50.0
