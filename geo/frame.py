"""The one table: a pandas DataFrame with one row an event, the same columns and dtypes whatever was read.

Source of every value: the :class:`geo.model.Reading`. Units: degrees, kilometres; times without a zone are civil
time of the news, ``[start, stop)``; confidences are 0 to 1.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import pandas as pd
from pandas import DataFrame

from geo.model import Article, Event, EventDate, EventPlace, Participant, Place, Quantity, Reading, TimeSpan
from geo.settings import DATA

__all__ = ["COLUMNS", "DataFrame", "EventType", "build", "event_types", "quantity_words", "within"]

COLUMNS: Mapping[str, tuple[str, str]] = {
    "id": ("string", "the event's name in this table, article and number: “0-3”"),
    "article": ("int32", "the article's position in what was read, from 0"),
    "sentence": ("int32", "the position in the article of the sentence that tells it, from 0"),
    "type": ("string", "the event's type, an id of data/events/types.csv"),
    "label": ("string", "the type in words"),
    "family": ("string", "the group of types that shares a colour"),
    "glyph": ("string", "the name of the type's sign"),
    "trigger": ("string", "the word that tells the event"),
    "actor": ("string", "who acted, as the text says it"),
    "actor_country": ("string", "the actor's country, ISO 3166-1 alpha-2"),
    "target": ("string", "who or what was acted upon"),
    "target_country": ("string", "the target's country, ISO 3166-1 alpha-2"),
    "place": ("string", "where it happened; missing when the text does not say"),
    "place_id": ("string", "the place's stable id: “geonames:538560”"),
    "kind": ("string", "what the place is: city, country, sea, part …"),
    "lat": ("float64", "latitude of the place, degrees north"),
    "lon": ("float64", "longitude of the place, degrees east"),
    "radius_km": ("float64", "radius of a circle of the place's area"),
    "country": ("string", "the place's country, ISO 3166-1 alpha-2"),
    "precision": (
        "string",
        "how exactly the place is known: exact, city, admin, country, region, sea, approximate, none",
    ),
    "place_reason": ("string", "why this place"),
    "place_confidence": ("float64", "how sure the place is"),
    "start": ("datetime64[us]", "the first moment of the interval in which it happened; missing when undated"),
    "stop": ("datetime64[us]", "the first moment after it"),
    "grain": ("string", "the unit the text speaks in: day, month, season …"),
    "certainty": ("string", "exact, inferred, approximate or vague"),
    "open_start": ("bool", "whether it may have begun earlier"),
    "open_stop": ("bool", "whether it may still go on"),
    "date_basis": ("string", "where the date comes from: stated, narrative, report, publication, none"),
    "date_reason": ("string", "why this date"),
    "date_confidence": ("float64", "how sure the date is"),
    "status": ("string", "happened, planned, possible, claimed or denied"),
    "cue": ("string", "the words behind the status"),
    "speaker": ("string", "who is quoted for it"),
    "quantities": ("string", "what was counted: “killed ≥ 23, injured 40”"),
    "confidence": ("float64", "how sure the whole row is"),
    "text": ("string", "the sentence that tells it, word for word"),
    "title": ("string", "the article's title"),
    "publisher": ("string", "the article's publisher"),
    "source": ("string", "where the article comes from, a link or a file's name"),
    "published": ("datetime64[us]", "the article's publication date"),
    "outline": ("object", "rings of (lat, lon) where the place's shape is known better than a circle"),
}


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of ``data/events/types.csv``."""

    id: str
    label: str
    family: str
    glyph: str
    definition: str


def build(readings: Reading | Sequence[Reading]) -> DataFrame:
    """The table of all events of one or more readings.

    >>> build([]).dtypes["start"]
    dtype('<M8[us]')
    """
    several = [readings] if isinstance(readings, Reading) else list(readings)
    rows = [row for number, reading in enumerate(several) for row in _rows(number, reading)]
    return DataFrame({name: _column(rows, name, dtype) for name, (dtype, _) in COLUMNS.items()})


