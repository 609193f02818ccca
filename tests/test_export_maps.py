"""Exports with shapes, read by GDAL, GeoPandas, the schema of KML and one written from RFC 7946."""

import io
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import fastkml
import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from explorer_samples import storm
from export_samples import EAST, FIJI, HOSTILE, LIMA, told
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from geo import export, frame, gazetteer
from geo.explorer.payload import FAMILIES
from geo.export import kml, shapes

POSITION = {"type": "array", "minItems": 2, "maxItems": 2, "items": False, "prefixItems": [
    {"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}]}  # fmt: skip
RING = {"type": "array", "minItems": 4, "items": POSITION}
POLYGON = {"type": "array", "minItems": 1, "items": RING}
GEOMETRIES = {"Point": POSITION, "Polygon": POLYGON, "MultiPolygon": {"type": "array", "minItems": 1, "items": POLYGON}}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "number"]},
        "properties": {"type": ["object", "null"]},
        "geometry": {"anyOf": [{"type": "null"}, *(
            {"type": "object", "required": ["type", "coordinates"], "additionalProperties": False,
             "properties": {"type": {"const": name}, "coordinates": coordinates}}
            for name, coordinates in GEOMETRIES.items())]},
    },
    "not": {"anyOf": [{"required": [name]} for name in ("coordinates", "geometries", "features")]},
}  # fmt: skip
RFC_7946 = Draft202012Validator({
    "type": "object",
    "required": ["type", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
    "not": {"anyOf": [{"required": [name]} for name in ("coordinates", "geometries", "geometry", "properties", "crs")]},
})  # fmt: skip
KML = etree.XMLSchema(etree.parse(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"))
NAMESPACE = {"k": "http://www.opengis.net/kml/2.2"}

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
rings = st.builds(
    lambda lat, lon, sizes: tuple(
        (max(-89.0, min(89.0, lat + size * np.sin(at))), lon + size * np.cos(at))
        for at, size in zip(np.linspace(0, 6, len(sizes)).tolist(), sizes, strict=True)
    ),
    st.floats(-70, 70),
    longitudes,
    st.lists(st.floats(1, 40), min_size=3, max_size=9),
)


def strict(form: str, *readings: export.Reading) -> Any:
    def refuse(name: str) -> Any:
        raise AssertionError(name)

    return json.loads(export.render(readings, form).encode(), parse_constant=refuse)


def all_rings(geometry: dict[str, Any]) -> Iterator[tuple[bool, list[list[float]]]]:
    polygons = {"Point": [], "Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for polygon in polygons[geometry["type"]]:
        yield from ((at == 0, ring) for at, ring in enumerate(polygon))


@pytest.mark.parametrize("form", ["geojson", "lpf"])
def test_geojson_keeps_to_rfc_7946_whatever_the_text(form: str) -> None:
    every = [storm(), told("It rained.", None), told("x", FIJI), told("y", EAST), *(told(text) for text in HOSTILE)]
    RFC_7946.validate(strict(form, *every))


@settings(deadline=None, max_examples=60)
@given(
    latitudes,
    longitudes,
    st.floats(0, 30_000),
    st.sampled_from(["city", "country", "sea"]),
    st.lists(rings, max_size=2),
)
def test_rings_are_right_handed_closed_valid_and_within_the_world(
    lat: float, lon: float, radius: float, kind: str, outline: list[tuple[tuple[float, float], ...]]
) -> None:
    drawn = shapes.shape(lat, lon, kind, radius, tuple(outline))
    geometry = json.loads(json.dumps(drawn.mapping))
    RFC_7946.validate(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry, "properties": None}]}
    )
    for is_outer, ring in all_rings(geometry):
        assert ring[0] == ring[-1]
        assert shapely.LinearRing(ring).is_ccw is is_outer
    assert shapely.from_wkb(shapes.wkb(drawn)).equals_exact(shapely.geometry.shape(geometry), 0)
    assert shapely.geometry.shape(geometry).is_valid


@settings(deadline=None, max_examples=40)
@given(st.floats(-80, 80), longitudes, st.floats(10, 900))
def test_a_circle_has_the_same_area_wherever_it_lies(lat: float, lon: float, radius: float) -> None:
    area = 0.0
    for is_outer, ring in all_rings(shapes.shape(lat, lon, "sea", radius).mapping):
        assert is_outer
        lons, sines = np.radians([x for x, _ in ring]), np.sin(np.radians([y for _, y in ring]))
        area += abs(float(np.sum(np.diff(lons) * (sines[1:] + sines[:-1]) / 2))) * shapes.EARTH_KM**2
    assert area == pytest.approx(np.pi * radius**2, rel=0.06)


def test_an_area_is_cut_at_the_antimeridian_and_covers_both_sides() -> None:
    (feature,) = strict("geojson", told("Troops moved.", EAST))["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert {lon for _, ring in all_rings(feature["geometry"]) for lon, _ in ring} == {150.0, 180.0, -180.0, -170.0}


def test_a_leap_over_the_antimeridian_in_an_outline_is_no_band_around_the_world() -> None:
    leaping = ((66, -172), (52, 178), (60, 164), (62, 176))
    drawn = shapes.shape(60.0, 180.0, "sea", 900.0, (leaping,))
    assert all(lon >= 164 or lon <= -172 for rings in drawn.polygons for lon, _ in rings[0])


@pytest.mark.parametrize(("lat", "pole"), [(89.0, 90.0), (-89.0, -90.0)])
def test_an_area_around_a_pole_reaches_it(lat: float, pole: float) -> None:
    drawn = shapes.shape(lat, 20.0, "sea", 1000.0)
    assert shapely.geometry.shape(drawn.mapping).buffer(1e-6).contains(shapely.Point(100.0, pole))


def test_an_event_without_a_place_is_a_feature_without_a_geometry() -> None:
    (feature,) = strict("geojson", told("It rained.", None, None))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["when"] is None


def test_a_feature_has_its_interval_and_every_column() -> None:
    (feature,) = strict("geojson", told("It rained."))["features"]
    assert list(feature["properties"]) == [*list(frame.COLUMNS)[1:-1], "when"]
    assert feature["properties"]["when"] == {"start": "2024-10-29T00:00:00", "stop": "2024-10-30T00:00:00"}


def test_gdal_reads_geojson_as_it_was_written(tmp_path: Path) -> None:
    layer = geopandas.read_file(export.save(storm(), tmp_path / "a.geojson"))
    assert layer["text"].tolist() == frame.build(storm())["text"].tolist()
    assert layer.geometry.notna().tolist() == frame.build(storm())["lat"].notna().tolist()


def test_kml_keeps_to_its_schema_whatever_the_text() -> None:
    every = [storm(), told("x", FIJI), told("y", EAST), told("z", None, None)]
    every += [told(text, source=text) for text in HOSTILE]
    KML.assertValid(etree.fromstring(export.render(every, "kml").encode()))
    KML.assertValid(etree.fromstring(export.render([], "kml").encode()))


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=40))
def test_every_text_that_xml_can_hold_comes_back_from_kml(text: str) -> None:
    root = etree.fromstring(export.render(told(text), "kml").encode())
    values = {d.get("name"): d.findtext("k:value", namespaces=NAMESPACE) for d in root.iter("{*}Data")}
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert values["text"] == values["actor"] == kept
    shown = etree.HTML("<div>" + root.findtext(".//k:Placemark/k:description", namespaces=NAMESPACE) + "</div>")
    assert {element.tag for element in shown.iter()} <= {"html", "body", "div", "p"}


