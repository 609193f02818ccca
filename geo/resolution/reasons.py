"""Why a sense was chosen, in words that the user reads."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Place
from geo.resolution.lexicon import tables
from geo.resolution.names import lies_in
from geo.resolution.ranking import Ranked
from geo.resolution.shapes import distance_km

TELLS = 0.3  # logits by which a feature must favour the winner to be told
MOST = 2  # reasons that are told
CLOSE_KM = 300.0


def reason(ranked: Ranked, company: Sequence[Place]) -> str:
    """What decided: where the winner's evidence is furthest above the runner-up's.

    ``company`` holds the places that the names around it were taken for: the nearest is told by name.
    """
    if len(ranked.places) == 1:
        return "the only place known by this name"
    first, second = ranked.features[0], ranked.features[1]
    gains = {feature: value - second.get(feature, 0.0) for feature, value in first.items()}
    gained = sorted((feature for feature in gains if gains[feature] > TELLS), key=lambda each: (-gains[each], each))
    return (
        "; ".join(_told(feature, ranked, company) for feature in gained[:MOST])
        or "the best known of several places alike"
    )


def _told(feature: str, ranked: Ranked, company: Sequence[Place]) -> str:
    place = ranked.places[0]
    if feature == "contained":
        whole = next((whole for whole in ranked.name.outer if lies_in(place, whole)), None)
        return f"it lies in {whole.name}, named after it" if whole else tables().words[feature]
    if feature == "proximity":
        near = min(
            (other for other in company if other.id != place.id),
            key=lambda other: distance_km(place, other),
            default=None,
        )
        if near is not None and distance_km(place, near) < CLOSE_KM:
            return f"near {near.name}, which the article names too"
    return tables().words[feature]
