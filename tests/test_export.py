"""Files of what is on the screen."""

import csv
import io
import json
import os
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import export, frame
from geo.errors import ExportError
from geo.model import Article, Event, EventDate, EventPlace, Place, Reading, Sentence, Span

EAST = Place(
    "part:RU:east", "eastern Russia", "part", 62.0, 130.0, 1500.0, "RU",
    outline=(((70.0, 150.0), (62.0, 150.0), (62.0, 190.0), (70.0, 190.0)),),
)  # fmt: skip
NOWHERE = EventDate(None, None, "none", "", 0.0)


def reading(text: str, place: Place | None = EAST) -> Reading:
    where = EventPlace(place, None, "in", "region" if place else "none", "", 0.8)
    event = Event(0, "mobilize", Span(0, len(text)), where, NOWHERE, cue=text)
    return Reading(Article(text, title=text), (Sentence(0, Span(0, len(text)), text),), (), (), (event,))


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_every_text_comes_back_from_csv_and_json_word_for_word(text: str) -> None:
    if "\r" in text or "\x00" in text:
        text = text.replace("\r", " ").replace("\x00", " ")
    row = next(csv.DictReader(io.StringIO(export.render(reading(text), "csv"), newline="")))
    assert row["text"] in {text, "'" + text}
    for form in ("json", "geojson"):
        whole = json.loads(export.render(reading(text), form))
        rows = whole["events"] if form == "json" else [f["properties"] for f in whole["features"]]
        assert rows[0]["text"] == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", " =1+1", "\n=1"])
def test_no_cell_of_the_csv_runs_as_a_formula(text: str) -> None:
    for cell in next(csv.DictReader(io.StringIO(export.render(reading(text), "csv"), newline=""))).values():
        assert not cell.lstrip(" ").startswith(export.FORMULA)


def test_a_minus_before_a_coordinate_stays_a_number() -> None:
    table = pd.read_csv(
        io.StringIO(export.render(reading("Lima", Place("a", "Lima", "city", -12.05, -77.04, 9)), "csv"))
    )
    assert (table["lat"][0], table["lon"][0]) == (-12.05, -77.04)


def test_an_area_is_a_right_handed_polygon_cut_at_the_antimeridian() -> None:
    geometry = json.loads(export.render(reading("Troops moved."), "geojson"))["features"][0]["geometry"]
    rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
    assert geometry["type"] == "MultiPolygon"
    assert len(rings) == 2
    assert {lon for ring in rings for lon, _ in ring} == {150.0, 180.0, -180.0, -170.0}
    for ring in rings:
        doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert doubled > 0
        assert ring[0] == ring[-1]


def test_an_event_without_a_place_is_a_feature_without_a_geometry() -> None:
    feature = json.loads(export.render(reading("It rained.", None), "geojson"))["features"][0]
    assert feature["geometry"] is None
    assert feature["properties"]["when"] is None


def test_the_table_that_is_on_the_screen_is_what_is_written(tmp_path: Path) -> None:
    two = [reading("One."), reading("Two.")]
    shown = frame.build(two).iloc[1:]
    path = export.save(two, tmp_path / "events.csv", table=shown)
    assert [row["text"] for row in csv.DictReader(path.open(encoding="utf-8"))] == ["Two."]


def test_an_ending_that_is_no_format_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.html, \.csv, \.geojson, \.json"):
        export.save(reading("One."), tmp_path / "events.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_does_not_exist_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose another folder"):
        export.save(reading("One."), tmp_path / "nowhere" / "events.csv")


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.csv"
    path.write_text("before", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        export.save(reading("One."), path)
    assert path.read_text("utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["events.csv"]
