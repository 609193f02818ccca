"""The explorer as one HTML document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd


def to_html(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The explorer as one document that opens without a network; it shows its credits on the map."""
    from geo import explorer  # noqa: PLC0415 - folium takes most of a second that other formats need not wait for

    return explorer.document(readings, table).html()
