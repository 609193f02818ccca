"""Which time expressions may date an event: those of its own clause, not those of another clause of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from geo.events.clauses import Clauses
from geo.events.groups import FINITE
from geo.events.scene import Scene
from geo.events.speech import covering
from geo.events.triggers import Candidate
from geo.model import Dating

RELATIVE = frozenset({"who", "which", "where", "that", "whose", "whom"})


def own(scene: Scene, candidate: Candidate, datings: Sequence[Dating]) -> tuple[Dating, ...]:
    """The datings without those of the same sentence that a relative clause or what is said keeps for itself."""
    here = scene.clauses.sentence.index
    return tuple(d for d in datings if d.sentence != here or _may_date(scene, candidate, d))


def _may_date(scene: Scene, candidate: Candidate, dating: Dating) -> bool:
    clauses = scene.clauses
    position = clauses.position(dating.span)
    if position < 0:
        return True
    said = covering(scene.speeches, position)
    if said is not None and said.verb >= 0 and said.verb == candidate.verb:
        return False
    clause = _relative_clause(clauses, position)
    return clause is None or clause[0] <= candidate.position < clause[1]


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
