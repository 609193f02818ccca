"""When moving feasts fall: Easter west and east, the Islamic, Jewish and Chinese calendars, Diwali and Holi.

Easter by the Gregorian computus and by the Julian one; the Islamic calendar by the new moon as seen from Mecca (other
countries may differ by a day); the Jewish calendar by its molad arithmetic; new and full moons by Meeus, *Astronomical Algorithms*
(1991), chapter 49, with the largest periodic terms, good to about a quarter of an hour.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

from geo.timex import public

HEBREW_EPOCH = -1373427  # 1 Tishri of year 1, as a proleptic Gregorian ordinal
ISLAMIC_EPOCH = 227015  # 1 Muharram of year 1
MECCA_SUNSET = 15  # hour of UTC before which the new moon must come
SYNODIC = 29.530588861
NEW_MOON_2000 = 2451550.09766  # Julian ephemeris day of the first new moon of 2000
ORDINAL_TO_JULIAN_DAY = 1721424.5


def easter(year: int) -> date:
    """Easter Sunday of the western churches.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, in the Gregorian calendar.

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date:
    """The first, second … or (rank -1) last such weekday of a month.

    >>> nth_weekday(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    if rank < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (rank - 1))


def islamic(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of a Gregorian year on which a day of the Islamic year falls; there may be two, or none.

    >>> islamic(2024, 10, 1), islamic(2022, 10, 1)
    ((datetime.date(2024, 4, 10),), (datetime.date(2022, 5, 2),))
    """
    around = round((year - 622) * 33 / 32)
    found = (_islamic(hijri, month, day) for hijri in range(around - 1, around + 3) if hijri > 0)
    return tuple(when for when in found if when.year == year)


def _islamic(hijri: int, month: int, day: int) -> date:
    """The day by the moon: a month begins with the evening after its new moon, if that came before sunset in Mecca."""
    tabular = ISLAMIC_EPOCH + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2
    lunation = round((tabular - 1.5 + ORDINAL_TO_JULIAN_DAY - NEW_MOON_2000) / SYNODIC)
    first = math.floor(moon(lunation, 0.0) + (24 - MECCA_SUNSET) / 24) + 1
    return date.fromordinal(first + day - 1)


def hebrew(year: int, month: int, day: int) -> date:
    """The day of a Gregorian year on which a day of the Jewish year falls; months count from Nisan, Adar is 13.

    >>> hebrew(2024, 7, 10), hebrew(2024, 1, 15), hebrew(2024, 9, 25)
    (datetime.date(2024, 10, 12), datetime.date(2024, 4, 23), datetime.date(2024, 12, 26))
    """
    anno = year + (3761 if 7 <= month <= 10 else 3760)
    when = _new_year(anno) + _days_before(anno, month) + day - 1
    return date.fromordinal(when)


def _elapsed(anno: int) -> int:
    months = (235 * anno - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


def _new_year(anno: int) -> int:
    before, now, after = _elapsed(anno - 1), _elapsed(anno), _elapsed(anno + 1)
    delay = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return HEBREW_EPOCH + now + delay


def _days_before(anno: int, month: int) -> int:
    """Days from 1 Tishri to the first of a month."""
    length = _new_year(anno + 1) - _new_year(anno)
    leap = (7 * anno + 1) % 19 < 7
    months = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29, 30]
    months += [30, 29] if leap else [29]
    months += [30, 29, 30, 29, 30, 29]
    names = [7, 8, 9, 10, 11, *([12, 13] if leap else [13]), 1, 2, 3, 4, 5, 6]
    return sum(months[: names.index(month)])


def moon(lunation: int, phase: float) -> float:
    """The ordinal day, with its fraction in UTC, of a new (phase 0) or full (phase 0.5) moon."""
    k = lunation + phase
    t = k / 1236.85
    base = NEW_MOON_2000 + SYNODIC * k + 0.00015437 * t * t
    sun = math.radians(2.5534 + 29.1053567 * k)
    anomaly = math.radians(201.5643 + 385.81693528 * k)
    latitude = math.radians(160.7108 + 390.67050284 * k)
    shift = (
        -0.4072 * math.sin(anomaly) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * anomaly)
        + 0.01039 * math.sin(2 * latitude) + 0.00739 * math.sin(anomaly - sun) - 0.00514 * math.sin(anomaly + sun)
        + 0.00208 * math.sin(2 * sun)
    )  # fmt: skip
    return base + shift - 0.0008 - ORDINAL_TO_JULIAN_DAY


def _moons(year: int, phase: float, hours: float) -> list[date]:
    first = round((year - 2000) * 12.3685) - 3
    return [date.fromordinal(math.floor(moon(first + n, phase) + hours / 24)) for n in range(20)]


