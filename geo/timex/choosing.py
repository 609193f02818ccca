"""Which date belongs to an event: a pure function of sentences and datings, given the event's trigger.

First the date of the event's own clause; else the last date that the story told; else, for a fresh report, the
publication. A date beside a verb of saying ("said Thursday") dates the saying, and bounds what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from geo.model import Article, Dating, EventDate, Sentence, Span, Status, TimeSpan
from geo.timex import clauses, lexicon, storyline, tense
from geo.timex.clauses import CLOSING, WORD, Offset
from geo.timex.storyline import DAYLIKE, Story

WALL = CLOSING | frozenset({"who", "which", "that", "when", "where", "after", "before", "but", "while", "and",
                  "because", "whose", "since", "until", "as"})  # fmt: skip
WALL_COST = 4
COARSE = {
    "month": 1.0,
    "season": 1.0,
    "quarter": 2.0,
    "year": 5.0,
    "decade": 8.0,
    "century": 9.0,
}  # words that a grain counts
SAME_CLAUSE = 3  # a date so few words from a verb of saying belongs to it
BACK = 8  # sentences over which a story's date holds
AHEAD = 3  # sentences over which a lead looks for its date
FRONTED = 8  # letters before an offset that opens its sentence
LONG = 30  # days over which a statement may follow what was told before it
NOTHING = EventDate(None, None, "none", "no date is told for it", 0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the event's sentence and how far it lies from the trigger.

    ``said`` is whether it stands beside another verb of saying, ``governed`` whether the trigger is its nearest verb.
    """

    dating: Dating
    cost: float
    said: bool
    governed: bool


def choose(
    article: Article,
    sentences: Sequence[Sentence],
    datings: Sequence[Dating],
    trigger: Span,
    *,
    reporting: bool,
    status: Status,
) -> EventDate:
    """The date of the event that ``trigger`` tells; ``reporting`` is whether the trigger is a verb of saying.

    >>> from geo.timex import find
    >>> text = "Blinken said Thursday that troops had arrived on Monday."
    >>> article, sentence = Article(text, published=date(2024, 10, 31)), Sentence(0, Span(0, len(text)), text)
    >>> datings, arrived = find(article, [sentence]), Span(39, 46)
    >>> chosen = choose(article, [sentence], datings, arrived, reporting=False, status="happened")
    >>> chosen.when.start.date().isoformat(), chosen.basis
    ('2024-10-28', 'stated')
    """
    here = next((s for s in sentences if s.span.start <= trigger.start < s.span.stop), None)
    if here is None:
        return NOTHING
    told = storyline.story(article, sentences, datings)
    own = _own(told, here, trigger)
    chosen = (
        _by_offset(told, here, trigger, status)
        or _stated(own, reporting=reporting)
        or (_since_told(own, article.published) if reporting else _reported(own, status))
        or _from_story(told, here, reporting=reporting or _is_perfect(here, trigger), status=status)
        or _from_publication(article, reporting=reporting, status=status)
    )
    return _clipped(chosen, article.published, status)


def _own(told: Story, here: Sentence, trigger: Span) -> list[Candidate]:
    """The dates of the event's sentence but those of other clauses, best first."""
    away = [offset.clause for offset in clauses.offsets(here) if not offset.clause.covers(trigger)]
    near = [d for d in told.datings if d.sentence == here.index and not any(clause.covers(d.span) for clause in away)]
    return _ranked(here, [d for d in near if not _is_elsewhere(told, here, d, trigger)], trigger)


def _is_elsewhere(told: Story, here: Sentence, dating: Dating, trigger: Span) -> bool:
    """Whether an old date stands in a relative clause that the event is outside of."""
    clause = clauses.relative(here, dating.span)
    return clause is not None and not clause.overlaps(trigger) and not told.is_recent(dating)


def _by_offset(told: Story, here: Sentence, trigger: Span, status: Status) -> EventDate | None:
    """The date of what an offset counts from ("a day after rebels took the fort"), or of what it counts to."""
    for offset in clauses.offsets(here):
        inside = [d for d in told.datings if d.sentence == here.index and offset.clause.covers(d.span)]
        if offset.clause.covers(trigger):
            return None if inside else _counted_back(told, here, offset, status)
        outside = [d for d in told.datings if d.sentence == here.index and d not in inside]
        if inside and not outside and inside[0].when:
            return _reckoned(here, offset, inside[0], offset.forth(inside[0].when))
    return None


def _counted_back(told: Story, here: Sentence, offset: Offset, status: Status) -> EventDate | None:
    own = [d for d in told.datings if d.sentence == here.index and d.when]
    outside = [d for d in own if not offset.clause.covers(d.span)]
    left = [d for d in outside if d.span.start < offset.span.stop and _is_same_speech(here, d, offset)]
    main = left[-1] if left else outside[0] if outside and offset.span.start - here.span.start < FRONTED else None
    if main is not None and main.when is not None:
        return _reckoned(here, offset, main, offset.back(main.when))
    story = _from_story(told, here, reporting=False, status=status)
    story = story or _from_publication(told.article, reporting=False, status=status)
    if story.when is None:
        return None
    words = offset.span.of(told.article.text)
    return replace(story, when=offset.back(story.when), reason=f"{words!r} counted back: {story.reason}")


