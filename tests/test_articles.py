"""Articles from text, bytes and files."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import read
from geo.errors import ArticleTooLong, DatelineError, EmptyArticle, UnreadableArticle
from geo.settings import Settings

STORY = "The river rose on Monday. “No one was hurt,” Mayor José Díaz said."


def test_a_pasted_text_without_a_headline_is_kept_word_for_word() -> None:
    assert read(STORY).text == STORY
    assert read(STORY).title == ""


def test_a_first_line_that_is_no_sentence_becomes_the_title() -> None:
    article = read(f"World\nFlood hits the lower town, mayor says\n{STORY}")
    assert (article.section, article.title, article.text) == ("World", "Flood hits the lower town, mayor says", STORY)


def test_front_matter_gives_title_date_publisher_and_link() -> None:
    article = read(
        f"---\ntitle: Flood\npublished: 2024-07-03\npublisher: The Post\nsource: https://example.org/a\n---\n\n{STORY}"
    )
    assert (article.title, article.published, article.publisher) == ("Flood", date(2024, 7, 3), "The Post")
    assert (article.source, article.text, article.published_from) == ("https://example.org/a", STORY, "front matter")


def test_what_the_caller_gives_wins_over_the_front_matter() -> None:
    article = read(f"---\ntitle: Flood\ndate: 3 July 2024\n---\n{STORY}", title="Water", published=date(2024, 7, 4))
    assert (article.title, article.published, article.published_from) == ("Water", date(2024, 7, 4), "given")


def test_a_date_that_is_none_in_the_front_matter_is_said_to_be_so() -> None:
    with pytest.raises(UnreadableArticle, match="write it as 2024-10-31"):
        read(f"---\ndate: someday\n---\n{STORY}")


def test_markdown_marks_go_and_words_stay(tmp_path: Path) -> None:
    file = tmp_path / "flood.md"
    file.write_text("# Flood\n\nThe **river** [rose](https://example.org)\non *Monday*.\n\n> It_was_high.\n", "utf-8")
    article = read(file)
    assert (article.title, article.text) == ("Flood", "The river rose on Monday.\n\nIt_was_high.")
    assert article.source == "flood.md"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_in_any_usual_encoding_is_read(encoding: str) -> None:
    assert read(STORY.encode(encoding)).text == STORY


def test_a_cyrillic_file_in_an_old_encoding_is_read() -> None:
    story = "Река поднялась в понедельник. Мэр города сказал, что никто не пострадал, но вода ещё прибывает."
    assert read(story.encode("cp1251")).text == story


@pytest.mark.parametrize("nothing", ["", " \n\t ", b"", b"\xef\xbb\xbf \n", "---\ntitle: Flood\n---\n\n"])
def test_an_article_without_text_is_refused_with_a_remedy(nothing: str | bytes) -> None:
    with pytest.raises(EmptyArticle, match="paste"):
        read(nothing)


@pytest.mark.parametrize("name", ["a.pdf", "a.exe", "a.txt"])
def test_what_is_no_text_is_refused_with_a_remedy(name: str) -> None:
    with pytest.raises(UnreadableArticle, match=r"save the article as \.txt or \.md"):
        read(bytes(range(256)) * 8, name=name)


def test_five_megabytes_are_refused_with_the_limit_and_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"It rained. " * 500_000)
    for source in (file, file.read_bytes(), file.read_text("utf-8")):
        with pytest.raises(ArticleTooLong, match="split it into parts"):
            read(source)


def test_the_limit_can_be_set() -> None:
    with pytest.raises(ArticleTooLong, match="10 characters"):
        read(STORY, settings=Settings(max_characters=10))


def test_a_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match=r"^nowhere\.txt could not be opened") as caught:
        read(tmp_path / "nowhere.txt")
    assert str(tmp_path) not in str(caught.value)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_anything_is_either_read_as_writable_text_or_refused_in_a_sentence(source: bytes | str) -> None:
    try:
        said = read(source).text
    except DatelineError as error:
        said = str(error)
    assert said.encode("utf-8").strip()
    assert "\r" not in said


def test_a_line_of_blanks_is_read_in_time_that_grows_with_its_length() -> None:
    assert read("Troops took the town." + " " * 400_000 + "It ended.").text.endswith("It ended.")
