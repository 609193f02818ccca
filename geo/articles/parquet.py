"""Parquet by pyarrow, a batch of rows at a time; runs in the process that takes files apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from geo.articles.columns import Columns
from geo.articles.file import File
from geo.articles.refusal import Refusal
from geo.articles.table import SAMPLE, Row, articles
from geo.errors import UnreadableArticle
from geo.model import Article
from geo.settings import Settings

BATCH = 200


def parse(
    file: File, name: str, settings: Settings, *, columns: Mapping[str, Any] | None = None
) -> Iterator[Article | Refusal]:
    """The articles of a Parquet file; raises UnreadableArticle or ArticleTooLong."""
    try:
        yield from articles(_rows(file.source), name, settings, Columns(**columns) if columns else None)
    except pa.ArrowMemoryError as error:
        raise MemoryError from error
    except (pa.ArrowException, OSError) as error:
        raise UnreadableArticle(_damaged(name)) from error


def first_rows(file: File, name: str, settings: Settings) -> Iterator[dict[str, str]]:
    """The first rows with every value as words, to guess the columns from."""
    try:
        for _, row in islice(_rows(file.source), SAMPLE):
            yield {key: "" if value is None else str(value)[:200] for key, value in row.items()}
    except (pa.ArrowException, OSError) as error:
        raise UnreadableArticle(_damaged(name)) from error


def _damaged(name: str) -> str:
    return f"{name} is a damaged Parquet file: save it again, or as CSV."


def _rows(source: bytes | Path) -> Iterator[tuple[int, Row]]:
    opened = pa.BufferReader(source) if isinstance(source, bytes) else pa.OSFile(str(source))
    with parquet.ParquetFile(opened, pre_buffer=False) as table:
        number = 0
        for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield number, row
