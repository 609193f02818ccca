"""Stretches of a named period: the last week of August, the first ten months of 1915."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from geo.model import Certainty, TimeSpan
from geo.timex import lexicon, periods
from geo.timex.durations import Length, length_of, value_of
from geo.timex.found import month_number, nearest
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import GRAIN_OF, Period
from geo.timex.scene import Scene


def of_month(hit: Hit, scene: Scene) -> Found | None:
    """The last week of August, the first ten days of May 1940."""
    month = month_number(hit.word("m"))
    if hit.has("y"):
        return _stretch(hit, periods.month(int(hit.word("y")), month), hit.word("y"))
    period, reason = nearest(scene, hit, lambda year: periods.month(year, month))
    return _stretch(hit, period, reason)


def of_year(hit: Hit, scene: Scene) -> Found | None:
    """The first ten months of 1915, the last week of 2023."""
    return _stretch(hit, periods.year(int(hit.word("y"))), "written out")


def of_this(hit: Hit, scene: Scene) -> Found | None:
    """The first five months of this year, the last week of the month."""
    base = scene.context.reference
    unit = lexicon.load().value("unit", hit.word("v"))
    step = {"last": -1, "previous": -1, "next": 1}.get(hit.word("r"), 0)
    if unit in {"S", "MIN", "H", "D"}:
        return None
    period = periods.of_unit(periods.add(base, step, unit), unit)
    return _stretch(hit, period, f"counted from {scene.context.reference_name} {base}")


def _stretch(hit: Hit, period: Period, reason: str) -> Found | None:
    length = _length(hit)
    if length is None or length.unit in {"S", "MIN", "H"}:
        return None
    count = 1 if length.count is None else length.count
    start, stop = _ends(period, count, length.unit, ends=hit.word("o") in {"last", "final", "closing"})
    if not start < stop:
        return None
    sure: Certainty = "approximate" if length.count is None else "inferred"
    when = TimeSpan(start, stop, GRAIN_OF[length.unit], sure)
    words = " ".join(hit.words.lower[hit.first : hit.last])
    return Found(hit.first, hit.last, "DURATION", value_of(length), when, f"{words}: {reason}")


def _length(hit: Hit) -> Length | None:
    if hit.has("n"):
        return length_of(hit)
    known = lexicon.load()
    plural = known.value("units", hit.word("u"))
    return Length(None if plural else 1, plural or known.value("unit", hit.word("u")))


def _ends(period: Period, count: float, unit: str, *, ends: bool) -> tuple[datetime, datetime]:
    if ends:
        start = periods.midnight(_add(period.stop.date(), -count, unit))
        return max(start, period.start), period.stop
    stop = periods.midnight(_add(period.start.date(), count, unit))
    return period.start, min(stop, period.stop)


def _add(day: date, count: float, unit: str) -> date:
    return day + timedelta(days=round(2 * count)) if unit == "WE" else periods.add(day, count, unit)


PART = (
    "'the'? 'first'|'last'|'final'|'opening'|'closing':o ( number|cardinal|few:n hundred:h? )? unit|units:u 'of'|'in'"
)
RULES = (
    Rule(f"{PART} month:m ( comma? year:y )?", of_month),
    Rule(f"{PART} ( 'the'? 'year' )? year:y", of_year),
    Rule(f"{PART} 'the'|'this'|'last'|'next':r unit:v", of_this),
)
