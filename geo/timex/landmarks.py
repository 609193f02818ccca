"""Days and wars known by name: the Sept. 11 attacks, day 980 of the war."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from geo.timex import lexicon
from geo.timex.patterns import Hit

WIDE = 4  # words after a day among which its happening is named


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated happening: the words that name it, its start, and what an article on it speaks of."""

    kind: str
    words: frozenset[str]
    start: date
    topic: frozenset[str]


@cache
def load() -> tuple[Landmark, ...]:
    """The landmarks of ``landmarks.csv``."""
    return tuple(
        Landmark(
            r["kind"], frozenset(r["words"].split()), date.fromisoformat(r["start"]), frozenset(r["topic"].split())
        )
        for r in lexicon.rows("landmarks.csv")
    )


def year_of_day(hit: Hit) -> int | None:
    """The year of "the Sept. 11 attacks", or None for an ordinary day."""
    if not (hit.has("m") and hit.has("d")) or hit.before() not in {"the", "since", "after"}:
        return None
    month = int(lexicon.load().value("month", hit.word("m")))
    day = "".join(filter(str.isdigit, hit.word("d")))
    after = set(hit.words.lower[hit.last : hit.last + WIDE])
    days = (landmark for landmark in load() if landmark.kind == "day" and landmark.words & after)
    return next((known.start.year for known in days if (known.start.month, str(known.start.day)) == (month, day)), None)


def war_day(number: int, noun: str, topic: frozenset[str], published: date) -> date | None:
    """The day of that number of the war that an article is about; day 1 is its first."""
    for landmark in load():
        if landmark.kind == "war" and noun in landmark.words and landmark.topic & topic:
            day = landmark.start + timedelta(days=number - 1)
            return day if abs((day - published).days) < 400 else None
    return None
