"""Tables of articles: the columns are guessed, and the user may say otherwise."""

from datetime import date
from pathlib import Path

import pytest
from article_files import STORY, csv_table, parquet_table

from geo.articles import Columns, File, Refusal, columns_of, read_all
from geo.model import Article


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"Publication Date,Article Text,URL,Headline,Outlet,Byline\n2024-07-03,It rained.,https://a.org,Rain,The Post,Ana\n"),
        ("a.parquet", parquet_table([
            {"Publication Date": "2024-07-03", "Article Text": "It rained.", "URL": "https://a.org", "Headline": "Rain", "Outlet": "The Post",
             "Byline": "Ana"},
        ])),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_their_names(name: str, data: bytes) -> None:
    found = columns_of(data, name=name)
    assert found is not None
    names, guess = found
    assert names == ("Publication Date", "Article Text", "URL", "Headline", "Outlet", "Byline")
    assert guess == Columns("Article Text", "Headline", "Publication Date", "URL", "Outlet", "Byline")
    (article,) = read_all(File(name, data))
    assert isinstance(article, Article)
    assert (article.title, article.published, article.publisher) == ("Rain", date(2024, 7, 3), "The Post")
    assert (article.author, article.link, article.source) == ("Ana", "https://a.org", "https://a.org")


def test_a_column_of_long_texts_is_the_text_whatever_its_name() -> None:
    found = columns_of(f'a,b\n1,"{STORY.replace(chr(34), chr(39))}"\n'.encode(), name="t.csv")
    assert found is not None
    assert found[1].text == "b"


def test_what_is_no_table_has_no_columns() -> None:
    assert columns_of(STORY.encode(), name="a.txt") is None


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_the_user_may_choose_other_columns(name: str) -> None:
    rows = [{"text": "A teaser.", "full": STORY, "title": "Flood"}]
    data = parquet_table(rows) if name == "a.parquet" else f"text,full,title\nA teaser.,{STORY.splitlines()[0]!r},Flood\n".replace(chr(39), chr(34)).encode()  # fmt: skip
    (article,) = read_all(File(name, data), columns=Columns(text="full", title="title"))
    assert isinstance(article, Article)
    assert article.text.startswith("VELNA")
    (refusal,) = read_all(File(name, data), columns=Columns(text="nowhere"))
    assert isinstance(refusal, Refusal)
    assert "no column “nowhere”: choose among “text”, “full”, “title”" in refusal.reason


@pytest.mark.parametrize(("others", "day_first", "expected"), [
    ("31/1/2024", None, date(2024, 4, 3)), ("1/31/2024", None, date(2024, 3, 4)), ("3/3/2024", True, date(2024, 4, 3)),
    ("3/3/2024", False, date(2024, 3, 4)),
])  # fmt: skip
def test_days_are_read_as_the_other_rows_or_the_user_tell(others: str, day_first: bool | None, expected: date) -> None:
    data = f"date,text\n3/4/2024,It rained.\n{others},It dried.\n".encode()
    columns = None if day_first is None else Columns(text="text", date="date", day_first=day_first)
    first, _ = read_all(File("a.csv", data), columns=columns)
    assert isinstance(first, Article)
    assert first.published == expected


def test_a_table_in_an_old_encoding_is_read_to_its_end() -> None:
    story = "Река поднялась в понедельник, мэр города сказал, что никто не пострадал."
    data = ("title,text\n" + f'Вода,"«{story}»"\n' * 3000).encode("cp1251")
    found = list(read_all(File("a.csv", data)))
    assert len(found) == 3000
    assert all(isinstance(one, Article) and story in one.text and one.language == "ru" for one in found)


def test_tables_on_disk_are_read_as_those_in_memory(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(csv_table(), "utf-8")
    (tmp_path / "b.parquet").write_bytes(parquet_table())
    found = list(read_all(tmp_path))
    assert [type(one) for one in found] == [Article, Article]
