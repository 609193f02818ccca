"""The part of a place that lies in a compass direction: cut from its shape, or a smaller circle within its own."""

from __future__ import annotations

import math
from dataclasses import replace

from geo.gazetteer.nearby import KM_PER_DEGREE
from geo.model import Place

# Unit steps to the north and to the east.
STEPS: dict[str, tuple[float, float]] = {
    "north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1), "centre": (0, 0),
    "north-east": (0.7071, 0.7071), "north-west": (0.7071, -0.7071),
    "south-east": (-0.7071, 0.7071), "south-west": (-0.7071, -0.7071),
}  # fmt: skip
SHIFT = 0.45  # of the whole's radius, from its centre to that of a part
SHARE = 0.5  # of the whole's radius, for a part's


def part(whole: Place, direction: str) -> Place:
    """The part of ``whole`` that lies in ``direction``."""
    north, east = STEPS[direction]
    step = SHIFT * whole.radius_km / KM_PER_DEGREE
    lat = max(min(whole.lat + north * step, 90.0), -90.0)
    lon = whole.lon + east * step / max(math.cos(math.radians(lat)), 0.05)
    return replace(
        whole, id=f"part:{whole.country or whole.id}:{direction}", kind="part", lat=round(lat, 4), lon=round(lon, 4), radius_km=whole.radius_km * SHARE, population=0,
    )  # fmt: skip
