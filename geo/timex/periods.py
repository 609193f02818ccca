"""Periods of the calendar: a TIMEX3 value with its interval ``[start, stop)``, made by pure functions.

Times are naive and civil. Seasons are meteorological (three whole months); a winter bears the year of its December.
Dates outside the years 1 to 9999 raise ValueError or OverflowError, as ``datetime`` does.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from geo.model import Grain

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
SOUTHERN_START = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}
SEASON_NAMES = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
SEASON_ORDER = ("SP", "SU", "FA", "WI")
PART_HOURS = {
    "MO": (6, 12), "MI": (11, 13), "AF": (12, 18), "EV": (18, 21), "NI": (20, 28), "DT": (8, 18), "DA": (4, 7),
    "NO": (12, 13), "MN": (24, 25), "EH": (0, 6),
}  # fmt: skip
PART_VALUES = {"MN": "24:00", "EH": "MO"}  # the midnight that ends a day; its early hours
MONTHS_OF = {"M": 1, "Q": 3, "SEM": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
DAYS_OF = {"D": 1, "NI": 1, "W": 7, "WE": 7, "FN": 14}
SECONDS_OF = {"S": 1, "MIN": 60, "H": 3600}
GRAIN_OF: dict[str, Grain] = {
    "S": "second", "MIN": "minute", "H": "hour", "D": "day", "NI": "day", "W": "week", "WE": "weekend", "FN": "week",
    "M": "month", "Q": "quarter", "SEM": "half", "Y": "year", "DE": "decade", "CE": "century", "ML": "millennium",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A TIMEX3 value and the interval that it names.

    >>> month(2024, 2).stop
    datetime.datetime(2024, 3, 1, 0, 0)
    """

    value: str
    start: datetime
    stop: datetime
    grain: Grain


def midnight(day_: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day_, time())


