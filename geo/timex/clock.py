"""Times of the day: 3:45 p.m., 18:00 UTC, noon, at dawn, the night of 18 April; zones of time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geo.model import TimeSpan
from geo.timex import lexicon, periods
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import Period
from geo.timex.scene import Scene

FIGURES = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
DARK = frozenset({"night", "nighttime", "night-time", "daytime"})
PART_LEFT = frozenset(
    {"in", "at", "by", "during", "before", "after", "around", "until", "of", "since", "through", "near", "about"}
)


@cache
def zones() -> Mapping[str, tuple[str, int]]:
    """Each zone's IANA name, or "", and its minutes east of Greenwich in winter."""
    return {row["name"]: (row["iana"], int(row["minutes"])) for row in lexicon.rows("zones.csv")}


def clock_time(hit: Hit, scene: Scene) -> Found | None:
    """3:45 p.m., 18:00 UTC, 7 o'clock, 0830 GMT."""
    figures = FIGURES.fullmatch(hit.word("c").replace(":00.", ":")) or FIGURES.match(hit.word("c"))
    if not figures:
        return None
    hour, minute = int(figures[1]), figures[2]
    half = lexicon.load().value("ampm", hit.word("p")) if hit.has("p") else ""
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _timed(hit, hour, minute)


def _timed(hit: Hit, hour: int, minute: str | None) -> Found | None:
    if hour > 24:
        return None
    return Found(hit.first, hit.last, "TIME", "", None, "", clock=f"{hour:02}:{minute or '00'}", zone=_zone(hit))


def _zone(hit: Hit) -> str:
    if hit.has("k"):
        minutes = 60 * int(hit.word("k").split(":")[0]) * (-1 if hit.word("g") in {"-", "–"} else 1)
        return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}"
    return hit.word("z") or hit.word("y") or hit.word("x")


def hours_between(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """From 6 to 10 p.m. as two times."""
    half = lexicon.load().value("ampm", hit.word("p"))
    ends = []
    for name, span in (("c", (hit.first, hit.match.start("j"))), ("d", (hit.match.start("d"), hit.last))):
        figures = FIGURES.match(hit.word(name))
        if not figures or not 1 <= int(figures[1]) <= 12:
            return None
        hour = int(figures[1]) % 12 + (12 if half == "pm" else 0)
        ends.append(Found(*span, "TIME", "", None, "", clock=f"{hour:02}:{figures[2] or '00'}", zone=_zone(hit)))
    return tuple(ends)


def military_time(hit: Hit, scene: Scene) -> Found | None:
    """0830 GMT, 1400 hours."""
    figures = hit.word("c")
    return _timed(hit, int(figures[:2]), figures[2:])


def named_hour(hit: Hit, scene: Scene) -> Found | None:
    """Noon, midnight."""
    if hit.before() == "high":
        return None
    return Found(hit.first, hit.last, "TIME", "", None, "", clock=lexicon.load().value("part", hit.word("p")))


def small_hours(hit: Hit, scene: Scene) -> Found | None:
    """The early hours of a day."""
    return Found(hit.first, hit.last, "TIME", "", None, "", clock="EH")


def part_of_day(hit: Hit, scene: Scene) -> Found | None:
    """At dawn, in the morning, on the night of a date."""
    if not hit.has("t") and hit.before() not in PART_LEFT and not hit.has("e"):
        return None
    if hit.after() in {"-", "‑"}:
        return None
    if hit.word("p") in DARK and not hit.has("t") and hit.before() in {"at", "by", "in"}:
        value = f"XXXX-XX-XXT{lexicon.load().value('part', hit.word('p'))}"
        return Found(hit.first, hit.last, "TIME", value, None, "no night of its own")
    return Found(hit.first, hit.last, "TIME", "", None, "", clock=lexicon.load().value("part", hit.word("p")))


def placed(found: Found, day: date, reason: str, *, first: int, last: int) -> Found:
    """A time of the day on a day, in UTC where its zone is known."""
    if ":" not in found.clock:
        period = periods.part(day, found.clock)
        when = TimeSpan(period.start, period.stop, period.grain, "approximate")
        return Found(first, last, "TIME", period.value, when, reason, periods.day(day), clock=found.clock)
    return _minute(found, day, reason, (first, last))


def _minute(found: Found, day: date, reason: str, words: tuple[int, int]) -> Found:
    hour, minute = (int(part) for part in found.clock.split(":"))
    local = periods.midnight(day) + timedelta(hours=hour, minutes=minute)
    offset = _offset(found.zone, local)
    start = local - timedelta(minutes=offset) if offset is not None else local
    label = found.zone.upper() if offset is not None else ""
    when = TimeSpan(start, start + timedelta(minutes=1), "minute", "inferred", zone=label)
    value = f"{local.date().isoformat()}T{local:%H:%M}{'Z' if offset == 0 else ''}"
    note = f", {local:%H:%M} {label} is {start:%H:%M} UTC" if offset else ""
    return Found(*words, "TIME", value, when, reason + note, Period(day.isoformat(), start, start, "minute"))


def _offset(zone: str, moment: datetime) -> int | None:
    """Minutes east of Greenwich, or None for no zone."""
    if not zone:
        return None
    if zone.startswith("UTC") and len(zone) > 3:
        return int(zone[3:]) * 60
    iana, minutes = zones().get(zone, ("", 0))
    return _of_place(iana, moment, minutes) if iana else minutes


def _of_place(iana: str, moment: datetime, otherwise: int) -> int:
    try:
        offset = moment.replace(tzinfo=ZoneInfo(iana)).utcoffset()
    except (ZoneInfoNotFoundError, OSError):
        return otherwise
    return int((offset or timedelta()).total_seconds() // 60)


ZONE = "( zone:z ( 'time' )? | zone_place:y ( 'standard'|'daylight' )? 'time' | 'local' 'time' | open zone:x close )?"
OFFSET = "open? 'gmt'|'utc' plus|dash:g number:k close?"
RULES = (
    Rule(f"clock|dotted_clock|hour:c ampm:p {ZONE}", clock_time),
    Rule(f"clock|hour:c dash|'to'|'and':j clock|hour:d ampm:p {ZONE}", hours_between),
    Rule(f"clock:c ( 'hours'|'hrs'|'h' )? {ZONE}", clock_time),
    Rule(f"clock|dotted_clock|hour:c ampm:p? {OFFSET}", clock_time),
    Rule("clock|dotted_clock|hour|cardinal:c 'o' quote 'clock'", clock_time),
    Rule("military|year:c zone:z", military_time),
    Rule("military|year:c open? 'gmt'|'utc':z close?", military_time),
    Rule("military:c 'hours'|'hrs'", military_time),
    Rule("'noon'|'midday'|'midnight':p", named_hour),
    Rule("'the' 'early'|'small'|'wee' 'morning'? 'hours'", small_hours),
    Rule("'early'|'small'|'wee' 'morning'? 'hours'", small_hours),
    Rule("'the':t? 'early'|'late'|'mid':e? dash? part:p ( 'hours' )?", part_of_day),
)
