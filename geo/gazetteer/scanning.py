"""Where names may begin and end in a text, and the longest ones that do: one pass, one look-up a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from geo.gazetteer.names import aligned
from geo.model import Span

WINDOW = 64  # characters: the longest name that a text is searched for

# Scripts that put no blanks between words: a name may begin and end at any of their letters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
_START = re.compile(
    rf"(?<![^\W_])(?:[^\W\d_a-z]|(?:a[lnrstdz]h?|e[lnrstdz]h?|ash)-(?=[^\W\d_a-z]))|(?<=[{_UNSPACED}])[{_UNSPACED}]"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_APOSTROPHES = "'’ʼ"

Longest = Callable[[str, str], Iterator[int]]


def scan(text: str, lengths: Longest) -> Iterator[Span]:
    """The longest names in ``text``, left to right and disjoint.

    ``lengths`` gives the lengths of the known names with which a piece of text begins, longest first: it is told the
    folded piece and the piece as written, and answers in characters of the folded piece.
    """
    folded, offsets = aligned(text)
    where = _positions(offsets)
    done = 0
    for match in _START.finditer(text):
        start = match.start()
        if start < done or not _begins(text, start, match.end()):
            continue
        at = where(start)
        stop = _longest(text, start, folded[at : at + WINDOW], at, offsets, lengths)
        if stop > start:
            yield Span(start, stop)
            done = stop


def _longest(text: str, start: int, piece: str, at: int, offsets: Sequence[int] | None, lengths: Longest) -> int:
    for length in lengths(piece, text[start : start + WINDOW]):
        stop = at + length if offsets is None else offsets[at + length]
        if _ends(text, stop):
            return stop
    return start


def _positions(offsets: Sequence[int] | None) -> Callable[[int], int]:
    """From an offset in the text to the offset of the first folded character that came from it or from a later one."""
    if offsets is None:
        return lambda start: start
    first = [0] * (offsets[-1] + 1)
    for position in range(len(offsets) - 1, -1, -1):
        first[offsets[position]] = position
    return first.__getitem__


def _begins(text: str, start: int, after: int) -> bool:
    letter = text[after - 1]
    if not letter.isascii() and (letter.islower() or _is_mark(text, start - 1)):
        return False
    # "O'Brien" is one word; "d'Ivoire" is two
    return not (start > 1 and text[start - 1] in _APOSTROPHES and text[start - 2].isupper())


def _ends(text: str, stop: int) -> bool:
    if stop >= len(text):
        return True
    following = text[stop]
    if following in _APOSTROPHES:
        # "Kursk's" ends a name, "Xi'an" does not
        return not text[stop + 1 : stop + 2].isalpha() or _is_possessive(text, stop)
    if following.isascii() or not (following.isalnum() or _is_mark(text, stop)):
        return not (following.isalnum() or following == "_")
    return bool(_IS_UNSPACED.match(following) or _IS_UNSPACED.match(text[stop - 1])) and not _is_mark(text, stop)


def _is_possessive(text: str, stop: int) -> bool:
    return text[stop + 1] in "sS" and not text[stop + 2 : stop + 3].isalnum()


def _is_mark(text: str, index: int) -> bool:
    return 0 <= index < len(text) and unicodedata.category(text[index])[0] == "M"
