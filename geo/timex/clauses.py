"""The clauses of a sentence as far as dates need them: relative clauses, and what an offset such as "a day after" joins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from geo.model import Sentence, Span, TimeSpan
from geo.timex import lexicon, periods, tense
from geo.timex.periods import DAYS_OF, MONTHS_OF, SECONDS_OF

WORD = re.compile(r"[^\W_]+|[,;:()–—]")
RELATIVE = frozenset({"who", "whom", "whose", "which", "where", "because"})
CLOSING = frozenset({",", ";", ":", "(", ")", "–", "—"})
SIDES = {"after": 1, "following": 1, "before": -1}
ARTICLES = {"a": 1.0, "an": 1.0, "one": 1.0, "the": 1.0}
PARTS = frozenset({"morning", "evening", "night", "afternoon"})  # "the morning after the crash"
LASTING = frozenset({"in", "for", "during", "within", "over"})  # "in the two days after the quake" is a length
SECONDS_OF_DAY = 86400
MOST = 400  # words of a sentence that are looked at
KEPT = 512  # sentences whose words are kept: each of an article's events asks for those around it


@dataclass(frozen=True, slots=True)
class Offset:
    """How long after the event of its clause the main event of a sentence happened: ``count`` units, negative for before.

    ``span`` holds "two days after", ``clause`` what follows it, up to the next comma or the end.
    """

    span: Span
    clause: Span
    count: float
    unit: str

    def back(self, when: TimeSpan) -> TimeSpan:
        """When the event of the clause happened, given when the main event did."""
        return _shifted(when, -self.count, self.unit)

    def forth(self, when: TimeSpan) -> TimeSpan:
        """When the main event happened, given when the event of the clause did."""
        return _shifted(when, self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of a sentence, in lower case, and where it stands in the article."""

    text: str
    start: int
    stop: int


@lru_cache(maxsize=KEPT)
def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """The words and marks of a sentence."""
    base = sentence.span.start
    found = (
        Word(match.group().lower(), base + match.start(), base + match.end()) for match in WORD.finditer(sentence.text)
    )
    return tuple(word for word, _ in zip(found, range(MOST), strict=False))


@lru_cache(maxsize=KEPT)
def verbs_of(sentence: Sentence) -> tense.Verbs:
    """The verb groups of a sentence, over its words and marks."""
    return tense.verbs([word.text for word in words_of(sentence)])


@lru_cache(maxsize=KEPT)
def offsets(sentence: Sentence) -> tuple[Offset, ...]:
    """The offsets of a sentence that a clause or an event follows.

    >>> text = "The king spoke on Wednesday, a day after rebels took the fort."
    >>> (offset,) = offsets(Sentence(0, Span(0, len(text)), text))
    >>> offset.span.of(text), offset.clause.of(text), offset.count, offset.unit
    ('a day after', ' rebels took the fort', 1.0, 'D')
    """
    words = words_of(sentence)
    found = (_offset_at(words, index) for index in range(1, len(words) - 1) if words[index].text in SIDES)
    return tuple(offset for offset in found if offset)


def _offset_at(words: Sequence[Word], index: int) -> Offset | None:
    if words[index + 1].text in CLOSING:
        return None
    length = _length(words, index - 1)
    if length is None:
        return None
    first, count, unit = length
    if _lasts(words[max(0, first - 2) : first]):
        return None
    clause = Span(words[index].stop, _end(words, index + 1))
    return Offset(Span(words[first].start, words[index].stop), clause, count * SIDES[words[index].text], unit)


def _lasts(before: Sequence[Word]) -> bool:
    """Whether a length follows "in" or "in the", not "in Nairobi"."""
    told = [word.text for word in before if word.text != "the"]
    return bool(told) and before[-1].text in {told[-1], "the"} and told[-1] in LASTING


def _length(words: Sequence[Word], at: int) -> tuple[int, float, str] | None:
    """The first word, the count and the unit of the length whose unit stands at ``at``."""
    known, word = lexicon.load(), words[at].text
    unit, left = known.value("unit", word), words[at - 1].text if at else ""
    several = known.value("units", word)
    count = known.value("cardinal", left) or (left if left.isdigit() and len(left) < 5 else "")
    if unit in SECONDS_OF or several in SECONDS_OF:
        return at, float(count or 0) * SECONDS_OF[several or unit] // SECONDS_OF_DAY, "D"
    if (unit or word in PARTS) and left in ARTICLES:
        return at - 1, 1.0, unit if unit and word not in PARTS else "D"
    return (at - 1, float(count), several) if several and count else None


def _end(words: Sequence[Word], index: int) -> int:
    """Where the clause ends that the word at ``index`` is in."""
    closing = next((word.start for word in words[index:] if word.text in CLOSING), None)
    return words[-1].stop if closing is None else closing


def relative(sentence: Sentence, span: Span) -> Span | None:
    """The relative clause that holds a stretch of a sentence: from "who", or from a participle, to the next comma."""
    words = words_of(sentence)
    before = [word for word in words if word.stop <= span.start]
    for index in range(len(before) - 1, -1, -1):
        if before[index].text in CLOSING:
            return _participle(words, index + 1, span)
        if before[index].text in RELATIVE:
            return Span(before[index].start, _end(words, sum(word.start < span.stop for word in words)))
    return None


def _participle(words: Sequence[Word], first: int, span: Span) -> Span | None:
    """The clause between two commas that begins with a participle: ", jailed in 2022,"."""
    if first >= len(words):
        return None
    stop = _end(words, sum(word.start < span.stop for word in words))
    opens = words[first].start < span.start and tense.is_past(words[first].text)
    return Span(words[first].start, stop) if opens and stop < words[-1].stop else None


def _shifted(when: TimeSpan, count: float, unit: str) -> TimeSpan:
    """A time so many units on; months and years are only about so long."""
    if unit in MONTHS_OF and when.stop - when.start > timedelta(days=31 * MONTHS_OF[unit]):
        return replace(when, certainty="approximate")
    if unit in MONTHS_OF:
        day = periods.add(when.start.date(), count, unit)
        period = periods.of_unit(day, "M" if unit == "M" else "Y")
        return TimeSpan(period.start, period.stop, period.grain, "approximate")
    start = when.start + timedelta(days=round(count * DAYS_OF.get(unit, 0)))
    if not count or when.stop - when.start > timedelta(days=1):
        return TimeSpan(start, start + (when.stop - when.start), when.grain, "approximate")
    day_told = periods.day(start.date())
    return TimeSpan(day_told.start, day_told.stop, "day", "inferred")
