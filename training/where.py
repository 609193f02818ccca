"""Train the labeller of where an event happened, and calibrate its probability by cross-validation."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fit import Example, Options, fit

from geo.tokens.crf import Labeller, labeller
from geo.tokens.features import features
from geo.tokens.labelling import spans_of
from geo.tokens.lemmas import lemma
from geo.tokens.relative import View, Words, relative, view

OPTIONS = Options(c1=0.1, c2=1.0, minfreq=1, iterations=80)
FOLDS = 5
Numbers = tuple[list[float], list[bool]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence with its trigger and, for each word, whether it is part of where the event happened."""

    words: tuple[str, ...]
    trigger: int
    labels: tuple[str, ...]

    @property
    def fold(self) -> int:
        """The part that a sentence falls in; the same sentence with another trigger falls in the same."""
        return zlib.crc32(" ".join(self.words).encode()) % FOLDS


def train(data: Path, model: Path) -> None:
    """Train on every sentence; write the calibration beside the weights, as ``calibration.csv``."""
    samples = [*read(data / "event-location.jsonl.gz")]
    seen = [example(sample) for sample in samples]
    slope, offset = calibration(*held_out(samples, seen))
    text = f"model,slope,offset\nwhere,{slope:.4f},{offset:.4f}\n"
    model.with_name("calibration.csv").write_text(text, encoding="utf-8")
    fit(((rows, labels) for _, rows, labels in seen), model, OPTIONS)


def read(path: Path) -> Iterator[Sample]:
    """The sentences without the words that are white space."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            kept = [index for index, word in enumerate(row["tokens"]) if word.strip()]
            new = {old: index for index, old in enumerate(kept)}
            if row["event"][0] in new:
                spans = [(new[a], new[b]) for a, b in row["locations"] if a in new and b in new]
                words = tuple(row["tokens"][index].strip() for index in kept)
                yield Sample(words, new[row["event"][0]], tuple(marked(len(words), spans)))


def marked(length: int, spans: Iterable[tuple[int, int]]) -> list[str]:
    """B, I and O for the words of the spans."""
    labels = ["O"] * length
    for first, last in spans:
        labels[first : last + 1] = ["B", *["I"] * (last - first)]
    return labels


def as_words(words: Sequence[str]) -> Words:
    """The words tagged as the product tags them."""
    seen = features(words)
    tags, names = labeller("tags").read(seen), labeller("names").read(seen)
    lemmas = [lemma(word, tag) for word, tag in zip(words, tags, strict=True)]
    return Words(words, lemmas, tags, ["" if name == "O" else name for name in names])


def example(sample: Sample) -> tuple[int, list[list[bytes]], Sequence[str]]:
    """The first word looked at, the features and labels from there on."""
    words = as_words(sample.words)
    seen: View = view(words)
    first, rows = relative(words, seen, sample.trigger)
    return first, rows, sample.labels[first : first + len(rows)]


def held_out(samples: Sequence[Sample], seen: Sequence[tuple[int, list[list[bytes]], Sequence[str]]]) -> Numbers:
    """For each span found in a fold by a model of the other folds: its raw probability, and whether it is right."""
    scores: list[float] = []
    right: list[bool] = []
    with TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            path = Path(folder) / f"{fold}.crfsuite"
            others: Iterator[Example] = (
                (rows, labels) for sample, (_, rows, labels) in zip(samples, seen, strict=True) if sample.fold != fold
            )
            fit(others, path, OPTIONS)
            model = Labeller(path)
            for sample, (_, rows, labels) in zip(samples, seen, strict=True):
                if sample.fold == fold:
                    for first, stop, score in spans(model, rows):
                        scores.append(score)
                        right.append(any(label != "O" for label in labels[first:stop]))
    return scores, right


def spans(model: Labeller, rows: Sequence[Sequence[bytes]]) -> Iterator[tuple[int, int, float]]:
    """The spans that the product would report."""
    (outside,) = model.chances(rows, len(rows), "O")
    yield from spans_of([1 - chance for chance in outside])


def calibration(scores: Sequence[float], right: Sequence[bool], rounds: int = 400) -> tuple[float, float]:
    """Slope and offset of a logistic curve over the log odds of the raw probability (Platt), by gradient descent."""
    xs = [math.log(max(score, 1e-6) / max(1 - score, 1e-6)) for score in scores]
    slope, offset = 1.0, 0.0
    for _ in range(rounds):
        errors = [1 / (1 + math.exp(-slope * x - offset)) - y for x, y in zip(xs, right, strict=True)]
        slope -= 0.1 * sum(error * x for error, x in zip(errors, xs, strict=True)) / len(xs)
        offset -= 0.3 * sum(errors) / len(xs)
    return slope, offset
