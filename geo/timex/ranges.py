"""Two dates that are the ends of one stretch: from Monday to Wednesday, 1992-95, between March and April 1918."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.model import Certainty, TimeSpan
from geo.timex import periods
from geo.timex.found import span_of
from geo.timex.patterns import Found
from geo.timex.periods import Period
from geo.timex.words import Words

DASHES = frozenset({"-", "–", "—", "--", "‑"})
TO = frozenset({"to", "into", "through", "until", "till", "thru"})
WEEKDAYS = frozenset(name[:3] for name in periods.WEEKDAYS)  # the reason of a weekday begins with its name
NEARLY_A_YEAR = 340  # days
ORDER: tuple[Certainty, ...] = ("exact", "inferred", "approximate", "vague")


def joined(founds: Sequence[Found], words: Words, published: date) -> list[Found]:
    """The dates of a sentence, those that are ends of a range with the whole range as their interval."""
    result = list(founds)
    for index in range(len(result) - 1):
        first, last = result[index], result[index + 1]
        if _is_range(first, last, words):
            result[index : index + 2] = _over(*_in_order(first, last, published), words)
    return result


def _is_range(first: Found, last: Found, words: Words) -> bool:
    if not (first.period and last.period and first.when and last.when) or "DURATION" in {first.type, last.type}:
        return False
    gap = [word for word in words.lower[first.last : last.first] if word not in {"the", ","}]
    if len(gap) != 1 or first.when.open_start or first.when.open_stop:
        return False
    left = _left(first, words)
    if gap[0] in DASHES:
        return words.lower[first.last] in DASHES
    return (gap[0] in TO and (left in {"from", "(", "between"} or first.period.grain == last.period.grain)) or (
        gap[0] == "and" and left == "between"
    )


def _left(found: Found, words: Words) -> str:
    before = [word for word in words.lower[max(0, found.first - 2) : found.first] if word not in {"the", "about"}]
    return before[-1] if before else ""


def _over(first: Found, last: Found, words: Words) -> list[Found]:
    if first.period is None or last.period is None or first.when is None or last.when is None:
        return [first, last]
    if first.when.start >= last.period.stop:
        return [first, last]
    sure = max((first.when.certainty, last.when.certainty), key=ORDER.index)
    when = TimeSpan(first.when.start, last.period.stop, last.when.grain, sure)
    text = " ".join(words.text[first.first : last.last])
    return [replace(end, when=when, reason=f"one end of the range {text!r}: {end.reason}") for end in (first, last)]


def _in_order(first: Found, last: Found, published: date) -> tuple[Found, Found]:
    """Two weekdays in order: the later a week on when both are to come, else the earlier a week back."""
    if first.period is None or last.period is None or not first.period.grain == last.period.grain == "day":
        return first, last
    if first.explicit or last.explicit:
        return first, last
    if not _are_weekdays(first, last):
        return _within_a_year(first, last, published)
    if first.period.start < last.period.start - timedelta(days=7):
        return _moved(first, first.period, 7), last
    if first.period.start < last.period.stop:
        return first, last
    if first.period.start.date() > published:
        return first, _moved(last, last.period, 7)
    return _moved(first, first.period, -7), last


def _within_a_year(first: Found, last: Found, published: date) -> tuple[Found, Found]:
    """Two days without a year in order, the later at most a year on."""
    if first.period is None or last.period is None:
        return first, last
    days = (last.period.start - first.period.start).days
    if days > NEARLY_A_YEAR:
        turns = (last.period.start.month, last.period.start.day) < (first.period.start.month, first.period.start.day)
        return first, _in_year(last, last.period, first.period.start.year + turns)
    if days < 0 and last.period.start.date() <= published:
        return _in_year(first, first.period, last.period.start.year - 1), last
    return first, _in_year(last, last.period, first.period.start.year + 1) if days < 0 else last


def _in_year(found: Found, period: Period, year: int) -> Found:
    day = period.start.date()
    moved = periods.day(date(year, day.month, min(day.day, 28) if day.month == 2 else day.day))
    return replace(found, value=moved.value, when=span_of(moved, "inferred"), period=moved)


def _are_weekdays(first: Found, last: Found) -> bool:
    return first.reason[:3] in WEEKDAYS and last.reason[:3] in WEEKDAYS


def _moved(found: Found, period: Period, days: int) -> Found:
    day = periods.day(period.start.date() + timedelta(days=days))
    return replace(found, value=day.value, when=span_of(day, "inferred"), period=day)
