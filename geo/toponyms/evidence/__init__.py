"""The evidence for and against a candidate: small named rules, each weighed in ``data/toponyms/evidence.csv``.

The weights are in logits: their sum, through the logistic function, is how certain it is that the words name a place.
"""

from geo.toponyms.candidates import Candidate
from geo.toponyms.evidence.document import LARGE_AREAS, Document, Rule
from geo.toponyms.evidence.known import (
    abbreviation,
    bias,
    capital,
    country,
    first_level,
    great_city,
    large_area,
    many_words,
    power,
    second_level,
    site,
    small_place,
    small_region,
    town,
    unknown,
)
from geo.toponyms.evidence.named import (
    after_brand,
    after_given,
    after_hyphen,
    after_name,
    after_the,
    after_title,
    before_body,
    before_city_body,
    before_press,
    before_team,
    given_name,
    given_then_name,
    in_longer_name,
    names_thing,
    of_body,
    of_university,
    person_here,
    says,
    surname,
)
from geo.toponyms.evidence.placed import (
    after_from,
    after_in,
    after_type,
    age_then,
    before_people,
    before_type,
    built,
    dateline,
    directed,
    framed_name,
    generic,
    modifies,
    natural,
    of_person,
    party_seat,
    shared_type,
    street,
)
from geo.toponyms.evidence.tagger import body_tag, full_person, inside_name, no_tag, person_tag, place_tag
from geo.toponyms.evidence.written import capitals, common_word, doubtful_name, opens_sentence, postal, stop_name

__all__ = ["LARGE_AREAS", "RULES", "Document", "Rule", "findings"]

RULES: tuple[Rule, ...] = (
    bias, place_tag, person_tag, full_person, body_tag, no_tag, inside_name,
    country, first_level, small_region, second_level, large_area, abbreviation, power, capital, great_city, town,
    small_place, site, unknown, many_words,
    after_in, after_from, directed, before_type, after_type, before_people, age_then, of_person, party_seat, modifies,
    dateline, street, built, generic, natural, framed_name, shared_type,
    before_body, before_team, before_press, before_city_body, of_body, of_university, after_given, after_title,
    given_then_name, given_name, person_here, surname, says, in_longer_name, after_name, after_the, after_hyphen,
    after_brand, names_thing,
    opens_sentence, common_word, stop_name, doubtful_name, capitals, postal,
)  # fmt: skip


_NAMED = tuple((rule.__name__, rule) for rule in RULES)


def findings(candidate: Candidate, document: Document) -> tuple[tuple[str, float], ...]:
    """Each rule that holds, with what it weighs here, in logits."""
    weights = document.lexicon.evidence
    # most rules do not hold: what does not is dropped before it is weighed
    held = [(name, holds) for name, rule in _NAMED if (holds := rule(candidate, document))]
    return tuple((name, value) for name, holds in held if (value := weights[name] * holds))
