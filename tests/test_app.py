"""The page: by Streamlit's own test runner, and in a real browser with the network cut off."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import CHROMIUM, FLAGS, serving
from playwright.sync_api import Browser, FrameLocator, Page, Request, Route, expect, sync_playwright
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
expect.set_options(timeout=20_000)
HOSTILE = "In Kursk a man said: ![x](http://198.51.100.1/a.png) {{ 7 * 7 }} <img src=x onerror=alert(1)> on Tuesday."


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def paste(page: AppTest, text: str) -> AppTest:
    page.segmented_control(key="way").set_value("Paste").run()
    return page.text_area(key="pasted").set_value(text).run()


def said(page: AppTest) -> str:
    return "\n".join(element.value for element in [*page.text, *page.caption, *page.markdown, *page.subheader])


def places(page: AppTest) -> set[str]:
    return set(page.dataframe[0].value["place"].dropna())


def test_the_page_opens_at_the_kursk_sample_with_its_map_and_its_table(page: AppTest) -> None:
    assert not page.exception
    assert page.selectbox(key="sample").value == "kursk-2024"
    shown = json.loads(page.get("bidi_component")[0].proto.json)
    assert shown["html"].startswith("<!DOCTYPE html>")
    for name in ("Kursk", "eastern Russia", "Sea of Japan"):
        assert any(name in place for place in places(page)), name


def test_the_title_and_the_date_that_were_found_are_shown_with_their_evidence(page: AppTest) -> None:
    assert page.sidebar.text_input[0].value.startswith("North Korean troops")
    assert page.sidebar.date_input[0].value.isoformat() == "2024-10-31"
    assert "front matter" in said(page)


def test_another_publication_date_moves_the_relative_dates(page: AppTest) -> None:
    paste(page, "NAIROBI – Two people were killed in Mombasa on Tuesday.")
    assert "not known" in said(page)
    page.sidebar.date_input[0].set_value("2024-06-27").run()
    assert page.dataframe[0].value["start"].dt.date.astype(str).tolist() == ["2024-06-25"]


def test_an_empty_page_explains_itself_and_has_samples_one_click_away(page: AppTest) -> None:
    page.segmented_control(key="way").set_value("Paste").run()
    assert "see it on a map" in said(page)
    page.button(key="open-noto-2024").click().run()
    assert not page.exception
    assert page.selectbox(key="sample").value == "noto-2024"
    assert any("Wajima" in place for place in places(page))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n\t ", "There is no text"),
        ("It rained. " * 100_000, "split it into parts"),
        ("---\ndate: someday\n---\nIt rained.", "write it as 2024-10-31"),
    ],
)
def test_an_article_that_cannot_be_read_is_refused_in_place_with_the_remedy(
    page: AppTest, text: str, sentence: str
) -> None:
    paste(page, text)
    assert not page.exception
    assert sentence in said(page)
    assert page.text_area(key="pasted").value == text


def test_what_was_not_found_is_said_under_the_map(page: AppTest) -> None:
    paste(page, "He slept well. She did too.")
    assert not page.exception
    assert "No place was found" in said(page)


def test_article_text_reaches_no_element_that_would_render_it(page: AppTest) -> None:
    paste(page, HOSTILE)
    assert not page.exception
    assert not any("198.51.100.1" in element.value for element in [*page.markdown, *page.caption, *page.subheader])
    assert "198.51.100.1" in page.dataframe[0].value["text"].iloc[0]
    html = json.loads(page.get("bidi_component")[0].proto.json)["html"]
    assert "{{ 7" not in html
    assert "<img src=x" not in html


def test_several_articles_are_explored_together_and_can_be_dated_one_by_one(page: AppTest) -> None:
    page.selectbox(key="sample").set_value("*").run()
    assert not page.exception
    assert "5 articles" in said(page)
    assert {"Nairobi", "Tehran"} <= places(page)


def test_a_text_in_another_language_is_said_to_be_so(page: AppTest) -> None:
    paste(
        page, "Bei einem Erdbeben in Nepal sind am Montag nach Angaben der Polizei viele Menschen ums Leben gekommen."
    )
    assert not page.exception
    assert "German" in said(page)


def test_a_link_that_leads_inside_is_refused_in_a_sentence(page: AppTest) -> None:
    page.segmented_control(key="way").set_value("Link").run()
    page.text_input(key="link").set_value("http://127.0.0.1/secret").run()
    assert not page.exception
    assert "could not be read" in said(page)


# ---------------------------------------------------------------------------------------------- in a real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(ROOT) as url:
        yield url


def refuse(browser: Browser, allowed: str) -> tuple[Page, list[str]]:
    """A tab whose every request but to ``allowed`` is refused and noted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    outside: list[str] = []

    def gate(route: Route, request: Request) -> None:
        if request.url.startswith((allowed, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    context.route("**/*", gate)
    return context.new_page(), outside


def counted(view: FrameLocator | Page) -> str:
    return re.search(r"\d+ of \d+ events|\d+ events", view.locator("#time").inner_text()).group()  # type: ignore[union-attr]


def listed(view: FrameLocator | Page) -> list[str]:
    view.locator("#tab-events").click()
    expect(view.locator("#events .entry").first).to_be_visible()
    entries = view.locator("#events .entry").all_inner_texts()
    view.locator("#tab-article").click()
    return entries


@pytest.mark.browser
def test_the_whole_flow_works_with_the_network_cut_off(browser: Browser, address: str, tmp_path: Path) -> None:
    page, outside = refuse(browser, address)
    page.goto(address)
    view = page.frame_locator("iframe")
    expect(view.locator("#map canvas, .map canvas").first).to_be_visible(timeout=60_000)

    view.get_by_role("button", name=re.compile("Kursk")).first.click()
    card = view.get_by_role("dialog")
    expect(card).to_contain_text("8,000 North Korean soldiers")
    expect(view.locator("#article .sentence.current")).to_contain_text("8,000")
    page.keyboard.press("Escape")

    before = counted(view)
    handle = view.get_by_role("slider", name="Start of the period")
    handle.focus()
    handle.press("End")
    expect(view.locator("#time")).not_to_contain_text(before)
    rows = page.get_by_text(re.compile(r"^\d+ of \d+ events$"))
    expect(rows.first).to_be_visible()
    handle.press("Home")
    expect(view.locator("#time")).to_contain_text(before)
    expect(page.get_by_text(re.compile(r"^\d+ events$")).first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Map as HTML").click()
    saved = tmp_path / "map.html"
    download.value.save_as(saved)
    in_page = listed(view)
    assert outside == []

    alone, elsewhere = refuse(browser, saved.as_uri())
    alone.goto(saved.as_uri())
    expect(alone.locator(".map canvas").first).to_be_visible()
    assert counted(alone) == before
    assert listed(alone)[: len(in_page)] == in_page  # the list draws what fits; the file has more room
    alone.get_by_role("button", name=re.compile("Kursk")).first.click()
    expect(alone.get_by_role("dialog")).to_contain_text("8,000 North Korean soldiers")
    assert elsewhere == []


@pytest.mark.browser
def test_a_hostile_upload_is_shown_word_for_word_and_runs_nothing(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(HOSTILE, "utf-8")
    page, outside = refuse(browser, address)
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    page.goto(address)
    page.get_by_role("radio", name="Files").click()
    page.locator("input[type=file]").set_input_files(file)
    view = page.frame_locator("iframe")
    expect(view.locator("#article")).to_contain_text("{{ 7 * 7 }} <img src=x onerror=alert(1)>", timeout=30_000)
    assert view.locator("#article img").count() == 0
    assert outside == []
    assert alarms == []
