"""What may leave: rows in the documented order, whole characters, no path of this machine, the credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from geo.errors import ExportError
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

CREDIT = "Places: GeoNames (CC BY 4.0). Read by Dateline."
CREDIT_WITH_OSM = "Places: GeoNames (CC BY 4.0), OpenStreetMap contributors (ODbL). Read by Dateline."
GEONAMES_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FROM_OSM = ("osm:", "nominatim:", "photon:")
_LONE = re.compile("[\ud800-\udfff]")
_LINK = re.compile("(?:https?|ftp|doi|hdl|urn|tag|info):", re.IGNORECASE)
_LOGIN = re.compile("(?<=://)[^/?#]*@")


def readings(several: Sequence[Reading]) -> list[Reading]:
    """The readings with whole characters and public sources."""
    return [_public(_whole(reading) if _is_broken(reading) else reading) for reading in several]


def rows(several: Sequence[Reading], table: pd.DataFrame | None) -> pd.DataFrame:
    """The rows to write, the columns in the documented order; all events of the readings unless a table is given."""
    from geo import frame  # noqa: PLC0415 - pandas takes half a second that --help need not wait for

    given = frame.build(several) if table is None else table
    missing = [name for name in frame.COLUMNS if name not in given.columns]
    if missing:
        raise ExportError(f"The table has no column {missing[0]!r}: give rows of geo.build(readings).")
    ordered = given[list(frame.COLUMNS)]
    texts = [name for name, (dtype, _) in frame.COLUMNS.items() if dtype == "string"]
    changed = {name: mended for name in texts if (mended := _mended(ordered[name])) is not None}
    return ordered.assign(**changed)


def credit(table: pd.DataFrame) -> str:
    """Whom the data of these rows asks to be named."""
    from_osm = table["place_id"].dropna().str.startswith(_FROM_OSM).any()
    return CREDIT_WITH_OSM if from_osm else CREDIT


def whole(text: str) -> str:
    r"""The text with U+FFFD for each half of a character, which no file can hold.

    >>> whole("a\ud800b")
    'a�b'
    """
    return _LONE.sub("\ufffd", text)


def source(given: str) -> str:
    r"""Where an article comes from, as others may know it: a link without its login, of a path the file's name.

    >>> source("https://example.org/a"), source("/home/ann/a.txt"), source(r"C:\Users\ann\a.txt"), source("file:///x/a.txt")
    ('https://example.org/a', 'a.txt', 'a.txt', 'a.txt')
    """
    if _LINK.match(given):
        return _LOGIN.sub("", given)
    path = unquote(urlsplit(given).path) if given.lower().startswith("file:") else given
    return PureWindowsPath(path).name


def _mended(column: pd.Series) -> pd.Series | None:
    """The column with what may not leave replaced; None where nothing is."""
    can_break = getattr(column.dtype, "storage", "python") != "pyarrow"
    if not can_break and column.name != "source":
        return None
    tidy = {text: whole(source(text) if column.name == "source" else text) for text in column.dropna().unique()}
    if all(old == new for old, new in tidy.items()):
        return None
    return column.map(tidy.__getitem__, na_action="ignore").astype("string")


def _public(reading: Reading) -> Reading:
    public = source(reading.article.source)
    if public == reading.article.source:
        return reading
    return replace(reading, article=replace(reading.article, source=public))


def _is_broken(reading: Reading) -> bool:
    article = reading.article
    texts = (article.text, article.title, article.publisher, article.source, *(s.text for s in reading.sentences))
    return any(_LONE.search(text) for text in texts)


def _whole(value: Any) -> Any:
    """A value of the model with whole characters in every text; offsets stay what they were."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, tuple):
        return tuple(_whole(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _whole(getattr(value, field.name)) for field in fields(value)})
    return value
