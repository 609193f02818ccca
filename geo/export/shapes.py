"""Where rows lie, as geometries in the axis order of GeoJSON: a point, or an area that is never drawn as a point.

An area is its outline where one is known, else a circle of its radius. Coordinates are degrees with five decimals (a
metre), longitude first; outer rings run counter-clockwise (RFC 7946), and what crosses the antimeridian is cut there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, isfinite, pi, radians, sin
from typing import TYPE_CHECKING, Any, TypeVar

from geo.model import AREA_KINDS

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
U = TypeVar("U")
Position = tuple[float, float]
Box = tuple[float, float, float, float]
Rings = tuple[tuple[Position, ...], ...]
CORNERS_OF_A_CIRCLE = 48
EARTH_KM = 6371.0088
DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """A point (``polygons`` empty) or polygons, each an outer ring and its holes; positions are (lon, lat)."""

    point: Position
    polygons: tuple[Rings, ...] = ()

    @property
    def type(self) -> str:
        """The name of its geometry: Point, Polygon or MultiPolygon."""
        return ("Point", "Polygon", "MultiPolygon")[min(len(self.polygons), 2)]

    @property
    def mapping(self) -> dict[str, Any]:
        """The geometry as GeoJSON has it."""
        coordinates = {"Point": self.point, "Polygon": self.polygons[:1], "MultiPolygon": self.polygons}[self.type]
        return {"type": self.type, "coordinates": coordinates[0] if self.type == "Polygon" else coordinates}


def written(table: pd.DataFrame, write: Callable[[Shape], T], missing: U) -> list[T | U]:
    """Each row's geometry as ``write`` writes it, ``missing`` where the row is not located; each place once."""
    known: dict[tuple[Any, ...], T] = {}
    columns = (table[name].tolist() for name in ("lat", "lon", "kind", "radius_km", "outline"))
    return [_once(known, row, write) if _is_located(row[0], row[1]) else missing for row in zip(*columns, strict=True)]


def wkb(drawn: Shape) -> bytes:
    """The geometry as well-known binary, little-endian, longitude first."""
    import shapely  # noqa: PLC0415 - 0.1 s that formats without shapes need not wait for

    content: bytes = shapely.to_wkb(shapely.geometry.shape(drawn.mapping), byte_order=1)
    return content


def bounds(drawn: Shape) -> Box:
    """West, south, east and north; an area cut at the antimeridian reaches from -180 to 180."""
    corners = [position for rings in drawn.polygons for position in rings[0]] or [drawn.point]
    lons, lats = zip(*corners, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def joined(boxes: Iterable[Box]) -> Box | None:
    """The bounds of all; None of none."""
    columns = list(zip(*boxes, strict=True))
    return (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])) if columns else None


def _once(known: dict[tuple[Any, ...], T], row: tuple[Any, ...], write: Callable[[Shape], T]) -> T:
    key = (*row[:4], id(row[4]))  # an outline is too long to hash for every row; the table keeps it alive
    if key not in known:
        known[key] = write(shape(*row))
    return known[key]


def _is_located(lat: Any, lon: Any) -> bool:
    return _is_number(lat) and _is_number(lon)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and isfinite(value)


def shape(lat: float, lon: float, kind: Any = "", radius_km: float = 0.0, outline: Any = None) -> Shape:
    """The geometry of a place.

    >>> shape(51.73733, 36.18735, "city", 12.0).mapping
    {'type': 'Point', 'coordinates': (36.18735, 51.73733)}
    >>> shape(-18.0, 178.0, "country", 300.0).type
    'MultiPolygon'
    """
    at = (_turned(lon), max(-90.0, min(90.0, round(lat, DECIMALS))))
    has_outline = hasattr(outline, "__len__") and len(outline) > 0
    if not has_outline and not (kind in AREA_KINDS and _is_number(radius_km) and radius_km > 0):
        return Shape(at)
    rings = outline if has_outline else [circle(lat, lon, radius_km)]
    return Shape(at, _polygons(rings))


def circle(lat: float, lon: float, radius_km: float) -> list[Position]:
    """A circle on the globe as (lat, lon) corners, clockwise; at most a hemisphere.

    >>> [round(max(axis) - min(axis), 1) for axis in zip(*circle(0.0, 0.0, 111.2))]
    [2.0, 2.0]
    """
    turn = [2 * pi * corner / CORNERS_OF_A_CIRCLE for corner in range(CORNERS_OF_A_CIRCLE)]
    return [_beyond(radians(lat), radians(lon), min(radius_km / EARTH_KM, 1.57), bearing) for bearing in turn]


def _beyond(lat: float, lon: float, arc: float, bearing: float) -> Position:
    there = asin(max(-1.0, min(1.0, sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(bearing))))
    east = atan2(sin(bearing) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(there))
    return degrees(there), degrees(lon + east)


def _turned(lon: float) -> float:
    return round(lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180, DECIMALS)


def _polygons(outline: Iterable[Sequence[Any]]) -> tuple[Rings, ...]:
    """Rings of (lat, lon) as polygons, cut where they cross the antimeridian."""
    import shapely  # noqa: PLC0415 - 0.1 s that formats without shapes need not wait for
    from shapely.geometry.polygon import orient  # noqa: PLC0415 - as above

    rings = [_unwrapped([(float(lat), float(lon)) for lat, lon in ring]) for ring in outline if len(ring) > 2]
    area = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])
    worlds = [(shapely.box(west, -90, west + 360, 90), west + 180) for west in (-900, -540, -180, 180, 540)]
    cut = [shapely.transform(area.intersection(world), lambda xy, by=by: xy - (by, 0)) for world, by in worlds]
    merged = shapely.set_precision(shapely.union_all(cut), 10**-DECIMALS)
    parts = [part for part in shapely.get_parts(merged) if part.geom_type == "Polygon" and part.area > 0]
    return tuple(_rings(orient(part)) for part in parts)


def _unwrapped(ring: Sequence[Position]) -> list[Position]:
    """A ring as (lon, lat) without leaps over the antimeridian; one around a pole is led along the pole."""
    lons = [ring[0][1]]
    for _, lon in [*ring[1:], ring[0]]:
        lons.append(lon - 360 * round((lon - lons[-1]) / 360))
    corners = [(lon, max(-90.0, min(90.0, lat))) for lon, (lat, _) in zip(lons, [*ring, ring[0]], strict=True)]
    if abs(lons[-1] - lons[0]) < 180:
        return corners
    pole = 90.0 if sum(lat for lat, _ in ring) > 0 else -90.0
    return [*corners, (lons[-1], pole), (lons[0], pole)]


def _rings(polygon: Any) -> Rings:
    rings = (polygon.exterior, *polygon.interiors)
    return tuple(tuple((_tidy(lon), _tidy(lat)) for lon, lat in ring.coords) for ring in rings)


def _tidy(degree: float) -> float:
    return round(degree, DECIMALS) + 0.0
