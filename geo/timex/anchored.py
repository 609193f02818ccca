"""Dates counted from a happening: two weeks after the Oct. 7 attack, a week after the coup, the day before the vote."""

from __future__ import annotations

from datetime import date, timedelta

from geo.model import Certainty
from geo.timex import feasts, found, landmarks, lexicon, periods
from geo.timex.durations import LENGTH_LEFT, Length, length_of, value_of
from geo.timex.found import dated, month_number, ordinal
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import Period
from geo.timex.scene import Scene
from geo.timex.weekdays import chosen_day

STEM = 5  # letters in which the noun of an event and the word that told it agree: attack, attacked
SAME_STORY = 120  # days of a history within which "the fall" is the one told before
ARTICLES = frozenset({"the", "his", "her", "its", "their", "that", "this", "a", "an"})
BACKWARD = frozenset({"before", "prior"})


def from_date(hit: Hit, scene: Scene) -> Found | None:
    """Two weeks after the Oct. 7 attack, a month before 3 May."""
    length = _length(hit)
    if length is None:
        return None
    month, day = month_number(hit.word("m")), ordinal(hit.word("d"))
    if hit.has("y"):
        base = date(int(hit.word("y")), month, day)
    else:
        base = found.nearest(scene, hit, lambda year: periods.day(date(year, month, day)))[0].start.date()
    return _counted(hit, length, base, f"{base}", hit.last)


def from_weekday(hit: Hit, scene: Scene) -> Found | None:
    """Two days after Friday's attack."""
    length = _length(hit)
    number = int(lexicon.load().value("weekday", hit.word("v")))
    if length is None:
        return None
    base, _ = chosen_day(hit, scene, number)
    return _counted(hit, length, base, f"{base}", hit.last)


def from_year(hit: Hit, scene: Scene) -> Found | None:
    """Two years after the 2014 referendum."""
    length = _length(hit)
    if length is None or length.count is None or length.unit not in {"Y", "DE"}:
        return None
    year = int(hit.word("y")) + round(_signed(hit, length.count) * periods.MONTHS_OF[length.unit] / 12)
    return dated(hit, periods.year(year), f"{length.words} from {hit.word('y')}", "approximate")


def from_event(hit: Hit, scene: Scene) -> Found | None:
    """A week after the coup, when the coup is dated in the text; else a mere length."""
    length = _length(hit)
    if length is None:
        return None
    feast = _feast(hit, scene)
    if feast:
        return _counted(hit, length, feast[0], f"{feast[0]}", feast[1])
    noun = hit.after(1) if hit.after() in ARTICLES else hit.after()
    index = hit.last + (hit.after() in ARTICLES)
    base = told_day(noun, scene) if hit.after() in ARTICLES else None
    if base is None:
        return _bare(hit, length)
    return _counted(hit, length, base, f"{noun!r}, told on {base}", index + 1)


def _feast(hit: Hit, scene: Scene) -> tuple[date, int] | None:
    """The named day right after the hit ("two days before Christmas"), with the word after it."""
    known = feasts.names(scene.letters, scene.context.countries)
    for first, stop, rule in feasts.hits(hit.words, known, (hit.last, hit.last + 1)):
        day = feasts.named_day(hit.words, first, stop, rule, scene)
        return (day.period.start.date(), day.last) if day and day.period else None
    return None


def day_from_event(hit: Hit, scene: Scene) -> Found | None:
    """The day after the attack."""
    index = hit.last + (hit.after() in ARTICLES)
    noun = hit.after(index - hit.last)
    base = told_day(noun, scene) if "".join(hit.words.text[index : index + 1]).islower() else None
    if base is None:
        return None
    day = base + timedelta(days=-1 if hit.word("w") in BACKWARD else 1)
    return dated(
        hit, periods.day(day), f"the day {hit.word('w')} {noun!r}, told on {base}", words=(hit.first, index + 1)
    )


