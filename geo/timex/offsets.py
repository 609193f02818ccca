"""Dates and lengths counted in units: three days ago, two weeks later, the past two years, in days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from geo.model import Certainty, Grain, TimeSpan
from geo.timex import found, lexicon, periods
from geo.timex.durations import Length, length_of, value_of
from geo.timex.found import between, dated, lasting
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import DAYS_OF, GRAIN_OF, SECONDS_OF, Period
from geo.timex.scene import Scene

VAGUE = {"D": 7, "W": 3, "M": 3, "Y": 3, "DE": 2, "H": 24, "MIN": 60, "FN": 2, "WE": 3, "CE": 2, "NI": 7}
CLOSING = frozenset({"", ",", ".", ";", "and", ")", ":", "–", "—", "-", "but"})
COUNTED_ON = frozenset({"after", "before", "ago", "earlier", "later", "following", "prior"})
FORWARD = frozenset({"later", "after", "afterwards", "afterward", "hence", "following", "thereafter", "on", "from"})


def ago(hit: Hit, scene: Scene) -> Found | None:
    """Three days ago, a year from now: counted from the publication."""
    length = length_of(hit)
    if length is None:
        return None
    forward = not hit.has("w") or hit.word("w") != "ago"
    return _offset(hit, scene, length, scene.context.reference, forward=forward)


def later(hit: Hit, scene: Scene) -> Found | None:
    """Two days later, a year earlier: counted from the last date told."""
    length = length_of(hit)
    if length is None:
        return None
    word = hit.word("w")
    if word in {"before", "after", "following", "on", "from"} and hit.after() not in CLOSING:
        return None
    if hit.after() == "than":
        return None
    forward = word in FORWARD
    by_day = length.unit in DAYS_OF or length.unit in SECONDS_OF
    base = scene.context.day_told(scene.tense(hit.first, hit.last)) if by_day else scene.context.told
    return _offset(hit, scene, length, base, forward=forward, told=True)


def _offset(hit: Hit, scene: Scene, length: Length, base: date, *, forward: bool, told: bool = False) -> Found | None:
    name = "the last date told" if told and scene.context.last else scene.context.reference_name
    side = "after" if forward else "before"
    if length.count is None:
        value = "FUTURE_REF" if forward else "PAST_REF"
        return _vague_offset(hit, length, base, value, forward=forward)
    period = _offset_period(length, base, forward=forward)
    sure: Certainty = "approximate" if hit.has("q") or length.rough or length.unit in {"DE", "CE"} else "inferred"
    if period is None:
        return _before_calendar(hit, length, base)
    found = dated(hit, period, f"{length.words} {side} {name} {base}", sure)
    looks_back = length.unit not in DAYS_OF or (told and not scene.context.narrative)
    return replace(found, aside=True) if looks_back and not forward else found


def _offset_period(length: Length, base: date, *, forward: bool) -> Period | None:
    count = (length.count or 0) * (1 if forward else -1)
    if length.unit in {"S", "MIN", "H"}:
        return periods.day(periods.add(base, count, length.unit))
    if abs(count) * periods.MONTHS_OF.get(length.unit, 0) / 12 >= base.year:
        return None
    day = periods.add(base, count, length.unit)
    unit = {"DE": "Y", "CE": "Y", "FN": "W", "WE": "WE", "Q": "Q", "SEM": "M"}.get(length.unit, length.unit)
    if count != int(count) and unit == "Y":
        unit = "M"
    return periods.of_unit(day, unit)


def _before_calendar(hit: Hit, length: Length, base: date) -> Found:
    years = base.year - round((length.count or 0) * periods.MONTHS_OF[length.unit] / 12)
    return Found(hit.first, hit.last, "DATE", f"BC{1 - years:04}", None, "before the calendar of this timeline")


def _vague_offset(hit: Hit, length: Length, base: date, value: str, *, forward: bool) -> Found:
    return Found(hit.first, hit.last, "DATE", value, None, "how long is not told")


def past_units(hit: Hit, scene: Scene) -> Found | None:
    """The past two years, the next six months, the last few days: a length up to or from the publication."""
    length = length_of(hit)
    return up_to_now(hit, scene, length) if length else None


def up_to_now(hit: Hit, scene: Scene, length: Length) -> Found:
    """A length up to the reference ("the past year") or from it on ("the next two weeks")."""
    base, word = scene.context.reference, hit.word("r")
    back = word in {"last", "past", "previous", "recent", "preceding"}
    told = word in {"following", "ensuing", "subsequent"} or (
        word == "next" and scene.tense(hit.first, hit.last).kind == "past"
    )
    base = scene.context.told if told else base
    count = length.count if length.count is not None else VAGUE.get(length.unit, 3)
    if length.unit in {"S", "MIN", "H"}:
        count, unit = max(1, round(count * periods.SECONDS_OF[length.unit] / 86400)), "D"
    else:
        unit = length.unit
    other = periods.add(base, -count if back else count, unit)
    when = between(
        min(base, other),
        max(base, other),
        Period("", datetime(1, 1, 1), datetime(1, 1, 2), _grain(length)),
        _sure(length),
    )
    name = "the last date told" if told else scene.context.reference_name
    return lasting(hit, value_of(length), f"{length.words} {'up to' if back else 'from'} {name} {base}", when)


def _sure(length: Length) -> Certainty:
    return "vague" if length.count is None else "inferred"


def _grain(length: Length) -> Grain:
    return GRAIN_OF[length.unit]


def recent_units(hit: Hit, scene: Scene) -> Found | None:
    """In recent days, in the coming weeks: a week, three weeks, three months, up to or from the publication."""
    unit = lexicon.load().value("units", hit.word("u")) or lexicon.load().value("unit", hit.word("u"))
    return up_to_now(hit, scene, Length(None, unit, f"some {hit.word('u')}"))


def in_units(hit: Hit, scene: Scene) -> Found | None:
    """In days, within weeks: soon after the publication; a mere length in the past."""
    if hit.after() in COUNTED_ON:
        return None
    unit = lexicon.load().value("units", hit.word("u"))
    tense = scene.tense(hit.first, hit.last)
    length = Length(None, unit, f"some {hit.word('u')}")
    words = (hit.match.start("u"), hit.last)
    if tense.kind == "past" or scene.context.narrative:
        return Found(*words, "DURATION", value_of(length), None, "a length of time")
    whole = up_to_now(hit, scene, length)
    return Found(
        *words,
        "DURATION",
        whole.value,
        whole.when,
        f"soon after {scene.context.basis} {scene.context.published}, {tense}",
    )


def in_length(hit: Hit, scene: Scene) -> Found | None:
    """In three days, within 24 hours: counted from the publication where the verb is about the future."""
    length = length_of(hit)
    if length is None or hit.after() in COUNTED_ON:
        return None
    words, tense = (hit.match.start("l"), hit.last), scene.tense(hit.first, hit.last)
    value = value_of(length)
    if tense.kind != "future" or length.unit in {"S", "MIN"} or scene.context.narrative:
        return Found(*words, "DURATION", value, None, "a length of time")
    whole = up_to_now(hit, scene, length)
    when = whole.when
    base = scene.context.published
    if hit.word("i") == "in" and length.count is not None and length.unit != "H":
        when = _at_the_end(length, base)
    return Found(*words, "DURATION", value, when, f"{length.words} from {scene.context.basis} {base}, {tense}")


def _at_the_end(length: Length, base: date) -> TimeSpan | None:
    period = _offset_period(length, base, forward=True)
    return found.span_of(period, "approximate") if period else None


LENGTH = "( approx:q | 'less'|'more'|'fewer' 'than' )? {length} ( dash )? unit|units:u"
RULES = (
    Rule(f"{LENGTH} 'ago':w", ago),
    Rule(f"{LENGTH} 'from' 'now'|'today'", ago),
    Rule(
        f"{LENGTH} 'later'|'earlier'|'before'|'after'|'afterwards'|'afterward'|'previously'|'hence'|'prior'|'thereafter':w",
        later,
    ),
    Rule("units:u 'later'|'earlier'|'before'|'afterwards'|'ago'|'after':w", later),
    Rule(
        "'the'? 'last'|'past'|'next'|'coming'|'previous'|'following'|'preceding'|'ensuing'|'subsequent':r ( approx:q )? ( number|cardinal|few:n ( 'to'|'or'|dash number|cardinal:most )? hundred:h? | 'few' | 'couple' 'of' ) stretching? unit|units:u",
        past_units,
    ),
    Rule("'the'? 'recent'|'coming'|'last'|'past'|'next'|'upcoming'|'previous':r units:u", recent_units),
    Rule("'in'|'within'|'inside' units:u", in_units),
    Rule("'in'|'within':i (l: {length} unit|units:u )", in_length),
)
