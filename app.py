"""The page: takes an article, shows the explorer, offers files of what is on the screen. It calls, it never computes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

HERE = Path(__file__).parent
st.set_page_config(page_title="Dateline", page_icon=str(HERE / "docs" / "icon.png"), layout="wide")
st.html(HERE / ".streamlit" / "page.css")

from geo import articles, export, frame, pipeline, settings  # noqa: E402 - the title shows while these load
from geo.errors import DatelineError, UnreadableArticle  # noqa: E402 - as above
from geo.explorer import bridge  # noqa: E402 - as above
from geo.frame import DataFrame  # noqa: E402 - as above
from geo.model import Article, Reading  # noqa: E402 - as above

SAMPLES = {"kursk-2024": "Kursk, 2024", "noto-2024": "Noto, 2024", "nairobi-2024": "Nairobi, 2024",
           "beijing-2023": "Beijing, 2023", "baltimore-2024": "Baltimore, 2024", "*": "All five together"}  # fmt: skip
EVERY, MANY = "*", 20
IN_SIGHT = ("csv", "geojson", "json", "html")
COLUMNS = {
    "start": st.column_config.DatetimeColumn("From", format="D MMM YYYY", width="small"),
    "stop": st.column_config.DatetimeColumn("To before", format="D MMM YYYY", width="small"),
    "label": st.column_config.TextColumn("Event", width="small"),
    "status": st.column_config.TextColumn("Status", width="small"),
    "place": st.column_config.TextColumn("Place", width="medium"),
    "confidence": st.column_config.ProgressColumn("Sure", format="percent", min_value=0, max_value=1, width="small"),
    "text": st.column_config.TextColumn("Sentence", width="large"),
}


def main() -> None:
    """Show the page."""
    with st.sidebar:
        st.title("Dateline")
        st.caption("What happened, where and when: every marker leads back to its sentence.")
        given = _given()
    if not given:
        _welcome()
        return
    try:
        found = _read(given)
        with st.sidebar:
            chosen = _amended(tuple(one for one in found if isinstance(one, Article)))
        _explore(_extract_all(chosen), *_drawn(chosen))
    except DatelineError as error:
        _refusal("This could not be read.", str(error))
        return
    refused = [f"{one.name}: {one.reason}" for one in found if isinstance(one, articles.Refusal)]
    if refused:
        _refusal(f"{len(refused)} could not be read:", "\n".join(refused))


def _given() -> tuple[str | articles.File, ...]:
    """What the user gave: texts, links or files; nothing yet when it is empty."""
    way = st.segmented_control(
        "Article", ["Sample", "Paste", "Link", "Files"], default="Sample", key="way", required=True,
        label_visibility="collapsed", width="stretch",
    )  # fmt: skip
    if way == "Paste":
        text = st.text_area("Text", key="pasted", height=240, placeholder="Paste an article, headline first.")
        return (text,) if text else ()
    if way == "Link":
        link = st.text_input("Link to an article or a feed", key="link", placeholder="https://")
        if link and not articles.is_link(link.strip()):
            st.caption("This is no link that can be followed: it begins with https:// or http://.")
        return (link.strip(),) if articles.is_link(link.strip()) else ()
    if way == "Files":
        files = st.file_uploader("Articles, tables or archives of articles", accept_multiple_files=True, key="files")
        return tuple(articles.File(file.name, file.getvalue()) for file in files)
    sample = st.selectbox("Sample", list(SAMPLES), format_func=SAMPLES.__getitem__, key="sample")
    names = [name for name in SAMPLES if name != EVERY] if sample == EVERY else [sample]
    return tuple(map(_sample, names))


@st.cache_resource(show_spinner=False)
def _sample(name: str) -> articles.File:
    return articles.File(f"{name}.md", (settings.DATA / "articles" / f"{name}.md").read_bytes())


@st.cache_resource(show_spinner="Reading …", max_entries=32)
def _read(sources: tuple[str | articles.File, ...]) -> tuple[Article | articles.Refusal, ...]:
    """The articles, each with the publication date that it gives away, and what could not be read."""
    found = tuple(articles.read_all(sources, settings=settings.from_environment()))
    if all(isinstance(one, articles.Refusal) for one in found):
        raise UnreadableArticle("\n".join(one.reason for one in found if isinstance(one, articles.Refusal)))
    return tuple(pipeline.dated(one) if isinstance(one, Article) else one for one in found)


def _extract_all(chosen: tuple[Article, ...]) -> list[Reading]:
    """The readings, with a bar that moves where there are many."""
    if len(chosen) < MANY:
        return [_extract(article) for article in chosen]
    bar, readings = st.progress(0.0, "Finding places, dates and events …"), []
    for number, article in enumerate(chosen, 1):
        readings.append(_extract(article))
        bar.progress(number / len(chosen), f"Finding places, dates and events: {number:,} of {len(chosen):,} articles")
    bar.empty()
    return readings


@st.cache_resource(show_spinner=False, max_entries=20_000)
def _extract(article: Article) -> Reading:
    return pipeline.extract(article)


def _amended(found: tuple[Article, ...]) -> tuple[Article, ...]:
    """The articles with the titles and dates that the user sees and may change."""
    key = str(hash(found))
    if len(found) == 1:
        return (_amended_one(found[0], key),)
    st.caption(f"{len(found):,} articles. Titles and dates can be changed here.")
    days = {"Published": st.column_config.DateColumn(format="D MMM YYYY", width="small")}
    rows: list[dict[str, Any]] = [{"Published": one.published, "Title": one.title} for one in found]
    changed = st.data_editor(rows, key=f"articles-{key}", hide_index=True, column_config=days)
    pairs = zip(found, changed, strict=True)
    return tuple(pipeline.amended(article, row["Title"] or "", row["Published"]) for article, row in pairs)


def _amended_one(article: Article, key: str) -> Article:
    title = st.text_input("Title", article.title, key=f"title-{key}", placeholder="Untitled")
    published = st.date_input("Published", article.published, key=f"published-{key}", format="YYYY-MM-DD")
    if published is None:
        st.caption("Not known: relative dates stay off the timeline until you give it.")
    elif published == article.published:
        st.caption(f"As found: {article.published_from}." if article.published_from != "given" else "As given.")
    return pipeline.amended(article, title, published)


def _welcome() -> None:
    """The empty page: what it is for, and samples one click away."""
    st.subheader("Give it an article, see it on a map")
    st.write(
        "Paste a text or a link, or open files, in the sidebar. Nothing leaves this computer. Or look at a sample:"
    )
    for column, (name, label) in zip(st.columns(len(SAMPLES)), SAMPLES.items(), strict=True):
        column.button(label, key=f"open-{name}", width="stretch", on_click=_open_sample, args=(name,))


def _open_sample(name: str) -> None:
    st.session_state["way"], st.session_state["sample"] = "Sample", name


def _refusal(what: str, why: str) -> None:
    """What was not read and why, word for word: st.text shows what it is given and runs nothing."""
    with st.container(border=True):
        st.markdown(f"**{what}**")
        st.text(why)


def _explore(readings: list[Reading], table: DataFrame, page: str) -> None:
    """The explorer, and under it the events that it shows, as files and as a table."""
    state = bridge.show(page, key="explorer", select=st.session_state.get("picked"))
    shown = table if state.visible is None else table[table["id"].isin(state.visible)]
    for note in pipeline.notes(readings):
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="center"):
        some = f"{len(shown):,} of " if len(shown) < len(table) else ""
        st.markdown(f"**{some}{len(table):,} events**")
        st.space("stretch")
        with st.popover("More formats"):
            for form in (form for form in export.FORMATS if form not in IN_SIGHT):
                _download(form, partial(export.render, readings, form, table=shown))
        for form in IN_SIGHT:
            _download(form, partial(export.render, readings, form, table=shown))
    if len(shown):
        st.dataframe(shown[list(COLUMNS)], hide_index=True, column_config=COLUMNS, key="table",
                     placeholder="–", selection_mode="single-row", on_select=partial(_pick, tuple(shown["id"])))  # fmt: skip


def _download(form: str, content: Callable[[], str | bytes]) -> None:
    """A button for a file, which is made when it is asked for."""
    kind: Literal["primary", "secondary"] = "primary" if form == "html" else "secondary"
    file = export.FORMATS[form]
    st.download_button("Map as HTML" if form == "html" else file.label, content, f"dateline.{form}", file.media_type,
                       key=f"save-{form}", on_click="ignore", type=kind)  # fmt: skip


def _pick(ids: tuple[str, ...]) -> None:
    """A row of the table was chosen: open its event on the map."""
    rows = st.session_state["table"]["selection"]["rows"]
    st.session_state["picked"] = ids[rows[0]] if rows else ""


@st.cache_resource(show_spinner="Drawing the map …", max_entries=32)
def _drawn(chosen: tuple[Article, ...]) -> tuple[DataFrame, str]:
    """The table of the events, and the explorer's document."""
    readings = [_extract(article) for article in chosen]
    table = frame.build(readings)
    return table, str(export.render(readings, "html", table=table))


main()
