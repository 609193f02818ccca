"""Dateline: what happened, where and when, read out of news text.

>>> from datetime import date
>>> from geo import build, extract, read
>>> article = read("KYIV – A drone hit a depot in Kursk on Tuesday.", published=date(2024, 10, 31))
>>> table = build(extract(article))
>>> table[["place", "country", "start"]].to_dict("records")
[{'place': 'Kursk', 'country': 'RU', 'start': Timestamp('2024-10-29 00:00:00')}]

The names below are imported where they are first used, so that ``import geo`` is immediate.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.articles import read, read_all
    from geo.explorer import document
    from geo.export import render, save
    from geo.frame import COLUMNS, build, within
    from geo.gazetteer import embedded
    from geo.pipeline import extract

__all__ = ["COLUMNS", "build", "document", "embedded", "extract", "read", "read_all", "render", "save", "within"]

_HOMES = {
    "COLUMNS": "geo.frame",
    "build": "geo.frame",
    "document": "geo.explorer",
    "embedded": "geo.gazetteer",
    "extract": "geo.pipeline",
    "read": "geo.articles",
    "read_all": "geo.articles",
    "render": "geo.export",
    "save": "geo.export",
    "within": "geo.frame",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
