"""KML 2.2 for Google Earth: a placemark an event, with its time, its place or area, and every column beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.export import columns, shapes
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

COLOURS = {
    "movement": "1a8cf0", "violence": "84120a", "statement": "868b93", "hazard": "b98a22", "politics": "125f57",
    "society": "4a0f86",
}  # fmt: skip
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
_BALLOON = "<BalloonStyle><text>$[description]</text></BalloonStyle>"


def to_kml(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """Placemarks in the order of the rows; one that is not located has no geometry, an undated one no TimeSpan.

    A description is HTML made of the sentence and its source, in which nothing of theirs is markup; the columns hold
    them word for word. Times are civil times of the news, written as UTC, which Google Earth asks for. Characters that XML cannot hold
    are written as U+FFFD.
    """
    parts = zip(
        _names(table),
        _descriptions(table),
        _spans(table),
        columns.written(table["family"], lambda family: f"<styleUrl>#{_style_id(family)}</styleUrl>", ""),
        _data(table),
        shapes.written(table, geometry, ""),
        strict=True,
    )
    placemarks = (
        f"<Placemark><name>{name}</name><Snippet maxLines=\"0\"/><description>{told}</description>"
        f"{span}{style}<ExtendedData>{data}</ExtendedData>{where}</Placemark>\n"
        for name, told, span, style, data, where in parts
    )  # fmt: skip
    about = f"<name>Dateline</name>\n<description>{as_xml(credit(table))}</description>\n"
    styles = "".join(_style(family) for family in sorted(table["family"].dropna().unique()))
    return f"{_HEAD}{about}{styles}{''.join(placemarks)}</Document>\n</kml>\n"


def as_xml(value: Any) -> str:
    r"""A value as XML text.

    >>> as_xml("a < b\x00\r")
    'a &lt; b�&#13;'
    """
    text = value if isinstance(value, str) else columns.as_json(value).strip('"')
    return html.escape(_NO_XML.sub("\ufffd", text)).replace("\r", "&#13;").replace("&#x27;", "'")


def geometry(shape: shapes.Shape) -> str:
    """A shape as KML: a Point, a Polygon, or a MultiGeometry of polygons."""
    if not shape.polygons:
        return f"<Point><coordinates>{_positions([shape.point])}</coordinates></Point>"
    polygons = "".join(_polygon(rings) for rings in shape.polygons)
    return polygons if len(shape.polygons) == 1 else f"<MultiGeometry>{polygons}</MultiGeometry>"


def _polygon(rings: shapes.Rings) -> str:
    outer, *holes = (f"<LinearRing><coordinates>{_positions(ring)}</coordinates></LinearRing>" for ring in rings)
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><tessellate>1</tessellate><outerBoundaryIs>{outer}</outerBoundaryIs>{inner}</Polygon>"


def _positions(ring: Sequence[shapes.Position]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in ring)


def _names(table: pd.DataFrame) -> list[str]:
    labels = columns.written(table["label"], as_xml, "")
    places = columns.written(table["place"], lambda place: " · " + as_xml(place), "")
    return [label + place for label, place in zip(labels, places, strict=True)]


def _descriptions(table: pd.DataFrame) -> list[str]:
    """The sentence and its source as HTML, which is how Google Earth shows a description."""
    told = columns.written(table["text"], lambda text: as_xml(f"<p>{html.escape(text)}</p>"), "")
    names = ("title", "publisher", "source", "published")
    keys = list(zip(*(columns.values(table[name]) for name in names), strict=True))
    origins = {key: as_xml(_origin(*key)) for key in set(keys)}
    return [text + origins[key] for text, key in zip(told, keys, strict=True)]


def _origin(title: str | None, publisher: str | None, source: str | None, published: str | None) -> str:
    name = html.escape(title or source or "Untitled")
    if source and source.startswith(("https://", "http://")):
        name = f'<a href="{html.escape(source)}">{name}</a>'
    rest = filter(None, (publisher, (published or "")[:10]))
    return f"<p>{', '.join((name, *map(html.escape, rest)))}</p>"


def _spans(table: pd.DataFrame) -> list[str]:
    begin = columns.written(table["start"], lambda when: f"<begin>{when.isoformat()}Z</begin>", "")
    end = columns.written(table["stop"], lambda when: f"<end>{when.isoformat()}Z</end>", "")
    return [f"<TimeSpan>{a}{b}</TimeSpan>" if a or b else "" for a, b in zip(begin, end, strict=True)]


def _data(table: pd.DataFrame) -> list[str]:
    names = [name for name in table.columns if name != "outline"]
    written = [columns.written(table[name], partial(_datum, name), "") for name in names]
    return ["".join(row) for row in zip(*written, strict=True)]


def _datum(name: str, value: Any) -> str:
    return "" if columns.plain(value) is None else f'<Data name="{name}"><value>{as_xml(value)}</value></Data>'


def _style(family: str) -> str:
    rgb = COLOURS.get(family, "868b93")
    bgr = rgb[4:] + rgb[2:4] + rgb[:2]
    return (
        f'<Style id="{_style_id(family)}"><IconStyle><color>ff{bgr}</color></IconStyle>'
        f"<LineStyle><color>ff{bgr}</color></LineStyle><PolyStyle><color>40{bgr}</color></PolyStyle>{_BALLOON}</Style>\n"
    )


def _style_id(family: str) -> str:
    return "family-" + re.sub("[^a-z]", "", family)
