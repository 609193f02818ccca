"""Words before a date that cut or bend it: early, the end of, about, since, until, by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from geo.model import Certainty, TimeSpan
from geo.timex import periods
from geo.timex.patterns import Found
from geo.timex.periods import Period
from geo.timex.words import Words

CUTS: tuple[tuple[tuple[str, ...], str], ...] = (
    *(((*a, b, c), mod)
      for a in (("the", "very"), ("the",), ())
      for b, mod in (("beginning", "START"), ("start", "START"), ("outset", "START"), ("middle", "MID"), ("end", "END"),
                     ("close", "END"))
      for c in ("of",)),
    (("the", "early", "part", "of"), "START"), (("the", "latter", "part", "of"), "END"), (("the", "first", "part", "of"), "START"),
    (("the", "first", "half", "of"), "H1"), (("the", "second", "half", "of"), "H2"), (("the", "latter", "half", "of"), "H2"),
    (("the", "first", "days", "of"), "START"), (("the", "first", "months", "of"), "START"), (("the", "opening", "days", "of"), "START"), (("the", "last", "days", "of"), "END"), (("the", "final", "days", "of"), "END"),
    (("the", "first", "weeks", "of"), "START"), (("the", "final", "weeks", "of"), "END"), (("the", "last", "months", "of"), "END"),
    (("early", "in"), "START"), (("late", "in"), "END"), (("late", "on"), "END"), (("early", "on"), "START"), (("midway", "through"), "MID"),
    (("the", "early"), "START"), (("the", "late"), "END"), (("the", "mid", "-"), "MID"),
    (("mid", "-"), "MID"), (("early", "to", "mid", "-"), "START"), (("mid", "-", "to", "late"), "END"), (("mid", "-", "to", "late", "-"), "END"),
    (("very", "early"), "START"), (("early", "-"), "START"), (("late", "-"), "END"), (("early",), "START"), (("late",), "END"), (("mid",), "MID"),
)  # fmt: skip
BY_LAST = {
    last: tuple(sorted((cut for cut in CUTS if cut[0][-1] == last), key=lambda cut: -len(cut[0])))
    for last in {cut[0][-1] for cut in CUTS}
}
ROUGHLY = frozenset({"about", "around", "circa", "approximately", "roughly", "c."})
WORDS_OF = {"START": "early part", "MID": "middle", "END": "late part", "H1": "first half", "H2": "second half"}


def cut(found: Found, words: Words, floor: int) -> Found:
    """The found date with "early", "the end of" and the like before it, cut to that part.

    ``floor`` is the first word that is still free.
    """
    if found.period is None or found.when is None or found.type not in {"DATE", "TIME"} or found.first <= floor:
        return found
    for lead, mod in BY_LAST.get(words.lower[found.first - 1], ()):
        first = found.first - len(lead)
        if first >= floor and words.lower[first : found.first] == lead:
            return _cut(found, found.period, first, mod)
    return _rough(found, words)


def _cut(found: Found, period: Period, first: int, mod: str) -> Found:
    if found.type == "TIME":
        return replace(found, first=first)
    start, stop = periods.third(period, mod)
    when = TimeSpan(start, stop, period.grain, "approximate")
    reason = f"{WORDS_OF[mod]} of {period.value}: {found.reason}"
    return replace(found, first=first, when=when, reason=reason)


def _rough(found: Found, words: Words) -> Found:
    if words.lower[found.first - 1] not in ROUGHLY or found.when is None or found.period is None:
        return found
    if found.period.grain in {"minute", "hour"}:
        return found
    return replace(found, first=found.first - 1, when=replace(found.when, certainty="approximate"))


def bounded(found: Found, words: Words, published: date) -> Found:
    """The found date after "since", "until" or "by": from or up to there, open at the publication."""
    left = words.lower[found.first - 1] if found.first else ""
    if left == "the" and found.first > 1:
        left = words.lower[found.first - 2]
    if found.when is None or found.type in {"SET", "DURATION"}:
        return found
    if left == "since":
        return _since(found, found.when, published)
    if left in {"until", "till", "by", "through"}:
        return _until(found, found.when, published, left)
    return found


def _since(found: Found, when: TimeSpan, published: date) -> Found:
    now = periods.midnight(published) + timedelta(days=1)
    if when.start >= now:
        return found
    when = replace(when, stop=now, certainty=_at_least_inferred(when), open_stop=True)
    return replace(found, when=when, reason=f"since then up to publication: {found.reason}")


def _until(found: Found, when: TimeSpan, published: date, left: str) -> Found:
    now = periods.midnight(published)
    if when.stop <= now:
        return replace(found, when=replace(when, open_start=True))
    if left == "through" and when.start <= now:
        return found
    when = replace(when, start=min(now, when.start), certainty=_at_least_inferred(when))
    return replace(found, when=when, reason=f"from publication {left} then: {found.reason}")


def _at_least_inferred(when: TimeSpan) -> Certainty:
    return "inferred" if when.certainty == "exact" else when.certainty
