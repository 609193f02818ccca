"""An event in the making: the event with what was seen of its words, so that it can be kept, dropped or merged."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE
from geo.events.scene import SAID
from geo.events.speech import Speech
from geo.events.status import Verdict
from geo.events.triggers import Candidate
from geo.model import Event, Span

BACKDROP = frozenset({"in", "after", "during", "following", "amid", "at", "since", "before"})
OWN_PLACE = frozenset({"place", "target", "destination", "origin", "venue"})
SOURCES = frozenset(
    {"police", "press", "court", "government", "military", "scientists", "organisation", "people", "company", ""}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event with the candidate it came from and the words around it."""

    event: Event
    candidate: Candidate
    clauses: Clauses
    verdict: Verdict
    speech: Speech | None
    quoted: bool

    @property
    def placed(self) -> bool:
        """Whether its own clause names its place."""
        return self.event.where.place is not None and self.event.where.role in OWN_PLACE

    @property
    def placed_after(self) -> bool:
        """Whether its place follows its trigger: "said in Paris", not "officials in Paris said"."""
        return self.event.where.span is not None and self.event.where.span.start > self.event.trigger.start

    @property
    def dated(self) -> bool:
        """Whether its own sentence states its date."""
        return self.event.when.when is not None and self.event.when.basis in {"stated", "report"}

    @property
    def definite(self) -> bool:
        """Whether it is a noun that points back: "the attack", "this battle"."""
        if self.candidate.noun < 0:
            return False
        return self.clauses.lower[self.clauses.nouns[self.candidate.noun].start] in {
            "the",
            "this",
            "that",
            "these",
            "those",
        }

    @property
    def dates_itself(self) -> bool:
        """Whether it is a noun whose own group holds its date: "the December 27 election"."""
        date = self.event.when.span
        if self.candidate.noun < 0 or date is None:
            return False
        group = self.clauses.nouns[self.candidate.noun]
        return self.clauses.span(group.start, group.stop).covers(date)

    @property
    def named(self) -> bool:
        """Whether its actor bears a proper name."""
        actor = self.event.actor
        if actor is None:
            return False
        first = self.clauses.position(actor.span)
        last = self.clauses.position(Span(actor.span.stop - 1, actor.span.stop))
        return first >= 0 and any(tag in {"NNP", "NNPS"} for tag in self.clauses.tags[first : last + 1])

    @property
    def lemma(self) -> str:
        """The trigger's lemma."""
        return self.clauses.lemmas[self.candidate.position]


def worth_keeping(draft: Draft, others: int) -> bool:
    """Whether a draft tells something a reader would put on a map or a timeline; ``others`` share its sentence."""
    return not any(rule(draft, others) for rule in REASONS_TO_DROP)


def is_generic(draft: Draft, _: int) -> bool:
    """A general truth in the simple present: "Programmes provide clean needles"."""
    told = draft.candidate.told_by
    if told < 0 or draft.candidate.trigger.type in SAID:
        return False
    group = draft.clauses.verbs[told]
    if group.form == "modal" and not draft.dated and group.modal in {"can", "may", "might", "must", "should"}:
        return not draft.placed
    simple = (
        group.form == "present" and group.stop - group.start == 1 and draft.clauses.tags[group.head] in {"VBZ", "VBP"}
    )
    headline = draft.clauses.lower[-1] not in {".", "!", "?", "”", '"'}
    return (
        simple
        and draft.lemma != "be"
        and not headline
        and not draft.dated
        and not (draft.placed and draft.event.quantities)
    )


def is_weak_and_bare(draft: Draft, _: int) -> bool:
    """A weak trigger without a place, a date, a number or an actor of its own."""
    if not draft.candidate.trigger.weak:
        return False
    rich = (
        draft.placed
        + draft.dated
        + bool(draft.event.quantities)
        + (draft.event.actor is not None and draft.candidate.verb >= 0)
    )
    return rich < (2 if draft.candidate.verb >= 0 or draft.candidate.trigger.type == "other" else 1)


def is_bare_noun(draft: Draft, _: int) -> bool:
    """An event noun in passing: a topic ("talks about the war"), a plural without a place ("attacks")."""
    if draft.candidate.noun < 0 or draft.candidate.carrier >= 0 or draft.definite:
        return False
    if draft.candidate.trigger.weak:
        return not (draft.placed and draft.event.quantities)
    if draft.dates_itself:
        return False
    group = draft.clauses.nouns[draft.candidate.noun]
    if group.before in BACKDROP:
        return not (draft.placed or draft.dated or draft.clauses.lower[group.start] in {"a", "an"})
    return not (draft.placed and (draft.dated or draft.event.quantities))


def is_demanded(draft: Draft, _: int) -> bool:
    """What is only warned of, urged or demanded, unless its own place and date are told."""
    return draft.verdict.demanded and not (draft.placed and draft.dated)


