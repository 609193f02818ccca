"""Toponym recognition: golden sentences, laws, and a row test for each word list."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import golden, mark, plain

from geo.gazetteer import embedded
from geo.model import Article, Mention
from geo.sentences import split
from geo.tokens import tag
from geo.toponyms import evidence, lexicon, recognise


def recognised(text: str) -> tuple[Mention, ...]:
    article = Article(text)
    return recognise(article, tag(split(article)), gazetteer=embedded())


def kinds(text: str) -> dict[str, str]:
    return {mention.text: mention.kind for mention in recognised(text)}


@pytest.mark.parametrize("marked", [*golden("names"), *golden("standing_for")])
def test_names_are_found_for_what_they_are(marked: str) -> None:
    assert mark(plain(marked)) == marked


def test_an_article_without_places_has_no_mentions() -> None:
    assert recognised("They said that it would not work, and it did not.") == ()
    assert recognised("") == ()


def test_a_nationality_is_a_demonym_and_not_literal() -> None:
    (mention,) = recognised("North Korean troops were trained.")
    assert (mention.kind, mention.name, mention.literal) == ("demonym", "North Korea", False)


def test_a_government_that_speaks_is_a_metonym_and_a_building_where_one_stands_is_a_facility() -> None:
    assert kinds("The Pentagon said the plan was ready.") == {"Pentagon": "metonym"}
    assert kinds("He spoke at the Pentagon about the plan.")["Pentagon"] == "facility"


def test_a_dateline_says_where_the_report_was_written() -> None:
    assert kinds("KYIV, Ukraine (Reuters) — Trains stopped on Sunday.") == {"KYIV": "dateline", "Ukraine": "dateline"}


def test_the_country_is_the_one_most_spoken_of_and_not_where_somebody_is_from() -> None:
    mentions = recognised("Planes bombed Syria. Troops from Turkey entered the country.")
    assert [(mention.text, mention.name) for mention in mentions] == [
        ("Syria", "Syria"),
        ("Turkey", "Turkey"),
        ("the country", "Syria"),
    ]


def test_the_eastern_part_of_the_country_is_a_part_of_the_country_whose_bases_were_named() -> None:
    mention = recognised("North Korea sent men to Russian bases in the eastern part of the country.")[-1]
    assert mention.name == "Russia"
    assert mention.relation is not None
    assert (mention.relation.kind, mention.relation.direction) == ("part", "east")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Shells fell on Bor, Renk and Malakal in South Sudan. A Dutch nurse left the country.", "the country", "South Sudan"),
        ("A judge in Rosario spoke. A Spanish tourist in Mendoza said trains in the country were late.", "the country", "Argentina"),
        ("Rain fell across Madagascar. In the capital, two roads were cut.", "the capital", "Antananarivo"),
        ("Crowds gathered in the Haitian capital on Monday.", "the Haitian capital", "Port-au-Prince"),
        ("Gangs burned homes in Haiti's capital on Sunday.", "Haiti's capital", "Port-au-Prince"),
        ("Thousands fled the capital of Sudan for the north.", "the capital of Sudan", "Khartoum"),
        ("Troops took a base at Menaka in Mali. A herder was hurt there.", "there", "Menaka"),
        ("The crash was in Córdoba province. The injured were flown to the provincial capital.", "the provincial capital", "Córdoba"),
        ("A man from Jos spoke in Kano. Soldiers entered the city.", "the city", "Kano"),
        ("Fire broke out in Bergen. Crews from Bergen and Oslo came to Bergen. Later a flat burned in Stavanger. Smoke hung over the city.", "the city", "Stavanger"),
        ("Rice came to Goma by air. A ship for the same town sank.", "the same town", "Goma"),
        ("He flew to Camaná and said there that aid was near.", "there", "Camaná"),
        ("Drones hit the Bushehr nuclear plant. Fires burned at the plant.", "the plant", "Bushehr nuclear plant"),
        ("A quake struck the Noto Peninsula. The region was shaken in May too.", "The region", "Noto Peninsula"),
    ],
)  # fmt: skip
def test_words_that_point_back_name_the_place_that_a_reader_takes_them_for(text: str, words: str, name: str) -> None:
    assert [mention.name for mention in recognised(text) if mention.kind == "anaphor"] == [name]
    assert [mention.text for mention in recognised(text) if mention.kind == "anaphor"] == [words]


def test_a_capital_named_beside_its_country_leaves_the_country_its_own_place() -> None:
    text = "He flew to Georgetown, Guyana's capital, and to Tunis, the capital of Tunisia. Japan's capital punishment law stays."
    assert [mention.text for mention in recognised(text)] == ["Georgetown", "Guyana", "Tunis", "Tunisia", "Japan"]


def test_there_is_no_place_where_it_only_opens_a_clause() -> None:
    texts = (
        "Kano is calm, and there are no checkpoints.",
        "There was fire in Kano.",
        "He sat in Kano; there has been rain.",
    )
    assert [mention.text for text in texts for mention in recognised(text) if mention.kind == "anaphor"] == []


def test_east_of_the_capital_lies_outside_it() -> None:
    mention = recognised("A mill in Bangladesh burned 20 km east of the capital.")[-1]
    assert (mention.kind, mention.name) == ("anaphor", "Dhaka")
    assert mention.relation is not None
    assert (mention.relation.kind, mention.relation.direction, mention.relation.distance_km) == (
        "direction",
        "east",
        20.0,
    )


def test_a_distance_and_a_direction_are_read_in_kilometres() -> None:
    mention = recognised("The convoy stopped 20 miles north-west of Kharkiv.")[0]
    assert mention.relation is not None
    assert mention.relation.direction == "north-west"
    assert mention.relation.distance_km == pytest.approx(32.18)


def test_between_two_places_names_both() -> None:
    first, second = recognised("The plane came down between Mosul and Erbil.")
    assert first.relation is not None
    assert (first.relation.kind, first.relation.other, second.text) == ("between", "Erbil", "Erbil")


def test_the_surname_of_a_person_in_the_article_is_no_town() -> None:
    assert kinds("Mary Lincoln won. Lincoln thanked her family in Omaha.") == {"Omaha": "place"}


def test_every_mention_says_in_words_which_rule_found_it() -> None:
    for mention in recognised("Police in Fargo, N.D., said the man from Lincoln Road was in Canada."):
        assert " " in mention.rule
        assert 0.5 <= mention.certainty <= 1.0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["Kursk", "in", "the", "North", "South Korea", "Russian", ",", ".", "said", "of", "city", "between", "and", "off", "30 km", "north of", "St.", "Lake", "\n", "“", "’s", "WASHINGTON –", "É", "日本"]), max_size=25).map(" ".join))  # fmt: skip
def test_mentions_are_disjoint_in_order_and_quote_the_text(text: str) -> None:
    mentions = recognised(text)
    assert all(mention.span.of(text) == mention.text for mention in mentions)
    assert all(one.span.stop <= two.span.start for one, two in pairwise(mentions))


@pytest.mark.parametrize("path", sorted(lexicon.FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_of_a_word_list_is_whole_and_stands_once(path) -> None:
    rows = lexicon.rows(path)
    assert rows
    assert all(
        None not in row and None not in row.values() and all(v == v.strip() for v in row.values()) for row in rows
    )
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_every_rule_has_a_weight_and_words() -> None:
    words = lexicon.lexicon()
    later = {"inside_container", "container", "in_list", "long_list", "local", "named_before", "named_otherwise"}
    assert {rule.__name__ for rule in evidence.RULES} | later == set(words.evidence)
    assert all(words.words.values())


def test_every_city_demonym_names_a_place_that_the_gazetteer_knows() -> None:
    places = {row["place"] for row in lexicon.rows(lexicon.FOLDER / "demonyms.csv")}
    assert not {place for place in places if not embedded().find(place)}
