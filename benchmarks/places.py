"""Measure the recognition and the resolution of places on marked-up news, beside what others reach.

    python benchmarks/places.py FOLDER [--only lgl] [--misses 40] [--write FOLDER]

FOLDER holds ``dev.jsonl`` (rows ``{corpus, doc, title, date, text, toponyms}``), ``evaluate.py`` (the scorer) and
``vast.csv``. Demonyms count as toponyms where the corpus marks them. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.gazetteer import embedded
from geo.model import Article, Gazetteer, Mention, Resolution, Span, TaggedSentence
from geo.resolution import resolve
from geo.sentences import split
from geo.tokens import tag
from geo.toponyms import recognise

WITH_DEMONYMS = frozenset({"lgl", "gwn", "geowebnews"})
ANCHORS = {
    "lgl": {"overlap F1": .719, "e2e F1": .510, "acc@161": .858, "acc@size": .864},
    "geovirus": {"overlap F1": .786, "acc@161": .907, "acc@size": .966},
    "trnews": {"overlap F1": .630, "e2e F1": .320, "acc@161": .882, "acc@size": .944},
    "gwn": {"overlap F1": .764, "e2e F1": .612, "acc@161": .863, "acc@size": .899},
}  # fmt: skip
GOALS = {
    "lgl": {"overlap F1": .78, "e2e F1": .66, "acc@161": .87, "acc@size": .88},
    "geovirus": {"overlap F1": .90, "e2e F1": .82, "acc@161": .91, "acc@size": .965},
    "trnews": {"overlap F1": .82, "e2e F1": .74, "acc@161": .90, "acc@size": .95},
    "gwn": {"overlap F1": .86, "e2e F1": .76, "acc@161": .88, "acc@size": .92},
}  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A document with its sentences, tagged once."""

    row: dict[str, Any]
    article: Article
    sentences: tuple[TaggedSentence, ...]


def documents(path: Path, only: str) -> Iterator[Read]:
    """The documents of a file, tagged."""
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not only or row["corpus"] == only:
                article = Article(row["text"], title=row["title"])
                yield Read(row, article, tag(split(article)))


