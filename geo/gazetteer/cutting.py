"""Shapes cut by direction: the only part of the gazetteer that needs shapely.

"Eastern Russia" is the easternmost third of Russia's area, not the half of its bounding box, so that a part is where people
mean it whatever the country's shape. Far islands and territories overseas do not count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point, Polygon, box, make_valid, unary_union
from shapely.affinity import translate

from geo.model import Ring

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SIDE, CORNER = 0.35, 0.3  # of the whole's area
MIDDLE = (0.25, 0.75)  # of the area from west to east, and from south to north
APART_KM = 620.0  # islands farther than this from the mainland are not meant: Svalbard, the Canaries, Alaska
APART_SHARE = 0.4  # … or than this share of its radius
SLIVER = 0.01  # of a part's area, below which a piece is left out
MOST_POINTS, MOST_PIECES = 150, 25
EARTH_KM = 6371.0
STEEPEST = 80.0  # degrees north or south: the plane is true no nearer to a pole


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a shape: a point inside, the radius of a circle of its area, its rings."""

    lat: float
    lon: float
    radius_km: float
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class _Plane:
    """An equal-area map, true in shape at one latitude: kilometres to the east and to the north."""

    lat: float

    @property
    def scale(self) -> float:
        return math.cos(math.radians(max(min(self.lat, STEEPEST), -STEEPEST)))

    @property
    def world(self) -> float:
        """The kilometres around the world."""
        return 2 * math.pi * EARTH_KM * self.scale

    def put(self, lat: float, lon: float) -> tuple[float, float]:
        return self.world * lon / 360, EARTH_KM * math.sin(math.radians(lat)) / self.scale

    def take(self, x: float, y: float) -> tuple[float, float]:
        lat = math.degrees(math.asin(max(-1.0, min(1.0, y * self.scale / EARTH_KM))))
        return round(lat, 2), round(360 * x / self.world, 2)


def cut(outline: Sequence[Ring], lat: float, step: tuple[float, float]) -> Piece | None:
    """What lies of an outline in the direction of ``step`` (to the east, to the north; (0, 0) is the middle).

    ``lat`` is the latitude at which shapes are true. None where nothing lies there.
    """
    plane = _Plane(lat)
    shape = _mainland([make_valid(Polygon([plane.put(*point) for point in ring])) for ring in _rejoined(outline)])
    piece = _beyond(shape, step, CORNER if all(step) else SIDE) if any(step) else _middle(shape)
    pieces = sorted(_polygons(piece), key=lambda polygon: -polygon.area)
    if not pieces:
        return None
    area = sum(polygon.area for polygon in pieces)
    inside_lat, inside_lon = plane.take(*_inside(pieces))
    return Piece(
        lat=inside_lat,
        lon=round((inside_lon + 180) % 360 - 180, 2),
        radius_km=round(math.sqrt(area / math.pi), 1),
        rings=_rings(_in_one_world([p for p in pieces if p.area >= SLIVER * area], plane), plane),
    )


def _rejoined(rings: Sequence[Ring]) -> list[list[tuple[float, float]]]:
    """Rings of a country across the antimeridian, which are cut there, in one world: the smaller hemisphere moves."""
    lons = [lon for ring in rings for _, lon in ring]
    round_the_pole = any(max(ring)[0] - min(ring)[0] > 359 for ring in ([(lon, lat) for lat, lon in r] for r in rings))
    if max(lons) < 179.5 or min(lons) > -179.5 or round_the_pole:
        return [list(ring) for ring in rings]
    east = sum(_spherical(ring) for ring in rings if ring[0][1] > 0)
    west = sum(_spherical(ring) for ring in rings if ring[0][1] <= 0)
    sign, turn = (-1, 360) if east >= west else (1, -360)
    # what lies between, such as Africa, belongs to no country that crosses the antimeridian
    return [[(lat, lon + turn * (lon * sign > 0)) for lat, lon in ring] for ring in rings]


