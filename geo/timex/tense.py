"""When the verb nearest to a date happens: the verb groups of a sentence, by cue words and endings.

There is no tagger here: the stage must work on plain sentences and at full speed. A group is a verb with its
auxiliaries; the nearest one to a date decides, and what stands left of the date counts as nearer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from geo.timex import lexicon

Kind = Literal["past", "future", "present", "none"]
ADVERBS = frozenset(
    {"not", "n't", "n’t", "also", "then", "still", "only", "now", "soon", "never", "all", "both", "have"}
)
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "this", "that", "these", "those", "my", "our"})
COMMAS = frozenset({",", ";", "–", "—", "--", "(", ")", ":"})
CLAUSES = frozenset(
    {
        "that",
        "which",
        "who",
        "but",
        "when",
        "because",
        "after",
        "while",
        "where",
        "if",
        "whose",
        "although",
        "though",
        "saying",
        "telling",
        "warning",
        "arguing",
    }
)
NEW_CLAUSE = frozenset({"and", "as", "before", "until", "than"})  # beyond them a verb that follows a date is another's
BEYOND = 8  # words that such a verb counts farther
NOUN_LEFT = frozenset({"the", "a", "an", "his", "their", "its", "our", "my"})
PERFECT = 6  # words over which "had" makes an infinitive one of the past: "had asked them to leave"
UNABLE = frozenset({"couldn't", "couldn’t"})
NEGATIONS = frozenset({"n't", "n’t", "not"})
INFINITIVE = 5  # words that an infinitive counts farther when it follows the date
PLURALS = frozenset(
    {"they", "we", "you", "i", "who", "people", "men", "women", "children", "police", "both", "that", "which", "then"}
)
LISTED = 6  # words between "for" and the last of the days that it names
FIXED_OVER = 9  # words between "declared" and the day that something is declared for
FAR = 99
WINDOW = 30  # words over which a verb governs a date
BESIDE = 4  # verb groups on each side that are looked at


@dataclass(frozen=True, slots=True)
class Tense:
    """What kind of time a verb group tells, the words that tell it, and how far it stands from the date."""

    kind: Kind
    cue: str
    distance: int = 0

    def __str__(self) -> str:
        return f"{self.kind} tense {self.cue!r}" if self.cue else "no verb beside it"


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: its words ``[first, last)`` and its kind."""

    first: int
    last: int
    kind: Kind
    cue: str


NONE = Tense("none", "", FAR)


