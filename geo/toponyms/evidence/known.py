"""What the gazetteer knows of the name."""

from __future__ import annotations

from geo.toponyms.candidates import Candidate
from geo.toponyms.evidence.document import LARGE_AREAS, Document, kinds


def bias(candidate: Candidate, document: Document) -> float:
    """Any capitalised name."""
    return 1.0


def country(candidate: Candidate, document: Document) -> float:
    """The name of a country."""
    return float("country" in kinds(candidate))


def first_level(candidate: Candidate, document: Document) -> float:
    """The name of a state or province."""
    return float(any(place.kind == "admin1" and place.population >= 500_000 for place in candidate.places[:3]))


def small_region(candidate: Candidate, document: Document) -> float:
    """The name of a small province."""
    return float("admin1" in kinds(candidate) and not first_level(candidate, document))


def second_level(candidate: Candidate, document: Document) -> float:
    """The name of a county or district."""
    return float("admin2" in kinds(candidate) and " " in candidate.text)


def large_area(candidate: Candidate, document: Document) -> float:
    """The name of a sea, a river, a range or a region."""
    return float(bool(kinds(candidate) & LARGE_AREAS))


def abbreviation(candidate: Candidate, document: Document) -> float:
    """A known abbreviation of a country or state."""
    return float(candidate.text in document.lexicon.abbreviations)


def power(candidate: Candidate, document: Document) -> float:
    """A building that stands for a power."""
    return float(
        candidate.text in document.lexicon.powers or candidate.text.partition(" ")[2] in document.lexicon.powers
    )


def capital(candidate: Candidate, document: Document) -> float:
    """The capital of a country."""
    return float(candidate.text in document.lexicon.capitals)


def great_city(candidate: Candidate, document: Document) -> float:
    """The name of a city of more than 300,000 people."""
    return float(_population(candidate) > 300_000)


def town(candidate: Candidate, document: Document) -> float:
    """The name of a town of more than 15,000 people."""
    return float(_population(candidate) > 15_000)


def small_place(candidate: Candidate, document: Document) -> float:
    """Only small places bear the name."""
    return float(
        bool(candidate.places)
        and all(p.kind in {"city", "facility", "airport"} and p.population < 15_000 for p in candidate.places[:3])
    )


def site(candidate: Candidate, document: Document) -> float:
    """A building, a base or another site that news names without its town."""
    return float(bool(candidate.places) and candidate.places[0].kind in {"facility", "airport"})


def unknown(candidate: Candidate, document: Document) -> float:
    """No place of the gazetteer bears the name."""
    return float(not candidate.places)


def many_words(candidate: Candidate, document: Document) -> float:
    """A name of several words."""
    return float(candidate.stop - candidate.first > 1)


def _population(candidate: Candidate) -> int:
    return max((place.population for place in candidate.places if place.kind == "city"), default=0)