def _is_same_speech(here: Sentence, dating: Dating, offset: Offset) -> bool:
    """Whether no "that" parts a date from the offset, as in "said Monday that he left a day after the vote"."""
    between = here.text[dating.span.stop - here.span.start : max(0, offset.span.start - here.span.start)]
    return "that" not in WORD.findall(between.lower())


def _reckoned(here: Sentence, offset: Offset, dating: Dating, when: TimeSpan) -> EventDate:
    words = Span(offset.span.start - here.span.start, offset.span.stop - here.span.start).of(here.text)
    return EventDate(when, dating.span, "stated", f"{words!r} counted with {dating.text}: {dating.reason}", 0.75)


def _clipped(chosen: EventDate, published: date | None, status: Status) -> EventDate:
    """What has happened did so before the end of the publication's day: "this year" ends there."""
    if published is None or chosen.when is None or status in {"planned", "possible"}:
        return chosen
    now = datetime.combine(published, time()) + timedelta(days=1)
    if not chosen.when.start < now < chosen.when.stop:
        return chosen
    return replace(chosen, when=replace(chosen.when, stop=now))


def _ranked(here: Sentence, datings: Sequence[Dating], trigger: Span) -> list[Candidate]:
    found = [
        Candidate(
            dating,
            _cost(here, dating, trigger) + (0.0 if _is_beside(here, dating, trigger) else _coarseness(dating)),
            said=_is_said(here, dating, trigger),
            governed=_is_governed(here, dating, trigger),
        )
        for dating in datings
    ]
    return sorted(found, key=lambda candidate: candidate.cost)


def _is_governed(here: Sentence, dating: Dating, trigger: Span) -> bool:
    """Whether the verb nearest to a date is the trigger, or there is none."""
    words = clauses.words_of(here)
    first = sum(word.start < dating.span.start for word in words)
    last = sum(word.start < dating.span.stop for word in words)
    near = tense.nearest(clauses.verbs_of(here), first, last)
    told = {word.text for word in words if trigger.start <= word.start < trigger.stop}
    return not near.cue or bool(told & set(near.cue.split()))


def _is_beside(here: Sentence, dating: Dating, trigger: Span) -> bool:
    """Whether a date follows the trigger with nothing but "in" between: "crimes committed in 2012"."""
    between = here.text[trigger.stop - here.span.start : max(0, dating.span.start - here.span.start)]
    return trigger.stop <= dating.span.start and between.strip() in {"", "in", "during", "since"}


def _coarseness(dating: Dating) -> float:
    return COARSE.get(dating.when.grain, 0.0) if dating.when else 0.0


def _cost(here: Sentence, dating: Dating, trigger: Span) -> float:
    """Words between a date and a trigger, each clause border counting as several."""
    first, last = sorted((dating.span, trigger))
    base = here.span.start
    words = WORD.findall(here.text[max(0, first.stop - base) : max(0, last.start - base)].lower())
    opening = dating.span.start - base < 4 or here.text[: dating.span.start - base].strip().lower() in {
        "on",
        "in",
        "by",
    }
    walls = 0 if opening else sum(word in WALL for word in words)
    return (
        (len(words) if not opening else min(len(words), 4)) + WALL_COST * walls + (0.5 if dating.span < trigger else 0)
    )


def _is_said(here: Sentence, dating: Dating, trigger: Span) -> bool:
    """Whether the date stands beside a verb of saying that is not the trigger."""
    base = here.span.start
    before = here.text[: dating.span.start - base]
    after = here.text[dating.span.stop - base :]
    left = list(WORD.finditer(before[-60:]))[-SAME_CLAUSE:]
    right = list(WORD.finditer(after[:30]))[:1]
    offset = dating.span.start - min(60, len(before))
    near = [(m.group().lower(), offset + m.start()) for m in left]
    near += [(m.group().lower(), dating.span.stop + m.start()) for m in right]
    cues = lexicon.cues()
    stop = max((i for i, (word, _) in enumerate(near[: len(left)]) if word in WALL), default=-1)
    return any(
        "reporting" in cues.get(word, frozenset()) and not trigger.start <= at < trigger.stop
        for i, (word, at) in enumerate(near)
        if i > stop
    )


def _stated(own: Sequence[Candidate], *, reporting: bool) -> EventDate | None:
    fits = [c for c in own if not c.said or reporting]
    if reporting:
        fits = [c for c in fits if c.governed]
    if not fits:
        return None
    best = fits[0]
    confidence = max(0.5, 0.95 - 0.03 * best.cost)
    return EventDate(
        best.dating.when,
        best.dating.span,
        "stated",
        f"told in its sentence: {best.dating.reason}",
        round(confidence, 2),
    )


