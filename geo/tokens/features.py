"""What the taggers see of a word: computed once a token, shared by the models.

A feature is a short byte string. What depends on a word alone is cached by word; the letter-case mode of the
sentence ("n" running text, "u" all capitals, "t" title case) keeps capitals from meaning names in headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from geo.tokens.lexicon import kinds_of

_LONGEST = 40
_RUN = re.compile(r"(.)\1+")
_CACHED = 8192
_CLASSES = str.maketrans(
    {**dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "x"), **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "X"),
     **dict.fromkeys("0123456789", "9")}
)  # fmt: skip


def features(words: Sequence[str]) -> list[list[bytes]]:
    """The features of each word of a sentence.

    >>> seen = features(["Troops", "left", "Kursk", "."])
    >>> b"w=kursk" in seen[2], b"-w=left" in seen[2], b"n=Xx" in seen[2]
    (True, True, True)
    """
    mode = _mode(words)
    known = [_known(word[:_LONGEST], mode) for word in words]
    last = len(words) - 1
    rows = []
    for index, (own, _, _, _, _) in enumerate(known):
        row = list(own)
        row += known[index - 1][1] if index else _START
        row += known[index + 1][2] if index < last else _STOP
        if index > 1:
            row += known[index - 2][3]
        if index < last - 1:
            row += known[index + 2][4]
        rows.append(row)
    _add_pairs(rows, words)
    _add_phrases(rows, words)
    return rows


_START = (b"-w=^",)
_STOP = (b"+w=$",)
_Known = tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]


@lru_cache(maxsize=_CACHED)
def _known(word: str, mode: str) -> _Known:
    lower = word.lower()
    shape = f"{mode}={shape_of(word)}"
    kinds = kinds_of(lower)
    own = ["b", f"w={lower}", shape, *(f"s{n}={lower[-n:]}" for n in (1, 2, 3, 4)), *(f"p{n}={lower[:n]}" for n in (2, 3)),
           *(f"k={kind}" for kind in kinds), f"{shape}|{kinds}"]  # fmt: skip
    previous = [f"-w={lower}", f"-s3={lower[-3:]}", f"-s2={lower[-2:]}", f"-{shape}", f"-{kinds}"]
    following = [f"+w={lower}", f"+s3={lower[-3:]}", f"+s2={lower[-2:]}", f"+{shape}", f"+{kinds}"]
    before, after = [f"--w={lower}", f"--{shape}"], [f"++w={lower}", f"++{shape}"]
    return _bytes(own), _bytes(previous), _bytes(following), _bytes(before), _bytes(after)


def _bytes(names: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(name.encode("utf-8", "replace") for name in names)


def _add_pairs(rows: list[list[bytes]], words: Sequence[str]) -> None:
    lowered = [word[:_LONGEST].lower().encode("utf-8", "replace") for word in words]
    for row, before, here in zip(rows[1:], lowered, lowered[1:], strict=False):
        row.append(b"-|%b|%b" % (before, here))


def _add_phrases(rows: list[list[bytes]], words: Sequence[str]) -> None:
    index = 0
    while index < len(words):
        length, kinds = phrase_at(words, index)
        for place in range(length):
            rows[index + place].append(f"g={min(place, 1)}{kinds}".encode())
        index += max(length, 1)


def phrase_at(words: Sequence[str], index: int) -> tuple[int, str]:
    """How many words from ``index`` on are the longest name of several words in the lists, and its kinds."""
    if not words[index][:1].isupper():
        return 0, ""
    for length in (4, 3, 2):
        kinds = kinds_of(" ".join(words[index : index + length]).lower()) if index + length <= len(words) else ""
        if kinds:
            return length, kinds
    return 0, ""


def shape_of(word: str) -> str:
    """The letter classes of a word, runs shortened.

    >>> shape_of("McDonald"), shape_of("F-16s"), shape_of("Đà")
    ('XxXx', 'X-9x', 'Xx')
    """
    classes = word.translate(_CLASSES)
    if not classes.isascii():
        classes = "".join(_class(character) for character in classes)
    return _RUN.sub(r"\1", classes)


def _class(character: str) -> str:
    if character.isupper():
        return "X"
    return "x" if character.isalpha() and not character.isascii() else character


def _mode(words: Sequence[str]) -> str:
    """How the sentence uses capitals: "u" all capitals, "t" title case, "n" running text."""
    letters = [word for word in words if len(word) > 3 and word.isalpha()]
    if len(letters) < 4:
        return "u" if letters and len(words) > 2 and all(word.isupper() for word in letters) else "n"
    if sum(word.isupper() for word in letters) > 0.7 * len(letters):
        return "u"
    return "t" if sum(word[0].isupper() for word in letters) > 0.8 * len(letters) else "n"
