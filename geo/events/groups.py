"""The noun groups and verb groups of a sentence, from its part-of-speech tags alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.events import ontology

NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
INNER = NOMINAL | {"DT", "PDT", "CD", "JJ", "JJR", "JJS", "PRP$", "POS", "$", "#", "SYM", "HYPH", "ADD", "NFP", "AFX"}
VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE = frozenset({"past", "present", "modal"})
AUXILIARY = frozenset({"be", "have", "do", "get"})
NEGATION = frozenset({"not", "n't", "n’t", "never", "no"})
PREPOSITIONS = frozenset({"IN", "TO"})
RELATIVE = frozenset({"who", "which", "that", "whom", "where", "whose"})
ENDS = frozenset('.!?”")…')
LONGEST = 300  # tokens of a sentence that are read: no sentence of news is longer, a hostile one may be
CLAUSAL = frozenset({"after", "before", "since", "until", "as", "than"})  # prepositions that also open a clause
BEFORE_NOUN = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "its", "their", "of", "in", "on", "at", "by", "to"}
)
AFTER_VERB = NOMINAL | {"DT", "CD", "JJ", "RB"}
APPROXIMATE = frozenset({"about", "around", "nearly", "almost", "over", "some", "approximately"})
PERIODS = frozenset(
    {"week", "month", "year", "day", "weekend", "night", "spring", "summer", "autumn", "winter", "next"}
)
COMPASS = frozenset({"north", "south", "east", "west"})
SUBORDINATORS = frozenset(
    {"if", "unless", "when", "while", "after", "before", "because", "since", "until", "as", "although", "though",
     "whether", "once", "where"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NounGroup:
    """Tokens ``[start, stop)`` with the head noun's position; ``before`` is the preposition that governs it, or ""."""

    start: int
    stop: int
    head: int
    before: str


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Tokens ``[start, stop)`` of a verb with its auxiliaries; ``head`` is the verb that carries the meaning.

    ``form`` is "past", "present", "modal", "infinitive", "participle" (a bare past participle) or "gerund".
    """

    start: int
    stop: int
    head: int
    form: str
    modal: str
    passive: bool
    negated: bool


def mended(tags: list[str], lower: list[str]) -> list[str]:
    """The tags, with one verb made finite in a sentence that has none: "A ferry sank/NN", "NATO, U.S. warn/NN Russia"."""
    tags = [_retagged(tags, lower, i) for i in range(len(tags))]
    if any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in tags):
        return tags
    for tag, is_verb in MENDINGS:
        position = next((i for i in range(1, len(tags)) if is_verb(tags, lower, i)), -1)
        if position >= 0:
            return [*tags[:position], tag, *tags[position + 1 :]]
    return tags


def _retagged(tags: list[str], lower: list[str], i: int) -> str:
    """The tag of one word, a past tagged as present and an adjective tagged as gerund put right."""
    if (tags[i] == "VBP" and _is_past(tags, lower, i)) or (
        tags[i] in {"VB", "NN", "IN"} and _is_only_past(tags, lower, i)
    ):
        return "VBD"
    for tag, is_so in RETAGGINGS:
        if i > 1 and is_so(tags, lower, i):
            return tag
    before_noun = i + 1 < len(tags) and tags[i + 1] in NOMINAL
    return "JJ" if tags[i] == "VBG" and before_noun and lower[i] in ontology.words("lists", "adjective") else tags[i]


def _is_past_after_adverb(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether a participle is a past after a subject and an adverb: "gunmen then opened/VBN fire"."""
    adverb = tags[i - 1] == "RB" and lower[i - 1] in ontology.words("lists", "adverb of time")
    return tags[i] == "VBN" and adverb and tags[i - 2] in NOMINAL | {"PRP", ",", "CC"}


