"""All rules in one ordered list; where two hold for the same words, the one named first is tried first."""

from __future__ import annotations

from functools import cache

from geo.timex import (
    anchored,
    anniversaries,
    calendar,
    clock,
    durations,
    offsets,
    relative,
    seasons,
    stretches,
    weekdays,
    years,
)
from geo.timex.patterns import Grammar, Rule, compiled, literals
from geo.timex.words import alphabet

RULES: tuple[Rule, ...] = (
    *clock.RULES,
    *anchored.RULES,
    *stretches.RULES,
    *anniversaries.RULES,
    *offsets.RULES,
    *relative.RULES,
    *weekdays.RULES,
    *calendar.RULES,
    *years.RULES,
    *seasons.RULES,
    *durations.RULES,
)


@cache
def grammar() -> Grammar:
    """The rules, compiled once.

    >>> len(grammar().rules) == len(RULES)
    True
    """
    return compiled(RULES, alphabet(literals(RULES)))
