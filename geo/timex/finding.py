"""From sentences to datings: the rules run over each sentence, left to right, with what was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.model import Article, Dating, Sentence, Span
from geo.timex import eras, feasts, hours, modifiers, narrative, ranges, speech, tense
from geo.timex.found import FAR_YEARS
from geo.timex.grammar import grammar
from geo.timex.patterns import Found, Hit
from geo.timex.periods import Period
from geo.timex.scene import DAY_GRAINS, Context, Scene
from geo.timex.words import Words, split

NOWHERE = (
    date(2001, 2, 14),
    date(1987, 9, 5),
)  # two days of different weeks, months and years: what differs is relative
PEEK = 200  # days that a date lies beyond the next one when it only looks ahead
LEADING = 1  # a date so early in its sentence sets the story's year: "In 1790,"
MEMORY = 30  # sentences that tell a day, among which "the coup" is looked for
NEAR_DAYS = 8  # days of one sentence that its words are told apart by
LONGEST = 120  # words of a sentence that are remembered
BASES = {"dateline": "the dateline", "newest date in the text": "the newest date in the text"}
UNKNOWN = "no publication date is known to count it from: give one"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words."""

    sentence: Sentence
    words: Words


def find(article: Article, sentences: Sequence[Sentence], *, countries: tuple[str, ...] = ()) -> tuple[Dating, ...]:
    """Date every time expression, in reading order, spans disjoint and inside their sentences.

    Relative dates count from ``article.published``; without it from a full date in the first two sentences, else from
    the newest full date of the text, else they have no interval. Times are civil, in UTC where a zone is named.
    ``countries`` are the ISO 3166-1 alpha-2 codes whose public holidays are known by name too; they need the package
    holidays.

    >>> text = "Blinken said Thursday that troops had left."
    >>> article = Article(text, published=date(2024, 10, 31))
    >>> (dating,) = find(article, [Sentence(0, Span(0, len(text)), text)])
    >>> dating.text, dating.value, dating.reason
    ('Thursday', '2024-10-31', "Thursday on the day of publication 2024-10-31, past tense 'said'")
    """
    letters = grammar().alphabet
    lines = [Line(sentence, split(sentence.text, sentence.span.start, letters)) for sentence in sentences]
    if article.published:
        return _datings(article, lines, article.published, BASES.get(article.published_from, "publication"), countries)
    first, second = (_datings(article, lines, day, "publication", countries) for day in NOWHERE)
    published, basis = stated_publication(first, len(lines))
    if published:
        return _datings(article, lines, published, basis, countries)
    return _absolute(first, second)


def stated_publication(datings: Sequence[Dating], sentences: int) -> tuple[date | None, str]:
    """The publication date that the text itself tells: in its first two sentences, else its newest full date."""
    full = [
        dating
        for dating in datings
        if dating.when and dating.when.certainty == "exact" and dating.reason == "written out"
    ]
    days = [
        (dating.sentence, dating.when.start.date()) for dating in full if dating.when and dating.when.grain == "day"
    ]
    early = [day for index, day in days if index < 2]
    if early:
        return early[0], "the dateline"
    return (max(day for _, day in days), "the newest date in the text") if days and sentences else (None, "")


def _absolute(first: Sequence[Dating], second: Sequence[Dating]) -> tuple[Dating, ...]:
    """The datings that two different publication dates agree about; the others lose their interval."""
    other = {dating.span: dating for dating in second}
    return tuple(_agreed(dating, other.get(dating.span)) for dating in first)


def _agreed(dating: Dating, other: Dating | None) -> Dating:
    if other and (other.value, other.when) == (dating.value, dating.when):
        return replace(dating, reason=dating.reason)
    value = dating.value if dating.type in {"DURATION", "SET"} else "XXXX-XX-XX"
    return replace(dating, value=value, when=None, reason=UNKNOWN)


def _datings(
    article: Article, lines: Sequence[Line], published: date, basis: str, countries: tuple[str, ...]
) -> tuple[Dating, ...]:
    context = Context(
        published,
        basis,
        narrative=narrative.is_history([line.words for line in lines], published),
        dmy=narrative.day_first([line.words for line in lines], article.publisher),
        south=narrative.is_southern([line.words for line in lines]),
        topic=narrative.topic([line.words for line in lines]),
        countries=countries,
    )
    return tuple(dating for line, found in _fold(lines, context) for dating in [_dating(line, found)])


def _dating(line: Line, found: Found) -> Dating:
    start, stop = line.words.starts[found.first], line.words.stop(found.last - 1)
    at = line.sentence.span.start
    text = line.sentence.text[start - at : stop - at]
    return Dating(line.sentence.index, Span(start, stop), text, found.type, found.value, found.when, found.reason)


def _fold(lines: Sequence[Line], context: Context) -> Iterator[tuple[Line, Found]]:
    told = [narrative.told_dates(line.words) for line in lines]
    for line, here, after in zip(lines, told, _ahead(told), strict=True):
        context = replace(context, told_here=here, told_next=after, age=context.age + 1, day_age=context.day_age + 1)
        founds, context = in_sentence(line.words, context)
        for found in founds:
            yield line, eras.rewritten(found)


