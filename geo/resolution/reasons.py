"""Why a sense was chosen, in words that the user reads."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Place
from geo.resolution.lexicon import tables
from geo.resolution.names import WHOLES, lies_in
from geo.resolution.ranking import COMPANY, Ranked
from geo.resolution.shapes import distance_km

TELLS = 0.3  # logits by which a feature must favour the winner to be told
MOST = 2  # reasons that are told
CLOSE_KM = 300.0
ALIKE = "the best known of several places alike"


def reason(ranked: Ranked, company: Sequence[Place]) -> str:
    """What decided: where the winner's evidence is furthest above the runner-up's.

    ``company`` holds the places that the names around it were taken for: the nearest is told by name.
    """
    if len(ranked.places) == 1:
        return "the only place known by this name"
    first, second = ranked.features[0], ranked.features[1]
    gains = {feature: value - second.get(feature, 0.0) for feature, value in first.items()}
    gained = sorted((feature for feature in gains if gains[feature] > TELLS), key=lambda each: (-gains[each], each))
    told = [feature for feature in gained if feature not in COMPANY or feature == _nearest(gained)]
    return "; ".join(_told(feature, ranked, company) for feature in told[:MOST]) or ALIKE


def _nearest(gained: Sequence[str]) -> str:
    """The feature of company that says most: one is told for all."""
    return next((feature for feature in gained if feature in COMPANY), "")


def _told(feature: str, ranked: Ranked, company: Sequence[Place]) -> str:
    place = ranked.places[0]
    if feature == "contained":
        whole = next((whole for whole in ranked.name.outer if lies_in(place, whole)), None)
        return f"it lies in {whole.name}, named beside it" if whole else tables().words[feature]
    near = _near(place, company) if feature == "proximity" else ""
    return near or tables().words[feature]


def _near(place: Place, company: Sequence[Place]) -> str:
    """What of the article lies in it, near it, or around it; "" where nothing of it does."""
    others = [other for other in company if other.id != place.id]
    if place.kind in WHOLES:
        part = next((other for other in others if lies_in(other, place)), None)
        return f"{part.name}, which the article names too, lies in it" if part else ""
    points = (other for other in others if other.kind not in WHOLES)
    near = min(points, key=lambda other: distance_km(place, other), default=None)
    if near is not None and distance_km(place, near) < CLOSE_KM:
        return f"near {near.name}, which the article names too"
    whole = next((other for other in others if lies_in(place, other)), None)
    return f"it lies in {whole.name}, which the article names too" if whole else ""
