"""Dates that count from another: today, last week, this summer, the next day, April of that year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from geo.model import TimeSpan
from geo.timex import found, lexicon, periods
from geo.timex.durations import Length
from geo.timex.found import dated
from geo.timex.offsets import CLOSING, up_to_now
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import DAYS_OF, Period
from geo.timex.scene import DAY_GRAINS, Scene

BACKWARD = frozenset({"before", "earlier", "previous"})
BY_DAY = frozenset({"D", "NI"})
SPANNING = frozenset({"for", "over", "in", "during", "within", "throughout"})


def deictic_day(hit: Hit, scene: Scene) -> Found | None:
    """Today, yesterday, tomorrow, with a part of the day."""
    word = hit.word("w")
    base = scene.context.quoted or scene.context.published
    if word == "today" and scene.context.narrative:
        return Found(hit.first, hit.last, "DATE", "PRESENT_REF", None, "the present of the writer")
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    day = base + timedelta(days=shift)
    name = "the day of the quoted words" if scene.context.quoted else scene.context.basis
    reason = f"{word}, counted from {name} {base}"
    if hit.has("p"):
        code = lexicon.load().value("part", hit.word("p"))
        return dated(hit, periods.part(day, code), reason, "approximate")
    return dated(hit, periods.day(day), reason, "exact")


def day_beside_deictic(hit: Hit, scene: Scene) -> Found | None:
    """The day before yesterday, the day after tomorrow."""
    shift = -2 if hit.word("w") == "yesterday" else 2
    base = scene.context.published
    return dated(hit, periods.day(base + timedelta(days=shift)), f"counted from {scene.context.basis} {base}", "exact")


def tonight(hit: Hit, scene: Scene) -> Found | None:
    """Tonight; overnight is the night before in the past."""
    base = scene.context.quoted or scene.context.published
    name = scene.context.basis
    if hit.word("w") == "overnight" and scene.tense(hit.first, hit.last).kind in {"past", "none"}:
        told = _just_told(scene)
        base, name = (told, "the last day told,") if told else (base - timedelta(days=1), name)
    return dated(hit, periods.part(base, "NI"), f"the night of {name} {base}", "approximate")


def _just_told(scene: Scene) -> date | None:
    """The day that this sentence or the one before told, when the night after it has come."""
    context = scene.context
    last = context.last
    fresh = last is not None and last.grain in DAY_GRAINS and context.age <= 1 and not context.quoted
    return context.past_day if fresh and context.past_day and context.past_day < context.published else None


def last_night(hit: Hit, scene: Scene) -> Found | None:
    """Last night: the night before the publication."""
    base = scene.context.quoted or scene.context.published
    period = periods.part(base - timedelta(days=1), lexicon.load().value("part", hit.word("p")))
    return dated(hit, period, f"the one before {scene.context.basis} {base}", "approximate")


def this_part(hit: Hit, scene: Scene) -> Found | None:
    """This morning."""
    base = scene.context.quoted or scene.context.reference
    period = periods.part(base, lexicon.load().value("part", hit.word("p")))
    return dated(hit, period, f"on the day of {scene.context.reference_name} {base}", "approximate")


def that_part(hit: Hit, scene: Scene) -> Found | None:
    """That night, the next morning, the previous evening, counted from the last date told."""
    told = scene.context.day_told(scene.tense(hit.first, hit.last))
    step = _step(hit.word("r")) or (hit.word("w") == "after") - (hit.word("w") in BACKWARD)
    period = periods.part(told + timedelta(days=step), lexicon.load().value("part", hit.word("p")))
    dating = dated(hit, period, f"counted from the last day told, {told}", "approximate")
    return replace(dating, aside=step < 0 and not scene.context.narrative)


def part_beside(hit: Hit, scene: Scene) -> Found | None:
    """The night before, the morning after: from the last day told."""
    return that_part(hit, scene) if hit.after() in CLOSING else None


def present(hit: Hit, scene: Scene) -> Found | None:
    """Now, currently: the present, which is no interval."""
    return Found(hit.first, hit.last, "DATE", "PRESENT_REF", None, "the present, without an interval")


def bygone(hit: Hit, scene: Scene) -> Found | None:
    """Recently, the past: the past, which is no interval."""
    return Found(hit.first, hit.last, "DATE", "PAST_REF", None, "the past, without an interval")


def to_come(hit: Hit, scene: Scene) -> Found | None:
    """The future, which is no interval."""
    return Found(hit.first, hit.last, "DATE", "FUTURE_REF", None, "the future, without an interval")


def _step(word: str) -> int:
    if word in {"next", "following", "coming", "subsequent", "ensuing"}:
        return 1
    return -1 if word in {"last", "past", "previous", "preceding", "prior"} else 0


def relational_unit(hit: Hit, scene: Scene) -> Found | None:
    """Last week, this month, next year; "the past year" is a length up to the publication."""
    unit, word = lexicon.load().value("unit", hit.word("u")), hit.word("r")
    if unit in {"S", "MIN", "H"} or (word == "past" and not hit.has("t") and unit not in {"W", "Y", "M", "DE", "WE"}):
        return None
    if hit.has("t") and word == "next" and (unit in {"D", "WE"} or hit.before() not in SPANNING):
        return following_unit(hit, scene)
    if word == "this" and unit == "WE":
        return None
    if word == "previous" and scene.context.last and scene.context.age <= 1:
        return following_unit(hit, scene)
    spans = word in {"past", "coming", "next"} or hit.before() in SPANNING
    if hit.has("t") and word in {"past", "last", "next", "coming"} and unit not in {"WE", "D", "Q"} and spans:
        return up_to_now(hit, scene, Length(1, unit, f"a {hit.word('u')}"))
    base = scene.context.reference
    period = shifted(base, unit, _step(word))
    reason = f"counted from {scene.context.reference_name} {base}"
    dating = dated(hit, period, reason, "exact" if word == "this" and unit != "WE" else "inferred")
    return replace(dating, aside=_step(word) < 0 and scene.context.narrative)


def shifted(base: date, unit: str, step: int) -> Period:
    """The period of a unit so many before or after the one that holds a day."""
    if unit in {"M", "Q", "SEM", "Y", "DE", "CE", "ML"}:
        first = date(base.year, base.month, 1)
        return periods.of_unit(periods.add(first, step, unit), unit)
    return periods.of_unit(base + timedelta(days=step * DAYS_OF.get(unit, 1)), unit)


def following_unit(hit: Hit, scene: Scene) -> Found | None:
    """The next day, the following month, the previous year, that year, the same day: from the last date told."""
    unit, word = lexicon.load().value("unit", hit.word("u")), hit.word("r")
    if unit in {"S", "MIN", "H"}:
        return None
    if unit != "D" and word == "next" and hit.before() in SPANNING:
        return up_to_now(hit, scene, Length(1, unit, f"a {hit.word('u')}"))
    last = scene.context.last
    base = scene.context.day_told(scene.tense(hit.first, hit.last)) if unit in BY_DAY else scene.context.told
    if last is None and word in {"", "that", "same"}:
        return Found(hit.first, hit.last, "DATE", "XXXX-XX-XX", None, "no date told before")
    period = shifted(base, unit, _step(word))
    if unit == "D" and last and _is_no_day(scene, base) and _step(word):
        return Found(hit.first, hit.last, "DATE", f"{last.value[:4]}-XX-XX", None, "the day before it is not told")
    dating = dated(hit, period, f"counted from the last date told, {base}")
    return replace(dating, aside=_step(word) < 0 and scene.context.narrative)


def _is_no_day(scene: Scene, base: date) -> bool:
    """Whether "the next day" would count from a month or a longer period, which has no next day."""
    last = scene.context.last
    return last is not None and last.start.date() == base and last.grain in {"month", "season", "year", "decade"}


def relational_season(hit: Hit, scene: Scene) -> Found | None:
    """This summer, last winter, next spring."""
    code, base, south = lexicon.load().value("season", hit.word("s")), scene.context.reference, scene.context.south
    near = [periods.season(year, code, south=south) for year in range(base.year - 2, base.year + 3)]
    word = hit.word("r")
    ended = [period for period in near if period.stop.date() <= base]
    ahead = [period for period in near if period.start.date() > base]
    current = [period for period in near if period.start.date() <= base < period.stop.date()]
    if word in {"last", "past", "previous"} and not (word == "past" and hit.before() == "this"):
        chosen = ended[-1]
    elif word in {"next", "coming"}:
        chosen = ahead[0]
    else:
        chosen = current[0] if current else _season_of_year(scene, hit, ended[-1], ahead[0])
    return dated(
        hit, chosen, f"{hit.word('r')} {periods.SEASON_NAMES[code]} seen from {scene.context.reference_name} {base}"
    )


def _season_of_year(scene: Scene, hit: Hit, ended: Period, ahead: Period) -> Period:
    base = scene.context.reference
    if scene.tense(hit.first, hit.last).kind == "future":
        return ahead
    return ended if ended.start.year == base.year or ahead.start.year != base.year else ahead


def relational_month(hit: Hit, scene: Scene) -> Found | None:
    """Last October, next May, this March."""
    base, number = scene.context.reference, found.month_number(hit.word("m"))
    word = hit.word("r")
    back = (base.month - number) % 12
    if _step(word) < 0 or word == "past":
        period = periods.month(base.year, base.month - (back or 12))
    elif _step(word) > 0:
        period = periods.month(base.year, base.month + ((number - base.month) % 12 or 12))
    else:
        period = periods.month(base.year, number)
    return dated(hit, period, f"{word} {periods.MONTHS[number - 1]} seen from {scene.context.reference_name} {base}")


def month_of_year(hit: Hit, scene: Scene) -> Found | None:
    """April of that year, October last year, June this year."""
    word = hit.word("r")
    told = word in {"that", "same", "following", "previous", "the"}
    base = scene.context.told if told else scene.context.reference
    year = base.year + _step(word)
    name = f"the last date told, {base}" if told else f"{scene.context.reference_name} {base}"
    if hit.has("d"):
        day = date(year, found.month_number(hit.word("m")), found.ordinal(hit.word("d")))
        return dated(hit, periods.day(day), f"the year counted from {name}")
    return dated(hit, periods.month(year, found.month_number(hit.word("m"))), f"the year counted from {name}")


def season_of_that_year(hit: Hit, scene: Scene) -> Found | None:
    """The summer of that year, the spring of last year."""
    word = hit.word("r")
    base = scene.context.told if word in {"that", "same", "following", "previous"} else scene.context.reference
    code = lexicon.load().value("season", hit.word("s"))
    period = periods.season(base.year + _step(word), code, south=scene.context.south)
    return dated(hit, period, f"the year counted from {base}")


def month_after_that(hit: Hit, scene: Scene) -> Found | None:
    """The following March, the previous October: the nearest one after or before the last date told."""
    base, number = scene.context.told, found.month_number(hit.word("m"))
    ahead = (number - base.month) % 12 or 12
    step = ahead if _step(hit.word("r")) > 0 else ahead - (24 if ahead == 12 else 12)
    return dated(hit, periods.month(base.year, base.month + step), f"counted from the last date told, {base}")


def season_told(hit: Hit, scene: Scene) -> Found | None:
    """That summer, the following spring: from the last date told."""
    code, base, south = lexicon.load().value("season", hit.word("s")), scene.context.told, scene.context.south
    near = [periods.season(year, code, south=south) for year in range(base.year - 1, base.year + 2)]
    step = _step(hit.word("r"))
    if step > 0:
        chosen = next(period for period in near if period.start.date() > base)
    elif step < 0:
        chosen = [period for period in near if period.stop.date() <= base][-1]
    else:
        chosen = min(near, key=lambda period: found.story_cost(period, base, scene.context.last, None))
    return dated(hit, chosen, f"counted from the last date told, {base}")


def unit_beside(hit: Hit, scene: Scene) -> Found | None:
    """The day before, the week after: from the last date told."""
    unit = lexicon.load().value("unit", hit.word("u"))
    if hit.after() not in CLOSING or unit in {"S", "MIN", "H"} or scene.context.last is None:
        return None
    step = 1 if hit.word("w") in {"after", "following"} else -1
    base = scene.context.day_told(scene.tense(hit.first, hit.last)) if unit in BY_DAY else scene.context.told
    dating = dated(hit, shifted(base, unit, step), f"counted from the last date told, {base}")
    return replace(dating, aside=step < 0 and not scene.context.narrative)


def within_unit(hit: Hit, scene: Scene) -> Found | None:
    """Earlier this week, later this month: the part of the period that lies before or after the publication."""
    unit, word = hit.word("u"), hit.word("r")
    told = word in {"that", "same"} or (word == "the" and scene.context.last is not None and scene.context.age <= 1)
    base = scene.context.told if told else scene.context.reference
    known = lexicon.load()
    if known.value("season", unit):
        year, code = periods.season_of(base, south=scene.context.south)
        code = known.value("season", unit)
        period = periods.season(year if code == "WI" else base.year, code, south=scene.context.south)
    else:
        period = shifted(base, known.value("unit", unit), _step(word))
    return _cut(hit, scene, period, base, told=told)


def _cut(hit: Hit, scene: Scene, period: Period, base: date, *, told: bool) -> Found:
    later = hit.word("e") == "later"
    name = "the last date told" if told else scene.context.reference_name
    reason = f"the part of it {'after' if later else 'before'} {name} {base}"
    start = max(period.start, periods.midnight(base) + timedelta(days=1)) if later else period.start
    stop = period.stop if later else min(period.stop, periods.midnight(base))
    if told or start >= stop:
        start, stop, reason = period.start, period.stop, f"counted from {name} {base}"
    when = TimeSpan(start, stop, period.grain, "inferred")
    return Found(hit.first, hit.last, "DATE", period.value, when, reason, period)


def of_the_unit(hit: Hit, scene: Scene) -> Found | None:
    """The end of the year, the rest of the month: the year that is told, or runs at the publication."""
    unit = lexicon.load().value("unit", hit.word("u"))
    if unit in {"S", "MIN", "H"}:
        return None
    base = scene.context.reference
    words = (hit.match.start("t"), hit.last)
    return dated(
        hit, periods.of_unit(base, unit), f"the one that holds {scene.context.reference_name} {base}", words=words
    )


def bare_unit(hit: Hit, scene: Scene) -> Found | None:
    """The quarter, told or the last one ended; "for the year", the one that runs."""
    unit, last = lexicon.load().value("unit", hit.word("u")), scene.context.last
    if unit == "Q" and hit.after() not in {"century", "mile", "final", "finals", "of", "that"}:
        if last and last.grain == "quarter":
            return dated(hit, last, "the quarter told before")
        base = scene.context.reference
        return dated(
            hit, shifted(base, "Q", -1), f"the last one ended at {scene.context.reference_name} {base}", "approximate"
        )
    if hit.before() == "for" and unit in {"Y", "M", "W"} and hit.after() in CLOSING:
        base = scene.context.reference
        return dated(hit, shifted(base, unit, 0), f"the one that holds {scene.context.reference_name} {base}")
    return None


def year_end(hit: Hit, scene: Scene) -> Found | None:
    """Year-end, the month's end: the end of the one that runs."""
    base = scene.context.reference
    period = periods.of_unit(base, lexicon.load().value("unit", hit.word("u")))
    start, stop = periods.third(period, "END")
    when = TimeSpan(start, stop, period.grain, "approximate")
    return Found(hit.first, hit.last, "DATE", period.value, when, f"the end of {period.value}", period)


