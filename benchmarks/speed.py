"""Speed as ratios in one run: the gazetteer scan, the toponym stage, the whole way, memory, and growth with length.

    python benchmarks/speed.py FOLDER_OR_JSONL [--ner N]

The texts are those of a folder of articles, or the "text" of JSON lines. CPU seconds on one core. spaCy is compared
with where it is installed; the project does not need it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
Row = tuple[str, str]
STAGES = ("split", "tag", "recognise", "resolve", "date", "extract")
ABSENT = "spaCy is absent: pip install spacy"
MEMORY = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
import speed
from geo import gazetteer, pipeline
texts = speed.texts_of(speed.Path({source!r}))
places = gazetteer.current()
places.find("Kursk")
opened = speed.peak()
for text in texts:
    {read}
print(opened, speed.peak())
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a folder of articles, or a file of JSON lines with a text")
    parser.add_argument("--ner", type=int, default=60, help="how many texts the NER of spaCy reads")
    options = parser.parse_args()
    texts = texts_of(options.source)
    print(f"{len(texts)} articles, {sum(map(len, texts)) / 1e6:.2f} million characters; CPU seconds, one core")
    for measure in (whole, lambda found: stage(found, options.ner), linearity, scan):
        show(measure(texts))
    show(memory(options.source))


def texts_of(source: Path) -> list[str]:
    """The texts of a folder of articles or of JSON lines."""
    from geo import articles

    if source.is_dir():
        return [
            each.text
            for path in sorted(source.iterdir())
            for each in articles.read_all([path])
            if hasattr(each, "text")
        ]
    lines = source.read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines if line.strip()]


def show(rows: Sequence[Row]) -> None:
    """Print rows of the table."""
    for name, value in rows:
        print(f"{name:42} {value}", flush=True)


def seconds(run: Callable[[], object]) -> float:
    """The CPU seconds that a call takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def peak() -> float:
    """The most memory that this process has held so far, in MB (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def whole(texts: Sequence[str]) -> list[Row]:
    """Articles a second of the whole way, and the share of each stage."""
    spent = by_stage(texts)
    total = sum(spent.values())
    shares = ", ".join(f"{name} {spent[name] / total:.0%}" for name in STAGES)
    return [("the whole way", f"{len(texts) / total:.0f} articles/s: {shares}")]


def by_stage(texts: Sequence[str]) -> dict[str, float]:
    """The CPU seconds of each stage over all texts, after one round over the first to warm up."""
    read(texts[0], dict.fromkeys(STAGES, 0.0))
    spent = dict.fromkeys(STAGES, 0.0)
    for text in texts:
        read(text, spent)
    return spent


def once(text: str) -> dict[str, float]:
    """The CPU seconds of each stage over one text."""
    spent = dict.fromkeys(STAGES, 0.0)
    read(text, spent)
    return spent


def read(text: str, spent: dict[str, float]) -> None:
    """Send one text through every stage, and add what each takes."""
    from geo import events, gazetteer, resolution, sentences, timex, tokens, toponyms
    from geo.model import Article

    article, places = Article(text), gazetteer.current()
    found = timed(spent, "split", lambda: sentences.split(article))
    tagged = timed(spent, "tag", lambda: tokens.tag(found))
    mentions = timed(spent, "recognise", lambda: toponyms.recognise(article, tagged, gazetteer=places))
    resolved = timed(spent, "resolve", lambda: resolution.resolve(article, tagged, mentions, gazetteer=places))
    datings = timed(spent, "date", lambda: timex.find(article, found))
    timed(spent, "extract", lambda: events.extract(article, tagged, resolved, datings, choose_date=timex.choose))


def timed(spent: dict[str, float], name: str, run: Callable[[], Any]) -> Any:
    """What a call gives; its CPU seconds are added to ``spent``."""
    start = time.process_time()
    value = run()
    spent[name] += time.process_time() - start
    return value


def stage(texts: Sequence[str], limit: int) -> list[Row]:
    """Articles a second of the toponym stage with its tagger, beside an untrained NER of the usual size."""
    ours = len(texts) / seconds(lambda: locate(texts))
    theirs = ner(texts[:limit])
    beside = f"{theirs:.0f} articles/s; ours is {ours / theirs:.1f} times as fast" if theirs else ABSENT
    return [("toponym stage (split to resolve)", f"{ours:.0f} articles/s"), ("spaCy's NER, untrained", beside)]


def locate(texts: Sequence[str]) -> None:
    """Send texts through the toponym stage."""
    from geo import pipeline
    from geo.model import Article

    for text in texts:
        pipeline.locate(Article(text))


def ner(texts: Sequence[str]) -> float:
    """Articles a second of spaCy's NER with weights that no one trained: as fast as with others. 0 without spaCy."""
    try:
        import spacy
    except ImportError:
        return 0.0
    language = spacy.blank("en")
    language.add_pipe("ner").add_label("GPE")
    for label in ("PERSON", "ORG", "LOC", "NORP", "FAC", "DATE", "TIME", "MONEY", "CARDINAL", "EVENT"):
        language.get_pipe("ner").add_label(label)
    language.initialize()
    list(language.pipe(texts[:2]))
    return len(texts) / seconds(lambda: list(language.pipe(texts)))


