"""Measure the events of coded news: the headline is key events right on the map and on the timeline.

    python benchmarks/events.py FOLDER [--errors FILE] [--write FILE] [--ablate] [--reliability] [--speed]

FOLDER holds ``docs.jsonl`` (rows ``{corpus, doc, title, published, text}``), ``gold.jsonl`` and ``score.py`` (the
scorer). ``--ablate`` repeats the measurement without the labellers, the narrative's setting, and merging.
``--reliability`` says how often places and dates are right, by how sure they are said to be. ``--speed`` times the
whole pipeline on one core. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo import events, pipeline
from geo.events import extraction, setting, where
from geo.model import Article, Event, Reading

ROUNDS = 5
STAGES = pipeline.Stages()


def main() -> None:
    """Write the predictions and let the scorer speak."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", help="a file for one line a coded event with what was matched")
    parser.add_argument("--write", type=Path, help="keep the predictions in this file")
    parser.add_argument("--ablate", action="store_true", help="measure without single parts, too")
    parser.add_argument("--reliability", action="store_true", help="tabulate what is right by confidence")
    parser.add_argument("--speed", action="store_true", help="time the whole pipeline")
    options = parser.parse_args()
    docs = [json.loads(line) for line in (options.folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    score(options.folder, docs, options.write, ["--errors", options.errors] if options.errors else [])
    if options.reliability:
        print_reliability(options.folder, docs)
    if options.ablate:
        for name, without in ABLATIONS.items():
            print(f"\nwithout {name}")
            with without():
                score(options.folder, docs, None, ["--brief"])
    if options.speed:
        print_speed(docs)


def score(
    folder: Path, docs: Sequence[dict[str, Any]], kept: Path | None, options: Sequence[str], *, quiet: bool = False
) -> None:
    """Predict the events of all documents and run the scorer on them."""
    lines = [json.dumps(predicted(doc)) for doc in docs]
    with tempfile.TemporaryDirectory() as temporary:
        path = kept or Path(temporary) / "predicted.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        out = subprocess.DEVNULL if quiet else None
        subprocess.run([sys.executable, str(folder / "score.py"), str(path), *options], check=True, stdout=out)


def print_reliability(folder: Path, docs: Sequence[dict[str, Any]]) -> None:
    """Of the found events, the share with the right place and date in each fifth of confidence."""
    with tempfile.TemporaryDirectory() as temporary:
        errors = Path(temporary) / "errors.jsonl"
        score(folder, docs, None, ["--errors", str(errors)], quiet=True)
        found = [row for row in map(json.loads, errors.read_text(encoding="utf-8").splitlines()) if row["facts"]]
    for fact in ("place", "date"):
        bins: dict[int, list[bool]] = {}
        for row in found:
            if row["facts"][fact] is not None:
                bins.setdefault(int(row["pred"][f"{fact}_confidence"] * 5), []).append(row["facts"][fact])
        for fifth, right in sorted(bins.items()):
            print(f"{fact} said to be {fifth / 5:.1f}-{fifth / 5 + 0.2:.1f} sure: {sum(right)} of {len(right)} right")


def predicted(doc: dict[str, Any]) -> dict[str, Any]:
    """The rows of one document in the scorer's form."""
    reading = read(doc)
    return {"corpus": doc["corpus"], "doc": doc["doc"], "events": [row(reading, event) for event in reading.events]}


def read(doc: dict[str, Any]) -> Reading:
    """One document through all stages."""
    article = Article(doc["text"], doc["title"], date.fromisoformat(doc["published"]))
    return pipeline.extract(article, stages=STAGES)


def row(reading: Reading, event: Event) -> dict[str, Any]:
    """One event in the scorer's form: its sentence's offsets, type, point, inclusive dates and status."""
    span, place, when = reading.sentences[event.sentence].span, event.where.place, event.when.when
    return {
        "start": span.start,
        "end": span.stop,
        "type": event.type,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "date_start": when.start.date().isoformat() if when else None,
        "date_end": (when.stop - timedelta(microseconds=1)).date().isoformat() if when else None,
        "status": event.status,
        "place_confidence": event.where.confidence,
        "date_confidence": event.when.confidence,
    }


@contextmanager
def without_labellers() -> Iterator[None]:
    """Rules alone say where an event was and who took part."""
    with mock.patch.object(sys.modules[__name__], "STAGES", replace(STAGES, extract=events.extract)):
        yield


@contextmanager
def without_narrative() -> Iterator[None]:
    """No place is inherited from the story."""
    rules = tuple(rule for rule in where.OF_HAPPENING if rule is not where.narrative)
    with mock.patch.object(where, "OF_HAPPENING", rules), mock.patch.object(setting, "AHEAD", -1):
        yield


@contextmanager
def without_merging() -> Iterator[None]:
    """Every telling is an event of its own."""
    with mock.patch.object(extraction, "merge", lambda drafts: tuple(draft.event for draft in drafts)):
        yield


ABLATIONS = {
    "the labellers": without_labellers,
    "the narrative's setting": without_narrative,
    "merging": without_merging,
}


def print_speed(docs: Sequence[dict[str, Any]]) -> None:
    """Articles and words a second of the whole pipeline, after a first round that loads everything."""
    for doc in docs:
        read(doc)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for doc in docs:
            read(doc)
    seconds = (time.perf_counter() - start) / ROUNDS
    words = sum(len(doc["text"].split()) for doc in docs)
    print(f"\nwhole pipeline: {len(docs) / seconds:.0f} articles/s, {words / seconds:.0f} words/s")


if __name__ == "__main__":
    main()
