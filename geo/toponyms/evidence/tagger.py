"""What the tagger takes the words for."""

from __future__ import annotations

from geo.toponyms.candidates import Candidate
from geo.toponyms.evidence.document import Document


def place_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for a place."""
    return _tagger(candidate, "LOC")


def person_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for a person."""
    return _tagger(candidate, "PER")


def full_person(candidate: Candidate, document: Document) -> float:
    """Part of a person's name of several words, to the tagger: "Chelsea" of "Chelsea Clinton"."""
    tokens, first, stop = candidate.line.tokens, candidate.first, candidate.stop
    following = tokens[stop].entity if stop < len(tokens) else ""
    return float(tokens[first].entity == "I-PER" or (tokens[first].entity == "B-PER" and following == "I-PER"))


def body_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for an organisation."""
    return _tagger(candidate, "ORG")


def no_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for no name."""
    tokens = candidate.line.tokens[candidate.first : candidate.stop]
    return float(document.is_tagged and not any(token.entity for token in tokens))


def _tagger(candidate: Candidate, label: str) -> float:
    tokens = candidate.line.tokens[candidate.first : candidate.stop]
    return sum(token.certainty for token in tokens if token.entity[2:] == label) / len(tokens)


def inside_name(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for the end of a longer name of a place: "Ecija" of "Nueva Ecija"."""
    return float(candidate.source == "known" and candidate.line.tokens[candidate.first].entity == "I-LOC")
