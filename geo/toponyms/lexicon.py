"""The word lists of recognition: ``data/toponyms/*.csv`` and the demonyms of ``data/overlay``, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.settings import DATA

FOLDER = DATA / "toponyms"
OVERLAY = DATA / "overlay"


def rows(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a table, as written.

    >>> rows(FOLDER / "place_types.csv")[0]["word"]
    'County'
    """
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


# Peoples without a land of their own, and words that are more often a person's name.
OTHER_SEATS = frozenset(
    {"Brussels", "Kiev", "Tel Aviv", "Delhi", "The Hague", "Geneva", "Strasbourg", "Rangoon", "Yangon"}
)
NOT_OF_A_PLACE = frozenset({"Tamil", "Tamils", "Arab", "Arabs", "Norman", "Normans", "Fleming", "Flemings", "Roman"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What recognition knows about words.

    ``stop`` gives the reason why a name is never a place; ``after`` and ``before`` give the kind of place that a type
    word makes of the words beside it, ``beside`` of a known name before it, ``of`` of the name after it, and ``lists``
    of a list of names before it; ``bodies`` gives the kind of body that a word makes of it;
    ``contexts`` gathers words that may stand beside a
    name by what they say of it; ``demonyms`` gives the place whose people or things a word describes; ``evidence`` weighs the rules.
    """

    stop: dict[str, str]
    doubtful: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    surnames: dict[str, int]
    titles: frozenset[str]
    after: dict[str, str]
    before: dict[str, str]
    beside: dict[str, str]
    of: dict[str, str]
    lists: dict[str, str]
    bodies: dict[str, str]
    saying: frozenset[str]
    contexts: dict[str, frozenset[str]]
    demonyms: dict[str, str]
    abbreviations: frozenset[str]
    powers: frozenset[str]
    capitals: frozenset[str]
    capital_of: dict[str, str]
    evidence: dict[str, float]
    words: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The word lists.

    >>> lexicon().demonyms["Ukrainian"], lexicon().of["village"], lexicon().bodies["Globe"]
    ('Ukraine', 'city', 'press')
    """
    stop = {row["name"]: row["why"] for row in _table("stop_names")}
    types = _table("place_types")
    return Lexicon(
        stop={name: why for name, why in stop.items() if why != "doubtful"},
        doubtful=frozenset(name for name, why in stop.items() if why == "doubtful"),
        common=_column("common_words", "word"),
        given=_column("given_names", "name"),
        surnames={row["name"]: int(row["rank"]) for row in _table("surnames")},
        titles=_column("person_titles", "title"),
        after=_kinds(types, "after"),
        before=_kinds(types, "before"),
        beside=_kinds(types, "after") | _kinds(types, "beside"),
        of=_kinds(types, "of"),
        lists=_kinds(types, "list"),
        bodies={row["word"]: row["effect"] for row in _table("org_words")},
        saying=_column("metonym_verbs", "verb"),
        contexts=_contexts(),
        demonyms=_demonyms(),
        abbreviations=_abbreviations(),
        powers=_powers(),
        capitals=frozenset(row["capital"].split(",")[0] for row in rows(OVERLAY / "countries.csv")) | OTHER_SEATS,
        capital_of={row["iso2"]: row["capital"].split(",")[0] for row in rows(OVERLAY / "countries.csv")},
        evidence={row["rule"]: float(row["weight"]) for row in _table("evidence")},
        words={row["rule"]: row["words"] for row in _table("evidence")},
    )


def _table(name: str) -> tuple[dict[str, str], ...]:
    return rows(FOLDER / f"{name}.csv")


def _column(name: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in _table(name))


def _contexts() -> dict[str, frozenset[str]]:
    table = _table("contexts")
    return {
        name: frozenset(row["word"] for row in table if row["context"] == name)
        for name in {row["context"] for row in table}
    }


def _kinds(types: tuple[dict[str, str], ...], where: str) -> dict[str, str]:
    return {row["word"]: row["kind"] for row in types if row["where"] == where}


def _cell(row: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in row.get(column, "").split("|") if value.strip())


def _demonyms() -> dict[str, str]:
    # The countries come last: "Indian" is of India before any region's namesake.
    tables = (rows(OVERLAY / f"{name}.csv") for name in ("areas", "regions", "countries"))
    found = {demonym: row["name"] for table in tables for row in table for demonym in _cell(row, "demonyms")}
    kept = {demonym: place for demonym, place in found.items() if demonym not in NOT_OF_A_PLACE}
    return kept | {row["demonym"]: row["place"] for row in _table("demonyms")}


def _abbreviations() -> frozenset[str]:
    tables = (rows(OVERLAY / f"{name}.csv") for name in ("regions", "countries"))
    return frozenset(short for table in tables for row in table for short in _cell(row, "abbreviations"))


def _powers() -> frozenset[str]:
    facilities = (row for row in rows(OVERLAY / "facilities.csv") if row["stands_for"])
    return frozenset(name for row in facilities for name in (row["name"], *_cell(row, "aliases")))
