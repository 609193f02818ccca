"""Years before Christ: reckoned in a far part of the calendar, since ``datetime`` begins with the year 1.

A year BC stands for the calendar year 8001 minus it, so that months, seasons and "the following year" are counted as
usual; what is found there has a TIMEX3 value such as "BC0480-08" and no interval.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geo.timex.patterns import Found

LAST_BC = 8000  # stands for 1 BC
FIRST_BC = 4000
YEAR = re.compile(r"\b([4-7]\d{3}|8000)(?=-\d\d-\d\d|\b)(?:-\d\d-\d\d)?")


def calendar_year(bc: int) -> int:
    """The year of the calendar that stands for a year BC.

    >>> calendar_year(480)
    7521
    """
    return LAST_BC + 1 - bc


def is_bc(found: Found) -> bool:
    """Whether a date was reckoned among the years BC."""
    period = found.period or found.when
    return period is not None and FIRST_BC <= period.start.year <= LAST_BC


def rewritten(found: Found) -> Found:
    """A date among the years BC with its true value, and without an interval; any other as it is."""
    if not is_bc(found):
        return found
    value = found.value if found.type in {"DURATION", "SET"} else _value(found.value)
    return replace(
        found, value=value, when=None, reason=f"{YEAR.sub(_named, found.reason)}, before this timeline begins"
    )


def _value(value: str) -> str:
    head = value[: len(value) - len(value.lstrip("0123456789"))]
    scale = 10 ** (4 - len(head))
    return f"BC{(LAST_BC + 1 - int(head) * scale) // scale:0{len(head)}}{value[len(head) :]}"


def _named(match: re.Match[str]) -> str:
    return f"{LAST_BC + 1 - int(match[1])} BC"
