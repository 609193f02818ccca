"""What a rule may know besides the words: when the article was published, and what was dated last."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from geo.timex import tense
from geo.timex.periods import Period
from geo.timex.words import Alphabet, Words

DAY_GRAINS = frozenset({"day", "part_of_day", "hour", "minute", "second"})
PASSING = frozenset({"month", "season", "week", "weekend"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is known at a point of the reading.

    ``narrative`` is True for histories, whose dates count from the last date told; ``last`` is the last period
    dated, ``last_day`` the last day, ``past_day`` the last one that has come; ``years`` are the years written out in this sentence; ``quoted`` is the day on
    which the quoted words were spoken; ``events`` are the words of the sentences before that tell a day, with the day;
    ``topic`` are words that tell which war the article is about, ``countries`` those whose public holidays count.
    ``fresh`` is True once this sentence told a date; ``age`` counts the sentences since one did, ``day_age`` those since one told a day; ``told_here`` and ``told_next`` are the dates with a year that the
    sentence, and the ones after it, write out.
    """

    published: date
    basis: str = "publication"
    narrative: bool = False
    dmy: bool = False
    south: bool = False
    last: Period | None = None
    last_day: date | None = None
    past_day: date | None = None
    years: tuple[tuple[int, int], ...] = ()
    quoted: date | None = None
    fresh: bool = False
    age: int = 0
    day_age: int = 0
    told_here: tuple[tuple[int, date], ...] = ()
    told_next: date | None = None
    topic: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    events: tuple[tuple[frozenset[str], date], ...] = ()

    def told_after(self, word: int) -> date | None:
        """The next date with a year that this sentence writes out from a word on."""
        at = bisect_left(self.told_here, (word, date.min))
        return self.told_here[at][1] if at < len(self.told_here) else None

    @property
    def reference(self) -> date:
        """The day that relative words count from: the publication's, in a history the last one told."""
        if self.quoted:
            return self.quoted
        return self.last.start.date() if self.narrative and self.last else self.published

    @property
    def reference_name(self) -> str:
        """The reference in words."""
        if self.quoted:
            return "the day of the quoted words"
        return "the last date told" if self.narrative and self.last else self.basis

    @property
    def told(self) -> date:
        """The day that "the next day" and "later" count from: the last one told, else the reference."""
        return self.last.start.date() if self.last else self.published

    def day_told(self, tense: tense.Tense) -> date:
        """The day that "a day earlier" and "that night" count from: the last one told, for the past one that has come.

        Years, months and weeks that a news text names in passing are none; a month or week just told is.
        """
        day = self.last_day if tense.kind == "future" else self.past_day
        if self.narrative or day is None or self.is_month_just_told:
            return self.told
        return day

    @property
    def is_month_just_told(self) -> bool:
        """Whether this sentence or the one before told a month or a week last, and no day."""
        passing = self.last is not None and self.last.grain in PASSING
        return passing and self.age <= 1 and self.age < self.day_age


@dataclass(frozen=True, slots=True)
class Scene:
    """The context of one sentence, its words and its verbs, and the alphabet of the words' codes."""

    context: Context
    words: Words
    verbs: tense.Verbs
    letters: Alphabet

    def tense(self, first: int, last: int) -> tense.Tense:
        """The tense of the verb nearest to some words."""
        if tense.is_fixed(self.verbs, first):
            return tense.Tense("future", "set for")
        return tense.nearest(self.verbs, first, last)