def end_to_end(read: Read, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """What the product finds in a document."""
    mentions = recognise(read.article, read.sentences, gazetteer=gazetteer)
    return resolve(read.article, read.sentences, mentions, gazetteer=gazetteer)


def given_spans(read: Read, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The places of the marked spans: the mentions are given, their kinds are what recognition would say."""
    found = {mention.span: mention for mention in recognise(read.article, read.sentences, gazetteer=gazetteer)}
    mentions = [
        _given(read, toponym, found) for toponym in sorted(read.row["toponyms"], key=lambda each: each["start"])
    ]
    return resolve(read.article, read.sentences, mentions, gazetteer=gazetteer)


def _given(read: Read, toponym: dict[str, Any], found: dict[Span, Mention]) -> Mention:
    span = Span(toponym["start"], toponym["end"])
    if span in found:
        return found[span]
    sentence = next((each.sentence.index for each in read.sentences if each.sentence.span.overlaps(span)), 0)
    text = span.of(read.article.text)
    people = next((mention for mention in found.values() if mention.text == text and mention.kind == "demonym"), None)
    name, kind = (people.name, people.kind) if people else (text, "place")
    return Mention(sentence, span, text, kind, "given", name)


def prediction(corpus: str, doc: str, resolutions: Iterable[Resolution]) -> dict[str, Any]:
    """A row as the scorer reads it. The corpora mark the place that a spatial expression starts from, not the shifted one."""
    demonyms = corpus in WITH_DEMONYMS
    kept = [
        each for each in resolutions if each.mention.kind != "anaphor" and (demonyms or each.mention.kind != "demonym")
    ]
    return {"corpus": corpus, "doc": doc, "toponyms": [_toponym(each) for each in kept]}


def _toponym(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    if mention.relation is not None and resolution.others:
        place = resolution.others[0]
    return {
        "start": mention.span.start,
        "end": mention.span.stop,
        "text": mention.text,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
    }


def scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the texts."""
    spec = importlib.util.spec_from_file_location("evaluate", folder / "evaluate.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no evaluate.py in {folder}: name the folder that holds the texts and their scorer.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate"] = module
    spec.loader.exec_module(module)
    return module


def _predictions(rows: Sequence[dict[str, Any]], judge: ModuleType) -> dict[tuple[str, str], list[Any]]:
    return {
        (row["corpus"], row["doc"]): [
            judge.Toponym(t["start"], t["end"], t["text"], t["lat"], t["lon"]) for t in row["toponyms"]
        ]
        for row in rows
    }


def table(
    judge: ModuleType,
    docs: Sequence[Any],
    found: Sequence[dict[str, Any]],
    given: Sequence[dict[str, Any]],
    vast: dict[str, float],
) -> str:
    """The figures of each corpus beside the best of the others and the goals."""
    whole = judge.score(docs, _predictions(found, judge), vast=vast)
    spans = judge.score(docs, _predictions(given, judge), gold_spans=True, vast=vast)
    lines = ["| corpus | figure | here | best of the others | goal |", "|---|---|---|---|---|"]
    for corpus in whole.index:
        for figure in ("overlap P", "overlap R", "overlap F1", "strict F1", "e2e F1", "acc@161", "acc@size"):
            source = spans if figure.startswith("acc") else whole
            other, goal = (figures.get(corpus, {}).get(figure, "") for figures in (ANCHORS, GOALS))
            lines.append(f"| {corpus} | {figure} | {source.loc[corpus, figure]:.3f} | {other} | {goal} |")
    return "\n".join(lines)


def reliability(judge: ModuleType, docs: Sequence[Any], resolved: dict[tuple[str, str], tuple[Resolution, ...]]) -> str:
    """Of the resolutions said to be so sure, how many are right."""
    bins: defaultdict[int, list[bool]] = defaultdict(list)
    for doc in docs:
        gold = {(toponym.start, toponym.end): toponym for toponym in doc.gold if toponym.located}
        for each in resolved[doc.corpus, doc.id]:
            toponym = gold.get((each.mention.span.start, each.mention.span.stop))
            if toponym is not None and each.place is not None:
                error = judge.km(toponym, judge.Toponym(0, 0, "", each.place.lat, each.place.lon))
                bins[min(9, int(each.confidence * 10))].append(error <= max(161.0, each.place.radius_km))
    lines = ["| said | mentions | right |", "|---|---|---|"]
    lines += [
        f"| {low / 10:.1f}–{low / 10 + 0.1:.1f} | {len(hits)} | {sum(hits) / len(hits):.2f} |"
        for low, hits in sorted(bins.items())
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table, the reliability, the speed, and on request the misses by class."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path, help="the folder with dev.jsonl, evaluate.py and vast.csv")
    options.add_argument("--only", default="", help="one corpus only")
    options.add_argument("--write", type=Path, help="write the predictions into this folder")
    arguments = options.parse_args()
    judge, gazetteer = scorer(arguments.folder), embedded()
    docs = [
        doc for doc in judge.load(arguments.folder / "dev.jsonl") if not arguments.only or doc.corpus == arguments.only
    ]
    reads = list(documents(arguments.folder / "dev.jsonl", arguments.only))
    vast = judge.read_vast(arguments.folder / "vast.csv")
    end_to_end(reads[0], gazetteer)
    started = time.process_time()
    whole = [end_to_end(read, gazetteer) for read in reads]
    seconds = time.process_time() - started
    given = {(read.row["corpus"], read.row["doc"]): given_spans(read, gazetteer) for read in reads}
    found = [prediction(read.row["corpus"], read.row["doc"], each) for read, each in zip(reads, whole, strict=True)]
    spans = [prediction("lgl", key[1], each) | {"corpus": key[0]} for key, each in given.items()]
    print(table(judge, docs, found, spans, vast))
    print(f"\n{len(reads) / seconds:.0f} articles/s for recognition and resolution, tagging apart\n")
    print(reliability(judge, docs, given))
    if arguments.write:
        for name, rows in (("found.jsonl", found), ("given.jsonl", spans)):
            (arguments.write / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
