"""The overlay's rows: every hand-written place, abbreviation, demonym and outline."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from geo.gazetteer import embedded
from geo.model import Place, PlaceKind

OVERLAY = Path(__file__).parent.parent / "data" / "overlay"
COLUMNS = {
    "countries": "iso2,name,aliases,abbreviations,demonyms,capital,lat,lon,radius_km",
    "regions": "iso2,admin1,name,aliases,abbreviations,demonyms,lat,lon,radius_km",
    "areas": "id,name,kind,aliases,demonyms,lat,lon,radius_km,country,note",
    "facilities": "id,name,aliases,lat,lon,radius_km,country,admin1,stands_for",
    "outlines": "id,rings",
    "cities": "id,name,aliases,country,admin1,lat,lon,population",
}
PLACED = ("countries", "regions", "areas", "facilities")
AREA_KINDS = {
    "continent", "region", "sea", "water", "river", "mountains", "desert", "peninsula", "island",
}  # fmt: skip
EARTH_RADIUS_KM = 6371.0
FARTHEST_KM = 20_000  # half the equator

# Names that two places of one file truly share; everything else that is said twice is a slip.
SHARED = {
    "countries": {"Congolese", "Dominican", "Dominicans"},
    "regions": set(),
    "areas": {"Red River", "Sierra Nevada"},
    "facilities": set(),
}
UNINHABITED = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}
ORGANISATIONS = {"African Union", "EU", "IAEA", "ICC", "NATO", "UN", "WHO"}
# Areas and facilities far from every town of their country.
REMOTE = {
    "aldabra", "bikini-atoll", "cocos-island", "ellesmere-island", "franz-josef-land", "iwo-jima", "kermadec-islands",
    "lake-eyre", "lord-howe-island", "macquarie-island", "mururoa", "novaya-zemlya", "nullarbor-plain", "pechora-sea",
    "pratas-islands", "prince-edward-islands", "qattara-depression", "sable-island", "wrangel-island", "yanomami-territory",
}  # fmt: skip
LONELY = {
    "el-feel-oil-field", "grand-ethiopian-renaissance-dam", "neom", "pituffik-space-base", "semipalatinsk-test-site", "sharara-oil-field",
}  # fmt: skip
WITHOUT_CAPITAL = {"AQ", "BQ", "BV", "HM", "TK", "UM"}


@cache
def rows(file: str) -> tuple[dict[str, str], ...]:
    with (OVERLAY / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def cell(row: dict[str, str], column: str) -> list[str]:
    return row.get(column, "").split("|") if row.get(column) else []


def label(row: dict[str, str]) -> str:
    return row.get("id") or ":".join(row[key] for key in ("iso2", "admin1", "name") if key in row)


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *cell(row, "aliases"), *cell(row, "abbreviations"), *cell(row, "demonyms")]


def point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


@cache
def nearest(lat: float, lon: float, limit: int) -> tuple[Place, ...]:
    return embedded().nearest(lat, lon, limit)


def homes(row: dict[str, str], limit: int) -> set[tuple[str, str]]:
    """The (country, admin1) of the cities nearest to a row's point."""
    return {(city.country, city.admin1) for city in nearest(*point(row), limit)}


def kilometres_to_a_city(row: dict[str, str], country: str) -> float:
    """The distance to the nearest city of a country; infinite where many others are nearer."""
    near = (city for few in (4, 300) for city in nearest(*point(row), few) if city.country == country)
    return next((kilometres(point(row), (city.lat, city.lon)) for city in near), math.inf)


def kilometres(start: tuple[float, float], stop: tuple[float, float]) -> float:
    (lat, lon), (other_lat, other_lon) = ((math.radians(x) for x in start), (math.radians(x) for x in stop))
    cosine = math.sin(lat) * math.sin(other_lat) + math.cos(lat) * math.cos(other_lat) * math.cos(lon - other_lon)
    return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, cosine)))


