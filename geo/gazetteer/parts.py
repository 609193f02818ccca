"""The part of a place that lies in a compass direction: cut from its shape, or a smaller circle within its own."""

from __future__ import annotations

import math
from dataclasses import replace

from geo.errors import GazetteerError
from geo.gazetteer.nearby import KM_PER_DEGREE
from geo.model import Place

# Unit steps to the east and to the north.
STEPS: dict[str, tuple[float, float]] = {
    "north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0), "centre": (0.0, 0.0),
    "north-east": (math.sqrt(0.5), math.sqrt(0.5)), "north-west": (-math.sqrt(0.5), math.sqrt(0.5)),
    "south-east": (math.sqrt(0.5), -math.sqrt(0.5)), "south-west": (-math.sqrt(0.5), -math.sqrt(0.5)),
}  # fmt: skip
SHIFT, SHARE = 0.45, 0.5  # without a shape: how far the centre moves, and the part's radius, of the whole's radius


def part(whole: Place, direction: str) -> Place:
    """The part of ``whole`` that lies in ``direction``, one of STEPS; GazetteerError for another word.

    >>> kursk = Place("geonames:538560", "Kursk", "city", 51.73, 36.18, 8.0, "RU")
    >>> part(kursk, "north").name, part(kursk, "north").radius_km
    ('northern Kursk', 4.0)
    """
    if direction not in STEPS:
        raise GazetteerError(f"{direction!r} is no direction: give one of {', '.join(STEPS)}.")
    return (_cut(whole, direction) if whole.outline else None) or _shifted(whole, direction)


def part_id(whole: Place, direction: str) -> str:
    """The id of a part: "part:RU:east", "part:geonames:538560:north"."""
    return f"part:{whole.country if whole.kind == 'country' else whole.id}:{direction}"


def adjective(direction: str) -> str:
    """The adjective of a direction.

    >>> adjective("north-east"), adjective("centre")
    ('north-eastern', 'central')
    """
    return "central" if direction == "centre" else f"{direction}ern"


def _named(whole: Place, direction: str) -> Place:
    name = f"{adjective(direction)} {whole.name}"
    return replace(whole, id=part_id(whole, direction), name=name, kind="part", population=0, outline=())


def _shifted(whole: Place, direction: str) -> Place:
    east, north = STEPS[direction]
    step = SHIFT * whole.radius_km / KM_PER_DEGREE
    lat = max(min(whole.lat + north * step, 89.0), -89.0)
    lon = whole.lon + east * step / math.cos(math.radians(lat))
    return replace(
        _named(whole, direction),
        lat=round(lat, 4),
        lon=round((lon + 180) % 360 - 180, 4),
        radius_km=round(max(whole.radius_km * SHARE, 0.1), 1),
    )


def _cut(whole: Place, direction: str) -> Place | None:
    # shapely takes longer to load than the whole index, and only a cut needs it
    from geo.gazetteer.cutting import cut  # noqa: PLC0415

    piece = cut(whole.outline, whole.lat, STEPS[direction])
    if piece is None:
        return None
    named = _named(whole, direction)
    return replace(named, lat=piece.lat, lon=piece.lon, radius_km=piece.radius_km, outline=piece.rings)