def linearity(texts: Sequence[str]) -> list[Row]:
    """CPU milliseconds a thousand characters as one text grows, the best of three: the same where it is linear."""
    one = "\n\n".join(texts[:5])
    rows = []
    for times in (1, 2, 4, 8):
        text = "\n\n".join([one] * times)
        spent = min((once(text) for _ in range(3)), key=lambda round_: sum(round_.values()))
        each = ", ".join(f"{name} {1e6 * spent[name] / len(text):.2f}" for name in STAGES)
        rows.append((f"ms by 1000 characters, text {times}x", f"{1e6 * sum(spent.values()) / len(text):.2f}: {each}"))
    return rows


def scan(texts: Sequence[str]) -> list[Row]:
    """Megabytes a second of the scan, beside spaCy's PhraseMatcher over the same names, and the matches of both."""
    from geo import gazetteer

    places, size = gazetteer.current(), sum(len(text.encode()) for text in texts) / 1e6
    rounds = 5
    spent = seconds(lambda: [list(places.scan(text)) for _ in range(rounds) for text in texts])
    ours = rounds * size / spent
    names = {span.of(text) for text in texts for span in places.scan(text)}
    rows = [("gazetteer scan", f"{ours:.1f} MB/s, {len(names)} names found")]
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
        from spacy.util import filter_spans
    except ImportError:
        return [*rows, ("spaCy blank with PhraseMatcher", ABSENT)]
    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab)
    matcher.add("place", [language.make_doc(name) for name in sorted(names)])

    def matches(text: str) -> set[tuple[int, int]]:
        found = filter_spans(matcher(language(text), as_spans=True))
        return {(span.start_char, span.end_char) for span in found}

    theirs = size / seconds(lambda: [matches(text) for text in texts])
    rows.append(("spaCy blank with PhraseMatcher", f"{theirs:.2f} MB/s; the scan is {ours / theirs:.1f} times as fast"))
    both = either = 0
    for text in texts:
        mine, other = {(span.start, span.stop) for span in places.scan(text)}, matches(text)
        both, either = both + len(mine & other), either + len(mine | other)
    rows.append(
        (
            "the same matches",
            f"{both} of {either} ({both / max(either, 1):.1%}); PhraseMatcher knows only the names found",
        )
    )
    return rows


def memory(source: Path) -> list[Row]:
    """MB above the opened index, each in a process of its own."""
    ways = {
        "toponym stage": "pipeline.locate(speed.article(text))",
        "whole way": "pipeline.extract(speed.article(text))",
    }
    rows = []
    for name, call in ways.items():
        code = MEMORY.format(root=str(ROOT), here=str(ROOT / "benchmarks"), source=str(source), read=call)
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        opened, after = map(float, run.stdout.split())
        rows.append((f"memory, {name}", f"{after:.0f} MB, {after - opened:.0f} above the opened index and its imports"))
    return rows


def article(text: str) -> Any:
    """An article of a text."""
    from geo.model import Article

    return Article(text)


if __name__ == "__main__":
    main()
