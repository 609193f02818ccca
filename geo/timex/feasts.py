"""Named days: Christmas Eve, Good Friday, Eid al-Fitr, Thanksgiving; the nearest one, or that of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from geo.timex import almanac, lexicon, periods, public
from geo.timex.found import FUTURE_AGAINST, PAST_AGAINST, span_of
from geo.timex.patterns import Found
from geo.timex.scene import Scene
from geo.timex.words import Alphabet, Words, split

Row = tuple[str, str, str, str]
UNLIKE_BEFORE = frozenset({"operation", "white", "father"})
YEARS_ON = {"last": -1, "this": 0, "next": 1}
TELLING = frozenset(YEARS_ON)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of days by their first word, longest first, each a row of words, and the rule of each."""

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]
    rules: Mapping[tuple[str, ...], Row]


@cache
def names(letters: Alphabet, countries: tuple[str, ...] = ()) -> Names:
    """The named days of ``feasts.csv`` and the public holidays of some countries, split into words like a text."""
    rules = {}
    for row in lexicon.rows("feasts.csv"):
        rules[split(row["name"], 0, letters).lower] = (row["rule"], row["a"], row["b"], row["c"])
    for title, rule in public.rows(countries).items():
        rules[split(title, 0, letters).lower] = rule
    table: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(rules, key=len, reverse=True):
        table[name[0]].append(name)
    return Names({first: tuple(found) for first, found in table.items()}, rules)


def hits(words: Words, known: Names, within: tuple[int, int] | None = None) -> Iterator[tuple[int, int, Row]]:
    """Where a day is named: its first word, the word after it, and its rule; ``within`` bounds the first word."""
    for index in range(*(within or (0, len(words)))):
        word = words.lower[index] if index < len(words) else ""
        if word not in known.by_first or (not words.text[index][0].isupper() and not word[0].isdigit()):
            continue
        if index and words.lower[index - 1] in UNLIKE_BEFORE:
            continue
        for name in known.by_first[word]:
            stop = index + len(name)
            if words.lower[index:stop] == name and _stands(words, stop):
                yield index, stop, known.rules[name]
                break


def _stands(words: Words, stop: int) -> bool:
    after = words.lower[stop] if stop < len(words) else ""
    return "not_feast" not in lexicon.lookalikes().get(after, frozenset()) and not (
        words.lower[stop - 1] == "year" and after in {"'s", "’s"}
    )


def named_day(words: Words, first: int, stop: int, rule: Row, scene: Scene) -> Found | None:
    """A named day: of the year written after it, else the nearest one that fits the tense."""
    year = _year_after(words, stop)
    if year:
        days = almanac.days_of(year, rule)
        return (
            _found(
                words, (first, stop + (2 if words.lower[stop] in {",", "of"} else 1)), days[0], "the feast of that year"
            )
            if days
            else None
        )
    base = scene.context.reference
    years = [y for y in range(base.year - 2, base.year + 3) if 1 <= y <= 9998]
    days = tuple(day for y in years for day in almanac.days_of(y, rule))
    left = words.lower[first - 1] if first else ""
    right = words.lower[stop : stop + 2]
    if len(right) == 2 and right[0] in TELLING and right[1] == "year":
        year = base.year + YEARS_ON[right[0]]
        return _found(words, (first, stop + 2), almanac.days_of(year, rule)[0], f"the feast of {right[0]} year")
    if left in TELLING and days:
        return _told(words, (first - 1, stop), sorted(set(days)), left, base)
    tense = scene.tense(first, stop)
    best = min(days, key=lambda day: _cost(day, base, tense.kind), default=None)
    return (
        _found(words, (first, stop), best, f"the nearest to {scene.context.reference_name} {base}, {tense}")
        if best
        else None
    )


def _told(words: Words, span: tuple[int, int], days: list[date], left: str, base: date) -> Found | None:
    past, ahead = [day for day in days if day < base], [day for day in days if day >= base]
    if left == "this":
        chosen = [day for day in days if day.year == base.year] or days
        return _found(words, span, chosen[0], f"this year's, seen from {base}")
    chosen = past[-1:] if left == "last" else ahead[:1]
    return _found(words, span, chosen[0], f"the {left} one seen from {base}") if chosen else None


def _year_after(words: Words, stop: int) -> int | None:
    after = [word for word in words.text[stop : stop + 2] if word not in {",", "of"}]
    known = bool(after) and len(after[0]) == 4 and after[0].isdigit() and 1500 <= int(after[0]) <= 2199
    return int(after[0]) if known else None


def _cost(day: date, base: date, tense: str) -> float:
    gap = (day - base) / timedelta(days=1)
    if gap >= 0:
        return gap * (PAST_AGAINST if tense == "past" else 1.0)
    return -gap * (FUTURE_AGAINST if tense == "future" else 1.0)


def _found(words: Words, span: tuple[int, int], day: date, reason: str) -> Found:
    """The day, or with "weekend" after it the weekend beside it."""
    period = periods.day(day)
    if span[1] < len(words) and words.lower[span[1]] == "weekend":
        span = (span[0], span[1] + 1)
        period = periods.weekend(day - timedelta(days=1) if day.isoweekday() == 1 else day)
    return Found(*span, "DATE", period.value, span_of(period, "inferred"), reason, period)
