"""Readings made by hand and by a seeded generator: what the explorer's tests show, without the stages before it."""

from __future__ import annotations

import random
import re
from datetime import date, datetime, timedelta

from geo.model import (
    Article,
    Dating,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Participant,
    Place,
    Quantity,
    Reading,
    Resolution,
    Sentence,
    Span,
    TimeSpan,
)

PLACES = {
    place.name: place
    for place in (
        Place("geonames:2950159", "Berlin", "city", 52.5244, 13.4105, 17.0, "DE", "16", 3426354),
        Place("geonames:2193733", "Auckland", "city", -36.8485, 174.7635, 18.0, "NZ", "E7", 417910),
        Place("geonames:2198148", "Suva", "city", -18.1416, 178.4415, 6.0, "FJ", "01", 77366),
        Place("dateline:fiji", "Fiji", "country", -18.0, 178.0, 220.0, "FJ", population=900000),
        Place("geonames:4035715", "Apia", "city", -13.8333, -171.7667, 5.0, "WS", "", 40407),
        Place("dateline:bering-sea", "Bering Sea", "sea", 58.0, -178.0, 900.0,
              outline=(((66, -172), (62, -166), (56, -162), (53, -170), (52, 178), (55, 164), (60, 164), (62, 176)),)),
        Place("part:AU:north", "northern Australia", "part", -16.5, 134.0, 1200.0, "AU",
              outline=(((-20, 119), (-14, 126), (-11.5, 132), (-15, 136), (-11, 142.5), (-19, 147), (-20, 147)),)),
        Place("geonames:2147714", "Sydney", "city", -33.8679, 151.2073, 35.0, "AU", "02", 4627345),
    )
}  # fmt: skip

TEXT = """Storm Lani leaves the islands

SUVA — Cyclone Lani made landfall near [Suva] on {Saturday}, tearing roofs off schools and clinics. At least 14 people were killed, the disaster office of [Fiji] said.

Australia’s navy sent two ships from [Sydney] {on Sunday}. A third vessel trains in [northern Australia] and could leave {next week}.

“We were warned in time,” the mayor said. Fishermen in the [Bering Sea] reported waves of nine metres {earlier this month}; 🌊 their union called the season “the worst in memory”.

[Apia] closed its port. Ministers plan to meet in [Auckland] on {3 March}. The village of [Naqaqa Nowhere] could not be reached {for 86 minutes}.
"""
WHEN = {
    "Saturday": (datetime(2025, 2, 15), datetime(2025, 2, 16), "day", "exact"),
    "on Sunday": (datetime(2025, 2, 16), datetime(2025, 2, 17), "day", "inferred"),
    "next week": (datetime(2025, 2, 24), datetime(2025, 3, 3), "week", "exact"),
    "earlier this month": (datetime(2025, 2, 1), datetime(2025, 2, 18), "month", "approximate"),
    "3 March": (datetime(2025, 3, 3), datetime(2025, 3, 4), "day", "exact"),
}
EVENTS = (
    ("landfall", "disaster", "Suva", "Saturday", "happened"),
    ("killed", "health", "Suva", "Saturday", "claimed"),
    ("sent", "mobilize", "Sydney", "on Sunday", "happened"),
    ("trains", "training", "northern Australia", "", "happened"),
    ("leave", "movement", "northern Australia", "next week", "possible"),
    ("said", "statement", "", "Saturday", "happened"),
    ("reported", "disaster", "Bering Sea", "earlier this month", "happened"),
    ("called", "accuse", "Bering Sea", "", "happened"),
    ("closed", "economy", "Apia", "on Sunday", "happened"),
    ("meet", "consult", "Auckland", "3 March", "planned"),
)


def storm() -> Reading:
    """A made-up storm in the Pacific: areas, both sides of the date line, a place not found, an emoji, no date."""
    text, marks = _unmarked(TEXT)
    article = Article(
        text, "Storm Lani leaves the islands", date(2025, 2, 17), "Pacific Wire", "https://example.org/lani"
    )
    sentences = _sentences(text)
    resolutions = tuple(_resolution(name, span, sentences) for kind, name, span in marks if kind == "[")
    datings = tuple(_dating(name, span, sentences) for kind, name, span in marks if kind == "{")
    events = tuple(_event(row, text, sentences) for row in EVENTS)
    return Reading(article, sentences, resolutions, datings, events)


