"""How a story's setting moves: the place the narrative sets, places that events share, places told later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.events import ontology, where
from geo.events.draft import Draft
from geo.events.groups import NOMINAL
from geo.events.scene import AT, SAID, Narrative, Scene
from geo.events.speech import covering
from geo.events.spots import Spot, lies_in
from geo.model import EventPlace

SPLITTING = frozenset({"place", "target"})
VIOLENT = frozenset({"assault", "crime", "coerce", "protest", "accident", "disaster", "health", "aid"})
LONG_PAST = 180  # days
PASSING = frozenset({"movement", "aid", "mobilize", "retreat", "consult"})
LEAD = 4  # sentences in which a story says exactly where it is set
AHEAD = 3  # sentences within which a story that has not been set yet may be set


def elsewhere(scene: Scene, draft: Draft) -> list[Draft]:
    """The same event at the other places of a list: "protests in Lyon, Nice and Paris" are three."""
    chosen = next((s for s in scene.spots if s.resolution.mention.span == draft.event.where.span), None)
    if (
        chosen is None
        or chosen.noun < 0
        or draft.event.where.role not in SPLITTING
        or chosen.noun == draft.candidate.noun
    ):
        return []
    others = [s for s in _listed(scene, chosen) if s.literal and s.noun != chosen.noun]
    return [_at(draft, spot) for spot in others if spot.place.kind == chosen.place.kind]


def _listed(scene: Scene, chosen: Spot) -> list[Spot]:
    """The spots that follow a spot in a list: "in Lyon, Nice and Paris"."""
    found, last = [], chosen
    for spot in scene.spots:
        if spot.start <= chosen.start:
            continue
        between = set(scene.clauses.lower[last.stop : spot.start])
        if not between or not between <= {",", "and", "or", "in", "the", "province", "provinces", "city"}:
            break
        found.append(spot)
        last = spot
    joined = scene.clauses.lower[chosen.stop : last.start]
    return found if "and" in joined or "or" in joined else []


def _at(draft: Draft, spot: Spot) -> Draft:
    known = draft.event.where
    place = EventPlace(
        spot.place,
        spot.resolution.mention.span,
        known.role,
        where.precision(spot.place),
        known.reason,
        known.confidence,
    )
    return replace(draft, event=replace(draft.event, where=place))


def share(drafts: list[Draft]) -> list[Draft]:
    """An event without a place in its clause takes that of the sentence's other event, before the narrative's."""
    own = [
        d
        for d in drafts
        if (d.placed or d.event.where.role == "site") and d.candidate.trigger.type not in SAID and not _is_relative(d)
    ]
    if not own:
        return drafts
    return [_beside(d, own) if _may_share(d) else d for d in drafts]


def _is_relative(draft: Draft) -> bool:
    """Whether a relative clause tells an event, or no verb at all: its place is not that of the main clause."""
    told = draft.candidate.told_by
    if told < 0:
        return True
    verb = draft.clauses.verbs[told]
    if verb.form == "infinitive" and told and draft.clauses.verbs[told - 1].stop == verb.start:
        told -= 1  # "which was to carry supplies"
    start = draft.clauses.verbs[told].start
    if start == 0:
        return False
    reduced = draft.clauses.verbs[told].form in {"gerund", "participle"} and draft.clauses.tags[start - 1] in NOMINAL
    return reduced or draft.clauses.lower[start - 1] in {"who", "which", "that"}


def _may_share(draft: Draft) -> bool:
    settled = draft.event.where.role in {"jurisdiction", "site"}
    return not draft.placed and draft.candidate.trigger.type not in SAID and not settled


def _beside(draft: Draft, own: Sequence[Draft]) -> Draft:
    nearest = min(own, key=lambda d: abs(d.candidate.position - draft.candidate.position))
    known = nearest.event.where
    reason = f"told in one breath with “{nearest.clauses.text(nearest.candidate.start, nearest.candidate.stop)}”"
    shared = EventPlace(known.place, known.span, "shared", known.precision, reason, known.confidence * 0.8)
    return replace(draft, event=replace(draft.event, where=shared))


def advance(story: Narrative, scene: Scene, kept: Sequence[Draft], published: date | None) -> None:
    """Let the narrative know where this sentence was set."""
    spots = scene.spots
    for spot in spots:
        if spot.literal and spot.place.kind == "city" and spot.resolution.mention.kind != "dateline":
            story.town = _of_spot(spot)
        if spot.place.kind == "country":
            story.countries[spot.place.country] = spot.place
    for draft in kept:
        if draft.event.where.role == "venue" and draft.placed:
            story.venue = draft.event.where
    told = [d for d in kept if d.placed and d.candidate.trigger.type not in SAID and d.event.status != "possible"]
    if told:
        leading = max(told, key=_leads)
        _settle(story, leading.event.where, scene, background=_is_background(leading, published))
        _note_main(story, leading, background=story.background)
        _note_sites(story, scene)
        return
    spoken = {d.event.where.span for d in kept if d.candidate.trigger.type in SAID and story.place is not None}
    spoken |= {d.event.where.span for d in kept if d.event.where.role == "venue"}
    free = [s for s in spots if _sets(s) and not _is_unreal(scene, s) and s.resolution.mention.span not in spoken]
    if free:
        reason = f"the sentence is set in “{free[0].resolution.mention.text}”"
        span = free[0].resolution.mention.span
        place = EventPlace(free[0].place, span, "setting", where.precision(free[0].place), reason, 0.4)
        _settle(story, place, scene, background=any(_is_background(d, published) for d in kept))
    _note_sites(story, scene)


def _leads(draft: Draft) -> tuple[bool, bool]:
    """How much an event of a sentence sets the scene: what happens there before who passes through, and no mere noun."""
    stays = draft.event.type not in PASSING and draft.event.where.role not in {"origin", "destination"}
    return draft.candidate.told_by >= 0 and not draft.definite, stays


def _note_main(story: Narrative, draft: Draft, *, background: bool) -> None:
    """Note where the lead's event happened, more exactly where the next sentences tell it."""
    place, main = draft.event.where, story.main
    if place.place is None or background or draft.event.status == "planned":
        return
    early = draft.event.sentence <= LEAD and draft.event.type not in PASSING
    if (
        main is None
        or main.place is None
        or (early and place.place.id != main.place.id and lies_in(place.place, main.place))
    ):
        story.main = place