def chinese_new_year(year: int) -> date:
    """The first day of the Chinese year: the new moon nearest to the start of spring, about 4 February.

    >>> chinese_new_year(2024), chinese_new_year(2025)
    (datetime.date(2024, 2, 10), datetime.date(2025, 1, 29))
    """
    first, last = date(year, 1, 21), date(year, 2, 20)
    return next(day for day in _moons(year, 0.0, 8) if first <= day <= last)


def lunisolar(year: int, month: int, day: int) -> date:
    """A day of the Chinese year, whose leap months are those without a principal solar term.

    >>> lunisolar(2024, 8, 15), lunisolar(2025, 8, 15)
    (datetime.date(2024, 9, 17), datetime.date(2025, 10, 6))
    """
    start = chinese_new_year(year)
    moons = [when for when in _moons(year, 0.0, 8) if when >= start]
    number, index = 1, 0
    while number < month:
        index += 1
        number += _holds_term(moons[index], moons[index + 1])
    return moons[index] + timedelta(days=day - 1)


def _holds_term(start: date, stop: date) -> bool:
    return _solar_sign(start) != _solar_sign(stop)


def _solar_sign(day: date) -> int:
    """The sign that the sun stands in at the midnight, in China, that begins a day (Meeus, chapter 25)."""
    t = (day.toordinal() + ORDINAL_TO_JULIAN_DAY - 8 / 24 - 2451545.0) / 36525
    anomaly = math.radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * math.sin(anomaly) + 0.019993 * math.sin(2 * anomaly)
    longitude = 280.46646 + 36000.76983 * t + centre - 0.00569
    return math.floor(longitude / 30) % 12


def diwali(year: int) -> date:
    """Diwali: the evening of the new moon between mid-October and mid-November in India.

    >>> diwali(2024), diwali(2023)
    (datetime.date(2024, 10, 31), datetime.date(2023, 11, 12))
    """
    first, last = date(year, 10, 17), date(year, 11, 16)
    return next(day for day in _moons(year, 0.0, 5.5 - 20) if first <= day <= last)


def holi(year: int) -> date:
    """Holi: the day on which the full moon of March ends in India.

    >>> holi(2024)
    datetime.date(2024, 3, 25)
    """
    return next(day for day in _moons(year, 0.5, 5.5 + 8) if (day.year, day.month) == (year, 3))


def election_day(year: int) -> date:
    """The Tuesday after the first Monday of November.

    >>> election_day(2024)
    datetime.date(2024, 11, 5)
    """
    return nth_weekday(year, 11, 1, 1) + timedelta(days=1)


def _fixed(year: int, a: str, b: str, _: str) -> tuple[date, ...]:
    return (date(year, int(a), int(b)),)


def _weekday(year: int, a: str, b: str, c: str) -> tuple[date, ...]:
    rank, _, more = c.partition("+")
    return (nth_weekday(year, int(a), int(b), int(rank)) + timedelta(days=int(more or 0)),)


def _before(year: int, a: str, b: str, c: str) -> tuple[date, ...]:
    limit = date(year, int(a), int(c)) - timedelta(days=1)
    return (limit - timedelta(days=(limit.isoweekday() - int(b)) % 7),)


RULES: dict[str, Callable[[int, str, str, str], tuple[date, ...]]] = {
    "fixed": _fixed,
    "weekday": _weekday,
    "before": _before,
    "easter": lambda year, *a: (easter(year) + timedelta(days=int(a[0])),),
    "orthodox": lambda year, *a: (orthodox_easter(year) + timedelta(days=int(a[0])),),
    "islamic": lambda year, *a: islamic(year, int(a[0]), int(a[1])),
    "hebrew": lambda year, *a: (hebrew(year, int(a[0]), int(a[1])),),
    "lunisolar": lambda year, *a: (lunisolar(year, int(a[0]), int(a[1])),),
    "diwali": lambda year, *_: (diwali(year),),
    "holi": lambda year, *_: (holi(year),),
    "election": lambda year, *_: (election_day(year),),
    "public": lambda year, *a: public.days(year, a[0], a[1]),
    "date": lambda _, *a: (date(int(a[0]), int(a[1]), int(a[2])),),
}


def days_of(year: int, rule: tuple[str, str, str, str]) -> tuple[date, ...]:
    """The days of a year on which a feast falls, by its row of ``feasts.csv``.

    >>> days_of(2024, ("easter", "-2", "", ""))
    (datetime.date(2024, 3, 29),)
    """
    name, a, b, c = rule
    return RULES[name](year, a, b, c)
