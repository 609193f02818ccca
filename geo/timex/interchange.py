"""Datings in the forms that others read: rows of JSON and TimeML.

``rows`` answers one document ``{doc, dct, text}``; ``timeml`` writes the text with its TIMEX3 tags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from geo.errors import UnreadableArticle
from geo.model import Article, Dating, Sentence
from geo.timex.finding import find

Splitter = Callable[[Article], tuple[Sentence, ...]]
Row = dict[str, str | int | None]
MODS = (
    ("START", ("early", "the early", "the beginning", "the start", "the first days")),
    ("MID", ("mid", "the middle", "the mid")),
    ("END", ("late", "the late", "the end", "the close", "the latter")),
    ("APPROX", ("about", "around", "some ", "roughly", "approximately")),
    ("MORE_THAN", ("more than", "over")),
    ("LESS_THAN", ("less than", "under", "nearly", "almost")),
)


def rows(document: Mapping[str, object], *, split: Splitter) -> dict[str, object]:
    """The time expressions of one document ``{doc, dct, text}``, with offsets into its text.

    ``dct`` is the publication date as ISO 8601, or null. ``begin`` and ``finish`` are ISO 8601 to the minute, finish
    exclusive, null where there is no interval; in UTC, ending in +00:00, where the text names a zone.

    >>> from geo.sentences import split
    >>> row = rows({"doc": "d1", "dct": "2024-10-31", "text": "He left on Tuesday."}, split=split)
    >>> row["timexes"][0]["begin"], row["timexes"][0]["value"]
    ('2024-10-29T00:00', '2024-10-29')
    """
    article = _article(document)
    found = find(article, split(article))
    return {"doc": document.get("doc"), "timexes": [_row(dating) for dating in found]}


def timeml_row(document: Mapping[str, object], *, split: Splitter) -> str:
    """One document ``{doc, dct, text}`` as TimeML."""
    article = _article(document)
    return timeml(article, find(article, split(article)))


def _article(document: Mapping[str, object]) -> Article:
    text = document.get("text")
    if not isinstance(text, str):
        raise UnreadableArticle("A row has no text: give each row as {doc, dct, text} with text a string.")
    return Article(
        text, title=str(document.get("title") or ""), published=_day(document.get("dct") or document.get("published"))
    )


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UnreadableArticle(f"{value!r} is no date: give dct as 2024-10-31, or null.") from error


def _row(dating: Dating) -> Row:
    when = dating.when
    zone = "+00:00" if when and when.zone else ""
    return {
        "start": dating.span.start,
        "end": dating.span.stop,
        "type": dating.type,
        "value": dating.value,
        "begin": when.start.isoformat(timespec="minutes") + zone if when else None,
        "finish": when.stop.isoformat(timespec="minutes") + zone if when else None,
        "grain": when.grain if when else None,
        "certainty": when.certainty if when else None,
        "reason": dating.reason,
    }


def timeml(article: Article, datings: Sequence[Dating]) -> str:
    """The article as a TimeML document, its time expressions tagged as TIMEX3.

    >>> "<TEXT>He left.</TEXT>" in timeml(Article("He left."), ())
    True
    """
    published = article.published.isoformat() if article.published else ""
    created = (
        f'<DCT><TIMEX3 tid="t0" type="DATE" value="{published}" temporalFunction="false" '
        f'functionInDocument="CREATION_TIME">{published}</TIMEX3></DCT>\n'
        if published
        else ""
    )
    title = f"<TITLE>{escape(_clean(article.title))}</TITLE>\n" if article.title else ""
    body = "".join(_pieces(article.text, datings))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n{created}{title}<TEXT>{body}</TEXT>\n</TimeML>\n'


def _pieces(text: str, datings: Sequence[Dating]) -> list[str]:
    pieces, at = [], 0
    for number, dating in enumerate(datings, 1):
        pieces += [escape(_clean(text[at : dating.span.start])), _tagged(dating, number)]
        at = dating.span.stop
    return [*pieces, escape(_clean(text[at:]))]


def _tagged(dating: Dating, number: int) -> str:
    mod = _mod(dating.text.lower())
    more = f' mod="{mod}"' if mod else ""
    value = quoteattr(dating.value)
    return f'<TIMEX3 tid="t{number}" type="{dating.type}" value={value}{more}>{escape(_clean(dating.text))}</TIMEX3>'


def _mod(text: str) -> str:
    return next((mod for mod, starts in MODS if text.startswith(starts)), "")


def _clean(text: str) -> str:
    """The text without the control characters that XML 1.0 does not allow."""
    return "".join(
        c for c in text if c in "\t\n\r" or (" " <= c <= "\ud7ff") or ("\ue000" <= c <= "\ufffd") or c > "\uffff"
    )
