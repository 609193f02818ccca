"""Events: who did what to whom, where, when, and how sure that is.

    tagged sentences → clauses → triggers → status, participants, quantities, place, date → merging → events

Words stand in ``data/events/*.csv``: the types, the triggers that tell them, the cues of their status. Rules over noun
groups and verb groups do the rest, each giving its reason.
"""

from geo.events.extraction import extract
from geo.events.ontology import EventType, types

__all__ = ["EventType", "extract", "types"]
