"""GeoPackage 1.3 for QGIS and its like: one SQLite file with one layer, ``events``, written by the standard library."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from geo.export import columns, shapes
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in decimal degrees"),
)
_TABLES = """
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""
_UNCHANGING = "1970-01-01T00:00:00.000Z"


def to_gpkg(readings: Sequence[Reading], table: pd.DataFrame) -> bytes:
    """The layer ``events``: ``fid``, ``geom`` and the columns without the outline; the credits describe the layer.

    Times are civil times of the news, written as UTC, which the format asks for. NUL, which ends a text in SQLite, is
    written as U+FFFD. The same rows give the same bytes.
    """
    names = [name for name in table.columns if name != "outline"]
    drawn = shapes.written(table, lambda shape: (_blob(shape), shapes.bounds(shape)), None)
    box = shapes.joined({each[1] for each in drawn if each}) or (None,) * 4
    cells = (columns.written(table[name], _value, None) for name in names)
    rows = zip([each and each[0] for each in drawn], *cells, strict=True)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as store:
        store.executescript(_TABLES + _layer(table, names))
        store.execute("BEGIN")
        store.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        store.execute(
            "INSERT INTO gpkg_contents VALUES ('events', 'features', 'events', ?, ?, ?, ?, ?, ?, 4326)",
            (credit(table), _UNCHANGING, *box),
        )
        store.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'GEOMETRY', 4326, 0, 0)")
        store.executemany(f"INSERT INTO events VALUES (NULL, ?{', ?' * len(names)})", rows)  # noqa: S608 - only question marks
        store.execute("COMMIT")
        return store.serialize()


def _layer(table: pd.DataFrame, names: Sequence[str]) -> str:
    fields = "".join(f', "{name}" {_type(str(table[name].dtype))}' for name in names)
    return f"CREATE TABLE events (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY{fields});"


def _type(dtype: str) -> str:
    kinds = {"int": "INTEGER", "float": "DOUBLE", "datetime": "DATETIME", "bool": "BOOLEAN"}
    return next((kind for name, kind in kinds.items() if dtype.startswith(name)), "TEXT")


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="milliseconds") + "Z"
    return columns.plain(value)


def _blob(shape: shapes.Shape) -> bytes:
    """A geometry behind GeoPackage's header: magic, version, little-endian with an envelope, WGS 84."""
    west, south, east, north = shapes.bounds(shape)
    return b"GP" + struct.pack("<BBi4d", 0, 0b011, 4326, west, east, south, north) + shapes.wkb(shape)