def is_possible_and_bare(draft: Draft, _: int) -> bool:
    """A mere possibility with neither place nor date."""
    if draft.event.status not in {"possible", "denied"} or draft.dated:
        return False
    if draft.event.status == "denied" and draft.candidate.trigger.type in SAID:
        return True
    if draft.event.status == "denied" and draft.speech is not None and draft.speech.kind == "deny":
        return draft.candidate.told_by < 0  # "denied that anyone had been hurt" is the other side of the news
    if draft.candidate.trigger.type == "legal" and draft.candidate.verb >= 0:
        return False  # "she could be sentenced to death" is news before it happens
    return draft.candidate.noun >= 0 or not draft.placed


def is_attribution(draft: Draft, others: int) -> bool:
    """A source that only vouches for another event of the sentence: "police said", "officials in Lima told reporters"."""
    vouches = draft.lemma in ontology.words("lists", "vouching")
    if draft.candidate.trigger.type != "statement" or draft.candidate.verb < 0 or not vouches:
        return False
    actor = draft.event.actor
    if others and (not draft.placed or not (draft.named or draft.placed_after)):
        return actor is None or actor.kind in SOURCES
    if draft.placed:
        return False
    return not draft.dated and (actor is None or actor.kind in {"press", "people", "thing"} or not draft.named)


def is_in_quotes(draft: Draft, _: int) -> bool:
    """Said within quotation marks, without a place or a date of its own."""
    return draft.quoted and not (draft.placed or draft.dated)


def is_charge(draft: Draft, _: int) -> bool:
    """What somebody is arrested for, accused of or thanked for: "jailed for insulting the king"."""
    verb = draft.candidate.verb
    if verb < 0 or draft.dated:
        return False
    governor, link = draft.clauses.governor(verb)
    return (
        governor >= 0
        and link in {"for", "of", "with"}
        and draft.clauses.lemmas[governor] in ontology.words("lists", "charging")
    )


def is_state(draft: Draft, _: int) -> bool:
    """A verb without a clause of its own that tells too little: "those affected", "to help", "backed by air power"."""
    verb = draft.candidate.verb
    if verb < 0 or draft.clauses.verbs[verb].form in FINITE:
        return False
    form, kind = draft.clauses.verbs[verb].form, draft.candidate.trigger.type
    if form == "participle":
        return kind in SAID | {"other"} or not (draft.placed or draft.dated or draft.event.quantities)
    if form == "infinitive" and draft.verdict.cue == "to":
        return kind in SAID or not (draft.placed or draft.dated)
    if kind == "movement" and not (draft.placed or draft.dated or draft.event.quantities):
        return True
    return kind in {"other", "statement"} or (form == "gerund" and _is_topic(draft, verb) and not draft.placed)


def _is_topic(draft: Draft, verb: int) -> bool:
    """Whether a gerund is what the sentence is about: "Losing consciousness is a symptom"."""
    start = draft.clauses.verbs[verb].start
    return start == 0 or (draft.clauses.lower[start - 1] in {"and", "or", ","} and draft.event.actor is None)


def is_idle(draft: Draft, _: int) -> bool:
    """Something that just happens, without a place or a date: "it occurred", "the occasion marked the first time"."""
    return draft.candidate.trigger.type == "other" and not (draft.placed or draft.dated or draft.event.quantities)


def is_backdrop(draft: Draft, _: int) -> bool:
    """What somebody was just doing when something happened: "she was walking home"."""
    verb = draft.candidate.verb
    if verb < 0 or draft.candidate.trigger.type not in {"movement", "other"}:
        return False
    group = draft.clauses.verbs[verb]
    return group.form == "past" and draft.clauses.tags[group.head] == "VBG"


REASONS_TO_DROP = (
    is_generic, is_weak_and_bare, is_bare_noun, is_demanded, is_possible_and_bare, is_attribution, is_in_quotes,
    is_charge, is_state, is_idle, is_backdrop,
)  # fmt: skip


def confidence(draft: Draft) -> float:
    """How sure the whole event is, from the trigger, the place and the date, each 0 to 1."""
    trigger = 0.6 if draft.candidate.trigger.weak else 0.9 if _is_constrained(draft) else 0.8
    place = draft.event.where.confidence if draft.event.where.place is not None else 0.5
    date = draft.event.when.confidence if draft.event.when.when is not None else 0.4
    return round(math.pow(trigger, 0.4) * math.pow(max(place, 0.05), 0.3) * math.pow(max(date, 0.05), 0.3), 3)


def _is_constrained(draft: Draft) -> bool:
    trigger = draft.candidate.trigger
    return bool(trigger.objects or trigger.subjects or len(trigger.words) > 1)


def is_speech_verb(candidate: Candidate, clauses: Clauses) -> bool:
    """Whether a trigger is an act of speech, so that its date is the day of reporting."""
    return candidate.trigger.type in SAID or clauses.lemmas[candidate.position] in ontology.kind_of("speech")
