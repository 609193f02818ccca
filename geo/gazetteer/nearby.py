"""The cities nearest to a point, among those in the one-degree cells around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

KM_PER_DEGREE = 111.19  # of a great circle, rounded down
DIAMETER_KM = 12742.0


def nearest_rows(arrays: Arrays, lat: float, lon: float, limit: int) -> list[int]:
    """The rows of the ``limit`` cities nearest to a point, nearest first: the reach of the search doubles until they are in it."""
    reach = 1
    while True:
        found = np.concatenate(list(_within(arrays, lat, lon, reach)))
        distances = distances_km(lat, lon, arrays["lat"][found], arrays["lon"][found])
        if reach > 180 or int((distances <= reach * KM_PER_DEGREE).sum()) >= limit:
            return [int(row) for row in found[np.lexsort((found, distances))[:limit]]]
        reach *= 2


def distances_km(lat: float, lon: float, lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Great-circle distances in kilometres from a point to others (haversine, a sphere of 6,371 km)."""
    a, b = np.radians(lat), np.radians(lats.astype("f8"))
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons.astype("f8") - lon) / 2) ** 2
    distance: NDArray[np.float64] = DIAMETER_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distance


def _within(arrays: Arrays, lat: float, lon: float, reach: int) -> Iterator[NDArray[Any]]:
    """The cities of all cells that come as near as ``reach`` degrees, and of some others."""
    width = _width(lat, reach)
    west, east = math.floor(lon - width) + 180, math.floor(lon + width) + 180
    for south in range(max(math.floor(lat - reach), -90), min(math.floor(lat + reach), 89) + 1):
        row = (south + 90) * 360
        for first, last in _columns(west, east):
            yield arrays["near"][arrays["cell"].item(row + first) : arrays["cell"].item(row + last + 1)]


def _width(lat: float, reach: int) -> float:
    """How many degrees of longitude a circle of ``reach`` degrees is wide on either side: all of them around a pole."""
    if abs(lat) + reach >= 90:
        return 180.0
    return math.degrees(math.asin(math.sin(math.radians(reach)) / math.cos(math.radians(lat))))


def _columns(west: int, east: int) -> tuple[tuple[int, int], ...]:
    """The runs of columns from ``west`` to ``east``, which may lie beyond the antimeridian."""
    if east - west >= 359:
        return ((0, 359),)
    first, last = west % 360, east % 360
    return ((first, last),) if first <= last else ((first, 359), (0, last))
