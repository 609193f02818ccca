"""Sentences of CoNLL-U files as values."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a treebank; ``deps`` holds its (head, relation) pairs of the enhanced graph, heads from 1, 0 the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    deps: tuple[tuple[int, str], ...]
    misc: tuple[tuple[str, str], ...]


def read(path: Path) -> Iterator[tuple[Word, ...]]:
    """The sentences of a gzipped CoNLL-U file."""
    words: list[Word] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[0].isdigit() and line.split("\t", 1)[0].isdigit():
                words.append(_word(line.rstrip("\n").split("\t")))
            elif not line.strip() and words:
                yield tuple(words)
                words = []


def _word(columns: list[str]) -> Word:
    _, form, lemma, upos, xpos, _, head, relation, deps, misc = columns
    return Word(form, lemma, upos, xpos, int(head), relation, _deps(deps), _misc(misc))


def _deps(column: str) -> tuple[tuple[int, str], ...]:
    pairs = [part.split(":", 1) for part in column.split("|") if ":" in part]
    return tuple((int(head), relation) for head, relation in pairs if head.isdigit())


def _misc(column: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.split("=", 1) for part in column.split("|") if "=" in part]
    return tuple((name, value) for name, value in pairs)
