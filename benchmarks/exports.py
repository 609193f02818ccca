"""How fast each export is: events per second of CPU time, at growing sizes, so that more than linear growth shows.

    python benchmarks/exports.py [--events 1000,10000,100000] [--forms csv,kml]

The articles are made by a seeded generator: a thousand cities, forty areas with outlines, every sentence its own.
The last column is the time for an event at the largest size over that at the smallest: 1 is linear.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo import export, frame
from geo.model import (
    Article,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Place,
    Reading,
    Resolution,
    Sentence,
    Span,
    TimeSpan,
)

PER_ARTICLE = 50
DAY = timedelta(days=1)
TYPES = ("assault", "mobilize", "protest", "disaster", "meet", "election")


def main() -> None:
    """Print one line a format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", default="1000,10000,100000")
    parser.add_argument("--forms", default=",".join(export.FORMATS))
    options = parser.parse_args()
    sizes = [int(size) for size in options.events.split(",")]
    samples = {size: sample(size) for size in sizes}
    print(f"{'format':12}" + "".join(f"{size:>14,}" for size in sizes) + f"{'MB':>9}{'growth':>9}   (events/s)")
    for form in options.forms.split(","):
        rates, size_mb = [], 0.0
        for readings, table in samples.values():
            seconds, size_mb = timed(form, readings, table)
            rates.append(len(table) / seconds)
        print(f"{form:12}" + "".join(f"{rate:14,.0f}" for rate in rates) + f"{size_mb:9.1f}{rates[0] / rates[-1]:9.2f}")


def timed(form: str, readings: list[Reading], table: frame.DataFrame) -> tuple[float, float]:
    """CPU seconds of the better of two runs, and the size of the file in MB."""
    spent, content = [], b""
    for _ in range(2):
        start = time.process_time()
        rendered = export.render(readings, form, table=table)
        spent.append(time.process_time() - start)
        content = rendered.encode() if isinstance(rendered, str) else rendered
    return min(spent), len(content) / 1e6


def sample(events: int) -> tuple[list[Reading], frame.DataFrame]:
    """Readings with so many events, and their table."""
    chance = random.Random(7)  # noqa: S311 - a sample, not a secret
    places = [*(city(chance, number) for number in range(1000)), *(area(chance, number) for number in range(40)), None]
    kinds = [kind for kind in TYPES if kind in frame.event_types()] or list(frame.event_types())
    readings = [article(chance, number, places, kinds) for number in range(-(-events // PER_ARTICLE))]
    return readings, frame.build(readings).head(events)


def city(chance: random.Random, number: int) -> Place:
    """A city anywhere."""
    lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
    return Place(f"geonames:{number}", f"City {number}", "city", round(lat, 4), round(lon, 4), 8.0, "KE")


def area(chance: random.Random, number: int) -> Place:
    """A sea with an outline of eight corners."""
    lat, lon = chance.uniform(-60, 60), chance.uniform(-180, 180)
    ring = tuple((lat + chance.uniform(4, 5) * a, lon + chance.uniform(4, 5) * b)
                 for a, b in ((-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1)))  # fmt: skip
    return Place(f"dateline:sea-{number}", f"Sea {number}", "sea", lat, lon, 500.0, outline=(ring,))


def article(chance: random.Random, number: int, places: list[Place | None], kinds: list[str]) -> Reading:
    """An article of fifty sentences, an event in each."""
    text, sentences, events, found = "", [], [], []
    for index in range(PER_ARTICLE):
        place = chance.choice(places)
        name = place.name if place else "a lake"
        told = f"Report {number}-{index}: “12 people”, it said, were hurt near {name}, and crews came."
        span = Span(len(text), len(text) + len(told))
        text += told + " "
        sentences.append(Sentence(index, span, told))
        events.append(event(chance, index, Span(span.start, span.start + 6), place, chance.choice(kinds)))
        if place:
            at = span.start + told.index(place.name)
            mention = Mention(index, Span(at, at + len(place.name)), place.name, "place", "name", place.name)
            found.append(Resolution(mention, place, (), 0.9, "the largest of its name"))
    published = datetime(2024, 1, 1) + number % 300 * DAY
    paper = Article(text, f"Article {number}", published.date(), "The Paper", f"https://news.example/{number}")
    return Reading(paper, tuple(sentences), tuple(found), (), tuple(events))


def event(chance: random.Random, index: int, trigger: Span, place: Place | None, kind: str) -> Event:
    """An event, one in ten of them undated."""
    start = datetime(2024, 1, 1) + chance.randrange(300) * DAY
    when = TimeSpan(start, start + chance.choice((1, 7)) * DAY, "day", "exact") if chance.random() < 0.9 else None
    where = EventPlace(place, None, "in", "city" if place else "none", "named after “near”", 0.9)
    return Event(index, kind, trigger, where, EventDate(when, None, "stated", "as written", chance.random()))


if __name__ == "__main__":
    main()
