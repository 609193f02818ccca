from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from explorer_samples import many, storm
from hostile_texts import BY_CONTEXT, HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import frame
from geo.explorer import document
from geo.explorer.document import HERE, MODULES, runtime
from geo.explorer.payload import encode, payload
from geo.model import Article, Reading, Sentence, Span
from geo.settings import DATA

TESTS = Path(__file__).resolve().parent


def page(*readings: Reading, title: str = "") -> str:
    return document(readings, frame.build(readings), title=title).html()


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="dateline-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def saying(text: str) -> Reading:
    event = storm().events[0]
    article = Article(text, text, None, text, text)
    span = Span(0, len(text))
    return Reading(
        article, (Sentence(0, span, text),), (), (), (event.__class__(0, "protest", span, event.where, event.when),)
    )


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, tuple(sorted(name for name, _ in attrs))))


def test_the_document_asks_for_nothing_from_outside() -> None:
    html = page(storm())
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", markup)
    assert not re.findall(r"@import|url\((?!data:)", html.split("<body>")[0])


def test_the_same_readings_give_the_same_document() -> None:
    assert page(storm()) == page(storm())


def test_every_script_and_style_is_named_in_the_policy() -> None:
    html = page(storm())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "'unsafe" not in policy[1]
    assert policy[1].count("sha256-") == len(re.findall(r"<(?:script|style)>", html))


@pytest.mark.parametrize("context", BY_CONTEXT)
def test_hostile_text_adds_no_element_and_arrives_word_for_word(context: str) -> None:
    harmless = [tag for tag in Tags(page(saying("harmless"), title="harmless")).all if tag[0] != "td"]
    for text in BY_CONTEXT[context]:
        html = page(saying(text), title=text)
        assert [tag for tag in Tags(html).all if tag[0] != "td"] == harmless
        data = data_of(html)
        assert data["articles"][0]["text"] == text
        assert data["title"] == text
        html.encode("utf-8")