def within(
    frame: DataFrame, start: datetime | None = None, stop: datetime | None = None, *, undated: bool = True
) -> DataFrame:
    """The rows whose interval meets ``[start, stop)``; rows without a date stay unless ``undated`` is False.

    >>> len(within(build([]), datetime(2024, 10, 1), datetime(2024, 11, 1)))
    0
    """
    dated = frame["start"].notna()
    keep = dated.copy()
    if start is not None:
        keep &= (frame["stop"] > start) | frame["open_stop"]
    if stop is not None:
        keep &= (frame["start"] < stop) | frame["open_start"]
    return frame[keep | (~dated & undated)]


@cache
def event_types() -> Mapping[str, EventType]:
    """The ontology's types by id, in the order in which they are listed."""
    names = EventType.__slots__
    with (DATA / "events" / "types.csv").open(encoding="utf-8", newline="") as rows:
        return {row["id"]: EventType(*(row[name] for name in names)) for row in csv.DictReader(rows)}


def _column(rows: list[dict[str, Any]], name: str, dtype: str) -> pd.Series:
    return pd.Series([row[name] for row in rows], dtype=dtype, name=name)


def _rows(number: int, reading: Reading) -> Iterator[dict[str, Any]]:
    for order, event in enumerate(reading.events):
        yield {
            "id": f"{number}-{order}",
            "article": number,
            **_telling(event, reading),
            **_place(event.where),
            **_date(event.when),
            **_article(reading.article),
        }


def _telling(event: Event, reading: Reading) -> dict[str, Any]:
    kind = event_types()[event.type]
    return {
        "sentence": event.sentence,
        "type": kind.id,
        "label": kind.label,
        "family": kind.family,
        "glyph": kind.glyph,
        "trigger": event.trigger.of(reading.article.text),
        **_participant("actor", event.actor),
        **_participant("target", event.target),
        "status": event.status,
        "cue": event.cue or None,
        "speaker": event.speaker or None,
        "quantities": ", ".join(map(quantity_words, event.quantities)) or None,
        "confidence": event.confidence,
        "text": reading.sentences[event.sentence].text,
    }


def _participant(role: str, who: Participant | None) -> dict[str, str | None]:
    return {role: who.text if who else None, f"{role}_country": (who.country or None) if who else None}


def quantity_words(quantity: Quantity) -> str:
    """A quantity as a reader would write it.

    >>> from geo.model import Span
    >>> quantity_words(Quantity("killed", 1200, Span(0, 1), at_least=True, per="day"))
    'killed ≥ 1,200 per day'
    """
    number = f"{quantity.value:,.10g}" if quantity.value % 1 else f"{quantity.value:,.0f}"
    bound = "≥ " if quantity.at_least else ""
    unit = "" if quantity.role.startswith(quantity.unit) else f" {quantity.unit}"
    return f"{quantity.role} {bound}{number}{unit}" + (f" per {quantity.per}" if quantity.per else "")


def _place(where: EventPlace) -> dict[str, Any]:
    place = where.place
    return {
        **_coordinates(place),
        "precision": where.precision,
        "place_reason": where.reason or None,
        "place_confidence": where.confidence,
    }


def _coordinates(place: Place | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("place", "place_id", "kind", "lat", "lon", "radius_km", "country", "outline"))
    return {
        "place": place.name,
        "place_id": place.id,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "country": place.country or None,
        "outline": place.outline or None,
    }


def _date(dated: EventDate) -> dict[str, Any]:
    return {
        **_interval(dated.when),
        "date_basis": dated.basis,
        "date_reason": dated.reason or None,
        "date_confidence": dated.confidence,
    }


def _interval(when: TimeSpan | None) -> dict[str, Any]:
    return {
        "start": when.start if when else None,
        "stop": when.stop if when else None,
        "grain": when.grain if when else None,
        "certainty": when.certainty if when else None,
        "open_start": bool(when and when.open_start),
        "open_stop": bool(when and when.open_stop),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title or None,
        "publisher": article.publisher or None,
        "source": article.source or None,
        "published": _midnight(article.published),
    }


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day) if day else None
