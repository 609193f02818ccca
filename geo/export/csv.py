"""CSV for spreadsheets and statistics: UTF-8, commas, every text in quotes (RFC 4180)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geo.export import columns
from geo.export.outgoing import credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

FORMULA = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫")
_BLANK = r"[ \x00-\x1f\x7f-\xa0\x{ad}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{2064}\x{3000}\x{feff}]*"
_RUNS = "^'*" + _BLANK + "[" + "".join(FORMULA).replace("-", r"\-") + "]"


def to_csv(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """The columns without the outline, then ``credit``; what is missing is an empty field without quotes.

    A text that a spreadsheet would run as a formula, also behind blanks, begins with an apostrophe. So does one that already has
    apostrophes before such a beginning: taking one away from either gives the text word for word. NUL, which ends a
    text for most readers, is written as U+FFFD.
    """
    from geo.export import arrow  # noqa: PLC0415 - pyarrow takes a tenth of a second that --help need not wait for

    flat = arrow.with_text(arrow.flat(_with_words(table)), "credit", credit(table))
    return arrow.as_csv(arrow.shielded(flat, _RUNS))


def _with_words(table: pd.DataFrame) -> pd.DataFrame:
    """The table with times in ISO 8601 and truth values as True and False."""
    times = table.select_dtypes("datetime").columns
    words: dict[Any, Any] = {name: columns.values(table[name]) for name in times}
    words |= {name: table[name].map({True: "True", False: "False"}) for name in table.select_dtypes("bool").columns}
    return table.assign(**words).astype(dict.fromkeys(words, "string"))
