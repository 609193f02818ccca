"""What is known when an event is placed: its sentence, who speaks in it, and what the narrative has set so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.events.clauses import Clauses
from geo.events.speech import Speech
from geo.events.spots import Spot
from geo.events.triggers import SAID, Candidate
from geo.model import EventPlace, Place, Span

AT = frozenset({"in", "at", "on", "near", "outside", "off", "inside", "across", "throughout", "around", "along", "over",
                "within", "under", "above", "beside", "between", "through", "amid"})  # fmt: skip

__all__ = ["AT", "SAID", "Narrative", "Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when a candidate is placed: its sentence, its spots, who speaks, and what the narrative has set."""

    clauses: Clauses
    spots: tuple[Spot, ...]
    speeches: tuple[Speech, ...]
    candidates: tuple[Candidate, ...]
    narrative: Narrative
    likely: Sequence[tuple[Span, float]] | None = None


@dataclass(slots=True)
class Narrative:
    """The place that the narrative has set so far, and the dateline; filled in reading order.

    ``main`` is where the lead's event happened, to which a new paragraph returns; ``sites`` are the places of the
    buildings and the like that were spoken of, by their nouns ("mine", "bridge").
    """

    place: EventPlace | None = None
    main: EventPlace | None = None
    town: EventPlace | None = None
    sites: dict[str, EventPlace] = field(default_factory=dict)
    sentence: int = -1
    background: bool = False
    venue: EventPlace | None = None
    heads: frozenset[str] = frozenset()
    dateline: Spot | None = None
    countries: dict[str, Place] = field(default_factory=dict)
