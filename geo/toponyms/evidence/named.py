"""Words beside the name that say it is a person, a body or a thing."""

from __future__ import annotations

import math

from geo.toponyms.candidates import Candidate, is_name
from geo.toponyms.evidence.document import Document, kinds
from geo.toponyms.evidence.known import first_level
from geo.toponyms.evidence.placed import of_person


def before_body(candidate: Candidate, document: Document) -> float:
    """Part of the name of an organisation."""
    return float(_body(candidate, document) == "organisation")


def before_team(candidate: Candidate, document: Document) -> float:
    """The name of a team."""
    return float(_body(candidate, document) == "team")


def before_press(candidate: Candidate, document: Document) -> float:
    """The name of a newspaper or a station."""
    return float(_body(candidate, document) == "press")


def before_city_body(candidate: Candidate, document: Document) -> float:
    """Before the name of its public body."""
    return float(_body(candidate, document) == "civic")


def of_body(candidate: Candidate, document: Document) -> float:
    """Part of the name of a bank, a church, an office or a noble: "Bank of England", "Duke of York"."""
    line, first = candidate.line, candidate.first
    before = first - 2 if line.word(first - 1) in {"the", "The"} else first - 1
    return float(line.word(before) == "of" and line.word(before - 1) in document.words("headed"))


def of_university(candidate: Candidate, document: Document) -> float:
    """Part of the name of a university, a bank or a church."""
    line, first = candidate.line, candidate.first
    if of_person(candidate, document):
        return 0.0
    return float(
        candidate.before in {"of", "de"}
        and is_name(line.word(first - 2))
        and line.word(first - 2) not in {"City", "Town", "Gulf", "Republic", "Bay", "Strait", "State", "Village"}
    )


def after_given(candidate: Candidate, document: Document) -> float:
    """After a given name."""
    line, before = candidate.line, candidate.first - 1
    if len(candidate.before) == 2 and candidate.before[1] == "." and is_name(candidate.before):
        before -= 1  # a middle initial
    return float(line.word(before) in document.lexicon.given and not line.headline)


def after_title(candidate: Candidate, document: Document) -> float:
    """After a person's title."""
    two = f"{candidate.line.word(candidate.first - 2)} {candidate.before}"
    return float(candidate.before in document.lexicon.titles or two in document.lexicon.titles)


def given_then_name(candidate: Candidate, document: Document) -> float:
    """A given name before another name."""
    following = candidate.after
    written = candidate.text.title() if candidate.text.isupper() else candidate.text
    if candidate.stop - candidate.first > 1 or written not in document.lexicon.given or candidate.line.headline:
        return 0.0
    return float(
        is_name(following)
        and len(following) > 1
        and following not in document.lexicon.after
        and not _body(candidate, document)
    )


def person_here(candidate: Candidate, document: Document) -> float:
    """The surname of a person named in the article."""
    return float(candidate.text in document.persons)


def says(candidate: Candidate, document: Document) -> float:
    """It speaks or acts like a person, and no preposition stands before it."""
    acts = candidate.after in document.words("said") and candidate.text not in document.lexicon.capitals
    return float(acts and candidate.before not in document.words("in") | document.words("from"))


def in_longer_name(candidate: Candidate, document: Document) -> float:
    """Part of a longer name."""
    following = candidate.after
    if candidate.line.headline or not is_name(following) or following in document.lexicon.beside:
        return 0.0
    return float(
        not _body(candidate, document)
        and following not in document.lexicon.titles
        and following not in document.lexicon.demonyms
    )


def after_name(candidate: Candidate, document: Document) -> float:
    """After another word with a capital."""
    before = candidate.before
    if candidate.line.headline or candidate.first < 1 or not is_name(before) or before in document.lexicon.titles:
        return 0.0
    if before in {"Metropolitan", "Greater", "Historic", "Downtown", "Metro", "Central", "Mainland", "Occupied"}:
        return 0.0
    return float(candidate.first > 1 and before.isalpha() and candidate.line.tag(candidate.first - 1).startswith("NNP"))


def names_thing(candidate: Candidate, document: Document) -> float:
    """Part of the name of a thing: a virus, a rifle, a sum of money."""
    following = candidate.after
    rifle = following == "-" and candidate.line.word(candidate.stop + 1)[:1].isdigit()
    return float(
        following in document.words("thing")
        or candidate.before in {"$", "€", "£"}
        or (rifle and candidate.text.isupper())
    )


def after_brand(candidate: Candidate, document: Document) -> float:
    """Part of the name of a station, a club or a firm: "Radio Pyongyang", "AC Milan"."""
    return float(candidate.before in document.words("brand"))


def after_hyphen(candidate: Candidate, document: Document) -> float:
    """The second half of a name with a hyphen: "Saffir-Simpson", "al-Sadr"."""
    line, first = candidate.line, candidate.first
    return float(candidate.before == "-" and line.word(first - 2) not in document.words("party"))


def after_the(candidate: Candidate, document: Document) -> float:
    """A town's name after "the", and no noun after it: the name of a ship, a team or a paper."""
    if candidate.before not in {"the", "The"} or not candidate.places or candidate.places[0].kind != "city":
        return 0.0
    modifies = (
        candidate.after == "-"
        or candidate.line.tag(candidate.stop)[:2] in {"NN", "JJ", "VB"}
        or is_name(candidate.after)
    )
    return float(not modifies or candidate.after in document.lexicon.saying)


def given_name(candidate: Candidate, document: Document) -> float:
    """A given name that is no country or large region."""
    return float(
        candidate.text in document.lexicon.given
        and not kinds(candidate) & {"country"}
        and not first_level(candidate, document)
    )


def surname(candidate: Candidate, document: Document) -> float:
    """A frequent surname."""
    rank = document.lexicon.surnames.get(candidate.text, 0)
    return math.exp(-rank / 2000) if rank else 0.0


def _next_words(candidate: Candidate) -> tuple[str, ...]:
    line, stop = candidate.line, candidate.stop
    return tuple(" ".join(line.words[stop : stop + count]) for count in (3, 2, 1) if stop + count <= len(line.words))


def _body(candidate: Candidate, document: Document) -> str:
    following = candidate.after
    if not is_name(following):
        return ""
    return next(
        (document.lexicon.bodies[words] for words in _next_words(candidate) if words in document.lexicon.bodies), ""
    )
