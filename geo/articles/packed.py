"""ZIP files of strangers, opened within limits: entries, what they unpack to, ways of packing, names."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO

from geo.errors import ArticleTooLong, UnreadableArticle
from geo.settings import Settings

CENTRAL = b"PK\x01\x02"


def open_packed(file: BinaryIO, name: str, settings: Settings) -> zipfile.ZipFile:
    """The archive, its list of files checked; raises UnreadableArticle or ArticleTooLong.

    The list is counted before it is opened, since opening makes an object of every entry.
    """
    _check_count(file, name, settings)
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise UnreadableArticle(f"{name} is a damaged archive: pack or save it again.") from error
    if sum(info.file_size for info in packed.infolist()) > settings.max_expanded_bytes:
        raise ArticleTooLong(
            f"{name} unpacks to more than {settings.max_expanded_bytes:,} bytes: split it into parts, "
            "or raise DATELINE_MAX_EXPANDED_BYTES."
        )
    return packed


def _check_count(file: BinaryIO, name: str, settings: Settings) -> None:
    """Entries as the marks of the central directory count them, in one pass of small pieces."""
    count, tail = 0, b""
    file.seek(0)
    while piece := file.read(1 << 20):
        count += (tail + piece).count(CENTRAL)
        tail = piece[-3:]
        if count > settings.max_entries:
            raise ArticleTooLong(
                f"{name} holds more than {settings.max_entries:,} files: split it into parts, "
                "or raise DATELINE_MAX_ENTRIES."
            )
    file.seek(0)


def unpack(packed: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one entry; raises UnreadableArticle, or ArticleTooLong beyond ``limit``."""
    shown = shown_name(info.filename)
    if info.flag_bits & 1:
        raise UnreadableArticle(f"{shown} is protected by a password: unpack it first, or pack it without one.")
    # The other ways of packing may ask for gigabytes before the first byte is out.
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableArticle(f"{shown} is packed in a rare way: pack it again as an ordinary .zip.")
    if info.file_size > limit:
        raise ArticleTooLong(
            f"{shown} is larger than {limit:,} bytes: split it into parts, or raise DATELINE_MAX_FILE_BYTES."
        )
    try:
        with packed.open(info) as member:
            return member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise UnreadableArticle(f"{shown} is damaged inside its archive: pack it again.") from error


def shown_name(name: str) -> str:
    r"""A name in an archive as it may be shown: no way up or to a root, no control characters.

    >>> shown_name("../../etc/pass\nwd"), shown_name("C:\\news\\a.txt")
    ('etc/passwd', 'C:/news/a.txt')
    """
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", name[:400])
    parts = [part for part in clean.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) or "unnamed"
