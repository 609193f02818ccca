"""The words that tell an event: verbs and nouns of ``triggers.csv``, with the classes of who acts and what on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import FINITE, NOMINAL, NounGroup
from geo.events.ontology import Trigger

SAID = frozenset({"statement", "accuse", "request", "reject", "threaten", "support"})
PLACES = frozenset({"at", "in", "on", "near", "outside", "off", "inside", "along", "around", "across", "throughout"})
Named = Mapping[int, frozenset[str]]
OWN = frozenset({"his", "her", "its", "their", "my", "our", "your"})
SELF = frozenset({"himself", "herself", "itself", "themselves"})
OWN_OR_SELF = OWN | SELF
UNDER_SUBJECT = frozenset({"of", "by", "between", "among", "from"})
UNDER_OBJECT = frozenset(
    {"of", "on", "against", "for", "at", "in", "with", "by", "to", "into", "about", "over", "from"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger in a sentence: its tokens, its row of the lexicon, and its verb group or noun group (-1 for none).

    ``carrier`` is the verb that only carries an event noun ("held talks"), as a verb group's index, or -1; ``relation``
    how the noun hangs on its verb: "subject", "object", a preposition or "".
    """

    position: int
    start: int
    stop: int
    trigger: Trigger
    verb: int = -1
    noun: int = -1
    carrier: int = -1
    relation: str = ""

    @property
    def told_by(self) -> int:
        """The verb group that tells whether and when it happened: its own or the one that carries it; -1 for none."""
        return self.verb if self.verb >= 0 else self.carrier


def find(clauses: Clauses, named: Named) -> tuple[Candidate, ...]:
    """The candidates of a sentence, from left to right; ``named`` tells what the names in them are: "place", "state"."""
    verbs = [c for i in range(len(clauses.verbs)) if (c := _of_verb(clauses, i, named))]
    nouns = [c for i in range(len(clauses.nouns)) if (c := _of_noun(clauses, i, named))]
    return tuple(sorted(_without_doubles(clauses, verbs, nouns), key=lambda c: c.position))


PLAIN = Trigger(("happen",), "v", "other", "happen", frozenset(), frozenset(), weak=True)


def plain(clauses: Clauses, named: Named) -> Candidate | None:
    """The first finite past verb of a sentence without any trigger, told as an event of type "other"."""
    empty = ontology.words("lists", "empty")
    for index, group in enumerate(clauses.verbs):
        if group.form != "past" or group.negated or clauses.tags[group.head] not in {"VBD", "VBN"}:
            continue
        located = clauses.lemmas[group.head] == "be" and clauses.prepositional(group.stop, PLACES, 6) in named
        if located or group.passive or clauses.lemmas[group.head] not in empty:
            return Candidate(group.head, group.start, group.head + 1, PLAIN, verb=index)
    return None


def _of_verb(clauses: Clauses, verb: int, named: Named) -> Candidate | None:
    """The verb's best trigger: the longest phrase, then the one whose classes fit the heads of who acts and what on."""
    group = clauses.verbs[verb]
    best: tuple[tuple[int, int], Candidate] | None = None
    for trigger in ontology.triggers().get(("v", clauses.lemmas[group.head]), ()):
        stop = _match(clauses, group.head, trigger.words)
        fit = _fit_of_verb(clauses, verb, stop, trigger, named) if stop > group.head else -1
        if fit >= 0 and (best is None or (len(trigger.words), fit) > best[0]):
            best = (len(trigger.words), fit), Candidate(group.head, group.start, stop, trigger, verb=verb)
    return best[1] if best else None


def _match(clauses: Clauses, start: int, words: tuple[str, ...]) -> int:
    """Where a phrase that begins at ``start`` ends, or -1; hyphens, articles and a short object may stand between."""
    if len(words) > 1 and any(word not in clauses.words and word not in OWN_OR_SELF for word in words):
        return -1
    position = start + 1
    for number in range(1, len(words)):
        position = _past_article(clauses, position, words[number])
        if not _is(clauses, position, words[number]):
            position = _past_object(clauses, position, words[number:]) if number == 1 else -1
        if position < 0:
            return -1
        position += 1
    return position if _is(clauses, start, words[0]) else -1


def _past_article(clauses: Clauses, position: int, word: str) -> int:
    """The next token that counts in a phrase: no hyphen, and no article unless the phrase has one."""
    skipped = {"-", "the", "a", "an"} - {word}
    while position < len(clauses.lower) and clauses.lower[position] in skipped:
        position += 1
    return position


def _is(clauses: Clauses, position: int, word: str) -> bool:
    if position >= len(clauses.lemmas):
        return False
    if word in {clauses.lemmas[position], clauses.lower[position]}:
        return True
    return any(word in alike and clauses.lower[position] in alike for alike in (OWN, SELF))


def _past_object(clauses: Clauses, position: int, rest: tuple[str, ...]) -> int:
    """Where a phrase goes on after an object: "shot the plane down", "took 12 men hostage", "set a car on fire"."""
    for later in range(position, min(position + 7, len(clauses.tags))):
        if clauses.lower[later] == rest[0] and _ends_object(clauses, later, rest):
            return later
        if later > position and clauses.verb_at[later] >= 0 and clauses.tags[later] != "VBN":
            return -1
    return -1


