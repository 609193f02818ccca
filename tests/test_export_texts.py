"""Exports made of text: tables, lines, calendars, annotations; each read back by a reader of its own."""

import csv
import io
import itertools
import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pandas as pd
import pytest
from explorer_samples import storm
from export_samples import FIJI, HOSTILE, LIMA, TUESDAY, told
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from geo import export, frame
from geo.errors import ExportError
from geo.model import TimeSpan

texts = st.text(min_size=1, max_size=60)
IRI = {"type": "string", "pattern": r"^(https?://|urn:)[^\s<>\"{}|\\^`]+$"}
SELECTORS = {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [
    {"type": "object", "required": ["type", "start", "end"], "properties": {
        "type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer"}}},
    {"type": "object", "required": ["type", "exact", "prefix", "suffix"], "properties": {"type": {"const": "TextQuoteSelector"}}},
]}  # fmt: skip
BODY = {"oneOf": [
    {"required": ["type", "value", "purpose"], "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}}},
    {"required": ["type", "source", "purpose"], "properties": {"type": {"const": "SpecificResource"}, "source": IRI}},
]}  # fmt: skip
ANNOTATION = {
    "type": "object", "required": ["id", "type", "motivation", "body", "target"], "additionalProperties": False,
    "properties": {
        "id": IRI, "type": {"const": "Annotation"}, "motivation": {"enum": ["classifying", "identifying"]},
        "body": {"type": "array", "minItems": 1, "items": BODY},
        "target": {"type": "object", "required": ["source", "selector"], "properties": {"source": IRI, "selector": SELECTORS}},
    },
}  # fmt: skip
COLLECTION = Draft202012Validator({
    "type": "object", "required": ["@context", "id", "type", "label", "total", "first", "rights"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": IRI, "type": {"const": "AnnotationCollection"},
        "first": {"type": "object", "required": ["id", "type", "items"], "properties": {
            "type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": ANNOTATION}}},
    },
})  # fmt: skip


def whole(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def cells(*readings: export.Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.render(readings, "csv"), newline="")))


def words(cell: str) -> str:
    """A cell's text without the apostrophe that keeps it from running."""
    blanks = r"[ \x00-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*"
    return cell[1:] if re.match("'+" + blanks + r"[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫]", cell) else cell


@settings(deadline=None, max_examples=60)
@given(texts)
def test_every_text_comes_back_from_csv_and_json_word_for_word(text: str) -> None:
    reading = told(text)
    row = cells(reading)[0]
    for name in ("text", "title", "publisher", "actor", "cue", "speaker", "place_reason"):
        assert words(row[name]) == whole(text).replace("\x00", "\ufffd")
    (line,) = export.render(reading, "jsonl").splitlines()
    one = json.loads(line)
    for event in (one, json.loads(export.render(reading, "json"))["events"][0]):
        assert event["text"] == event["actor"] == whole(text)
    assert list(one) == [*list(frame.COLUMNS)[:-1], "credit"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "＝1+1",
        " =1+1",
        "\n=1",
        "\r=1",
        "\x00=1",
        "'=1",
        "\u200b=1",
        "\xa0 +1",
        "\ufeff@1",
        "﹦1",
    ],
)
def test_no_cell_of_the_csv_runs_as_a_formula(text: str) -> None:
    for cell in cells(told(text, FIJI, source=text))[0].values():
        assert cell == "-18" or not cell.lstrip(" \xa0\u200b\ufeff").startswith(export.FORMULA)


def test_every_text_of_the_csv_is_in_quotes_so_that_no_separator_can_break_it() -> None:
    line = export.render(told("a;=1", LIMA), "csv").split("\n", 1)[1]
    assert '"a;=1"' in line
    assert ",-12.05,-77.04," in line


def test_what_is_missing_is_not_an_empty_text() -> None:
    row = cells(told("It rained.", None, None))[0]
    assert (row["place"], row["lat"], row["start"], row["open_start"]) == ("", "", "", "False")


