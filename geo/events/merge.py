"""One event a happening: drafts that tell the same event again become one, all their sentences kept.

Two drafts are the same when their types agree, nothing they state of place, date and number contradicts, and either
one points back ("the attack"), or the words or participants are the same. The title and the lead merge this way too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geo.events.draft import Draft
from geo.events.scene import SAID
from geo.model import Event, EventDate, EventPlace, Participant, Place, Quantity

KM_A_DEGREE = 111.2
KIN = (frozenset({"assault", "crime"}), frozenset({"mobilize", "movement"}), frozenset({"statement", "accuse", "request", "threaten"}),
       frozenset({"disaster", "accident"}))  # fmt: skip
NEAR_SENTENCES = 12
FAR = timedelta(days=90)
MANY = 100
REMEMBERED = 150  # events back to which a retelling is looked for, so that no cost is quadratic
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "his", "her", "its", "their", "some", "many", "several"})


def merge(drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """The events of the drafts, in reading order of the sentence that tells each best."""
    kept: list[Draft] = []
    for draft in drafts:
        near = range(len(kept) - 1, max(-1, len(kept) - 1 - REMEMBERED), -1)
        index = next((i for i in near if same(kept[i], draft)), -1)
        if index < 0:
            kept.append(draft)
        else:
            kept[index] = _joined(kept[index], draft)
    events = [d.event for d in kept if not _only_points_back(d)]
    return tuple(sorted(events, key=lambda e: (e.sentence, e.trigger.start)))


def same(first: Draft, second: Draft) -> bool:
    """Whether the later draft tells the same event as the earlier one."""
    if not (_may_be_one(first, second) and places_agree(first, second) and dates_agree(first, second)):
        return False
    if first.candidate.trigger.type in SAID:
        return _same_speaker(first, second)
    if first.event.sentence == second.event.sentence:
        return False
    if _count_the_same(first.event, second.event):
        return True
    return "casualties" not in {first.event.mode, second.event.mode} and _retells(first, second)


def _may_be_one(first: Draft, second: Draft) -> bool:
    """Whether status, type and numbers allow that two drafts tell one event."""
    if first.event.status == "denied" or second.event.status != first.event.status:
        return False
    return _same_type(first, second) and numbers_agree(first.event, second.event)


def _retells(first: Draft, second: Draft) -> bool:
    """Whether words, participants or a headline's place say that the later draft retells the earlier."""
    if second.definite:
        return second.event.sentence - first.event.sentence <= NEAR_SENTENCES and _points_to(first, second)
    if first.clauses.headline and first.event.type == second.event.type and _one_place(first, second):
        return True
    return _same_words(first, second) and not people_differ(first.event, second.event)


def _one_place(first: Draft, second: Draft) -> bool:
    """Whether both state the same place."""
    one, other = first.event.where.place, second.event.where.place
    return one is not None and other is not None and first.placed and second.placed and one.id == other.id


def _same_type(first: Draft, second: Draft) -> bool:
    types = {first.event.type, second.event.type}
    return len(types) == 1 or any(types <= kin for kin in KIN)


def _same_speaker(first: Draft, second: Draft) -> bool:
    one, other = first.event.actor, second.event.actor
    if one is None or other is None:
        return False
    return _last_word(one) == _last_word(other) or bool(_names(one) & _names(other))


def _names(who: Participant) -> set[str]:
    words = who.text.replace(",", " ").split()
    return {w for w in words[1:] if w[:1].isupper()} | {
        w for w in words[:1] if w[:1].isupper() and w.lower() not in DETERMINERS
    }


def _points_to(first: Draft, second: Draft) -> bool:
    """Whether a definite noun may mean an earlier event: the first of its type, or one of the same word."""
    if first.lemma == second.lemma:
        return True
    told = first.candidate.verb >= 0 or first.candidate.trigger.mode == second.candidate.trigger.mode
    return told and (first.event.type == second.event.type or {first.event.type, second.event.type} <= KIN[0])


def _same_words(first: Draft, second: Draft) -> bool:
    if first.lemma == second.lemma:
        return _share_words(first.event, second.event)
    return first.candidate.trigger.mode == second.candidate.trigger.mode and _shared_person(first.event, second.event)


def _share_words(first: Event, second: Event) -> bool:
    """Whether the participants of two events share a word, or one of them names none."""
    one, other = _words(first), _words(second)
    return not one or not other or bool(one & other)


def _words(event: Event) -> set[str]:
    told = " ".join(p.text.lower() for p in (event.actor, event.target) if p is not None)
    return {word.rstrip("s") for word in told.replace(",", " ").split() if word not in DETERMINERS and len(word) > 2}


def _shared_person(first: Event, second: Event) -> bool:
    """Whether both name somebody by the same proper name; "the police" are not always the same."""
    one = {_last_word(p) for p in (first.actor, first.target) if p is not None and _names(p)}
    other = {_last_word(p) for p in (second.actor, second.target) if p is not None and _names(p)}
    return bool(one & other)