def many(count: int, seed: int = 7, per_article: int = 50, cities: int = 400) -> list[Reading]:
    """Articles with ``count`` events in all, over two years and ``cities`` places; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - test data, no secret
    places = [_city(chance, number) for number in range(cities)]
    sizes = [per_article] * (count // per_article) + [count % per_article] * (count % per_article > 0)
    return [_many(chance, number, size, places) for number, size in enumerate(sizes)]


def _unmarked(text: str) -> tuple[str, list[tuple[str, str, Span]]]:
    plain, marks, at = "", [], 0
    for found in re.finditer(r"\[([^\]]*)\]|\{([^}]*)\}", text):
        plain += text[at : found.start()]
        name = found[1] or found[2]
        marks.append((found[0][0], name, Span(len(plain), len(plain) + len(name))))
        plain, at = plain + name, found.end()
    return plain + text[at:], marks


def _sentences(text: str) -> tuple[Sentence, ...]:
    spans = [Span(*found.span()) for found in re.finditer(r"\S(?:[^.\n]|\.(?! |\n))*\.?[”]?", text)]
    return tuple(Sentence(index, span, span.of(text)) for index, span in enumerate(spans))


def _at(offset: int, sentences: tuple[Sentence, ...]) -> int:
    return next(each.index for each in sentences if each.span.start <= offset < each.span.stop)


def _resolution(name: str, span: Span, sentences: tuple[Sentence, ...]) -> Resolution:
    mention = Mention(_at(span.start, sentences), span, name, "place", "name in the gazetteer", name)
    place = PLACES.get(name)
    others = (PLACES["Berlin"],) if name == "Suva" else ()
    reason = "no place of this name is known" if place is None else "the only place of this name in Oceania"
    return Resolution(mention, place, others, 0.0 if place is None else 0.91, reason)


def _dating(name: str, span: Span, sentences: tuple[Sentence, ...]) -> Dating:
    when = TimeSpan(*WHEN[name]) if name in WHEN else None
    kind = "DATE" if when else "DURATION"
    value = when.start.date().isoformat() if when else "PT86M"
    return Dating(_at(span.start, sentences), span, name, kind, value, when, "counted from the date of publication")


def _event(row: tuple[str, ...], text: str, sentences: tuple[Sentence, ...]) -> Event:
    trigger, kind, place, when, status = row
    at = re.search(rf"\b{trigger}\b", text[30:]).start() + 30
    where = EventPlace(PLACES.get(place), None, "in", "city" if place else "none", "the place of the same clause", 0.82)
    date_ = EventDate(
        TimeSpan(*WHEN[when]) if when else None,
        None,
        "stated" if when else "none",
        "the date of the same sentence" if when else "the text does not say when",
        0.9,
    )
    claimed = {"cue": "said", "speaker": "the disaster office of Fiji"} if status == "claimed" else {}
    killed = (Quantity("killed", 14, Span(at, at + 1), at_least=True),) if kind == "health" else ()
    actor = Participant("Australia’s navy", Span(at, at + 1)) if kind == "mobilize" else None
    return Event(_at(at, sentences), kind, Span(at, at + len(trigger)), where, date_, status=status, actor=actor,
                 quantities=killed, confidence=0.74, **claimed)  # fmt: skip


_KINDS = ("assault", "statement", "consult", "mobilize", "disaster", "protest", "election", "aid", "accident", "health")
_HUBS = ((50, 10), (34, 44), (35, 105), (39, -95), (-15, -55), (5, 20), (20, 78), (-25, 135), (60, 90), (36, 138))


def _city(chance: random.Random, number: int) -> Place:
    lat, lon = chance.choice(_HUBS)
    lat, lon = lat + chance.gauss(0, 7), lon + chance.gauss(0, 10)
    return Place(f"geonames:{number}", f"Town {number}", "city", lat, (lon + 180) % 360 - 180, 8.0, "XX")


def _many(chance: random.Random, number: int, size: int, places: list[Place]) -> Reading:
    day = datetime(2023, 1, 9) + timedelta(days=int(700 * chance.random() ** 0.6))
    parts = [
        f"In {place.name} officials spoke of report {number}.{at} and of what followed it there; people moved on."
        for at in range(size)
        for place in [chance.choice(places)]
    ]
    text = " ".join(parts)
    sentences, at = [], 0
    for index, part in enumerate(parts):
        sentences.append(Sentence(index, Span(at, at + len(part)), part))
        at += len(part) + 1
    names = {place.name: place for place in places}
    events = []
    for each in sentences:
        place = names[each.text.split(" officials")[0][3:]]
        start = day - timedelta(days=chance.randrange(9))
        when = None if chance.random() < 0.01 else TimeSpan(start, start + timedelta(days=1), "day", "exact")
        events.append(
            Event(
                each.index,
                chance.choice(_KINDS),
                Span(each.span.start + each.text.index("spoke"), each.span.start + each.text.index("spoke") + 5),
                EventPlace(place, None, "in", "city", "named in the sentence", 0.9),
                EventDate(when, None, "stated" if when else "none", "stated", 0.9),
                status=chance.choice(("happened", "happened", "happened", "claimed", "planned")),
                confidence=round(chance.uniform(0.4, 0.95), 2),
            )
        )
    article = Article(text, f"Report {number}", day.date(), f"Paper {number % 7}", f"https://example.org/{number}")
    return Reading(article, tuple(sentences), (), (), tuple(events))
