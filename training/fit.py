"""Fit one CRF. The same examples in the same order give the same weights, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

Example = tuple[Sequence[Sequence[bytes]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Options:
    """L1 and L2 penalties, how often a feature must be seen, and the rounds of L-BFGS."""

    c1: float
    c2: float
    minfreq: int
    iterations: int


def fit(examples: Iterable[Example], model: Path, options: Options) -> None:
    """Train a linear-chain CRF and write its weights."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    trainer.set_params(
        {"c1": options.c1, "c2": options.c2, "max_iterations": options.iterations, "feature.minfreq": options.minfreq}
    )
    trainer.train(str(model))
