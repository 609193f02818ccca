"""Train the part-of-speech tagger on the train parts of EWT and GUM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import conllu
from fit import Example, Options, fit

from geo.tokens.features import features

OPTIONS = Options(c1=0.15, c2=0.1, minfreq=2, iterations=140)
CASED = 32  # one sentence in so many is learnt in capitals too, and another in title case


def train(data: Path, model: Path) -> None:
    """Train on EWT and GUM, with a share of the sentences again in capitals and in title case."""
    sentences = [
        sentence for part in ("ewt-train", "gum-train") for sentence in conllu.read(data / f"{part}.conllu.gz")
    ]
    fit(examples(sentences), model, OPTIONS)


def examples(sentences: Iterable[Sequence[conllu.Word]]) -> Iterator[Example]:
    """The words' features and Penn tags."""
    for index, sentence in enumerate(sentences):
        words, tags = [word.form for word in sentence], [word.xpos for word in sentence]
        yield features(words), tags
        if index % CASED in (0, CASED // 2):
            yield features(recased(words, upper=index % CASED == 0)), tags


def recased(words: Sequence[str], *, upper: bool) -> list[str]:
    """The words as a headline writes them: all capitals, or the longer ones capitalised."""
    if upper:
        return [word.upper() for word in words]
    return [word[:1].upper() + word[1:] if len(word) > 3 or not index else word for index, word in enumerate(words)]
