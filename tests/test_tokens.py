import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Sentence, Span
from geo.tokens import tag
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


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.csv")), ids=lambda path: path.stem)
def test_word_lists_have_whole_rows_without_doubles(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert all(row[0].strip() == row[0] != "" for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
