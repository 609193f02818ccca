"""Quoted words: "yesterday" in them counts from the day on which they were spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.timex import lexicon
from geo.timex.patterns import Found
from geo.timex.words import Words

DOUBLE = frozenset({'"', "“", "”"})
SINGLE = frozenset({"'", "‘"})


def inside_quotes(words: Words) -> tuple[bool, ...]:
    """Whether each word stands inside double quotes, or right after a single one."""
    flags, inside = [], False
    for index, word in enumerate(words.lower):
        inside ^= word in DOUBLE
        flags.append(inside or (index > 0 and words.lower[index - 1] in SINGLE))
    return tuple(flags)


def day_of_speech(words: Words, founds: Sequence[Found]) -> date | None:
    """The day on which the sentence's quoted words were spoken, when it is told beside a verb of saying."""
    if not any(word in DOUBLE or word in SINGLE for word in words.lower):
        return None
    inside = inside_quotes(words)
    if not any(inside[found.first] for found in founds):
        return None
    days = (_spoken(words, found) for found in founds if not inside[found.first])
    return next((day for day in days if day), None)


def _spoken(words: Words, found: Found) -> date | None:
    around = words.lower[max(0, found.first - 4) : found.last + 3]
    cues = lexicon.cues()
    told = any("reporting" in cues.get(word, frozenset()) for word in around)
    return found.period.start.date() if told and found.period and found.period.grain == "day" else None
