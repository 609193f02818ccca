from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browsers import CHROMIUM, FLAGS, serving
from explorer_samples import storm
from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest
from test_explorer import page as document_of


def page() -> None:
    import streamlit as st  # noqa: PLC0415 - the function is the app, a module of its own

    from geo.explorer import bridge  # noqa: PLC0415 - as above

    html = st.text_input("html", "<p>one</p>")
    choice = st.text_input("choice", "")
    state = bridge.show(html, select=choice or None)
    st.text(repr(state))


def sent(app: AppTest) -> dict[str, Any]:
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_the_document_travels_once_and_again_when_it_changes() -> None:
    app = AppTest.from_function(page).run()
    assert sent(app)["html"] == "<p>one</p>"
    app.run()
    assert sent(app)["html"] is None
    app.text_input[0].set_value("<p>two</p>").run()
    assert sent(app)["html"] == "<p>two</p>"
    assert not app.exception


def test_what_the_reader_chose_comes_back() -> None:
    app = AppTest.from_function(page).run()
    app.session_state["explorer"] = {"selected": "0-3", "visible": ["0-3"], "range": [0, 86400000]}
    app.run()
    assert "selected='0-3', visible=('0-3',), range=(0, 86400000)" in app.text[0].value


def test_nothing_chosen_means_everything() -> None:
    app = AppTest.from_function(page).run()
    assert app.text[0].value == "ExplorerState(selected='', visible=None, range=None, filters={})"


def test_a_choice_of_the_page_is_passed_on_once() -> None:
    app = AppTest.from_function(page).run()
    before = sent(app)["pick"]["serial"]
    app.text_input[1].set_value("0-1").run()
    assert sent(app)["pick"] == {"event": "0-1", "serial": before + 1}
    app.run()
    assert sent(app)["pick"]["serial"] == before + 1


APP = """
from pathlib import Path
import streamlit as st
from geo.explorer import bridge
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
name = st.radio("document", ["storm", "empty"])
state = bridge.show(Path(__file__).with_name(f"{name}.html").read_text("utf-8"))
st.text(f"{st.session_state['runs']} runs, {'all' if state.visible is None else len(state.visible)} visible")
"""


def counted(tab: Page) -> str:
    return tab.frame_locator("iframe").locator(".count").inner_text()


@pytest.mark.browser
def test_a_link_to_the_page_shares_the_view_and_another_document_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "storm.html").write_text(document_of(storm()), encoding="utf-8")
    (tmp_path / "empty.html").write_text(document_of(), encoding="utf-8")
    with serving(tmp_path) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first = browser.new_page()
        first.goto(address)
        first.frame_locator("iframe").locator(".chip:has-text('Disaster')").click(timeout=20_000)
        first.get_by_text("2 visible").wait_for()
        assert first.get_by_text("runs").inner_text() == "2 runs, 2 visible"
        assert first.url.endswith("?view=type%3Ddisaster")
        second = browser.new_page()
        second.goto(f"{first.url}%26layer%3Dopentopomap")
        second.get_by_text("2 visible").wait_for(timeout=20_000)
        assert counted(second) == "2 of 10 events"
        second.get_by_text("empty").click()
        second.frame_locator("iframe").get_by_text("No events were found").first.wait_for()
        assert "view=" not in second.url
        browser.close()
