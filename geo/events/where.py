"""Where an event happened, how exactly that is known, and why.

Rules in this order, the first answer counts: a place in the event's own clause, weighed by its preposition and its
distance; the venue of an occasion ("at a State Department news conference"); the place of another event in the
sentence; the place last set by the narrative; the country that an authority acts in; the dateline; nowhere.
A nationality, a topic, the target of a demand or of a speech and a residence are never the place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geo.events import ontology
from geo.events.clauses import FINITE, Clauses
from geo.events.speech import Speech, covering
from geo.events.spots import Spot
from geo.events.triggers import Candidate
from geo.model import EventPlace, Place, PlacePrecision

AT = frozenset({"in", "at", "on", "near", "outside", "off", "inside", "across", "throughout", "around", "along", "over",
                "within", "under", "above", "beside", "between", "through", "amid"})  # fmt: skip
TO = frozenset({"to", "into", "toward", "towards", "onto", "for"})
FROM = frozenset({"from"})
SAID = frozenset({"statement", "accuse", "request", "reject", "threaten", "support"})
MOVING = frozenset({"movement", "mobilize", "retreat", "aid", "consult", "weapons_test", "disaster", "accident", "health"})
REACHED = frozenset({"consult", "movement", "assault", "disaster", "mobilize", "retreat", "accident", "health", "aid", "coerce", "training"})
DOMESTIC = frozenset({"legal", "yield", "economy", "election", "coerce", "sanction", "weapons_test", "agree"})
RULING = frozenset({"announce", "declare", "refuse", "approve", "pledge", "promise", "propose", "unveil", "order", "reject",
                    "urge", "contribute", "allocate", "earmark", "decide", "deny", "demand", "call", "introduce"})  # fmt: skip
AUTHORITIES = frozenset({"government", "police", "court", "military"})
STATE = frozenset({"government", "parliament", "congress", "senate", "cabinet", "legislature", "administration", "regime"})
ENOUGH = 0.45
NOWHERE = EventPlace(None, None, "", "none", "the text names no place for it", 0.5)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when a candidate is placed: its sentence, its spots, who speaks, and what the narrative has set."""

    clauses: Clauses
    spots: tuple[Spot, ...]
    speeches: tuple[Speech, ...]
    candidates: tuple[Candidate, ...]
    narrative: Narrative
    likely: Sequence[float] = ()


@dataclass(slots=True)
class Narrative:
    """The place that the narrative has set so far, and the dateline; filled in reading order."""

    place: EventPlace | None = None
    sentence: int = -1
    venue: EventPlace | None = None
    dateline: Spot | None = None
    countries: dict[str, Place] = field(default_factory=dict)


Rule = Callable[[Scene, Candidate], EventPlace | None]


def locate(scene: Scene, candidate: Candidate) -> EventPlace:
    """The place of a candidate by the first rule that answers."""
    rules = OF_SPEECH if candidate.trigger.type in SAID else OF_HAPPENING
    return next((found for rule in rules if (found := rule(scene, candidate)) is not None), NOWHERE)


