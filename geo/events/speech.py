"""Who says what: the speech verbs of a sentence, their speakers, and the stretch of words that is said."""

from __future__ import annotations

from dataclasses import dataclass

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE

OPENING, CLOSING = frozenset('“«"'), frozenset('”»"')


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech verb (a verb group's index, -1 for "according to"), its kind, its speaker and the tokens it covers.

    ``kind`` is "neutral", "claim", "deny", "demand", "warn", "promise" or "hope"; ``speaker`` a noun group or -1;
    ``after`` whether the verb follows what is said (“..., Lee said”).
    """

    verb: int
    kind: str
    speaker: int
    start: int
    stop: int
    after: bool


def find(clauses: Clauses) -> tuple[Speech, ...]:
    """The speeches of a sentence, from left to right."""
    verbs = [_of_verb(clauses, i) for i in range(len(clauses.verbs))]
    return tuple(s for s in [*verbs, *_according_to(clauses)] if s is not None)


def covering(speeches: tuple[Speech, ...], position: int) -> Speech | None:
    """The innermost speech that covers a token."""
    around = [s for s in speeches if s.start <= position < s.stop]
    return min(around, key=lambda s: s.stop - s.start, default=None)


def quoted(clauses: Clauses, *, inside: bool = False) -> tuple[list[bool], bool]:
    """Which tokens stand in quotation marks, given whether the sentence begins inside; and whether it ends inside."""
    found = []
    for word in clauses.lower:
        if word in {'"', "''", "``"}:
            inside = not inside
        elif word in OPENING or word in CLOSING:
            inside = word in OPENING
        found.append(inside)
    return found, inside


def _of_verb(clauses: Clauses, verb: int) -> Speech | None:
    group = clauses.verbs[verb]
    kind = ontology.kind_of("speech").get(clauses.lemmas[group.head], "")
    if not kind or group.form not in FINITE or (group.passive and kind != "claim"):
        return None
    if group.passive:
        return Speech(verb, kind, -1, group.stop, _next_clause(clauses, verb), after=False)
    speaker = clauses.subject(verb)
    if _is_after(clauses, verb, speaker):
        start = min(clauses.nouns[speaker].start if speaker >= 0 else group.start, group.start)
        return Speech(verb, kind, speaker, _start_of_said(clauses, verb), start, after=True)
    return Speech(verb, kind, speaker, _start_after(clauses, verb), _end_of_said(clauses, verb), after=False)


def _next_clause(clauses: Clauses, verb: int) -> int:
    """Where the clause after a verb's infinitive begins: "are believed to have died, a million have fled"."""
    for later in range(verb + 1, len(clauses.verbs)):
        if clauses.verbs[later].form in FINITE:
            subject = clauses.subject(later)
            own = subject >= 0 and clauses.nouns[subject].start >= clauses.verbs[verb].stop
            return clauses.nouns[subject].start if own else clauses.verbs[later].start
    return len(clauses.tokens)


def _start_after(clauses: Clauses, verb: int) -> int:
    """Where what is said begins after its verb: past "at a news conference that", at the subject of its first clause."""
    group = clauses.verbs[verb]
    following = [i for i in range(verb + 1, len(clauses.verbs)) if clauses.verbs[i].form in FINITE]
    limit = clauses.verbs[following[0]].start if following else len(clauses.lower)
    that = next((i for i in range(group.stop, limit) if clauses.lower[i] in {"that", ":"}), -1)
    if that >= 0:
        return that + 1
    if not following:
        neutral = ontology.kind_of("speech").get(clauses.lemmas[group.head]) == "neutral"
        return len(clauses.lower) if neutral or verb + 1 >= len(clauses.verbs) else group.stop
    subject = clauses.subject(following[0])
    return max(group.stop, clauses.nouns[subject].start if subject >= 0 else limit)


def _is_after(clauses: Clauses, verb: int, speaker: int) -> bool:
    """Whether what is said stands before: a comma or quotation mark ends it, and no "that" follows."""
    group = clauses.verbs[verb]
    begin = min(clauses.nouns[speaker].start, group.start) if speaker >= 0 else group.start
    while begin > 0 and clauses.tags[begin - 1] in {"IN", "RB"} and clauses.lower[begin - 1] in {"earlier", "later"}:
        begin -= 1
    if begin == 0 or clauses.lower[begin - 1] not in {",", "”", '"', "''", "?", "!"}:
        return False
    if group.stop < len(clauses.lower) and clauses.lower[group.stop] == "that":
        return False
    said = [v for v in clauses.verbs[:verb] if v.stop <= begin]
    return bool(said) and not _in_insertion(clauses, begin)


def _in_insertion(clauses: Clauses, position: int) -> bool:
    """Whether only an adverbial stands before: "In Paris, he said ...", "After he fled, police said ..."."""
    first = clauses.verbs[0]
    opens = clauses.lower[0] in {"after", "when", "while", "as", "before", "since", "following", "if", "although"}
    return opens and first.stop <= position


def _start_of_said(clauses: Clauses, verb: int) -> int:
    before = [v for v in range(verb) if ontology.kind_of("speech").get(clauses.lemmas[clauses.verbs[v].head], "")]
    return clauses.verbs[before[-1]].stop if before and clauses.verbs[before[-1]].form in FINITE else 0


def _end_of_said(clauses: Clauses, verb: int) -> int:
    """What is said goes on to the end, to a verb that shares the speaker ("said ... and left"), or to ", which"."""
    aside = next(
        (i for i in range(clauses.verbs[verb].stop, len(clauses.lower)) if _opens_aside(clauses, i)), len(clauses.lower)
    )
    for later in range(verb + 1, len(clauses.verbs)):
        group = clauses.verbs[later]
        joined = group.start > 0 and clauses.lower[group.start - 1] == "and" and group.form in FINITE
        if joined and not any(v.form in FINITE for v in clauses.verbs[verb + 1 : later]):
            return min(group.start, aside)
    return aside


def _opens_aside(clauses: Clauses, position: int) -> bool:
    return clauses.lower[position] in {"which", "who"} and clauses.lower[position - 1] == ","


def _according_to(clauses: Clauses) -> list[Speech]:
    found = []
    for i in range(len(clauses.lower) - 2):
        if clauses.lower[i] == "according" and clauses.lower[i + 1] == "to":
            speaker = clauses.noun_at[i + 2]
            found.append(Speech(-1, "neutral", speaker, 0, len(clauses.tokens), after=True))
    return found
