"""Whether an event happened, is planned, is possible, is claimed or is denied, and by which words.

Each rule looks at one thing (the verb's own form, its subordinator, what it hangs on, the speech it stands in, the
noun's company) and gives a verdict or None. The least certain verdict wins: what is warned against, urged, demanded
or feared never happened, whatever the verb's form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE
from geo.events.speech import Speech, covering
from geo.events.triggers import Candidate
from geo.model import Status

POSSIBLE_MODALS = frozenset({"could", "may", "might", "can", "should", "must", "ought", "would", "'d", "’d"})
PLANNED_MODALS = frozenset({"will", "shall", "wo", "'ll", "’ll"})
CONDITIONS = frozenset({"if", "unless", "whether"})
EFFECTIVE = frozenset({"of", "about", "for", "from", "on", "against", "with", "gerund", "infinitive", "without", "to"})
ORDER: tuple[Status, ...] = ("denied", "possible", "planned", "claimed", "happened")
NOMINAL_LINKS = frozenset({"of", "for", "on", "against", "about", "to"})
SPEECH_STATUS: dict[str, Status] = {"deny": "denied", "demand": "possible", "hope": "possible", "claim": "claimed"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the words behind it; ``demanded`` whether somebody warned of it, urged, demanded or feared it."""

    status: Status
    cue: str
    demanded: bool = False


HAPPENED = Verdict("happened", "")
Rule = Callable[[Clauses, Candidate, Speech | None], Verdict | None]


def judge(clauses: Clauses, candidate: Candidate, speeches: tuple[Speech, ...]) -> Verdict:
    """The status of a candidate: the least certain verdict of all rules."""
    speech = covering(speeches, candidate.position)
    verdicts = [v for rule in RULES if (v := rule(clauses, candidate, speech)) is not None]
    return min(verdicts, key=lambda v: ORDER.index(v.status), default=HAPPENED)


def own_form(clauses: Clauses, candidate: Candidate, speech: Speech | None) -> Verdict | None:
    """The modal, the negation and the adverbs of the verb itself, and of the verbs that it hangs on."""
    if candidate.told_by < 0:
        return None
    return _of_verb(clauses, candidate.told_by, speech, depth=3)


def subordinator(clauses: Clauses, candidate: Candidate, _: Speech | None) -> Verdict | None:
    """A condition: "if troops attack"."""
    verb = candidate.told_by
    if verb >= 0 and clauses.verbs[verb].form in FINITE and clauses.mark(verb) in CONDITIONS:
        return Verdict("possible", clauses.mark(verb))
    return None


def said(clauses: Clauses, candidate: Candidate, speech: Speech | None) -> Verdict | None:
    """The speech that it stands in: claimed, denied, demanded, warned of, promised."""
    if speech is not None and _is_partys(clauses, speech) and _is_told(clauses, candidate):
        return Verdict("claimed", clauses.text(*_words_of(clauses, speech)))
    if speech is None or speech.verb < 0 or speech.verb == candidate.verb:
        return None
    cue = clauses.text(clauses.verbs[speech.verb].head, clauses.verbs[speech.verb].head + 1)
    told = candidate.told_by
    future = told >= 0 and clauses.verbs[told].form in {"modal", "infinitive", "gerund"}
    if speech.kind == "warn":
        return Verdict("possible", cue, demanded=True) if future or told < 0 else None
    if speech.kind == "promise":
        return Verdict("planned", cue) if future else None
    if speech.kind in {"demand", "hope"} and told >= 0 and clauses.verbs[told].form == "past":
        return None
    status = SPEECH_STATUS.get(speech.kind)
    return Verdict(status, cue, demanded=speech.kind == "demand") if status else None


def _is_partys(clauses: Clauses, speech: Speech) -> bool:
    """Whether a party to what it tells is the only source: a rebel group of its own deeds, prosecutors of a suspect's."""
    if speech.kind != "neutral" or speech.speaker < 0:
        return False
    group = clauses.nouns[speech.speaker]
    lemmas, parties = clauses.lemmas[group.start : group.stop], ontology.words("lists", "party")
    armed = bool(ontology.classes_of().get(clauses.lemmas[group.head], frozenset()) & {"militant"})
    named = any("militant" in ontology.classes_of().get(lemma, frozenset()) for lemma in lemmas)
    return (speech.verb < 0 and bool(parties & set(lemmas))) or armed or named


