"""Days and months of the calendar: 2024-10-31, Oct. 22-24, 15 to 22 February, October 2024, August."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from geo.model import TimeSpan
from geo.timex import found, lexicon, periods
from geo.timex.found import dated, month_number, nearest, written
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import Period
from geo.timex.scene import Scene

CONTINUES = frozenset({
    "", ",", ".", ";", ")", ":", "in", "at", "of", "on", "and", "when", "where", "after", "before", "with", "by", "for", "-",
    "–", "—", "that", "which", "from", "to", "but", "as", "while", "the",
})  # fmt: skip


def iso_date(hit: Hit, scene: Scene) -> Found | None:
    """2024-10-31, with or without a time."""
    moment = datetime.fromisoformat(hit.words.text[hit.first])
    if "T" in moment.isoformat() and len(hit.words.text[hit.first]) > 10:
        return _moment(hit, moment)
    return written(hit, periods.day(moment.date()))


def _moment(hit: Hit, moment: datetime) -> Found:
    offset = moment.utcoffset()
    start = (moment - offset if offset else moment).replace(tzinfo=None, second=0, microsecond=0)
    value = f"{start.isoformat(timespec='minutes')}{'Z' if offset is not None else ''}"
    when = TimeSpan(start, start + timedelta(minutes=1), "minute", "exact", zone="UTC" if offset is not None else "")
    period = periods.day(moment.date())
    return Found(hit.first, hit.last, "TIME", value, when, "written out", period, explicit=True)


def slashed_date(hit: Hit, scene: Scene) -> Found | None:
    """7/8/07 in the order that the numbers or the publisher's country tell."""
    parts = [int(part) for part in hit.word("s").replace(".", "/").split("/")]
    if parts[0] > 31:
        return written(hit, periods.day(date(*parts)))
    dotted = "." in hit.word("s")
    first, second, year = parts
    if year < 100:
        year += 2000 if year <= scene.context.published.year % 100 + 10 else 1900
    day_first = second <= 12 and (first > 12 or dotted or scene.context.dmy)
    day, month = (first, second) if day_first else (second, first)
    order = "day before month" if day_first else "month before day"
    return dated(
        hit, periods.day(date(year, month, day)), f"read as {order}", "exact" if max(first, second) > 12 else "inferred"
    )


def month_day(hit: Hit, scene: Scene) -> Found | tuple[Found, ...] | None:
    """Oct. 31, 2024; the nearest such day without a year; Oct. 22-24 as two days."""
    return _days(hit, scene)


def day_month(hit: Hit, scene: Scene) -> Found | tuple[Found, ...] | None:
    """31 October 2024; the nearest such day without a year; 15 to 22 February as two days."""
    if hit.before() in {"$", "€", "£", ".", ":"} or (hit.before() == "," and hit.before(2).isdigit()):
        return None
    return _days(hit, scene)


def _days(hit: Hit, scene: Scene) -> Found | tuple[Found, ...] | None:
    month, day = month_number(hit.word("m")), found.ordinal(hit.word("d"))
    if hit.has("e") and not _range_holds(hit, day):
        return _trimmed(hit, scene, month, day)
    if hit.has("e"):
        return _two_days(hit, scene, month, (day, found.ordinal(hit.word("e"))))
    return _one_day(hit, scene, month, day, (hit.first, hit.last))


def _range_holds(hit: Hit, day: int) -> bool:
    later = found.ordinal(hit.word("e"))
    if hit.match.start("d") > hit.match.start("m") and hit.word("j") not in {"-", "–", "—", "--"} and not hit.has("y"):
        return later > day and (hit.after() in CONTINUES or hit.word("e")[-1] in "tdh")
    return later > day


def _trimmed(hit: Hit, scene: Scene, month: int, day: int) -> Found | None:
    if hit.match.start("d") > hit.match.start("m"):
        return _one_day(hit, scene, month, day, (hit.first, hit.match.end("d")))
    return _one_day(hit, scene, month, found.ordinal(hit.word("e")), (hit.match.start("e"), hit.last))


def _one_day(hit: Hit, scene: Scene, month: int, day: int, words: tuple[int, int]) -> Found | None:
    if hit.has("y") and words[1] == hit.last:
        return written(hit, periods.day(date(int(hit.word("y")), month, day)), words=words)
    period, reason = nearest(scene, hit, lambda year: periods.day(_real(year, month, day)))
    return dated(hit, period, reason, words=words)


def _two_days(hit: Hit, scene: Scene, month: int, days: tuple[int, int]) -> tuple[Found, ...] | None:
    split = hit.match.start("j")
    first = _one_day(hit, scene, month, days[0], (hit.first, split))
    last = _one_day(hit, scene, month, days[1], (hit.match.start("e"), hit.last))
    if hit.has("y"):
        first = written(hit, periods.day(date(int(hit.word("y")), month, days[0])), words=(hit.first, split))
    return (first, last) if first and last else None


def _real(year: int, month: int, day: int) -> date:
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        return date(year, 3, 1)
    return date(year, month, day)


