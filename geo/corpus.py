"""Many documents: JSON lines in, JSON lines out, one after another, in memory that does not grow.

A row in is ``{doc, text}`` with, optionally, ``corpus``, ``title`` and a publication date named ``published``, ``dct``
or ``date``; a row out is ``{corpus, doc}`` and what was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geo import pipeline, rows, sentences
from geo.errors import ArticleTooLong, UnreadableArticle
from geo.model import Article, Resolution, Span
from geo.settings import from_environment
from geo.timex import interchange

Row = dict[str, Any]
LIMIT = from_environment().max_characters
SURROGATE = re.compile("[\ud800-\udfff]")  # no text can be written with one that stands alone


def documents(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of JSON lines; raises UnreadableArticle for a line that is none, naming it by its number.

    >>> [row["published"] for row in documents(['{"doc": "1", "text": "It rained.", "date": "2024-07-03"}'])]
    [datetime.date(2024, 7, 3)]
    """
    return (_document(number, line) for number, line in enumerate(lines, 1) if line.strip())


def timexes(document: Row) -> Row:
    """The time expressions of a document, with their intervals."""
    return dict(interchange.rows(document, split=sentences.split))


def timeml(document: Row) -> str:
    """A document as TimeML, its time expressions tagged as TIMEX3."""
    return interchange.timeml_row(document, split=sentences.split)


def toponyms(document: Row, *, spans: bool = False) -> Row:
    """The names of places in a document; with ``spans``, of those that its row says are toponyms."""
    given = [Span(each["start"], each["end"]) for each in _spans(document)] if spans else None
    found = pipeline.locate(_article(document), spans=given)
    named = [_as_named(resolution) for resolution in found if spans or resolution.mention.kind != "anaphor"]
    return _named(document) | {"toponyms": [rows.toponym(resolution) for resolution in named]}


def _as_named(resolution: Resolution) -> Resolution:
    """The place that the words name: Kharkiv where “30 km north of Kharkiv” was located."""
    if resolution.mention.relation is None or not resolution.others:
        return resolution
    return replace(resolution, place=resolution.others[0], reason="the place that the words name")


def events(document: Row) -> Row:
    """The events of a document, with their places and dates."""
    reading = pipeline.extract(_article(document))
    return _named(document) | {"events": [rows.event(reading, event) for event in reading.events]}


def _named(document: Mapping[str, Any]) -> Row:
    return {key: document[key] for key in ("corpus", "doc") if key in document}


def _article(document: Mapping[str, Any]) -> Article:
    return Article(
        text=document["text"],
        title=str(document.get("title") or ""),
        published=document["published"],
        published_from="given" if document["published"] else "",
    )


def _document(number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"Line {number} is no JSON: write one object with doc and text a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UnreadableArticle(f"Line {number} has no text: write one object with doc and text a line.")
    if len(row["text"]) > LIMIT:
        raise ArticleTooLong(f"The text of line {number} is longer than {LIMIT:,} characters: split it into parts.")
    row["text"] = SURROGATE.sub("\ufffd", row["text"])
    published = _published(number, row)
    return row | {"line": number, "published": published, "dct": published.isoformat() if published else None}


def _published(number: int, row: Mapping[str, Any]) -> date | None:
    given = row.get("published") or row.get("dct") or row.get("date")
    try:
        return date.fromisoformat(str(given)[:10]) if given else None
    except ValueError as error:
        raise UnreadableArticle(f"Line {number} has a date that is none: write it as 2024-10-31.") from error


def _spans(document: Mapping[str, Any]) -> list[Mapping[str, int]]:
    given, length = document.get("toponyms"), len(document["text"])
    if isinstance(given, list) and all(_is_span(each, length) for each in given):
        return given
    raise UnreadableArticle(
        f"Line {document['line']} has no toponyms to resolve: give each as start and end within the text."
    )


def _is_span(given: Any, length: int) -> bool:
    if not isinstance(given, dict):
        return False
    start, end = given.get("start"), given.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length
