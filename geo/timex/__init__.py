"""Dates: every time expression of a news text as a TIMEX3 value and an interval, with its reason in words."""

from geo.timex.choosing import choose
from geo.timex.finding import find

__all__ = ["choose", "find"]
