"""The door to Streamlit: shows the explorer's document in the page once, and says what the reader has chosen in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import streamlit as st

from geo.explorer.document import HERE


@dataclass(frozen=True, slots=True)
class ExplorerState:
    """What the reader of the document has chosen.

    ``selected`` is the id of the open event or "". ``visible`` holds the ids of the events on the screen, None while
    all are. ``range`` is the chosen period in milliseconds since 1970, None for all of it. ``filters`` holds the
    search ("query"), whether undated events are shown ("undated"), and lists of values by facet ("types", "statuses",
    "certainties", "countries", "publishers", "articles"); a facet that is missing asks for everything.
    """

    selected: str = ""
    visible: tuple[str, ...] | None = None
    range: tuple[float, float] | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)


def show(
    html: str,
    *,
    key: str = "explorer",
    height: int = 760,
    theme: Literal["light", "dark", ""] = "",
    select: str | None = None,
) -> ExplorerState:
    """Show a document and return what its reader has chosen.

    The document keeps its zoom and its selection until ``html`` changes, and travels to the browser once. ``theme`` is
    the page's own when empty. ``select`` opens an event ("" closes it); None, or the value given before, leaves it to
    the reader. The view (period, filters, selection, place on the map) stands in the page's address as ``view``, so that
    a link to the page shares it; it is written there in the browser, which runs nothing again.
    """
    digest = hashlib.sha256(html.encode()).hexdigest()[:16]
    memory = st.session_state.setdefault(f"_{key}_bridge", {"sent": "", "select": None, "serial": 0})
    memory["serial"] += select is not None and select != memory["select"]
    memory["select"] = select
    sent, memory["sent"] = memory["sent"], digest
    data = {
        "digest": digest,
        "html": None if sent == digest else html,
        "pick": {"event": select or "", "serial": memory["serial"]},
        "height": height,
        "theme": theme,
    }
    chosen = _component()(key=key, data=data, height=height, **dict.fromkeys(_CALLBACKS, _keep))
    if chosen.get("missing") == digest and sent == digest:  # the browser no longer has it: it was away, or reloaded
        memory["sent"] = ""
        st.rerun()
    return _state(chosen)


def _state(chosen: Mapping[str, Any]) -> ExplorerState:
    period, visible = chosen.get("range"), chosen.get("visible")
    return ExplorerState(
        selected=chosen.get("selected") or "",
        visible=None if visible is None else tuple(visible),
        range=(period[0], period[1]) if period else None,
        filters=chosen.get("filters") or {},
    )


_CALLBACKS = tuple(f"on_{name}_change" for name in ("selected", "visible", "range", "filters", "missing"))


def _keep() -> None:
    """Streamlit keeps a value only if there is something to call when it changes."""


@cache
def _component() -> Any:
    code = (HERE / "runtime" / "bridge.js").read_text("utf-8")
    return st.components.v2.component("dateline_explorer", js=code)
