"""The explorer's document: a folium map that carries events, text, timeline and all code in one HTML file.

folium compiles rendered text as a template a second time, so no text of an article is ever given to it: texts travel
as JSON (:func:`geo.explorer.payload.encode`) or escaped, and are put beside what folium has rendered.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import xyzservices.providers  # type: ignore[import-untyped]  # it ships no types
from branca.element import Figure
from folium.template import Template

from geo.explorer.payload import encode, payload
from geo.model import Reading

HERE = Path(__file__).resolve().parent
MODULES = (
    "elements", "icons", "calendar", "words", "scales", "bins", "decode", "filters", "store", "link", "host", "donut",
    "clusters", "geodesy", "world", "land", "names", "basemap", "labels", "marks", "areas", "places", "travel",
    "popup", "timeline", "player", "timebar", "text", "list", "articles", "paper", "controls", "share", "layers",
    "hints", "main",
)  # fmt: skip
LAYERS = {
    "OpenStreetMap.Mapnik": "OpenStreetMap", "OpenTopoMap": "OpenTopoMap", "Esri.WorldImagery": "Satellite pictures",
}  # fmt: skip
ROWS_WITHOUT_SCRIPT = 200
_IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)
_REMARK = re.compile(r"^[ ]*(?:/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)\n|^[ ]+|^\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @(?:type|param) [^*\n]*\*/ ?")
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
# Leaflet's own buttons, tooltips and pictures, and what it knows of browsers that the document does not run in.
_UNUSED = re.compile(
    r"url\(|leaflet-(?:bar|control-(?:zoom|layers|attribution)|tooltip|oldie|safari|vml|div-icon|attribution)|lvml|close-button"
)
_PREFIXED = re.compile(r"([{;])(?:(?:-(?:moz|ms|o)-|-webkit-t)[^;}]*;?)+")
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)


class Page(Figure):
    """The frame around the map: a head with a policy that lets in the page's own scripts and styles, and nothing else.

    ``styles`` and ``scripts`` are code of this package; ``head`` and ``data`` are finished HTML.
    """

    def __init__(self, head: str, data: str, styles: Sequence[str], scripts: Sequence[str]) -> None:
        super().__init__()
        self.head, self.data, self.styles, self.scripts = head, data, styles, scripts

    def render(self, **kwargs: Any) -> str:
        """The whole document."""
        for child in self._children.values():
            child.render(**kwargs)
        first, *rest = self.scripts
        scripts = [first, self.script.render(**kwargs), *rest]
        return "\n".join(
            (
                '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_policy((_code("runtime/guard.js"), *scripts), self.styles)}">',
                f"<script>{_code('runtime/guard.js')}</script>",
                self.head,
                *(f"<style>{style}</style>" for style in self.styles),
                "</head>\n<body>",
                self.html.render(**kwargs),
                self.data,
                *(f"<script>{script}</script>" for script in scripts),
                "</body>\n</html>\n",
            )
        )


class Explorer(folium.Map):
    """A ``folium.Map`` of events: one file, no link to anywhere; what is on its page is in its data element."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own name and type
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own name and type
    _template = Template(
        "{% macro html(this, kwargs) %}" + (HERE / "runtime" / "shell.html").read_text("utf-8") + "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, "
        "{center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}});"
        "{% endmacro %}"
    )

    def __init__(self, page: Page) -> None:
        super().__init__(
            location=(25, 10), tiles=None, zoom_start=2, zoom_control=False, zoom_snap=0.25, world_copy_jump=True,
            attribution_control=False, fade_animation=False,
        )  # fmt: skip
        self._id = "dateline"  # folium's are random; the same article must give the same file
        self.options |= {"minZoom": 0, "maxZoom": 13}
        page.add_child(self)

    def html(self) -> str:
        """The self-contained HTML document."""
        return str(self.get_root().render())


