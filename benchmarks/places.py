"""Measure the recognition and the resolution of places on marked-up news, beside what others reach.

    python benchmarks/places.py FOLDER [--only lgl] [--misses] [--ablation] [--write FOLDER]

FOLDER holds ``dev.jsonl`` (rows ``{corpus, doc, title, date, text, toponyms}``), ``evaluate.py`` (the scorer) and
``vast.csv``. Demonyms count as toponyms where the corpus marks them. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.gazetteer import embedded
from geo.model import Article, Gazetteer, Mention, Resolution, Span, TaggedSentence
from geo.resolution import resolve
from geo.resolution.lexicon import tables
from geo.sentences import split
from geo.tokens import tag
from geo.toponyms import recognise
from geo.toponyms.lexicon import lexicon

WITH_DEMONYMS = frozenset({"lgl", "gwn", "geowebnews"})
ANCHORS = {
    "lgl": {"overlap F1": .719, "e2e F1": .510, "acc@161": .773, "acc@size": .864},
    "geovirus": {"overlap F1": .786, "acc@161": .821, "acc@size": .966},
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


@dataclass(frozen=True)
class Run:
    """What was found end to end, and what the marked spans were taken for, by corpus and document."""

    whole: list[tuple[Resolution, ...]]
    given: dict[tuple[str, str], tuple[Resolution, ...]]

    def rows(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The predictions as the scorer reads them: end to end, and with given spans."""
        found = [prediction(*key, each) for key, each in zip(self.given, self.whole, strict=True)]
        spans = [prediction(*key, each, demonyms=True) for key, each in self.given.items()]
        return found, spans


def _key(read: Read) -> tuple[str, str]:
    return read.row["corpus"], read.row["doc"]


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


def prediction(corpus: str, doc: str, resolutions: Iterable[Resolution], *, demonyms: bool = False) -> dict[str, Any]:
    """A row as the scorer reads it. The corpora mark the place that a spatial expression starts from, not the shifted one."""
    demonyms = demonyms or corpus in WITH_DEMONYMS
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


def misses(
    judge: ModuleType,
    docs: Sequence[Any],
    whole: Sequence[tuple[Resolution, ...]],
    given: dict[tuple[str, str], tuple[Resolution, ...]],
    vast: dict[str, float],
) -> str:
    """How many errors of each class there are: words wrongly taken, words missed, places wrongly chosen."""
    counts: Counter[str] = Counter()
    for doc, resolutions in zip(docs, whole, strict=True):
        gold = [(toponym.start, toponym.end) for toponym in doc.gold]
        found = [each for each in resolutions if each.mention.kind != "anaphor"]
        if doc.corpus not in WITH_DEMONYMS:
            found = [each for each in found if each.mention.kind != "demonym"]
        spans = [(each.mention.span.start, each.mention.span.stop) for each in found]
        counts.update(
            f"{doc.corpus}: taken, {each.mention.kind}: {each.mention.rule}"
            for each, span in zip(found, spans, strict=True)
            if not _meets(span, gold)
        )
        counts.update(
            f"{doc.corpus}: missed, {_marked(toponym)}"
            for toponym in doc.gold
            if not _meets((toponym.start, toponym.end), spans)
        )
        counts.update(_wrong(judge, doc, given[doc.corpus, doc.id], vast))
    return "\n".join(f"| {name} | {count} |" for name, count in counts.most_common(60))


def _meets(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < stop and start < span[1] for start, stop in others)


def _marked(toponym: Any) -> str:
    return (
        "a street or building"
        if toponym.text[-3:] in {"St.", "eet", "oad", "nue", "ive"}
        else toponym.kind or "a place"
    )


def _wrong(judge: ModuleType, doc: Any, resolutions: Sequence[Resolution], vast: dict[str, float]) -> Iterator[str]:
    ordered = sorted(doc.gold, key=lambda each: each.start)
    for toponym, each in zip(ordered, resolutions, strict=True):
        if not toponym.located:
            continue
        places = [each.place, *each.others] if each.place else []
        near = [judge.km(toponym, judge.Toponym(0, 0, "", place.lat, place.lon)) for place in places]
        if near and near[0] <= max(judge.NEAR_KM, vast.get(toponym.text.lower(), 0)):
            continue
        if not places or places[0].kind == "approximate":
            yield f"{doc.corpus}: wrong, unknown to the gazetteer"
        else:
            yield f"{doc.corpus}: wrong, {'the right place was second' if min(near) <= judge.NEAR_KM else 'no such sense known'}"


def figures(judge: ModuleType, docs: Sequence[Any], run: Run, vast: dict[str, float]) -> dict[str, float]:
    """The figures that matter, by corpus."""
    found, given = run.rows()
    whole = judge.score(docs, _predictions(found, judge), vast=vast)
    spans = judge.score(docs, _predictions(given, judge), gold_spans=True, vast=vast)
    chosen = ((whole, "overlap F1"), (whole, "e2e F1"), (spans, "acc@161"))
    return {f"{corpus} {name}": float(source.loc[corpus, name]) for corpus in whole.index for source, name in chosen}


def ablation(measure: Callable[[], dict[str, float]]) -> str:
    """What each rule and each feature adds: the figures with all of them, less those without it."""
    whole = measure()
    lines = ["| without | " + " | ".join(whole) + " |", "|---|" + "---|" * len(whole)]
    lines.append("| nothing | " + " | ".join(f"{value:.3f}" for value in whole.values()) + " |")
    for weights in (lexicon().evidence, tables().weights):
        for name in list(weights):
            kept, weights[name] = weights[name], 0.0
            figures = measure()
            weights[name] = kept
            lines.append(f"| {name} | " + " | ".join(f"{figures[key] - whole[key]:+.3f}" for key in whole) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, the reliability, the speed, and on request the errors by class and the ablation."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("folder", type=Path, help="the folder with dev.jsonl, evaluate.py and vast.csv")
    options.add_argument("--only", default="", help="one corpus only")
    options.add_argument("--write", type=Path, help="write the predictions into this folder")
    options.add_argument("--misses", action="store_true", help="count the errors by class")
    options.add_argument("--ablation", action="store_true", help="measure without each rule and each feature")
    arguments = options.parse_args()
    judge, gazetteer = scorer(arguments.folder), embedded()
    docs = [
        doc for doc in judge.load(arguments.folder / "dev.jsonl") if not arguments.only or doc.corpus == arguments.only
    ]
    reads = list(documents(arguments.folder / "dev.jsonl", arguments.only))
    vast = judge.read_vast(arguments.folder / "vast.csv")

    def run() -> Run:
        return Run(
            [end_to_end(read, gazetteer) for read in reads],
            {_key(read): given_spans(read, gazetteer) for read in reads},
        )

    run()
    started = time.process_time()
    whole = [end_to_end(read, gazetteer) for read in reads]
    seconds = time.process_time() - started
    done = run()
    print(table(judge, docs, *done.rows(), vast))
    print(f"\n{len(reads) / seconds:.0f} articles/s for recognition and resolution, tagging apart\n")
    print(reliability(judge, docs, done.given))
    if arguments.misses:
        print("\n| errors | |\n|---|---|\n" + misses(judge, docs, whole, done.given, vast))
    if arguments.ablation:
        print("\n" + ablation(lambda: figures(judge, docs, run(), vast)))
    if arguments.write:
        for name, rows in zip(("found.jsonl", "given.jsonl"), done.rows(), strict=True):
            (arguments.write / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
