from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest


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
