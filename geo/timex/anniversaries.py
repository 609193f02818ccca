"""Times of the year that come again: ten years ago this month, this week a year ago, on this day in 1999."""

from __future__ import annotations

from geo.timex import lexicon, periods
from geo.timex.durations import length_of
from geo.timex.found import dated, month_number
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.scene import Scene


def years_ago_this(hit: Hit, scene: Scene) -> Found | None:
    """Ten years ago this month, a year ago today, five years ago this May: that time, so many years before."""
    length = length_of(hit)
    if length is None or length.count is None or length.unit not in periods.MONTHS_OF:
        return None
    base = scene.context.reference
    day = periods.add(base, -length.count, length.unit)
    reason = f"{length.words} before {scene.context.reference_name} {base}"
    if hit.has("m"):
        return dated(hit, periods.month(day.year, month_number(hit.word("m"))), reason)
    unit = lexicon.load().value("unit", hit.word("v")) if hit.has("v") else "D"
    return None if unit in periods.SECONDS_OF else dated(hit, periods.of_unit(day, unit), reason)


def this_time_in(hit: Hit, scene: Scene) -> Found | None:
    """This day in 1999, this month in 1945: that time of another year."""
    unit, base = lexicon.load().value("unit", hit.word("v")), scene.context.reference
    if unit not in {"D", "W", "M"}:
        return None
    day = periods.add(base, 12 * (int(hit.word("y")) - base.year), "M")
    return dated(hit, periods.of_unit(day, unit), f"the time of the year of {scene.context.reference_name} {base}")


LENGTH = "{length} unit|units:u"
RULES = (
    Rule(f"{LENGTH} 'ago' comma? 'this' unit:v", years_ago_this),
    Rule(f"{LENGTH} 'ago' comma? 'this' month:m", years_ago_this),
    Rule(f"{LENGTH} 'ago' comma? 'today'", years_ago_this),
    Rule(f"'this' unit:v comma? {LENGTH} 'ago'", years_ago_this),
    Rule("'this'|'that' unit:v comma? 'in' year:y", this_time_in),
)
