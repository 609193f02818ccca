"""Places, dates and events of a reading as JSON rows: one dict each, offsets into the article's text.

Times are ISO 8601, ``begin`` inclusive and ``finish`` exclusive; ``date_start`` and ``date_end`` are whole days, both
inclusive. A value that is not known is None.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from geo.model import Dating, Event, Participant, Place, Quantity, Reading, Resolution, TimeSpan


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
    text, span = reading.article.text, reading.sentences[told.sentence].span
    return {
        "start": span.start,
        "end": span.stop,
        "type": told.type,
        "mode": told.mode or None,
        "trigger": told.trigger.of(text),
        **_participant("actor", told.actor),
        **_participant("target", told.target),
        "quantities": [_quantity(each) for each in told.quantities],
        **_place(told.where.place),
        "place_role": told.where.role or None,
        "precision": told.where.precision,
        "place_confidence": round(told.where.confidence, 3),
        "place_reason": told.where.reason or None,
        **_days(told.when.when),
        **_interval(told.when.when),
        "date_basis": told.when.basis,
        "date_confidence": round(told.when.confidence, 3),
        "date_reason": told.when.reason or None,
        "status": told.status,
        "cue": told.cue or None,
        "speaker": told.speaker or None,
        "confidence": round(told.confidence, 3),
        "also": [[s.start, s.stop] for s in (reading.sentences[n].span for n in told.also)],
    }


def _participant(role: str, who: Participant | None) -> dict[str, str | None]:
    return {
        role: who.text if who else None,
        f"{role}_kind": (who.kind or None) if who else None,
        f"{role}_country": (who.country or None) if who else None,
    }


def _quantity(counted: Quantity) -> dict[str, Any]:
    return {
        "role": counted.role,
        "value": counted.value,
        "unit": counted.unit or None,
        "at_least": counted.at_least,
        "per": counted.per or None,
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
