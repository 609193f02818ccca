"""Tables of articles, a row each, read as a stream: CSV, JSON lines, JSON."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from geo.articles.columns import Columns, article, check, guess
from geo.articles.decode import decode
from geo.articles.file import HEAD, File
from geo.articles.refusal import Refusal
from geo.errors import ArticleError, ArticleTooLong, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

SAMPLE = 200
# What decode() may have found: the one that gives the same text is the one to read the rest with.
OLD = (
    "cp1252", "cp1251", "koi8-r", "cp1250", "iso8859-2", "cp1253", "iso8859-7", "cp1254", "cp1255", "cp1256", "cp1257",
    "gb18030", "big5", "shift_jis", "euc-jp", "cp949", "mac-cyrillic", "mac-roman", "cp866", "latin-1",
)  # fmt: skip
MARKS_16 = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})
MARKS_32 = frozenset({codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE})
Row = Mapping[str, Any]


def parse(file: File, kind: str, settings: Settings, columns: Columns | None = None) -> Iterator[Article | Refusal]:
    r"""The articles of a table; a row that is none becomes a Refusal with its number, the head being row 1 of a CSV.

    Raises UnreadableArticle where no column holds the text, ArticleTooLong beyond ``max_rows``.

    >>> [article.title for article in parse(File("a.csv", b"title,text\nFlood,It rained."), "csv", Settings())]
    ['Flood']
    """
    with file.open() as stream:
        rows = READERS[kind](stream, file, settings)
        yield from articles(rows, file.name, settings, columns)


def sample(file: File, kind: str, settings: Settings) -> tuple[tuple[str, ...], Columns]:
    r"""The names of a table's columns and the guess which of them is what.

    >>> sample(File("a.csv", b"title,text\nFlood,It rained."), "csv", Settings())[0]
    ('title', 'text')
    """
    with file.open() as stream:
        first = [row for _, row in islice(READERS[kind](stream, file, settings), SAMPLE) if isinstance(row, Mapping)]
    names = _names(first)
    return names, guess(names, first)


def articles(
    rows: Iterator[tuple[int, Row | str]], name: str, settings: Settings, columns: Columns | None
) -> Iterator[Article | Refusal]:
    """The articles of numbered rows; a row that is a str is why it is none."""
    first = list(islice(rows, SAMPLE))
    known = [row for _, row in first if isinstance(row, Mapping)]
    names = _names(known)
    chosen = columns or guess(names, known)
    if known:
        check(chosen, names, name)
    for count, (number, row) in enumerate(chain(first, rows), 1):
        if count > settings.max_rows:
            raise ArticleTooLong(
                f"{name} has more than {settings.max_rows:,} rows: split it into parts, or raise DATELINE_MAX_ROWS."
            )
        yield _article(row, chosen, f"{name}, row {number}")


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name) for row in rows for name in row))


def _article(row: Row | str, columns: Columns, name: str) -> Article | Refusal:
    if isinstance(row, str):
        return Refusal(name, row)
    try:
        return article(row, columns, name)
    except ArticleError as error:
        return Refusal(name, str(error))


def _csv(stream: BinaryIO, file: File, settings: Settings) -> Iterator[tuple[int, Row | str]]:
    lines = _lines(stream, file, settings)
    # The limit is the process's own, and only ever raised: articles are longer than cells usually are.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_characters))
    first = next(lines, "")
    reader = csv.reader(chain([first], lines), delimiter=_delimiter(first))
    try:
        head = [name.strip() for name in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(head, cells)
    except csv.Error as error:
        raise UnreadableArticle(
            f"{file.name} is no CSV from line {reader.line_num:,} on ({error}): close its quotation marks, or save it again."
        ) from error


def _row(head: Sequence[str], cells: Sequence[str]) -> Row | str:
    if len(cells) > len(head):
        return f"The row has {len(cells)} cells, but the head {len(head)}: put quotation marks around the text."
    return dict(zip(head, cells, strict=False))


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _lines(stream: BinaryIO, file: File, settings: Settings) -> Iterator[str]:
    """The lines of the file, its encoding found from its head."""
    text = io.TextIOWrapper(stream, _encoding(file), "replace", newline="")
    longest = 2 * settings.max_characters
    while line := text.readline(longest + 1):
        if len(line) > longest:
            raise ArticleTooLong(
                f"A line of {file.name} is longer than an article may be: save it again as CSV, "
                "or raise DATELINE_MAX_CHARACTERS."
            )
        yield line.replace("\x00", "")


def _encoding(file: File) -> str:
    head = file.head()
    wide = head[:4].count(0) or head[:2] in MARKS_16
    cut = head[: len(head) // 4 * 4] if wide else head[: head.rfind(b"\n") + 1] or head
    text = decode(cut, HEAD, file.charset)
    marked: tuple[str, ...] = ("utf-32",) if cut[:4] in MARKS_32 else ("utf-16",) if cut[:2] in MARKS_16 else ()
    for encoding in ("utf-8-sig", *marked, "utf-16-le", "utf-16-be", *OLD):
        try:
            if cut.decode(encoding).removeprefix("\ufeff") == text.removeprefix("\ufeff"):
                return encoding
        except UnicodeError:
            continue
    return "cp1252"


def _json_lines(stream: BinaryIO, file: File, settings: Settings) -> Iterator[tuple[int, Row | str]]:
    longest = 6 * settings.max_characters
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest:
            raise ArticleTooLong(
                f"Line {number:,} of {file.name} is longer than an article may be: write one object a line, "
                "or raise DATELINE_MAX_CHARACTERS."
            )
        if line.strip():
            yield number, _object(line)


def _object(line: bytes) -> Row | str:
    try:
        row = json.loads(decode(line, len(line)))
    except (ValueError, RecursionError):
        return "The line is no JSON: write one object a line."
    return row if isinstance(row, dict) else "The line is no object: write one object a line, like {“text”: “…”}."


def _json(stream: BinaryIO, file: File, settings: Settings) -> Iterator[tuple[int, Row | str]]:
    """The rows of a JSON file: a list, or the first list inside an object, or one object."""
    try:
        found = json.loads(decode(file.data(settings.max_file_bytes), settings.max_file_bytes))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ArticleError):
            raise
        raise UnreadableArticle(
            f"{file.name} is damaged JSON: save it again, or write one object a line (.jsonl)."
        ) from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if _is_table(value)), [found])
    rows: Iterable[Any] = found if isinstance(found, list) else []
    for number, row in enumerate(rows, 1):
        yield number, row if isinstance(row, dict) else "The row is no object: write rows like {“text”: “…”}."


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


READERS = {"csv": _csv, "jsonl": _json_lines, "json": _json}
