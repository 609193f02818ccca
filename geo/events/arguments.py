"""Who acts and who is acted upon: words, kind and country of an event's participants.

A nationality ("North Korean troops") is an attribute of who acts, its country, and never a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE, RELATIVE
from geo.events.triggers import UNDER_SUBJECT, Candidate, subject_and_object
from geo.model import Participant, Resolution, Span

SINGULAR = frozenset({"he", "she", "him", "her"})
PLURAL = frozenset({"they", "them"})
THINGS = frozenset({"it", "itself"})
PRONOUNS = SINGULAR | PLURAL | THINGS | {"who", "which", "that", "we", "i", "you", "us", "me", "this", "these", "those"}
MET = frozenset({"with", "to"})
AGAINST = frozenset({"of", "on", "against", "with", "for", "at"})
LONGEST = 90
SURE, LIKELY = 0.97, 0.8  # how sure another reader must be to overrule the rules, or to fill their gap
GROUPS = frozenset({"people", "protesters", "military", "armed group", "scientists", "police", "press", "government"})
PERSONAL = frozenset({"government", "court", "police", "people", "press", "military", "scientists", "protesters"})


@dataclass(slots=True)
class Spoken:
    """The participants last spoken of, for pronouns; filled in reading order."""

    last: dict[str, Participant] = field(default_factory=dict)

    def note(self, who: Participant | None, named: bool) -> None:  # noqa: FBT001 - a pair is handed on as it is
        """Remember a participant under the pronouns that may stand for it."""
        if who is not None:
            self.last[_number(who, named=named)] = who

    def meant(self, pronoun: str) -> Participant | None:
        """The participant that a pronoun stands for."""
        key = "one" if pronoun in SINGULAR else "many" if pronoun in PLURAL else "thing" if pronoun in THINGS else ""
        return self.last.get(key)


def find(
    clauses: Clauses, candidate: Candidate, names: Sequence[Resolution], spoken: Spoken
) -> tuple[Participant | None, Participant | None]:
    """Actor and target of a candidate, pronouns replaced by whom they stand for."""
    actor, target = _groups(clauses, candidate)
    return participant(clauses, actor, names, spoken), participant(clauses, target, names, spoken)


def _groups(clauses: Clauses, candidate: Candidate) -> tuple[int, int]:
    if candidate.verb >= 0:
        return _of_verb(clauses, candidate)
    actor, target = (
        _complement(clauses, candidate.noun, frozenset({"by"})),
        _complement(clauses, candidate.noun, AGAINST),
    )
    if candidate.carrier >= 0 and candidate.relation == "object":
        actor = clauses.subject(candidate.carrier)
    elif actor < 0:
        actor = _complement(clauses, candidate.noun, UNDER_SUBJECT - {"of"})
    return actor, target if target != actor else -1


def _of_verb(clauses: Clauses, candidate: Candidate) -> tuple[int, int]:
    actor, target = subject_and_object(clauses, candidate.verb, candidate.stop)
    if actor >= 0 and clauses.lower[clauses.nouns[actor].start] == "there":
        return target, -1
    if target < 0 and candidate.trigger.type in {"consult", "agree", "cooperate"}:
        target = clauses.prepositional(candidate.stop, MET, 6)
    return actor, target


def _complement(clauses: Clauses, noun: int, prepositions: frozenset[str]) -> int:
    for later in range(noun + 1, min(noun + 3, len(clauses.nouns))):
        if clauses.nouns[later].before in prepositions:
            return later
    return -1


def confirmed(
    clauses: Clauses,
    own: Participant | None,
    other: Span | None,
    sure: float,
    names: Sequence[Resolution],
    spoken: Spoken,
) -> Participant | None:
    """A participant after a second reading: the rules' own, unless the other reader is sure of words that differ."""
    if other is None or sure < (SURE if own is not None else LIKELY) or (own is not None and own.span.overlaps(other)):
        return own
    position = clauses.position(other)
    noun = clauses.noun_at[position] if position >= 0 else -1
    return participant(clauses, noun, names, spoken) or own


def participant(clauses: Clauses, noun: int, names: Sequence[Resolution], spoken: Spoken) -> Participant | None:
    """The participant that a noun group names; None for none, for a date and for a pronoun without antecedent."""
    if noun < 0:
        return None
    group = clauses.nouns[noun]
    word = clauses.lower[group.head]
    if word in PRONOUNS and group.stop - group.start == 1:
        meant = spoken.meant(word)
        return replace(meant, span=clauses.span(group.start, group.stop)) if meant else None
    start, stop = clauses.coordinated(noun)
    start -= start > 0 and clauses.lower[start] in {"least", "most"}
    stop = _with_complement(clauses, noun, stop)
    text = " ".join(clauses.text(start, stop).split())
    if len(text) > LONGEST:
        start, stop = group.start, group.stop
        text = clauses.text(start, stop)[:LONGEST]
    span = clauses.span(start, stop)
    whole = any(r.mention.span.covers(clauses.span(group.start, group.stop)) for r in names)
    return Participant(
        text, span, "government" if whole else kind(clauses, noun), _country(clauses, start, stop, names)
    )


