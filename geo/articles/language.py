"""The language of a text, by its script, its letters and its small words (``data/languages/languages.csv``).

Counting the words that a language cannot do without tells thirty languages apart in a few sentences, in less than a
millisecond; a trained detector of 5 MB and a second of loading did no better on the tests' own texts.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geo.model import Article
from geo.settings import DATA

SAMPLE = 4000
WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]))?")
SCRIPTS = (
    ("kana", "\u3040", "\u30ff"),
    ("hangul", "\uac00", "\ud7af"),
    ("hangul", "\u1100", "\u11ff"),
    ("han", "\u4e00", "\u9fff"),
    ("thai", "\u0e00", "\u0e7f"),
    ("bengali", "\u0980", "\u09ff"),
    ("devanagari", "\u0900", "\u097f"),
    ("hebrew", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "\u06ff"),
    ("greek", "\u0370", "\u03ff"),
    ("cyrillic", "\u0400", "\u04ff"),
    ("latin", "A", "\u024f"),
    ("latin", "\u1e00", "\u1eff"),
)
LEAST = 0.04


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-1 code, its English name, its script, letters and words that speak for it."""

    code: str
    name: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]


@cache
def languages() -> tuple[Language, ...]:
    """The languages that are told apart.

    >>> languages()[0].name
    'English'
    """
    with (DATA / "languages" / "languages.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Language(
                row["code"], row["name"], row["script"], frozenset(row["letters"]), frozenset(row["words"].split())
            )
            for row in csv.DictReader(file)
        )


@cache
def _weights(script: str) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For every word the languages that it speaks for; the fewer share it, the more it says."""
    own = [language for language in languages() if language.script == script]
    shared = Counter(word for language in own for word in language.words)
    return {
        word: tuple((language.code, 1 / count) for language in own if word in language.words)
        for word, count in shared.items()
    }


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, or "" where it is too short or in none of the languages known.

    >>> detect("Der Fluss stieg am Montag um zwei Meter, und die Brücke ist gesperrt."), detect("1 234")
    ('de', '')
    """
    sample = text[:SAMPLE].lower()
    script = _script(sample)
    own = [language for language in languages() if language.script == script]
    if len(own) < 2:
        return own[0].code if own else ""
    scores = _scores(sample, script, own)
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > LEAST * len(WORD.findall(sample)) else ""


def _script(sample: str) -> str:
    """The script of most letters; a few kana make Chinese characters Japanese."""
    if sample.isascii():
        return "latin"
    counts: Counter[str] = Counter()
    for sign, times in Counter(sample).items():
        if sign.isalpha():
            counts[_script_of(sign)] += times
    counts.pop("", None)
    if counts["kana"] * 10 > counts["han"] > 0:
        return "kana"
    return max(counts, key=lambda script: counts[script], default="")


def _script_of(sign: str) -> str:
    return next((script for script, first, last in SCRIPTS if first <= sign <= last), "")


def _scores(sample: str, script: str, own: list[Language]) -> dict[str, float]:
    scores = dict.fromkeys((language.code for language in own), 0.0)
    weights = _weights(script)
    for word in WORD.findall(sample):
        for code, weight in weights.get(word.rstrip("'’"), ()):
            scores[code] += weight
    letters: Counter[str] = Counter() if sample.isascii() else Counter(sample)
    for language in own if letters else ():
        scores[language.code] += 0.3 * sum(letters[letter] / _sharing(letter, script) for letter in language.letters)
    return scores


@cache
def _sharing(letter: str, script: str) -> int:
    return sum(letter in language.letters for language in languages() if language.script == script)


def foreign(article: Article) -> str:
    """What to tell the reader of an article that is not in English, or "".

    >>> foreign(Article("Es regnete.", language="de"))
    'The text is in German: only English is read for events and dates, so little more than names of places is found.'
    """
    if article.language in {"", "en"}:
        return ""
    name = next((language.name for language in languages() if language.code == article.language), article.language)
    return (
        f"The text is in {name}: only English is read for events and dates, "
        "so little more than names of places is found."
    )