def test_gdal_reads_the_times_shapes_and_columns_of_kml(tmp_path: Path) -> None:
    layer = geopandas.read_file(export.save(storm(), tmp_path / "a.kml"))
    table = frame.build(storm())
    assert layer["begin"].dt.tz_localize(None).tolist()[0] == table["start"][0]
    assert layer["end"].isna().tolist() == table["stop"].isna().tolist()
    assert layer["text"].tolist() == table["text"].tolist()
    drawn = [each and shapely.to_wkt(each, 5) for each in _shapes(table)]
    assert [None if each is None else shapely.to_wkt(shapely.force_2d(each), 5) for each in layer.geometry] == drawn


def test_kml_has_the_colours_of_the_map() -> None:
    style = (Path(kml.__file__).parents[1] / "explorer" / "runtime" / "explorer.css").read_text("utf-8")
    colours = [re.search(rf"--f{number}: #(\w+)", style)[1] for number in range(len(FAMILIES))]
    assert dict(zip(FAMILIES, colours, strict=True)) == kml.COLOURS


def test_geopackage_is_read_by_gdal_with_types_and_shapes(tmp_path: Path) -> None:
    path = export.save([storm(), told("z", None, None)], tmp_path / "a.gpkg")
    table = frame.build([storm(), told("z", None, None)])
    info = pyogrio.read_info(path)
    assert (info["driver"], info["crs"], info["features"]) == ("GPKG", "EPSG:4326", len(table))
    assert info["layer_metadata"]["DESCRIPTION"] == export.CREDIT
    assert list(info["fields"]) == list(frame.COLUMNS)[:-1]
    layer = geopandas.read_file(path)
    for name in ("id", "text", "article", "confidence", "open_start"):
        assert layer[name].tolist() == table[name].tolist()
    for name in ("start", "stop", "published"):
        assert layer[name].dt.tz_localize(None).astype("datetime64[us]").equals(table[name])
    assert list(layer.geometry) == _shapes(table)


