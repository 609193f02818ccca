"""The evidence for and against a candidate: small named functions, each weighed in ``data/toponyms/evidence.csv``.

The weights are in logits: their sum, through the logistic function, is how certain it is that the words name a place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from geo.model import Place
from geo.toponyms.candidates import Candidate, is_name
from geo.toponyms.lexicon import Lexicon

IN = frozenset({"in", "at", "near", "outside", "around", "throughout", "across", "inside", "into", "toward", "towards", "nearby", "within", "via", "off", "downtown", "In", "At", "Near", "Outside", "Across", "Around", "Throughout", "Inside"})  # fmt: skip
FROM = frozenset({"from", "to", "of", "for", "between", "through", "over", "against", "with", "leaving", "visit", "visiting", "visited", "reach", "reached", "entering", "entered", "left", "invade", "invaded", "bombed", "hit", "struck", "From", "To", "Between"})  # fmt: skip
COMPASS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast",
     "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "upstate",
     "rural", "mainland", "neighboring", "neighbouring", "nearby", "downtown", "suburban", "coastal"}
)  # fmt: skip
ALONE = frozenset({"US", "UK", "EU", "UN", "DC", "LA", "BC", "NY", "NZ"})
BRANDS = frozenset({"Radio", "Television", "TV", "Club", "AC", "FC", "AS", "RC", "SC", "CF", "Real", "Inter", "Atletico", "Atlético", "Racing", "Miss", "Team", "Air", "Agence", "Reserve", "Bank", "Hotel", "HMS", "USS", "SS", "Hurricane", "Typhoon", "Cyclone", "Tropical", "Storm", "Operation"})  # fmt: skip
HEADED = frozenset({"Bank", "Church", "Council", "Voice", "Duke", "Duchess", "Prince", "Princess", "Earl", "Marquess", "Viscount", "Baron", "Bishop", "Archbishop", "Archdiocese", "Diocese", "Daughters", "Sons", "Museum", "Order", "League", "Queen", "King", "Soldiers", "Merchant", "Battle", "Treaty", "Act", "Tour", "Heart", "Lord"})  # fmt: skip
GENERIC = frozenset({"Regional", "Community", "Memorial", "Public", "Catholic", "Orthodox", "Methodist", "Baptist", "Lutheran", "Presbyterian", "Episcopal", "Art", "Science", "History", "Natural", "Space", "Convention", "Civic", "Municipal", "County", "State", "Medical", "Mercy", "Magistrate", "Elementary", "Middle", "Correctional", "Detention", "Military", "Naval", "Nuclear", "Shopping", "Symphony", "Concert", "Legislative", "Supreme", "Kitchen", "Doctors", "Children"})  # fmt: skip
PARTIES = frozenset({"D", "R", "DFL", "I", "Dem", "Rep", "Lab", "Con", "L", "C"})
THINGS = frozenset({"virus", "viruses", "fever", "strain", "strains", "flu", "ebolavirus", "disease", "syndrome", "variant", "Virus", "Fever", "Flu", "terrier", "cheese"})  # fmt: skip
LARGE_AREAS = frozenset({"continent", "region", "sea", "water", "river", "mountains", "desert", "peninsula", "island"})
PEOPLE = frozenset({"resident", "residents", "native", "man", "woman", "couple", "family", "teen", "teenager", "student", "students", "officials", "authorities", "police", "mayor", "governor", "government", "troops", "firefighters", "voters", "lawmakers", "businessman", "attorney", "lawyer", "officer", "officers", "suburb", "neighborhood", "region", "border", "area", "economy", "restaurant", "jail", "hospital", "school", "airport", "court", "headquarters", "branch", "campus", "delegation", "summit", "trip", "visit", "bureau", "home", "resort", "suburbs", "hotel", "metro", "sheriff", "county", "city", "town", "village", "province", "district", "state", "coast", "peninsula", "valley", "island", "harbor", "port"})  # fmt: skip
SAID = frozenset({"said", "says", "told", "added", "asked", "wrote", "testified", "recalled", "explained", "replied", "noted", "scored", "hit", "pleaded", "resigned", "died", "who", "whose"})  # fmt: skip


@dataclass(frozen=True)
class Document:
    """What is known of the whole article while its candidates are weighed."""

    lexicon: Lexicon
    persons: frozenset[str]
    datelines: dict[int, int]
    listed: frozenset[tuple[int, int]] = frozenset()
    is_tagged: bool = True

    @cached_property
    def weigh(self) -> tuple[tuple[Rule, float], ...]:
        """The rules with their weights; rules that weigh nothing are left out."""
        return tuple(
            (rule, self.lexicon.evidence[rule.__name__]) for rule in RULES if self.lexicon.evidence[rule.__name__]
        )


Rule = Callable[[Candidate, Document], float]


def bias(candidate: Candidate, document: Document) -> float:
    """Any capitalised name."""
    return 1.0


def _tagger(candidate: Candidate, label: str) -> float:
    tokens = candidate.line.tokens[candidate.first : candidate.stop]
    return sum(token.certainty for token in tokens if token.entity[2:] == label) / len(tokens)


def place_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for a place."""
    return _tagger(candidate, "LOC")


