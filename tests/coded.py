"""Coded news: what a careful reader puts on the map and the timeline, and whether a reading says the same.

A row of a coding (CSV) names words of a sentence, the types that are right, words of the places that are right (- among
them where it may be left off the map), the first and the last day between which the event's interval must lie (- for "undated"), and its
status.
"""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from geo.model import Event, Reading

PARTS = ("type", "place", "date", "status")


def coding(file: Path) -> list[dict[str, str]]:
    """The rows of a coding."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def told_by(reading: Reading, words: str) -> list[Event]:
    """The events of the sentences that have these words."""
    sentences = {s.index for s in reading.sentences if words in " ".join(s.text.split())}
    if not sentences:
        raise ValueError(f"no sentence has the words {words!r}")
    return [event for event in reading.events if sentences & {event.sentence, *event.also}]


def right(event: Event, row: Mapping[str, str]) -> dict[str, bool]:
    """Which parts of an event are as coded."""
    return {
        "type": event.type in row["types"].split(),
        "place": _placed(event, row["places"]),
        "date": _dated(event, row["first"], row["last"]),
        "status": event.status == row["status"],
    }


def best(reading: Reading, row: Mapping[str, str]) -> dict[str, bool]:
    """The parts that the best fitting event of the row's sentence has right; all wrong where there is no event."""
    fits = [right(event, row) for event in told_by(reading, row["words"])]
    return max(
        fits, key=lambda fit: (fit["place"] and fit["date"], sum(fit.values())), default=dict.fromkeys(PARTS, False)
    )


def _placed(event: Event, places: str) -> bool:
    place = event.where.place
    names = places.split()
    return "-" in names if place is None else any(name in place.name for name in names)


def _dated(event: Event, first: str, last: str) -> bool:
    when = event.when.when
    if when is None or first == "-":
        return when is None and first == "-"
    until = (when.stop - timedelta(microseconds=1)).date()
    return date.fromisoformat(first) <= when.start.date() and until <= date.fromisoformat(last)
