"""The gazetteer: places by name, id and point, compiled and memory-mapped.

>>> embedded().find("Kursk")[0].country
'RU'
"""

from pathlib import Path

from geo.gazetteer.index import Index, opened
from geo.gazetteer.installed import current
from geo.settings import DATA

__all__ = ["Index", "current", "embedded", "open"]


def open(folder: Path) -> Index:  # noqa: A001  # reads as gazetteer.open(folder), like gzip.open
    """The gazetteer compiled into ``folder``; opened once, then shared.

    Raises GazetteerError where it is missing or damaged.
    """
    return opened(folder.resolve())


def embedded() -> Index:
    """The gazetteer that comes with Dateline: cities of 500 inhabitants and more, regions, countries, seas, airports."""
    return open(DATA / "gazetteer")
