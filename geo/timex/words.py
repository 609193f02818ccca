"""A sentence as words with one code a word, so that rules are short regular expressions over the codes.

Each distinct set of classes that a word can have is one private character. The pattern ``month day`` then is a
regular expression of two character classes, and runs over a string with one character a word: it is fast, and linear
in the length of the text because no pattern repeats without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from geo.timex import lexicon

ABBREVIATIONS = (
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec", "Mon", "Tues?", "Wed", "Thu(?:rs?)?",
    "Fri", "Sat", "Sun",
)  # fmt: skip
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ONES = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
PUNCTUATION = {
    "-": "dash", "–": "dash", "—": "dash", "‑": "dash", "‐": "dash", "--": "dash", ",": "comma", "(": "open",
    ")": "close", "/": "slash", "'s": "possessive", "’s": "possessive", "'": "quote", "’": "quote", '"': "quote",
    "“": "quote", "”": "quote", "‘": "quote", ".": "dot", ":": "colon", ";": "semicolon", "+": "plus",
}  # fmt: skip
WORD = re.compile(
    r"(?P<figure>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d])"
    r"|\d{4}/\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}([/.])\d{1,2}\2(?:\d{4}|\d\d)(?![\d/])"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?!\d)"
    r"|\d{1,4}['’]?s\b|\d{1,3}(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*)"
    r"|(?P<apostrophe>(?<!\w)['’‘]\d\ds?(?!\w))"
    r"|(?P<dotted>\b(?:"
    + "|".join(ABBREVIATIONS)
    + r")\.|\b(?i:a\.m\.?|p\.m\.?|b\.c\.?(?:e\.)?|a\.d\.|c\.e\.|c\.(?=\s?\d)))"
    r"|(?P<compound>\b(?i:" + TENS + r")[-‑](?i:" + ONES + r")\b)"
    r"|(?P<word>(?:won|can)['’]t|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|d|re|ve)\b|[^\W\d_]+)"
    r"|(?P<mark>--|[^\s\w])"
)
SHAPE = tuple((frozenset(names.split()), re.compile(shape)) for names, shape in lexicon.SHAPES)
NOTHING = "."


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence: their text, their lower case, where each starts in the article, and their codes."""

    text: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    codes: str

    def __len__(self) -> int:
        return len(self.text)

    def stop(self, index: int) -> int:
        """Where a word ends in the article."""
        return self.starts[index] + len(self.text[index])


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """The code of each set of classes. ``literals`` are the words that patterns name themselves."""

    literals: frozenset[str]
    lower: dict[str, str]
    capital: dict[str, str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    codes: dict[frozenset[str], str]

    def code(self, text: str, lower: str) -> str:
        """The code of a word."""
        if text[0].isdigit() or (text[0] in "'’‘" and text[-1:].isdigit()) or text[-2:-1] == "0":
            return next((code for code, shape in self.shapes if shape.fullmatch(text)), NOTHING)
        if text[0] != lower[0]:
            return self.capital.get(lower) or self.lower.get(lower, NOTHING)
        return self.lower.get(lower, NOTHING)

    def members(self, name: str) -> str:
        """All codes of words of a class, as the inside of a character class."""
        return "".join(re.escape(code) for kinds, code in self.codes.items() if name in kinds)


def alphabet(literals: Iterable[str]) -> Alphabet:
    """The alphabet for patterns that name these words besides the classes of the lexicon."""
    return _alphabet(frozenset(literals))


@cache
def _alphabet(literals: frozenset[str]) -> Alphabet:
    known = lexicon.load()
    own = {word: frozenset({f"'{word}'"}) for word in literals}
    marks = {mark: frozenset({name}) for mark, name in PUNCTUATION.items()}
    lower = {w: known.classes.get(w, frozenset()) | own.get(w, frozenset()) for w in {*known.classes, *own}} | marks
    capital = {w: kinds | own.get(w, frozenset()) for w, kinds in known.capital.items()}
    sets = [*dict.fromkeys([*lower.values(), *capital.values(), *(kinds for kinds, _ in SHAPE)])]
    codes = {kinds: chr(0x4E00 + index) for index, kinds in enumerate(sets)}
    return Alphabet(
        literals,
        {word: codes[kinds] for word, kinds in lower.items()},
        {word: codes[kinds] for word, kinds in capital.items()},
        tuple((codes[kinds], shape) for kinds, shape in SHAPE),
        codes,
    )


def split(text: str, start: int, letters: Alphabet) -> Words:
    """The words of a sentence that starts at ``start`` of its article.

    >>> split("By Oct. 31st, 3:45 p.m.", 10, alphabet(())).text
    ('By', 'Oct.', '31st', ',', '3:45', 'p.m.')
    """
    found = [(match.group(), match.start()) for match in WORD.finditer(text)]
    texts = tuple(word for word, _ in found)
    lower = tuple(word.lower() for word in texts)
    starts = tuple(start + at for _, at in found)
    return Words(texts, lower, starts, "".join(map(letters.code, texts, lower)))
