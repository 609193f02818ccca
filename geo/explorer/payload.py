"""What the explorer's document carries: articles, places, dates and events as columns of one JSON value.

The document holds it in its element ``#dateline-data``, so that other programs can read it too::

    schema      "dateline/1"
    title       the explorer's title
    families    the names of the six groups of types, in the order of their colours
    types       rows [id, label, family's position, glyph]
    words       short texts that the columns below point into; 0 is the empty text
    articles    title, published (ISO date or ""), publisher, section, author, source and link (the page's own address),
                text; paragraphs are kept in the text
                sentences  for each sentence its distance from the one before and its length
                marks      rows [start, stop, kind, target, reason, confidence, other, other …]: kind 0 a place,
                           1 an area, 2 a date, 3 a place not found, 4 words that stand for something else, 5 a time
                           expression without a date; target a row of places or dates or -1; reason and others in words
    places      columns id, name, kind, lat, lon, radius_km, country, area (1: an area), outline (rings
                of lat, lon; none for a country, whose borders the basemap has)
    dates       columns start, stop (seconds since 1970, null: undated), grain, certainty, basis, reason, open
                (1: may have begun earlier, 2: may still go on), confidence
    wheres      columns precision, reason, confidence: how an event's place is known
    claims      columns status, cue, speaker
    events      columns, ordered by article and sentence; a column that is a single number holds it for every event;
                counts (events of each article), number (in its article), sentence, type, place (-1: none), date,
                where, claim, actor, target, quantities, confidence, trigger (offset in the sentence), length (of it)
    also        rows [event, sentence, sentence …]: the other sentences that tell an event of the columns above

Offsets count UTF-16 units, as JavaScript does. Confidences are per cent. Times are ``[start, stop)``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, chain, pairwise
from typing import Any

import numpy as np
import pandas as pd

from geo.frame import event_types
from geo.model import Dating, Place, Reading, Resolution, TimeSpan

SCHEMA = "dateline/1"
_EPOCH, _SECOND = datetime(1970, 1, 1), timedelta(seconds=1)
FAMILIES = ("movement", "violence", "statement", "hazard", "politics", "society")
_PLACE = ["place_id", "place", "kind", "lat", "lon", "radius_km", "country"]
_DATE = [
    "start", "stop", "grain", "certainty", "open_start", "open_stop", "date_basis", "date_reason", "date_confidence",
]  # fmt: skip
_ESCAPES = (
    ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("{{", "\\u007b\\u007b"), ("{%", "\\u007b%"),
    ("{#", "\\u007b#"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")

Codes = np.ndarray[tuple[int], np.dtype[np.int64]]


class Pool:
    """Values that occur again and again, each kept once and named by its position.

    >>> pool = Pool()
    >>> pool.at("Kursk"), pool.at("Tokyo"), pool.at("Kursk"), pool.values
    (0, 1, 0, ['Kursk', 'Tokyo'])
    """

    def __init__(self, *values: Any) -> None:
        self.values: list[Any] = []
        self._positions: dict[Hashable, int] = {}
        for value in values:
            self.at(value)

    def at(self, value: Any, key: Hashable = None) -> int:
        """The position of a value; ``key`` says when two are the same, else their equality does."""
        position = self._positions.setdefault(value if key is None else key, len(self.values))
        if position == len(self.values):
            self.values.append(value)
        return position

    def codes(self, column: pd.Series) -> Codes:
        """The positions of a column's texts; a missing one is the empty text."""
        codes, texts = pd.factorize(column)
        return np.array([*map(self.at, map(str, texts)), self.at("")], dtype=np.int64)[codes]


