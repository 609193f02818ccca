"""Columns of a PDF page that a program drew row by row, put in reading order: the left one, then the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAST_ROWS = 4
LEAST_LETTERS = 18
SAME_ROW = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as a page draws them: the point where they begin, in points from the lower left, and their size."""

    x: float
    y: float
    size: float
    text: str


def in_columns(pieces: Sequence[Piece]) -> list[str] | None:
    """The lines of a page in two columns drawn row by row, or None for every other page.

    A row of a table is short in at least one column, and is left as it is.

    >>> rows = [Piece(x, 700 - 12 * row, 10, f"{side} line number {row}") for row in range(4) for x, side in ((72, "left"), (320, "right"))]
    >>> in_columns(rows)[:5]
    ['left line number 0', 'left line number 1', 'left line number 2', 'left line number 3', 'right line number 0']
    """
    pairs = [(a, b) for a, b in pairwise(pieces) if abs(a.y - b.y) < SAME_ROW and b.x - a.x > 50]
    if len(pairs) < LEAST_ROWS:
        return None
    left, right = _usual([a.x for a, _ in pairs]), _usual([b.x for _, b in pairs])
    rows = [(a, b) for a, b in pairs if round(a.x) == left and round(b.x) == right]
    if len(rows) < LEAST_ROWS or min(_letters([a for a, _ in rows]), _letters([b for _, b in rows])) < LEAST_LETTERS:
        return None
    return _ordered(pieces, rows, right)


def _usual(places: Sequence[float]) -> int:
    return Counter(map(round, places)).most_common(1)[0][0]


def _letters(pieces: Sequence[Piece]) -> float:
    return sum(len(piece.text) for piece in pieces) / len(pieces)


def _ordered(pieces: Sequence[Piece], rows: Sequence[tuple[Piece, Piece]], right: int) -> list[str]:
    """What is above the columns, the left one, the right one, what is below."""
    top, bottom = max(a.y for a, _ in rows), min(a.y for a, _ in rows)
    above = [piece.text for piece in pieces if piece.y > top + SAME_ROW]
    inside = [piece for piece in pieces if piece.y <= top + SAME_ROW]
    second = [piece.text for piece in inside if round(piece.x) >= right]
    first = [piece.text for piece in inside if round(piece.x) < right and piece.y >= bottom - 40 * SAME_ROW]
    below = [piece.text for piece in inside if round(piece.x) < right and piece.y < bottom - 40 * SAME_ROW]
    return [*above, *first, "", *second, "", *below] if below else [*above, *first, *second]