def document(readings: Sequence[Reading], frame: pd.DataFrame, *, title: str = "") -> Explorer:
    """The explorer of some readings.

    ``frame`` is :func:`geo.frame.build` of the readings, or some of its rows: events that are not in it are left out.

    >>> from geo.frame import build
    >>> document([], build([])).html().startswith("<!DOCTYPE html>")
    True
    """
    content = payload(readings, frame, title)
    data = _data("dateline-data", encode(content)) + _world() + f"<noscript>{_table(frame)}</noscript>"
    return Explorer(Page(_head(content["title"], frame), data, _styles(), (_vendored(), runtime())))


@cache
def runtime() -> str:
    """The explorer's own modules as one strict script, without their remarks and types."""
    parts = (_EXPORT.sub("", _IMPORT.sub("", _code(f"runtime/{name}.js"))) for name in MODULES)
    return "(() => {\n'use strict';\n" + _TYPE.sub("", _REMARK.sub("", "".join(parts))) + "main();\n})();"


def _code(name: str) -> str:
    return (HERE / name).read_text("utf-8")


@cache
def _vendored() -> str:
    maps = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
    return "\n".join(maps.sub("", _code(f"vendor/{name}.js")) for name in ("leaflet", "supercluster"))


@cache
def _styles() -> tuple[str, ...]:
    rules = _RULE.findall(_code("vendor/leaflet.css"))
    leaflet = "".join(_PREFIXED.sub(r"\1", rule) for rule in rules if not _UNUSED.search(rule))
    return leaflet, _REMARK.sub("", _code("runtime/explorer.css"))


@cache
def _world() -> str:
    files = {name: _code(f"vendor/{name}.json") for name in ("world", "labels")} | {"layers": encode(_layers())}
    return "".join(_data(f"dateline-{name}", content) for name, content in files.items())


@cache
def _layers() -> tuple[dict[str, Any], ...]:
    """The online maps on offer; ``guard.js`` keeps their hosts shut until the reader chooses one."""
    found = ((name, title, xyzservices.providers.query_name(name)) for name, title in LAYERS.items())
    return tuple(
        {
            "name": name.lower().replace(".", "-"),
            "title": title,
            "url": provider.build_url(x="{x}", y="{y}", z="{z}"),
            "attribution": provider.attribution,
            "max": provider.get("max_zoom", 17),
        }
        for name, title, provider in found
    )


def _data(name: str, content: str) -> str:
    return f'<script type="application/json" id="{name}">{content}</script>\n'


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    hosts = " ".join(sorted({"/".join(layer["url"].split("/")[:3]) for layer in _layers()}))
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        f"img-src data: blob: {hosts}; base-uri 'none'; form-action 'none'"
    )


def _hashes(codes: Iterable[str]) -> str:
    digests = (hashlib.sha256(code.encode()).digest() for code in codes)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _head(title: str, frame: pd.DataFrame) -> str:
    name = _escape(title or "Events on a map")
    about = f"{len(frame)} events on a map and a timeline, each with the sentence that tells it."
    return "\n".join(
        (
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{name}</title>",
            f'<meta name="description" content="{about}">',
            f'<meta property="og:title" content="{name}">',
            f'<meta property="og:description" content="{about}">',
            '<meta property="og:type" content="article">',
            '<meta name="twitter:card" content="summary">',
        )
    )


def _table(frame: pd.DataFrame) -> str:
    """The events as a plain table for a browser without scripts."""
    shown = frame.head(ROWS_WITHOUT_SCRIPT)
    columns = (
        shown["start"].dt.strftime("%Y-%m-%d"),
        shown["label"],
        shown["place"],
        shown["text"],
        shown["publisher"],
    )
    rows = ("".join(f"<td>{_escape(cell)}</td>" for cell in row) for row in zip(*columns, strict=True))
    names = "".join(f'<th scope="col">{name}</th>' for name in ("Date", "Event", "Place", "Sentence", "Publisher"))
    note = f"<p>The map needs JavaScript. Here are {len(shown)} of {len(frame)} events.</p>"
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"{note}<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _escape(cell: Any) -> str:
    text = "" if pd.isna(cell) else str(cell)
    return html.escape(text.encode("utf-8", "replace").decode()).replace("{", "&#123;")
