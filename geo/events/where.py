"""Where an event happened, how exactly that is known, and why.

Rules in this order, the first answer counts: a place in the event's own clause, weighed by its preposition and its
distance; the venue of an occasion ("at a State Department news conference"); the place of another event in the
sentence; the place last set by the narrative; the country that an authority acts in; the dateline; nowhere.
A nationality, a topic, the target of a demand or of a speech and a residence are never the place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from geo.events import ontology, weighing
from geo.events.clauses import Clauses
from geo.events.scene import SAID, Scene
from geo.events.speech import covering
from geo.events.spots import Spot
from geo.events.triggers import Candidate
from geo.model import EventPlace, Place, PlacePrecision, Status

DOMESTIC = frozenset({"legal", "yield", "economy", "election", "coerce", "sanction", "weapons_test", "agree", "health"})
ABROAD = frozenset(
    {"assault", "mobilize", "movement", "aid", "retreat", "training", "health", "accident", "disaster", "crime"}
)
AT_HOME = frozenset({"mobilize", "coerce", "aid", "sanction", "legal"})
TOWNS = frozenset({"town", "city", "village", "district", "suburb"})
AGREED = frozenset({"consult", "agree", "cooperate"})
MUNICIPAL = frozenset({"mayor", "council", "city", "police", "borough"})
AUTHORITIES = frozenset({"government", "police", "court", "military"})
ENOUGH = 0.36
NOWHERE = EventPlace(None, None, "", "none", "the text names no place for it", 0.5)

Rule = Callable[[Scene, Candidate], EventPlace | None]


def locate(scene: Scene, candidate: Candidate, status: Status = "happened") -> EventPlace:
    """The place of a candidate by the first rule that answers; a mere possibility or plan to meet has none but a stated one."""
    apart = status == "possible" or (status == "planned" and candidate.trigger.type in AGREED)
    rules = OF_SPEECH if candidate.trigger.type in SAID else OF_POSSIBILITY if apart else OF_HAPPENING
    return next((found for rule in rules if (found := rule(scene, candidate)) is not None), NOWHERE)


def stated(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The best place named in the event's own clause."""
    weighed = [(weighing.weigh(scene, candidate, spot), i) for i, spot in enumerate(scene.spots)]
    best = max(weighed, key=lambda pair: (pair[0][0], -pair[1]), default=None)
    if best is None or best[0][0] < ENOUGH:
        return None
    (confidence, role), index = best
    spot = weighing.finer(scene, [(weight[0], i) for weight, i in weighed], index)
    return EventPlace(
        spot.place,
        spot.resolution.mention.span,
        role,
        precision(spot.place),
        _because(scene, candidate, spot, role),
        _joint(confidence, spot),
    )


def _because(scene: Scene, candidate: Candidate, spot: Spot, role: str) -> str:
    name = " ".join(scene.clauses.text(min(spot.lead, spot.start), spot.stop).split())
    trigger = scene.clauses.text(candidate.start, candidate.stop)
    words = {"target": "is what", "destination": "is where", "origin": "is whence"}
    if role in words:
        return (
            f"“{name}” {words[role]} “{trigger}” leads"
            if role != "target"
            else f"“{name}” is the object of “{trigger}”"
        )
    return f"“{name}” stands in the clause of “{trigger}”"


