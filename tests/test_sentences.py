"""Sentences of news text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Article
from geo.sentences import split

GOLDEN = Path(__file__).parent / "golden" / "sentences.txt"
CASES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def marked(text: str) -> str:
    """The text with | after each sentence, white space between sentences as it was."""
    out, at = [], 0
    for sentence in split(Article(text)):
        out += [text[at : sentence.span.stop], "|"]
        at = sentence.span.stop
    return "".join([*out, text[at:]])


@pytest.mark.parametrize("case", CASES)
def test_a_hard_sentence_ends_where_a_reader_ends_it(case: str) -> None:
    expected = case.replace("¶", "\n")
    assert marked(expected.replace("|", "")) == expected


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from('aB1.!?…"”“ \n’(),—。é'), max_size=80))
def test_sentences_are_disjoint_in_order_and_hold_every_character_that_is_not_space(text: str) -> None:
    sentences = split(Article(text))
    assert "".join(s.text for s in sentences).split() or not text.strip()
    assert "".join("".join(s.text for s in sentences).split()) == "".join(text.split())
    assert all(a.span.stop <= b.span.start for a, b in pairwise(sentences))
    assert all(s.span.of(text) == s.text and s.index == i for i, s in enumerate(sentences))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The river rose by two metres overnight and the people of the lower town\n"
        "were told to leave their homes before noon, the mayor of the city said in\n"
        "a broadcast. Soldiers helped to carry the old and the sick to the school\n"
        "on the hill, where beds had been set up for about two hundred of them."
    )
    assert [s.text.split()[0] for s in split(Article(text))] == ["The", "Soldiers"]


@pytest.mark.parametrize(
    "hostile",
    [
        "." * 100_000,
        "a" + " " * 400_000 + "b",
        "… " * 50_000,
        "1. " * 50_000,
        "A. " * 30_000,
        "? ”" * 30_000,
        "\n \n" * 30_000,
        "a" * 100_000,
    ],
)
def test_hostile_text_is_split_in_time_that_grows_with_its_length(hostile: str) -> None:
    sentences = split(Article(hostile))
    assert sum(len("".join(s.text.split())) for s in sentences) == len("".join(hostile.split()))
