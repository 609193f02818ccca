"""How likely a named place is the place of an event: by its preposition, its distance and what stands between."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE
from geo.events.scene import AT, SAID, Scene
from geo.events.speech import covering
from geo.events.spots import Spot, lies_in
from geo.events.triggers import Candidate

TO = frozenset({"to", "into", "toward", "towards", "onto", "for"})
FROM = frozenset({"from"})
LEAVING = frozenset({"retreat", "movement", "health"})
SHARE, SMALL_SHARE = (
    0.6,
    0.35,
)  # of the labeller in the weight of a place, for events like those it learned from, and others
FLOOR = 0.55  # of the rules' weight that the labeller cannot take away
SPEAKING = frozenset({"speak", "testify", "campaign", "write"})  # "Speaking in Cairo, he urged ..."
AT_ONCE = frozenset({"when", "as", "while"})
VIOLENT = frozenset({"assault", "crime", "accident", "disaster", "health"})
AIMED = frozenset({"assault", "disaster", "accident", "election"})
MOVING = frozenset(
    {"movement", "mobilize", "retreat", "aid", "consult", "weapons_test", "disaster", "accident", "health"}
)
REACHED = frozenset(
    {
        "consult",
        "movement",
        "assault",
        "disaster",
        "mobilize",
        "retreat",
        "accident",
        "health",
        "aid",
        "coerce",
        "training",
    }
)


def weigh(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    """How likely a spot is the place of a candidate, 0 to 1, and its role: "place", "target", "destination", "origin".

    The rules' weight, and where a labeller was asked a mean of both, so that either can carry a sure case alone.
    """
    if not spot.literal or spot.resolution.mention.kind == "dateline" or spot.residence:
        return 0.0, ""
    weight, role = _by_rules(scene, candidate, spot)
    if scene.likely is not None:
        weight = max((1 - SHARE) * weight + SHARE * _by_labeller(scene, spot), FLOOR * weight)
    return min(weight, 0.97), role or "place"


def _by_rules(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    weight, role = _relation(scene, candidate, spot)
    if weight > 1.0:
        return 1.0, role  # the clause that tells of the place is surely its own
    if _opens(scene.clauses, candidate, spot):
        return weight * (0.95 if scene.clauses.lower[spot.lead] in AT else 0.5), role
    weight *= 0.97 ** max(0, abs(spot.lead - candidate.position) - 4)
    return (weight * _crossing(scene, candidate, spot) if weight else 0.0), role


def _by_labeller(scene: Scene, spot: Spot) -> float:
    """The probability that the labeller gives a place; a place that it does not report is unlikely, not impossible."""
    mention = spot.resolution.mention.span
    return max((p for span, p in scene.likely or () if span.overlaps(mention)), default=0.1)


def _relation(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    clauses, kind = scene.clauses, candidate.trigger.type
    if _is_antecedent(scene, candidate, spot):
        return 1.2, "place"
    if spot.noun >= 0 and spot.noun == candidate.noun:
        owner = spot.stop < len(clauses.tags) and clauses.tags[spot.stop] == "POS" and spot.place.kind == "country"
        return (0.6 if owner else 0.85), "place"
    if kind not in SAID and kind in REACHED and candidate.verb >= 0 and _is_reached(clauses, candidate, spot):
        return 0.92, "target"
    if _is_of_victim(clauses, candidate, spot):
        return 0.75, "target"
    if candidate.start <= spot.lead < candidate.stop:
        return 0.92, "place"
    if spot.preposition in AT:
        return (0.95 if spot.lead > candidate.position else 0.8), "place"
    return _by_direction(scene, candidate, spot) if kind not in SAID else (0.0, "")


def _by_direction(scene: Scene, candidate: Candidate, spot: Spot) -> tuple[float, str]:
    """Where something goes to, comes from or is aimed at."""
    kind = candidate.trigger.type
    if spot.preposition == "to" and spot.lead and scene.clauses.lemmas[spot.lead - 1] == "spread":
        return 0.9, "destination"
    if spot.preposition in TO and kind in MOVING:
        return (0.8 if spot.preposition != "for" else 0.4), "destination"
    taken = scene.clauses.lemmas[candidate.position] in ontology.words("lists", "taken from")
    if spot.preposition in FROM and taken and spot.lead > candidate.position:
        return 0.9, "place"  # "recovered the bodies from the river"
    if spot.preposition in FROM and kind in LEAVING:
        return 0.6, "origin"
    if kind == "election" and candidate.verb >= 0 and spot.lead == _start_of_object(scene.clauses, candidate):
        return 0.9, "place"  # "elected mayor of Hartford"
    if spot.preposition in {"against", "on", "of"} and candidate.noun >= 0 and kind in AIMED:
        return 0.7, "target"
    return 0.0, ""


def _start_of_object(clauses: Clauses, candidate: Candidate) -> int:
    target = clauses.object(candidate.verb, candidate.stop)
    return clauses.nouns[target].start if target >= 0 else -1


def _is_reached(clauses: Clauses, candidate: Candidate, spot: Spot) -> bool:
    """Whether the place itself is what the verb acts on: "visited Libya", "seized Aleppo", "Manila was hit"."""
    if not spot.preposition and spot.noun < 0 and spot.start == candidate.stop:
        return not clauses.verbs[candidate.verb].passive  # a name that was not tagged as a noun
    if spot.preposition or spot.noun < 0 or spot.resolution.mention.kind == "dateline":
        return False
    verb = candidate.verb
    group = clauses.verbs[verb]
    target = clauses.subject(verb) if group.passive else clauses.object(verb, candidate.stop)
    if target < 0:
        return False
    start, stop = clauses.coordinated(target)
    if spot.lead == clauses.nouns[target].start and spot.start >= stop:
        return _is_place_word(clauses, target)  # "took control of the city of Kunduz"
    head = clauses.nouns[spot.noun].head
    whole = spot.stop > head or clauses.lemmas[head] in ontology.words("lists", "kind of place")
    return start <= spot.start < stop and whole


def _is_place_word(clauses: Clauses, noun: int) -> bool:
    head = clauses.lemmas[clauses.nouns[noun].head]
    return head in ontology.words("lists", "kind of place") or head in ontology.words("lists", "part of place")


def _is_of_victim(clauses: Clauses, candidate: Candidate, spot: Spot) -> bool:
    """Whether the place belongs to what is struck: "Beirut airport was destroyed", "hit Odesa's port"."""
    if candidate.verb < 0 or candidate.trigger.type not in AIMED or spot.noun < 0:
        return False
    group = clauses.verbs[candidate.verb]
    target = clauses.subject(candidate.verb) if group.passive else clauses.object(candidate.verb, candidate.stop)
    return target == spot.noun and spot.stop <= clauses.nouns[target].head


def _is_antecedent(scene: Scene, candidate: Candidate, spot: Spot) -> bool:
    """Whether the event stands in a clause that tells of the place: "Kursk, the region where troops seized land"."""
    clauses, told = scene.clauses, candidate.told_by
    limit = clauses.verbs[told].start if told >= 0 else candidate.start
    wheres = [i for i in range(spot.stop, limit) if clauses.lower[i] in {"where", "scene"}]
    if wheres and any(spot.stop <= other.start < wheres[-1] for other in scene.spots):
        return False
    return bool(wheres) and wheres[-1] - spot.stop <= 5 and limit - wheres[-1] <= 8


def _crossing(scene: Scene, candidate: Candidate, spot: Spot) -> float:
    """The discount for what stands between: another trigger, another clause, the border of what is said."""
    clauses = scene.clauses
    if covering(scene.speeches, candidate.position) != covering(scene.speeches, spot.start):
        return 0.25
    low, high = sorted((candidate.position, spot.lead))
    between = [r for r in scene.candidates if low < r.position < high and r != candidate]
    partners = {r.verb for r in between if _shares(clauses, candidate, r)}
    factor = math.prod(_past_rival(clauses, candidate, r) for r in between if r.verb < 0 or r.verb not in partners)
    for index, verb in enumerate(clauses.verbs):
        if low < verb.head < high and index != candidate.told_by and index not in partners:
            factor *= _past_verb(clauses, candidate, index)
    return factor * _apart(clauses, low, high) * (0.5 if _is_of_other_clause(scene, candidate, spot) else 1.0)


def _past_rival(clauses: Clauses, candidate: Candidate, rival: Candidate) -> float:
    """The discount for another trigger between; little for what happens at once ("shot as he sat in") or is the same."""
    if rival.verb >= 0:
        at_once = clauses.mark(rival.verb) in AT_ONCE
        return 1.0 if _purpose(clauses, rival.verb, candidate) else 0.9 if at_once else 0.6
    before = clauses.nouns[rival.noun].before
    if before in {"after", "before", "since"} and rival.position > candidate.position:
        return 0.25  # "the raid came a day after an ambush on the road to ..."
    return 0.95 if before in {"in", "during", "of", "amid", "by", ""} else 0.6


def _past_verb(clauses: Clauses, candidate: Candidate, verb: int) -> float:
    """The discount for a verb between: little when its clause tells what happened at once."""
    if _purpose(clauses, verb, candidate):
        return 1.0
    if clauses.verbs[verb].form not in FINITE:
        return 0.85
    return 0.9 if clauses.mark(verb) in AT_ONCE else 0.75


def _opens(clauses: Clauses, candidate: Candidate, spot: Spot) -> bool:
    """Whether a place opens the sentence and so is that of all that follows: "In Britain, ...", "Earlier in Gaza, ..."."""
    before = zip(clauses.tags[: spot.lead], clauses.lemmas[: spot.lead], strict=True)
    fronted = spot.lead <= 2 and all(tag == "RB" or lemma in SPEAKING for tag, lemma in before)
    return fronted and spot.stop < candidate.position and "," in clauses.lower[spot.stop : spot.stop + 6]


def _is_of_other_clause(scene: Scene, candidate: Candidate, spot: Spot) -> bool:
    """Whether a place before the trigger closes an earlier clause: "it crashed into the sea, the missile could reach"."""
    clauses = scene.clauses
    if spot.lead > candidate.position:
        return False
    told = candidate.told_by
    if told >= 0 and clauses.mark(told) in {"before", "after", "until", "since"}:
        return True
    listed = {s.start - 1 for s in scene.spots}  # the commas of a list of places part no clauses
    commas = [i for i in range(spot.stop, candidate.position) if clauses.lower[i] == "," and i not in listed]
    earlier = [i for i, verb in enumerate(clauses.verbs) if verb.stop <= spot.lead]
    other = bool(earlier) and earlier[-1] != candidate.told_by and clauses.verbs[earlier[-1]].form in FINITE
    return bool(commas) and other


def _purpose(clauses: Clauses, verb: int, candidate: Candidate) -> bool:
    """Whether a verb is the purpose of the trigger: "sent 10,000 troops to train at bases"."""
    group = clauses.verbs[verb]
    if group.form != "infinitive" or candidate.told_by < 0 or candidate.trigger.type not in MOVING:
        return False
    return verb == candidate.told_by + 1


def _shares(clauses: Clauses, candidate: Candidate, rival: Candidate) -> bool:
    """Whether two verbs are joined ("killed two men and wounded six in"), so that a place of one is a place of both."""
    low, high = sorted((candidate.position, rival.position))
    if "and" not in clauses.lower[low:high] or high - low > 14:
        return False
    return high - low <= 4 or {candidate.trigger.type, rival.trigger.type} <= VIOLENT


def _apart(clauses: Clauses, low: int, high: int) -> float:
    """The discount for words that part clauses or lead to a topic."""
    factor = 1.0
    for position in range(low, high):
        word, before = clauses.lower[position], clauses.lower[position - 1] if position else ""
        topic = word in {"on", "of"} and before in ontology.words("lists", "information")
        if topic or word in ontology.words("lists", "topical"):
            factor *= 0.5
        if word in ontology.words("lists", "clause wall") and not _is_at_once(clauses, position):
            factor *= 0.6
    return factor


def _is_at_once(clauses: Clauses, position: int) -> bool:
    """Whether a "while" tells what happened at once, no contrast: "while driving through", "while on patrol in"."""
    after = clauses.tags[position + 1] if position + 1 < len(clauses.tags) else ""
    return clauses.lower[position] == "while" and after in {"VBG", "IN", "PRP"}


def finer(scene: Scene, weighed: Sequence[tuple[float, int]], best: int) -> Spot:
    """Of places that are nearly as likely, the one that lies in the chosen: "in China ... in Sanya", "the town of Taiba"."""
    chosen = scene.spots[best]
    weights = {i: w for w, i in weighed}
    inner = [
        scene.spots[i] for i, w in weights.items()
        if (w >= 0.7 * weights[best] and _is_part(scene.spots[i], chosen)) or (w >= 0.9 * weights[best] and _heads(scene.spots[i], chosen))
    ]  # fmt: skip
    return inner[-1] if inner else chosen


def _is_part(spot: Spot, of: Spot) -> bool:
    """Whether a place is a much smaller one within the same country or region, and is led to in the same way."""
    smaller = spot.place.radius_km < of.place.radius_km / 3 and (spot.preposition in AT) >= (of.preposition in AT)
    if not smaller or spot.place.country != of.place.country or not of.place.is_area:
        return False
    return of.place.kind == "country" or lies_in(spot.place, of.place)


def _heads(spot: Spot, of: Spot) -> bool:
    """Whether a place is the head of a phrase in which the other one stands: "the Damascus suburb of Ghouta"."""
    return spot.lead == of.lead and spot.start > of.start and bool(spot.preposition) and spot.stop - of.start <= 8