def _ends_object(clauses: Clauses, position: int, rest: tuple[str, ...]) -> bool:
    """Whether a word after an object is the particle, adjective or captive state that a phrase goes on with."""
    if len(rest) > 1:
        return clauses.tags[position] in {"IN", "RP", "TO", "RB"} and _follows(clauses, position, rest)
    after = clauses.tags[position + 1] if position + 1 < len(clauses.tags) else ""
    if clauses.tags[position] == "RP" or rest[0] in {"back", "hostage", "captive", "prisoner"}:
        return after not in NOMINAL
    return clauses.tags[position] in {"JJ", "VBN"} and after not in NOMINAL | {"JJ"}


def _follows(clauses: Clauses, position: int, rest: tuple[str, ...]) -> bool:
    """Whether the rest of a phrase stands together: "on fire", "into custody", "from their homes"."""
    for word in rest:
        position = _past_article(clauses, position, word)
        if not _is(clauses, position, word):
            return False
        position += 1
    return True


def _fit_of_verb(clauses: Clauses, verb: int, stop: int, trigger: Trigger, named: Named) -> int:
    """How well a trigger's classes fit: -1 not at all, 0 without classes; who acts counts most."""
    subject, target = subject_and_object(clauses, verb, stop)
    if trigger.words == ("be",):
        return 1 if _is_present(clauses, verb, subject, target) else -1
    if clauses.verbs[verb].passive and trigger.words[0] in ontology.words("lists", "never passive"):
        return -1
    fit = 0
    for noun, classes, weight in ((target, trigger.objects, 2), (subject, trigger.subjects, 3)):
        if classes:
            part = _belongs(clauses, noun, classes, named)
            if not part:
                return -1
            fit += weight * part
    return fit


def subject_and_object(clauses: Clauses, verb: int, stop: int = -1) -> tuple[int, int]:
    """Who acts and what is acted on, as noun groups; the passive turned round; -1 where there is none."""
    group = clauses.verbs[verb]
    subject = _meant(clauses, verb, clauses.subject(verb))
    if group.passive:
        return clauses.prepositional(group.stop, frozenset({"by"}), 12), subject
    target = clauses.object(verb, stop)
    if target < 0 and 0 < stop < len(clauses.tags) and clauses.noun_at[stop] >= 0:
        target = clauses.noun_at[stop]
    return subject, target if target != subject else -1


def _meant(clauses: Clauses, verb: int, subject: int) -> int:
    """Whom a pronoun before its noun means: "before it crashed into the sea, the missile ..."."""
    if subject < 0 or clauses.tags[clauses.nouns[subject].head] != "PRP" or not clauses.mark(verb):
        return subject
    for later in range(verb + 1, len(clauses.verbs)):
        if clauses.verbs[later].form in FINITE:
            main = clauses.subject(later)
            return main if main > subject and clauses.tags[clauses.nouns[main].head] in NOMINAL else subject
    return subject


def _is_present(clauses: Clauses, verb: int, subject: int, target: int) -> bool:
    """Whether "be" tells that forces are somewhere: "there are 8,000 troops in ...", "troops are in ..."."""
    there = subject >= 0 and clauses.lower[clauses.nouns[subject].start] == "there"
    who = target if there else subject
    if not _belongs(clauses, who, frozenset({"force"}), {}):
        return False
    begin = clauses.nouns[who].stop if there else clauses.verbs[verb].stop
    where = clauses.prepositional(begin, PLACES, 4)
    return where >= 0


def _belongs(clauses: Clauses, noun: int, classes: frozenset[str], named: Named) -> int:
    """Whether a noun group is of one of the classes: 2 by its head, 1 by another of its words, 0 not."""
    if noun < 0:
        return 0
    if named.get(noun, frozenset()) & classes:
        return 2
    known = ontology.classes_of()
    if known.get(clauses.lemmas[clauses.nouns[noun].head], frozenset()) & classes:
        return 2
    if clauses.tags[clauses.nouns[noun].head] == "PRP":
        return int(any(known.get(lemma, frozenset()) & classes for lemma in clauses.before))
    if any(len(t.words) == 1 for t in ontology.triggers().get(("n", clauses.lemmas[clauses.nouns[noun].head]), ())):
        return 0
    return int(any(known.get(lemma, frozenset()) & classes for lemma in clauses.lemmas_of(noun)))


def _of_noun(clauses: Clauses, noun: int, named: Named) -> Candidate | None:
    group = clauses.nouns[noun]
    for start in range(group.start, group.head + 1):
        for trigger in ontology.triggers().get(("n", clauses.lemmas[start]), ()):
            if _ends_well(clauses, group, start, trigger) and _fits_noun(clauses, noun, trigger, named):
                verb, relation = clauses.verb_of(noun)
                carrier = verb if _carries(clauses, verb, relation) else -1
                return Candidate(
                    group.head, start, group.head + 1, trigger, noun=noun, carrier=carrier, relation=relation
                )
    return None


