"""Days of the week and weekends: which one is meant."""

from __future__ import annotations

from datetime import date, timedelta

from geo.timex import lexicon, periods
from geo.timex.durations import length_of
from geo.timex.found import STEADY, dated, month_number, ordinal
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.scene import DAY_GRAINS, Scene
from geo.timex.tense import Tense

AHEAD = frozenset({"ahead", "before", "until", "till", "upcoming", "by"})
CLOSE = 2  # sentences after a day told in which a history's weekday counts from it
NEAR_STATE = 4  # words over which "is" and "are" make a weekday one to come
PERFECT = "past tense 'had"
AFTER = frozenset({"after", "since", "following"})
NAMED_BEFORE = frozenset(
    {"good", "black", "bloody", "ash", "holy", "palm", "super", "fat", "cyber", "shrove", "maundy", "giving"}
)


def weekday_only(hit: Hit, scene: Scene) -> Found | None:
    """Thursday: the nearest past one, today counting; the nearest to come beside a verb about the future."""
    if hit.before() in NAMED_BEFORE or _is_title(hit):
        return None
    number = int(
        lexicon.load().value("weekday", hit.word("w")) or lexicon.load().value("abbreviated_weekday", hit.word("w"))
    )
    day, reason = chosen_day(hit, scene, number)
    return dated(hit, periods.day(day), reason)


def _is_title(hit: Hit) -> bool:
    """Whether it belongs to a name: the Sunday Times, Friday Night Lights."""
    follows = hit.words.text[hit.last : hit.last + 1]
    part = bool(follows) and follows[0][0].isupper() and bool(lexicon.load().value("part", hit.after()))
    return part or "not_weekday" in lexicon.lookalikes().get(hit.after(), frozenset())


def chosen_day(hit: Hit, scene: Scene, number: int) -> tuple[date, str]:
    """The day that a weekday means, with the reason."""
    base, name = scene.context.quoted or scene.context.published, periods.WEEKDAYS[number - 1]
    last = scene.context.last
    if scene.context.narrative and last and last.grain in DAY_GRAINS and scene.context.age <= CLOSE:
        day = after(scene.context.told, number)
        return day, f"{name} after the last date told, {scene.context.told}"
    forward, cue = _direction(hit, scene)
    day = after(base, number) if forward else before(base, number)
    told = scene.context.past_day
    if cue.startswith(PERFECT) and told and told < day <= told + timedelta(days=6):
        return before(told, number), f"{name} before the last day told, {told}, {cue}"
    side = "on the day of" if day == base else "after" if forward else "before"
    return day, f"{name} {side} {scene.context.reference_name} {base}, {cue}"


def _direction(hit: Hit, scene: Scene) -> tuple[bool, str]:
    left = hit.before()
    tense = scene.tense(hit.first, hit.last)
    if left in AFTER:
        return False, f"{left!r} before it"
    if left in AHEAD or (hit.before(2) in AHEAD and left in {"of", "the", "this"}):
        held = left in {"until", "till"} and tense.kind == "past" and tense.cue.split()[-1] in STEADY
        return not held, f"{left!r} before it"
    if hit.after() in {"'s", "’s"}:
        return _possessed(hit, tense)
    vague = tense.kind == "present" and tense.cue.startswith(("is", "are")) and tense.distance > NEAR_STATE
    return tense.kind in {"future", "present"} and not vague, str(tense)


def _possessed(hit: Hit, tense: Tense) -> tuple[bool, str]:
    nouns = {hit.after(1), hit.after(2)}
    told = next((noun for noun in nouns if "noun_past" in lexicon.cues().get(noun, frozenset())), "")
    if told:
        return False, f"{told!r} has happened"
    return tense.kind == "future" and tense.distance < 8, str(tense)


def before(base: date, number: int) -> date:
    """The nearest such weekday that is not after a day.

    >>> before(date(2024, 10, 31), 2)
    datetime.date(2024, 10, 29)
    """
    return base - timedelta(days=(base.isoweekday() - number) % 7)


def after(base: date, number: int) -> date:
    """The nearest such weekday that is not before a day.

    >>> after(date(2024, 10, 31), 2)
    datetime.date(2024, 11, 5)
    """
    return base + timedelta(days=(number - base.isoweekday()) % 7)


def relational_weekday(hit: Hit, scene: Scene) -> Found | None:
    """Last Friday, next Wednesday, this Monday."""
    base, word = scene.context.reference, hit.word("r")
    number = int(lexicon.load().value("weekday", hit.word("w")))
    if word in {"last", "past", "previous"}:
        day = before(base - timedelta(days=1), number)
    elif word == "next":
        day = after(base + timedelta(days=8 - base.isoweekday()), number)
    elif word == "coming":
        day = after(base + timedelta(days=1), number)
    else:
        day, _ = chosen_day(hit, scene, number)
        day = day if scene.tense(hit.first, hit.last).kind == "past" else after(base, number)
    reason = f"{word} {periods.WEEKDAYS[number - 1]} seen from {scene.context.reference_name} {base}"
    return _with_part(hit, day, reason) if hit.has("p") else dated(hit, periods.day(day), reason)


def weekday_of_week(hit: Hit, scene: Scene) -> Found | None:
    """Monday last week, Friday of next week."""
    base, number = scene.context.reference, int(lexicon.load().value("weekday", hit.word("w")))
    step = {"last": -7, "previous": -7, "next": 7, "following": 7}.get(hit.word("r"), 0)
    told = hit.word("r") in {"that", "following"}
    base = scene.context.told if told else base
    monday = base - timedelta(days=base.isoweekday() - 1) + timedelta(days=step)
    day = monday + timedelta(days=number - 1)
    return dated(hit, periods.day(day), f"{hit.word('r')} week seen from {base}")