def add_months(day_: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month.

    >>> add_months(date(2024, 10, 31), -8)
    datetime.date(2024, 2, 29)
    """
    year_, month0 = divmod(day_.year * 12 + day_.month - 1 + months, 12)
    return date(year_, month0 + 1, min(day_.day, monthrange(year_, month0 + 1)[1]))


def add(day_: date, count: float, unit: str) -> date:
    """The day so many units on; parts of a day are dropped.

    >>> add(date(2024, 10, 31), -2, "W")
    datetime.date(2024, 10, 17)
    """
    if unit in MONTHS_OF:
        whole = round(count * MONTHS_OF[unit])
        return add_months(day_, whole)
    if unit in DAYS_OF:
        return day_ + timedelta(days=round(count * DAYS_OF[unit]))
    return day_ + timedelta(days=int(count * SECONDS_OF[unit] / 86400))


def day(day_: date) -> Period:
    """A day."""
    return Period(day_.isoformat(), midnight(day_), midnight(day_ + timedelta(days=1)), "day")


def week(day_: date) -> Period:
    """The week, Monday to Sunday, that holds a day.

    >>> week(date(2024, 10, 31)).value
    '2024-W44'
    """
    year_, number, weekday = day_.isocalendar()
    monday = day_ - timedelta(days=weekday - 1)
    return Period(f"{year_:04}-W{number:02}", midnight(monday), midnight(monday + timedelta(days=7)), "week")


def weekend(day_: date) -> Period:
    """The Saturday and Sunday of the week that holds a day."""
    whole = week(day_)
    return Period(f"{whole.value}-WE", whole.start + timedelta(days=5), whole.stop, "weekend")


def month(year_: int, month_: int) -> Period:
    """A month; month 13 is January of the next year."""
    first = date(year_ + (month_ - 1) // 12, (month_ - 1) % 12 + 1, 1)
    return _months(f"{first.year:04}-{first.month:02}", first, 1, "month")


def quarter(year_: int, number: int) -> Period:
    """A quarter of a calendar year, 1 to 4; quarter 0 is the last of the year before."""
    year_, number = year_ + (number - 1) // 4, (number - 1) % 4 + 1
    return _months(f"{year_:04}-Q{number}", date(year_, 3 * number - 2, 1), 3, "quarter")


def half(year_: int, number: int) -> Period:
    """A half of a calendar year, 1 or 2."""
    year_, number = year_ + (number - 1) // 2, (number - 1) % 2 + 1
    return _months(f"{year_:04}-H{number}", date(year_, 6 * number - 5, 1), 6, "half")


def season(year_: int, code: str, *, south: bool = False) -> Period:
    """A season, "SP", "SU", "FA" or "WI", north or south of the equator.

    >>> season(2023, "WI").stop
    datetime.datetime(2024, 3, 1, 0, 0)
    """
    start = (SOUTHERN_START if south else SEASON_START)[code]
    return _months(f"{year_:04}-{code}", date(year_, start, 1), 3, "season")


def year(year_: int) -> Period:
    """A year."""
    return _months(f"{year_:04}", date(year_, 1, 1), 12, "year")


def decade(year_: int) -> Period:
    """The ten years of the same tens that hold a year.

    >>> decade(1994).value
    '199'
    """
    first = year_ - year_ % 10
    return _months(f"{first // 10:03}", date(first, 1, 1), 120, "decade")


def century(number: int) -> Period:
    """A century; the 19th is 1800 up to 1900.

    >>> century(19).start.year, century(19).value
    (1800, '18')
    """
    first = (number - 1) * 100
    return Period(f"{number - 1:02}", datetime(max(first, 1), 1, 1), datetime(first + 100, 1, 1), "century")


def millennium(number: int) -> Period:
    """A millennium; the second is 1000 up to 2000."""
    first = (number - 1) * 1000
    return Period(f"{number - 1}", datetime(max(first, 1), 1, 1), datetime(first + 1000, 1, 1), "millennium")


def part(day_: date, code: str) -> Period:
    """A part of a day: "MO" the morning, "NI" the night that follows, "DA" dawn, "MN" the midnight that ends it."""
    first, last = PART_HOURS[code]
    value = f"{day_.isoformat()}T{PART_VALUES.get(code, code)}"
    base = midnight(day_)
    return Period(value, base + timedelta(hours=first), base + timedelta(hours=last), "part_of_day")


def _months(value: str, first: date, count: int, grain: Grain) -> Period:
    return Period(value, midnight(first), midnight(add_months(first, count)), grain)


def of_unit(day_: date, unit: str) -> Period:
    """The calendar period of a unit ("D", "W", "M", "Q", "Y" …) that holds a day.

    >>> of_unit(date(2024, 10, 31), "Q").value
    '2024-Q4'
    """
    makers: dict[str, Callable[[date], Period]] = {
        "D": day, "NI": day, "W": week, "FN": week, "WE": weekend,
        "M": lambda d: month(d.year, d.month),
        "Q": lambda d: quarter(d.year, (d.month + 2) // 3),
        "SEM": lambda d: half(d.year, (d.month + 5) // 6),
        "Y": lambda d: year(d.year),
        "DE": lambda d: decade(d.year),
        "CE": lambda d: century(d.year // 100 + 1),
        "ML": lambda d: millennium(d.year // 1000 + 1),
    }  # fmt: skip
    return makers.get(unit, day)(day_)


def season_of(day_: date, *, south: bool = False) -> tuple[int, str]:
    """The season that holds a day, with its year.

    >>> season_of(date(2025, 1, 9))
    (2024, 'WI')
    """
    starts = SOUTHERN_START if south else SEASON_START
    for code, start in starts.items():
        offset = (day_.month - start) % 12
        if offset < 3:
            return (day_.year - (1 if start == 12 and day_.month < 3 else 0)), code
    raise ValueError(day_)


def third(period: Period, where: str) -> tuple[datetime, datetime]:
    """The early ("START"), middle ("MID") or late ("END") third of a period, cut at whole units; "H1", "H2" its halves.

    >>> third(month(2024, 8), "END")
    (datetime.datetime(2024, 8, 21, 0, 0), datetime.datetime(2024, 9, 1, 0, 0))
    """
    if where in {"H1", "H2"}:
        middle = midnight((period.start + (period.stop - period.start) / 2).date())
        return (period.start, middle) if where == "H1" else (middle, period.stop)
    cuts = _cuts(period)
    index = {"START": 0, "MID": 1, "END": 2}[where]
    return cuts[index], cuts[index + 1]


def _cuts(period: Period) -> tuple[datetime, datetime, datetime, datetime]:
    first = period.start.date()
    if period.grain == "month":
        inner = (first + timedelta(days=10), first + timedelta(days=20))
    elif period.grain == "year":
        inner = (add_months(first, 4), add_months(first, 8))
    elif period.grain in {"season", "quarter"}:
        inner = (add_months(first, 1), add_months(first, 2))
    elif period.grain == "decade":
        inner = (add_months(first, 48), add_months(first, 84))
    elif period.grain == "century":
        inner = (add_months(first, 396), add_months(first, 804))
    else:
        step = (period.stop - period.start) / 3
        return period.start, period.start + step, period.start + 2 * step, period.stop
    return period.start, midnight(inner[0]), midnight(inner[1]), period.stop
