"""Dates of the calendar: days, months, years, decades, centuries, seasons, quarters, years BC and AD."""

from __future__ import annotations

from datetime import date, datetime

from geo.model import TimeSpan
from geo.timex import found, lexicon, periods
from geo.timex.eras import calendar_year
from geo.timex.found import dated, month_number, nearest, written
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import Period
from geo.timex.scene import Scene

CONTINUES = frozenset({
    "", ",", ".", ";", ")", ":", "in", "at", "of", "on", "and", "when", "where", "after", "before", "with", "by", "for", "-",
    "–", "—", "that", "which", "from", "to", "but", "as", "while", "the",
})  # fmt: skip
YEAR_LEFT = frozenset({
    "in", "since", "until", "till", "during", "before", "after", "through", "throughout", "the", "'s", "’s", "its", "their", "his",
    "her", "this", "early", "late", "mid", "circa", "c.", "(", "-", "–", "—", "--", "year", "of", "by", "from", "around", "a", "an",
    "fiscal", "to", "and", "into", ",", "autumn", "spring", "summer", "winter", "fall", "or", "vs", "versus", "for", "than",
    "last", "late-", "class", "season", "our", "my", "your", "about", "between", "/", "on",
})  # fmt: skip
NEVER_YEAR_LEFT = frozenset(
    {"$", "€", "£", "¥", "#", "no", "numbers", "number", "over", "some", "nearly", "almost", "least", "than"}
)
COUNTING_LEFT = frozenset(
    {"of", "about", "around", "by", "from", "to", "and", "for", "between", ",", "or", "a", "over", "another"}
)


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
    when = TimeSpan(start, start.replace(second=59), "minute", "exact", zone="UTC" if offset is not None else "")
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
    reference, tense = scene.context.reference, scene.tense(hit.first, hit.last)
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


def year_only(hit: Hit, scene: Scene) -> Found | None:
    """2014 where a year can stand, not 2,000 men and not Hill 1980."""
    if not _year_stands(hit, scene):
        return None
    return written(hit, periods.year(int(hit.word("y"))))


def _year_stands(hit: Hit, scene: Scene) -> bool:
    known, left, right = lexicon.lookalikes(), hit.before(), hit.after()
    year = int(hit.word("y"))
    if left in NEVER_YEAR_LEFT or "labelled" in known.get(left, frozenset()):
        return False
    if right in {"%", "/", "°", "€", "£"} or (right == "." and hit.after(1).isdigit()):
        return False
    if right in {"-", "–"} and "counted" in known.get(hit.after(1), frozenset()):
        return False
    if left and left[-1].isdigit() and left != "1st" and not left.endswith("s"):
        return False
    if _is_counted(hit, right) and (left not in YEAR_LEFT or left in COUNTING_LEFT):
        return False
    if "counted" in known.get(right, frozenset()) and left != "in":
        return left in {"the", "since"} and right not in {
            "people",
            "men",
            "soldiers",
            "troops",
            "km",
            "miles",
            "meters",
        }
    limits = (1000, 2199) if left in YEAR_LEFT - COUNTING_LEFT else (1500, 2100)
    return limits[0] <= year <= limits[1] and _near_enough(year, left, scene)


def _near_enough(year: int, left: str, scene: Scene) -> bool:
    return left in YEAR_LEFT or left == "" or 1700 <= year <= scene.context.published.year + 30


def _is_counted(hit: Hit, right: str) -> bool:
    known = lexicon.lookalikes()
    if "yearly" in known.get(right, frozenset()):
        return False
    plural = right.endswith("s") and not right.endswith(("ss", "us", "is")) and len(right) > 3
    return right.isalpha() and (plural or "counted" in known.get(right, frozenset())) and right not in {"was", "has"}


