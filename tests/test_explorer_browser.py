"""The explorer in a browser whose network is cut off."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from explorer_samples import many, storm
from hostile_texts import HOSTILE
from playwright.sync_api import Browser, Page, sync_playwright
from test_explorer import page, saying

from geo import frame
from geo.explorer.payload import payload
from geo.export import render
from geo.frame import DataFrame

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


class Seen:
    """A page with everything it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **options: object) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", **options)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready=yes]")

    def count(self) -> int:
        return int(self.page.inner_text(".count").split(" of ")[0].replace(",", ""))


@pytest.fixture(scope="module")
def storm_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "storm.html"
    path.write_text(page(storm()), encoding="utf-8")
    return path


@pytest.fixture
def seen(browser: Browser, storm_file: Path) -> Iterator[Seen]:
    opened = Seen(browser, storm_file)
    yield opened
    opened.context.close()
    assert opened.wrong == []
    assert len(opened.asked) == 1


def test_a_marker_shows_its_sentence_and_marks_it_in_the_article(seen: Seen) -> None:
    seen.page.click(".place:has-text('Sydney')")
    assert "sent two ships from Sydney" in seen.page.inner_text(".card-quote")
    assert seen.page.inner_text(".sentence.current") == "Australia’s navy sent two ships from Sydney on Sunday."


def test_a_sentence_shows_its_marker(seen: Seen) -> None:
    seen.page.click(".sentence.told:has-text('Ministers plan')")
    seen.page.wait_for_selector(".place.chosen:has-text('Auckland')")
    assert seen.page.inner_text(".card-type") == "Talks"
    assert seen.page.inner_text(".card .status") == "planned"


def test_an_area_is_called_approximate_and_drawn_dashed(seen: Seen) -> None:
    seen.page.click(".place:has-text('Bering Sea')")
    assert "approximate area" in seen.page.inner_text(".card-where")
    assert seen.page.locator("path.shape.chosen").get_attribute("stroke-dasharray")


def test_the_pager_goes_through_the_events_of_a_place_by_keyboard(seen: Seen) -> None:
    seen.page.focus(".place:has-text('Suva')")
    seen.page.keyboard.press("Enter")
    assert seen.page.inner_text(".pager") == "1 of 2"
    seen.page.focus(".card [data-step='1']")
    seen.page.keyboard.press("Enter")
    assert seen.page.inner_text(".pager") == "2 of 2"
    seen.page.keyboard.press("Escape")
    assert seen.page.locator(".card").count() == 0
    assert "Suva" in seen.page.evaluate("document.activeElement.textContent")


def test_the_handles_filter_map_list_and_counts(seen: Seen) -> None:
    seen.page.focus(".handle >> nth=1")
    for _ in range(3):
        seen.page.keyboard.press("ArrowLeft")
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('9 ')")
    seen.page.click("#tab-events")
    seen.page.wait_for_selector(".row")
    assert seen.page.locator(".row").count() == 9
    assert seen.page.locator(".place:has-text('Auckland')").count() == 0
    seen.page.click("#tab-article")
    assert "out" in (seen.page.locator(".sentence:has-text('Ministers plan')").get_attribute("class") or "")
    seen.page.click("text=Whole period")
    seen.page.wait_for_selector(".place:has-text('Auckland')")


def test_an_event_without_a_place_is_listed_and_opens_beside_the_map(seen: Seen) -> None:
    seen.page.click("#tab-events")
    seen.page.click(".row:has-text('no place')")
    assert "does not say where" in seen.page.inner_text("#sheet .card-where")


def test_another_sentence_that_tells_an_event_is_named_in_its_card_and_leads_to_it(
    browser: Browser, tmp_path: Path
) -> None:
    reading = storm()
    told = replace(reading, events=(replace(reading.events[0], also=(3,)), *reading.events[1:]))
    path = tmp_path / "told.html"
    path.write_text(page(told), encoding="utf-8")
    opened = Seen(browser, path, "#event=0-0&tab=events")
    opened.page.click(".also .jump")
    assert opened.page.inner_text(".sentence.current") == reading.sentences[3].text
    assert opened.page.locator(".sentence.current.told").count() == 1
    opened.context.close()


