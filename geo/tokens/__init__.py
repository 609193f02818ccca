"""The language substrate: words, lemmas, parts of speech, names, and who did what to whom and where.

    sentences → words → features → tags, names → tagged sentences → places and arguments of a trigger

Rules and tables for words and lemmas; small conditional random fields for the rest (``data/models``, trained by
``training/train.py``). A word's features are computed once and shared.
"""

from geo.tokens.labelling import arguments, place_of
from geo.tokens.tagger import tag

__all__ = ["arguments", "place_of", "tag"]