def test_geopackage_has_every_table_and_sign_that_its_standard_asks_for(tmp_path: Path) -> None:
    path = export.save(storm(), tmp_path / "a.gpkg")
    with sqlite3.connect(path) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        assert store.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        systems = {row[0] for row in store.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        assert systems == {-1, 0, 4326}
        for (blob,) in store.execute("SELECT geom FROM events WHERE geom IS NOT NULL"):
            bounds = np.frombuffer(blob[8:40], "<f8")[[0, 2, 1, 3]]
            assert blob[:2] == b"GP"
            assert shapely.from_wkb(blob[40:]).bounds == tuple(bounds)


def test_every_text_but_nul_comes_back_from_geopackage(tmp_path: Path) -> None:
    every = [told(text) for text in HOSTILE]
    with sqlite3.connect(export.save(every, tmp_path / "a.gpkg")) as store:
        texts = [row[0] for row in store.execute("SELECT text FROM events ORDER BY fid")]
    assert texts == [re.sub("[\x00\ud800-\udfff]", "\ufffd", text) for text in HOSTILE]


def test_geoparquet_is_read_by_geopandas() -> None:
    every = [storm(), told("z", None, None), told("x", FIJI)]
    layer = geopandas.read_parquet(io.BytesIO(export.render(every, "geoparquet")))
    table = frame.build(every)
    assert layer.crs == "OGC:CRS84"
    assert list(layer.geometry) == _shapes(table)
    pd.testing.assert_frame_equal(pd.DataFrame(layer.drop(columns="geometry")), table.drop(columns="outline"))
    assert len(geopandas.read_parquet(io.BytesIO(export.render([], "geoparquet")))) == 0


@settings(deadline=None, max_examples=40)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.one_of(st.none(), st.datetimes(datetime(1, 1, 1), datetime(9999, 1, 1))),
    st.floats(-90, 90),
)
def test_parquet_gives_back_the_table(text: str, published: datetime | None, lat: float) -> None:
    table = frame.build([storm(), told(text, EAST), told(text)])
    table["published"] = pd.Series([published] * len(table), dtype="datetime64[us]")
    table["lat"] = lat
    back = pd.read_parquet(io.BytesIO(export.render([], "parquet", table=table)))
    assert list(back.columns) == list(frame.COLUMNS)
    pd.testing.assert_frame_equal(back.drop(columns="outline"), table.drop(columns="outline"))
    assert [_tuples(outline) for outline in back["outline"]] == [_tuples(outline) for outline in table["outline"]]


def _tuples(outline: Any) -> Any:
    return None if outline is None else [[tuple(map(float, point)) for point in ring] for ring in outline]


def _shapes(table: frame.DataFrame) -> list[Any]:
    return shapes.written(table, lambda drawn: shapely.geometry.shape(drawn.mapping), None)


def test_coordinates_that_are_none_are_no_place() -> None:
    table = frame.build(told("x", LIMA))
    for lat, lon in ((float("inf"), 0.0), (0.0, float("nan")), (float("nan"), float("-inf"))):
        feature = json.loads(export.render([], "geojson", table=table.assign(lat=lat, lon=lon)))["features"][0]
        assert feature["geometry"] is None


@pytest.mark.parametrize(
    "name",
    ["Russia", "Fiji", "New Zealand", "Kiribati", "Antarctica", "Arctic Ocean", "Bering Sea", "Mediterranean Sea"],
)
def test_places_of_the_gazetteer_are_drawn_where_they_lie(name: str) -> None:
    place = gazetteer.embedded().find(name)[0]
    drawn = shapes.shape(place.lat, place.lon, place.kind, place.radius_km, place.outline)
    area = shapely.geometry.shape(drawn.mapping)
    assert area.is_valid
    assert area.buffer(8).contains(shapely.Point(drawn.point))
    assert all(shapely.LinearRing(ring).is_ccw is is_outer for is_outer, ring in all_rings(drawn.mapping))