@dataclass(frozen=True, slots=True)
class Verbs:
    """The words of a sentence in lower case with its verb groups and where each begins."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    starts: tuple[int, ...]


def verbs(words: Sequence[str]) -> Verbs:
    """The verb groups of a sentence in lower case."""
    found = groups(tuple(words))
    return Verbs(tuple(words), found, tuple(group.first for group in found))


def nearest(known: Verbs, first: int, last: int) -> Tense:
    """The tense of the verb group nearest to the words ``[first, last)`` of a sentence.

    >>> nearest(verbs("officials said the talks would resume monday".split()), 6, 7).kind
    'future'
    """
    at = bisect_left(known.starts, first)
    near = known.groups[max(0, at - BESIDE) : at + BESIDE]
    ranked = (_ranked(known.words, group, first, last) for group in near)
    return min((tense for tense in ranked if tense), key=lambda tense: tense.distance, default=NONE)


def _ranked(words: Sequence[str], group: Group, first: int, last: int) -> Tense | None:
    if group.last <= first:
        between, bias = words[group.last : first], 0
    elif group.first >= last:
        between, bias = words[last : group.first], INFINITIVE if group.cue.startswith(("to ", "is ", "are ")) else 1
        bias += BEYOND * _begins_clause(between)
    else:
        return None
    if len(between) > WINDOW:
        return None
    walls = sum(3 for word in between if word in COMMAS) + sum(4 for word in between if word in CLAUSES)
    return Tense(group.kind, group.cue, len(between) + walls + bias)


def _begins_clause(between: Sequence[str]) -> bool:
    """Whether a new clause begins between a date and a verb, and no second date as in "Monday and Tuesday"."""
    pairs = pairwise((*between, ""))
    return any(word in NEW_CLAUSE and not (after and _names_date(after)) for word, after in pairs)


@cache
def _sets() -> dict[str, frozenset[str]]:
    cues = lexicon.cues()
    kinds = {kind for found in cues.values() for kind in found}
    return {kind: frozenset(word for word, found in cues.items() if kind in found) for kind in kinds}


def groups(words: tuple[str, ...]) -> tuple[Group, ...]:
    """The verb groups of a sentence in lower case, left to right.

    >>> [(g.cue, g.kind) for g in groups(("it", "had", "been", "expected", "to", "arrive", "sunday"))]
    [('had been expected to arrive', 'past')]
    """
    return tuple(_groups(words))


def _groups(words: tuple[str, ...]) -> Iterator[Group]:
    index = 0
    while index < len(words):
        group = _group_at(words, index)
        if group:
            yield group
        index = group.last if group else index + 1


def _group_at(words: tuple[str, ...], index: int) -> Group | None:
    sets, word = _sets(), words[index]
    if word in sets["modal"] or word in sets["possible"]:
        return _modal(words, index)
    if word in sets["aux_had"] or word in sets["aux_have"]:
        return _having(words, index)
    if word in sets["be_past"] or word in sets["be_present"]:
        return _being(words, index)
    if word in sets["planned"]:
        return _spanned(words, index, _verb_end(words, index), "future")
    if word in sets["planned_to"] and _next(words, index) == "to":
        return _spanned(words, index, _verb_end(words, index), "future")
    if _is_put_off(words, index):
        return _spanned(words, index, index + 1, "future")
    if is_past(word) and not _is_adjective(words, index):
        return _spanned(words, index, index + 1, "past")
    return _bare(words, index)


def _is_adjective(words: tuple[str, ...], index: int) -> bool:
    """Whether a participle follows an article, as in "the wounded" and "the badly wounded"."""
    left = index - 1 - (index > 1 and words[index - 1].endswith("ly"))
    return left >= 0 and words[left] in NOUN_LEFT


def _is_put_off(words: tuple[str, ...], index: int) -> bool:
    """Whether it is "called for", "moved to", "put off until" and the like."""
    sets, word, after = _sets(), words[index], words[index + 1 : index + 3]
    if word in sets["planned_for"]:
        return after[:1] == ("for",)
    until = any(to in after for to in ("until", "till"))
    return word in sets["moved_to"] and (until or (after[:1] == ("to",) and len(after) > 1 and _is_dated(after[1])))


def _bare(words: tuple[str, ...], index: int) -> Group | None:
    sets, word = _sets(), words[index]
    if word == "to" and _next(words, index) in sets["base"]:
        blocked = index > 0 and words[index - 1] in sets["blocks_to"]
        before = words[max(0, index - PERFECT) : index]
        blocked = blocked or ("been" not in before and any(word in sets["aux_had"] for word in before))
        return _spanned(words, index, _over_be(words, index + 1), "past" if blocked else "future")
    if word in sets["present"] and _has_subject(words, index):
        return _spanned(words, index, index + 1, "present")
    return None


def _has_subject(words: tuple[str, ...], index: int) -> bool:
    """Whether a word such as "meets" or "meet" can be a verb: "leaders meet", but not "an official visit"."""
    left = words[index - 1] if index else ""
    if words[index].endswith("s"):
        return left not in DETERMINERS and not _counts(left) and not is_past(left)
    return not left or left in PLURALS or (left.endswith("s") and left not in DETERMINERS and len(left) > 2)


def _counts(word: str) -> bool:
    """Whether a word is a number, after which "ships" are things."""
    return word.isdigit() or bool(lexicon.load().value("cardinal", word))


def _modal(words: tuple[str, ...], index: int) -> Group:
    after = _next(words, index)
    perfect = (
        after in {"have", "'ve", "’ve"} or words[index] in UNABLE or (words[index] == "could" and after in NEGATIONS)
    )
    perfect = perfect or (
        words[index].startswith("would") and any(w in _sets()["withheld"] for w in words[index + 1 : index + 4])
    )
    perfect = perfect or (after in ADVERBS and _next(words, index + 1) == "have")
    return _spanned(words, index, _verb_end(words, index + 1), "past" if perfect else "future")


def _having(words: tuple[str, ...], index: int) -> Group:
    """A perfect is past, but "has been moved to" and "had been told to come" look ahead."""
    sets, ahead, stop = _sets(), words[index + 1 : index + 5], _verb_end(words, index + 1)
    pairs = list(pairwise(ahead))
    commanded = any(a in sets["commanded"] and b == "to" for a, b in pairs)
    moved = words[index] in sets["aux_have"] and any(_is_put_off(words, index + 1 + n) for n in range(len(ahead)))
    due = words[index] in sets["aux_have"] and any(a in sets["planned"] and b in {"to", "for"} for a, b in pairs)
    return _spanned(words, index, stop, "future" if commanded or moved or due else "past")


def _being(words: tuple[str, ...], index: int) -> Group:
    sets, ahead = _sets(), words[index + 1 : index + 4]
    stop = _verb_end(words, index + 1)
    if ahead[:2] == ("to", "have") or (words[index] in sets["be_past"] and ahead[:1] == ("originally",)):
        return _spanned(words, index, min(len(words), index + 4), "past")
    planned = any(word in sets["planned"] for word in ahead[:2]) or "to" in ahead[:1]
    planned = planned or any(a in sets["planned_for"] and b == "for" for a, b in pairwise(ahead))
    planned = planned or any(_is_put_off(words, index + 1 + n) for n in range(len(ahead)))
    planned = planned or any(a in sets["planned_to"] and b == "to" for a, b in pairwise(ahead))
    if planned:
        return _spanned(words, index, stop, "future")
    return _spanned(words, index, stop, "past" if words[index] in sets["be_past"] else "present")


def _verb_end(words: tuple[str, ...], index: int) -> int:
    """Where the verb ends that begins at ``index``: over "be", adverbs, the main verb, and "to" with its verb."""
    sets = _sets()
    while index < len(words) and (words[index] in ADVERBS or words[index] in sets["be"] or words[index].endswith("ly")):
        index += 1
    if index < len(words) and _is_verb(words[index]):
        index += 1
    if index + 1 < len(words) and words[index] == "to" and not _is_dated(words[index + 1]):
        index = _over_be(words, index + 1)
    return index


def _is_dated(word: str) -> bool:
    """Whether a word after "to" is no verb but a date or the begin of a noun."""
    return word in DETERMINERS or _names_date(word)


def _names_date(word: str) -> bool:
    known = lexicon.load()
    return word[0].isdigit() or bool(known.value("weekday", word) or known.value("month", word))


def is_fixed(known: Verbs, first: int) -> bool:
    """Whether the word at ``first`` is what something is set for: "declared a day of mourning for Tuesday".

    >>> is_fixed(verbs("they called a rally for friday".split()), 5)
    True
    """
    at = first - 1
    while first - at <= LISTED and at > 0 and (known.words[at] in {"and", "or", ","} or _names_date(known.words[at])):
        at -= 1
    if at < 1 or known.words[at] != "for":
        return False
    near = known.words[max(0, at - FIXED_OVER) : at]
    fixed = max((index for index, word in enumerate(near) if word in _sets()["fixed_for"]), default=-1)
    return fixed >= 0 and not any(word in COMMAS or word in CLAUSES or is_past(word) for word in near[fixed + 1 :])


def _over_be(words: tuple[str, ...], index: int) -> int:
    if words[index] in {"be", "have"} and index + 1 < len(words) and _is_verb(words[index + 1]):
        return index + 2
    return index + 1


def _is_verb(word: str) -> bool:
    sets = _sets()
    return (
        word.endswith(("ed", "ing"))
        or any(word in sets[kind] for kind in ("past", "base", "planned", "planned_to", "present"))
    ) and word not in DETERMINERS


def is_past(word: str) -> bool:
    """Whether a word in lower case looks like a verb in the past."""
    sets = _sets()
    return word in sets["past"] or (word.endswith("ed") and len(word) > 3 and word not in sets["not_past"])


def _next(words: tuple[str, ...], index: int) -> str:
    return words[index + 1] if index + 1 < len(words) else ""


def _spanned(words: tuple[str, ...], first: int, last: int, kind: Kind) -> Group:
    last = max(last, first + 1)
    return Group(first, last, kind, " ".join(words[first:last]))