def same_site(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The place of "the same mine", "the same town", before any other."""
    return _site(scene, candidate, frozenset({"same"})) or _same_town(scene, candidate)


def _same_town(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The town last spoken of, for "the same town" where no name says which it is."""
    clauses, known = scene.clauses, scene.narrative.town
    named = {spot.noun for spot in scene.spots}
    for noun, group in enumerate(clauses.nouns):
        if clauses.lemmas[group.head] not in TOWNS or "same" not in clauses.lower[group.start : group.head]:
            continue
        if known is not None and noun not in named and _in_clause(scene, candidate, group.head):
            reason = f"“{clauses.text(group.start, group.stop)}” is the one last spoken of"
            return replace(known, role="site", reason=reason, confidence=known.confidence * 0.85)
    return None


def site(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The place of a building or the like that was spoken of before: "the mine", "that junction", "near the bridge"."""
    return _site(scene, candidate, frozenset({"the", "that", "this", "same"}))


def _site(scene: Scene, candidate: Candidate, pointing: frozenset[str]) -> EventPlace | None:
    clauses = scene.clauses
    for group in sorted(clauses.nouns, key=lambda g: abs(g.head - candidate.position)):
        words = set(clauses.lower[group.start : group.head])
        known = scene.narrative.sites.get(clauses.lemmas[group.head])
        if known is None or not words & pointing or not _in_clause(scene, candidate, group.head):
            continue
        name = clauses.text(group.start, group.stop)
        return replace(known, role="site", reason=f"“{name}” was told of there", confidence=known.confidence * 0.9)
    return None


def _in_clause(scene: Scene, candidate: Candidate, position: int) -> bool:
    """Whether nothing but the event's own words stands between it and a position: no other verb, no border of speech."""
    if covering(scene.speeches, candidate.position) != covering(scene.speeches, position):
        return False
    low, high = sorted((candidate.position, position))
    own = {candidate.verb, candidate.carrier}
    return not any(low < v.head < high and i not in own for i, v in enumerate(scene.clauses.verbs))


def venue(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The place of the occasion: "at a State Department news conference", "speaking at a rally in Ohio"."""
    clauses = scene.clauses
    noun = _occasion(scene, candidate)
    if noun < 0:
        return None
    group = clauses.nouns[noun]
    spot = _of_venue(scene, group.start, group.stop)
    if spot is not None:
        reason = f"“{clauses.text(group.start, group.stop)}” was held there"
        span = spot.resolution.mention.span
        return EventPlace(spot.place, span, "venue", precision(spot.place), reason, _joint(0.85, spot))
    if scene.narrative.venue is not None and clauses.lower[group.start] in {"the", "that", "this"}:
        known = scene.narrative.venue
        return EventPlace(
            known.place, known.span, "venue", known.precision, "the same occasion as before", known.confidence * 0.95
        )
    return None


def _of_venue(scene: Scene, start: int, stop: int) -> Spot | None:
    """The surest place in an occasion's name or right after it: "a hearing at the court in Lagos"."""
    near = [
        s for s in scene.spots
        if (start <= s.start < stop or (stop <= s.lead <= stop + 2 and s.preposition in {"in", "at", "of"}))
        and s.resolution.mention.kind in {"facility", "metonym", "place"}
    ]  # fmt: skip
    return max(near, key=lambda s: s.resolution.confidence, default=None)


def _occasion(scene: Scene, candidate: Candidate) -> int:
    """The noun group of the occasion that a statement is made at, -1 for none."""
    clauses = scene.clauses
    for noun, group in enumerate(clauses.nouns):
        if (
            group.before in {"at", "in", "during", "to"}
            and _is_venue(clauses, noun)
            and covering(scene.speeches, group.head) == covering(scene.speeches, candidate.position)
        ):
            return noun
    return candidate.noun if candidate.noun >= 0 and _is_venue(clauses, candidate.noun) else -1


def _is_venue(clauses: Clauses, noun: int) -> bool:
    group = clauses.nouns[noun]
    pair = " ".join(clauses.lemmas[max(group.start, group.head - 1) : group.head + 1])
    return bool({pair, clauses.lemmas[group.head]} & ontology.words("venues", "venue"))


def narrative(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The place that the narrative set last; not for what the officials of another country do."""
    known = scene.narrative.place
    if known is None or known.place is None or candidate.trigger.mode == "phone":
        return None
    if candidate.trigger.type not in ABROAD and _is_foreign(scene, candidate, known.place):
        return None
    distance = scene.clauses.sentence.index - scene.narrative.sentence
    confidence = known.confidence * (0.93 if distance <= 1 else 0.87 if distance <= 4 else 0.78)
    return EventPlace(
        known.place, known.span, "narrative", known.precision, f"the story is set in {known.place.name}", confidence
    )


def local_voice(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """Where the story is set, for what its own people say: the mayor, residents, protesters."""
    if candidate.verb < 0:
        return None
    actor = scene.clauses.subject(candidate.verb)
    local = ontology.words("lists", "local voice")
    if actor < 0 or not local & set(scene.clauses.lemmas[slice(*scene.clauses.coordinated(actor))]):
        return None
    found = narrative(scene, candidate)
    return replace(found, role="narrative", confidence=found.confidence * 0.8) if found is not None else None


def _is_foreign(scene: Scene, candidate: Candidate, set_in: Place) -> bool:
    """Whether who acts, or who tells of it, belongs to another country than the place that the story is set in."""
    if not set_in.country:
        return False
    said = covering(scene.speeches, candidate.position)
    actor = scene.clauses.subject(candidate.told_by) if candidate.told_by >= 0 else -1
    for noun in (actor, said.speaker if said is not None else -1):
        countries = _countries(scene, noun)
        if countries:
            return set_in.country not in countries
    return False


def _countries(scene: Scene, noun: int) -> set[str]:
    """The countries that a noun group names, by nationality or by name."""
    if noun < 0:
        return set()
    start, stop = scene.clauses.coordinated(noun)
    return {s.place.country for s in scene.spots if start <= s.start < stop and s.place.country}


def jurisdiction(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The country or region that an authority acts in: "Malaysia has decided", "the Indiana governor signed"."""
    if candidate.trigger.type in AT_HOME and (home := _home(scene, candidate)) is not None:
        return home
    if candidate.trigger.type == "election" and (nation := _nation(scene)) is not None:
        return nation
    lemma = scene.clauses.lemmas[candidate.position]
    if candidate.trigger.type not in DOMESTIC and lemma not in ontology.words("lists", "ruling"):
        return None
    spot = _authority(scene, candidate)
    if spot is None:
        return _home(scene, candidate)
    known = scene.narrative.place
    if (
        known is not None
        and known.place is not None
        and known.place.country == spot.place.country
        and known.place.radius_km < spot.place.radius_km
    ):
        return None
    name = spot.resolution.mention.text
    return EventPlace(
        spot.place,
        spot.resolution.mention.span,
        "jurisdiction",
        precision(spot.place),
        f"an act of {name} at home",
        _joint(0.6, spot),
    )


def _nation(scene: Scene) -> EventPlace | None:
    """The story's country, for an election of which nothing says that it was a town's."""
    known = scene.narrative.place
    country = scene.narrative.countries.get(known.place.country) if known is not None and known.place else None
    if known is None or country is None or MUNICIPAL & set(scene.clauses.lemmas):
        return None
    reason = f"the country that the story is set in is {country.name}"
    return EventPlace(country, None, "jurisdiction", "country", reason, known.confidence * 0.8)


def _home(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The story's country, for "the government" or "parliament" without a name."""
    clauses, known = scene.clauses, scene.narrative.place
    verb = candidate.told_by
    actor = clauses.subject(verb) if verb >= 0 and not clauses.verbs[verb].passive else -1
    if (
        actor < 0
        or known is None
        or known.place is None
        or clauses.lemmas[clauses.nouns[actor].head] not in ontology.words("lists", "state")
    ):
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
    actor = (
        clauses.prepositional(clauses.verbs[verb].stop, frozenset({"by"}), 12)
        if clauses.verbs[verb].passive
        else clauses.subject(verb)
    )
    if actor < 0:
        return None
    start, stop = clauses.coordinated(actor)
    stop = (
        clauses.nouns[actor + 1].stop
        if actor + 1 < len(clauses.nouns) and clauses.nouns[actor + 1].before == "of"
        else stop
    )
    kinds = ontology.kind_of("actor_kinds")
    several = start < clauses.nouns[actor].start or stop > clauses.nouns[actor].stop
    if several or "former" in clauses.lower[start:stop]:
        return None
    for spot in scene.spots:
        named = spot.stop == stop or any(kinds.get(lemma, "") in AUTHORITIES for lemma in clauses.lemmas[start:stop])
        of_city = bool(MUNICIPAL & set(clauses.lemmas[start:stop])) or spot.resolution.mention.kind == "metonym"
        municipal = spot.place.kind == "city" and of_city
        regional = spot.place.is_area and spot.place.kind in {"country", "admin1", "admin2"}
        if start <= spot.start < stop and named and (regional or municipal):
            return spot
    return None


def dateline(scene: Scene, candidate: Candidate) -> EventPlace | None:
    """The dateline, where nothing else is known of the place and the event is one that a reporter goes to see."""
    spot = scene.narrative.dateline
    if (
        spot is None
        or scene.narrative.place is not None
        or candidate.trigger.type
        in SAID
        | {
            "mobilize",
            "intelligence",
            "weapons_test",
            "economy",
            "sanction",
        }
    ):
        return None
    return EventPlace(
        spot.place,
        spot.resolution.mention.span,
        "dateline",
        precision(spot.place),
        "only the dateline names a place",
        0.3,
    )


def precision(place: Place) -> PlacePrecision:
    """How exactly a kind of place says where an event was."""
    known: dict[str, PlacePrecision] = {
        "city": "city", "facility": "exact", "airport": "exact", "admin1": "admin", "admin2": "admin",
        "country": "country", "sea": "sea", "water": "sea", "approximate": "approximate",
    }  # fmt: skip
    return known.get(place.kind, "region")


def _joint(confidence: float, spot: Spot) -> float:
    return round(min(confidence, 1.0) * spot.resolution.confidence, 3)


OF_HAPPENING: tuple[Rule, ...] = (same_site, stated, site, venue, jurisdiction, narrative, dateline)
OF_POSSIBILITY: tuple[Rule, ...] = (stated, site, venue)
OF_SPEECH: tuple[Rule, ...] = (venue, stated, jurisdiction, local_voice)
