"""Which language a text is in."""

import csv
from pathlib import Path

import pytest

from geo.articles.language import detect, foreign, languages
from geo.model import Article

with (Path(__file__).parent / "languages.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = [(row["code"], row["text"]) for row in csv.DictReader(file)]


def test_thirty_languages_are_told_apart_by_a_sentence_or_two() -> None:
    wrong = [(code, detect(text)) for code, text in SENTENCES if detect(text) != code]
    assert len({code for code, _ in SENTENCES}) == 30
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("code", sorted({code for code, _ in SENTENCES}))
def test_the_sentences_of_a_language_together_are_always_known(code: str) -> None:
    assert detect(" ".join(text for known, text in SENTENCES if known == code)) == code


@pytest.mark.parametrize("text", ["", "12:30 – 14:00", "🌧️🌧️", "\ud800", "ႤႥႦႧႨႩႪ"])
def test_a_text_without_words_of_a_known_language_is_in_none(text: str) -> None:
    assert detect(text) == ""


def test_an_english_article_with_many_foreign_names_is_english() -> None:
    assert (
        detect("Președintele Iohannis met Jürgen Müller and Øystein Sørensen in Şanlıurfa and Łódź on Friday.") == "en"
    )


def test_the_reader_is_told_of_another_language_and_of_none_else() -> None:
    assert "is in Ukrainian" in foreign(Article("Дощ.", language="uk"))
    assert foreign(Article("Rain.", language="en")) == foreign(Article("Rain.")) == ""


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_every_row_of_the_table_has_a_name_a_script_and_words_in_lower_case(language: object) -> None:
    row = next(one for one in languages() if one is language)
    assert len(row.code) == 2 and row.name and row.script
    assert all(word == word.lower() for word in row.words)
