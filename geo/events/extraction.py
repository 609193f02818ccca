"""Events of an article: one pass over its sentences in reading order, then the merging of what is told again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.events import arguments, quantities, setting, speech, spots, status, triggers, where
from geo.events.clauses import Clauses
from geo.events.draft import Draft, confidence, is_speech_verb, worth_keeping
from geo.events.merge import merge
from geo.events.speech import Speech
from geo.events.triggers import Candidate
from geo.model import (
    Article,
    DateChooser,
    Dating,
    Event,
    EventDate,
    Quantity,
    Resolution,
    Sentence,
    Status,
    TaggedSentence,
)

PlaceOf = Callable[[TaggedSentence, int], Sequence[float]]
COUNTED = frozenset({"killed", "injured", "missing", "casualties"})
CAUSES = frozenset({"assault", "disaster", "accident", "protest", "crime", "health"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What every sentence of one article is read with."""

    article: Article
    sentences: tuple[Sentence, ...]
    datings: tuple[Dating, ...]
    choose_date: DateChooser
    place_of: PlaceOf | None
    spoken: arguments.Spoken
    narrative: where.Narrative


def extract(
    article: Article,
    sentences: Sequence[TaggedSentence],
    resolutions: Sequence[Resolution],
    datings: Sequence[Dating],
    *,
    choose_date: DateChooser,
    place_of: PlaceOf | None = None,
) -> tuple[Event, ...]:
    """The events that an article tells, in reading order; nothing told is an empty tuple.

    ``choose_date`` gives an event its date, given the span of its trigger. ``place_of`` gives for a trigger (its token's
    position in the tagged sentence) the probability of each token to stand in the name of the place where it happened.
    """
    stage = Stage(
        article, tuple(t.sentence for t in sentences), tuple(datings), choose_date, place_of, arguments.Spoken(), where.Narrative()
    )
    named: dict[int, list[Resolution]] = {}
    for resolution in resolutions:
        named.setdefault(resolution.mention.sentence, []).append(resolution)
    drafts: list[Draft] = []
    inside = False
    for tagged in sentences:
        if tagged.tokens:
            found, inside = _read(stage, tagged, named.get(tagged.sentence.index, []), inside=inside)
            drafts.extend(_with_cause(drafts, found))
    return merge(setting.backfilled(drafts))


def _read(stage: Stage, tagged: TaggedSentence, names: Sequence[Resolution], *, inside: bool) -> tuple[list[Draft], bool]:
    """The drafts of one sentence, and whether it ends within a quotation."""
    clauses = Clauses(tagged)
    places = spots.find(clauses, names)
    speeches = speech.find(clauses)
    literal = frozenset(s.noun for s in places if s.literal)
    candidates = triggers.find(clauses, literal)
    quoted, inside = speech.quoted(clauses, inside=inside)
    counted = quantities.find(clauses)
    found = []
    for candidate in candidates:
        likely = stage.place_of(tagged, candidate.position) if stage.place_of else ()
        scene = where.Scene(clauses, places, speeches, candidates, stage.narrative, likely)
        draft = _draft(stage, scene, candidate, names, counted, in_quotes=quoted[candidate.position])
        found.extend((draft, *setting.elsewhere(scene, draft)))
    kept = [d for d in found if worth_keeping(d, _others(found, d))]
    if not kept and (plain := triggers.plain(clauses)) is not None:
        scene = where.Scene(clauses, places, speeches, (plain,), stage.narrative)
        bare = _draft(stage, scene, plain, names, counted, in_quotes=quoted[plain.position])
        kept = [bare] if worth_keeping(bare, 0) else []
    setting.advance(stage.narrative, clauses, places, kept)
    return setting.share(kept), inside


def _others(found: Sequence[Draft], draft: Draft) -> int:
    return sum(d.candidate.trigger.type not in where.SAID and worth_keeping(d, 0) for d in found if d is not draft)


