"""GeoJSON after RFC 7946."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.export import columns, shapes
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd


def to_geojson(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """A FeatureCollection, one feature an event and a line; one that is not located has a null geometry.

    ``properties.when`` holds the interval ``[start, stop)``, or null.
    """
    names = [name for name in table.columns if name not in {"id", "outline"}]
    properties = columns.objects(table, names, when=_intervals(table))
    geometries = shapes.written(table, lambda shape: columns.as_json(shape.mapping), "null")
    ids = columns.written(table["id"], columns.as_json, "null")
    features = (
        f'{{"type": "Feature", "id": {name}, "geometry": {geometry}, "properties": {content}}}'
        for name, geometry, content in zip(ids, geometries, properties, strict=True)
    )
    head = f'{{"type": "FeatureCollection", "credit": {columns.as_json(credit(table))}, "features": [\n'
    return head + ",\n".join(features) + "\n]}\n"


def _intervals(table: pd.DataFrame) -> list[str]:
    bounds = (columns.written(table[name], columns.as_json, "null") for name in ("start", "stop"))
    return [
        f'{{"start": {start}, "stop": {stop}}}' if start != "null" else "null"
        for start, stop in zip(*bounds, strict=True)
    ]
