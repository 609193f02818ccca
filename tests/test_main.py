"""The command line, run as a user runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import geocoder_server
import pytest

ROOT = Path(__file__).resolve().parent.parent
STORY = "NAIROBI, Kenya – Two people were killed in Mombasa on Tuesday, police said."


def run(*arguments: str, text: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    data = text if isinstance(text, bytes) else text.encode()
    command, told = [sys.executable, "-m", "geo", *arguments], os.environ | environment
    return subprocess.run(command, check=False, input=data, capture_output=True, cwd=ROOT, env=told)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(STORY, "utf-8")
    return file


def test_help_explains_every_command() -> None:
    said = run("--help").stdout.decode()
    assert all(command in said for command in ("explore", "extract", "timex", "toponyms", "examples"))
    assert "publication date" in run("explore", "--help").stdout.decode()


def test_help_loads_none_of_the_heavy_packages() -> None:
    code = "import sys, geo.__main__ as m\ntry: m.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT).stdout
    assert not any(f"'{package}'" in loaded for package in ("pandas", "folium", "numpy", "streamlit", "geopy"))


def test_explore_writes_one_file_that_points_nowhere(story: Path, tmp_path: Path) -> None:
    done = run("explore", str(story), "--published", "2024-06-27", "-o", str(tmp_path / "map.html"))
    page = (tmp_path / "map.html").read_text("utf-8")
    assert done.returncode == 0
    assert "on the map" in done.stderr.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert "Mombasa" in page
    assert "<script src" not in page
    assert "<link" not in page


@pytest.mark.parametrize("form", ["csv", "geojson", "json"])
def test_extract_writes_the_format_that_the_ending_names(story: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"events.{form}"
    assert run("extract", str(story), "--published", "2024-06-27", "-o", str(output)).returncode == 0
    assert "Mombasa" in output.read_text("utf-8")


def test_extract_reads_standard_input_and_prints_the_table() -> None:
    done = run("extract", "-", "--published", "2024-06-27", text=STORY)
    places = {row["place"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))}
    assert "Mombasa" in places


def test_several_sources_become_one_map_and_what_cannot_be_read_is_named(story: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"no PDF")
    done = run("explore", str(story), str(ROOT / "data" / "articles"), str(damaged), "-o", str(tmp_path / "map.html"))
    assert done.returncode == 0
    assert "in 6 articles" in done.stderr.decode()
    assert "damaged.pdf" in done.stderr.decode()


def test_a_date_is_not_given_to_several_articles(story: Path) -> None:
    done = run("extract", str(story), str(story), "--published", "2024-06-27")
    assert done.returncode == 1
    assert "for one article" in done.stderr.decode()


def test_what_is_not_known_is_said_with_the_remedy() -> None:
    said = run("extract", "-", text="He said on Tuesday that nobody would come.").stderr.decode()
    assert "No place was found" in said
    assert "publication date is not known" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "There is no text"),
        (b" \n\t ", "There is no text"),
        (bytes(range(256)) * 20, "not text"),
        (b"It rained. " * 500_000, "split it into parts"),
        (b"\xff\xfe\x00", "damaged"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_1(text: bytes, sentence: str, tmp_path: Path) -> None:
    done = run("explore", "-", "-o", str(tmp_path / "map.html"), text=text)
    assert done.returncode == 1
    assert sentence in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_missing_file_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    done = run("extract", str(tmp_path / "nowhere.txt"))
    assert done.returncode == 1
    assert done.stderr.decode().startswith("dateline: nowhere.txt could not be opened")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_date_that_no_news_has_is_refused_in_a_sentence(day: str) -> None:
    done = run("extract", "-", "--published", day, text=STORY)
    assert done.returncode == 1
    assert "is no date of news" in done.stderr.decode()


def test_a_wrong_date_is_a_wrong_call() -> None:
    done = run("extract", "-", "--published", "yesterday", text=STORY)
    assert done.returncode == 2
    assert "2024-10-31" in done.stderr.decode()


@pytest.mark.parametrize("command", ["timex", "toponyms", "extract"])
def test_documents_come_in_and_go_out_as_json_lines(command: str) -> None:
    row = {"corpus": "own", "doc": "1", "dct": "2024-06-27", "text": STORY}
    done = run(command, "--jsonl", text=json.dumps(row) + "\n\n" + json.dumps(row | {"doc": "2"}) + "\n")
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [found["doc"] for found in out] == ["1", "2"], done.stderr.decode()
    found = out[0][{"timex": "timexes", "toponyms": "toponyms", "extract": "events"}[command]]
    assert found
    assert all(STORY[item["start"] : item["end"]] for item in found)


@pytest.mark.parametrize("command", ["timex", "toponyms", "extract"])
def test_a_document_with_broken_characters_keeps_its_offsets(command: str) -> None:
    done = run(
        command,
        "--jsonl",
        text=r'{"doc": "1", "dct": "2024-06-27", "text": "\ud800 In Mombasa two men died on Tuesday."}',
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["doc"] == "1"


def test_given_spans_are_resolved_as_they_are() -> None:
    text = "He moved from Houston, Texas, to London."
    row = {"doc": "1", "text": text, "toponyms": [{"start": 14, "end": 21}, {"start": 33, "end": 39}]}
    found = json.loads(run("toponyms", "--jsonl", "--spans", text=json.dumps(row)).stdout)["toponyms"]
    assert [(place["text"], int(place["lat"])) for place in found] == [("Houston", 29), ("London", 51)]


def test_spans_outside_the_text_are_named_by_their_line() -> None:
    done = run(
        "toponyms", "--jsonl", "--spans", text=json.dumps({"text": "It rained.", "toponyms": [{"start": 3, "end": 99}]})
    )
    assert done.returncode == 1
    assert "Line 1 has no toponyms to resolve" in done.stderr.decode()


def test_timeml_is_tagged_text() -> None:
    row = {"doc": "1", "dct": "2024-06-27", "text": STORY}
    assert "<TIMEX3" in run("timex", "--timeml", text=json.dumps(row)).stdout.decode()


def test_a_geocoder_is_asked_only_when_it_is_chosen_and_only_for_what_is_not_known(tmp_path: Path) -> None:
    text = "MARALAL, Kenya – Two people were killed in the village of Qworrum on Tuesday, police said."
    with geocoder_server.serving(geocoder_server.says(geocoder_server.nominatim())) as site:
        chosen = {"DATELINE_GEOCODER": "nominatim", "DATELINE_GEOCODER_DOMAIN": site.domain}
        cache = {"DATELINE_GEOCODER_CACHE": str(tmp_path / "answers.sqlite")}
        assert "osm:" not in run("extract", text=text).stdout.decode()
        assert site.arrivals == []
        found = run("extract", text=text, **chosen, **cache)
    assert "Qworrum" in found.stdout.decode()
    assert [query["q"] for query in site.queries] == [["Qworrum"]], found.stderr.decode()


def test_the_gazetteers_are_listed_and_a_wrong_name_is_refused() -> None:
    assert run("gazetteer", "list").stdout.decode().startswith("* embedded")
    done = run("gazetteer", "use", "nowhere")
    assert done.returncode == 1
    assert "gazetteer list" in done.stderr.decode()


def test_what_jsonl_would_leave_unused_is_refused(tmp_path: Path) -> None:
    done = run("extract", "--jsonl", "-o", str(tmp_path / "events.csv"), text='{"text": "It rained."}')
    assert done.returncode == 1
    assert "give it no article" in done.stderr.decode()


def test_explore_refuses_the_ending_of_another_format(story: Path, tmp_path: Path) -> None:
    done = run("explore", str(story), "-o", str(tmp_path / "events.csv"))
    assert done.returncode == 1
    assert "use extract" in done.stderr.decode()
    assert not (tmp_path / "events.csv").exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"doc": "1"}', '{"text": "It rained.", "dct": "soon"}'])
def test_a_line_that_is_no_document_is_named(line: str) -> None:
    done = run("extract", "--jsonl", text=line + "\n")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("dateline: Line 1 ")