def told_day(noun: str, scene: Scene) -> date | None:
    """The day of the last sentence before that tells a happening of this name."""
    if len(noun) < 4:
        return None
    last = scene.context.last
    for words, day in reversed(scene.context.events):
        if scene.context.narrative and last and abs((day - last.start.date()).days) > SAME_STORY:
            return None
        if any(word[:STEM] == noun[:STEM] and abs(len(word) - len(noun)) < 4 for word in words):
            return day
    return None


def _length(hit: Hit) -> Length | None:
    length = length_of(hit)
    return length if length and length.unit != "S" else None


def _bare(hit: Hit, length: Length) -> Found | None:
    stop = hit.match.end("u")
    if hit.has("a") and length.unit in {"S", "MIN", "NI"} and hit.before() not in LENGTH_LEFT:
        return None
    return Found(hit.first, stop, "DURATION", value_of(length), None, "a length of time")


def _signed(hit: Hit, count: float) -> float:
    return -count if hit.word("w") in BACKWARD else count


def _counted(hit: Hit, length: Length, base: date, anchor: str, last: int) -> Found | None:
    if length.count is None:
        return Found(hit.first, hit.match.end("u"), "DURATION", value_of(length), None, "how long is not told")
    day = periods.add(base, _signed(hit, length.count), length.unit)
    unit = "M" if length.unit in {"M", "Y", "DE", "CE"} and length.count > 12 else "D"
    period: Period = periods.of_unit(day, unit)
    sure: Certainty = "inferred" if length.unit == "D" and not hit.has("q") else "approximate"
    return dated(hit, period, f"{length.words} {hit.word('w')} {anchor}", sure, words=(hit.first, last))


def week_of_day(hit: Hit, scene: Scene) -> Found | None:
    """The week of April 8, the weekend of 13 April 2013."""
    month, day = month_number(hit.word("m")), ordinal(hit.word("d"))
    if hit.has("y"):
        base = date(int(hit.word("y")), month, day)
    else:
        base = found.nearest(scene, hit, lambda year: periods.day(date(year, month, day)))[0].start.date()
    return dated(hit, periods.of_unit(base, lexicon.load().value("unit", hit.word("u"))), f"the one that holds {base}")


def day_of_war(hit: Hit, scene: Scene) -> Found | None:
    """Day 980 of the war, the 980th day of the invasion."""
    number = ordinal(hit.word("k")) if hit.has("k") else int(hit.word("n").replace(",", "") or 0)
    day = landmarks.war_day(number, hit.word("w"), scene.context.topic, scene.context.published)
    return dated(hit, periods.day(day), "counted from the first day of the war") if day else None


COUNTED = "( approx:q )? {length} unit|units:u 'after'|'before'|'following'|'prior':w ( 'to' )?"
RULES = (
    Rule(f"{COUNTED} ( 'the'|'his'|'her'|'its'|'their' )? month:m day:d ( comma? year:y )?", from_date),
    Rule(f"{COUNTED} ( 'the'|'his'|'her'|'its'|'their' )? day:d month:m ( comma? year:y )?", from_date),
    Rule(f"{COUNTED} ( 'the'|'last' )? weekday:v", from_weekday),
    Rule("{length} unit|units:u 'from':w weekday:v", from_weekday),
    Rule(f"{COUNTED} ( 'the' )? year:y", from_year),
    Rule(COUNTED, from_event),
    Rule("'the' 'day' 'after'|'before':w", day_from_event),
    Rule(
        "'the' 'week'|'weekend':u 'of'|'beginning'|'starting' ( weekday comma? )? month:m day:d ( comma? year:y )?",
        week_of_day,
    ),
    Rule("'the' 'week'|'weekend':u 'of'|'beginning'|'starting' day:d month:m ( comma? year:y )?", week_of_day),
    Rule(
        "'day' number:n 'of' 'the'|'russia'|'putin'|'its' 'full'? dash? 'scale'? 'war'|'invasion'|'conflict'|'offensive':w",
        day_of_war,
    ),
    Rule(
        "'the'? nth:k 'day' 'of' 'the'|'its' 'full'? dash? 'scale'? 'war'|'invasion'|'conflict'|'offensive':w",
        day_of_war,
    ),
)
