"""Toponym recognition: the words that name places, each with the rule that found it.

Candidates come from the gazetteer, from words for kinds of place, from the tagger and from words that call what
follows a place. Named rules weigh each of them in its context; the sum says how certain it is that a place is meant.
"""

from geo.toponyms.recognition import recognise

__all__ = ["recognise"]
