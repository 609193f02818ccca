"""Columns as lists of written values: each distinct value is written once, since most of them repeat."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
U = TypeVar("U")
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")


def written(column: pd.Series, write: Callable[[Any], T], missing: U) -> list[T | U]:
    """Each value of a column as ``write`` writes it, in order; ``missing`` where there is none."""
    codes, values = column.factorize()
    distinct: list[T | U] = [*map(write, values.tolist()), missing]
    return [distinct[code] for code in codes.tolist()]


def plain(value: Any) -> Any:
    """A value of the table in Python's own types: times as ISO 8601, a number that is none as None."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def values(column: pd.Series) -> list[Any]:
    """A column in Python's own types, None for what is missing."""
    return written(column, plain, None)


def as_json(value: Any) -> str:
    r"""A value as JSON on one line, whatever its reader takes for the end of a line.

    >>> as_json("a\u2028b"), as_json(float("inf")), as_json(True)
    ('"a\\u2028b"', 'null', 'true')
    """
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
    return text if text.isascii() and "\x7f" not in text else _BREAKS.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def objects(table: pd.DataFrame, names: Sequence[str], **more: Sequence[str]) -> Iterator[str]:
    """The rows as JSON objects with these columns, then with columns of finished JSON."""
    lists = [*(written(table[name], as_json, "null") for name in names), *more.values()]
    template = "{" + ", ".join(f"{as_json(name)}: %s" for name in (*names, *more)) + "}"
    return (template % row for row in zip(*lists, strict=True))
