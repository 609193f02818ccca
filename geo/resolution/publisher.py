"""The publisher prior: a local paper writes of its own state or province, and that decides between namesakes.

It is learned without labels from how several of its articles were resolved, and only used where it is given: for a
collection of one local publisher, never for the world's news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geo.model import Resolution

LOCAL = frozenset({"city", "admin2"})
SURE = 0.6  # confidence from which a resolution teaches
FEWEST = 3  # articles from which something can be learned
LEAST = 0.2  # share of the articles from which a region counts


@dataclass(frozen=True, slots=True)
class Prior:
    """How much of a publisher's news is of each first-level region: a share of its articles, 0 to 1.

    >>> Prior().of("US", "OH")
    0.0
    """

    regions: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def of(self, country: str, admin1: str) -> float:
        """The share of the articles that write of a region."""
        return self.regions.get((country, admin1), 0.0)


def learn(articles: Iterable[Sequence[Resolution]]) -> Prior:
    """The prior of a publisher from the resolutions of its articles; empty for fewer than three articles.

    Each article counts once for each region in which one of its towns or counties surely lies.
    """
    homes = [_homes(resolutions) for resolutions in articles]
    if len(homes) < FEWEST:
        return Prior()
    counts = Counter(region for regions in homes for region in regions)
    shares = {region: count / len(homes) for region, count in counts.items()}
    return Prior({region: share for region, share in sorted(shares.items()) if share >= LEAST})


def _homes(resolutions: Sequence[Resolution]) -> frozenset[tuple[str, str]]:
    sure = (each.place for each in resolutions if each.place is not None and each.confidence >= SURE)
    return frozenset((place.country, place.admin1) for place in sure if place.kind in LOCAL and place.admin1)