def person_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for a person."""
    return _tagger(candidate, "PER")


def body_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for an organisation."""
    return _tagger(candidate, "ORG")


def no_tag(candidate: Candidate, document: Document) -> float:
    """The tagger takes it for no name."""
    tokens = candidate.line.tokens[candidate.first : candidate.stop]
    return float(document.is_tagged and not any(token.entity for token in tokens))


def _kinds(candidate: Candidate) -> frozenset[str]:
    return frozenset(place.kind for place in candidate.places[:3])


def country(candidate: Candidate, document: Document) -> float:
    """The name of a country."""
    return float("country" in _kinds(candidate))


def first_level(candidate: Candidate, document: Document) -> float:
    """The name of a state or province."""
    return float(any(place.kind == "admin1" and place.population >= 500_000 for place in candidate.places[:3]))


def small_region(candidate: Candidate, document: Document) -> float:
    """The name of a small province."""
    return float("admin1" in _kinds(candidate) and not first_level(candidate, document))


def second_level(candidate: Candidate, document: Document) -> float:
    """The name of a county or district."""
    return float("admin2" in _kinds(candidate) and " " in candidate.text)


def large_area(candidate: Candidate, document: Document) -> float:
    """The name of a sea, a river, a range or a region."""
    return float(bool(_kinds(candidate) & LARGE_AREAS))


def abbreviation(candidate: Candidate, document: Document) -> float:
    """A known abbreviation of a country or state."""
    return float(candidate.text in document.lexicon.abbreviations)


def _population(candidate: Candidate) -> int:
    return max((place.population for place in candidate.places if place.kind == "city"), default=0)


def power(candidate: Candidate, document: Document) -> float:
    """A building that stands for a power."""
    return float(
        candidate.text in document.lexicon.powers or candidate.text.partition(" ")[2] in document.lexicon.powers
    )


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


def unknown(candidate: Candidate, document: Document) -> float:
    """No place of the gazetteer bears the name."""
    return float(not candidate.places)


def many_words(candidate: Candidate, document: Document) -> float:
    """A name of several words."""
    return float(candidate.stop - candidate.first > 1)


def _preposition(candidate: Candidate) -> str:
    line, first = candidate.line, candidate.first
    before = first - 1
    while line.word(before).lower() in {"the", "both", "nearby", "downtown"} | COMPASS and before > first - 4:
        before -= 1
    return line.word(before)


def after_in(candidate: Candidate, document: Document) -> float:
    """After "in" or another preposition of place."""
    return float(_preposition(candidate) in IN)


def after_from(candidate: Candidate, document: Document) -> float:
    """After "from", "to", "of", or a verb of going."""
    return float(_preposition(candidate) in FROM)


def directed(candidate: Candidate, document: Document) -> float:
    """After a compass word: "eastern", "downtown", "rural"."""
    return float(candidate.before in COMPASS)