def encode(value: object) -> str:
    r"""JSON that no HTML parser, JavaScript engine or template engine reads as anything else.

    >>> encode({"text": "</script>{{ 1 }}"})
    '{"text":"\\u003c/script\\u003e\\u007b\\u007b 1 }}"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@dataclass(frozen=True, slots=True)
class _Pools:
    words: Pool
    places: Pool
    dates: Pool


def payload(readings: Sequence[Reading], frame: pd.DataFrame, title: str = "") -> dict[str, Any]:
    """Everything the document shows, as the head of this module describes it.

    ``frame`` is the table of ``readings`` or some of its rows; events that are not in it are left out.
    """
    rows = frame.sort_values(["article", "sentence"], kind="stable")
    pools = _Pools(Pool(""), Pool(), Pool())
    types = _types(rows)
    codes = {
        "type": _positions(rows["type"], [row[0] for row in types]),
        "place": _event_places(rows, pools.places),
        "date": _event_dates(rows, pools.dates),
    }
    return {
        "schema": SCHEMA,
        "title": title or _title(readings),
        "families": FAMILIES,
        "types": types,
        "articles": [_article(reading, pools) for reading in readings],
        **_events(rows, readings, pools.words, codes),
        "places": _places(pools.places.values),
        "dates": _dates(pools.dates.values, pools.words),
        "words": pools.words.values,
    }


def _title(readings: Sequence[Reading]) -> str:
    if len(readings) > 1:
        return f"{len(readings):,} articles"
    return readings[0].article.title if readings else ""


def _types(rows: pd.DataFrame) -> list[tuple[str, str, int, str]]:
    used = set(rows["type"].unique())
    kinds = (kind for kind in event_types().values() if kind.id in used)
    return [(kind.id, kind.label, FAMILIES.index(kind.family), kind.glyph) for kind in kinds]


def _positions(column: pd.Series, names: Sequence[str]) -> Codes:
    return np.asarray(pd.Categorical(column, categories=list(names)).codes, dtype=np.int64)


def _distinct(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[Codes, pd.DataFrame]:
    """For each row the position of its combination of values, and one row for each combination."""
    codes = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        own, values = pd.factorize(rows[column])
        codes = np.unique(codes * (len(values) + 1) + own + 1, return_inverse=True)[1]
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return inverse.astype(np.int64), rows.iloc[first]


def _event_places(rows: pd.DataFrame, places: Pool) -> Codes:
    known = rows.dropna(subset=["place_id"]).drop_duplicates("place_id")
    fields = known[_PLACE].fillna({"country": ""}).itertuples(index=False)
    for (ident, name, kind, lat, lon, radius, country), outline in zip(fields, known["outline"], strict=True):
        places.at(Place(ident, name, kind, lat, lon, radius, country, outline=outline or ()), ident)
    return _positions(rows["place_id"], known["place_id"].tolist())


def _event_dates(rows: pd.DataFrame, dates: Pool) -> Codes:
    codes, first = _distinct(rows, _DATE)
    own = [
        dates.at((_seconds(start), _seconds(stop), *_texts(grain, certainty), open_start + 2 * open_stop, *_texts(basis, reason), _per_cent(confidence)))
        for start, stop, grain, certainty, open_start, open_stop, basis, reason, confidence in first[_DATE].itertuples(index=False)
    ]  # fmt: skip
    return np.array(own, dtype=np.int64)[codes] if own else codes


def _seconds(moment: Any) -> int | None:
    return None if pd.isna(moment) else (moment - _EPOCH) // _SECOND


def _texts(*values: Any) -> tuple[str, ...]:
    return tuple("" if pd.isna(value) else str(value) for value in values)


def _per_cent(share: Any) -> int:
    return 0 if pd.isna(share) else round(100 * min(max(share, 0.0), 1.0))


def _events(rows: pd.DataFrame, readings: Sequence[Reading], words: Pool, codes: Mapping[str, Codes]) -> dict[str, Any]:
    where, wheres = _distinct(rows, ["precision", "place_reason", "place_confidence"])
    claim, claims = _distinct(rows, ["status", "cue", "speaker"])
    articles = rows["article"].to_numpy(dtype=np.int64)
    numbers = np.array([int(name.partition("-")[2]) for name in rows["id"].tolist()], dtype=np.int64)
    columns = {
        "number": numbers,
        "sentence": rows["sentence"].to_numpy(dtype=np.int64),
        **codes,
        "where": where,
        "claim": claim,
        **{name: words.codes(rows[name]) for name in ("actor", "target", "quantities")},
        "confidence": (rows["confidence"].to_numpy(dtype=np.float64) * 100).round().astype(np.int64),
        **_triggers(articles, numbers, readings),
    }
    return {
        "events": {
            "counts": np.bincount(articles, minlength=len(readings)).tolist(),
            **{name: _short(column) for name, column in columns.items()},
        },
        "also": _retellings(articles, numbers, readings),
        "wheres": {
            "precision": wheres["precision"].fillna("none").tolist(),
            "reason": words.codes(wheres["place_reason"]).tolist(),
            "confidence": [_per_cent(share) for share in wheres["place_confidence"]],
        },
        "claims": {
            "status": claims["status"].tolist(),
            **{name: words.codes(claims[name]).tolist() for name in ("cue", "speaker")},
        },
    }


def _short(column: Codes) -> list[int] | int:
    """The column, or its only value: most columns of most articles say the same for every event."""
    values: list[int] = column.tolist()
    return values[0] if values and values.count(values[0]) == len(values) else values


def _triggers(articles: Codes, numbers: Codes, readings: Sequence[Reading]) -> dict[str, Codes]:
    spans = np.zeros((len(articles), 2), dtype=np.int64)
    for at, (article, number) in enumerate(zip(articles.tolist(), numbers.tolist(), strict=True)):
        reading = readings[article]
        event = reading.events[number]
        text, start = reading.article.text, reading.sentences[event.sentence].span.start
        spans[at] = (_units(text[start : event.trigger.start]), _units(event.trigger.of(text)))
    return {"trigger": spans[:, 0], "length": spans[:, 1]}


def _retellings(articles: Codes, numbers: Codes, readings: Sequence[Reading]) -> list[list[int]]:
    found = (
        readings[article].events[number].also
        for article, number in zip(articles.tolist(), numbers.tolist(), strict=True)
    )
    return [[at, *also] for at, also in enumerate(found) if also]


def _units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def _places(places: Sequence[Place]) -> dict[str, list[Any]]:
    return {
        **{name: [getattr(place, name) for place in places] for name in ("id", "name", "kind", "country")},
        **{name: [round(float(getattr(place, name)), 4) for place in places] for name in ("lat", "lon", "radius_km")},
        "area": [int(place.is_area) for place in places],
        "outline": [_rings(place) for place in places],
    }


def _rings(place: Place) -> list[list[float]]:
    """The outline; a country's is on the map already."""
    outline = () if place.kind == "country" and place.country else place.outline
    return [[round(float(degrees), 3) for point in ring for degrees in point] for ring in outline]


