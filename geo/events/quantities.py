"""Counted things of an event: "at least 23 people were killed and 40 injured", "8,000 troops", "1,200 ... per day"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.events import ontology
from geo.events.clauses import Clauses
from geo.events.groups import NOMINAL
from geo.model import Quantity

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12, "dozens": 24, "tens": 20, "hundreds": 200, "thousands": 2000, "hundred": 100,
}  # fmt: skip
SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "m": 1e6,
    "dozen": 12.0,
}
VAGUE = frozenset({"tens", "dozens", "hundreds", "thousands"})
AT_LEAST = frozenset({"least", "over", "than", "above", "exceeding", "minimum"})
CURRENCY = frozenset({"$", "£", "€", "us$", "a$", "c$", "¥"})
MONTHS = frozenset(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec."])  # fmt: skip
CASUALTY_ROLES = frozenset(
    {"casualties", "killed", "injured", "missing", "arrested", "displaced", "kidnapped", "rescued", "infected"}
)
SOFT_ROLES = frozenset({"troops", "participants", "affected"})
HURT = frozenset({"dead", "killed", "wounded", "injured", "hurt", "casualties"})
SHAPE = re.compile(r"\d[\d,.]{0,18}$")


def find(clauses: Clauses) -> tuple[Quantity, ...]:
    """The quantities of a sentence in reading order, each with the role that its noun or its verb gives it.

    Counts of time, distance and age are no quantities of an event.
    """
    return tuple(_read(clauses))


def _read(clauses: Clauses) -> Iterator[Quantity]:
    position = 0
    while position < len(clauses.tokens):
        value, stop = _number(clauses, position)
        if value is None or _is_date_or_time(clauses, position, stop):
            position += 1
            continue
        quantity = _quantity(clauses, position, stop, value)
        if quantity is not None:
            yield quantity
        position = stop


def _number(clauses: Clauses, position: int) -> tuple[float | None, int]:
    word = clauses.lower[position]
    value = _plain(word)
    if value is None and word not in VAGUE | {"a"}:
        return None, position
    if word == "a":
        after = clauses.lower[position + 1] if position + 1 < len(clauses.lower) else ""
        return (
            (SCALES[after], position + 2) if after in {"dozen", "hundred", "thousand", "million"} else (None, position)
        )
    stop = position + 1
    value = float(WORDS[word]) if value is None else value
    if clauses.lower[position + 1 : position + 3] == ["of", "thousands"]:
        return value * 1000, position + 3  # "tens of thousands", "hundreds of thousands"
    while stop < len(clauses.lower) and (clauses.lower[stop] in SCALES or clauses.lower[stop] == "-"):
        if clauses.lower[stop] == "-" and (stop + 1 >= len(clauses.lower) or clauses.lower[stop + 1] not in WORDS):
            break
        value = (
            value + WORDS[clauses.lower[stop + 1]]
            if clauses.lower[stop] == "-"
            else value * SCALES[clauses.lower[stop]]
        )
        stop += 2 if clauses.lower[stop] == "-" else 1
    return value, stop


def _plain(word: str) -> float | None:
    if SHAPE.match(word):
        try:
            return float(word.rstrip(".,").replace(",", ""))
        except ValueError:
            return None
    return float(WORDS[word]) if word in WORDS and word not in VAGUE else None


def _is_date_or_time(clauses: Clauses, start: int, stop: int) -> bool:
    before = clauses.lower[start - 1] if start else ""
    after = clauses.lower[stop] if stop < len(clauses.lower) else ""
    if before in MONTHS or after in MONTHS or after in {"-", "–", ":"} or before in {"-", "–", "aged", "age"}:
        return True
    bare_year = clauses.lower[start].isdigit() and 1500 <= int(clauses.lower[start]) <= 2100
    return bare_year and (before in {"in", "of", "since", "until", "by", "the", "from", ","} or after in {",", ".", ""})


def _quantity(clauses: Clauses, start: int, stop: int, value: float) -> Quantity | None:
    noun = _counted(clauses, start, stop)
    lemma = clauses.lemmas[noun] if noun >= 0 else ""
    money = start > 0 and clauses.lower[start - 1] in CURRENCY
    if lemma in ontology.words("lists", "unit") or (
        stop < len(clauses.lower) and clauses.lower[stop] in {"%", "percent", "per", "kg", "km"} and noun < 0
    ):
        return None
    role = "money" if money else _role(clauses, start, stop, noun, lemma)
    if not role:
        return None
    around = clauses.lower[max(0, start - 3) : start]
    at_least = bool(AT_LEAST & set(around)) or clauses.lower[start] in VAGUE
    unit = clauses.lower[start - 1].upper() if money else lemma
    last = noun + 1 if noun >= stop else stop
    return Quantity(role, value, clauses.span(start, last), unit, at_least, _rate(clauses, last))


def _counted(clauses: Clauses, start: int, stop: int) -> int:
    """The noun that is counted, -1 where none follows: "23 people", "dozens of civilians", "10,000 North Korean troops"."""
    position = stop
    if position < len(clauses.lower) and clauses.lower[position] == "of":
        position += 1
    found = -1
    while position < len(clauses.tags) and position - stop < 6:
        tag = clauses.tags[position]
        if tag in NOMINAL:
            found = position
        elif tag not in {"JJ", "JJR", "DT", "PRP$", "HYPH", "RB"} or (found >= 0 and tag in {"DT", "RB"}):
            break
        position += 1
    return found


def _role(clauses: Clauses, start: int, stop: int, noun: int, lemma: str) -> str:
    """The verb's role for people ("23 people were killed"), else the noun's own ("8,000 troops", "18 deaths")."""
    if _both_hurt(clauses, stop):
        return "casualties"
    own = ontology.kind_of("quantity_roles").get(lemma, "")
    persons = ontology.words("lists", "person")
    if own in CASUALTY_ROLES or (own and lemma not in persons and own not in SOFT_ROLES):
        return own
    plural = noun < 0 or clauses.tags[noun] in {"NNS", "NNP", "NNPS"}
    if plural or lemma in persons or own in SOFT_ROLES:
        return _role_by_verb(clauses, start, max(stop, noun + 1)) or own
    return ""


def _both_hurt(clauses: Clauses, stop: int) -> bool:
    """Whether the dead and the hurt are counted together: "1,200 wounded and dead"."""
    words = clauses.lower[stop : stop + 3]
    return len(words) > 2 and words[1] in {"and", "or"} and {words[0], words[2]} <= HURT


def _role_by_verb(clauses: Clauses, start: int, stop: int) -> str:
    roles = ontology.kind_of("quantity_roles")
    for position in range(stop, min(stop + 4, len(clauses.tags))):
        lemma = clauses.lemmas[position]
        role = roles.get(lemma, "") or roles.get(clauses.lower[position], "")
        if role in CASUALTY_ROLES | {"participants"} and clauses.tags[position] in {"VBN", "VBD", "JJ", "VBP", "VBZ"}:
            return role
        if clauses.tags[position] not in {"VBD", "VBP", "VBZ", "VBN", "RB", "JJ", "MD", "VB"}:
            break
    for position in range(start - 1, max(-1, start - 9), -1):
        role = roles.get(clauses.lemmas[position], "")
        if role in CASUALTY_ROLES and clauses.tags[position] in {"VB", "VBD", "VBG", "VBN", "VBZ", "VBP"}:
            return role
        if clauses.tags[position] in {"VBD", "VBZ", ",", ".", "WRB", "WP", "WDT", "CC"} and not role:
            break
    return ""


def _rate(clauses: Clauses, stop: int) -> str:
    for position in range(stop, min(stop + 6, len(clauses.lower) - 1)):
        if clauses.lower[position] in {"per", "a", "each", "every"} and clauses.lower[position + 1] in {
            "day",
            "week",
            "month",
            "year",
            "hour",
        }:
            return clauses.lower[position + 1]
        if clauses.tags[position] in {".", ","}:
            break
    return "day" if stop < len(clauses.lower) and clauses.lower[stop] == "daily" else ""