def test_the_text_follows_the_event_and_an_article_that_is_chosen_leaves_only_its_events(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "several.html"
    path.write_text(page(*many(100), storm()), encoding="utf-8")
    opened = Seen(browser, path, "#tab=articles")
    opened.page.check(".story:has-text('Storm Lani')")
    opened.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('10 of 110')")
    opened.page.click("#tab-article")
    assert opened.page.inner_text(".headline") == "Report 0"
    opened.page.click(".place:has-text('Sydney')")
    assert opened.page.inner_text(".headline") == "Storm Lani leaves the islands"
    assert "sent two ships" in opened.page.inner_text(".sentence.current")
    assert opened.wrong == []
    opened.context.close()


def test_undated_events_go_and_come_with_their_chip(seen: Seen) -> None:
    seen.page.click("text=2 undated")
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('8 ')")


def test_a_place_that_was_not_found_says_so(seen: Seen) -> None:
    seen.page.hover(".at-nowhere:has-text('Naqaqa')")
    assert "Not found" in seen.page.inner_text("#hover")


def test_a_view_comes_back_from_its_link(browser: Browser, storm_file: Path) -> None:
    opened = Seen(browser, storm_file, "#time=2025-02-14/2025-02-17&type=disaster&theme=dark&tab=events&event=0-0")
    assert opened.count() == 2
    assert opened.page.get_attribute("html", "data-theme") == "dark"
    assert opened.page.inner_text(".card-type") == "Disaster"
    assert opened.wrong == []
    opened.context.close()


def test_the_back_button_undoes_a_filter(seen: Seen) -> None:
    seen.page.click(".sentence.told >> nth=1")
    seen.page.wait_for_function("() => location.hash.includes('event=')")
    seen.page.click(".chip >> nth=0")
    seen.page.wait_for_function("() => location.hash.includes('type=')")
    seen.page.go_back()
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('10 ')")


def drawn(rng: random.Random, table: DataFrame) -> tuple[DataFrame, str]:
    """Rows that a random choice of filters leaves in pandas, and the same choice as a link."""
    left, link = table, []
    days = sorted(table["start"].dropna().dt.normalize().unique())
    if rng.random() < 0.8:
        start, stop = sorted(rng.sample(days, 2))
        undated = rng.random() < 0.5
        left = frame.within(left, start, stop, undated=undated)
        link += [f"time={start:%Y-%m-%d}/{stop:%Y-%m-%d}", f"undated={'yes' if undated else 'no'}"]
    for column, name in (
        ("type", "type"),
        ("status", "status"),
        ("country", "country"),
        ("certainty", "date"),
        ("publisher", "publisher"),
    ):
        values = sorted(table[column].dropna().unique())
        if rng.random() < 0.4:
            asked = rng.sample(values, rng.randint(1, len(values)))
            left = left[left[column].isin(asked)]
            link += [f"{name}={quote(value)}" for value in asked]
    if rng.random() < 0.3:
        word = rng.choice(["town 7", "officials", "report 1", "moved"])
        left = left[[all(part in text for part in word.split()) for text in searched(left)]]
        link.append(f"q={quote(word)}")
    return left, "&".join(link)


def searched(table: DataFrame) -> list[str]:
    """What the explorer's search looks into, row by row."""
    return [
        "\n".join(map(str, cells)).lower()
        for cells in table[["text", "place", "actor", "target", "label"]].fillna("").to_numpy()
    ]


def test_fifty_random_filters_leave_what_pandas_leaves_and_what_a_file_of_it_holds(
    browser: Browser, tmp_path: Path
) -> None:
    readings = many(600)
    table = frame.build(readings)
    path = tmp_path / "many.html"
    path.write_text(page(*readings), encoding="utf-8")
    opened = Seen(browser, path)
    rng = random.Random(11)  # noqa: S311 - the same filters in each run
    for _ in range(50):
        left, link = drawn(rng, table)
        opened.page.evaluate("fragment => { location.hash = fragment; }", f"tab=events&{link}")
        opened.page.wait_for_function(
            "count => document.querySelector('.count').textContent.startsWith(count + ' of')",
            arg=str(len(left)),
            timeout=5000,
        )
        rows = csv.DictReader(io.StringIO(str(render(readings, "csv", table=left))))
        assert [row["id"] for row in rows] == left["id"].tolist(), link
    opened.context.close()


def test_hostile_text_runs_nothing_and_is_shown_word_for_word(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page(*map(saying, HOSTILE), title=HOSTILE[0]), encoding="utf-8")
    opened = Seen(browser, path)
    assert opened.page.inner_text("#title") == HOSTILE[0]
    for at, text in enumerate(HOSTILE):
        opened.page.select_option(".shelf select", str(at))
        assert opened.page.evaluate("() => document.querySelector('.sentence').textContent") == text
        opened.page.click(".sentence")
        assert opened.page.evaluate("() => document.querySelector('.card-quote').textContent") == text
    assert opened.page.evaluate("() => document.querySelectorAll('img, iframe, object, embed, base').length") == 0
    assert opened.wrong == []
    assert len(opened.asked) == 1
    opened.context.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_nothing_is_too_small_to_touch(seen: Seen, size: tuple[int, int]) -> None:
    seen.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen.page.wait_for_timeout(200)
    small = seen.page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, summary, .place')]
            .filter((each) => each.checkVisibility() && each.offsetParent)
            .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)"""
    )
    assert small == []
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_explorer_without_events_places_or_dates_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text(page(), encoding="utf-8")
    opened = Seen(browser, path)
    assert "No events were found" in opened.page.inner_text("#map-note")
    opened.context.close()


def test_no_picture_from_outside_may_load_before_a_layer_is_chosen(browser: Browser, storm_file: Path) -> None:
    opened = Seen(browser, storm_file)
    opened.page.evaluate("() => { new Image().src = 'https://tile.openstreetmap.org/0/0/0.png'; }")
    opened.page.wait_for_timeout(200)
    assert "Content Security Policy" in " ".join(opened.wrong)
    opened.context.close()


def test_a_layer_that_does_not_answer_goes_with_one_word(browser: Browser, storm_file: Path) -> None:
    opened = Seen(browser, storm_file)
    opened.page.route("https://**", lambda route: route.abort())
    opened.page.click("[aria-label='Map layers']")
    opened.page.click("input[value=openstreetmap-mapnik]")
    opened.page.wait_for_selector("#toast:has-text('could not be reached')")
    assert any("tile.openstreetmap.org" in address for address in opened.asked)
    assert opened.page.locator(".leaflet-tile").count() == 0
    assert "layer" not in opened.page.evaluate("location.hash.replace(/layer=&?/, '')")
    opened.context.close()


def test_the_data_element_can_be_read_by_others(seen: Seen) -> None:
    data = json.loads(seen.page.inner_html("#dateline-data"))
    expected = json.loads(json.dumps(payload([storm()], frame.build(storm()))))
    assert data == expected


def test_playing_lets_the_period_grow_to_its_end(seen: Seen) -> None:
    for _ in range(2):
        seen.page.click("[aria-label$='speed']")
    seen.page.click("[aria-label='Play through time']")
    seen.page.wait_for_function("() => parseInt(document.querySelector('.count').textContent) < 10")
    seen.page.wait_for_selector("[aria-label='Play through time']", timeout=20000)
    assert seen.count() == 10


def test_paper_carries_the_visible_events_with_their_sources(seen: Seen) -> None:
    seen.page.click(".chip:has-text('Disaster')")
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('2 ')")
    seen.page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".paper tbody tr").count() == 2
    assert "Pacific Wire" in seen.page.inner_text(".paper tbody")


def test_a_page_that_loads_without_a_size_shows_everything_once_it_has_one(browser: Browser, storm_file: Path) -> None:
    opened = browser.new_page()
    opened.set_content("<iframe style='width:0;height:0;border:0'></iframe>")
    opened.evaluate("html => { document.querySelector('iframe').srcdoc = html; }", storm_file.read_text("utf-8"))
    opened.frame_locator("iframe").locator("html[data-ready=yes]").wait_for(state="attached")
    opened.evaluate("() => { document.querySelector('iframe').style.cssText = 'width:1200px;height:700px'; }")
    opened.frame_locator("iframe").locator(".place:has-text('Bering Sea')").wait_for()
    assert opened.frame_locator("iframe").locator(".place").count() == 5  # Apia joins Suva
    opened.close()


def test_filters_are_cleared_at_one_touch(seen: Seen) -> None:
    seen.page.fill("#search", "nowhere to be read")
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('0 ')")
    assert "No event fits" in seen.page.inner_text("#map-note")
    seen.page.click(".clear")
    seen.page.wait_for_function("() => document.querySelector('.count').textContent.startsWith('10 ')")
    assert seen.page.locator(".clear").is_hidden()
