"""A Markdown table with its sources, to paste into a report or a chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from geo.export import columns
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

HEADINGS = ("Date", "Event", "Place", "Status", "Sentence", "Source")
SOURCE = ["article", "title", "publisher", "source", "published"]
_BLANKS = re.compile("\r\n|[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_MARKS = re.compile(r"[\\`*_\[\]<>&|~$!^{}#@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_URL_SIGNS = "%/:=&?~#+,;@"


def to_md(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """A table (GitHub's flavour) of date, event, place, status, sentence and number of the source; then the sources.

    A text is shown word for word and does nothing: what Markdown would take for markup, a picture or a link is
    escaped; line ends within a cell become spaces.
    """
    articles = table[SOURCE].drop_duplicates("article")
    numbers = {article: number for number, article in enumerate(articles["article"].tolist(), 1)}
    cells = (
        _dates(table),
        *(columns.written(table[name], as_cell, "") for name in ("label", "place", "status", "text")),
        [f"\\[{numbers[article]}\\]" for article in table["article"].tolist()],
    )
    lines = ["| " + " | ".join(row) + " |" for row in (HEADINGS, ("---",) * len(HEADINGS), *zip(*cells, strict=True))]
    sources = [f"{number}. {_source(*row)}" for number, row in enumerate(_values(articles), 1)]
    return "\n".join([*lines, "", *sources, *([""] if sources else []), as_cell(credit(table)), ""])


def as_cell(text: Any) -> str:
    r"""A text as the content of a cell.

    >>> print(as_cell("![x](http://a.example) | b\nc"))
    \!\[x\](http\://a.example) \| b c
    """
    return _MARKS.sub(r"\\\g<0>", _CONTROLS.sub("\ufffd", _BLANKS.sub(" ", str(text)))).strip(" ")


def _dates(table: pd.DataFrame) -> list[str]:
    """The first day of each row's interval, and the last where it is another."""
    first = columns.written(table["start"], _day, "")
    last = columns.written(table["stop"] - timedelta(microseconds=1), _day, "")
    return [a if b <= a else f"{a} – {b}" for a, b in zip(first, last, strict=True)]


def _day(when: Any) -> str:
    return str(when.date().isoformat())


def _values(articles: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(zip(*(columns.values(articles[name]) for name in SOURCE[1:]), strict=True))


def _source(title: str | None, publisher: str | None, source: str | None, published: str | None) -> str:
    name = f"“{as_cell(title or source or 'Untitled')}”"
    if source and source.startswith(("https://", "http://")):
        name = f"[{name}]({quote(source, safe=_URL_SIGNS)})"
    return ", ".join(filter(None, (name, as_cell(publisher or ""), (published or "")[:10])))
