"""Files of what is on the screen: the explorer as HTML, and the table in every format that its users ask for.

FORMATS is the one list of them: ending, label, media type and writer. A file holds the rows of the given table, in
the order of :data:`geo.frame.COLUMNS`, and the credits that its data asks for; it never holds a path of this machine,
and is valid whatever characters an article is made of. A writer imports its library when it is called, so that the
list costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, overload

from geo.errors import ExportError
from geo.export import disk, outgoing
from geo.export.annotations import to_jsonld
from geo.export.calendar import to_ics
from geo.export.csv import FORMULA, to_csv
from geo.export.geojson import to_geojson
from geo.export.geopackage import to_gpkg
from geo.export.html import to_html
from geo.export.json import to_json
from geo.export.jsonl import to_jsonl
from geo.export.kml import to_kml
from geo.export.linkedplaces import to_lpf
from geo.export.markdown import to_md
from geo.export.outgoing import CREDIT
from geo.export.parquet import to_geoparquet, to_parquet
from geo.model import Reading

if TYPE_CHECKING:
    from geo.frame import DataFrame

__all__ = [
    "CREDIT", "FORMATS", "FORMULA", "Exporter", "Format", "render", "save", "to_csv", "to_geojson", "to_geoparquet",
    "to_gpkg", "to_html", "to_ics", "to_json", "to_jsonl", "to_jsonld", "to_kml", "to_lpf", "to_md", "to_parquet",
]  # fmt: skip

Exporter = Callable[[Sequence[Reading], "DataFrame"], str | bytes]
TextForm = Literal["html", "csv", "geojson", "json", "jsonl", "kml", "ics", "md", "jsonld", "lpf"]
BinaryForm = Literal["parquet", "geoparquet", "gpkg"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name for people, its media type, and what writes it."""

    label: str
    media_type: str
    write: Exporter


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("Map as HTML", "text/html", to_html),
        "csv": Format("CSV", "text/csv", to_csv),
        "geojson": Format("GeoJSON", "application/geo+json", to_geojson),
        "json": Format("JSON", "application/json", to_json),
        "jsonl": Format("JSON Lines", "application/jsonl", to_jsonl),
        "kml": Format("KML", "application/vnd.google-earth.kml+xml", to_kml),
        "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", to_gpkg),
        "parquet": Format("Parquet", "application/vnd.apache.parquet", to_parquet),
        "geoparquet": Format("GeoParquet", "application/vnd.apache.parquet", to_geoparquet),
        "ics": Format("Calendar", "text/calendar", to_ics),
        "md": Format("Markdown", "text/markdown", to_md),
        "jsonld": Format("Web Annotations", "application/ld+json", to_jsonld),
        "lpf": Format("Linked Places", "application/ld+json", to_lpf),
    }
)


def save(
    readings: Reading | Sequence[Reading], path: str | Path, *, table: DataFrame | None = None, form: str = ""
) -> Path:
    """Write readings to a file whose ending names the format (see FORMATS), and return its path.

    ``table`` is the part of the events to write, all unless given; ``form`` names the format where the ending does
    not. The file is there wholly or not at all, also when the power fails. Raises ExportError for an unknown format
    or a folder that cannot be written.

    >>> save([], "nothing.geojson").read_text("utf-8").startswith('{"type": "FeatureCollection"')
    True
    """
    path = Path(path)
    content = render(readings, form or path.suffix.lower().removeprefix("."), table=table)
    disk.write(path, content.encode() if isinstance(content, str) else content)
    return path


@overload
def render(readings: Reading | Sequence[Reading], form: TextForm, *, table: DataFrame | None = None) -> str: ...
@overload
def render(readings: Reading | Sequence[Reading], form: BinaryForm, *, table: DataFrame | None = None) -> bytes: ...
@overload
def render(readings: Reading | Sequence[Reading], form: str, *, table: DataFrame | None = None) -> str | bytes: ...
def render(readings: Reading | Sequence[Reading], form: str, *, table: DataFrame | None = None) -> str | bytes:
    """What a file in a format of FORMATS holds: text, or bytes where the format is binary.

    >>> render([], "csv").startswith("id,article,sentence,type")
    True
    >>> render([], "parquet")[:4]
    b'PAR1'
    """
    if form not in FORMATS:
        raise ExportError(f"There is no format {form!r}: end the file's name in {', '.join('.' + f for f in FORMATS)}.")
    several = outgoing.readings([readings] if isinstance(readings, Reading) else readings)
    return FORMATS[form].write(several, outgoing.rows(several, table))
