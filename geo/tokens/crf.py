"""The one door to the learned models: linear-chain CRFs of python-crfsuite, in ``data/models/*.crfsuite``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

import pycrfsuite

from geo.errors import ModelError
from geo.settings import DATA

Features = Sequence[Sequence[bytes]]
Sequenced: TypeAlias = object  # a pycrfsuite.ItemSequence, which has no types


class Labeller:
    """A trained model: a label for each token of a sequence, and how sure it is of it.

    Safe to share between threads: a lock keeps one sequence from being asked about while another is read.
    """

    __slots__ = ("_lock", "_tagger", "labels")

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._tagger = pycrfsuite.Tagger()
        try:
            self._tagger.open(str(path))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The model {path.name} is missing or damaged: reinstall Dateline, or train it by "
                f"`python training/train.py DATA_FOLDER`."
            ) from error
        self.labels: tuple[str, ...] = tuple(self._tagger.labels())

    def read(self, features: Features | Sequenced) -> list[str]:
        """The best sequence of labels."""
        with self._lock:
            self._tagger.set(features)
            best: list[str] = self._tagger.tag()
        return best

    def read_surely(self, features: Features | Sequenced) -> list[tuple[str, float]]:
        """The best sequence of labels, each with its marginal probability, 0 to 1."""
        with self._lock:
            self._tagger.set(features)
            sure = self._tagger.marginal
            return [(label, sure(label, index)) for index, label in enumerate(self._tagger.tag())]

    def chances(self, features: Features | Sequenced, length: int, *labels: str) -> list[list[float]]:
        """For each of the labels, the marginal probability that it is borne by each of the ``length`` tokens."""
        with self._lock:
            self._tagger.set(features)
            sure = self._tagger.marginal
            return [[sure(label, index) for index in range(length)] for label in labels]


def sequence(features: Features) -> Sequenced:
    """The features in the form that several models read without converting them again."""
    return pycrfsuite.ItemSequence(features)


@cache
def labeller(name: str) -> Labeller:
    """The model ``data/models/NAME.crfsuite``, opened once.

    >>> "NNP" in labeller("tags").labels
    True
    """
    return Labeller(DATA / "models" / f"{name}.crfsuite")
