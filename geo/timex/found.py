"""Building blocks of rules: what a period found becomes, and which of the like-named periods is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from geo.model import Certainty, TimeSpan, TimexType
from geo.timex import landmarks, lexicon
from geo.timex.patterns import Found, Hit
from geo.timex.periods import Period, midnight
from geo.timex.scene import Scene
from geo.timex.tense import Tense
from geo.timex.words import Words

PAST_AGAINST = 4.0  # how much farther a future date counts beside a verb in the past
DONE_AGAINST = 60.0  # the same where the verb stands beside it and is none of saying: "took place on"
NEAR_VERB = 7
FUTURE_AGAINST = 1.9  # how much farther a past date counts beside a verb about the future
STEADY = frozenset(
    {"was", "were", "remained", "stayed", "lasted", "continued", "held", "lived", "stood", "raged", "had", "ruled"}
)
BACK_AGAINST = 1.6  # how much farther a date before the last one told counts
BEYOND = 150.0  # days that a date counts farther for lying after the next one told
BEFORE_TOLD = 3.0  # how much farther a date counts that lies before what it is said to follow
FAR_YEARS = 5
JOINERS = frozenset({"-", "–", "—", "--", "to", "and", "until", "till", "through", "or"})


def span_of(period: Period, certainty: Certainty) -> TimeSpan:
    """The interval of a period."""
    return TimeSpan(period.start, period.stop, period.grain, certainty)


def dated(
    hit: Hit, period: Period, reason: str, certainty: Certainty = "inferred", *, words: tuple[int, int] | None = None
) -> Found:
    """A DATE or TIME that names a period."""
    first, last = words or (hit.first, hit.last)
    kind: TimexType = "TIME" if "T" in period.value else "DATE"
    return Found(first, last, kind, period.value, span_of(period, certainty), reason, period)


def written(hit: Hit, period: Period, *, words: tuple[int, int] | None = None) -> Found:
    """A date that is written out in full."""
    first, last = words or (hit.first, hit.last)
    kind: TimexType = "TIME" if "T" in period.value else "DATE"
    when = span_of(period, "exact")
    return Found(first, last, kind, period.value, when, "written out", period, explicit=True)


def lasting(hit: Hit, value: str, reason: str = "a length of time", when: TimeSpan | None = None) -> Found:
    """A DURATION, with an interval only where it is anchored."""
    return Found(hit.first, hit.last, "DURATION", value, when, reason)


def between(start: date | datetime, stop: date | datetime, grain_of: Period, certainty: Certainty) -> TimeSpan | None:
    """An interval between two days, or None when it would be empty."""
    first = start if isinstance(start, datetime) else midnight(start)
    last = stop if isinstance(stop, datetime) else midnight(stop)
    return TimeSpan(first, last, grain_of.grain, certainty) if first < last else None


def number(hit: Hit, name: str = "n") -> float | None:
    """The number of a part, or None for "several"."""
    word = hit.word(name)
    if not word:
        return None
    if word[0].isdigit():
        return float(word.replace(",", "").rstrip(".")) if word.count(".") < 2 else None
    known = lexicon.load()
    value = known.value("cardinal", word) or known.value("half_dozen", word)
    return float(value) if value else None


def hundreds(hit: Hit) -> float | None:
    """The number of the part ``n`` times its "hundred" ``h``."""
    base = number(hit)
    scale = lexicon.load().value("hundred", hit.word("h"))
    return base * float(scale) if base is not None and scale else base


def ordinal(word: str) -> int:
    """The rank that an ordinal names: "third" and "3rd" are 3."""
    return int(lexicon.load().value("ordinal", word) or "".join(filter(str.isdigit, word)) or 0)


def month_number(word: str) -> int:
    """The month that a word names, 1 to 12."""
    return int(lexicon.load().value("month", word))


def nearest(scene: Scene, hit: Hit, make: Callable[[int], Period]) -> tuple[Period, str]:
    """The period of the nearest year that fits the tense, with the reason; ``make`` makes it for a year."""
    landmark = landmarks.year_of_day(hit)
    if landmark:
        return make(landmark), f"the day known by that name, of {landmark}"
    said = year_beside(scene, hit)
    if said is not None:
        return make(said), f"the year {said} of the same sentence"
    reference = scene.context.reference
    if scene.context.narrative and scene.context.last:
        return _in_story(scene, hit, make)
    if scene.context.last and follows_later(hit):
        return _first_after(scene.context.last, make)
    if goes_on(scene, hit):
        return _in_story(scene, hit, make)
    tense = tense_of(scene, hit)
    candidates = [make(year) for year in (reference.year - 1, reference.year, reference.year + 1)]
    best = min(candidates, key=lambda period: cost(period, reference, tense))
    return best, f"the nearest to {scene.context.reference_name} {reference}, {tense}"


def tense_of(scene: Scene, hit: Hit) -> Tense:
    """The tense beside a date; "until" and "by" before it look ahead, whatever the verb."""
    tense = scene.tense(hit.first, hit.last)
    if tense.kind in {"present", "none"} and _is_attributive(hit):
        return Tense("past", f"the … {hit.after()}", NEAR_VERB + 1)
    ahead = hit.before() in {"until", "till", "by"} and not (tense.cue and tense.cue.split()[-1] in STEADY)
    return Tense("future", hit.before()) if ahead and tense.kind != "future" else tense


def _is_attributive(hit: Hit) -> bool:
    """Whether a date names a happening that was, as in "the Sept. 13 fire", and none that is to be, as a vote."""
    after, text = hit.after(), hit.words.text[hit.last : hit.last + 1]
    noun = bool(text) and text[0].isalpha() and text[0].islower() and len(after) > 3
    return hit.before() == "the" and noun and "ahead" not in lexicon.lookalikes().get(after, frozenset())


def follows_later(hit: Hit) -> bool:
    """Whether "weeks later, on" stands before a date."""
    words, at = hit.words.lower, hit.first
    for skipped in (("on", "in"), (",",), ("later", "afterwards")):
        found = at > 0 and words[at - 1] in skipped
        if not found and skipped[0] == "later":
            return False
        at -= found
    return at > 0 and bool(lexicon.load().value("units", words[at - 1]) or lexicon.load().value("unit", words[at - 1]))


def _first_after(last: Period, make: Callable[[int], Period]) -> tuple[Period, str]:
    year = last.start.year
    best = min(map(make, (year - 1, year, year + 1)), key=lambda made: _after(last, made))
    return best, f"the first after {last.value}, told before"


def _after(last: Period, made: Period) -> float:
    """How far a period lies after one told; a few days before it will do where "six weeks later" was counted."""
    days = (made.stop - last.start) / timedelta(days=1)
    return days if days > 0 else -days * BEFORE_TOLD


def goes_on(scene: Scene, hit: Hit) -> bool:
    """Whether a news text tells a past story here: its last sentence set an old year, and this one goes on from it.

    A month alone does not: "Many recall 4 May 2009. In August a fire killed two" is of the last August.
    """
    last = scene.context.last
    if last is None or scene.context.age > 1 or scene.context.fresh or hit.first > 1:
        return False
    if not hit.has("d"):
        return False
    old = last.start.year < scene.context.published.year and last.grain in {"year", "month", "day"}
    return (
        old
        and (scene.context.published - last.start.date()).days > 300
        and scene.tense(hit.first, hit.last).kind == "past"
    )


def _in_story(scene: Scene, hit: Hit, make: Callable[[int], Period]) -> tuple[Period, str]:
    reference = scene.context.last.start.date() if scene.context.last else scene.context.reference
    candidates = [make(year) for year in range(max(1, reference.year - 1), reference.year + 2)]
    limit = _limit(scene, hit, reference)
    best = min(candidates, key=lambda period: story_cost(period, reference, scene.context.last, limit))
    return best, f"the nearest to the last date told, {reference}"


def _limit(scene: Scene, hit: Hit, reference: date) -> date | None:
    """The next date with a year that the story writes out, if it goes on from the reference."""
    ahead = scene.context.told_after(hit.last) or scene.context.told_next
    return ahead if ahead and reference <= ahead and ahead.year - reference.year <= FAR_YEARS else None


def story_cost(period: Period, reference: date, last: Period | None, limit: date | None) -> float:
    """How far a period lies from the last date of a story; going back costs more, and past the next date most."""
    if last and last.start <= period.start < last.stop:
        return 0.0
    days = (period.start.date() - reference).days
    beyond = BEYOND if limit and period.start.date() > limit else 0.0
    return (days if days >= 0 else -days * BACK_AGAINST) + beyond


def cost(period: Period, reference: date, tense: Tense) -> float:
    """How far a period lies from a day; the direction that the tense speaks against costs more."""
    now = midnight(reference)
    if period.start <= now < period.stop:
        return 0.0
    if period.start > now:
        return (period.start - now) / timedelta(days=1) * _against_future(tense)
    return (now - period.stop) / timedelta(days=1) * (FUTURE_AGAINST if tense.kind == "future" else 1.0)


def _against_future(tense: Tense) -> float:
    if tense.kind != "past":
        return 1.0
    return PAST_AGAINST if is_saying(tense) or tense.distance > NEAR_VERB else DONE_AGAINST


def is_saying(tense: Tense) -> bool:
    """Whether the verb is one of saying."""
    return "reporting" in lexicon.cues().get(tense.cue.split()[-1] if tense.cue else "", frozenset())


def year_beside(scene: Scene, hit: Hit) -> int | None:
    """The year that the sentence gives for a date without one: at the right end of a range, else the one before."""
    ahead = year_ahead(scene.words, hit.last)
    if ahead is not None:
        month = month_number(hit.word("m")) if hit.has("m") else 0
        return ahead[0] - (1 if month > ahead[1] else 0)
    if hit.before(2) == "as" and hit.before() == "of":
        return None
    before = [year for at, year in scene.context.years if at <= hit.first]
    return before[-1] if before else _year_after(scene, hit)


def _year_after(scene: Scene, hit: Hit) -> int | None:
    """In news, the past year of a full date later in the sentence, for a verb that is none of saying."""
    if scene.context.narrative or not hit.has("d"):
        return None
    ahead = scene.context.told_after(hit.last)
    tense = scene.tense(hit.first, hit.last)
    if ahead is None or ahead.year >= scene.context.published.year or tense.kind != "past" or is_saying(tense):
        return None
    return ahead.year


def year_ahead(words: Words, index: int) -> tuple[int, int] | None:
    """The year and month at the right end of a range whose left end stops before ``index``."""
    if index >= len(words) or words.lower[index] not in JOINERS:
        return None
    known = lexicon.load()
    month = 0
    for at in range(index + 1, min(index + 7, len(words))):
        word = words.lower[at]
        if month and len(word) == 4 and word.isdigit():
            return int(word), month
        month = month or int(known.value("month", word) or 0)
        if not (word in {",", "of", "the"} or known.value("month", word) or word.rstrip("stndrh").isdigit()):
            return None
    return None


def any_of(words: Sequence[str], wanted: frozenset[str]) -> bool:
    """Whether one of the words is wanted."""
    return any(word in wanted for word in words)