def weekday_part(hit: Hit, scene: Scene) -> Found | None:
    """Wednesday night, Friday's dawn."""
    if hit.words.text[hit.match.start("p")][0].isupper():
        return None
    day, reason = chosen_day(hit, scene, int(lexicon.load().value("weekday", hit.word("w"))))
    return _with_part(hit, day, reason)


def overnight(hit: Hit, scene: Scene) -> Found | None:
    """Overnight Saturday: the night that begins on it; overnight into Sunday: the one that ends on it."""
    day, reason = chosen_day(hit, scene, int(lexicon.load().value("weekday", hit.word("w"))))
    into = hit.words.lower[hit.last - 2] == "into"
    return dated(hit, periods.part(day - timedelta(days=int(into)), "NI"), reason, "approximate")


def _with_part(hit: Hit, day: date, reason: str) -> Found:
    code = lexicon.load().value("part", hit.word("p"))
    return dated(hit, periods.part(day, code), reason, "approximate")


def weekend(hit: Hit, scene: Scene) -> Found | None:
    """The weekend: the last one, or the next one beside a verb about the future."""
    base = scene.context.reference
    tense = scene.tense(hit.first, hit.last)
    forward = tense.kind == "future"
    day = after(base, 6) if forward and base.isoweekday() < 6 else before(base, 6) if not forward else base
    return dated(
        hit,
        periods.weekend(day),
        f"the weekend {'after' if forward else 'before'} {scene.context.basis} {base}, {tense}",
    )


def this_weekend(hit: Hit, scene: Scene) -> Found | None:
    """This weekend: the coming one from Tuesday on unless it is told in the past."""
    base, tense = scene.context.reference, scene.tense(hit.first, hit.last)
    back = tense.kind == "past" and base.isoweekday() <= 3
    day = base - timedelta(days=base.isoweekday()) if back else base
    return dated(hit, periods.weekend(day), f"seen from {scene.context.basis} {base}, {tense}")


def weekday_and_day(hit: Hit, scene: Scene) -> Found | None:
    """Monday the 14th: the nearest month in which they meet."""
    number, nth = int(lexicon.load().value("weekday", hit.word("w"))), ordinal(hit.word("d"))
    base = scene.context.reference
    near = (base + timedelta(days=shift) for shift in range(-200, 201))
    fits = [day for day in near if day.day == nth and day.isoweekday() == number]
    if not fits:
        return None
    day = min(fits, key=lambda d: abs(d - base))
    return dated(hit, periods.day(day), f"the nearest {periods.WEEKDAYS[number - 1]} on a {nth}th")


def last_weekday_of_month(hit: Hit, scene: Scene) -> Found | None:
    """The first Monday of May 2024, the last Friday in October."""
    number, month, year = (
        int(lexicon.load().value("weekday", hit.word("w"))),
        month_number(hit.word("m")),
        hit.word("y"),
    )
    base = scene.context.reference
    months = periods.month(int(year) if year else base.year, month)
    rank = -1 if hit.word("o") == "last" else ordinal(hit.word("o"))
    days = [months.start.date() + timedelta(days=n) for n in range((months.stop - months.start).days)]
    fits = [day for day in days if day.isoweekday() == number]
    if rank > len(fits):
        return None
    return dated(
        hit, periods.day(fits[rank if rank < 0 else rank - 1]), "counted in its month", "exact" if year else "inferred"
    )


def ago_on_weekday(hit: Hit, scene: Scene) -> Found | None:
    """Two weeks ago Monday: that weekday of the week so long ago."""
    length = length_of(hit)
    if length is None or length.count is None or length.unit != "W":
        return None
    base = scene.context.reference
    number = int(lexicon.load().value("weekday", hit.word("w")))
    day = before(base, number) - timedelta(days=7 * int(length.count))
    if base.isoweekday() != number and not hit.has("k"):
        day = periods.week(base - timedelta(days=7 * int(length.count))).start.date() + timedelta(days=number - 1)
    return dated(hit, periods.day(day), f"{length.words} before {scene.context.reference_name} {base}")


RULES = (
    Rule("{length} unit|units:u 'ago' comma:k? 'on'? weekday:w", ago_on_weekday),
    Rule("weekday:w", weekday_only),
    Rule("'on'|'late'|'early'|'until'|'since'|'by' abbreviated_weekday:w", weekday_only),
    Rule("relational:r weekday:w part:p?", relational_weekday),
    Rule("'this' 'past'|'coming':r weekday:w part:p?", relational_weekday),
    Rule("weekday:w 'of'? 'last'|'this'|'next'|'that':r 'week'", weekday_of_week),
    Rule("weekday:w 'of' 'the' 'following'|'previous':r 'week'", weekday_of_week),
    Rule("weekday:w dash? part:p", weekday_part),
    Rule("'overnight' ( 'on'|'into' )? weekday:w", overnight),
    Rule("weekday:w 'overnight'", overnight),
    Rule("'the' 'weekend'", weekend),
    Rule("'this' 'weekend'", this_weekend),
    Rule("weekday:w comma? 'the' nth:d", weekday_and_day),
    Rule("'the' ordinal|'last':o weekday:w 'of'|'in' month:m year:y?", last_weekday_of_month),
)