def day_list(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """March 17, 18 and 19 as three days."""
    month, names = month_number(hit.word("m")), [name for name in "defg" if hit.has(name)]
    days = [found.ordinal(hit.word(name)) for name in names]
    if days != sorted(set(days)):
        return None
    spans = [hit.match.span(name) for name in names]
    spans[0] = (hit.first, spans[0][1])
    if hit.has("y"):
        spans[-1] = (spans[-1][0], hit.last)
    if hit.has("y"):
        year = int(hit.word("y"))
        return tuple(written(hit, periods.day(date(year, month, d)), words=w) for d, w in zip(days, spans, strict=True))
    founds = [_one_day(hit, scene, month, day, span) for day, span in zip(days, spans, strict=True)]
    return tuple(day for day in founds if day)


def month_year(hit: Hit, scene: Scene) -> Found | None:
    """October 2024."""
    return written(hit, periods.month(int(hit.word("y")), month_number(hit.word("m"))))


def month_only(hit: Hit, scene: Scene) -> Found | None:
    """October, the nearest one; names like May and March only where a date can stand."""
    if not _month_stands(hit):
        return None
    month = month_number(hit.word("m"))
    said = found.year_beside(scene, hit)
    if said is not None:
        return dated(hit, periods.month(said, month), f"the year {said} of the same sentence")
    period, reason = _month_near(hit, scene, month)
    return dated(hit, period, reason)


def _month_stands(hit: Hit) -> bool:
    word, known = hit.words.lower[hit.match.start("m")], lexicon.lookalikes()
    left = hit.before()
    licensed = "month_left" in known.get(left, frozenset()) or left in {"-", "–", "—", "(", "/"}
    if lexicon.load().value("shy", word.rstrip(".")) and not word.endswith("."):
        if hit.after() in {"-", "–"} and not licensed:
            return hit.after(1) == "to"
        follows = hit.words.text[hit.last : hit.last + 1]
        sure = left in {"in", "since", "until", "by", "during", "late", "early", "mid", "last", "next"}
        named = follows and follows[0][:1].isupper() and not sure
        if word not in {"may", "march"} and _plainly(hit):
            return True
        listed = left in {",", "the"} or (left == "" and hit.after() in {",", "was", "and"})
        return (licensed or listed) and not named
    return hit.words.text[hit.match.start("m")].isalpha() or licensed


def _plainly(hit: Hit) -> bool:
    """Whether the words on both sides are small, as in "the costly August battles"."""
    left, right = hit.words.text[max(0, hit.first - 1) : hit.first], hit.words.text[hit.last : hit.last + 1]
    return bool(left and right) and left[0].islower() and right[0].islower()


def _month_near(hit: Hit, scene: Scene, month: int) -> tuple[Period, str]:
    if (scene.context.narrative and scene.context.last) or found.goes_on(scene, hit):
        return nearest(scene, hit, lambda year: periods.month(year, month))
    reference, tense = scene.context.reference, found.tense_of(scene, hit)
    ahead = (month - reference.month) % 12
    forward = tense.kind == "future" or (tense.kind == "present" and ahead in {1, 2, 3})
    if ahead == 0:
        forward = False
    if tense.kind == "none":
        forward = ahead <= 2
    back = 0 if ahead == 0 else ahead - 12
    period = periods.month(reference.year, reference.month + (ahead if forward else back))
    side = "next" if forward else "last"
    return period, f"the {side} one seen from {scene.context.reference_name} {reference}, {tense}"


def nth_of_month(hit: Hit, scene: Scene) -> Found | None:
    """The 25th, of the month told last."""
    if hit.before() not in {"on", "until", "by", "to", "from", "of", "and"} or hit.after() not in CONTINUES:
        return None
    last = scene.context.last
    base = last.start.date() if last and last.grain in {"day", "month"} else None
    if base is None or hit.after() == "of":
        return None
    day = date(base.year, base.month, found.ordinal(hit.word("d")))
    return dated(hit, periods.day(day), f"of {periods.MONTHS[day.month - 1]} {day.year}, told last")


WEEKDAY_BEFORE = "( weekday|abbreviated_weekday comma? ( 'the' )? )?"
YEAR_AFTER = "( comma|'of'? year:y )?"
RULES = (
    Rule("iso", iso_date),
    Rule("slashed:s", slashed_date),
    Rule(f"{WEEKDAY_BEFORE} month:m day:d ( dash|'to'|'and'|'through':j day:e )? {YEAR_AFTER}", month_day),
    Rule(f"{WEEKDAY_BEFORE} month:m 'the' nth:d {YEAR_AFTER}".replace("nth:d", "nth:d ( dash:j nth:e )?"), month_day),
    Rule(f"{WEEKDAY_BEFORE} 'the'? day:d 'of'? month:m {YEAR_AFTER}", day_month),
    Rule(f"( 'the' )? day:d dash|'to'|'and'|'or'|'through':j 'the'? day:e 'of'? month:m {YEAR_AFTER}", day_month),
    Rule(f"{WEEKDAY_BEFORE} month:m day:d comma day:e ( comma day:f )? comma? 'and' day:g {YEAR_AFTER}", day_list),
    Rule("month:m ( comma|'of'|'in' )? year:y", month_year),
    Rule("month:m", month_only),
    Rule("'the' nth:d", nth_of_month),
)