def _with_complement(clauses: Clauses, noun: int, stop: int) -> int:
    """Where "the head of NATO" ends: an "of" right after belongs to the participant."""
    if noun + 1 < len(clauses.nouns):
        after = clauses.nouns[noun + 1]
        if after.before == "of" and after.start == stop + 1:
            return after.stop
    return stop


def main_subject(clauses: Clauses, names: Sequence[Resolution], spoken: Spoken) -> tuple[Participant | None, bool]:
    """Who or what a sentence is about, and whether it bears a proper name: what its first main verb's subject names."""
    for index, verb in enumerate(clauses.verbs):
        if (
            verb.form in FINITE
            and not clauses.mark(index)
            and (not verb.start or clauses.lower[verb.start - 1] not in RELATIVE)
        ):
            noun = clauses.subject(index)
            if noun < 0 or clauses.tags[clauses.nouns[noun].head] == "EX":
                return None, False
            group = clauses.nouns[noun]
            named = any(clauses.tags[i] in {"NNP", "NNPS"} for i in range(group.start, group.stop))
            return participant(clauses, noun, names, spoken), named
    return None, False


def kind(clauses: Clauses, noun: int) -> str:
    """What a noun group is: "government", "military", "police", "armed group", "people", "person" ... or ""."""
    group = clauses.nouns[noun]
    text = clauses.text(group.start, group.stop)
    organisation = _organisation(text)
    if organisation and _is_whole(text, organisation):
        return organisation[0]
    found = ontology.kind_of("actor_kinds").get(clauses.lemmas[group.head], "")
    if found:
        return found
    entities = {clauses.tokens[i].entity[2:] for i in range(group.start, group.stop)}
    if "PER" in entities or clauses.lower[group.head] in SINGULAR:
        return "person"
    if _is_personal_name(clauses, group.start, group.stop):
        return "person"
    inner = (
        ontology.kind_of("actor_kinds").get(clauses.lemmas[i], "") for i in range(group.head - 1, group.start - 1, -1)
    )
    return next((name for name in inner if name), "organisation" if "ORG" in entities else "")


def _is_personal_name(clauses: Clauses, start: int, stop: int) -> bool:
    """Whether a group without a known word is nothing but two to four capitalised names."""
    names = [i for i in range(start, stop) if clauses.tags[i] == "NNP" and clauses.lower[i].isalpha()]
    unknown = not any(clauses.tokens[i].entity for i in range(len(clauses.tokens)))
    return unknown and 2 <= len(names) == stop - start <= 4


def _country(clauses: Clauses, start: int, stop: int, names: Sequence[Resolution]) -> str:
    """The country that a participant belongs to, from a nationality or a name in it, else from its organisation."""
    span = clauses.span(start, stop)
    organisation = _organisation(clauses.text(start, stop))
    if organisation and organisation[1]:
        return organisation[1]
    for resolution in names:
        if span.covers(resolution.mention.span) and resolution.place is not None and resolution.place.country:
            return resolution.place.country
    return ""


def _organisation(text: str) -> tuple[str, str, str] | None:
    """Kind, country and name of the first organisation that a text names."""
    if text.islower():
        return None
    names, known = _organisations()
    found = names.search(_plain(text))
    return known[found.group()] if found else None


def _is_whole(text: str, organisation: tuple[str, str, str]) -> bool:
    """Whether a text ends with the organisation's name, so that it is not somebody of it ("NATO chief Mark Rutte")."""
    return _plain(text).endswith(organisation[2])


def _plain(text: str) -> str:
    return text.replace("’", " ").replace("'", " ")


@cache
def _organisations() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    known = {
        _plain(row["name"]): (row["kind"], row["country"], _plain(row["name"]))
        for row in ontology.rows("organisations")
    }
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)"), known


def _number(who: Participant, *, named: bool) -> str:
    """Which pronouns may stand for somebody: "one" (he, she), "many" (they) or "thing" (it)."""
    words = who.text.lower().split()
    organisation = _organisation(who.text)
    if organisation is not None and _is_whole(who.text, organisation):
        return "thing"
    plural = (words[-1].endswith("s") and not words[-1].endswith("ss")) or "and" in words
    if who.kind == "government" and not set(words) & ontology.kind_of("actor_kinds").keys():
        return "thing"  # a country, not its president
    if words[-1] in ontology.words("lists", "collective"):
        return "thing"
    if who.kind in GROUPS and plural:
        return "many"
    if who.kind == "person" or (named and len(words) > 1 and who.kind in PERSONAL):
        return "one"
    return (
        "one" if not named and who.kind in PERSONAL and words[-1] in ontology.words("lists", "one person") else "thing"
    )
