"""A file that may be bytes in memory or lie on disk, opened without telling its folder to anyone."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geo.errors import ArticleTooLong, UnreadableArticle

HEAD = 65_536


@dataclass(frozen=True, slots=True)
class File:
    """A name to show, and the bytes or where they are; ``charset`` and ``link`` are what a server told of them.

    >>> File("a.txt", b"rain").head()
    b'rain'
    """

    name: str
    source: bytes | Path
    charset: str = ""
    link: str = ""

    @property
    def ending(self) -> str:
        """The ending of the name, lower case, with its dot."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """The file, open for reading; raises UnreadableArticle."""
        if isinstance(self.source, bytes):
            return io.BytesIO(self.source)
        try:
            if not self.source.is_file() and self.source.exists():
                raise UnreadableArticle(f"{self.name} is no ordinary file: choose a file or a folder.")
            return self.source.open("rb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "unknown reason"
            raise UnreadableArticle(
                f"{self.name} could not be opened ({reason}): check the name and the folder."
            ) from error

    def head(self) -> bytes:
        """The first bytes, enough to tell what kind of file it is."""
        with self.open() as file:
            return self._read(file, HEAD)

    def data(self, limit: int) -> bytes:
        """All bytes; raises ArticleTooLong beyond ``limit``."""
        with self.open() as file:
            data = self._read(file, limit + 1)
        if len(data) > limit:
            raise ArticleTooLong(
                f"{self.name} is larger than {limit:,} bytes: split it into parts, or raise DATELINE_MAX_FILE_BYTES."
            )
        return data

    def _read(self, file: BinaryIO, limit: int) -> bytes:
        try:
            return file.read(limit)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise UnreadableArticle(f"{self.name} could not be read ({reason}): check the disk.") from error