def year_range(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """1992-95 and 1992-1995 as two years; 2008-09 is no month."""
    if hit.before() in NEVER_YEAR_LEFT or "labelled" in lexicon.lookalikes().get(hit.before(), frozenset()):
        return None
    first, tail = int(hit.word("y")), hit.word("e")
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not first < last <= first + 150:
        return None
    split = hit.match.start("j")
    start = written(hit, periods.year(first), words=(hit.first, split))
    stop = written(hit, periods.year(last), words=(split + 1, hit.last))
    return start, stop


def decade(hit: Hit, scene: Scene) -> Found | None:
    """The 1990s, the '90s."""
    word = hit.word("t")
    digits = "".join(filter(str.isdigit, word))
    if len(digits) == 2 and hit.before(0) != "the" and word[0] not in "'’‘":
        return None
    if len(digits) == 2 and hit.before() in {"his", "her", "their", "my"}:
        return None
    first = int(digits) if len(digits) == 4 else _century_of(int(digits), scene)
    return _decade(hit, first)


def decade_word(hit: Hit, scene: Scene) -> Found | None:
    """The nineties."""
    return _decade(hit, _century_of(int(lexicon.load().value("decade_word", hit.word("t"))), scene))


def _century_of(tens: int, scene: Scene) -> int:
    year = scene.context.reference.year
    base = year - year % 100 + tens
    return base if base <= year else base - 100


def _decade(hit: Hit, first: int) -> Found:
    if first % 100 == 0 and first < 1900:
        return written(hit, periods.century(first // 100 + 1))
    return written(hit, periods.decade(first))


def century(hit: Hit, scene: Scene) -> Found | None:
    """The 19th century; the fifth century BC has a value but no interval."""
    rank = found.ordinal(hit.word("o"))
    if hit.has("b") and lexicon.load().value("era", hit.word("b")) == "BC":
        return Found(hit.first, hit.last, "DATE", f"BC{rank - 1:02}", None, "before the calendar of this timeline")
    return written(hit, periods.century(rank)) if 1 <= rank <= 30 else None


def millennium(hit: Hit, scene: Scene) -> Found | None:
    """The second millennium."""
    return written(hit, periods.millennium(found.ordinal(hit.word("o"))))


def season_year(hit: Hit, scene: Scene) -> Found | None:
    """The summer of 1916, spring 2024, 1982 summer."""
    code = lexicon.load().value("season", hit.word("s"))
    return written(hit, periods.season(int(hit.word("y")), code, south=scene.context.south))


def season_only(hit: Hit, scene: Scene) -> Found | None:
    """The winter, in spring: the nearest one."""
    if not _season_stands(hit):
        return None
    code, south = lexicon.load().value("season", hit.word("s")), scene.context.south
    period, reason = nearest(scene, hit, lambda year: periods.season(year, code, south=south))
    return dated(hit, period, reason, "approximate")


def _season_stands(hit: Hit) -> bool:
    word, left, after = hit.word("s"), hit.before(), hit.after()
    if after == "of" or (word == "fall" and after == "in"):
        return False
    if hit.has("t"):
        return True
    if word == "fall" and left not in {"in", "late", "early", "mid"}:
        return left == "and" and bool(lexicon.load().value("season", hit.before(2)))
    if left in {"and", "or", ",", "to"}:
        return bool(lexicon.load().value("season", hit.before(2)))
    return left in {"in", "by", "during", "until", "since", "early", "late", "mid", "mid-", "through", "-"} or (
        left == "of" and hit.before(2) in {"end", "start", "beginning", "middle", "onset"}
    )


def quarter(hit: Hit, scene: Scene) -> Found | None:
    """The third quarter, of a year or the last one begun."""
    rank = found.ordinal(hit.word("o")) if hit.has("o") else int(hit.word("q"))
    if not 1 <= rank <= 4:
        return None
    if hit.has("y"):
        return written(hit, periods.quarter(int(hit.word("y")), rank))
    return _ranked_part(hit, scene, [periods.quarter(y, rank) for y in _years_near(scene)])


def half(hit: Hit, scene: Scene) -> Found | None:
    """The first half of 2025, of this year."""
    word = hit.word("o") if hit.has("o") else hit.word("q")
    rank = 2 if word == "latter" else found.ordinal(word) if hit.has("o") else int(word)
    if not 1 <= rank <= 2:
        return None
    if hit.has("y"):
        return written(hit, periods.half(int(hit.word("y")), rank))
    return _ranked_part(hit, scene, [periods.half(y, rank) for y in _years_near(scene)])


def _years_near(scene: Scene) -> tuple[int, int, int]:
    year = scene.context.reference.year
    return year - 1, year, year + 1


def _ranked_part(hit: Hit, scene: Scene, candidates: list[Period]) -> Found:
    """The part of last, this or next year that is named, else the last one begun or, in the future, not ended."""
    reference = scene.context.reference
    if hit.has("w"):
        shift = {"last": 0, "previous": 0, "next": 2, "coming": 2}.get(hit.word("w"), 1)
        return dated(hit, candidates[shift], f"counted from {scene.context.reference_name} {reference}")
    tense = scene.tense(hit.first, hit.last)
    begun = [p for p in candidates if p.start.date() <= reference]
    open_ = [p for p in candidates if p.stop.date() > reference]
    period = open_[0] if tense.kind == "future" else begun[-1]
    return dated(hit, period, f"seen from {scene.context.reference_name} {reference}, {tense}")


def year_of_era(hit: Hit, scene: Scene) -> Found | None:
    """49 BC has a value but no interval; AD 79 is a year like any other."""
    year = int(hit.word("n").replace(",", ""))
    era = lexicon.load().value("era", hit.word("b"))
    if hit.word("b") in {"ad", "ce", "bc", "bce"} and not hit.words.text[hit.match.start("b")].isupper():
        return None
    return written(hit, periods.year(calendar_year(year) if era == "BC" else year))


def month_of_era(hit: Hit, scene: Scene) -> Found | None:
    """August 480 BC, the spring of 480 BC."""
    year = int(hit.word("n"))
    year = calendar_year(year) if lexicon.load().value("era", hit.word("b")) == "BC" else year
    if hit.has("s"):
        return written(hit, periods.season(year, lexicon.load().value("season", hit.word("s"))))
    return written(hit, periods.month(year, month_number(hit.word("m"))))


def years_of_era(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """499-493 BC, 27 BC to 14 AD is not one of these."""
    if lexicon.load().value("era", hit.word("b")) != "BC":
        return None
    first, last = int(hit.word("f")), int(hit.word("n"))
    if first <= last:
        return None
    split = hit.match.start("j")
    return (
        written(hit, periods.year(calendar_year(first)), words=(hit.first, split)),
        written(hit, periods.year(calendar_year(last)), words=(split + 1, hit.last)),
    )


def fiscal_year(hit: Hit, scene: Scene) -> Found | None:
    """Fiscal 2024, read as the calendar year."""
    year = int(hit.word("y"))
    return dated(hit, periods.year(year), "a fiscal year, read as the calendar year", "approximate")


def short_year(hit: Hit, scene: Scene) -> Found | None:
    """'99, in the century nearest to the reference."""
    digits = int(hit.word("y")[1:])
    if hit.before() not in {"in", "of", "since", "by", "until", "from", "to", "the", "called", "during"}:
        return None
    year = _century_of(digits, scene)
    return dated(hit, periods.year(year), f"the year '{digits:02} last gone by")


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
    Rule("month:m ( comma|'of' )? year:y", month_year),
    Rule("month:m", month_only),
    Rule("'the'? year:y dash|slash:j year|yy:e", year_range),
    Rule("( 'the'? 'year' )? year:y", year_only),
    Rule("'the'? decade:t", decade),
    Rule("'the' decade_word:t", decade_word),
    Rule("'the'? ordinal|nth:o dash? 'century' era:b?", century),
    Rule("'the'? ordinal|nth:o 'millennium'", millennium),
    Rule("'the'? season:s ( 'of' )? year:y", season_year),
    Rule("year:y season:s", season_year),
    Rule("'the':t? season:s", season_only),
    Rule("'the'? 'fiscal'? ordinal|nth:o dash? 'quarter' ( 'of' year:y )?", quarter),
    Rule("'the'? ordinal|nth:o dash? 'quarter' 'of' 'the'|'this'|'last'|'next':w 'year'", quarter),
    Rule("'q' monthnumber:q ( 'of' )? year:y", quarter),
    Rule("'q' monthnumber:q", quarter),
    Rule("'the'? ordinal|'latter':o 'half' 'of' ( 'fiscal' )? year:y", half),
    Rule("'the'? ordinal|'latter':o 'half' 'of' 'the'|'this'|'last'|'next':w 'year'", half),
    Rule("'h' monthnumber:q ( 'of' )? year:y", half),
    Rule("( 'about'|'around'|'c.' )? number:n era:b", year_of_era),
    Rule("month:m comma? number:n era:b", month_of_era),
    Rule("'the'? season:s 'of'? number:n era:b", month_of_era),
    Rule("number:f dash|'to'|'and':j number:n era:b", years_of_era),
    Rule("'ad'|'a.d.':b number:n", year_of_era),
    Rule("'the'? 'fiscal' 'year'? year:y", fiscal_year),
    Rule("'fy' year:y", fiscal_year),
    Rule("apostrophe_year:y", short_year),
    Rule("'the' nth:d", nth_of_month),
)
