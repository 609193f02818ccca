"""What the rules are told of the article, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.toponyms.candidates import Candidate
from geo.toponyms.lexicon import Lexicon

LARGE_AREAS = frozenset({"continent", "region", "sea", "water", "river", "mountains", "desert", "peninsula", "island"})


@dataclass(frozen=True)
class Document:
    """What is known of the whole article while its candidates are weighed.

    ``persons`` holds the surnames of its persons, ``datelines`` where the dateline of a line ends, ``listed`` where
    the names of a list with a common type word begin; ``is_tagged`` says whether a tagger has marked names in it.
    """

    lexicon: Lexicon
    persons: frozenset[str]
    datelines: dict[int, int]
    listed: frozenset[tuple[int, int]] = frozenset()
    is_tagged: bool = True

    def words(self, context: str) -> frozenset[str]:
        """The words that make a context: "people", "brand", "thing"."""
        return self.lexicon.contexts[context]


Rule = Callable[[Candidate, Document], float]


def kinds(candidate: Candidate) -> frozenset[str]:
    """The kinds of the best known places of the name."""
    return frozenset(place.kind for place in candidate.places[:3])
