"""Measure the dates: ``python benchmarks/timex.py BENCH`` with the folder of evaluate.py, hard.py and the gold files.

Prints the scores of every gold file with its errors by kind, the hard classes, the marked sentences of ``tests/golden``, the speed
beside dateparser's (where it is installed) on the same text in the same run, and the time that hostile strings take.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.model import Article, Sentence, Span
from geo.sentences import split
from geo.timex import find, interchange

HOSTILE = {
    "digits": "7",
    "dashes": "-",
    "May": "May ",
    "brackets": "(",
    "days": "12 May ",
    "ranges": "2014-",
    "times": "3:45 p.m. ",
}
LENGTH = 100_000
PUBLISHED = date(2008, 1, 1)


def main(bench: Path) -> None:
    """Print all tables."""
    for gold in sorted(bench.glob("*.jsonl")):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
            file.writelines(json.dumps(row) + "\n" for row in answers(gold))
        if gold.stem == "hard":
            command = [str(bench / "hard.py"), "score", str(gold), file.name, "-v"]
        else:
            command = [str(bench / "evaluate.py"), "score", str(gold), file.name, "--errors", "1"]
        print(f"\n{gold.stem}")
        print(subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout)
        Path(file.name).unlink()
    texts = [row["text"] for row in documents(bench / "meantime-dev.jsonl")]
    print(speed(texts))
    for name, piece in HOSTILE.items():
        print(f"hostile {name:9} {hostile(piece):6.2f} s for {LENGTH:,} characters")


def documents(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file."""
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def answers(gold: Path) -> Iterator[dict[str, object]]:
    """What the product's own rows say about each document."""
    for document in documents(gold):
        yield interchange.rows(document, split=split)


def speed(texts: list[str]) -> str:
    """Characters a second, sentences included, and dateparser's on the first of the same texts."""
    articles = [Article(text, published=PUBLISHED) for text in texts]
    find(articles[0], split(articles[0]))
    began = time.perf_counter()
    for article in articles:
        find(article, split(article))
    ours = sum(map(len, texts)) / (time.perf_counter() - began)
    return f"{ours:,.0f} characters/s, dateparser {dateparser_speed(texts[:4])}"


def dateparser_speed(texts: list[str]) -> str:
    """The same of dateparser's ``search_dates``."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return "is not installed"
    search_dates("on Tuesday", languages=["en"])
    began = time.perf_counter()
    for text in texts:
        search_dates(text, languages=["en"])
    return f"{sum(map(len, texts)) / (time.perf_counter() - began):,.0f}"


def hostile(piece: str) -> float:
    """Seconds for a long sentence of one repeated piece."""
    text = (piece * LENGTH)[:LENGTH]
    began = time.perf_counter()
    find(Article(text, published=PUBLISHED), [Sentence(0, Span(0, len(text)), text)])
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]))
