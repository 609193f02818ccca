"""Events of an article: one pass over its sentences in reading order, then the merging of what is told again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from geo.events import arguments, setting
from geo.events.causes import with_cause
from geo.events.draft import Draft, confidence
from geo.events.merge import merge
from geo.events.reading import ArgumentsOf, PlaceOf, Stage, read
from geo.events.scene import Narrative
from geo.model import Article, DateChooser, Dating, Event, Resolution, TaggedSentence

LONGEST_QUOTE = 5  # sentences after which a quotation mark that was never closed counts as closed
Item = TypeVar("Item", Resolution, Dating)


def extract(  # noqa: PLR0913 - every stage that it needs is a seam, passed by keyword
    article: Article,
    sentences: Sequence[TaggedSentence],
    resolutions: Sequence[Resolution],
    datings: Sequence[Dating],
    *,
    choose_date: DateChooser,
    place_of: PlaceOf | None = None,
    arguments_of: ArgumentsOf | None = None,
) -> tuple[Event, ...]:
    """The events that an article tells, in reading order; nothing told is an empty tuple.

    ``choose_date`` gives an event its date, given the span of its trigger. ``place_of`` gives for a trigger, its token's
    position in a tagged sentence, the spans that name where it happened, each with its probability; ``arguments_of``
    who did it and to whom, as agent, probability, patient, probability. Without them the rules decide alone.
    """
    told = tuple(tagged.sentence for tagged in sentences)
    dated = _by_sentence((d.sentence, d) for d in datings)
    stage = Stage(article, told, dated, choose_date, place_of, arguments_of, arguments.Spoken(), Narrative())
    named = _by_sentence((r.mention.sentence, r) for r in resolutions)
    drafts: list[Draft] = []
    inside, end = 0, 0
    for tagged in sentences:
        if tagged.tokens:
            goes_on = 0 < inside <= LONGEST_QUOTE and "\n" not in article.text[end : tagged.sentence.span.start]
            found, open_end = read(stage, tagged, named.get(tagged.sentence.index, ()), inside=goes_on)
            inside, end = (inside + 1 if open_end else 0), tagged.sentence.span.stop
            drafts.extend(with_cause(drafts, found))
    return merge([_scored(draft) for draft in setting.backfilled(drafts)])


def _by_sentence(pairs: Iterable[tuple[int, Item]]) -> Mapping[int, tuple[Item, ...]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for sentence, item in pairs:
        found[sentence].append(item)
    return {sentence: tuple(items) for sentence, items in found.items()}


def _scored(draft: Draft) -> Draft:
    return replace(draft, event=replace(draft.event, confidence=confidence(draft)))
