"""How the name is written."""

from __future__ import annotations

from geo.toponyms.candidates import Candidate
from geo.toponyms.evidence.document import Document, kinds


def opens_sentence(candidate: Candidate, document: Document) -> float:
    """The first word of a sentence."""
    return float(candidate.first == 0 or candidate.before in {"“", '"', ":"})


def common_word(candidate: Candidate, document: Document) -> float:
    """An everyday word; half as strong where it is written as a name inside a sentence."""
    is_common = candidate.text.lower().removeprefix("the ") in document.lexicon.common
    is_named = not opens_sentence(candidate, document) and candidate.line.tag(candidate.first).startswith("NNP")
    return float(is_common) * (0.5 if is_named and not candidate.line.headline else 1.0)


def stop_name(candidate: Candidate, document: Document) -> float:
    """A word that is seldom a place."""
    stop, text = document.lexicon.stop, candidate.text.removeprefix("The ")
    return float(text in stop or stop.get(text.partition(" ")[0]) == "calendar")


def doubtful_name(candidate: Candidate, document: Document) -> float:
    """A word that is often no place."""
    return float(candidate.text in document.lexicon.doubtful)


def capitals(candidate: Candidate, document: Document) -> float:
    """A short word in capitals that is no known abbreviation."""
    text = candidate.text
    shouted = text.isupper() and len(text) < 6 and text not in document.lexicon.abbreviations
    return float(shouted and "country" not in kinds(candidate))


def postal(candidate: Candidate, document: Document) -> float:
    """Two capitals, as in an address, without a place before them."""
    text = candidate.text
    return float(
        len(text) == 2 and text.isupper() and text not in document.words("alone") and candidate.before not in {",", "("}
    )
