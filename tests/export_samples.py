"""Readings for the tests of exports: one event made of any texts, and texts that have broken writers before."""

from __future__ import annotations

from datetime import date, datetime

from geo.model import (
    Article,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Participant,
    Place,
    Reading,
    Resolution,
    Sentence,
    Span,
    TimeSpan,
)

LIMA = Place("geonames:3936456", "Lima", "city", -12.05, -77.04, 9.0, "PE")
FIJI = Place("dateline:fiji", "Fiji", "country", -18.0, 178.0, 400.0, "FJ")
EAST = Place(
    "part:RU:east", "eastern Russia", "part", 62.0, 130.0, 1500.0, "RU",
    outline=(((70.0, 150.0), (62.0, 150.0), (62.0, 190.0), (70.0, 190.0)),),
)  # fmt: skip
TUESDAY = TimeSpan(datetime(2024, 10, 29), datetime(2024, 10, 30), "day", "exact")
HOSTILE = (
    "a\x00b", "\x01\x08\x0b\x0c\x1b\x7f\x85", "\ufffe\uffff\U0001ffff", "a\ud800b", "\udcff", "\u2028\u2029", "\ufeffx",
    "👩‍👩‍👧‍👦" * 80, "]]>", "</script><script>alert(1)</script>", "<!--", "&amp;&#0;&bogus;", "\"'`", "a\r\nb\rc\nd\te", "a|b\\|c",
    "{{ 7*7 }}{% x %}{# y #}", "${5}`x`", "C:\\Users\\u0041", "\u202eabc\u202c", "ＡＢ＜script＞", "%s %(id)s %d", "''=1",
    "![x](http://a.example/p.png)", "<img src=x onerror=alert(1)>", "a,b;c", "END:VEVENT\r\nBEGIN:VEVENT", "$[id]",
    "e\u0301" * 80, "=cmd|' /C calc'!A0", "@SUM(1)", "＝1", "-2+3", "\t=1", "\r=1", " ", "null", "NaN", "0-0", "1e5",
)  # fmt: skip


def told(text: str, place: Place | None = LIMA, when: TimeSpan | None = TUESDAY, source: str = "") -> Reading:
    """A reading of one sentence and one event, the text in every field that can hold it."""
    where = EventPlace(place, None, "in", "city" if place else "none", text, 0.8)
    dated = EventDate(when, None, "stated" if when else "none", text, 0.9)
    whole = Span(0, len(text))
    actor = Participant(text, whole)
    event = Event(0, "mobilize", whole, where, dated, actor=actor, target=actor, cue=text, speaker=text)
    mention = Mention(0, whole, text, "place", "name", text)
    found = Resolution(mention, place, (), 0.8, text)
    article = Article(text, title=text, published=date(2024, 10, 31), publisher=text, source=source)
    return Reading(article, (Sentence(0, whole, text),), (found,), (), (event,))
