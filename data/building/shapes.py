"""The outlines of countries, from Natural Earth through world-atlas' TopoJSON.

Crimea is Ukraine's here, and territories with a code of their own are not part of the country that holds them.
"""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely import Point, Polygon, box, make_valid, set_precision, unary_union
from shapely.affinity import scale, translate

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.gazetteer.compile import Entry
    from geo.model import Ring

ATLAS = "world-atlas@2.0.2"
ATLAS_SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
MOST_POINTS, MOST_RINGS = 300, 40  # of a country's outline: it is for orientation, and for cutting parts
LEAST_SHARE = 0.0003  # of a country's area, below which an island is left out
CRIMEA = Point(34.4, 45.3)
SOMALILAND, NORTH_CYPRUS, KOSOVO = "Somaliland", "N. Cyprus", "Kosovo"
UNNUMBERED = {SOMALILAND: "SO", NORTH_CYPRUS: "CY", KOSOVO: "XK"}

Arc = tuple[tuple[float, float], ...]  # (lon, lat), as in TopoJSON


def fetch() -> bytes:
    """The TopoJSON file of Natural Earth's countries at 1:50 million, from npm."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, ATLAS]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # a constant command
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            file = package.extractfile("package/countries-50m.json")
            return file.read() if file else b""


def checked(atlas: bytes) -> bytes:
    """The atlas, if it is the one that this project was made with."""
    if hashlib.sha256(atlas).hexdigest() != ATLAS_SHA256:
        raise SystemExit(f"The atlas is not that of {ATLAS}: let npm fetch it, or give its countries-50m.json.")
    return atlas


def outlines(atlas: bytes, countries: Iterable[Entry], numeric: Mapping[int, str]) -> dict[str, tuple[Ring, ...]]:
    """The simplified outline of each country, by its code; rings are cut at the antimeridian."""
    shapes = _with_crimea(_shapes(json.loads(atlas), numeric))
    for country in countries:
        if country.country not in shapes:
            _separate(shapes, country)
    return {code: _simplified(polygons) for code, polygons in sorted(shapes.items()) if polygons}


def drawn(rings: Iterable[Ring]) -> tuple[Ring, ...]:
    """Hand-drawn rings, whose longitudes may run on beyond 180, closed and cut at the antimeridian."""
    polygons = [make_valid(Polygon([(lon, lat) for lat, lon in ring])) for ring in rings]
    cut = (_rounded(polygon) for shape in polygons for polygon in _flat(_cut(shape)))
    return tuple(ring for ring in cut if ring)


Shapes = dict[str, list[Polygon]]


def _shapes(topology: Mapping[str, Any], numeric: Mapping[int, str]) -> Shapes:
    arcs = _arcs(topology)
    shapes: Shapes = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _code(geometry, numeric)
        if code:
            shapes.setdefault(code, []).extend(_polygons(geometry, arcs))
    return {code: _joined(polygons) for code, polygons in shapes.items()}


def _code(geometry: Mapping[str, Any], numeric: Mapping[int, str]) -> str:
    if "id" in geometry:
        return numeric.get(int(geometry["id"]), "")
    return UNNUMBERED.get(geometry["properties"]["name"], "")


def _arcs(topology: Mapping[str, Any]) -> list[Arc]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    sums = ((accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)) for arc in topology["arcs"])
    return [tuple((x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)) for xs, ys in sums]


def _polygons(geometry: Mapping[str, Any], arcs: Sequence[Arc]) -> Iterator[Polygon]:
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for part in parts:
        # holes are other countries, which are drawn over this one; Antarctica's coast is a hole in a line at the pole
        rings = (make_valid(Polygon(_unwrapped(_ring(ring, arcs)))) for ring in part)
        yield from _flat(max(rings, key=lambda ring: ring.area))


def _ring(indexes: Iterable[int], arcs: Sequence[Arc]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def _unwrapped(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring without jumps at the antimeridian; one around the pole is closed over it."""
    steps = [(b[0] - a[0] + 180) % 360 - 180 for a, b in pairwise(ring)]
    lons = list(accumulate(steps, initial=ring[0][0]))
    points = [(lon, lat) for lon, (_, lat) in zip(lons, ring, strict=True)]
    if abs(lons[-1] - lons[0]) > 180:
        pole = -90.0 if ring[0][1] < 0 else 90.0
        points += [(lons[-1], pole), (lons[0], pole)]
    return points


def _joined(polygons: Iterable[Polygon]) -> list[Polygon]:
    """The polygons within one world that touch or overlap, made one."""
    return _flat(unary_union([_cut(polygon) for polygon in polygons]))


def _cut(polygon: Polygon) -> BaseGeometry:
    """A polygon in the world from -180 to 180 degrees, cut where it lies beyond."""
    worlds = [translate(polygon, xoff=shift).intersection(box(-180, -90, 180, 90)) for shift in (-360, 0, 360)]
    return unary_union(worlds)


def _flat(geometry: BaseGeometry) -> list[Polygon]:
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [Polygon(geometry.exterior)]
    parts: Iterable[BaseGeometry] = getattr(geometry, "geoms", ())
    return [polygon for part in parts for polygon in _flat(part)]


def _with_crimea(shapes: Shapes) -> Shapes:
    crimea = [polygon for polygon in shapes["RU"] if polygon.contains(CRIMEA)]
    rest = [polygon for polygon in shapes["RU"] if not polygon.contains(CRIMEA)]
    # a hair wider, so that no strait of rounding errors parts it from the mainland
    ukraine = unary_union([*shapes["UA"], *(polygon.buffer(0.01) for polygon in crimea)])
    return {**shapes, "RU": rest, "UA": _flat(ukraine)}


def _separate(shapes: Shapes, country: Entry) -> None:
    """Give a territory the islands around its point that another country holds, but never that country's mainland."""
    disc = _disc(country.lat, country.lon, 1.5 * country.radius_km)
    for code, polygons in list(shapes.items()):
        mainland = max(polygons, key=lambda polygon: polygon.area, default=None)
        own = [polygon for polygon in polygons if polygon is not mainland and disc.intersects(polygon)]
        if own:
            shapes[code] = [polygon for polygon in polygons if polygon not in own]
            shapes.setdefault(country.country, []).extend(own)


def _disc(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    degrees = radius_km / 111.195
    return scale(Point(lon, lat).buffer(degrees), xfact=1 / max(math.cos(math.radians(lat)), 0.05))


def _simplified(polygons: Sequence[Polygon]) -> tuple[Ring, ...]:
    total = sum(polygon.area for polygon in polygons)
    largest = sorted(polygons, key=lambda polygon: -polygon.area)[:MOST_RINGS]
    large = [polygon for polygon in largest if polygon.area >= LEAST_SHARE * total]
    tolerance = 0.005
    while sum(len(polygon.simplify(tolerance).exterior.coords) for polygon in large) > MOST_POINTS:
        tolerance *= 1.2
    rings = (_rounded(polygon.simplify(tolerance)) for polygon in large)
    return tuple(sorted((ring for ring in rings if len(ring) > 3), key=lambda ring: (-len(ring), ring)))


def _rounded(polygon: Polygon) -> Ring:
    flat = _flat(make_valid(set_precision(polygon, 0.01)))
    if not flat:
        return ()
    largest = max(flat, key=lambda part: part.area)
    return tuple((round(lat, 2), round(lon, 2)) for lon, lat in largest.exterior.coords)