def _draft(
    stage: Stage, scene: where.Scene, candidate: Candidate, names: Sequence[Resolution], counted: Sequence[Quantity], *, in_quotes: bool
) -> Draft:
    clauses = scene.clauses
    verdict = status.judge(clauses, candidate, scene.speeches)
    said = speech.covering(scene.speeches, candidate.position)
    actor, target = arguments.find(clauses, candidate, names, stage.spoken)
    trigger = clauses.span(candidate.start, candidate.stop)
    reporting = is_speech_verb(candidate, clauses)
    when = stage.choose_date(stage.article, stage.sentences, stage.datings, trigger, reporting=reporting, status=verdict.status)
    event = Event(
        sentence=clauses.sentence.index,
        type=candidate.trigger.type,
        trigger=trigger,
        where=where.locate(scene, candidate),
        when=when,
        mode=candidate.trigger.mode,
        actor=actor,
        target=target,
        quantities=_of_candidate(scene, candidate, counted),
        status=_in_time(stage, verdict.status, when),
        cue=verdict.cue,
        speaker=_speaker(stage, clauses, said, candidate, names),
    )
    draft = Draft(event, candidate, clauses, verdict, said, in_quotes)
    stage.spoken.note(actor, named=draft.named)
    return replace(draft, event=replace(event, confidence=confidence(draft)))


def _in_time(stage: Stage, judged: Status, when: EventDate) -> Status:
    """A plain statement about a day after publication is a plan: "Voters go to the polls on Tuesday"."""
    published = stage.article.published
    later = published is not None and when.when is not None and when.basis == "stated" and when.when.start.date() > published
    return "planned" if judged == "happened" and later else judged


def _speaker(stage: Stage, clauses: Clauses, said: Speech | None, candidate: Candidate, names: Sequence[Resolution]) -> str:
    if said is None or said.verb == candidate.verb:
        return ""
    who = arguments.participant(clauses, said.speaker, names, stage.spoken)
    return who.text if who is not None else ""


def _of_candidate(scene: where.Scene, candidate: Candidate, counted: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities that are nearer to this candidate than to any other of the sentence."""
    mine = []
    for quantity in counted:
        position = scene.clauses.position(quantity.span)
        nearest = min(scene.candidates, key=lambda c: (c.trigger.type in where.SAID, abs(c.position - position)))
        if nearest == candidate:
            mine.append(quantity)
    return tuple(mine)


def _with_cause(earlier: Sequence[Draft], found: Sequence[Draft]) -> list[Draft]:
    """Deaths and damage take the type of what caused them; told beside their cause they are its numbers."""
    causes = [d for d in found if d.event.type in CAUSES and d.event.mode != "casualties"]
    drafts: list[Draft] = []
    for draft in found:
        if draft.event.mode != "casualties":
            drafts.append(draft)
        elif causes:
            causes[0] = _with_numbers(causes[0], draft)
        else:
            drafts.append(_typed(draft, earlier))
    return [next((c for c in causes if c.candidate == d.candidate), d) for d in drafts]


def _with_numbers(cause: Draft, deaths: Draft) -> Draft:
    event = cause.event
    added = (*event.quantities, *(q for q in deaths.event.quantities if q not in event.quantities))
    better = deaths.placed and not cause.placed
    return replace(
        cause,
        event=replace(
            event,
            quantities=added,
            target=event.target or deaths.event.target,
            where=deaths.event.where if better else event.where,
            when=deaths.event.when if deaths.dated and not cause.dated else event.when,
        ),
    )


def _typed(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """The type of deaths without a cause in their sentence: that of the story so far, else by the verb."""
    cause = next((d for d in reversed(earlier) if d.event.type in CAUSES and d.event.status == "happened"), None)
    kind = cause.event.type if cause is not None else "health" if draft.lemma in {"die", "death", "perish", "succumb"} else "assault"
    return replace(draft, event=replace(draft.event, type=kind))