@cache
def rings(row_id: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    text = next(row["rings"] for row in rows("outlines") if row["id"] == row_id)
    return tuple(tuple(corner(pair) for pair in ring.split(",")) for ring in text.split(";"))


def corner(pair: str) -> tuple[float, float]:
    lat, lon = pair.split()
    return float(lat), float(lon)


def inside(lat: float, lon: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    sides = pairwise(ring)
    return sum(crosses(lat, lon, start, stop) for start, stop in sides) % 2 == 1


def crosses(lat: float, lon: float, start: tuple[float, float], stop: tuple[float, float]) -> bool:
    if (start[0] > lat) == (stop[0] > lat):
        return False
    return lon < start[1] + (lat - start[0]) / (stop[0] - start[0]) * (stop[1] - start[1])


def in_outline(lat: float, lon: float, row_id: str) -> bool:
    """Rings that reach past the 180th meridian are written with longitudes beyond 180."""
    return any(inside(lat, lon + turn, ring) for ring in rings(row_id) for turn in (0, 360))


def home_of(row_id: str) -> tuple[float, float]:
    """The point of the area or country that an outline belongs to."""
    if row_id.startswith("country:"):
        return next(point(row) for row in rows("countries") if row["iso2"] == row_id[8:])
    return next(point(row) for row in rows("areas") if row["id"] == row_id)


@pytest.mark.parametrize("file", COLUMNS)
def test_every_file_has_its_columns_and_no_ragged_row(file: str) -> None:
    with (OVERLAY / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        header, *body = csv.reader(lines)
    assert ",".join(header) == COLUMNS[file]
    assert [row for row in body if len(row) != len(header)] == []


def test_the_overlay_has_the_rows_that_the_packages_lack() -> None:
    assert len(rows("countries")) == 250
    assert sum(len(rows(file)) for file in PLACED) >= 3000
    assert len(rows("outlines")) >= 60


@pytest.mark.parametrize("file", COLUMNS)
def test_cells_are_clean(file: str) -> None:
    unclean = re.compile(r"^\s|\s$|\s\s|\|\||^\||\|$|\s\||\|\s|[\x00-\x1f]")
    assert [(label(row), value) for row in rows(file) for value in row.values() if unclean.search(value)] == []


@pytest.mark.parametrize("file", PLACED)
def test_every_place_has_a_name_coordinates_in_range_and_a_positive_radius(file: str) -> None:
    faults = [
        label(row)
        for row in rows(file)
        if not row["name"]
        or not -90 <= float(row["lat"]) <= 90
        or not -180 <= float(row["lon"]) <= 180
        or not 0 < float(row["radius_km"]) < FARTHEST_KM
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("countries", ("iso2",)),
        ("regions", ("iso2", "admin1")),
        ("areas", ("id",)),
        ("facilities", ("id",)),
        ("outlines", ("id",)),
        ("cities", ("id",)),
    ],
)
def test_every_row_has_an_id_of_its_own(file: str, key: tuple[str, ...]) -> None:
    counts = Counter(tuple(row[column] for column in key) for row in rows(file))
    assert [found for found, count in counts.items() if count > 1 or not all(found)] == []


@pytest.mark.parametrize("file", ["areas", "facilities"])
def test_ids_are_slugs_that_last(file: str) -> None:
    assert [row["id"] for row in rows(file) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])] == []


def test_areas_and_facilities_share_no_id() -> None:
    assert {row["id"] for row in rows("areas")} & {row["id"] for row in rows("facilities")} == set()


def test_every_area_is_of_a_kind_that_the_model_knows() -> None:
    assert set(get_args(PlaceKind)) >= AREA_KINDS
    assert [row["id"] for row in rows("areas") if row["kind"] not in AREA_KINDS] == []


@pytest.mark.parametrize("file", PLACED)
def test_no_name_is_written_twice_in_one_row(file: str) -> None:
    assert [label(row) for row in rows(file) if len(set(names(row))) != len(names(row))] == []


@pytest.mark.parametrize("file", PLACED)
def test_a_name_means_one_place_of_a_kind_unless_it_is_listed_as_shared(file: str) -> None:
    bearers = defaultdict(set)
    for row in rows(file):
        for name in names(row):
            bearers[row.get("iso2", "") if file == "regions" else row.get("kind", ""), name].add(label(row))
    shared = {name: found for (_, name), found in bearers.items() if len(found) > 1}
    assert {name: found for name, found in shared.items() if name not in SHARED[file]} == {}
    assert set(shared) == SHARED[file]


@pytest.mark.parametrize("file", ["countries", "regions"])
def test_abbreviations_are_written_in_capitals_or_end_in_a_point(file: str) -> None:
    """They are matched with their case, so that "us", "in" and "me" stay words."""
    faults = [
        (label(row), short)
        for row in rows(file)
        for short in cell(row, "abbreviations")
        if not short[0].isupper() or len(short) > 8
    ]
    assert faults == []


@pytest.mark.parametrize("file", ["countries", "regions", "areas"])
def test_demonyms_begin_with_a_capital_or_name_one_after_a_hyphen(file: str) -> None:
    faults = [word for row in rows(file) for word in cell(row, "demonyms") if not any(c.isupper() for c in word)]
    assert faults == []


