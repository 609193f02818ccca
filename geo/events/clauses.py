"""Noun groups and verb groups of a tagged sentence, and how they hang together: a reading without a parser.

A noun group is a run of determiners, adjectives and nouns; a verb group is a verb with its auxiliaries. A verb's
subject is the nearest noun group to its left that no preposition governs, past inserted commas and relative
pronouns; its object is the noun group right after it. Every function is linear in the sentence's length.
"""

from __future__ import annotations

from bisect import bisect_right

from geo.events import groups, ontology
from geo.events.groups import (
    CLAUSAL,
    ENDS,
    FINITE,
    LONGEST,
    NOMINAL,
    PREPOSITIONS,
    RELATIVE,
    SUBORDINATORS,
    VERBAL,
    VerbGroup,
)
from geo.model import Span, TaggedSentence, Token

ROUNDED = (["at", "least"], ["at", "most"])


class Clauses:
    """The groups of one sentence and the relations between them; positions are token positions."""

    __slots__ = (
        "_subjects",
        "before",
        "lemmas",
        "lower",
        "noun_at",
        "nouns",
        "sentence",
        "starts",
        "tags",
        "tokens",
        "verb_at",
        "verbs",
        "words",
    )

    def __init__(self, tagged: TaggedSentence, before: frozenset[str] = frozenset()) -> None:
        """``before`` are the heads of the noun groups of the sentence before, which a pronoun may mean."""
        self.before = before
        self._subjects: dict[int, int] = {}
        self.sentence = tagged.sentence
        self.tokens: tuple[Token, ...] = tagged.tokens[:LONGEST]
        self.starts = [token.span.start for token in self.tokens]
        self.lower = [token.text.lower() for token in self.tokens]
        self.tags = groups.mended([token.tag for token in self.tokens], self.lower)
        self.lemmas = [self._lemma(i) for i in range(len(self.tokens))]
        self.words = frozenset(self.lemmas).union(self.lower)
        self.verbs = tuple(groups.verb_groups(self.tags, self.lemmas))
        self.verb_at = groups.positions(self.verbs, len(self.tokens))
        self.nouns = tuple(groups.noun_groups(self.tags, self.lower, self.verb_at))
        self.noun_at = groups.positions(self.nouns, len(self.tokens))

    def heads(self) -> frozenset[str]:
        """What a pronoun of the next sentence may mean: the heads of noun groups, and all words of a name (Cyclone Ada)."""
        found = {self.lemmas[g.head] for g in self.nouns if not g.before or g.before in CLAUSAL | {"of"}}
        named = (g for g in self.nouns if not g.before and self.tags[g.head] in {"NNP", "NNPS"})
        return frozenset(found.union(*(self.lemmas[g.start : g.head] for g in named)))

    def _lemma(self, position: int) -> str:
        lemma = self.tokens[position].lemma.lower()
        if self.tags[position] not in VERBAL:
            return lemma
        if self.tags[position] != self.tokens[position].tag:
            lemma = ontology.irregular_pasts().get(self.lower[position], lemma)
            lemma = lemma.removesuffix("ed") if lemma == self.lower[position] else lemma
        return ontology.verb_lemma(lemma)

    @property
    def headline(self) -> bool:
        """Whether the sentence is a headline: it stands near the top and no mark ends it."""
        return self.sentence.index < 4 and self.sentence.text[-1:] not in ENDS

    def span(self, start: int, stop: int) -> Span:
        """The characters of tokens ``[start, stop)``, as offsets into the article."""
        return Span(self.tokens[start].span.start, self.tokens[stop - 1].span.stop)

    def text(self, start: int, stop: int) -> str:
        """The words of tokens ``[start, stop)`` as the article has them."""
        span, base = self.span(start, stop), self.sentence.span.start
        return self.sentence.text[span.start - base : span.stop - base]

    def position(self, span: Span) -> int:
        """The first token that ``span`` touches, -1 where there is none."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        first += first < len(self.tokens) and self.tokens[first].span.stop <= span.start
        return first if first < len(self.tokens) and self.tokens[first].span.start < span.stop else -1

    def subject(self, verb: int) -> int:
        """The noun group that is the grammatical subject of a verb group; -1 where none is found."""
        if verb not in self._subjects:
            self._subjects[verb] = self._find_subject(verb)
        return self._subjects[verb]

    def _find_subject(self, verb: int) -> int:
        group = self.verbs[verb]
        if group.form == "gerund" and group.start and self.tags[group.start - 1] in NOMINAL:
            return self.noun_at[group.start - 1]
        if group.form in {"infinitive", "gerund"}:
            return self._subject_of_governor(verb)
        if group.form == "participle":
            return self._subject_of_participle(verb)
        return self._finite_subject(verb)

    def object(self, verb: int, after: int = -1) -> int:
        """The noun group right after a verb (or after token ``after``); -1 where none follows directly."""
        position = max(self.verbs[verb].stop, after)
        while position < len(self.tags) and (self.tags[position] in {"RB", "RP"} or self.lower[position] == '"'):
            position += 1
        if self.lower[position : position + 2] in ROUNDED:
            position += 1
        if position < len(self.tags) and self.noun_at[position] >= 0:
            return self.noun_at[position]
        return -1

    def prepositional(self, start: int, prepositions: frozenset[str], reach: int = 40) -> int:
        """The first noun group after ``start`` governed by one of the prepositions, before the next finite verb."""
        for position in range(start, min(start + reach, len(self.tags))):
            verb = self.verb_at[position]
            if verb >= 0 and self.verbs[verb].form in FINITE and self.verbs[verb].start >= start:
                return -1
            noun = self.noun_at[position]
            if noun >= 0 and self.nouns[noun].start == position and self.nouns[noun].before in prepositions:
                return noun
        return -1

    def coordinated(self, noun: int) -> tuple[int, int]:
        """The tokens ``[start, stop)`` of a noun group with those joined to it by "and", "or" and a list's commas."""
        first = last = noun
        while first > 0 and self._joined(first - 1):
            first -= 1
        while self._joined(last):
            last += 1
        return self.nouns[first].start, self.nouns[last].stop

    def lemmas_of(self, noun: int) -> set[str]:
        """The lemmas of a noun group, and of what an "of" hangs on it ("a series of missiles")."""
        group = self.nouns[noun]
        found = set(self.lemmas[group.start : group.stop])
        if group.stop < len(self.tags) and self.lower[group.stop] == "of" and noun + 1 < len(self.nouns):
            found |= set(self.lemmas[self.nouns[noun + 1].start : self.nouns[noun + 1].stop])
        start, stop = self.coordinated(noun)
        return found | set(self.lemmas[start:stop])

    def governor(self, verb: int) -> tuple[int, str]:
        """The token that a non-finite verb hangs on, and how: "infinitive", "gerund" or a preposition; else (-1, "")."""
        group = self.verbs[verb]
        before = group.start - 1
        while before >= 0 and self.tags[before] == "RB":
            before -= 1
        if before < 0 or group.form in FINITE:
            return -1, ""
        if group.form == "infinitive":
            return self._word_before(before), "infinitive"
        if group.form == "gerund" and self.tags[before] in PREPOSITIONS:
            return self._word_before(before - 1), self.lower[before]
        if group.form == "gerund":
            return self._word_before(before), "gerund"
        return -1, ""

    def mark(self, verb: int) -> str:
        """The subordinator that opens a finite verb's clause ("if", "after", ...), or ""."""
        subject = self.subject(verb)
        position = self.nouns[subject].start if subject >= 0 else self.verbs[verb].start
        position = min(position, self.verbs[verb].start) - 1
        return self.lower[position] if position >= 0 and self.lower[position] in SUBORDINATORS else ""

    def is_aside(self, verb: int) -> bool:
        """Whether a verb stands in a relative or subordinate clause, or has no clause of its own; -1 counts as one."""
        if verb < 0 or self.verbs[verb].form not in FINITE:
            return True
        before = self.lower[self.verbs[verb].start - 1] if self.verbs[verb].start else ""
        return before in RELATIVE or bool(self.mark(verb))

    def verb_of(self, noun: int) -> tuple[int, str]:
        """The verb that a noun group belongs to, as "subject", "object" or by its preposition; else (-1, "")."""
        group = self.nouns[noun]
        left = self._verb_left(group.start)
        if group.before and group.before not in CLAUSAL:
            return left, group.before
        right = next((i for i, v in enumerate(self.verbs) if v.start >= group.stop and v.form in FINITE), -1)
        if right >= 0 and not (self.subject(right) >= 0 and self._same_list(self.subject(right), noun)):
            right = -1
        is_object = left >= 0 and self.object(left) >= 0 and self._same_list(self.object(left), noun)
        says = is_object and self.lemmas[self.verbs[left].head] in ontology.kind_of("speech")
        if is_object and not (says and right >= 0):
            return left, "object"
        if right >= 0:
            return right, "subject"  # "said the outbreak began": the subject of what is said, not the object of saying
        if group.before:
            return left, group.before
        return left, "object" if left >= 0 and self.verbs[left].stop == group.start else ""

    def _same_list(self, first: int, second: int) -> bool:
        return first == second or self.coordinated(first) == self.coordinated(second)

    def _verb_left(self, position: int) -> int:
        found = [i for i, verb in enumerate(self.verbs) if verb.stop <= position]
        return found[-1] if found else -1

    def _finite_subject(self, verb: int) -> int:
        group = self.verbs[verb]
        position = group.start - 1
        while position >= 0 and self.tags[position] in {"RB", "RBR", "MD"}:
            position -= 1
        if position < 0:
            return self._inverted(verb)
        word = self.lower[position]
        if word in RELATIVE:
            return self._antecedent(position)
        if self.tags[position] == "CC" and verb > 0:
            return self._subject_before_conjunction(verb, position)
        if word in {",", "—", "–", "-", ")", "”", '"'}:
            return self._across_insertion(verb, position)
        noun = self._free_noun_before(position + 1, self._clause_start(verb))
        if noun >= 0 and self.nouns[noun].before and self.nouns[noun].before not in CLAUSAL and verb > 0:
            return self._subject_of_reduced(verb, noun)
        return noun

    def _subject_of_reduced(self, verb: int, noun: int) -> int:
        """Where only a governed noun stands before, the verb before was a participle: "boys rescued from a cave left"."""
        previous = self.verbs[verb - 1]
        if (
            previous.form in FINITE
            and previous.stop <= self.nouns[noun].start
            and "," not in self.lower[previous.stop : self.verbs[verb].start]
        ):
            earlier = self._finite_subject(verb - 1)
            return earlier if earlier >= 0 else noun
        return noun

    def _subject_before_conjunction(self, verb: int, position: int) -> int:
        previous = next((i for i in range(verb - 1, -1, -1) if self.verbs[i].form in FINITE), -1)
        if previous < 0:
            return self._free_noun_before(position, 0)
        return self._finite_subject(previous)

    def _across_insertion(self, verb: int, position: int) -> int:
        """The subject before something inserted between commas, else the one right before, else one after the verb."""
        if self.lower[position] == ",":
            opening = next((i for i in range(position - 1, -1, -1) if self.lower[i] == ","), -1)
            inside = [v for v in self.verbs[:verb] if opening < v.start < position and v.form in FINITE]
            if opening > 0 and not self._is_subordinate_start(opening + 1, inside):
                floor = max((v.stop for v in self.verbs[:verb] if v.stop <= opening and v.form in FINITE), default=0)
                noun = self._free_noun_before(opening, floor)
                if noun >= 0:
                    return noun
        if self._speaks_after(verb):
            return self._inverted(verb)
        noun = self._free_noun_before(position, self._clause_start(verb))
        previous = next((i for i in range(verb - 1, -1, -1) if self.verbs[i].form in FINITE), -1)
        if noun >= 0 and previous >= 0 and self.object(previous) == noun and self.nouns[noun].stop == position:
            return self.subject(previous)  # "stormed the shop, looted it and left"
        return noun if noun >= 0 else self._inverted(verb)

    def _is_subordinate_start(self, position: int, inside: list[VerbGroup]) -> bool:
        """Whether what stands between two commas is a clause of its own, so that the subject lies inside it."""
        if not inside or self.lower[position] in RELATIVE:
            return False
        return ontology.kind_of("speech").get(self.lemmas[inside[-1].head], "") == ""

    def _speaks_after(self, verb: int) -> bool:
        group = self.verbs[verb]
        says = self.lemmas[group.head] in ontology.kind_of("speech")
        return says and group.stop < len(self.tags) and self.noun_at[group.stop] >= 0 and group.form == "past"

    def _inverted(self, verb: int) -> int:
        return self.object(verb) if self.verbs[verb].form in FINITE else -1

    def _clause_start(self, verb: int) -> int:
        previous = [v for v in self.verbs[:verb] if v.form in FINITE]
        return previous[-1].stop if previous else 0

    def _free_noun_before(self, position: int, floor: int) -> int:
        """The nearest noun group left of ``position`` that no preposition governs, else the nearest, not before floor."""
        governed = -1
        for index in range(len(self.nouns) - 1, -1, -1):
            group = self.nouns[index]
            if group.start < floor:
                break
            if group.stop > position:
                continue
            if not group.before or (group.before in CLAUSAL and not self._has_verb(group.stop, position)):
                return index
            governed = index if governed < 0 else governed
        return governed

    def _has_verb(self, start: int, stop: int) -> bool:
        return any(self.verb_at[i] >= 0 for i in range(start, min(stop, len(self.verb_at))))

    def _antecedent(self, position: int) -> int:
        """What a relative pronoun means: the noun before, past an "of" with people: "a meeting of ministers that opened"."""
        noun = self._noun_before(position)
        if noun < 1 or self.nouns[noun].before != "of" or self.lower[position] not in {"that", "which"}:
            return noun
        people = ontology.classes_of().get(self.lemmas[self.nouns[noun].head], frozenset())
        return noun - 1 if people & {"person", "people", "official"} else noun

    def _noun_before(self, position: int) -> int:
        found = [i for i, group in enumerate(self.nouns) if group.stop <= position]
        return found[-1] if found and position - self.nouns[found[-1]].stop <= 3 else -1

    def _subject_of_participle(self, verb: int) -> int:
        start = self.verbs[verb].start
        if start and self.tags[start - 1] == "CC" and verb and self.verbs[verb - 1].passive:
            return self.subject(verb - 1)
        return self._noun_before(start)

    def _subject_of_governor(self, verb: int) -> int:
        if verb == 0:
            return self._free_noun_before(len(self.tags), self.verbs[0].stop) if self.verbs[0].start == 0 else -1
        between = [
            i for i, n in enumerate(self.nouns)
            if self.verbs[verb - 1].stop <= n.start and n.stop <= self.verbs[verb].start and not n.before
        ]  # fmt: skip
        if self.verbs[verb].form == "infinitive" and between:
            return between[-1]
        if self.verbs[verb].start - self.verbs[verb - 1].start > 30:
            return -1
        return self.subject(verb - 1)

    def _word_before(self, position: int) -> int:
        """The verb or noun nearest to the left of ``position``, the noun only when it stands right there."""
        if position < 0:
            return -1
        if self.tags[position] in {"NN", "NNS", "JJ"} or self.verb_at[position] >= 0:
            return self.verbs[self.verb_at[position]].head if self.verb_at[position] >= 0 else position
        left = self._verb_left(position + 1)
        return self.verbs[left].head if left >= 0 else -1

    def _joined(self, left: int) -> bool:
        """Whether a group and the next are of one list: joined by "and", or by a comma in a list that has an "and"."""
        steps = 0
        while left + 1 < len(self.nouns) and steps < 12:
            before, after = self.nouns[left], self.nouns[left + 1]
            between = set(self.lower[before.stop : after.start])
            if after.before or not between or not between <= {",", "and", "or", "&"}:
                return False
            if between == {",", "and"}:
                return left > 0 and self.lower[self.nouns[left - 1].stop : before.start] == [","]
            if between != {","} or (self.headline and left == 0):
                return True
            if before.before:
                return False
            left, steps = left + 1, steps + 1
        return False
