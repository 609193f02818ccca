"""Words beside the name that say it is a place."""

from __future__ import annotations

from geo.toponyms.candidates import Candidate, is_name
from geo.toponyms.evidence.document import Document


def after_in(candidate: Candidate, document: Document) -> float:
    """After "in" or another preposition of place."""
    return float(_preposition(candidate, document) in document.words("in"))


def after_from(candidate: Candidate, document: Document) -> float:
    """After "from", "to", "of", or a verb of going."""
    return float(_preposition(candidate, document) in document.words("from"))


def directed(candidate: Candidate, document: Document) -> float:
    """After a compass word: "eastern", "downtown", "rural"."""
    return float(candidate.before in document.words("compass"))


def before_type(candidate: Candidate, document: Document) -> float:
    """Before a word for a kind of place."""
    return float(
        document.lexicon.beside.get(candidate.after, "facility") not in {"facility", "street"}
        or candidate.source == "typed"
    )


def after_type(candidate: Candidate, document: Document) -> float:
    """After a word for a kind of place: "the city of", "the village of", "the town"."""
    line, first = candidate.line, candidate.first
    return float(
        (candidate.before == "of" and line.word(first - 2) in document.lexicon.of)
        or candidate.before in {"town", "village", "city", "province", "suburb"}
    )


def before_people(candidate: Candidate, document: Document) -> float:
    """Before a word for its people, its authorities or what stands in it."""
    return float(candidate.after in document.words("people"))


def age_then(candidate: Candidate, document: Document) -> float:
    """After a person's age: "John Doe, 42, of Swansea"."""
    line, first = candidate.line, candidate.first
    return float(candidate.before == "of" and line.word(first - 2) == "," and line.word(first - 3).isdigit())


def of_person(candidate: Candidate, document: Document) -> float:
    """Where a person is from: "Mary Brown of Swansea", "a man from Leeds"."""
    if candidate.line.word(candidate.first - 2) in document.words("headed"):
        return 0.0  # "Charles, the Prince of Wales"
    if candidate.before == "from" and candidate.line.word(candidate.first - 2) in document.words("folk"):
        return 1.0
    return float(candidate.before in {"of", "from"} and _person_ends(candidate, candidate.first - 2, document))


def party_seat(candidate: Candidate, document: Document) -> float:
    """After a party's letter: "R-Marshall"."""
    return float(candidate.before == "-" and candidate.line.word(candidate.first - 2) in document.words("party"))


def modifies(candidate: Candidate, document: Document) -> float:
    """Before a common noun: "Torrington firefighters"."""
    return float(candidate.after.islower() and candidate.line.tag(candidate.stop) in {"NN", "NNS"})


def dateline(candidate: Candidate, document: Document) -> float:
    """It stands in a dateline."""
    return float(candidate.first < document.datelines.get(candidate.line.index, 0))


def street(candidate: Candidate, document: Document) -> float:
    """A street by its type word."""
    return float(candidate.kind == "street" and candidate.source == "typed")


def built(candidate: Candidate, document: Document) -> float:
    """A building or an institution by its type word."""
    return float(candidate.kind == "facility" and candidate.source in {"typed", "opened"})


def generic(candidate: Candidate, document: Document) -> float:
    """A building named by everyday words only: "City Hall", "the Catholic Church", "a National Museum"."""
    if candidate.kind != "facility" or candidate.places:
        return 0.0
    words = candidate.line.words[candidate.first : candidate.stop - 1]
    return float(all(_is_everyday(word, document) for word in words))


def natural(candidate: Candidate, document: Document) -> float:
    """A natural feature or a district by its type word."""
    return float(candidate.source in {"typed", "opened"} and candidate.kind not in {"street", "facility"})


def framed_name(candidate: Candidate, document: Document) -> float:
    """The words around it call it a place."""
    return float(candidate.source == "framed")


def shared_type(candidate: Candidate, document: Document) -> float:
    """In a list that shares a word for a kind of place."""
    return float(candidate.source == "listed" or (candidate.line.index, candidate.first) in document.listed)


_PASSED = frozenset({"the", "both", "nearby", "downtown"})


def _preposition(candidate: Candidate, document: Document) -> str:
    line, first = candidate.line, candidate.first
    before = first - 1
    compass = document.words("compass")
    while before > first - 4 and ((word := line.word(before).lower()) in _PASSED or word in compass):
        before -= 1
    return line.word(before)


def _person_ends(candidate: Candidate, position: int, document: Document) -> bool:
    line = candidate.line
    if line.word(position) in {",", ")"}:
        position -= 1
    if line.word(position).isdigit():
        position -= 2
    before = {line.word(position - 1), line.word(position - 2), line.word(position - 3)}
    return is_name(line.word(position)) and bool(before & document.lexicon.given)


def _is_everyday(word: str, document: Document) -> bool:
    plain = word.lower()
    return (
        word in document.words("generic")
        or word in document.lexicon.demonyms
        or word in document.lexicon.stop
        or plain in document.lexicon.common
        or not plain.isalpha()
    )
