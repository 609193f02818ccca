"""Deaths and damage: the numbers of what caused them, or events of the type that the story tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geo.events import ontology
from geo.events.draft import Draft

CAUSES = frozenset({"assault", "disaster", "accident", "protest", "crime", "health"})
DEADLY = CAUSES - {"protest"}
NEAR = 2  # sentences within which the last cause told is meant, not the one told most often
REMEMBERED = 60  # drafts back to which a story's cause is looked for


def with_cause(earlier: Sequence[Draft], found: Sequence[Draft]) -> list[Draft]:
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
    if draft.event.mode != "blast" or not any(d.event.type == "assault" for d in earlier[-REMEMBERED:]):
        return draft
    return replace(draft, event=replace(draft.event, type="assault"))


def _with_numbers(cause: Draft, deaths: Draft) -> Draft:
    event = cause.event
    added = (*event.quantities, *(q for q in deaths.event.quantities if q not in event.quantities))
    rate = any(q.per for q in deaths.event.quantities)  # has neither a date nor a place of its own
    better = (deaths.placed or rate) and not cause.placed
    return replace(
        cause,
        event=replace(
            event,
            quantities=added,
            target=event.target or deaths.event.target,
            where=deaths.event.where if better else event.where,
            when=deaths.event.when if (deaths.dated or rate) and not cause.dated else event.when,
        ),
    )


def _typed(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """The type of deaths without a cause in their sentence: the last one told near by, else the story's, else by the verb."""
    causes = [d for d in earlier[-REMEMBERED:] if d.event.status == "happened" and d.event.type in DEADLY]
    near = [d for d in causes if draft.event.sentence - d.event.sentence <= NEAR]
    told = Counter(d.event.type for d in near[-1:] or causes)
    by_verb = "health" if draft.lemma in ontology.words("lists", "natural death") else "assault"
    likely = told.most_common(1)[0][0] if told else by_verb
    return replace(draft, event=replace(draft.event, type=likely))
