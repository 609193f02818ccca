"""Events of an article: one pass over its sentences in reading order, then the merging of what is told again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.events import arguments, quantities, setting, speech, spots, status, triggers, when, where
from geo.events.clauses import Clauses
from geo.events.draft import Draft, confidence, is_speech_verb, worth_keeping
from geo.events.merge import merge
from geo.events.scene import SAID, Narrative, Scene
from geo.events.speech import Speech
from geo.events.triggers import Candidate
from geo.model import (
    Article,
    DateChooser,
    Dating,
    Event,
    EventDate,
    EventPlace,
    Quantity,
    Resolution,
    Sentence,
    Span,
    Status,
    TaggedSentence,
)

PlaceOf = Callable[[TaggedSentence, int], Sequence[float]]
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
    narrative: Narrative


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
        article,
        tuple(t.sentence for t in sentences),
        tuple(datings),
        choose_date,
        place_of,
        arguments.Spoken(),
        Narrative(),
    )
    named: dict[int, list[Resolution]] = {}
    for resolution in resolutions:
        named.setdefault(resolution.mention.sentence, []).append(resolution)
    drafts: list[Draft] = []
    inside = False
    for tagged in sentences:
        if tagged.tokens:
            found, inside = read_sentence(stage, tagged, named.get(tagged.sentence.index, []), inside=inside)
            drafts.extend(_with_cause(drafts, found))
    return merge(setting.backfilled(drafts))


def read_sentence(
    stage: Stage, tagged: TaggedSentence, names: Sequence[Resolution], *, inside: bool
) -> tuple[list[Draft], bool]:
    """The drafts of one sentence, and whether it ends within a quotation."""
    clauses = Clauses(tagged, stage.narrative.heads)
    stage.narrative.heads = clauses.heads()
    places = spots.find(clauses, names)
    speeches = speech.find(clauses)
    named = spots.named(places)
    dated = [d.span for d in stage.datings if d.sentence == tagged.sentence.index]
    candidates = tuple(
        c for c in triggers.find(clauses, named) if not any(clauses.tokens[c.position].span.overlaps(s) for s in dated)
    )
    quoted, inside = speech.quoted(clauses, inside=inside)
    counted = quantities.find(clauses)
    found: list[Draft] = []
    for candidate in candidates:
        likely = stage.place_of(tagged, candidate.position) if stage.place_of else ()
        scene = Scene(clauses, places, speeches, candidates, stage.narrative, likely)
        draft = _draft(stage, scene, candidate, names, counted, in_quotes=quoted[candidate.position])
        found.extend((draft, *setting.elsewhere(scene, draft)))
    kept = [d for d in found if worth_keeping(d, _others(found, d))]
    if not kept and (plain := triggers.plain(clauses, named)) is not None:
        scene = Scene(clauses, places, speeches, (plain,), stage.narrative)
        bare = _draft(stage, scene, plain, names, counted, in_quotes=quoted[plain.position])
        kept = [bare] if worth_keeping(bare, 0) else []
    stage.spoken.note(*arguments.main_subject(clauses, names, stage.spoken))
    setting.advance(
        stage.narrative, Scene(clauses, places, speeches, candidates, stage.narrative), kept, stage.article.published
    )
    return setting.share(kept), inside


def _others(found: Sequence[Draft], draft: Draft) -> int:
    rest = [d for d in found if d is not draft and d.candidate.told_by >= 0]
    return sum(d.candidate.trigger.type not in SAID and worth_keeping(d, 0) for d in rest)


def _draft(
    stage: Stage,
    scene: Scene,
    candidate: Candidate,
    names: Sequence[Resolution],
    counted: Sequence[Quantity],
    *,
    in_quotes: bool,
) -> Draft:
    clauses = scene.clauses
    verdict = status.judge(clauses, candidate, scene.speeches)
    said = speech.covering(scene.speeches, candidate.position)
    actor, target = arguments.find(clauses, candidate, names, stage.spoken)
    trigger = clauses.span(candidate.start, candidate.stop)
    chosen = _when(stage, scene, candidate, trigger, verdict)
    counts = _of_candidate(scene, candidate, counted)
    event = Event(
        sentence=clauses.sentence.index,
        type=candidate.trigger.type,
        trigger=trigger,
        where=_placeless_rate(where.locate(scene, candidate, verdict.status), counts),
        when=_dateless_rate(chosen, counts),
        mode=candidate.trigger.mode,
        actor=actor,
        target=target,
        quantities=counts,
        status=_in_time(stage, verdict.status, chosen),
        cue=verdict.cue,
        speaker=_speaker(stage, clauses, said, candidate, names),
    )
    draft = Draft(event, candidate, clauses, verdict, said, in_quotes)
    if not clauses.is_aside(candidate.told_by):
        stage.spoken.note(actor, draft.named)
    return replace(draft, event=replace(event, confidence=confidence(draft)))


def _when(stage: Stage, scene: Scene, candidate: Candidate, trigger: Span, verdict: status.Verdict) -> EventDate:
    """The chosen date, the dates of other clauses left out; a purpose ("sent to train") has its cause's date."""
    own = when.own(scene, candidate, stage.datings, stage.article.published)
    judged: Status = "happened" if verdict.cue == "to" else verdict.status
    reporting = is_speech_verb(candidate, scene.clauses)
    return stage.choose_date(stage.article, stage.sentences, own, trigger, reporting=reporting, status=judged)


