"""Where names may begin and end in a text, and the longest ones that do: one pass, one look-up a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from geo.gazetteer.names import aligned
from geo.model import Span

WINDOW = 64  # characters: the longest name that a text is searched for

# Scripts that put no blanks between words: a name may begin and end at any of their letters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
# A capital, or what is beyond ASCII and looked at more closely, that no letter or digit stands before. The cheap class comes first.
_START = re.compile(rf"[A-Z\u0080-\U0010ffff](?<![^\W_].)|[{_UNSPACED}]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ARTICLE = re.compile(r"(?<![^\W_])(?:a[lnrstdz]h?|e[lnrstdz]h?|ash)-\Z")  # as in "al-Bab", "el-Fasher", "ash-Shaykh"
_LONGEST_ARTICLE = 5
_APOSTROPHES = "'’ʼ"


class Names(Protocol):
    """The known names."""

    def beginnings(self, folded: str, written: str) -> list[str]:
        """Those with which a piece of text begins, longest first; it is told the folded piece and the piece as written."""

    def is_loud(self, name: str) -> bool:
        """Whether texts are searched for this one."""


def scan(text: str, names: Names) -> Iterator[Span]:
    """The longest names in ``text``, left to right and disjoint."""
    folded, offsets = aligned(text)
    where = _positions(offsets)
    done = 0
    for match in _START.finditer(text):
        start = match.start()
        if start < done or not _begins(text, start):
            continue
        for begin in _starts(text, start, done):
            at = where(begin)
            stop = _longest(text, begin, folded[at : at + WINDOW], at, offsets, names)
            if stop:
                yield Span(begin, stop)
                done = stop
                break


def _longest(
    text: str, start: int, piece: str, at: int, offsets: Sequence[int] | None, names: Names
) -> int:  # fmt: skip
    for name in names.beginnings(piece, text[start : start + WINDOW]):
        stop = at + len(name)
        if offsets is not None:
            # not inside a letter that is folded to two
            stop = offsets[stop] if offsets[stop] > offsets[stop - 1] else start
        if stop > start and _ends(text, stop) and _is_capital(name, text[start:stop]) and names.is_loud(name):
            return stop
    return 0


def _is_capital(name: str, written: str) -> bool:
    """Whether a capital is one of the name's: not in "The bottom", though there is a town of that name."""
    return not (name.startswith("the ") and written[4:].islower())


def _positions(offsets: Sequence[int] | None) -> Callable[[int], int]:
    """From an offset in the text to that of the first folded character that came from it or from a later one."""
    if offsets is None:
        return lambda start: start
    first = [0] * (offsets[-1] + 1)
    for position in range(len(offsets) - 1, -1, -1):
        first[offsets[position]] = position
    return first.__getitem__


def _starts(text: str, start: int, done: int) -> tuple[int, ...]:
    """A name's capital may follow an Arabic article: "al-Bab" is looked up before "Bab"."""
    if start == 0 or text[start - 1] != "-":
        return (start,)
    article = _ARTICLE.search(text, max(start - _LONGEST_ARTICLE, done, 0), start)
    return (start,) if article is None else (article.start(), start)


def _begins(text: str, start: int) -> bool:
    letter = text[start]
    if not letter.isascii() and (not letter.isalpha() or letter.islower() or _is_mark(text, start - 1)):
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
    if following.isascii():
        return not (following.isalnum() or following == "_")
    if _is_mark(text, stop):
        return False
    return not following.isalnum() or bool(_IS_UNSPACED.match(following) or _IS_UNSPACED.match(text[stop - 1]))


def _is_possessive(text: str, stop: int) -> bool:
    return text[stop + 1] in "sS" and not text[stop + 2 : stop + 3].isalnum()


def _is_mark(text: str, index: int) -> bool:
    return 0 <= index < len(text) and unicodedata.category(text[index])[0] == "M"
