"""Which time expressions may date an event: those of its own clause, not those of another clause of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from geo.events.clauses import Clauses
from geo.events.groups import FINITE
from geo.events.scene import SAID, Scene
from geo.events.speech import covering
from geo.events.triggers import Candidate
from geo.model import Dating

OLD = 30  # days
RELATIVE = frozenset({"who", "which", "where", "that", "whose", "whom"})


def own(scene: Scene, candidate: Candidate, datings: Sequence[Dating], published: date | None) -> tuple[Dating, ...]:
    """The datings without those of the same sentence that another clause keeps for itself."""
    here = scene.clauses.sentence.index
    inner = [d for d in datings if d.sentence == here and _stands_in(scene.clauses, candidate, d)]
    if inner:
        return tuple(inner)
    fresh = published is not None and _is_fresh(scene.clauses, candidate)
    return tuple(
        d for d in datings
        if (_may_date(scene, candidate, d, published) if d.sentence == here else not (fresh and _is_old(d, published)))
    )  # fmt: skip


def _stands_in(clauses: Clauses, candidate: Candidate, dating: Dating) -> bool:
    """Whether a date is part of the event noun's own group: "the 2009 murder", "Saturday's vote"."""
    position = clauses.position(dating.span)
    return candidate.noun >= 0 and position >= 0 and clauses.noun_at[position] == candidate.noun


def _is_fresh(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether an event is news by its form, so that a date told long before is not its own: "has asked", "says"."""
    told = candidate.told_by
    if told < 0 or clauses.verbs[told].form != "present":
        return candidate.trigger.type in SAID
    return True


def _is_old(dating: Dating, published: date | None) -> bool:
    return (
        published is not None and dating.when is not None and dating.when.stop.date() < published - timedelta(days=OLD)
    )


def _may_date(scene: Scene, candidate: Candidate, dating: Dating, published: date | None) -> bool:
    clauses = scene.clauses
    position = clauses.position(dating.span)
    if position < 0:
        return True
    if not _is_of_its_noun(scene, candidate, position):
        return False
    if _is_future(dating, published) and _is_past(clauses, candidate):
        return False
    said = covering(scene.speeches, position)
    if (
        said is not None
        and said.verb >= 0
        and said.verb == candidate.verb
        and _has_clause(clauses, said.start, position)
    ):
        return False
    if _is_after_main_verb(clauses, candidate, position):
        return False
    clause = _relative_clause(clauses, position)
    return clause is None or clause[0] <= candidate.position < clause[1]


def _has_clause(clauses: Clauses, start: int, position: int) -> bool:
    """Whether what is said has a verb of its own before the date: "said he would visit on Friday"."""
    return any(v.form in FINITE and start <= v.start < position for v in clauses.verbs)


def _is_of_its_noun(scene: Scene, candidate: Candidate, position: int) -> bool:
    """Whether a date stands in no event noun's group, or in this one's: "the 1995 massacre" is not when a court ruled."""
    noun = scene.clauses.noun_at[position]
    owners = [c for c in scene.candidates if c.noun >= 0 and c.noun == noun]
    return not owners or candidate in owners


def _is_future(dating: Dating, published: date | None) -> bool:
    return published is not None and dating.when is not None and dating.when.start.date() > published


def _is_past(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether the verb's own form says that it is over, so that a coming day cannot be its date: "vowed to ... on Friday"."""
    told = candidate.told_by
    return told >= 0 and clauses.verbs[told].form in {"past", "participle"} and candidate.verb >= 0


def _is_after_main_verb(clauses: Clauses, candidate: Candidate, position: int) -> bool:
    """Whether the main verb stands between a participle and the date: "boys rescued from a cave will leave on Monday"."""
    told = candidate.verb
    if told < 0 or clauses.verbs[told].form != "participle":
        return False
    return any(v.form in FINITE and clauses.verbs[told].stop <= v.start < position for v in clauses.verbs)


def _relative_clause(clauses: Clauses, position: int) -> tuple[int, int] | None:
    """The tokens of the relative clause that a position stands in, None outside: "where troops seized land this summer"."""
    for start in range(position, max(-1, position - 25), -1):
        word = clauses.lower[start]
        if word == "," and start < position:
            return None
        if (word in RELATIVE and start > 0 and clauses.noun_at[start - 1] >= 0) or (
            word in RELATIVE and start > 1 and clauses.lower[start - 1] == ","
        ):
            if not any(v.form in FINITE and start < v.head < position for v in clauses.verbs):
                return None
            stop = next(
                (i for i in range(position, len(clauses.lower)) if clauses.lower[i] in {",", ";", "."}),
                len(clauses.lower),
            )
            return start, stop
    return None