def test_pandas_reads_the_csv_with_numbers_times_and_truth_values() -> None:
    table = frame.build(storm())
    back = pd.read_csv(io.StringIO(export.render(storm(), "csv")), parse_dates=["start", "stop", "published"])
    assert list(back.columns) == [*list(frame.COLUMNS)[:-1], "credit"]
    for name in ("start", "lat", "lon", "open_stop", "confidence", "published"):
        assert back[name].astype(table[name].dtype).equals(table[name])


def test_json_has_the_articles_with_their_places_and_dates() -> None:
    found = json.loads(export.render([storm(), told("It rained.")], "json"))
    assert [article["article"] for article in found["articles"]] == [0, 1]
    assert len(found["articles"][0]["places"]) == len(storm().resolutions)
    assert len(found["articles"][0]["dates"]) == len(storm().datings)


def test_a_line_of_json_lines_is_a_line_for_every_reader() -> None:
    lines = export.render([told(text) for text in HOSTILE], "jsonl").splitlines()
    assert [json.loads(line)["text"] for line in lines] == [whole(text) for text in HOSTILE]


def calendar(*readings: export.Reading) -> Any:
    written = export.render(readings, "ics")
    assert all(len(line) <= 75 for line in written.encode().split(b"\r\n"))
    assert not re.search("(?<!\r)\n|\r(?!\n)", written)
    return icalendar.Calendar.from_ical(written)


@settings(deadline=None, max_examples=60)
@given(texts)
def test_every_text_comes_back_from_the_calendar(text: str) -> None:
    (event,) = calendar(told(text)).events
    lines = re.sub("\r\n|[\r\n\x85\u2028\u2029]", "\n", whole(text))
    assert str(event["DESCRIPTION"]).startswith(re.sub("[\x00-\x08\x0b-\x1f\x7f]", "\ufffd", lines))
    assert str(event["SUMMARY"]) == "Deployment · Lima"


def test_hostile_texts_add_nothing_to_the_calendar() -> None:
    found = calendar(*(told(text, source=f"https://example.org/{whole(text)}") for text in HOSTILE))
    assert len(found.events) == len(found.subcomponents) == len(HOSTILE)
    assert len({str(event["UID"]) for event in found.events}) == len(HOSTILE)


