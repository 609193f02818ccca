"""What the labellers see of the words around a trigger: each word's own view, and its way to the trigger.

Only the words near the trigger are looked at. A feature is a short byte string.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from geo.tokens.features import shape_of
from geo.tokens.lexicon import kinds_of

REACH = 30  # words looked at on each side of the trigger
_FAR = (6, 9, 14, 22)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Words:
    """A tagged sentence as columns: lower-case words, lemmas, Penn tags, IOB2 names."""

    words: Sequence[str]
    lemmas: Sequence[str]
    tags: Sequence[str]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class View:
    """What is known of each word of a sentence whatever the trigger."""

    own: tuple[tuple[bytes, ...], ...]
    """Features that need no trigger."""
    kinds: tuple[str, ...]
    """Coarse class of each word: the type of its name, else its tag."""
    marks: tuple[str, ...]
    """The preposition that each word stands behind in its clause, "_" when none."""
    verbs: tuple[int, ...]
    """The nearest verb before each word, -1 when none."""
    governors: tuple[str, ...]
    """The lemma of that verb, "" when none."""
    counts: tuple[tuple[int, ...], ...]
    """Verbs, commas, nouns, prepositions, conjunctions, and clause words ("who", quotes) before each word."""


def view(sentence: Words) -> View:
    """The columns of a sentence that all its triggers share."""
    kinds = tuple(name[2:] or tag for name, tag in zip(sentence.names, sentence.tags, strict=True))
    marks, verbs = _marks(sentence)
    governors = tuple(sentence.lemmas[verb][:_LONGEST] if verb >= 0 else "" for verb in verbs)
    return View(_own(sentence, kinds), kinds, marks, verbs, governors, _counts(sentence.tags))


def relative(sentence: Words, seen: View, trigger: int) -> tuple[int, list[list[bytes]]]:
    """The first word looked at, and the features of each word from there on, relative to ``trigger``."""
    first = max(0, trigger - REACH)
    stop = min(len(sentence.words), trigger + REACH + 1)
    head = _trigger(sentence, trigger)
    rows = [[*seen.own[index], *_path(seen, index, trigger, head)] for index in range(first, stop)]
    rows[trigger - first].append(b"TRIGGER")
    return first, rows


def _own(sentence: Words, kinds: Sequence[str]) -> tuple[tuple[bytes, ...], ...]:
    lowered = ["^^", "^", *(word[:_LONGEST].lower() for word in sentence.words), "$", "$$"]
    tags = ["^", *sentence.tags, "$"]
    names = ["^", *sentence.names, "$"]
    rows = []
    for index, kind in enumerate(kinds):
        word = lowered[index + 2]
        row = (
            "b",
            f"w={word}",
            f"s3={word[-3:]}",
            f"e={names[index + 1]}|{tags[index + 1]}",
            f"k={kinds_of(word)}|{kind}|{shape_of(sentence.words[index][:_LONGEST])}",
            f"-w={lowered[index + 1]}|{kind}",
            f"+w={lowered[index + 3]}|{kind}",
            f"-t={tags[index]}|{names[index]}|{kind}",
            f"+t={tags[index + 2]}|{names[index + 2]}|{kind}",
            f"--w={lowered[index]}",
            f"++w={lowered[index + 4]}",
        )
        rows.append(tuple(feature.encode("utf-8", "replace") for feature in row))
    return tuple(rows)


def _marks(sentence: Words) -> tuple[tuple[str, ...], tuple[int, ...]]:
    marks: list[str] = []
    verbs: list[int] = []
    mark, verb = "_", -1
    for index, tag in enumerate(sentence.tags):
        marks.append(mark)
        verbs.append(verb)
        if tag in ("IN", "TO"):
            mark = sentence.words[index][:_LONGEST].lower()
        elif tag.startswith("VB"):
            mark, verb = "_", index
        elif tag in (",", ".", ":"):
            mark = mark.removesuffix(",") + ","
    return tuple(marks), tuple(verbs)


def _counts(tags: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    flags = [(tag.startswith("VB"), tag == ",", tag.startswith("NN"), tag in ("IN", "TO"), tag == "CC",
              tag in ("WP", "WDT", "WRB", "``", "''")) for tag in tags]  # fmt: skip
    columns = [accumulate((int(flag) for flag in column), initial=0) for column in zip(*flags, strict=True)]
    return tuple(zip(*columns, strict=True))


def _trigger(sentence: Words, trigger: int) -> tuple[str, str, str]:
    """The trigger's lemma, its tag with its voice ("VBNbe" is passive), and the tag before it."""
    before = sentence.lemmas[max(0, trigger - 3) : trigger]
    helper = next((lemma for lemma in reversed(before) if lemma in ("be", "have", "get", "to")), "")
    previous = sentence.tags[trigger - 1] if trigger else "^"
    return sentence.lemmas[trigger][:_LONGEST], f"{sentence.tags[trigger]}{helper}", previous


def _path(seen: View, index: int, trigger: int, head: tuple[str, str, str]) -> tuple[bytes, ...]:
    lemma, voice, previous = head
    low, high = (index, trigger) if index < trigger else (trigger, index)
    pairs = zip(seen.counts[high], seen.counts[min(low + 1, high)], strict=True)
    verbs, commas, nouns, marks, joints, clauses = (min(after - before, 3) for after, before in pairs)
    kind, mark = seen.kinds[index], seen.marks[index]
    side = "+" if index > trigger else "-"
    governed = seen.verbs[index] == trigger
    here = f"{side}{governed}|{mark}|{kind}"
    return (
        f"d={side}{_bucket(high - low)}{kind}".encode(),
        f"p={here}".encode("utf-8", "replace"),
        f"v={voice}|{here}".encode("utf-8", "replace"),
        f"n={side}{verbs}{nouns}{commas}|{kind}".encode(),
        f"m={side}{verbs}{marks}{commas}|{kind}".encode(),
        f"c={side}{verbs}{joints}{clauses}|{kind}".encode(),
        f"l={lemma}|{side}{mark}|{kind}".encode("utf-8", "replace"),
        f"g={seen.governors[index]}|{mark}|{kind}".encode("utf-8", "replace"),
        f"o={voice}|{previous}|{side}{verbs}{min(nouns, 2)}|{kind}".encode(),
    )


def _bucket(distance: int) -> int:
    return next((far for far in _FAR if distance <= far), 30) if distance > 5 else distance