def _is_noun_in_ly(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether what looks like an adverb is a noun: "a rally/RB in front of the club"."""
    after = tags[i + 1] if i + 1 < len(tags) else "."
    return tags[i] == "RB" and lower[i].endswith("ly") and tags[i - 1] == "DT" and after in {"IN", ".", ",", "TO", "CC"}


def _is_due_verb(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether a noun after "due to", "set to" is what will be done: "is due to land/NN in Arica"."""
    if tags[i] != "NN" or lower[i - 1] != "to" or lower[i - 2] not in DUE or i + 1 >= len(tags):
        return False
    return tags[i + 1] in {"IN", "DT", "CD", "RB", "PRP$"} and _is_known_verb("NN", lower[i])


def _is_due_to(tags: list[str], lower: list[str], i: int) -> bool:
    return lower[i] == "to" and i + 1 < len(tags) and _is_due_verb(tags, lower, i + 1)


DUE = frozenset({"due", "set", "ready", "about", "scheduled", "expected"})
RETAGGINGS: tuple[tuple[str, Callable[[list[str], list[str], int], bool]], ...] = (
    ("VBD", _is_past_after_adverb),
    ("NN", _is_noun_in_ly),
    ("VB", _is_due_verb),
    ("TO", _is_due_to),
)


def _is_only_past(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether a word after a noun is a past form that is no other verb's base: "a quake shook/VB the town"."""
    known = lower[i] in ontology.irregular_pasts() and ("v", lower[i]) not in ontology.triggers()
    noun = tags[i] in NOMINAL and lower[i] in ontology.words("lists", "past or noun")
    return i > 0 and tags[i - 1] in NOMINAL | {","} and known and not noun


def _is_past(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether a verb tagged as present is past: "struck", or "beat" after a singular noun, whose present is "beats"."""
    singular = i > 0 and tags[i - 1] in {"NN", "NNP"} and lower[i] in ontology.unchanging()
    return lower[i] in ontology.irregular_pasts() or singular


def _is_irregular_past(tags: list[str], lower: list[str], i: int) -> bool:
    if tags[i] in VERBAL - {"VB"} | {"DT"} or lower[i - 1] in BEFORE_NOUN:
        return False
    return lower[i] in ontology.irregular_pasts() or _is_unchanging_past(tags, lower, i)


def _is_unchanging_past(tags: list[str], lower: list[str], i: int) -> bool:
    """Whether a verb whose past looks like its present follows its subject: "the quake hit at noon", "the Oder burst its banks"."""
    if lower[i] not in ontology.unchanging() or tags[i - 1] not in NOMINAL:
        return False
    after = tags[i + 1] if i + 1 < len(tags) else ""
    return tags[i] not in NOMINAL or after in {"DT", "PRP$", "PRP", "CD", "IN", "TO", "RB"}


def _is_bare_participle(tags: list[str], lower: list[str], i: int) -> bool:
    return tags[i] == "VBN" and tags[i - 1] in NOMINAL | {"RB", "PRP", "CD"} and lower[i] != "been"


def _is_regular_past(tags: list[str], lower: list[str], i: int) -> bool:
    if not lower[i].endswith("ed") or tags[i] not in {"JJ", "NN"} or i + 1 >= len(tags):
        return False
    return tags[i + 1] in {"DT", "PRP$", "CD", "NNP"} and tags[i - 1] in NOMINAL | {"JJ"}


def _is_headline_present(tags: list[str], lower: list[str], i: int) -> bool:
    if tags[i] not in {"NN", "NNS", "VB"} or tags[i - 1] not in NOMINAL or i + 1 >= len(tags):
        return False
    return tags[i + 1] in AFTER_VERB and _is_known_verb(tags[i], lower[i])


MENDINGS: tuple[tuple[str, Callable[[list[str], list[str], int], bool]], ...] = (
    ("VBD", _is_irregular_past),
    ("VBD", _is_bare_participle),
    ("VBD", _is_regular_past),
    ("VBP", _is_headline_present),
)


def _is_known_verb(tag: str, word: str) -> bool:
    lemma = word.removesuffix("s") if tag == "NNS" else word
    return any(not t.weak and len(t.words) == 1 for t in ontology.triggers().get(("v", lemma), ()))


def positions(groups: Sequence[NounGroup | VerbGroup], size: int) -> list[int]:
    """For each token the index of the group that holds it, -1 where none does."""
    found = [-1] * size
    for index, group in enumerate(groups):
        found[group.start : group.stop] = [index] * (group.stop - group.start)
    return found


def verb_groups(tags: list[str], lemmas: list[str]) -> Iterator[VerbGroup]:
    """The verb groups, from left to right, never overlapping."""
    position = 0
    while position < len(tags):
        stop = _verb_stop(tags, lemmas, position)
        if stop > position:
            yield _verb_group(tags, lemmas, position, stop)
        position = max(stop, position + 1)


def _verb_stop(tags: list[str], lemmas: list[str], start: int) -> int:
    """Where the verb group that begins at ``start`` ends; ``start`` itself where none begins."""
    position, last = _opening(tags, start), start
    while 0 <= position < len(tags):
        tag = tags[position]
        if tag == "MD" or tag in VERBAL:
            last = position + 1
            if tag != "MD" and lemmas[position] not in AUXILIARY:
                break
        elif tag != "RB":
            break
        position += 1
    return last


def _opening(tags: list[str], start: int) -> int:
    """Where the verbs of a group that begins at ``start`` begin, past a "to"; -1 where none begins."""
    if tags[start] == "TO":
        position = start + 1
        while position < len(tags) and tags[position] == "RB":
            position += 1
        return position if position < len(tags) and tags[position] == "VB" else -1
    verbal = tags[start] in VERBAL or tags[start] == "MD"
    return start if verbal and not _modifies_noun(tags, start) else -1


def _modifies_noun(tags: list[str], position: int) -> bool:
    """Whether a participle stands before a noun as its adjective: "the injured men", "riot training camps"."""
    if tags[position] not in {"VBN", "VBG"} or position + 1 >= len(tags) or tags[position + 1] not in NOMINAL | {"JJ"}:
        return False
    return position > 0 and tags[position - 1] in {"DT", "JJ", "PRP$", "CD", "POS", "RB", "HYPH"}


def _verb_group(tags: list[str], lemmas: list[str], start: int, stop: int) -> VerbGroup:
    verbal = [i for i in range(start, stop) if tags[i] in VERBAL]
    head = verbal[-1] if verbal else stop - 1
    helpers = [lemmas[i] for i in range(start, head)]
    modal = next((lemmas[i] for i in range(start, stop) if tags[i] == "MD"), "")
    passive = tags[head] in {"VBN", "VBD"} and bool({"be", "get"} & set(helpers))
    bare = not any(i in AUXILIARY for i in helpers)
    form = _form(tags, start, head, modal, bare=bare)
    passive = passive or form == "participle"
    negated = any(lemmas[i] in NEGATION for i in range(start, stop)) or (start > 0 and lemmas[start - 1] in NEGATION)
    return VerbGroup(start, stop, head, form, modal, passive, negated)


def _form(tags: list[str], start: int, head: int, modal: str, *, bare: bool) -> str:
    if tags[start] == "TO":
        return "infinitive"
    if modal:
        return "modal"
    first = next(tags[i] for i in range(start, head + 1) if tags[i] in VERBAL)
    if bare and first == "VBN":
        return "past" if _is_past_in_disguise(tags, start, head) else "participle"
    if first == "VBG":
        return "gerund"
    if first in {"VBD", "VBN"}:
        return "past"
    return "infinitive" if first == "VB" and start > 0 else "present"


def _is_past_in_disguise(tags: list[str], start: int, head: int) -> bool:
    """Whether a bare past participle is a simple past that the tagger mistook: it has an object or a pronoun subject."""
    after = tags[head + 1] if head + 1 < len(tags) else ""
    return start > 0 and (tags[start - 1] == "PRP" or after in {"NN", "NNS", "NNP", "DT", "CD", "PRP$", "PRP", "$"})


def noun_groups(tags: list[str], lower: list[str], verb_at: list[int]) -> Iterator[NounGroup]:
    """The noun groups, from left to right, never overlapping; ``verb_at`` are the verb groups' tokens."""
    position = 0
    while position < len(tags):
        stop = position
        while stop < len(tags) and _is_inner(tags, lower, verb_at, position, stop):
            stop += 1
        if stop > position and _is_group(tags, position, stop):
            yield NounGroup(position, stop, _head(tags, position, stop), _preposition(tags, lower, position))
        position = max(stop, position + 1)


def _is_inner(tags: list[str], lower: list[str], verb_at: list[int], start: int, position: int) -> bool:
    tag = tags[position]
    if tag in {"PRP", "EX"}:
        return start == position
    if verb_at[position] >= 0 or (start < position and _begins_anew(tags, lower, start, position)):
        return False
    if tag in {"VBN", "VBG"}:
        return True  # not a verb group: it modifies the noun that follows
    if tag in {"RB", "RBR", "RBS", "IN"}:
        return position + 1 < len(tags) and _is_inner_adverb(tags, lower, start, position)
    return tag in INNER or (lower[position] == "-" and start < position)


def _begins_anew(tags: list[str], lower: list[str], start: int, position: int) -> bool:
    """Whether a token cannot go on with the group: after a pronoun, or a determiner after a noun."""
    if tags[position - 1] in NOMINAL and _begins_date(lower, position):
        return True  # "visit Lisbon next week"
    determiner = tags[position] in {"DT", "PRP$", "PDT"} and tags[position - 1] in NOMINAL | {"CD"}
    return determiner or tags[start] in {"PRP", "EX"}


def _begins_date(lower: list[str], position: int) -> bool:
    """Whether a date begins at a token: "Monday", "next week"."""
    dates = ontology.words("lists", "date word")
    if lower[position] in dates:
        return True
    after = lower[position + 1] if position + 1 < len(lower) else ""
    return lower[position] in {"next", "last", "early", "late"} and (after in dates or after in PERIODS)


def _is_inner_adverb(tags: list[str], lower: list[str], start: int, position: int) -> bool:
    """Whether an adverb belongs to a noun group: "about 70 people", "its longest ever flight", "North Korean"."""
    after = tags[position + 1]
    if lower[position] in APPROXIMATE:
        return after in {"CD", "$"}
    if lower[position] in COMPASS:
        return after in INNER
    inside = start < position and tags[position - 1] in {"DT", "JJS", "PRP$", "JJ", "CD"}
    return inside and tags[position] != "IN" and after in NOMINAL | {"JJ", "JJS", "CD"}


def _is_group(tags: list[str], start: int, stop: int) -> bool:
    return any(tags[i] in NOMINAL or tags[i] in {"PRP", "EX", "CD", "DT"} for i in range(start, stop))


def _head(tags: list[str], start: int, stop: int) -> int:
    nominal = [i for i in range(start, stop) if tags[i] in NOMINAL]
    return nominal[-1] if nominal else stop - 1


def _preposition(tags: list[str], lower: list[str], start: int) -> str:
    before = start - 1
    while before >= 0 and tags[before] in {"RB", "``", "JJS"}:
        before -= 1
    if (
        before < 0
        or tags[before] not in PREPOSITIONS
        or lower[before] == "that"
        or _only_rounds(tags, lower, start, before)
    ):
        return ""
    return lower[before] if lower[before] not in SUBORDINATORS - CLAUSAL else ""


def _only_rounds(tags: list[str], lower: list[str], start: int, before: int) -> bool:
    """Whether a preposition only rounds a number: "at least 10", "up to 300", "more than 40", "as many as 20"."""
    if lower[start] in {"least", "most"} or lower[before + 1 : start] in (["least"], ["most"]):
        return True
    rounding = before > 0 and lower[before - 1] in {"up", "more", "less", "fewer", "many", "close", "over", "nearer"}
    return rounding and tags[start] in {"CD", "$"}
