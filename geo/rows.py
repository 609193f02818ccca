"""Places, dates and events of a reading as JSON rows: one dict each, offsets into the article's text.

Times are ISO 8601, ``begin`` inclusive and ``finish`` exclusive; ``date_start`` and ``date_end`` are whole days, both
inclusive. A value that is not known is None.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from geo.model import Dating, Event, Place, Reading, Resolution, TimeSpan


def toponym(resolution: Resolution) -> dict[str, Any]:
    """A place that the text names, and which place it is."""
    mention = resolution.mention
    return {
        "start": mention.span.start,
        "end": mention.span.stop,
        "text": mention.text,
        "kind": mention.kind,
        "literal": mention.literal,
        **_place(resolution.place),
        "confidence": round(resolution.confidence, 3),
        "reason": resolution.reason,
    }


def timex(dating: Dating) -> dict[str, Any]:
    """A time expression and its interval."""
    return {
        "start": dating.span.start,
        "end": dating.span.stop,
        "text": dating.text,
        "type": dating.type,
        "value": dating.value,
        **_interval(dating.when),
        "reason": dating.reason,
    }


def event(reading: Reading, told: Event) -> dict[str, Any]:
    """An event with the offsets of the sentence that tells it."""
    span = reading.sentences[told.sentence].span
    return {
        "start": span.start,
        "end": span.stop,
        "type": told.type,
        "trigger": told.trigger.of(reading.article.text),
        **_place(told.where.place),
        "precision": told.where.precision,
        "place_reason": told.where.reason,
        **_days(told.when.when),
        "date_basis": told.when.basis,
        "date_reason": told.when.reason,
        "actor": told.actor.text if told.actor else None,
        "target": told.target.text if told.target else None,
        "status": told.status,
        "speaker": told.speaker or None,
        "confidence": round(told.confidence, 3),
        "also": [[s.start, s.stop] for s in (reading.sentences[n].span for n in told.also)],
    }


def _place(place: Place | None) -> dict[str, Any]:
    return {
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
    }


def _interval(when: TimeSpan | None) -> dict[str, Any]:
    return {
        "begin": when.start.isoformat() if when else None,
        "finish": when.stop.isoformat() if when else None,
        "grain": when.grain if when else None,
        "certainty": when.certainty if when else None,
    }


def _days(when: TimeSpan | None) -> dict[str, Any]:
    if when is None:
        return {"date_start": None, "date_end": None}
    last = max(when.start, when.stop - timedelta(microseconds=1))
    return {"date_start": when.start.date().isoformat(), "date_end": last.date().isoformat()}