def _is_told(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether a candidate is told in a clause of its own as over: not what will or may be."""
    told = candidate.told_by
    return told >= 0 and clauses.verbs[told].form == "past" and not clauses.verbs[told].negated


def _words_of(clauses: Clauses, speech: Speech) -> tuple[int, int]:
    if speech.verb >= 0:
        return clauses.verbs[speech.verb].head, clauses.verbs[speech.verb].head + 1
    return clauses.nouns[speech.speaker].start, clauses.nouns[speech.speaker].stop


def noun_company(clauses: Clauses, candidate: Candidate, _: Speech | None) -> Verdict | None:
    """What stands with an event noun: "a planned attack", "no attack", "the threat of an attack", "calls for talks"."""
    if candidate.noun < 0:
        return None
    group = clauses.nouns[candidate.noun]
    for position in range(group.start, candidate.start):
        verdict = _of_word(clauses, position)
        if verdict is not None and clauses.lower[position] != "next":
            return verdict
    if group.before in NOMINAL_LINKS and group.start >= 2:
        return _of_word(clauses, group.start - 2)
    return None


def carried(clauses: Clauses, candidate: Candidate, _: Speech | None) -> Verdict | None:
    """The verb whose object the event noun is: "cancelled the visit", "urged an investigation", "fears an attack"."""
    if candidate.noun < 0 or candidate.relation not in {"object", "for", "against", "of", "subject"}:
        return None
    verb, relation = clauses.verb_of(candidate.noun)
    if verb < 0 or (relation == "subject" and not clauses.verbs[verb].passive):
        return None
    head = clauses.verbs[verb].head
    if not clauses.verbs[verb].passive and ontology.kind_of("speech").get(clauses.lemmas[head]) == "neutral":
        return None
    verdict = _of_word(clauses, head)
    return None if verdict is None or verdict.status == "happened" else verdict


RULES: tuple[Rule, ...] = (own_form, subordinator, said, noun_company, carried)


def _of_verb(clauses: Clauses, verb: int, speech: Speech | None, depth: int) -> Verdict | None:
    group = clauses.verbs[verb]
    if group.negated:
        return Verdict("denied", clauses.text(group.start, group.stop))
    if group.modal:
        return _of_modal(clauses, verb, speech)
    adverb = _of_adverb(clauses, group.start, group.stop)
    if adverb is not None or depth == 0:
        return adverb
    governor, link = clauses.governor(verb)
    if governor < 0:
        return None
    return _of_governor(clauses, governor, link, speech, depth)


def _of_modal(clauses: Clauses, verb: int, speech: Speech | None) -> Verdict | None:
    group = clauses.verbs[verb]
    cue = clauses.text(group.start, group.start + 1)
    if group.modal == "would" and speech is not None and speech.kind in {"neutral", "promise"}:
        return Verdict("planned", cue)
    if group.modal in PLANNED_MODALS or clauses.lower[group.start] in PLANNED_MODALS:
        return Verdict("planned", cue)
    perfect = "have" in clauses.lemmas[group.start : group.head]
    return None if group.modal == "could" and perfect else Verdict("possible", cue)


def _of_adverb(clauses: Clauses, start: int, stop: int) -> Verdict | None:
    for position in range(max(0, start - 1), min(stop + 1, len(clauses.tags))):
        if clauses.tags[position] == "RB":
            verdict = _of_word(clauses, position)
            if verdict is not None:
                return verdict
    return None


def _of_governor(clauses: Clauses, governor: int, link: str, speech: Speech | None, depth: int) -> Verdict | None:
    if link == "without":
        return Verdict("denied", "without")
    if link == "against":
        return Verdict("possible", f"{clauses.lower[governor]} against", demanded=True)
    if link == "infinitive" and governor > 0 and clauses.lower[governor - 1] == "too":
        return Verdict("denied", f"too {clauses.lower[governor]}")
    effect = _effect(clauses, governor, link)
    above = clauses.verb_at[governor]
    higher = _of_verb(clauses, above, speech, depth - 1) if above >= 0 and depth else None
    if effect is not None and effect.status != "happened" and link in EFFECTIVE:
        if effect.status == "denied" and higher is not None:
            return higher  # "may stop giving aid" denies nothing yet
        return effect if link == "infinitive" or effect.status != "planned" else None
    return higher or (Verdict("planned", "to") if link == "infinitive" and effect is None else None)


def _effect(clauses: Clauses, governor: int, link: str) -> Verdict | None:
    """The effect of a governing word, or of the verb whose object it is."""
    effect = _of_word(clauses, governor)
    if effect is None and link == "infinitive" and clauses.noun_at[governor] >= 0:
        return _of_object(clauses, governor)
    return effect


def _of_object(clauses: Clauses, noun: int) -> Verdict | None:
    """The effect of the verb whose object is made to do something: "forced people to leave", "urged them to leave"."""
    verb, relation = clauses.verb_of(clauses.noun_at[noun])
    return _of_word(clauses, clauses.verbs[verb].head) if verb >= 0 and relation == "object" else None


def _of_word(clauses: Clauses, position: int) -> Verdict | None:
    """The effect of a word on what hangs on it, by the lexicon of cues."""
    word, lemma = clauses.lower[position], clauses.lemmas[position]
    kinds = ontology.kind_of("cues")
    kind = kinds.get(word) or kinds.get(lemma)
    if kind is None:
        return None
    demanded = kind == "possible" and ontology.kind_of("speech").get(lemma) in {"demand", "warn"}
    status: Status = next(s for s in ORDER if s == kind)
    return Verdict(status, clauses.text(position, position + 1), demanded=demanded)
