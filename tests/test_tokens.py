import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ModelError
from geo.model import Sentence, Span
from geo.tokens import arguments, place_of, tag
from geo.tokens.crf import Labeller
from geo.tokens.lemmas import lemma
from geo.tokens.words import split

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon"


def sentence(text, start=0):
    return Sentence(0, Span(start, start + len(text)), text)


def words(text):
    return "|".join(span.of(text) for span in split(text))


@pytest.mark.parametrize(
    "marked",
    [
        "the U.S. envoy met Gen. Lee at 3:45 p.m. on Jan. 3",
        "she did|n't pay $|1.2|bn|, it|’s said",
        "he ca|n’t or can|not go",
        "Kyiv|’s 50|-|year|-|old bridge and the workers|’ homes",
        "an anti-tank team of pro-Russian ex-soldiers",
        "“|No|,|” he said|—|then left|...",
        "some 8,000|-|strong force in Côte d'Ivoire|'s north|.",
        "St. Petersburg|, D.C.|, AT&T and O'Brien|'s F|-|16s",
        "see https://example.org/a?b=1|, example.com or write to a.b@example.org|.",
        "in the 1990s|, on the 20th|, 5|km away (|3.5|%|)",
        "J. K. Rowling vs. the Dept. of Justice",
    ],
)
def test_news_words_split_as_the_treebanks_split_them(marked):
    assert words(marked.replace("|", "")) == marked.replace(" ", "|")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_character_but_white_space_is_ever_lost(text):
    spans = split(text)
    assert "".join(span.of(text) for span in spans) == "".join(text.split())
    assert all(before.stop <= after.start for before, after in pairwise(spans))


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="aB.'’-@1,:/ n", max_size=300))
def test_words_of_hostile_punctuation_keep_every_character(text):
    assert "".join(span.of(text) for span in split(text)) == "".join(text.split())


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=120), st.integers(0, 1000))
def test_token_spans_are_offsets_into_the_article(text, start):
    (tagged,) = tag([sentence(text, start)])
    assert all(text[token.span.start - start : token.span.stop - start] == token.text for token in tagged.tokens)


@pytest.mark.parametrize(
    ("word", "penn", "expected"),
    [
        ("was", "VBD", "be"),
        ("struck", "VBN", "strike"),
        ("fled", "VBD", "flee"),
        ("seized", "VBN", "seize"),
        ("stopped", "VBD", "stop"),
        ("killed", "VBN", "kill"),
        ("injured", "VBN", "injure"),
        ("deployed", "VBD", "deploy"),
        ("dying", "VBG", "die"),
        ("evacuating", "VBG", "evacuate"),
        ("carries", "VBZ", "carry"),
        ("crashes", "VBZ", "crash"),
        ("'s", "VBZ", "be"),
        ("n’t", "RB", "not"),
        ("would", "MD", "would"),
        ("cities", "NNS", "city"),
        ("wives", "NNS", "wife"),
        ("policemen", "NNS", "policeman"),
        ("forces", "NNS", "force"),
        ("crises", "NNS", "crisis"),
        ("Americans", "NNS", "American"),
        ("Russian", "JJ", "Russian"),
        ("larger", "JJR", "large"),
        ("worst", "JJS", "bad"),
        ("Athens", "NNP", "Athens"),
    ],
)
def test_the_lemma_is_the_dictionary_form(word, penn, expected):
    assert lemma(word, penn) == expected


def test_parts_of_speech_tell_the_verb_from_the_noun():
    (tagged,) = tag([sentence("Troops attack the town, and the attack kills two.")])
    assert [token.tag for token in tagged.tokens if token.text == "attack"] == ["VBP", "NN"]


def names(text):
    (tagged,) = tag([sentence(text)])
    found = []
    for token in tagged.tokens:
        if token.entity.startswith("B-"):
            found.append((token.text, token.entity[2:]))
        elif token.entity:
            found[-1] = (f"{found[-1][0]} {token.text}", found[-1][1])
    return found


