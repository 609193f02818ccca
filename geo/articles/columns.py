"""Which column of a table is what: guessed from names and values, and a value that the user may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from geo.articles.days import day_of, is_ambiguous
from geo.errors import EmptyArticle, UnreadableArticle
from geo.model import Article

NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "fulltext", "maintext", "articlebody", "contenttext", "article", "story", "document"),
    "title": ("title", "headline", "heading", "head", "subject"),
    "date": (
        "published", "publicationdate", "publisheddate", "datepublished", "publishedat", "pubdate", "date", "publishdate",
        "dct", "datetime", "timestamp", "time", "day", "createdat",
    ),
    "source": ("url", "link", "source", "sourceurl", "articleurl", "webpage", "weburl", "id", "doc"),
    "publisher": ("publisher", "outlet", "newspaper", "publication", "site", "domain", "sourcename", "media", "agency"),
    "author": ("author", "byline", "authors", "creator", "reporter"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns for what an article needs, "" where there is none.

    ``day_first`` says how to read 3/4/2024: None where the values themselves never tell.
    """

    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    publisher: str = ""
    author: str = ""
    day_first: bool | None = None


def guess(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Columns:
    """The columns by their names; the text is else the one with the longest values, days are read as the rows tell.

    >>> guess(["Headline", "Body", "Pub date"], [{"Headline": "Flood", "Body": "It rained.", "Pub date": "31/10/2024"}])
    Columns(text='Body', title='Headline', date='Pub date', source='', publisher='', author='', day_first=True)
    """
    plain = {"".join(sign for sign in name.lower() if sign.isalnum()): name for name in reversed(names)}
    found = {what: next((plain[name] for name in known if name in plain), "") for what, known in NAMES.items()}
    found["text"] = found["text"] or _longest([name for name in names if name not in found.values()], rows)
    days = [str(row.get(found["date"]) or "") for row in rows] if found["date"] else []
    return Columns(**found, day_first=_day_first(days))


def _longest(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    lengths = {name: sum(len(str(row.get(name) or "")) for row in rows) for name in names}
    best = max(lengths, key=lambda name: lengths[name], default="")
    return best if best and lengths[best] >= 40 * len(rows) else ""


def _day_first(days: Sequence[str]) -> bool | None:
    """What the days that can only be read one way say."""
    for day in days:
        if day_of(day) and not is_ambiguous(day) and day_of(day, day_first=True) != day_of(day, day_first=False):
            return day_of(day, day_first=True) == day_of(day)
    return None


def check(columns: Columns, names: Sequence[str], name: str) -> None:
    """Raise UnreadableArticle where a chosen column is not in the table, or none holds the text."""
    chosen = [getattr(columns, field.name) for field in fields(columns) if field.name != "day_first"]
    unknown = [column for column in chosen if column and column not in names]
    if unknown:
        raise UnreadableArticle(f"{name} has no column “{unknown[0]}”: choose among {_list(names)}.")
    if not columns.text:
        raise UnreadableArticle(f"{name} has no column for the text: choose one among {_list(names)}.")


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:20]) or "none"


def article(row: Mapping[str, Any], columns: Columns, source: str) -> Article:
    """The article of a row; raises EmptyArticle or UnreadableArticle.

    >>> article({"t": "It rained.", "d": "2024-07-03"}, Columns(text="t", date="d"), "a.csv, row 2").published
    datetime.date(2024, 7, 3)
    """
    said = {
        field.name: _word(row.get(getattr(columns, field.name)))
        for field in fields(columns)
        if field.name != "day_first"
    }
    if not said["text"].strip():
        raise EmptyArticle(f"There is no text in the column “{columns.text}”: fill it in, or choose another column.")
    published = _day(row.get(columns.date), said["date"], columns)
    link = said["source"] if said["source"].startswith(("http://", "https://")) else ""
    return Article(
        text=said["text"],
        title=said["title"],
        published=published,
        published_from="table" if published else "",
        publisher=said["publisher"],
        source=said["source"] or source,
        author=said["author"],
        link=link,
    )


def _word(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN differs from itself


def _day(value: object, text: str, columns: Columns) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or not text.strip():
        return value if isinstance(value, date) else None
    found = day_of(text, day_first=columns.day_first)
    if found is None and is_ambiguous(text):
        raise UnreadableArticle(f"“{text[:20]}” may be two days: say whether the day or the month comes first.")
    if found is None:
        raise UnreadableArticle(f"“{text[:40]}” in the column “{columns.date}” is no date: write it as 2024-10-31.")
    return found