def stated(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The best place named in the event's own clause."""
    weighed = [(weigh(scene, candidate, spot), i) for i, spot in enumerate(scene.spots)]
    best = max(weighed, key=lambda pair: (pair[0][0], -pair[1]), default=None)
    if best is None or best[0][0] < ENOUGH:
        return None
    (confidence, role), index = best
    spot = scene.spots[index]
    return EventPlace(spot.place, spot.resolution.mention.span, role, precision(spot.place), _because(scene, candidate, spot, role), _joint(confidence, spot))


def weigh(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    """How likely a spot is the place of a candidate, 0 to 1, and its role: "place", "target", "destination", "origin"."""
    weight, role = _relation(scene, candidate, spot)
    if not weight or not spot.literal or spot.resolution.mention.kind == "dateline" or spot.residence:
        return 0.0, role
    weight *= 0.97 ** max(0, abs(spot.lead - candidate.position) - 4)
    weight *= _crossing(scene, candidate, spot)
    if scene.likely:
        likely = max(scene.likely[spot.start : spot.stop], default=0.0)
        weight = 0.5 * weight + 0.5 * likely
    return min(weight, 0.97), role


def _relation(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    clauses, kind = scene.clauses, candidate.trigger.type
    if _is_antecedent(clauses, candidate, spot):
        return 1.2, "place"
    if spot.noun >= 0 and spot.noun == candidate.noun:
        return 0.85, "place"
    if kind not in SAID and kind in REACHED and candidate.verb >= 0 and _is_reached(clauses, candidate, spot):
        return 0.92, "target"
    if spot.preposition in AT:
        return (0.95 if spot.lead > candidate.position else 0.8), "place"
    if kind in SAID:
        return 0.0, ""
    if spot.preposition in TO and kind in MOVING:
        return (0.8 if spot.preposition != "for" else 0.4), "destination"
    if spot.preposition in FROM and kind in {"retreat", "movement", "aid", "health"}:
        return 0.6, "origin"
    if spot.preposition in {"against", "on", "of"} and candidate.noun >= 0 and kind in {"assault", "disaster", "accident", "election"}:
        return 0.7, "target"
    return 0.0, ""


def _is_reached(clauses: Clauses, candidate: Candidate, spot: Spot) -> bool:
    """Whether the place itself is what the verb acts on: "visited Libya", "seized Aleppo", "Manila was hit"."""
    if spot.preposition or spot.noun < 0:
        return False
    verb = candidate.verb
    group = clauses.verbs[verb]
    target = clauses.subject(verb) if group.passive else clauses.object(verb, candidate.stop)
    if target < 0:
        return False
    start, stop = clauses.coordinated(target)
    return start <= spot.start < stop and spot.stop >= clauses.nouns[spot.noun].head + 1


def _is_antecedent(clauses: Clauses, candidate: Candidate, spot: Spot) -> bool:
    """Whether the event stands in a clause that tells of the place: "Kursk, the region where troops seized land"."""
    told = candidate.told_by
    limit = clauses.verbs[told].start if told >= 0 else candidate.start
    wheres = [i for i in range(spot.stop, limit) if clauses.lower[i] in {"where", "scene"}]
    return bool(wheres) and wheres[-1] - spot.stop <= 5 and limit - wheres[-1] <= 8  # noqa: PLR2004


def _crossing(scene: Scene, candidate: Candidate, spot: Spot) -> float:
    """The discount for what stands between: another trigger, another clause, the border of what is said."""
    clauses = scene.clauses
    speech = covering(scene.speeches, candidate.position)
    other = covering(scene.speeches, spot.start)
    if speech != other:
        return 0.25
    low, high = sorted((candidate.position, spot.lead))
    factor = 1.0
    for rival in scene.candidates:
        if low < rival.position < high and rival != candidate and not _shares(clauses, candidate, rival):
            factor *= 0.6
    for index, verb in enumerate(clauses.verbs):
        if low < verb.head < high and index != candidate.told_by:
            factor *= 0.75 if verb.form in FINITE else 0.85
    return factor * _apart(clauses, low, high)


def _shares(clauses: Clauses, candidate: Candidate, rival: Candidate) -> bool:
    """Whether two verbs are joined ("killed and wounded"), so that a place of one is a place of both."""
    low, high = sorted((candidate.position, rival.position))
    return high - low <= 4 and "and" in clauses.lower[low:high]  # noqa: PLR2004


def _apart(clauses: Clauses, low: int, high: int) -> float:
    between = clauses.lower[low:high]
    factor = 1.0
    for word in between:
        if word in {"while", "although", "though", "but", ";", "who", "which", "because", "whereas", "despite", "since"}:
            factor *= 0.6
    return factor


def _because(scene: Scene, candidate: Candidate, spot: Spot, role: str) -> str:
    name = " ".join(scene.clauses.text(min(spot.lead, spot.start), spot.stop).split())
    trigger = scene.clauses.text(candidate.start, candidate.stop)
    words = {"target": "is what", "destination": "is where", "origin": "is whence"}
    if role in words:
        return f"“{name}” {words[role]} “{trigger}” leads" if role != "target" else f"“{name}” is the object of “{trigger}”"
    return f"“{name}” stands in the clause of “{trigger}”"


def venue(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The place of the occasion: "at a State Department news conference", "speaking at a rally in Ohio"."""
    clauses = scene.clauses
    noun = _occasion(scene, candidate)
    if noun < 0:
        return None
    group = clauses.nouns[noun]
    for spot in scene.spots:
        if group.start <= spot.start < group.stop and (spot.resolution.mention.kind in {"facility", "metonym", "place"}):
            reason = f"“{clauses.text(group.start, group.stop)}” was held there"
            return EventPlace(spot.place, spot.resolution.mention.span, "venue", precision(spot.place), reason, _joint(0.85, spot))
    if scene.narrative.venue is not None and clauses.lower[group.start] in {"the", "that", "this"}:
        known = scene.narrative.venue
        return EventPlace(known.place, known.span, "venue", known.precision, "the same occasion as before", known.confidence * 0.95)
    return None


def _occasion(scene: Scene, candidate: Candidate) -> int:
    """The noun group of the occasion that a statement is made at, -1 for none."""
    clauses = scene.clauses
    for noun, group in enumerate(clauses.nouns):
        if group.before in {"at", "in", "during", "to"} and _is_venue(clauses, noun) and covering(scene.speeches, group.head) == covering(scene.speeches, candidate.position):
            return noun
    return candidate.noun if candidate.noun >= 0 and _is_venue(clauses, candidate.noun) else -1


def _is_venue(clauses: Clauses, noun: int) -> bool:
    group = clauses.nouns[noun]
    pair = " ".join(clauses.lemmas[max(group.start, group.head - 1) : group.head + 1])
    return bool({pair, clauses.lemmas[group.head]} & ontology.words("venues", "venue"))


def narrative(scene: Scene, _: Candidate) -> EventPlace | None:
    """The place that the narrative set last."""
    known = scene.narrative.place
    if known is None or known.place is None:
        return None
    distance = scene.clauses.sentence.index - scene.narrative.sentence
    confidence = known.confidence * (0.85 if distance <= 1 else 0.7 if distance <= 4 else 0.55)  # noqa: PLR2004
    return EventPlace(known.place, known.span, "narrative", known.precision, f"the story is set in {known.place.name}", confidence)


def jurisdiction(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The country or region that an authority acts in: "Malaysia has decided", "the Indiana governor signed"."""
    lemma = scene.clauses.lemmas[candidate.position]
    if candidate.trigger.type not in DOMESTIC and lemma not in RULING:
        return None
    spot = _authority(scene, candidate)
    if spot is None:
        return _home(scene, candidate)
    known = scene.narrative.place
    if known is not None and known.place is not None and known.place.country == spot.place.country and known.place.radius_km < spot.place.radius_km:
        return None
    name = spot.resolution.mention.text
    return EventPlace(spot.place, spot.resolution.mention.span, "jurisdiction", precision(spot.place), f"an act of {name} at home", _joint(0.6, spot))


def _home(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The story's country, for "the government" or "parliament" without a name."""
    clauses, known = scene.clauses, scene.narrative.place
    verb = candidate.told_by
    actor = clauses.subject(verb) if verb >= 0 and not clauses.verbs[verb].passive else -1
    if actor < 0 or known is None or known.place is None or clauses.lemmas[clauses.nouns[actor].head] not in STATE:
        return None
    country = scene.narrative.countries.get(known.place.country)
    if country is None:
        return None
    reason = f"the government last spoken of is that of {country.name}"
    return EventPlace(country, None, "jurisdiction", "country", reason, known.confidence * 0.8)


def _authority(scene: Scene, candidate: Candidate) -> Spot | None:
    clauses = scene.clauses
    verb = candidate.told_by
    if verb < 0:
        return None
    actor = clauses.prepositional(clauses.verbs[verb].stop, frozenset({"by"}), 12) if clauses.verbs[verb].passive else clauses.subject(verb)
    if actor < 0:
        return None
    start, stop = clauses.coordinated(actor)
    stop = clauses.nouns[actor + 1].stop if actor + 1 < len(clauses.nouns) and clauses.nouns[actor + 1].before == "of" else stop
    kinds = ontology.kind_of("actor_kinds")
    for spot in scene.spots:
        named = spot.stop == stop or kinds.get(clauses.lemmas[clauses.nouns[actor].head], "") in AUTHORITIES
        if start <= spot.start < stop and named and spot.place.is_area and spot.place.kind in {"country", "admin1", "admin2"}:
            return spot
    return None


def dateline(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The dateline, where nothing else is known of the place and the event is one that a reporter goes to see."""
    spot = scene.narrative.dateline
    if spot is None or candidate.trigger.type in SAID | {"mobilize", "intelligence", "weapons_test", "economy", "sanction"}:
        return None
    return EventPlace(spot.place, spot.resolution.mention.span, "dateline", precision(spot.place), "only the dateline names a place", 0.3)


def precision(place: Place) -> PlacePrecision:
    """How exactly a kind of place says where an event was."""
    known: dict[str, PlacePrecision] = {
        "city": "city", "facility": "exact", "airport": "exact", "admin1": "admin", "admin2": "admin",
        "country": "country", "sea": "sea", "water": "sea", "approximate": "approximate",
    }  # fmt: skip
    return known.get(place.kind, "region")


def _joint(confidence: float, spot: Spot) -> float:
    return round(min(confidence, 1.0) * spot.resolution.confidence, 3)


OF_HAPPENING: tuple[Rule, ...] = (stated, venue, jurisdiction, narrative, dateline)
OF_SPEECH: tuple[Rule, ...] = (venue, stated, jurisdiction)