def _dates(dates: Sequence[tuple[Any, ...]], words: Pool) -> dict[str, list[Any]]:
    names = ("start", "stop", "grain", "certainty", "open", "basis", "reason", "confidence")
    columns = {name: [date[at] for date in dates] for at, name in enumerate(names)}
    return {**columns, "reason": [words.at(reason) for reason in columns["reason"]]}


def _article(reading: Reading, pools: _Pools) -> dict[str, Any]:
    article = reading.article
    bounds = list(chain.from_iterable((each.span.start, each.span.stop) for each in reading.sentences))
    marks = [_place_mark(resolution, pools) for resolution in reading.resolutions]
    marks += [_date_mark(dating, pools) for dating in reading.datings]
    if not article.text.isascii():
        wide = list(accumulate((letter > "\uffff" for letter in article.text), initial=0))
        bounds = [offset + wide[offset] for offset in bounds]
        marks = [[start + wide[start], stop + wide[stop], *rest] for start, stop, *rest in marks]
    return {
        **{
            name: getattr(article, name)
            for name in ("title", "publisher", "section", "author", "source", "link", "text")
        },
        "published": article.published.isoformat() if article.published else "",
        "sentences": [offset - before for before, offset in pairwise([0, *bounds])],
        "marks": sorted(marks),
    }


def _place_mark(resolution: Resolution, pools: _Pools) -> list[int]:
    mention, place = resolution.mention, resolution.place
    kind = 3 if place is None else int(place.is_area)
    target = -1 if place is None else pools.places.at(place, place.id)
    others = [pools.words.at(other.name) for other in resolution.others]
    return [mention.span.start, mention.span.stop, kind if mention.literal else 4, target,
            pools.words.at(resolution.reason), _per_cent(resolution.confidence), *others]  # fmt: skip


def _date_mark(dating: Dating, pools: _Pools) -> list[int]:
    target = -1 if dating.when is None else pools.dates.at(_mentioned(dating.when))
    return [dating.span.start, dating.span.stop, 2 if dating.when else 5, target, pools.words.at(dating.reason), 100]


def _mentioned(when: TimeSpan) -> tuple[Any, ...]:
    start, stop = ((moment.replace(tzinfo=None) - _EPOCH) // _SECOND for moment in (when.start, when.stop))
    return (start, stop, when.grain, when.certainty, when.open_start + 2 * when.open_stop, "stated", "", 100)
