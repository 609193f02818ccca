"""The table as Arrow has it, and the files that Arrow writes: the door to pyarrow.

This module is imported by a format when it is written, since pyarrow takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]  # ships no types
from pyarrow import compute, csv, parquet  # type: ignore[import-untyped, unused-ignore]  # as above

if TYPE_CHECKING:
    import pandas as pd

RINGS = pa.list_(pa.list_(pa.list_(pa.float64())))


def flat(table: pd.DataFrame) -> pa.Table:
    """Every column but the outline, with the types of the table."""
    return pa.Table.from_pandas(table.drop(columns="outline"), preserve_index=False)


def with_text(content: pa.Table, name: str, text: str) -> pa.Table:
    """One more column, the same text in every row."""
    return content.append_column(name, pa.array([text] * len(content), pa.string()))


def with_geometry(content: pa.Table, geometry: Sequence[bytes | None]) -> pa.Table:
    """One more column of binary geometries."""
    return content.append_column("geometry", pa.array(geometry, pa.binary()))


def with_outlines(content: pa.Table, table: pd.DataFrame) -> pa.Table:
    """One more column, the outlines as lists of rings of [lat, lon]; null where there is none."""
    kept = [outline if hasattr(outline, "__len__") else None for outline in table["outline"].tolist()]
    distinct = {id(outline): outline for outline in kept}
    at = {name: position for position, name in enumerate(distinct)}
    codes = pa.array([at[id(outline)] for outline in kept], pa.int64())
    return content.append_column("outline", pa.array(list(distinct.values()), RINGS).take(codes))


def shielded(content: pa.Table, pattern: str) -> pa.Table:
    """An apostrophe before each text that the pattern matches, and U+FFFD for NUL."""
    return pa.table({name: _shielded(content[name], pattern) for name in content.column_names})


def _shielded(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    text = compute.replace_substring(column, "\x00", "\ufffd")
    sign, nothing = pa.scalar("'", column.type), pa.scalar("", column.type)
    quoted = compute.binary_join_element_wise(sign, text, nothing)
    return compute.if_else(compute.match_substring_regex(text, pattern), quoted, text)


def as_csv(content: pa.Table) -> str:
    """The rows as CSV under a line of names; every text is in quotes, what is missing is empty without quotes."""
    sink = pa.BufferOutputStream()
    csv.write_csv(content, sink, csv.WriteOptions(include_header=False, quoting_style="needed"))
    return ",".join(content.column_names) + "\n" + str(sink.getvalue().to_pybytes(), "utf-8")


def as_parquet(content: pa.Table, metadata: Mapping[str, str]) -> bytes:
    """A Parquet file with more metadata beside what pandas needs to read it back."""
    sink = pa.BufferOutputStream()
    told = {**(content.schema.metadata or {}), **{key: text.encode() for key, text in metadata.items()}}
    parquet.write_table(content.replace_schema_metadata(told), sink)
    return bytes(sink.getvalue())