def people_differ(first: Event, second: Event) -> bool:
    """Whether both name an actor, or both a target, and the names have nothing in common."""
    pairs = ((first.actor, second.actor), (first.target, second.target))
    clashes = [a is not None and b is not None and _foreign(a, b) for a, b in pairs]
    return any(clashes)


def _foreign(one: Participant, other: Participant) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    return not ({w.lower() for w in one.text.split()} & {w.lower() for w in other.text.split()}) and not (
        one.kind == other.kind and one.kind not in {"", "person"}
    )


def _last_word(who: Participant) -> str:
    words = who.text.lower().split(" of ")[0].split()
    return words[-1].rstrip("s") if words else ""


def places_agree(first: Draft, second: Draft) -> bool:
    """Whether what both state of the place may be one place: one within the other's circle, or the later not stated."""
    one, other = first.event.where.place, second.event.where.place
    if one is None or other is None or not second.placed:
        return True
    if not first.placed and second.definite:
        return True
    return one.id == other.id or _within(one, other)


def _within(one: Place, other: Place) -> bool:
    degrees = math.hypot(one.lat - other.lat, one.lon - other.lon)
    return degrees * KM_A_DEGREE <= max(one.radius_km, other.radius_km, 30.0)


def dates_agree(first: Draft, second: Draft) -> bool:
    """Whether the two intervals meet, or not both are stated and they are not far apart."""
    one, other = first.event.when.when, second.event.when.when
    if one is not None and other is not None and second.dated and abs(one.start - other.start) > FAR:
        return one.start < other.stop and other.start < one.stop
    if one is None or other is None or not (first.dated and second.dated):
        return True
    return one.start < other.stop and other.start < one.stop


def numbers_agree(first: Event, second: Event) -> bool:
    """Whether no role is counted differently: "killed 12" and "killed 79" are two events."""
    counted = {q.role: q for q in first.quantities}
    return all(_meets(counted[q.role], q) for q in second.quantities if q.role in counted)


def _count_the_same(first: Event, second: Event) -> bool:
    """Whether two counts of the dead or hurt share a role and agree in it."""
    counted = {q.role: q for q in first.quantities}
    return any(q.role in counted and counted[q.role].value == q.value for q in second.quantities)


def _meets(one: Quantity, other: Quantity) -> bool:
    if one.value == other.value:
        return True
    low, high = sorted((one, other), key=lambda q: q.value)
    return low.at_least and high.value <= 2 * low.value


def _only_points_back(draft: Draft) -> bool:
    """A definite noun that found nothing to point to and tells nothing of its own: "the war", "the attack"."""
    told = draft.placed + draft.dated + draft.dates_itself + bool(draft.event.quantities)
    return draft.definite and draft.candidate.carrier < 0 and told < 2 and not draft.event.also


def _joined(first: Draft, second: Draft) -> Draft:
    """The earlier draft with what the later one adds; the later one leads where the earlier is only a headline."""
    lead, rest = (second, first) if _says_less(first, second) else (first, second)
    event = replace(
        lead.event,
        where=_better_place(lead, rest),
        when=_better_date(lead, rest),
        quantities=_united(lead.event.quantities, rest.event.quantities),
        actor=lead.event.actor or rest.event.actor,
        target=lead.event.target or rest.event.target,
        confidence=max(lead.event.confidence, rest.event.confidence),
        also=_told_again(lead.event, rest.event),
    )
    return replace(lead, event=event)


def _says_less(first: Draft, second: Draft) -> bool:
    """Whether the later telling leads: the earlier is a headline, or only points to what the later one dates or places."""
    if first.clauses.headline:
        return not second.clauses.headline
    pointing = (
        first.definite and first.candidate.carrier < 0 and not (first.placed or first.dated or first.event.quantities)
    )
    return pointing and (second.placed or second.dated or bool(second.event.quantities))


def _told_again(lead: Event, rest: Event) -> tuple[int, ...]:
    """The other sentences that tell an event; after the first hundred a further one adds nothing."""
    if len(lead.also) >= MANY:
        return lead.also
    return tuple(sorted({*lead.also, *rest.also, rest.sentence} - {lead.sentence}))


def _better_place(lead: Draft, rest: Draft) -> EventPlace:
    one, other = lead.event.where, rest.event.where
    if other.place is None or not (rest.placed or other.role == "shared"):
        return one
    if not rest.placed and (one.place is None or not _within(one.place, other.place)):
        return one
    if one.place is None or not lead.placed or other.place.radius_km < one.place.radius_km:
        return other
    return one


def _better_date(lead: Draft, rest: Draft) -> EventDate:
    return rest.event.when if rest.dated and not lead.dated else lead.event.when


def _united(first: tuple[Quantity, ...], second: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    known = {q.role for q in first}
    return (*first, *(q for q in second if q.role not in known))
