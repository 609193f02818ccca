"""Parquet for data tools, and GeoParquet 1.1 for those that draw maps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.export import shapes
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd


def to_parquet(readings: Sequence[Reading], table: pd.DataFrame) -> bytes:
    """Every column with its type, ``outline`` as lists of rings of [lat, lon]; the credits are in the metadata."""
    from geo.export import arrow  # noqa: PLC0415 - pyarrow takes a tenth of a second that --help need not wait for

    return arrow.as_parquet(arrow.with_outlines(arrow.flat(table), table), {"credit": credit(table)})


def to_geoparquet(readings: Sequence[Reading], table: pd.DataFrame) -> bytes:
    """The columns with ``geometry`` (WKB, longitude first, WGS 84) in place of the outline."""
    from geo.export import arrow  # noqa: PLC0415 - as above

    drawn = shapes.written(table, lambda shape: (shapes.wkb(shape), shape.type, shapes.bounds(shape)), None)
    metadata = {"credit": credit(table), "geo": json.dumps(_geo({each[1:] for each in drawn if each}))}
    return arrow.as_parquet(arrow.with_geometry(arrow.flat(table), [each and each[0] for each in drawn]), metadata)


def _geo(drawn: set[tuple[str, shapes.Box]]) -> dict[str, Any]:
    """The metadata that GeoParquet asks for; without a coordinate system it means longitude and latitude (CRS84)."""
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({kind for kind, _ in drawn}),
        "orientation": "counterclockwise",
        "edges": "planar",
    }
    bounds = shapes.joined(box for _, box in drawn)
    return {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": column | ({"bbox": bounds} if bounds else {})},
    }
