"""One JSON value: the articles with what was found in them, and the events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo import rows
from geo.export import columns
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd


def to_json(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The events, and the articles that they come from, with every place and date that was found in them."""
    articles = (columns.as_json(_article(number, reading)) for number, reading in enumerate(readings))
    events = columns.objects(table, [name for name in table.columns if name != "outline"])
    head = f'{{"credit": {columns.as_json(credit(table))},\n'
    return head + '"articles": [\n' + ",\n".join(articles) + '\n],\n"events": [\n' + ",\n".join(events) + "\n]}\n"


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