def test_there_are_sixty_hostile_texts_and_none_twice() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 60


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@settings(deadline=None, max_examples=300)
def test_encoded_json_reads_back_and_holds_no_sign_that_another_parser_knows(text: str) -> None:
    encoded = encode({"text": text})
    assert json.loads(encoded) == {"text": text}
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]|{{|{%|{#", encoded)


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode({"lat": float("nan")})


def test_sentences_and_marks_are_found_again_by_their_offsets() -> None:
    reading = storm()
    article = payload([reading], frame.build(reading))["articles"][0]
    units = article["text"].encode("utf-16-le")
    at, texts = 0, []
    for gap, length in zip(article["sentences"][::2], article["sentences"][1::2], strict=True):
        at += gap
        texts.append(units[2 * at : 2 * (at + length)].decode("utf-16-le"))
        at += length
    assert texts == [sentence.text for sentence in reading.sentences]
    marked = [units[2 * mark[0] : 2 * mark[1]].decode("utf-16-le") for mark in article["marks"]]
    assert marked[:3] == ["Suva", "Saturday", "Fiji"]
    assert marked[-1] == "for 86 minutes"


def test_events_that_the_table_leaves_out_are_left_out() -> None:
    reading = storm()
    table = frame.build(reading)
    part = table[table["type"] == "disaster"]
    events = payload([reading], part)["events"]
    assert events["counts"] == [2]
    assert events["number"] == [0, 6]


def test_an_event_that_several_sentences_tell_names_them_all() -> None:
    reading = storm()
    told = replace(reading, events=(reading.events[0], replace(reading.events[1], also=(3, 5)), *reading.events[2:]))
    assert payload([told], frame.build(told))["also"] == [[1, 3, 5]]


def test_an_article_brings_its_section_its_author_and_its_page() -> None:
    article = replace(storm().article, section="World", author="A. Reporter", link="https://example.org/lani/full")
    (said,) = payload([replace(storm(), article=article)], frame.build([]))["articles"]
    assert (said["section"], said["author"], said["link"]) == ("World", "A. Reporter", "https://example.org/lani/full")


def test_the_outline_of_a_country_is_left_to_the_map_below() -> None:
    reading = storm()
    places = payload([reading], frame.build(reading))["places"]
    outlines = dict(zip(places["name"], places["outline"], strict=True))
    assert outlines["Bering Sea"]
    assert outlines["Fiji"] == []


def test_twenty_five_events_take_at_most_five_hundred_and_seventy_kilobytes() -> None:
    assert len(page(*many(25)).encode()) <= 570_000


def test_the_order_of_the_table_does_not_matter() -> None:
    readings = many(200)
    table = frame.build(readings)
    shuffled = table.sample(frac=1.0, random_state=1)
    assert payload(readings, shuffled)["events"] == payload(readings, table)["events"]


def test_ten_thousand_events_take_at_most_forty_bytes_and_ten_microseconds_each() -> None:
    readings = many(10_000)
    table = frame.build(readings)
    started = time.process_time()
    content = payload(readings, table)
    seconds = time.process_time() - started
    texts = sum(len(article["text"]) for article in content["articles"])
    assert (len(encode(content)) - texts) / 10_000 <= 40
    assert seconds / 10_000 <= 10e-6  # three to four on an idle core


def test_a_document_without_events_says_so_and_has_a_table_head() -> None:
    html = page()
    assert "Here are 0 of 0 events" in html
    assert data_of(html)["events"]["counts"] == []


def test_every_type_of_event_has_a_sign() -> None:
    icons = (HERE / "runtime" / "icons.js").read_text("utf-8")
    drawn = set(re.findall(r'^  (\w+): "M', icons, re.MULTILINE))
    with (DATA / "events" / "types.csv").open(encoding="utf-8", newline="") as rows:
        assert {row["glyph"] for row in csv.DictReader(rows)} <= drawn


def test_modules_say_in_one_sentence_what_they_are_and_stay_short() -> None:
    for name in MODULES:
        code = (HERE / "runtime" / f"{name}.js").read_text("utf-8")
        assert re.match(r"/\*\* [^\n]*\. \*/\n", code), name
        assert len(code.splitlines()) <= 400, name


def test_every_module_is_joined_after_those_it_imports_and_no_name_is_taken_twice() -> None:
    names: list[str] = []
    for at, module in enumerate(MODULES):
        code = (HERE / "runtime" / f"{module}.js").read_text("utf-8")
        assert set(re.findall(r'^import [^;]* from "./(\w+).js";', code, re.MULTILINE)) <= set(MODULES[:at]), module
        names += re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", code, re.MULTILINE)
    assert len(names) == len(set(names))
    assert not re.search(r"^(import|export)\b", runtime(), re.MULTILINE)


def test_joined_code_has_no_remarks_and_every_line_of_code() -> None:
    joined = runtime()
    assert not re.search(r"^\s*(?:/\*.*\*/|//.*)$|@(?:type|param)\b", joined, re.MULTILINE)
    for name in MODULES:
        code = (HERE / "runtime" / f"{name}.js").read_text("utf-8")
        assert "`\n" not in code, f"{name}: a text over several lines would lose its indentation"
        for line in re.findall(r"^ +(?:const|return|if) .*$", code, re.MULTILINE):
            assert re.sub(r"/\*\* @.*?\*/ ?", "", line.strip()) in joined, name


def test_no_code_makes_html_from_text() -> None:
    for name in (*MODULES, "bridge"):
        code = (HERE / "runtime" / f"{name}.js").read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code), (
            name
        )


def test_the_pure_parts_of_the_runtime_pass_their_own_tests() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node is not installed: install it to test the explorer's runtime.")
    done = subprocess.run([node, "--test", str(TESTS / "js")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_module_is_read_by_node_and_finds_what_it_imports() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node is not installed: install it to test the explorer's runtime.")
    found = [(HERE / "runtime" / f"{name}.js").as_uri() for name in (*MODULES, "bridge")]
    code = "".join(f"import {json.dumps(address)};" for address in found)
    ran = [node, "--input-type=module", "--eval", code]
    done = subprocess.run(ran, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    done = subprocess.run([node, "--check", "-"], input=runtime(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def test_dates_before_the_epoch_and_open_ends_are_kept() -> None:
    reading = storm()
    table = frame.build(reading)
    table.loc[0, ["start", "stop"]] = [pd.Timestamp("1905-01-22"), pd.Timestamp("1905-01-23")]
    dates = payload([reading], table)["dates"]
    assert -2049408000 in dates["start"]