def test_names_are_told_apart_by_their_context():
    text = "Michael Jordan of the Ministry of Defence said troops left Jordan on Friday."
    assert names(text) == [("Michael Jordan", "PER"), ("Ministry of Defence", "ORG"), ("Jordan", "LOC")]


def test_names_are_found_in_a_headline_of_capitals():
    assert names("EARTHQUAKE KILLS TWELVE IN NORTHERN PERU") == [("PERU", "LOC")]


def test_a_nationality_is_no_place():
    assert ("Russian", "MISC") in names("Russian troops entered the town of Sudzha.")


def test_certainty_is_a_probability():
    (tagged,) = tag([sentence("Anna Kowalska moved to Radom.")])
    assert all(0 <= token.certainty <= 1 for token in tagged.tokens)


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.csv")), ids=lambda path: path.stem)
def test_word_lists_have_whole_rows_without_doubles(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(row[0].strip() == row[0] != "" for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)


def only(text):
    (tagged,) = tag([sentence(text)])
    return tagged


def trigger(tagged, word):
    return next(index for index, token in enumerate(tagged.tokens) if token.text == word)


def where(text, word):
    tagged = only(text)
    return [span.of(text) for span, _ in place_of(tagged, trigger(tagged, word))]


def who(text, word):
    tagged = only(text)
    agent, _, patient, _ = arguments(tagged, trigger(tagged, word))
    return agent and agent.of(text), patient and patient.of(text)


def test_an_event_happened_where_its_own_clause_says():
    assert (
        where("A car bomb killed nine people in Karachi on Monday, the mayor said in London.", "killed")[0] == "Karachi"
    )


def test_where_a_statement_was_made_comes_after_where_its_content_happened():
    assert where("Rebels shelled a market in Taiz, a UN envoy said in Geneva.", "shelled")[0] == "Taiz"


def test_two_events_of_a_sentence_have_two_places():
    text = "Two people were arrested in Lyon after protesters burned cars in Marseille."
    assert (where(text, "arrested")[0], where(text, "burned")[0]) == ("Lyon", "Marseille")


def test_an_event_without_a_place_has_none():
    assert where("The army said that it had killed ten fighters.", "killed") == []


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ukrainian troops seized a village.", "seized", ("Ukrainian troops", "village")),
        ("The village was seized by Ukrainian troops.", "seized", ("Ukrainian troops", "village")),
        ("Police arrested three men who attacked the embassy.", "attacked", ("three men", "embassy")),
        ("Gunmen stormed the bank and took hostages.", "took", ("Gunmen", "hostages")),
        ("Russia's invasion of Ukraine began in 2022.", "invasion", ("Russia", "Ukraine")),
        ("The killing of three journalists by gunmen shocked the city.", "killing", ("gunmen", "three journalists")),
    ],
)
def test_agent_and_patient_are_found_in_every_voice(text, word, expected):
    assert who(text, word) == expected


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(["the", "army", "killed", "Kursk", "in", "by", "of", "and", "9", ",", "was", "“"]),
        min_size=1,
        max_size=70,
    ),
    st.data(),
)
def test_places_and_arguments_lie_in_the_sentence_and_their_chances_between_none_and_one(chosen, data):
    tagged = only(" ".join(chosen))
    at = data.draw(st.integers(0, len(tagged.tokens) - 1))
    agent, sure, patient, certain = arguments(tagged, at)
    found = [*place_of(tagged, at), *((s, c) for s, c in ((agent, sure), (patient, certain)) if s)]
    assert all(tagged.sentence.span.covers(span) and len(span) > 0 and 0 <= chance <= 1 for span, chance in found)


def test_a_missing_model_is_named_with_its_remedy(tmp_path):
    with pytest.raises(ModelError, match=r"training/train\.py"):
        Labeller(tmp_path / "tags.crfsuite")


def test_a_sentence_of_very_many_words_is_read_in_windows():
    assert len(only("troops and tanks " * 700).tokens) == 2100
