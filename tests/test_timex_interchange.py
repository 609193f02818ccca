"""Datings as rows of JSON and as TimeML, and without a publication date."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UnreadableArticle
from geo.model import Article
from geo.sentences import split
from geo.timex import find, interchange


def row(text: str, dct: str | None = "2024-10-31") -> list[dict[str, object]]:
    answer = interchange.rows({"doc": "d", "dct": dct, "text": text}, split=split)
    assert json.loads(json.dumps(answer)) == answer
    found = answer["timexes"]
    assert isinstance(found, list)
    return found


def test_a_row_has_offsets_value_interval_and_reason() -> None:
    (found,) = row("He left on Tuesday.")
    assert found == {
        "start": 11,
        "end": 18,
        "type": "DATE",
        "value": "2024-10-29",
        "begin": "2024-10-29T00:00",
        "finish": "2024-10-30T00:00",
        "grain": "day",
        "certainty": "inferred",
        "reason": "Tuesday before publication 2024-10-31, past tense 'left'",
    }


def test_a_length_has_null_ends() -> None:
    (found,) = row("It took 86 minutes.")
    assert (found["value"], found["begin"], found["finish"]) == ("PT86M", None, None)


def test_a_time_with_a_zone_is_in_utc() -> None:
    (found,) = row("It began at 9:30 a.m. Tokyo time on Tuesday.")
    assert (found["begin"], found["finish"]) == ("2024-10-29T00:30+00:00", "2024-10-29T00:31+00:00")
    assert found["value"] == "2024-10-29T09:30"


def test_without_a_publication_date_only_what_is_written_out_has_an_interval() -> None:
    found = row("He came in 2014 and left on Tuesday.", None)
    assert [(f["value"], f["begin"]) for f in found] == [("2014", "2014-01-01T00:00"), ("XXXX-XX-XX", None)]
    assert "give one" in str(found[1]["reason"])


def test_without_a_publication_date_a_dateline_tells_it() -> None:
    found = row("LIMA, Oct. 31, 2024. He left on Tuesday.", "")
    assert found[1]["value"] == "2024-10-29"
    assert "the dateline" in str(found[1]["reason"])


def test_without_a_dateline_the_newest_full_date_tells_it() -> None:
    text = "He was freed. His trial took long. It opened on 1 May 2019 and ended on 3 June 2021. He left on Tuesday."
    assert row(text, None)[-1]["value"] == "2021-06-01"


def test_a_row_without_text_or_with_a_wrong_date_is_an_error_that_names_the_remedy() -> None:
    with pytest.raises(UnreadableArticle, match="give each row"):
        interchange.rows({"doc": "d"}, split=split)
    with pytest.raises(UnreadableArticle, match="give dct as"):
        interchange.rows({"text": "x", "dct": "31 Oct"}, split=split)


def test_timeml_is_xml_with_the_same_text_and_its_tags() -> None:
    text = "Profits < losses & rose in early 2022, he said Tuesday."
    root = ET.fromstring(interchange.timeml_row({"text": text, "dct": "2024-10-31"}, split=split))  # noqa: S314 - our own output
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == text
    assert [(t.get("value"), t.get("mod")) for t in body.iter("TIMEX3")] == [("2022", "START"), ("2024-10-29", None)]
    assert root.find("DCT/TIMEX3").get("value") == "2024-10-31"  # type: ignore[union-attr]


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_becomes_wellformed_timeml(text: str) -> None:
    article = Article(text, published=date(2024, 10, 31))
    ET.fromstring(interchange.timeml(article, find(article, split(article))))  # noqa: S314 - our own output
