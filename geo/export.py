"""Files of what is on the screen: the explorer as HTML, the table as CSV, GeoJSON or JSON.

A file is written beside its place and renamed, so that it is there wholly or not at all.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from geo import explorer, frame, rows
from geo.errors import ExportError
from geo.model import Reading, Ring

Exporter = Callable[[Sequence[Reading], pd.DataFrame], str]
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
DATES = ("start", "stop", "published")
CREDIT = "Places: GeoNames (CC BY 4.0). Read by Dateline."


def save(
    readings: Reading | Sequence[Reading], path: str | Path, *, table: pd.DataFrame | None = None, form: str = ""
) -> Path:
    """Write readings to a file whose ending names the format (see FORMATS), and return its path.

    ``table`` is the part of the events to write, all unless given; ``form`` names the format where the ending does
    not. Raises ExportError for an unknown format or a folder that cannot be written.
    """
    path = Path(path)
    form = form or path.suffix.lower().removeprefix(".")
    content = render(readings, form, table=table)
    try:
        _write(path, content)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ExportError(f"{path.name} could not be written ({reason}): choose another folder or name.") from error
    return path


def render(readings: Reading | Sequence[Reading], form: str, *, table: pd.DataFrame | None = None) -> str:
    """The text of a file in a format of FORMATS.

    >>> render([], "csv").startswith("id,article,sentence,type")
    True
    """
    several = [readings] if isinstance(readings, Reading) else list(readings)
    if form not in FORMATS:
        raise ExportError(f"There is no format {form!r}: end the file's name in {', '.join('.' + f for f in FORMATS)}.")
    return FORMATS[form](several, frame.build(several) if table is None else table)


def to_html(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The explorer as one document that opens without a network."""
    return explorer.document(readings, table).html()


def to_csv(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The table, safe for spreadsheets: a text that a spreadsheet would run as a formula begins with an apostrophe."""
    plain = table.drop(columns="outline")
    texts = [name for name in plain.columns if frame.COLUMNS[name][0] == "string"]
    safe = plain.assign(**{name: plain[name].map(_no_formula, na_action="ignore") for name in texts})
    written: str = safe.to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S", lineterminator="\n")
    return written


def to_geojson(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """A FeatureCollection after RFC 7946, one feature an event; one that is not located has a null geometry."""
    features = [
        {"type": "Feature", "id": row["id"], "geometry": _geometry(row), "properties": _properties(row)}
        for row in _records(table)
    ]
    return _json({"type": "FeatureCollection", "credit": CREDIT, "features": features})


def to_json(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The events, and the articles that they come from, with every place and date that was found in them."""
    articles = [_article(number, reading) for number, reading in enumerate(readings)]
    events = [{k: v for k, v in row.items() if k != "outline"} for row in _records(table)]
    return _json({"credit": CREDIT, "articles": articles, "events": events})


FORMATS: Mapping[str, Exporter] = {"html": to_html, "csv": to_csv, "geojson": to_geojson, "json": to_json}


def _write(path: Path, content: str) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _no_formula(text: str) -> str:
    return "'" + text if text.lstrip(" ").startswith(FORMULA) else text


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows with None for what is missing and ISO 8601 for times."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(k): _iso(v) if k in DATES else v for k, v in row.items()} for row in plain.to_dict("records")]


def _iso(when: Any) -> str | None:
    return when.isoformat() if when is not None else None


def _geometry(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lat"] is None:
        return None
    if row["outline"]:
        return _polygons(row["outline"])
    return {"type": "Point", "coordinates": [round(row["lon"], 5), round(row["lat"], 5)]}


def _polygons(rings: Sequence[Ring]) -> dict[str, Any]:
    """Rings of (lat, lon) as right-handed polygons, cut at the antimeridian where they cross it."""
    from shapely import Polygon, affinity, box, make_valid, unary_union  # noqa: PLC0415 - 0.1 s that most exports do not need
    from shapely.geometry import mapping  # noqa: PLC0415 - as above
    from shapely.geometry.polygon import orient  # noqa: PLC0415 - as above

    whole = unary_union([make_valid(Polygon([(lon, lat) for lat, lon in ring])) for ring in rings if len(ring) > 2])
    worlds = [affinity.translate(whole.intersection(box(w, -90, w + 360, 90)), -w - 180) for w in (-540, -180, 180)]
    parts = [p for world in worlds for p in getattr(world, "geoms", [world]) if p.geom_type == "Polygon" and p.area > 0]
    coordinates = [mapping(orient(part))["coordinates"] for part in parts]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _properties(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = {k: v for k, v in row.items() if k not in {"id", "outline"}}
    properties["when"] = {"start": row["start"], "stop": row["stop"]} if row["start"] else None
    return properties


def _article(number: int, reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "article": number,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "publisher": article.publisher,
        "source": article.source,
        "places": [rows.toponym(resolution) for resolution in reading.resolutions],
        "dates": [rows.timex(dating) for dating in reading.datings],
    }


_json = partial(json.dumps, ensure_ascii=False, allow_nan=False, indent=1)
