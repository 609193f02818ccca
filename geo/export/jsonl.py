"""JSON Lines: one event a line, for programs that read line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.export import columns
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd


def to_jsonl(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """One object an event: the columns without the outline, then ``credit``."""
    names = [name for name in table.columns if name != "outline"]
    lines = columns.objects(table, names, credit=[columns.as_json(credit(table))] * len(table))
    return "".join(f"{line}\n" for line in lines)