def _spherical(ring: Ring) -> float:
    lats, lons = zip(*ring, strict=True)
    height = math.sin(math.radians(max(lats))) - math.sin(math.radians(min(lats)))
    return float((max(lons) - min(lons)) * height)


def _mainland(polygons: Iterable[BaseGeometry]) -> BaseGeometry:
    """The largest of the polygons, and those that lie near it or near one that does."""
    rest = sorted(_polygons(unary_union([*polygons]).buffer(0.5)), key=lambda polygon: polygon.area)
    near: list[Polygon] = [rest.pop()]
    reach = max(APART_KM, APART_SHARE * math.sqrt(near[0].area / math.pi))
    for polygon in near:
        close = [other for other in rest if other.distance(polygon) <= reach]
        rest = [other for other in rest if other not in close]
        near.extend(close)
    return unary_union(near)


def _middle(shape: BaseGeometry) -> BaseGeometry:
    first, last = MIDDLE
    sides = [_beyond(shape, step, share) for step, share in
             (((1.0, 0.0), last), ((-1.0, 0.0), 1 - first), ((0.0, 1.0), last), ((0.0, -1.0), 1 - first))]  # fmt: skip
    piece = shape
    for side in sides:
        piece = piece.intersection(side)
    return piece


def _beyond(shape: BaseGeometry, step: tuple[float, float], share: float) -> BaseGeometry:
    """The ``share`` of the shape's area that lies farthest in the direction of ``step``, found by halving."""
    corners = [x * step[0] + y * step[1] for x in shape.bounds[::2] for y in shape.bounds[1::2]]
    near, far = min(corners), max(corners)
    for _ in range(24):
        middle = (near + far) / 2
        piece = _half(shape, step, middle)
        near, far = (middle, far) if piece.area > share * shape.area else (near, middle)
    return _half(shape, step, near)


def _half(shape: BaseGeometry, step: tuple[float, float], limit: float) -> BaseGeometry:
    """The shape's intersection with the half-plane beyond ``limit`` in the direction of ``step``."""
    (x, y), size = step, 2e5
    foot = x * limit, y * limit
    left, right = (foot[0] - y * size, foot[1] + x * size), (foot[0] + y * size, foot[1] - x * size)
    beyond = [(px + x * size, py + y * size) for px, py in (right, left)]
    return shape.intersection(Polygon([left, right, *beyond]))


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    if shape.geom_type == "Polygon":
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in _polygons(part)]


def _inside(pieces: Sequence[Polygon]) -> tuple[float, float]:
    """The centre of all pieces if it lies in one, else a point inside the largest."""
    area = sum(piece.area for piece in pieces)
    x = sum(piece.centroid.x * piece.area for piece in pieces) / area
    y = sum(piece.centroid.y * piece.area for piece in pieces) / area
    centre = Point(x, y)
    point = centre if any(piece.contains(centre) for piece in pieces) else pieces[0].representative_point()
    return point.x, point.y


def _in_one_world(pieces: Iterable[Polygon], plane: _Plane) -> list[Polygon]:
    """The pieces cut at the antimeridian."""
    half, top = plane.world / 2, 2 * EARTH_KM / plane.scale
    world = box(-half, -top, half, top)
    shifted = (translate(piece, xoff=turn * plane.world) for piece in pieces for turn in (-1, 0, 1))
    return [polygon for piece in shifted for polygon in _polygons(piece.intersection(world))]


def _rings(pieces: Sequence[Polygon], plane: _Plane) -> tuple[Ring, ...]:
    pieces = sorted(pieces, key=lambda piece: -piece.area)[:MOST_PIECES]
    tolerance = 0.0
    while sum(len(piece.simplify(tolerance).exterior.coords) for piece in pieces) > MOST_POINTS:
        tolerance = tolerance * 1.4 + 1.0
    return tuple(_ring(piece.simplify(tolerance), plane) for piece in pieces)


def _ring(polygon: Polygon, plane: _Plane) -> Ring:
    return tuple(plane.take(x, y) for x, y in polygon.exterior.coords)