def _ends_well(clauses: Clauses, group: NounGroup, start: int, trigger: Trigger) -> bool:
    """Whether a phrase ends with the group's head, or goes on past it by an "of" ("state of emergency")."""
    stop = _match(clauses, start, trigger.words)
    return stop == group.head + 1 or (stop > group.head + 1 and start <= group.head and "of" in trigger.words)


def _carries(clauses: Clauses, verb: int, relation: str) -> bool:
    if verb < 0 or relation not in {"subject", "object", "by"}:
        return False
    group = clauses.verbs[verb]
    lemma = clauses.lemmas[group.head]
    phrase = f"{lemma} {clauses.lower[group.stop]}" if group.stop < len(clauses.lower) else lemma
    return bool({lemma, phrase} & ontology.words("support", "carries"))


def _fits_noun(clauses: Clauses, noun: int, trigger: Trigger, named: Named) -> bool:
    group = clauses.nouns[noun]
    inner = set(clauses.lemmas[group.start : group.head])
    known = ontology.classes_of()
    for classes, prepositions in ((trigger.objects, UNDER_OBJECT), (trigger.subjects, UNDER_SUBJECT)):
        if not classes:
            continue
        after = _complement(clauses, noun, prepositions)
        fits = bool(_belongs(clauses, after, classes, named)) or any(known.get(w, frozenset()) & classes for w in inner)
        if not fits:
            return False
    return True


def _complement(clauses: Clauses, noun: int, prepositions: frozenset[str]) -> int:
    """The noun group that hangs on a noun by one of the prepositions: "the attack on the town"."""
    if noun + 1 < len(clauses.nouns):
        after = clauses.nouns[noun + 1]
        if after.before in prepositions and after.start - clauses.nouns[noun].stop <= 2:
            return noun + 1
    return -1


def _without_doubles(clauses: Clauses, verbs: list[Candidate], nouns: list[Candidate]) -> Iterator[Candidate]:
    """One candidate a happening: of a verb and the event noun it carries, the one that says more."""
    verbs = [v for v in verbs if not any(_goes_on(clauses, main, v) for main in verbs)]
    nouns = [n for n in nouns if not any(_repeats(clauses, v, n) for v in verbs)]
    carried = {n.carrier: n for n in nouns if n.carrier >= 0}
    for verb in verbs:
        noun = carried.get(verb.verb)
        if noun is not None and noun.relation == "subject" and _only_counts(clauses, verb):
            continue
        if noun is not None and (_says_little(verb.trigger) or _is_empty(verb)) and not noun.trigger.weak:
            continue
        yield verb
        if noun is not None and (noun.trigger.type == verb.trigger.type or noun.trigger.weak):
            nouns.remove(noun)
    yield from nouns


def _goes_on(clauses: Clauses, main: Candidate, verb: Candidate) -> bool:
    """Whether a verb without a clause only goes on with the main verb's event: "struck the town, killing 48"."""
    if main is verb or clauses.verbs[verb.verb].form != "gerund" or clauses.verbs[main.verb].form not in FINITE:
        return False
    start = clauses.verbs[verb.verb].start
    apart = start > 0 and clauses.lower[start - 1] == "," and main.position < start
    return (
        apart
        and (main.trigger.type == verb.trigger.type or _only_counts(clauses, verb))
        and main.trigger.type not in SAID
    )


def _only_counts(clauses: Clauses, verb: Candidate) -> bool:
    """Whether a verb only tells what its event noun did to people: "the blast killed 22"."""
    role = ontology.kind_of("quantity_roles").get(clauses.lemmas[verb.position], "")
    return verb.trigger.mode == "casualties" or role in {"killed", "injured", "displaced"}


def _repeats(clauses: Clauses, verb: Candidate, noun: Candidate) -> bool:
    """Whether a noun only repeats what its verb tells: "launched an attack", "said in a statement", "arrested in raids"."""
    if verb.start <= noun.position < verb.stop:
        return True
    if noun.trigger.type == "statement" and verb.trigger.type in SAID:
        return True
    told, relation = clauses.verb_of(noun.noun)
    if told != verb.verb:
        return False
    if relation == "object" and verb.trigger.objects and verb.trigger.type != noun.trigger.type:
        return not _says_little(verb.trigger)
    if (
        relation == "subject"
        and verb.trigger.subjects
        and not _only_counts(clauses, verb)
        and clauses.verbs[verb.verb].form in FINITE
    ):
        return verb.trigger.mode != "casualties"
    if relation == "subject" and _only_counts(clauses, verb):
        return False
    return relation in {"subject", "object", "in", "during", "by"} and verb.trigger.type == noun.trigger.type


def _says_little(trigger: Trigger) -> bool:
    return trigger.weak or trigger.type in {"other", "statement"} or trigger.words[0] == "be"


def _is_empty(verb: Candidate) -> bool:
    """Whether a verb that may also stand alone only carries its noun here: "launch an investigation"."""
    return not (verb.trigger.objects or verb.trigger.subjects) and verb.trigger.mode != "casualties"