def _dateless_rate(chosen: EventDate, counts: Sequence[Quantity]) -> EventDate:
    """A rate ("1,200 a day") without a date of its own has none."""
    if chosen.basis == "stated" or not any(q.per for q in counts):
        return chosen
    return EventDate(None, None, "none", "a rate has no date of its own", 0.5)


def _placeless_rate(found: EventPlace, counts: Sequence[Quantity]) -> EventPlace:
    """A rate ("1,200 a day") is not of the place that the story last set."""
    return where.NOWHERE if found.role == "narrative" and any(q.per for q in counts) else found


def _in_time(stage: Stage, judged: Status, chosen: EventDate) -> Status:
    """A plain statement about a day after publication is a plan: "Voters go to the polls on Tuesday"."""
    published = stage.article.published
    told = chosen.when if chosen.basis == "stated" else None
    later = published is not None and told is not None and told.start.date() > published
    return "planned" if judged == "happened" and later else judged


def _speaker(
    stage: Stage, clauses: Clauses, said: Speech | None, candidate: Candidate, names: Sequence[Resolution]
) -> str:
    if said is None or said.verb == candidate.verb:
        return ""
    who = arguments.participant(clauses, said.speaker, names, stage.spoken)
    return who.text if who is not None else ""


def _of_candidate(scene: Scene, candidate: Candidate, counted: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities that are nearer to this candidate than to any other of the sentence."""
    mine = []
    for quantity in counted:
        position = scene.clauses.position(quantity.span)
        nearest = min(scene.candidates, key=lambda c: (c.trigger.type in SAID, abs(c.position - position)))
        if nearest == candidate:
            mine.append(quantity)
    return tuple(mine)


def _with_cause(earlier: Sequence[Draft], found: Sequence[Draft]) -> list[Draft]:
    """Deaths and damage take the type of what caused them; told beside their cause they are its numbers."""
    drafts = [d for d in found if d.event.mode != "casualties"]
    cause = next((i for i, d in enumerate(drafts) if d.event.type in CAUSES and not _is_time(d)), -1)
    for draft in found:
        if draft.event.mode != "casualties":
            continue
        if cause >= 0:
            drafts[cause] = _with_numbers(drafts[cause], draft)
        else:
            cause = len(drafts) if not draft.placed else -1
            drafts.append(_typed(draft, earlier))
    return [_blast(d, earlier) for d in drafts]


def _is_time(draft: Draft) -> bool:
    """Whether an event noun only tells since when: "79 have died since the outbreak of the war"."""
    noun = draft.candidate.noun
    return noun >= 0 and draft.clauses.nouns[noun].before in {"since", "before", "until"}


def _blast(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """A blast is an attack where the story tells of one, else an accident."""
    if draft.event.mode != "blast" or not any(d.event.type == "assault" for d in earlier):
        return draft
    return replace(draft, event=replace(draft.event, type="assault"))


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
    kind = (
        cause.event.type
        if cause is not None
        else "health"
        if draft.lemma in {"die", "death", "perish", "succumb"}
        else "assault"
    )
    return replace(draft, event=replace(draft.event, type=kind))
