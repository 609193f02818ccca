"""Days as files write them, and the line under a headline that says when an article was published."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%Y%m%d")  # fmt: skip
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
NAMED = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})"
BYLINE = re.compile(
    r"(?:(?:last\s+)?(?:published|updated|posted|publication\s+date|date|issued)(?:\s+on)?:?\s+)?"
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?,?\s+)?"
    rf"(?P<day>{NAMED})"
    r"(?:\s*[,|·•at ]{0,4}\s*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*\(?[A-Z]{0,4}\)?)?",
    re.IGNORECASE,
)
EARLIEST = 1000


def day_of(text: str, *, day_first: bool | None = None) -> date | None:
    """The day that a text is, or None; 3/4/2024 is a day only where ``day_first`` is known or one number passes 12.

    >>> day_of("Thu, 31 Oct 2024 09:00:00 GMT"), day_of("October 31st, 2024"), day_of("31/10/2024"), day_of("3/4/2024")
    (datetime.date(2024, 10, 31), datetime.date(2024, 10, 31), datetime.date(2024, 10, 31), None)
    """
    text = ORDINAL.sub("", text.strip()[:64])
    found = _iso(text) or _named(text) or _slashed(text, day_first=day_first) or _mail(text)
    return found if found and found.year >= EARLIEST else None


def is_ambiguous(text: str) -> bool:
    """Whether a text is a day or another, by whether the day or the month comes first.

    >>> is_ambiguous("3/4/2024"), is_ambiguous("31/4/2024")
    (True, False)
    """
    match = SLASHED.match(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12 and match[1] != match[2]


def byline_day(lines: list[str]) -> date | None:
    """The day that stands alone on one of the lines, or after "Published" and the like.

    >>> byline_day(["By Ana Ruiz", "Published: Thursday, 31 October 2024, 10:15 GMT"])
    datetime.date(2024, 10, 31)
    """
    for line in lines:
        match = BYLINE.fullmatch(line.strip()[:120])
        found = match and day_of(match["day"].replace(".", ""))
        if found:
            return found
    return None


def _iso(text: str) -> date | None:
    match = ISO.match(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _named(text: str) -> date | None:
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _slashed(text: str, *, day_first: bool | None) -> date | None:
    match = SLASHED.match(text)
    if match is None or (day_first is None and is_ambiguous(text)):
        return None
    first, second, year = (int(part) for part in match.groups())
    day, month = (first, second) if day_first or (day_first is None and first > 12) else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None
