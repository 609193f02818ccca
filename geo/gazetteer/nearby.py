"""The cities nearest to a point, ring by ring of one-degree cells around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

KM_PER_DEGREE = 111.195
Arrays = Mapping[str, NDArray[Any]]


def nearest_rows(arrays: Arrays, lat: float, lon: float, limit: int) -> list[int]:
    """The rows of the ``limit`` cities nearest to a point, nearest first."""
    found: NDArray[Any] = np.empty(0, dtype="i4")
    south, west = min(max(int(np.floor(lat)), -90), 89), int(np.floor(lon))
    for reach in range(181):
        found = np.concatenate([found, *_ring_of_cells(arrays, south, west, reach)])
        distances = distances_km(lat, lon, arrays["lat"][found], arrays["lon"][found])
        # nothing outside the cells that were searched is nearer than their border
        if int((distances <= _safe_km(lat, reach)).sum()) >= limit:
            break
    order = np.lexsort((found, distances))[:limit]
    return [int(row) for row in found[order]]


def distances_km(lat: float, lon: float, lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Great-circle distances in kilometres from a point to others (haversine, a sphere of 6,371 km)."""
    a, b = np.radians(lat), np.radians(lats.astype("f8"))
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons.astype("f8") - lon) / 2) ** 2
    distance: NDArray[np.float64] = 12742.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distance


def _safe_km(lat: float, reach: int) -> float:
    if reach >= 180:
        return float("inf")
    edge = min(abs(lat) + reach + 1, 90.0)
    return reach * KM_PER_DEGREE * max(float(np.cos(np.radians(edge))), 0.0)


def _ring_of_cells(arrays: Arrays, south: int, west: int, reach: int) -> Iterator[NDArray[Any]]:
    """The cities in the cells at ``reach`` cells from the one given; cells wrap around the antimeridian."""
    for row in range(max(south - reach, -90), min(south + reach, 89) + 1):
        whole = abs(row - south) == reach
        if whole:
            wests = range(west - min(reach, 180), west + min(reach, 179) + 1)
        else:
            wests = {west - reach, west + reach} if reach < 180 else {west - 180}  # type: ignore[assignment]
        yield from (_cell(arrays, row, column) for column in wests)


def _cell(arrays: Arrays, south: int, west: int) -> NDArray[Any]:
    cell = (south + 90) * 360 + (west + 180) % 360
    return arrays["near"][arrays["cell"].item(cell) : arrays["cell"].item(cell + 1)]