def _ahead(told: Sequence[tuple[tuple[int, date], ...]]) -> list[date | None]:
    """For each sentence the next date with a year that a later one writes out."""
    result: list[date | None] = []
    following: date | None = None
    for here in reversed(told):
        result.append(following)
        following = here[0][1] if here else following
    return result[::-1]


def in_sentence(words: Words, context: Context) -> tuple[list[Found], Context]:
    """The dates of one sentence, and the context after it."""
    context = replace(context, years=(), fresh=False) if context.years or context.fresh else context
    candidates = _candidates(words, context.countries)
    if not candidates:
        return [], context
    founds, after = _accepted(words, candidates, context, None)
    day = speech.day_of_speech(words, founds)
    if day:
        founds, after = _accepted(words, candidates, context, day)
    founds = hours.timed(founds, words, context)
    bounded = [modifiers.bounded(found, words, context.published) for found in founds]
    ends = ranges.joined(bounded, words, context.published)
    after = _after_times(founds, after)
    days = [found for found in founds if found.period and found.period.grain in DAY_GRAINS]
    return ends, _remembered(after, words, days) if days else after


Candidate = tuple[int, int, int, "Hit | tuple[int, int, feasts.Row]"]


def _candidates(words: Words, countries: tuple[str, ...]) -> list[Candidate]:
    known = grammar()
    found: list[Candidate] = [
        (first, length, number, Hit(words, match)) for first, length, number, match in known.hits(words)
    ]
    for first, stop, rule in feasts.hits(words, feasts.names(known.alphabet, countries)):
        led = first > 0 and words.lower[first - 1] == "the"
        found.append((first - led, first - led - stop, -1, (first, stop, rule)))
    return sorted(found, key=lambda candidate: candidate[:3])


def _accepted(
    words: Words, candidates: Sequence[Candidate], context: Context, quoted: date | None
) -> tuple[list[Found], Context]:
    """The founds of the leftmost, longest candidates whose handlers agree."""
    founds: list[Found] = []
    inside = speech.inside_quotes(words) if quoted else ()
    verbs = tense.verbs(words.lower)
    floor = 0
    for candidate in candidates:
        if candidate[0] < floor:
            continue
        here = replace(context, quoted=quoted) if quoted and inside[candidate[0]] else context
        for found in _read(words, candidate, Scene(here, words, verbs, grammar().alphabet)):
            cut = modifiers.cut(found, words, floor)
            founds.append(cut)
            floor = cut.last
            context = _told(context, cut)
    return founds, context


def _read(words: Words, candidate: Candidate, scene: Scene) -> tuple[Found, ...]:
    _, _, number, what = candidate
    try:
        if isinstance(what, Hit):
            found = grammar().rules[number][1](what, scene)
        else:
            found = feasts.named_day(words, *what, scene)
    except (ValueError, OverflowError):  # 30 February, or beyond the years 1 to 9999: no date
        return ()
    if found is None:
        return ()
    return found if isinstance(found, tuple) else (found,)


def _remembered(context: Context, words: Words, days: Sequence[Found]) -> Context:
    """The context with the words of a sentence that told days, each word with the day nearest to it."""
    told: dict[date, set[str]] = {}
    for index, word in enumerate(words.lower[:LONGEST]):
        if len(word) > 3 and word.isalpha():
            near = min(days[:NEAR_DAYS], key=lambda found: max(found.first - index, index - found.last))
            told.setdefault(near.period.start.date() if near.period else context.published, set()).add(word)
    events = ((frozenset(some), day) for day, some in told.items())
    return replace(context, events=(*context.events[-MEMORY:], *events))


def _told(context: Context, found: Found) -> Context:
    """The context after a date was told."""
    period = found.period
    if period is None or found.aside or _is_aside(context, found, period):
        return context
    years = (*context.years[-2:], (found.first, period.start.year)) if found.explicit else context.years
    if context.fresh and context.last and found.explicit and _holds(period, context.last):
        return replace(context, years=years)
    here = replace(context, last=period, years=years, fresh=True, age=0)
    return _with_day(here, period.start.date()) if period.grain in DAY_GRAINS else here


def _with_day(context: Context, day: date) -> Context:
    """The context after a day was told."""
    return replace(context, last_day=day, day_age=0, past_day=day if day <= context.published else context.past_day)


def _holds(period: Period, last: Period) -> bool:
    return period.grain == "year" and period.start <= last.start and last.stop <= period.stop


def _is_aside(context: Context, found: Found, period: Period) -> bool:
    """Whether a history looks back or ahead for a moment: the next date told goes on from the last one, not from this."""
    if not (context.narrative and context.last and found.explicit):
        return False
    ahead = context.told_after(found.last) or context.told_next
    if ahead is None:
        return False
    this, last = period.start.date(), context.last.start.date()
    if abs(this.year - last.year) > FAR_YEARS:
        return abs(ahead.year - last.year) < abs(ahead.year - this.year)
    peeks = last <= ahead and (this - ahead).days > PEEK
    return peeks or (found.first > LEADING and this.year < last.year <= ahead.year <= last.year + FAR_YEARS)


def _after_times(founds: Sequence[Found], context: Context) -> Context:
    days = [found.period for found in founds if found.period and found.period.grain in DAY_GRAINS and not found.aside]
    return _with_day(context, days[-1].start.date()) if days else context
