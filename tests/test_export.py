"""Files of what is on the screen: what every format promises."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from explorer_samples import storm
from export_samples import HOSTILE, LIMA, told

from geo import export, frame
from geo.errors import ExportError

ROOT = Path(__file__).resolve().parent.parent
FORMS = list(export.FORMATS)
ROWS_AS_TEXT = ["csv", "geojson", "json", "jsonl", "kml", "md", "gpkg", "jsonld", "lpf", "ics"]


def content(form: str, *readings: export.Reading, table: frame.DataFrame | None = None) -> bytes:
    rendered = export.render(readings, form, table=table)
    return rendered.encode() if isinstance(rendered, str) else rendered


@pytest.mark.parametrize("form", FORMS)
def test_every_format_has_a_label_and_a_media_type_and_writes_an_empty_table(form: str) -> None:
    kind = export.FORMATS[form]
    assert kind.label and re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", kind.media_type)
    assert content(form) or form == "jsonl"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_give_the_same_bytes(form: str) -> None:
    assert content(form, storm()) == content(form, storm())


@pytest.mark.parametrize("form", [form for form in FORMS if form != "html"])
def test_every_file_names_whom_its_data_is_from(form: str) -> None:
    place = replace(LIMA, id="osm:relation/1")
    assert b"GeoNames (CC BY 4.0)" in content(form, told("It rained."))
    assert b"OpenStreetMap contributors (ODbL)" in content(form, told("It rained.", place)).replace(b"\r\n ", b"")


@pytest.mark.parametrize("form", ROWS_AS_TEXT)
def test_only_the_rows_that_are_on_the_screen_are_written(form: str) -> None:
    two = [told("Alpha came."), told("Omega came.", replace(LIMA, id="geonames:1", name="Else"))]
    events = content(form, *two, table=frame.build(two).iloc[1:]).decode("utf-8", "replace")
    if form == "json":
        events = json.dumps(json.loads(events)["events"])
    assert "Omega came." in events
    assert "Alpha came." not in events


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "source", ["/home/ann/secret/story.txt", r"C:\Users\ann\secret\story.txt", "file:///home/ann/secret/story.txt",
               r"\\server\ann\secret\story.txt", "../secret/story.txt"]
)  # fmt: skip
def test_no_path_of_this_machine_leaves(form: str, source: str) -> None:
    reading = told("It rained.", source=source)
    table = frame.build(reading)
    for written in (content(form, reading), content(form, reading, table=table)):
        assert b"secret" not in written


def test_a_link_and_the_name_of_a_file_stay() -> None:
    for source, kept in (
        ("https://example.org/a?b=/c@d", "https://example.org/a?b=/c@d"),
        ("https://ann:key@example.org/a", "https://example.org/a"),
        ("zip:/home/ann/story.txt", "story.txt"),
    ):
        rows = json.loads(export.render(told("It rained.", source=source), "json"))
        assert rows["events"][0]["source"] == rows["articles"][0]["source"] == kept


@pytest.mark.parametrize("form", FORMS)
def test_no_text_stops_a_file_from_being_written(form: str, tmp_path: Path) -> None:
    path = export.save([told(text, source=text) for text in HOSTILE], tmp_path / f"all.{form}")
    assert path.stat().st_size > 0
    if isinstance(export.render([], form), str):
        assert path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_plain_python_texts_with_broken_characters_is_written(form: str) -> None:
    broken = pd.Series(["a\ud800b"], dtype=object)
    table = frame.build(told("It rained.")).assign(text=broken, title=broken, actor=broken)
    assert content(form, told("It rained."), table=table)


def test_columns_stay_in_the_documented_order_whatever_the_order_given() -> None:
    table = frame.build(storm())
    assert content("csv", storm(), table=table[sorted(table.columns)]) == content("csv", storm(), table=table)


def test_a_table_without_a_column_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="no column 'status'"):
        export.render(storm(), "csv", table=frame.build(storm()).drop(columns="status"))


def test_an_ending_that_is_no_format_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.html, \.csv, \.geojson, \.json"):
        export.save(told("One."), tmp_path / "events.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["nowhere/events.csv", "a\x00.csv", "x" * 300 + ".csv"])
def test_a_file_that_cannot_be_made_is_named_and_nothing_is_left_behind(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="choose another folder"):
        export.save(told("One."), tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["csv", "gpkg"])
def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = tmp_path / f"events.{form}"
    path.write_text("before", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        export.save(told("One."), path)
    assert path.read_text("utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == [f"events.{form}"]


def test_the_list_of_formats_costs_no_heavy_library() -> None:
    code = "import sys, geo.export; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert set(loaded.split()).isdisjoint({"pandas", "numpy", "pyarrow", "shapely", "folium", "streamlit"})


def test_a_program_killed_while_it_writes_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    whole = {letter.encode() * 3_000_000 for letter in "ab"}
    code = (
        "import sys; from pathlib import Path; from geo.export import disk\n"
        "while True:\n    for letter in b'ab': disk.write(Path(sys.argv[1]), bytes([letter]) * 3_000_000); print(flush=True)"
    )
    for delay in range(6):
        with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, cwd=ROOT) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay / 300)
            writer.kill()
        assert path.read_bytes() in whole