@settings(deadline=None, max_examples=60)
@given(st.datetimes(datetime(1, 1, 2), datetime(9990, 1, 1)), st.timedeltas(timedelta(0), timedelta(days=900)))
def test_intervals_come_back_from_the_calendar_to_the_second(start: datetime, length: timedelta) -> None:
    start, length = start.replace(microsecond=0), timedelta(seconds=length // timedelta(seconds=1))
    (event,) = calendar(told("x", when=TimeSpan(start, start + length, "hour", "exact"))).events
    assert event.start == start or event.start == start.date()
    if length:
        assert event.end == start + length or event.end == (start + length).date()


def test_whole_days_are_dates_and_undated_events_are_left_out() -> None:
    (event,) = calendar(told("x"), told("y", when=None)).events
    assert (event.start, event.end) == (date(2024, 10, 29), date(2024, 10, 30))
    assert event["GEO"].to_ical() == "-12.05;-77.04"
    assert "GEO" not in calendar(told("x", FIJI)).events[0]


def test_an_event_keeps_its_uid_when_others_are_filtered_away() -> None:
    table = frame.build(storm())
    uids = [str(event["UID"]) for event in calendar(storm()).events]
    fewer = icalendar.Calendar.from_ical(export.render(storm(), "ics", table=table[table["start"].notna()].iloc[2:4]))
    assert [str(event["UID"]) for event in fewer.events] == uids[2:4]


def test_a_calendar_without_dated_events_says_so() -> None:
    (note,) = calendar(told("x", when=None)).subcomponents
    assert (note.name, str(note["SUMMARY"])) == ("VJOURNAL", "No dated events")


def table_of(markdown: str) -> tuple[list[list[str]], str]:
    """The cells as a reader sees them, and the HTML around them."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(markdown)
    shown = [t for before, t in itertools.pairwise(tokens) if before.type in {"td_open", "th_open"}]
    inline = ["".join(c.content for c in t.children) for t in shown if t.type == "inline"]
    return [inline[at : at + 6] for at in range(0, len(inline), 6)], parser.render(markdown)


@settings(deadline=None, max_examples=80)
@given(
    st.text(st.one_of(st.sampled_from("|\\`*_[]<>&~$!^{}#@:/.w-+=()\"'\n"), st.characters()), min_size=1, max_size=40)
)
def test_markdown_shows_every_text_as_it_is_and_nothing_of_it_is_markup(text: str) -> None:
    rows, html = table_of(export.render(told(text), "md"))
    blanks = re.sub("\r\n|[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", " ", whole(text))
    shown = re.sub("[\x00-\x1f\x7f]", "\ufffd", blanks)
    assert rows[1][:4] == ["2024-10-29", "Deployment", "Lima", "happened"]
    assert rows[1][4].strip() == shown.strip()
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td", "ol", "li", "p"}


def test_markdown_links_an_article_to_its_source_only() -> None:
    _, html = table_of(
        export.render([told("x", source="https://example.org/a(b)"), told("y", source="javascript:alert(1)")], "md")
    )
    assert re.findall(r'href="([^"]*)"', html) == ["https://example.org/a%28b%29"]
    assert "<ol>" in html and "[2]" in html


def test_markdown_names_the_first_and_the_last_day() -> None:
    week = TimeSpan(datetime(2024, 10, 28), datetime(2024, 11, 4), "week", "exact")
    rows, _ = table_of(export.render([told("x", when=week), told("y", when=TUESDAY), told("z", when=None)], "md"))
    assert [row[0] for row in rows[1:]] == ["2024-10-28 – 2024-11-03", "2024-10-29", ""]


def test_annotations_keep_to_the_model_and_point_at_their_words() -> None:
    readings = [storm(), *(told(text, source=text) for text in HOSTILE)]
    collection = json.loads(export.render(readings, "jsonld"))
    COLLECTION.validate(collection)
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len({item["id"] for item in items})
    lani = [item["target"] for item in items if item["target"]["source"] == "https://example.org/lani"]
    for position, quote in (target["selector"] for target in lani):
        text, start, end = storm().article.text, position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_places_of_annotations_are_named_by_their_geonames_address() -> None:
    items = json.loads(export.render(storm(), "jsonld"))["first"]["items"]
    named = {
        item["target"]["selector"][1]["exact"]: item["body"] for item in items if item["motivation"] == "identifying"
    }
    assert named["Suva"] == [
        {"type": "SpecificResource", "purpose": "identifying", "source": "https://sws.geonames.org/2198148/"}
    ]
    assert named["Bering Sea"] == [{"type": "TextualBody", "purpose": "identifying", "value": "Bering Sea"}]
    assert "Naqaqa Nowhere" not in named


def test_annotations_without_their_articles_are_refused() -> None:
    with pytest.raises(ExportError, match="give the readings"):
        export.render([], "jsonld", table=frame.build(storm()))


def test_linked_places_are_the_places_with_their_times_sources_and_links() -> None:
    features = {f["properties"]["title"]: f for f in json.loads(export.render(storm(), "lpf"))["features"]}
    assert set(features) == set(frame.build(storm())["place"].dropna())
    suva, bering = features["Suva"], features["Bering Sea"]
    assert suva["links"] == [{"type": "closeMatch", "identifier": "gn:2198148"}]
    assert suva["when"]["timespans"] == [{"start": {"earliest": "2025-02-15"}, "end": {"latest": "2025-02-15"}}]
    assert suva["names"][0]["citations"] == [
        {"label": "Storm Lani leaves the islands", "year": 2025, "@id": "https://example.org/lani"}
    ]
    assert len(suva["descriptions"]) == 2
    assert (bering["links"], bering["properties"]["fclasses"], bering["geometry"]["type"]) == (
        [],
        ["H"],
        "MultiPolygon",
    )
    assert re.match(r"urn:uuid:", bering["@id"])
