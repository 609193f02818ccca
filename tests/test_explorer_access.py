"""The explorer read by axe-core: nothing that keeps a reader out, in every theme, on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsers import CHROMIUM, FLAGS
from explorer_samples import many, storm
from playwright.sync_api import Browser, sync_playwright
from test_explorer import page

pytestmark = pytest.mark.browser
AXE = (Path(__file__).resolve().parent / "vendor" / "axe.min.js").read_text("utf-8")
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "storms.html"
    reading = storm()
    told = replace(reading, events=(replace(reading.events[0], also=(3,)), *reading.events[1:]))
    path.write_text(page(told, *many(20)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("shown", ["", "event=0-0", "tab=events", "tab=articles&q=town"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_keeps_a_reader_out(browser: Browser, address: str, size: str, theme: str, shown: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{address}#theme={theme}&{shown}")
    opened.wait_for_selector("html[data-ready=yes]")
    if shown.startswith("event"):
        opened.wait_for_selector(".card")
        opened.click(".why summary")
    opened.evaluate(AXE)
    found = opened.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    context.close()
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == []
