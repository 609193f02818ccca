"""The one door to the learned models: linear-chain CRFs of python-crfsuite, in ``data/models/*.crfsuite``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pycrfsuite

from geo.errors import DatelineError
from geo.settings import DATA

Features = Sequence[Sequence[bytes]]


class ModelError(DatelineError, RuntimeError):
    """The weights of a tagger are missing or damaged."""


class Labeller:
    """A trained model: a label for each token of a sequence, and how sure it is of it.

    The weights are mapped into memory, so that opening costs a millisecond and processes share them.
    """

    __slots__ = ("_tagger", "labels")

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        try:
            self._tagger.open(str(path))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The model {path.name} is missing or damaged: reinstall Dateline, or train it by "
                f"`python training/train.py DATA_FOLDER`."
            ) from error
        self.labels: tuple[str, ...] = tuple(self._tagger.labels())

    def read(self, features: Features | pycrfsuite.ItemSequence) -> list[str]:
        """The best sequence of labels; :meth:`sure` then answers about the same features."""
        self._tagger.set(features)
        best: list[str] = self._tagger.tag()
        return best

    def sure(self, label: str, index: int) -> float:
        """The marginal probability, 0 to 1, that the token at ``index`` of the sequence last read bears ``label``."""
        return float(self._tagger.marginal(label, index))


def sequence(features: Features) -> pycrfsuite.ItemSequence:
    """The features in the form that several models read without converting them again."""
    return pycrfsuite.ItemSequence(features)


@cache
def labeller(name: str) -> Labeller:
    """The model ``data/models/NAME.crfsuite``, opened once.

    >>> "NNP" in labeller("tags").labels
    True
    """
    return Labeller(DATA / "models" / f"{name}.crfsuite")
