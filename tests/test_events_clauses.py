"""Noun groups, verb groups, subjects and objects read without a parser."""

from __future__ import annotations

import pytest

from geo.events.clauses import Clauses
from geo.model import Article
from geo.sentences import split
from geo.tokens import tag


def read(text: str) -> Clauses:
    return Clauses(tag(split(Article(text)))[0])


def said_of(text: str, verb: str) -> tuple[str, str]:
    """Subject and object of a verb, as text."""
    clauses = read(text)
    index = next(i for i, v in enumerate(clauses.verbs) if clauses.lower[v.head] == verb)
    subject, target = clauses.subject(index), clauses.object(index)
    return _text(clauses, subject), _text(clauses, target)


def _text(clauses: Clauses, noun: int) -> str:
    return clauses.text(clauses.nouns[noun].start, clauses.nouns[noun].stop) if noun >= 0 else ""


@pytest.mark.parametrize(
    ("text", "verb", "subject", "target"),
    [
        ("The navy sent three destroyers to the gulf.", "sent", "The navy", "three destroyers"),
        ("The minister, who was attending a meeting in Qatar, declared an emergency.", "declared", "The minister", "an emergency"),
        ("The head of the union warned the firm.", "warned", "The head", "the firm"),
        ("Police arrested six men and seized two cars.", "seized", "Police", "two cars"),
        ("The region where Kenyan troops seized land is poor.", "seized", "Kenyan troops", "land"),
        ("Rain flooded the valley, killing four people.", "killing", "Rain", "four people"),
        ("The army was sent to help the villagers.", "help", "The army", "the villagers"),
        ("At least 23 people fled the town.", "fled", "least 23 people", "the town"),
        ("The war, Khan said, is a disaster.", "is", "The war", "a disaster"),
    ],
)  # fmt: skip
def test_subject_and_object_are_the_noun_groups_that_go_with_the_verb(
    text: str, verb: str, subject: str, target: str
) -> None:
    assert said_of(text, verb) == (subject, target)


def test_a_passive_verb_group_holds_its_auxiliaries() -> None:
    clauses = read("The bridge had been destroyed by a flood.")
    group = clauses.verbs[0]
    assert (clauses.text(group.start, group.stop), group.passive) == ("had been destroyed", True)


def test_an_infinitive_hangs_on_the_word_before_it() -> None:
    clauses = read("The council decided to build a bridge.")
    governor, link = clauses.governor(1)
    assert (clauses.lemmas[governor], link) == ("decide", "infinitive")


def test_a_gerund_hangs_on_its_preposition() -> None:
    clauses = read("The minister warned them against sending troops.")
    governor, link = clauses.governor(len(clauses.verbs) - 1)
    assert (clauses.lemmas[governor], link) == ("warn", "against")


def test_a_condition_is_marked() -> None:
    clauses = read("They will leave if the army attacks the town.")
    assert [clauses.mark(i) for i in range(len(clauses.verbs))] == ["", "if"]


def test_a_list_is_one_subject() -> None:
    clauses = read("Ghana, Togo and Benin signed the pact.")
    start, stop = clauses.coordinated(clauses.subject(0))
    assert clauses.text(start, stop) == "Ghana, Togo and Benin"


def test_an_adverb_stays_inside_a_noun_group() -> None:
    clauses = read("The firm made its longest ever test flight.")
    assert "its longest ever test flight" in [clauses.text(n.start, n.stop) for n in clauses.nouns]


def test_a_hostile_sentence_is_read_to_its_first_three_hundred_words() -> None:
    clauses = read("troops and " * 5000 + "left.")
    assert len(clauses.tokens) == 300