def year_ago_period(hit: Hit, scene: Scene) -> Found | None:
    """The year-ago quarter, the year-earlier period: what was told, a year before."""
    last = scene.context.last
    base = (
        last
        if last and last.grain in {"quarter", "month", "half", "year"}
        else periods.year(scene.context.reference.year)
    )
    if hit.word("u") == "quarter" and base.grain != "quarter":
        base = shifted(scene.context.reference, "Q", -1)
    unit = {"quarter": "Q", "month": "M", "half": "SEM"}.get(base.grain, "Y")
    period = periods.of_unit(periods.add(base.start.date(), -1, "Y"), unit)
    return replace(dated(hit, period, f"a year before {base.value}"), aside=True)


def earlier_today(hit: Hit, scene: Scene) -> Found | None:
    """Earlier today, later in the day."""
    base = scene.context.published if hit.has("w") else scene.context.told
    return dated(hit, periods.day(base), f"within the day of {scene.context.basis} {base}")


RULES = (
    Rule("'today'|'yesterday'|'tomorrow':w ( part:p )?", deictic_day),
    Rule("'the' 'day' 'before'|'after' 'yesterday'|'tomorrow':w", day_beside_deictic),
    Rule("'tonight'|'overnight':w", tonight),
    Rule("'last' part:p", last_night),
    Rule("'this' part:p", this_part),
    Rule("'that' 'same'? part:p", that_part),
    Rule("'the' 'next'|'following'|'previous'|'same'|'preceding':r part:p", that_part),
    Rule("'the' part:p 'before'|'after'|'earlier':w", part_beside),
    Rule("present", present),
    Rule("bygone", bygone),
    Rule("'more' 'recently'", bygone),
    Rule("'the' 'past'", bygone),
    Rule("'the' 'future'", to_come),
    Rule("'the':t? relational:r unit:u", relational_unit),
    Rule("'this' 'past'|'coming':r unit:u", relational_unit),
    Rule("'the' 'following'|'previous'|'preceding'|'same'|'next'|'subsequent':r unit:u", following_unit),
    Rule("'that' ( 'same' )? unit:u", following_unit),
    Rule("'that':r unit:u", following_unit),
    Rule("'the'? relational:r season:s", relational_season),
    Rule("'this' 'past'|'coming':r season:s", relational_season),
    Rule("relational:r month:m", relational_month),
    Rule("month:m ( day:d )? comma? 'of'? 'last'|'this'|'next'|'that'|'previous':r 'year'", month_of_year),
    Rule("day:d month:m comma? 'of'? 'last'|'this'|'next'|'that'|'previous':r 'year'", month_of_year),
    Rule("day:d month:m 'of' 'the' 'same'|'following'|'previous'|'next':r 'year'", month_of_year),
    Rule("day:d month:m 'the' 'following'|'previous'|'next':r 'year'", month_of_year),
    Rule("month:m 'of' 'the' 'same'|'following'|'previous'|'next':r 'year'", month_of_year),
    Rule("month:m 'the' 'following'|'previous'|'next':r 'year'", month_of_year),
    Rule("'the'? season:s 'of' 'that'|'last'|'this'|'next':r 'year'", season_of_that_year),
    Rule("'the' 'following'|'next'|'previous':r month:m", month_after_that),
    Rule("'that' 'same'? season:s", season_told),
    Rule("'the' 'same'|'following'|'next'|'previous':r season:s", season_told),
    Rule("'the' unit:u 'before'|'after'|'following'|'previous'|'prior'|'earlier':w", unit_beside),
    Rule("'earlier'|'later':e 'on'? 'this'|'that'|'last'|'next':r unit|season:u", within_unit),
    Rule("'earlier'|'later':e 'in' 'the'|'that'|'this':r unit|season:u", within_unit),
    Rule("'the' unit:u", bare_unit),
    Rule("'year'|'month':u possessive? dash? 'end'", year_end),
    Rule("'the'? 'year' dash 'ago'|'earlier' 'period'|'quarter'|'month':u?", year_ago_period),
    Rule("'earlier'|'later':e 'today':w", earlier_today),
    Rule(
        "'beginning'|'start'|'middle'|'end'|'close'|'part'|'half'|'rest'|'remainder'|'days'|'months'|'weeks'|'outset' 'of' 'the':t unit:u",
        of_the_unit,
    ),
)
