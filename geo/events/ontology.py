"""The ontology of events and its lexicons: ``data/events/*.csv``, read once.

Types follow PLOVER (16 types of political interaction) and add what news tells besides: statement, disaster,
accident, crime, legal, election, weapons test, movement, training, intelligence, health, economy, culture and sport.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geo.settings import DATA


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of ``types.csv``: an id, its label, family, glyph, quad class ("" outside politics) and PLOVER name."""

    id: str
    label: str
    family: str
    glyph: str
    quad: str
    plover: str
    definition: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of ``triggers.csv``: a verb ("v") or noun ("n") phrase in lemmas that tells an event of a type.

    ``objects`` and ``subjects`` are classes of ``classes.csv`` that what is acted upon, or who acts, must belong to;
    empty means anything. A weak trigger tells an event only with a place, a date, a number or an actor beside it.
    """

    words: tuple[str, ...]
    pos: str
    type: str
    mode: str
    objects: frozenset[str]
    subjects: frozenset[str]
    weak: bool


@cache
def types() -> Mapping[str, EventType]:
    """The event types by id, in the order of the file.

    >>> types()["weapons_test"].label
    'Weapons test'
    """
    return {row["id"]: EventType(**row) for row in rows("types")}


@cache
def triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """The triggers by part of speech and first word, longest and most constrained first.

    >>> sorted({t.type for t in triggers()["v", "launch"] if "missile" in t.objects})
    ['assault', 'weapons_test']
    """
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows("triggers"):
        trigger = _trigger(row)
        found.setdefault((trigger.pos, trigger.words[0]), []).append(trigger)
    return {key: tuple(sorted(several, key=_specificity)) for key, several in found.items()}


def _trigger(row: Mapping[str, str]) -> Trigger:
    return Trigger(
        tuple(row["phrase"].replace("-", " ").split()),
        row["pos"],
        row["type"],
        row["mode"],
        frozenset(row["object"].split("|")) - {""},
        frozenset(row["subject"].split("|")) - {""},
        row["strength"] == "weak",
    )


def _specificity(trigger: Trigger) -> tuple[int, int]:
    return -len(trigger.words), -bool(trigger.objects) - bool(trigger.subjects)


@cache
def classes_of() -> Mapping[str, frozenset[str]]:
    """The classes that a lemma belongs to.

    >>> "missile" in classes_of()["icbm"]
    True
    """
    found: dict[str, set[str]] = {}
    for row in rows("classes"):
        for lemma in row["lemmas"].split("|"):
            found.setdefault(lemma, set()).add(row["class"])
    return {lemma: frozenset(names) for lemma, names in found.items()}


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The words of lexicon ``name`` whose kind is ``kind``.

    >>> "say" in words("speech", "neutral")
    True
    """
    return frozenset(row["word"] for row in rows(name) if row["kind"] == kind)


@cache
def kind_of(name: str) -> Mapping[str, str]:
    """The kind of each word of lexicon ``name``.

    >>> kind_of("speech")["deny"]
    'deny'
    """
    return {row["word"]: row["kind"] for row in rows(name)}


@cache
def irregular_pasts() -> Mapping[str, str]:
    """The verb of each irregular past form that a trigger may take ("sank": "sink")."""
    with (DATA / "lexicon" / "irregular_verbs.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["lemma"], row["past"].split("|")) for row in csv.DictReader(file)]
    pairs += [(row["kind"], [row["word"]]) for row in rows("pasts")]
    known = [(lemma, pasts) for lemma, pasts in pairs if ("v", lemma) in triggers() and lemma not in {"be", "have"}]
    return {past: lemma for lemma, pasts in known for past in pasts if past not in {lemma, ""}}


@cache
def unchanging() -> frozenset[str]:
    """The verbs whose past looks like their present ("beat", "hit", "cut")."""
    with (DATA / "lexicon" / "irregular_verbs.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["lemma"] for row in csv.DictReader(file) if row["lemma"] in row["past"].split("|"))


def verb_lemma(lemma: str) -> str:
    """A verb's lemma as the triggers spell it, a lost final "e" put back: "fre" is "free"."""
    known = triggers()
    if ("v", lemma) in known or not lemma:
        return lemma
    if ("v", f"{lemma}e") in known:
        return f"{lemma}e"
    return lemma[:-1] if lemma.endswith("ck") and ("v", lemma[:-1]) in known else lemma


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/events/NAME.csv``."""
    with (DATA / "events" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
