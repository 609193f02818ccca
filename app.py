"""The page: takes an article, shows the explorer, offers files of what is on the screen. It calls, it never computes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

HERE = Path(__file__).parent
st.set_page_config(page_title="Dateline", page_icon=str(HERE / "docs" / "icon.png"), layout="wide")
st.html(HERE / ".streamlit" / "page.css")

from geo import articles, export, frame, pipeline, settings  # noqa: E402 - the title shows while these load
from geo.errors import DatelineError  # noqa: E402 - as above
from geo.explorer import bridge  # noqa: E402 - as above
from geo.frame import DataFrame  # noqa: E402 - as above
from geo.model import Article, Reading  # noqa: E402 - as above

SAMPLES = {"kursk-2024": "Kursk, 2024", "noto-2024": "Noto, 2024", "nairobi-2024": "Nairobi, 2024",
           "beijing-2023": "Beijing, 2023", "baltimore-2024": "Baltimore, 2024"}  # fmt: skip
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
    if given is None:
        _welcome()
        return
    try:
        article = _read(*given)
        with st.sidebar:
            article = _amended(article)
        reading, table, page = _extract(article), _table(article), _document(article)
    except DatelineError as error:
        _refusal(error)
        return
    _explore(reading, table, page)


def _given() -> tuple[str | bytes, str] | None:
    """What the user gave: a text or the bytes of a file, and the file's name; None when there is nothing yet."""
    way = st.segmented_control(
        "Article", ["Sample", "Paste", "File"], default="Sample", key="way", required=True, label_visibility="collapsed"
    )
    if way == "Paste":
        text = st.text_area("Text", key="pasted", height=240, placeholder="Paste an article, headline first.")
        return (text, "") if text else None
    if way == "File":
        file = st.file_uploader("A .txt or .md file", type=["txt", "md"], key="file")
        return (file.getvalue(), file.name) if file else None
    sample = st.selectbox("Sample", list(SAMPLES), format_func=SAMPLES.__getitem__, key="sample")
    return _sample(sample), f"{sample}.md"


@st.cache_resource(show_spinner=False)
def _sample(name: str) -> bytes:
    return (settings.DATA / "articles" / f"{name}.md").read_bytes()


@st.cache_resource(show_spinner="Reading the article …", max_entries=32)
def _read(source: str | bytes, name: str) -> Article:
    """The article, with the publication date that it gives away."""
    return pipeline.dated(articles.read(source, name=name, settings=settings.from_environment()))


@st.cache_resource(show_spinner="Finding places, dates and events …", max_entries=32)
def _extract(article: Article) -> Reading:
    return pipeline.extract(article)


def _amended(article: Article) -> Article:
    """The article with the title and the date that the user sees and may change."""
    key = str(hash(article))
    title = st.text_input("Title", article.title, key=f"title-{key}", placeholder="Untitled")
    published = st.date_input("Published", article.published, key=f"published-{key}", format="YYYY-MM-DD")
    if published == article.published and published is not None:
        st.caption(f"From the {article.published_from}." if article.published_from != "given" else "As given.")
    elif published is None:
        st.caption("Not known: relative dates stay off the timeline until you give it.")
    return pipeline.amended(article, title, published)


def _welcome() -> None:
    """The empty page: what it is for, and samples one click away."""
    st.subheader("Give it an article, see it on a map")
    st.write("Paste a text or open a file in the sidebar, or look at one of these:")
    for column, (name, label) in zip(st.columns(len(SAMPLES)), SAMPLES.items(), strict=True):
        column.button(label, key=f"open-{name}", width="stretch", on_click=_open_sample, args=(name,))


def _open_sample(name: str) -> None:
    st.session_state["way"], st.session_state["sample"] = "Sample", name


def _refusal(error: DatelineError) -> None:
    """Why the article was not read, word for word: st.text shows what it is given and runs nothing."""
    with st.container(border=True):
        st.markdown("**This article could not be read.**")
        st.text(str(error))


def _explore(reading: Reading, table: DataFrame, page: str) -> None:
    """The explorer, and under it the events that it shows, as files and as a table."""
    state = bridge.show(page, key="explorer", select=st.session_state.get("picked"))
    shown = table if state.visible is None else table[table["id"].isin(state.visible)]
    for note in pipeline.notes(reading):
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{len(shown)} of {len(table)} events**" if len(shown) < len(table) else f"**{len(table)} events**"
        )
        st.space("stretch")
        with st.popover("More formats"):
            for form in (form for form in export.FORMATS if form not in IN_SIGHT):
                _download(form, partial(export.render, reading, form, table=shown))
        for form in IN_SIGHT:
            _download(form, partial(export.render, reading, form, table=shown))
    if len(shown):
        st.dataframe(
            shown[list(COLUMNS)],
            hide_index=True,
            column_config=COLUMNS,
            key="table",
            selection_mode="single-row",
            on_select=partial(_pick, tuple(shown["id"])),
        )


def _download(form: str, content: Callable[[], str | bytes]) -> None:
    """A button for a file, which is made when it is asked for."""
    kind: Literal["primary", "secondary"] = "primary" if form == "html" else "secondary"
    file = export.FORMATS[form]
    st.download_button(
        "Map as HTML" if form == "html" else file.label,
        content,
        file_name=f"dateline.{form}",
        mime=file.media_type,
        key=f"save-{form}",
        on_click="ignore",
        type=kind,
    )


def _pick(ids: tuple[str, ...]) -> None:
    """A row of the table was chosen: open its event on the map."""
    rows = st.session_state["table"]["selection"]["rows"]
    st.session_state["picked"] = ids[rows[0]] if rows else ""


@st.cache_resource(show_spinner=False, max_entries=32)
def _table(article: Article) -> DataFrame:
    return frame.build(_extract(article))


@st.cache_resource(show_spinner="Drawing the map …", max_entries=32)
def _document(article: Article) -> str:
    return export.render(_extract(article), "html", table=_table(article))


main()
