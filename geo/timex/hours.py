"""Times of the day put on their days: 3:45 p.m. on Tuesday, at dawn on the day told before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from geo.timex import clock
from geo.timex.patterns import Found
from geo.timex.scene import DAY_GRAINS, Context
from geo.timex.words import Words

AHEAD = 4  # and after it
MORNING = frozenset({"DA", "MO", "EH", "NO"})
LATEST = "12:30"  # up to which an hour after a night is of the day after it
NEAR = 8  # dates of the sentence before a time among which its day is looked for


def timed(founds: list[Found], words: Words, context: Context) -> list[Found]:
    """The founds with each time of the day put on its day: one beside it, else the last told, else the publication."""
    result: list[Found] = []
    index = 0
    while index < len(founds):
        found = founds[index]
        if not found.clock or found.when:
            result.append(found)
            index += 1
            continue
        after = founds[index + 1 : index + 1 + AHEAD]
        merged = _with_next(found, after[0], words) if after else None
        result.append(merged or _on_known_day(found, result, after, context))
        index += 2 if merged else 1
    return result


def _with_next(found: Found, after: Found, words: Words) -> Found | None:
    """A time and the day after it as one: 3:45 p.m. on Tuesday."""
    if after.clock or after.period is None or after.period.grain not in {"day", "part_of_day"}:
        return None
    gap = words.lower[found.last : after.first]
    if gap not in {(), ("on",), ("of",), (",",), (",", "on"), ("on", "the"), ("of", "the")}:
        return None
    return clock.placed(found, after.period.start.date(), after.reason, first=found.first, last=after.last)


def _on_known_day(found: Found, before: Sequence[Found], after: Sequence[Found], context: Context) -> Found:
    for other in reversed(before[-NEAR:]):
        if other.period and other.period.grain in DAY_GRAINS:
            return _placed(found, _past_night(found, other.value, other.period.start.date()))
    for other in after[:AHEAD]:
        if other.period and other.period.grain == "day":
            return _placed(found, other.period.start.date())
    base = context.last_day if context.narrative else None if context.is_month_just_told else context.past_day
    day = base or context.reference
    if base and context.last and context.age <= 1:
        day = _past_night(found, context.last.value, day)
    name = "the last date told" if base else context.basis
    return clock.placed(found, day, f"on the day of {name}, {day}", first=found.first, last=found.last)


def _past_night(found: Found, value: str, day: date) -> date:
    """The day that a dawn or a noon after a night is of: the one after the night began."""
    early = found.clock in MORNING or (found.clock[:2].isdigit() and found.clock < LATEST)
    return day + timedelta(days=int(early and value.endswith("TNI")))


def _placed(found: Found, day: date) -> Found:
    return clock.placed(found, day, f"on the day told beside it, {day}", first=found.first, last=found.last)
