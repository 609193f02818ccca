"""Names as keys: one spelling for all the ways in which a name is written.

A key is case-folded, without diacritics, with plain apostrophes, and with blanks for hyphens and line ends, so that
"Curaçao", "CURACAO" and "Curacao" are one. Scripts other than Latin, Greek and Cyrillic keep their marks, which are letters there.
"""

from __future__ import annotations

import re
import unicodedata

_SPECIAL = {
    **dict.fromkeys("’‘ʼʻʹ`´′＇", "'"),
    **dict.fromkeys("-‐‑‒–—−", " "),
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a", "ɛ": "e", "ɔ": "o", "ŋ": "n",
    "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
}  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0640\u200b-\u200f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = {**{ord(blank): " " for blank in "-\n\r\t"}, ord("`"): "'"}


def fold(name: str) -> str:
    """The key of a name: its folded characters with single blanks between words.

    >>> fold("  Port-au-Prince "), fold("CURAÇAO"), fold("Xi’an"), fold("Київ")
    ('port au prince', 'curacao', "xi'an", 'киів')
    """
    return " ".join(aligned(name)[0].split())


def aligned(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the offset of the one it came from; None where they agree.

    >>> aligned("Tromsø"), aligned("Ærø")
    (('tromso', None), ('aero', [0, 0, 1, 2, 3]))
    """
    if text.isascii():
        return _lower(text), None
    folded = _NOT_ASCII.sub(_fold_match, text)
    if len(folded) == len(text) and not any(len(_fold_character(character)) != 1 for character in set(text)):
        return _lower(folded), None
    offsets = [index for index, character in enumerate(text) for _ in _fold_character(character)]
    return _lower(folded), [*offsets, len(text)]


def _lower(text: str) -> str:
    return text.lower().replace("-", " ").replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("`", "'")


def _fold_match(match: re.Match[str]) -> str:
    return _fold_character(match.group())


class _Folded(dict[str, str]):
    """The folded form of each character met so far: at most as many as Unicode has."""

    def __missing__(self, character: str) -> str:
        low = character.casefold()
        plain = _SPECIAL.get(low) or _strip(low)
        self[character] = plain.lower()
        return self[character]


_FOLDED = _Folded({chr(code): chr(code) for code in range(128)})


def _fold_character(character: str) -> str:
    return _FOLDED[character]


def _strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    stripped = unicodedata.normalize("NFC", _MARKS.sub("", decomposed))
    return "".join(_SPECIAL.get(character, character) for character in stripped)