def test_every_country_code_is_one_of_the_countries() -> None:
    world = {row["iso2"] for row in rows("countries")}
    assert [code for code in world if not re.fullmatch("[A-Z]{2}", code)] == []
    for file, column in (("regions", "iso2"), ("areas", "country"), ("facilities", "country")):
        assert {row[column] for row in rows(file)} - world <= {""}


def test_every_capital_is_a_city_of_its_country() -> None:
    assert {row["iso2"] for row in rows("countries") if not row["capital"]} == WITHOUT_CAPITAL
    lost = [
        row["iso2"]
        for row in rows("countries")
        if row["capital"] and row["iso2"] not in {place.country for place in embedded().find(row["capital"])}
    ]
    assert lost == []


def test_every_country_lies_among_its_own_cities() -> None:
    lost = [
        row["iso2"]
        for row in rows("countries")
        if row["iso2"] not in UNINHABITED
        and kilometres_to_a_city(row, row["iso2"]) > max(60.0, float(row["radius_km"]))
    ]
    assert lost == []


def test_every_large_country_has_its_point_inside() -> None:
    large = [row for row in rows("countries") if float(row["radius_km"]) > 60 and row["iso2"] not in UNINHABITED]
    assert [row["iso2"] for row in large if row["iso2"] not in dict(homes(row, 8))] == []


def test_every_region_lies_among_cities_that_bear_its_code() -> None:
    assert [label(row) for row in rows("regions") if (row["iso2"], row["admin1"]) not in homes(row, 8)] == []


def test_an_area_of_one_country_is_no_farther_from_its_cities_than_it_is_large() -> None:
    lost = {
        row["id"]
        for row in rows("areas")
        if row["country"]
        and row["country"] not in UNINHABITED
        and kilometres_to_a_city(row, row["country"]) > max(150.0, 1.3 * float(row["radius_km"]))
    }
    assert lost == REMOTE


def test_every_facility_is_near_cities_of_its_country_and_region() -> None:
    inhabited = [row for row in rows("facilities") if row["country"] and row["country"] not in UNINHABITED]
    lost = {row["id"] for row in inhabited if kilometres_to_a_city(row, row["country"]) > 60}
    assert lost == LONELY
    astray = [row["id"] for row in inhabited if row["admin1"] and (row["country"], row["admin1"]) not in homes(row, 12)]
    assert astray == []


def test_a_seat_of_power_stands_for_a_country_or_a_known_organisation() -> None:
    world = {row["iso2"] for row in rows("countries")}
    assert {row["stands_for"] for row in rows("facilities")} - world - ORGANISATIONS == {""}
    foreign = [row["id"] for row in rows("facilities") if row["stands_for"] in world - {row["country"]}]
    assert foreign == []


def test_every_outline_belongs_to_a_place() -> None:
    areas = {row["id"] for row in rows("areas")} | {f"country:{row['iso2']}" for row in rows("countries")}
    assert {row["id"] for row in rows("outlines")} - areas == set()


def test_every_ring_closes_and_keeps_to_the_globe() -> None:
    faults = [
        row["id"]
        for row in rows("outlines")
        for ring in rings(row["id"])
        if ring[0] != ring[-1] or len(ring) < 5 or any(abs(lat) > 90 or not -180 <= lon <= 300 for lat, lon in ring)
    ]
    assert faults == []


def test_every_outline_contains_the_point_of_its_place() -> None:
    assert [row["id"] for row in rows("outlines") if not in_outline(*home_of(row["id"]), row["id"])] == []


def test_a_city_is_shown_as_news_writes_it() -> None:
    for row in rows("cities"):
        place = embedded().place(f"geonames:{row['id']}" if row["id"].isdigit() else f"dateline:{row['id']}")
        assert place is not None, row["id"]
        assert (place.name, place.kind) == (row["name"], "city")
        assert all(place in embedded().find(name) for name in names(row))


def test_a_city_that_only_this_file_has_lies_among_cities_of_its_region() -> None:
    new = [row for row in rows("cities") if not row["id"].isdigit()]
    assert [row["id"] for row in new if (row["country"], row["admin1"]) not in homes(row, 12)] == []
    assert all(int(row["population"]) > 0 for row in new)


@pytest.mark.parametrize(
    "name", ["São Paulo", "Bogotá", "Zürich", "Lodz", "Sanliurfa", "Arkhangelsk", "New York", "Shika"]
)
def test_a_label_keeps_the_letters_that_english_news_knows(name: str) -> None:
    assert name in {place.name for place in embedded().find(name)}


def test_lakeland_is_no_lake_district_and_the_airport_of_bali_is_on_bali() -> None:
    assert "Lake District" not in {place.name for place in embedded().find("Lakeland")}
    assert embedded().find("Bali airport")[0].country == "ID"