def _contains(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    return (
        outer.kind == "admin1"
        and (outer.country, outer.admin1) == (inner.country, inner.admin1)
        and inner.kind != "admin1"
    )


def nested(inner: tuple[Place, ...], outer: tuple[Place, ...]) -> bool:
    """Whether one of the first places lies in one of the second."""
    wholes = [place for place in outer[:4] if place.kind in {"country", "admin1"}]
    return any(_contains(whole, place) for whole in wholes for place in inner)


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
    return float(candidate.after in PEOPLE)


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


def of_person(candidate: Candidate, document: Document) -> float:
    """Where a person is from: "Mary Brown of Swansea"."""
    return float(candidate.before in {"of", "from"} and _person_ends(candidate, candidate.first - 2, document))


def _person_ends(candidate: Candidate, position: int, document: Document) -> bool:
    line = candidate.line
    if line.word(position) in {",", ")"}:
        position -= 1
    if line.word(position).isdigit():
        position -= 2
    before = {line.word(position - 1), line.word(position - 2), line.word(position - 3)}
    return is_name(line.word(position)) and bool(before & document.lexicon.given)


def of_body(candidate: Candidate, document: Document) -> float:
    """Part of the name of a bank, a church, an office or a noble: "Bank of England", "Duke of York"."""
    line, first = candidate.line, candidate.first
    before = first - 2 if line.word(first - 1) in {"the", "The"} else first - 1
    return float(line.word(before) == "of" and line.word(before - 1) in HEADED)


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
    """It speaks or acts like a person."""
    return float(candidate.after in SAID)


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


def opens_sentence(candidate: Candidate, document: Document) -> float:
    """The first word of a sentence."""
    return float(candidate.first == 0 or candidate.before in {"“", '"', ":"})


def common_word(candidate: Candidate, document: Document) -> float:
    """An everyday word."""
    return float(candidate.text.lower().removeprefix("the ") in document.lexicon.common)


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
    return float(shouted and "country" not in _kinds(candidate))


def surname(candidate: Candidate, document: Document) -> float:
    """A frequent surname."""
    rank = document.lexicon.surnames.get(candidate.text, 0)
    return math.exp(-rank / 2000) if rank else 0.0


def age_then(candidate: Candidate, document: Document) -> float:
    """After a person's age: "John Doe, 42, of Swansea"."""
    line, first = candidate.line, candidate.first
    return float(candidate.before == "of" and line.word(first - 2) == "," and line.word(first - 3).isdigit())


def dateline(candidate: Candidate, document: Document) -> float:
    """It stands in a dateline."""
    return float(candidate.first < document.datelines.get(candidate.line.index, 0))


def party_seat(candidate: Candidate, document: Document) -> float:
    """After a party's letter: "R-Marshall"."""
    return float(candidate.before == "-" and candidate.line.word(candidate.first - 2) in PARTIES)


def names_thing(candidate: Candidate, document: Document) -> float:
    """Part of the name of a thing: a virus, a rifle, a sum of money."""
    following = candidate.after
    rifle = following == "-" and candidate.line.word(candidate.stop + 1)[:1].isdigit()
    return float(following in THINGS or candidate.before in {"$", "€", "£"} or (rifle and candidate.text.isupper()))


def after_brand(candidate: Candidate, document: Document) -> float:
    """Part of the name of a station, a club or a firm: "Radio Pyongyang", "AC Milan"."""
    return float(candidate.before in BRANDS)


def after_hyphen(candidate: Candidate, document: Document) -> float:
    """The second half of a name with a hyphen: "Saffir-Simpson", "al-Sadr"."""
    line, first = candidate.line, candidate.first
    return float(candidate.before == "-" and line.word(first - 2) not in PARTIES)


def modifies(candidate: Candidate, document: Document) -> float:
    """Before a common noun: "Torrington firefighters"."""
    return float(candidate.after.islower() and candidate.line.tag(candidate.stop) in {"NN", "NNS"})


def given_name(candidate: Candidate, document: Document) -> float:
    """A given name that is no country or large region."""
    return float(
        candidate.text in document.lexicon.given
        and not _kinds(candidate) & {"country"}
        and not first_level(candidate, document)
    )


def postal(candidate: Candidate, document: Document) -> float:
    """Two capitals, as in an address, without a place before them."""
    text = candidate.text
    return float(len(text) == 2 and text.isupper() and text not in ALONE and candidate.before not in {",", "("})


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
    return float(all(_is_everyday(word, document.lexicon) for word in words))


def _is_everyday(word: str, lexicon: Lexicon) -> bool:
    plain = word.lower()
    return (
        word in GENERIC
        or word in lexicon.demonyms
        or word in lexicon.stop
        or plain in lexicon.common
        or not plain.isalpha()
    )


def natural(candidate: Candidate, document: Document) -> float:
    """A natural feature or a district by its type word."""
    return float(candidate.source in {"typed", "opened"} and candidate.kind not in {"street", "facility"})


def framed_name(candidate: Candidate, document: Document) -> float:
    """The words around it call it a place."""
    return float(candidate.source == "framed")


def shared_type(candidate: Candidate, document: Document) -> float:
    """In a list that shares a word for a kind of place."""
    return float(candidate.source == "listed" or (candidate.line.index, candidate.first) in document.listed)


RULES: tuple[Rule, ...] = (
    bias, place_tag, person_tag, body_tag, no_tag, country, first_level, small_region, second_level, large_area, abbreviation, power,
    great_city, town, small_place, unknown, many_words, after_in, after_from, directed, before_type, after_type,
    before_people, before_body, before_team, before_press, before_city_body, of_body, of_university, after_given, after_title,
    given_then_name, person_here, says, in_longer_name, after_name, opens_sentence, common_word, stop_name,
    doubtful_name, capitals, surname, age_then, of_person, party_seat, names_thing, after_brand, after_hyphen, modifies, given_name, postal, dateline, street, built, generic, natural, framed_name, shared_type,
)  # fmt: skip


def findings(candidate: Candidate, document: Document) -> tuple[tuple[str, float], ...]:
    """Each rule that holds, with what it weighs here, in logits."""
    held = ((rule.__name__, weight * rule(candidate, document)) for rule, weight in document.weigh)
    return tuple((name, value) for name, value in held if value)