def _reported(own: Sequence[Candidate], status: Status) -> EventDate | None:
    """The day of the report, which bounds what it tells."""
    if not own or status in {"planned", "possible"}:
        return None
    dating = own[0].dating
    when = replace(dating.when, certainty="approximate") if dating.when else None
    return EventDate(when, dating.span, "report", f"the day on which it was reported: {dating.reason}", 0.6)


def _is_perfect(here: Sentence, trigger: Span) -> bool:
    """Whether the trigger is a perfect, as in "thousands have fled", which reaches up to the publication."""
    text = here.text[max(0, trigger.start - here.span.start - 14) : trigger.stop - here.span.start].lower()
    return bool({"have", "has"} & set(WORD.findall(text)))


def _since_told(own: Sequence[Candidate], published: date | None) -> EventDate | None:
    """A statement about something dated was made between then and the publication."""
    dating = next((c.dating for c in own if _has_come(c.dating, published)), None)
    if dating is None or dating.when is None or published is None:
        return None
    when = _until_now(dating.when, published)
    return (
        EventDate(when, dating.span, "narrative", f"said after what it tells of: {dating.reason}", 0.5)
        if when
        else None
    )


def _until_now(when: TimeSpan, published: date) -> TimeSpan | None:
    """From a date up to the publication, when that is no long time."""
    now = datetime.combine(published, time()) + timedelta(days=1)
    short = timedelta(0) < now - when.start <= timedelta(days=LONG)
    return replace(when, stop=now, certainty="approximate") if short else None


def _from_story(told: Story, here: Sentence, *, reporting: bool, status: Status) -> EventDate | None:
    """The last date that the story told before, or the first after a lead without one."""
    if status in {"planned", "possible"}:
        return None
    dating = _story_date(told, here, reporting=reporting)
    if dating is None or dating.when is None:
        return None
    before = dating.sentence < here.index
    when = replace(dating.when, certainty="approximate")
    if reporting and told.article.published and before:
        until = _until_now(dating.when, told.article.published)
        if until is None and told.is_news():
            return None
        when = until or when
    distance = abs(dating.sentence - here.index)
    where = f"the date told {distance} sentence{'s' * (distance > 1)} {'before' if before else 'after'} it"
    return EventDate(
        when, dating.span, "narrative", f"{where}: {dating.reason}", round(max(0.3, 0.65 - 0.04 * distance), 2)
    )


def _story_date(told: Story, here: Sentence, *, reporting: bool) -> Dating | None:
    tellable = [d for d in told.datings if d.when and d.when.grain in DAYLIKE and told.has_come(d)]
    before = [d for d in tellable if here.index - BACK <= d.sentence < here.index]
    if before:
        return _last(before) if reporting else _carried_on(told, here, before)
    after = [d for d in tellable if here.index < d.sentence <= here.index + AHEAD and told.is_recent(d)]
    return next(iter([*told.main_line(after), *after]), None)


def _carried_on(told: Story, here: Sentence, before: Sequence[Dating]) -> Dating:
    """The date that an undated event goes on from: the last of its paragraph, else the last of the main line.

    What came after the story's main day is left out: a new paragraph goes back to what the story is about.
    """
    beginning = told.paragraph(here)
    same = [d for d in before if d.span.start >= beginning]
    if same:
        last = [d for d in same if d.sentence == same[-1].sentence]
        return [*last, *(d for d in last if not told.is_said(d) and not _is_aside(told, d))][-1]
    line, main = told.main_line(before[-storyline.MOST :]), told.main()
    if main is None:
        return [*before, *line][-1]
    return [main, *(d for d in line if _start(d).date() <= _start(main).date())][-1]


def _is_aside(told: Story, dating: Dating) -> bool:
    return clauses.relative(told.sentences[dating.sentence], dating.span) is not None


def _last(before: Sequence[Dating]) -> Dating:
    """For a statement the latest day told, since reports go on from the freshest."""
    days = [dating for dating in before if dating.when and dating.when.grain not in {"week", "weekend"}]
    return max(days, key=_start) if days else before[-1]


def _start(dating: Dating) -> datetime:
    return dating.when.start if dating.when else datetime(1, 1, 1)


def _has_come(dating: Dating, published: date | None) -> bool:
    if dating.when is None or dating.when.open_start:
        return False
    return published is None or dating.when.start.date() <= published


def _from_publication(article: Article, *, reporting: bool, status: Status) -> EventDate:
    if article.published is None:
        return EventDate(None, None, "none", "no date is told, and no publication date is known: give one", 0.0)
    day = datetime.combine(article.published, time())
    if status in {"planned", "possible"} and not reporting:
        when = TimeSpan(day, day + timedelta(days=30), "day", "vague", open_stop=True)
        return EventDate(when, None, "publication", f"some time after publication on {article.published}", 0.3)
    when = TimeSpan(day - timedelta(days=1), day + timedelta(days=1), "day", "approximate")
    return EventDate(
        when, None, "publication", f"no date is told, so about the publication on {article.published}", 0.45
    )
