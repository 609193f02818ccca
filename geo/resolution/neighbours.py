"""What to do with a name that no gazetteer knows: it is put near the known place beside it in the text."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import Place, Resolution
from geo.resolution.names import lies_in

UNKNOWN_KM = 15.0  # the radius given to an unknown place near a known one
WINDOW = 80  # mentions to either side among which a neighbour is looked for
SURE = 0.5  # how often the neighbour is the right place, as measured
POINTS = frozenset({"city", "admin2", "facility", "airport", "approximate"})
STANDING_FOR = frozenset({"demonym", "metonym", "anaphor"})


def beside(index: int, found: Sequence[Resolution], outer: Sequence[Place]) -> Resolution:
    """The resolution of an unknown name: approximate, near the place beside it.

    ``outer`` holds the places that the text says it lies in ("Qworrum, Kenya"): a town in one of them is
    preferred, else it is the place itself. Demonyms and anaphors stay unknown, and so does a name alone.
    """
    resolution = found[index]
    neighbour = _neighbour(index, found, outer)
    if neighbour is None or resolution.mention.kind in {"demonym", "anaphor"}:
        return resolution
    place = Place(
        id=f"near:{neighbour.id}:{resolution.mention.name}",
        name=resolution.mention.name,
        kind="approximate",
        lat=neighbour.lat,
        lon=neighbour.lon,
        radius_km=max(UNKNOWN_KM, neighbour.radius_km),
        country=neighbour.country,
        admin1=neighbour.admin1,
    )
    return Resolution(resolution.mention, place, (), SURE, f"approximate, near {neighbour.name}")


def _neighbour(index: int, found: Sequence[Resolution], outer: Sequence[Place]) -> Place | None:
    """The known town or county that stands nearest in the text, else the nearest known place of any kind."""
    near = found[max(0, index - WINDOW) : index + WINDOW]
    known = [(each, each.place) for each in near if each.place is not None and each.mention.kind not in STANDING_FOR]
    inside = [(each, place) for each, place in known if any(lies_in(place, whole) or place == whole for whole in outer)]
    pool = inside or known
    towns = [(each, place) for each, place in pool if place.kind in POINTS]
    nearest = min(towns or pool, key=lambda pair: _gap(pair[0], found[index]), default=None)
    return nearest[1] if nearest else None


def _gap(one: Resolution, other: Resolution) -> tuple[int, int]:
    first, second = one.mention, other.mention
    return abs(first.sentence - second.sentence), abs(first.span.start - second.span.start)