def turn(story: Narrative) -> None:
    """Begin a new paragraph: the story is again where its main event is, else at its dateline."""
    if story.main is None and story.dateline is not None and story.place is not None:
        story.main = replace(_of_spot(story.dateline), role="narrative")
    if story.main is not None:
        story.place, story.background = story.main, False


def _note_sites(story: Narrative, scene: Scene) -> None:
    """Remember where the buildings and the like of a sentence are: "the Lenin mine in Shakhtinsk"."""
    clauses, known = scene.clauses, ontology.words("lists", "site")
    for group in clauses.nouns:
        lemma = clauses.lemmas[group.head]
        if lemma not in known or (lemma in story.sites and clauses.lower[group.start] not in {"a", "an"}):
            continue
        spot = next((s for s in scene.spots if s.literal and group.start <= s.lead <= group.stop), None)
        named = spot is not None and not spot.residence
        place = _of_spot(spot) if named and spot is not None else story.place
        if place is not None:
            story.sites[lemma] = place


def _of_spot(spot: Spot) -> EventPlace:
    span = spot.resolution.mention.span
    return EventPlace(spot.place, span, "site", where.precision(spot.place), "", spot.resolution.confidence * 0.8)


def _settle(story: Narrative, place: EventPlace, scene: Scene, *, background: bool) -> None:
    """Move the story, unless it only looks back at something long past."""
    if background and story.place is not None and not story.background:
        return
    story.place, story.sentence, story.background = place, scene.clauses.sentence.index, background


def _is_background(draft: Draft, published: date | None) -> bool:
    """Whether an event is long past when the article appears."""
    told = draft.event.when.when
    return published is not None and told is not None and told.stop.date() < published - timedelta(days=LONG_PAST)


def note_dateline(story: Narrative, spots: Sequence[Spot]) -> None:
    """Remember the dateline as soon as it is read."""
    for spot in spots:
        if spot.resolution.mention.kind == "dateline" and story.dateline is None:
            story.dateline = spot


def _sets(spot: Spot) -> bool:
    """Whether a place that no event claims still sets the scene: it is literal and led by "in", "at", "near" ..."""
    return spot.literal and spot.preposition in AT and not spot.residence and spot.resolution.mention.kind != "dateline"


def _is_unreal(scene: Scene, spot: Spot) -> bool:
    """Whether a place stands in what is only warned of, demanded, hoped or denied."""
    said = covering(scene.speeches, spot.start)
    return said is not None and said.kind in {"warn", "demand", "hope", "deny"}


def backfilled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those before the story's first place with that place when it is told at once."""
    return [_from_later(draft, drafts[i + 1 : i + 9]) if _is_open(draft) else draft for i, draft in enumerate(drafts)]


def _is_open(draft: Draft) -> bool:
    return (
        draft.event.where.place is None
        and draft.candidate.trigger.type not in SAID
        and draft.event.status != "possible"
    )


def _akin(draft: Draft, other: Draft) -> bool:
    """Whether two events may be of one story, so that the place of the later one is that of the earlier one."""
    types = {draft.event.type, other.event.type}
    return len(types) == 1 or types <= VIOLENT


def _from_later(draft: Draft, later: Sequence[Draft]) -> Draft:
    for other in later:
        if other.event.sentence - draft.event.sentence > AHEAD:
            break
        if other.placed and _akin(draft, other):
            known = other.event.where
            name = known.place.name if known.place else ""
            place = EventPlace(
                known.place,
                known.span,
                "narrative",
                known.precision,
                f"the story goes on in {name}",
                known.confidence * 0.6,
            )
            return replace(draft, event=replace(draft.event, where=place))
    return draft
