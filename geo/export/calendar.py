"""iCalendar (RFC 5545): the dated events, for the calendars of newsrooms and researchers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from geo.export import columns
from geo.export.outgoing import credit
from geo.model import AREA_KINDS, Reading

if TYPE_CHECKING:
    import pandas as pd

LONGEST_LINE = 75  # octets
NAMES = ("id", "label", "place", "country", "text", "title", "publisher", "source", "published", "start", "stop",
         "status", "kind", "lat", "lon", "sentence", "trigger", "type")  # fmt: skip
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL = re.compile(r"[\\;,]")
_URL_SIGNS = "%/:=&?~#+!$,;'@()*[]"
_NEVER = "19700101T000000Z"


def to_ics(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """One VEVENT a dated row; undated rows are left out, since a calendar has no place for them.

    Whole days are dates, other times are local to the reader ("floating"). An event keeps its UID as long as its
    article, sentence, trigger and type stay, so that a second import renews it. What did not happen for sure is
    TENTATIVE. A calendar without dated events holds a note that says so, since RFC 5545 allows no empty one.
    """
    dated = table[table["start"].notna()]
    rows = zip(*(columns.written(dated[name], lambda value: value, None) for name in NAMES), strict=True)
    seen: Counter[str] = Counter()
    events = [line for row in rows for line in _event(dict(zip(NAMES, row, strict=True)), seen)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dateline//Events of the news//EN",
        "X-WR-CALNAME:Dateline",
        f"X-WR-CALDESC:{as_text(credit(table))}",
        *(events or _nothing(credit(table))),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def as_text(text: str) -> str:
    r"""A text as a property's value.

    >>> print(as_text("a, b; c\nd"))
    a\, b\; c\nd
    """
    lines = _LINE_ENDS.sub("\n", text)
    return _SPECIAL.sub(r"\\\g<0>", _CONTROLS.sub("\ufffd", lines)).replace("\n", "\\n")


def folded(line: str) -> str:
    r"""A line broken where it is longer than 75 octets, never within a character.

    >>> [len(part.encode()) for part in folded("SUMMARY:" + "é" * 40).split("\r\n")]
    [74, 15]
    """
    octets = line.encode()
    return line if len(octets) <= LONGEST_LINE else b"\r\n ".join(_pieces(octets)).decode()


def _pieces(octets: bytes) -> Iterator[bytes]:
    start, room = 0, LONGEST_LINE
    while len(octets) - start > room:
        stop = start + room
        while octets[stop] & 0b1100_0000 == 0b1000_0000:  # inside a character
            stop -= 1
        yield octets[start:stop]
        start, room = stop, LONGEST_LINE - 1  # the space that begins a continued line
    yield octets[start:]


def _event(row: dict[str, Any], seen: Counter[str]) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(row, seen)}"
    yield f"DTSTAMP:{_day(row['published'])}T{row['published']:%H%M%S}Z" if row["published"] else f"DTSTAMP:{_NEVER}"
    yield from _when(row["start"], row["stop"])
    yield f"SUMMARY:{as_text(' · '.join(filter(None, (row['label'], row['place']))))}"
    yield f"DESCRIPTION:{as_text(_description(row))}"
    yield from _where(row)
    yield from _link(row["source"] or "")
    yield f"CATEGORIES:{as_text(row['label'] or 'Event')}"
    yield f"STATUS:{'CONFIRMED' if row['status'] == 'happened' else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(row: dict[str, Any], seen: Counter[str]) -> str:
    names = ("source", "title", "published", "sentence", "text", "trigger", "type")
    key = "\n".join(str(row[name]) for name in names)
    seen[key] += 1
    return str(uuid5(NAMESPACE_URL, f"dateline:{key}\n{seen[key]}"))


def _when(start: datetime, stop: datetime | None) -> Iterator[str]:
    stop = stop if stop and stop > start else None
    if start.time() == time() and (stop is None or stop.time() == time()):
        yield f"DTSTART;VALUE=DATE:{_day(start)}"
        if stop:
            yield f"DTEND;VALUE=DATE:{_day(stop)}"
        return
    yield f"DTSTART:{_day(start)}T{start:%H%M%S}"
    if stop:
        yield f"DTEND:{_day(stop)}T{stop:%H%M%S}"


def _day(when: datetime) -> str:
    return f"{when.year:04}{when.month:02}{when.day:02}"


def _description(row: dict[str, Any]) -> str:
    published = row["published"].date().isoformat() if row["published"] else None
    origin = ", ".join(filter(None, (row["title"], row["publisher"], published, row["source"])))
    return "\n\n".join(filter(None, (row["text"], origin, f"Status: {row['status']}." if row["status"] else "")))


def _where(row: dict[str, Any]) -> Iterator[str]:
    if row["place"]:
        yield f"LOCATION:{as_text(', '.join(filter(None, (row['place'], row['country']))))}"
    if (
        columns.plain(row["lat"]) is not None
        and columns.plain(row["lon"]) is not None
        and row["kind"] not in AREA_KINDS
    ):
        yield f"GEO:{row['lat']:.5f};{row['lon']:.5f}"


def _link(source: str) -> Iterator[str]:
    if source.startswith(("https://", "http://")):
        yield f"URL:{quote(source, safe=_URL_SIGNS)}"


def _nothing(credits_due: str) -> list[str]:
    uid = uuid5(NAMESPACE_URL, "dateline:nothing")
    told = [f"SUMMARY:{as_text('No dated events')}", f"DESCRIPTION:{as_text(credits_due)}"]
    return ["BEGIN:VJOURNAL", f"UID:{uid}", f"DTSTAMP:{_NEVER}", *told, "END:VJOURNAL"]
