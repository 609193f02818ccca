"""One sentence at a time: from its clauses to the drafts of its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.events import arguments, quantities, setting, speech, spots, status, triggers, when, where
from geo.events.clauses import Clauses
from geo.events.draft import Draft, is_speech_verb, worth_keeping
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

PlaceOf = Callable[[TaggedSentence, int], Sequence[tuple[Span, float]]]
ArgumentsOf = Callable[[TaggedSentence, int], tuple[Span | None, float, Span | None, float]]
LEARNED = frozenset(
    {"assault", "protest", "mobilize", "coerce", "accident", "crime", "disaster", "retreat", "movement"}
)  # the types of event that a place labeller learned from; of others the rules know more
BACK, AHEAD = 10, 4  # sentences around an event among which its date is looked for


@dataclass(frozen=True, slots=True)
class Stage:
    """What every sentence of one article is read with; ``datings`` by sentence."""

    article: Article
    sentences: tuple[Sentence, ...]
    datings: Mapping[int, tuple[Dating, ...]]
    choose_date: DateChooser
    place_of: PlaceOf | None
    arguments_of: ArgumentsOf | None
    spoken: arguments.Spoken
    narrative: Narrative

    def begins_paragraph(self, sentence: Sentence) -> bool:
        """Whether a line break stands before a sentence."""
        before = self.article.text[max(0, sentence.span.start - 3) : sentence.span.start]
        return "\n" in before

    def around(self, index: int) -> tuple[tuple[Sentence, ...], tuple[Dating, ...]]:
        """The sentences near a sentence and their datings: enough to date its events, so that no cost is quadratic."""
        near = self.sentences[max(0, index - BACK) : index + AHEAD]
        return near, tuple(d for s in near for d in self.datings.get(s.index, ()))


def read(
    stage: Stage, tagged: TaggedSentence, names: Sequence[Resolution], *, inside: bool
) -> tuple[list[Draft], bool]:
    """The drafts of one sentence, and whether it ends within a quotation; ``inside`` is whether it begins in one."""
    clauses = Clauses(tagged, stage.narrative.heads)
    stage.narrative.heads = clauses.heads()
    places = spots.find(clauses, names)
    named = spots.named(places)
    setting.note_dateline(stage.narrative, places)
    if tagged.sentence.index and stage.begins_paragraph(tagged.sentence):
        setting.turn(stage.narrative)
    quoted, inside = speech.quoted(clauses, inside=inside)
    candidates = _undated(stage, clauses, triggers.find(clauses, named))
    scene = Scene(clauses, places, speech.find(clauses), candidates, stage.narrative)
    page = Page(stage, tagged, tuple(names), quantities.find(clauses), tuple(quoted))
    kept = _kept([d for c in candidates for d in _everywhere(page, scene, c)])
    if not kept and (plain := triggers.plain(clauses, named)) is not None:
        kept = _kept([_draft(page, replace(scene, candidates=(plain,)), plain)])
    kept = [_twice_read(page, d) for d in kept]
    stage.spoken.note(*arguments.main_subject(clauses, names, stage.spoken))
    setting.advance(stage.narrative, scene, kept, stage.article.published)
    return setting.share(kept), inside


@dataclass(frozen=True, slots=True)
class Page:
    """One sentence with what was found in it before its candidates are told."""

    stage: Stage
    tagged: TaggedSentence
    names: tuple[Resolution, ...]
    counted: tuple[Quantity, ...]
    quoted: tuple[bool, ...]


def _undated(stage: Stage, clauses: Clauses, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that are no part of a time expression: "in March" is no march."""
    dated = [d.span for d in stage.datings.get(clauses.sentence.index, ())]
    return tuple(c for c in candidates if not any(clauses.tokens[c.position].span.overlaps(s) for s in dated))


def _everywhere(page: Page, scene: Scene, candidate: Candidate) -> list[Draft]:
    """The draft of a candidate, and its likes at the other places of a list."""
    asked = candidate.trigger.type in LEARNED and any(spot.literal for spot in scene.spots)
    if page.stage.place_of is not None and asked:
        scene = replace(scene, likely=page.stage.place_of(page.tagged, candidate.position))
    draft = _draft(page, scene, candidate)
    return [draft, *setting.elsewhere(scene, draft)]


def _twice_read(page: Page, draft: Draft) -> Draft:
    """The draft with the participants that a second reader adds to the rules' or is surer of."""
    if page.stage.arguments_of is None or draft.candidate.verb < 0:
        return draft
    agent, sure, patient, certain = page.stage.arguments_of(page.tagged, draft.candidate.position)
    actor = arguments.confirmed(draft.clauses, draft.event.actor, agent, sure, page.names, page.stage.spoken)
    target = arguments.confirmed(draft.clauses, draft.event.target, patient, certain, page.names, page.stage.spoken)
    return replace(draft, event=replace(draft.event, actor=actor, target=target))


def _kept(found: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence that are worth keeping, each beside what the others tell."""
    solid = [
        d for d in found if d.candidate.told_by >= 0 and d.candidate.trigger.type not in SAID and worth_keeping(d, 0)
    ]
    return [d for d in found if worth_keeping(d, len(solid) - any(d is s for s in solid))]


def _draft(page: Page, scene: Scene, candidate: Candidate) -> Draft:
    stage, clauses = page.stage, scene.clauses
    verdict = status.judge(clauses, candidate, scene.speeches)
    said = speech.covering(scene.speeches, candidate.position)
    actor, target = arguments.find(clauses, candidate, page.names, stage.spoken)
    trigger = clauses.span(candidate.start, candidate.stop)
    chosen = _when(stage, scene, candidate, trigger, verdict)
    counts = _of_candidate(scene, candidate, page.counted)
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
        speaker=_speaker(page, clauses, said, candidate),
    )
    draft = Draft(event, candidate, clauses, verdict, said, page.quoted[candidate.position])
    if not clauses.is_aside(candidate.told_by):
        stage.spoken.note(actor, draft.named)
    return draft


def _when(stage: Stage, scene: Scene, candidate: Candidate, trigger: Span, verdict: status.Verdict) -> EventDate:
    """The chosen date, the dates of other clauses left out; a purpose ("sent to train") has its cause's date."""
    sentences, datings = stage.around(scene.clauses.sentence.index)
    own = when.own(scene, candidate, datings, stage.article.published)
    judged: Status = "happened" if verdict.cue == "to" else verdict.status
    reporting = is_speech_verb(candidate, scene.clauses)
    return stage.choose_date(stage.article, sentences, own, trigger, reporting=reporting, status=judged)


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


def _speaker(page: Page, clauses: Clauses, said: Speech | None, candidate: Candidate) -> str:
    if said is None or said.verb == candidate.verb:
        return ""
    who = arguments.participant(clauses, said.speaker, page.names, page.stage.spoken)
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
