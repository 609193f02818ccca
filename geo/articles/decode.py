"""Bytes of a file as text: byte-order mark, UTF-8, what the file declares, charset-normalizer's guess, Windows-1252."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from geo.errors import ArticleTooLong, UnreadableArticle

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARY = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
SAMPLE = 65_536
STRAY = re.compile("[\udc80-\udcff]")
NO_TEXT = frozenset({"base64", "hex", "bz2", "zlib", "uu", "quopri", "rot13", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})  # fmt: skip


def decode(data: bytes, limit: int, declared: str = "") -> str:
    """The text of ``data``; raises UnreadableArticle for bytes that are no text.

    ``declared`` is the encoding that the file or its server names: believed where the bytes are no UTF-8.

    >>> decode("Où ? À Kœnigsberg.".encode("cp1252"), 1000)
    'Où ? À Kœnigsberg.'
    """
    if len(data) > 4 * limit:
        raise ArticleTooLong(f"The file is larger than {4 * limit:,} bytes: split it into parts.")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(data, declared) or _nearly_utf8(data) or _guessed(data)
    _refuse_binary(data)
    return text


def _as_declared(data: bytes, declared: str) -> str:
    """The text in the declared encoding, or "" where that is unknown, UTF-8 after all, or does not fit the bytes."""
    try:
        name = codecs.lookup(declared).name if declared else ""
        # Pages that declare Latin-1 mean Windows-1252, as every browser takes it.
        name = "cp1252" if name in {"iso8859-1", "ascii"} else name
        return data.decode(name) if name not in {"", "utf-8"} | NO_TEXT else ""
    except (LookupError, UnicodeError, ValueError, AttributeError):
        return ""


def _nearly_utf8(data: bytes) -> str:
    """UTF-8 with stray Windows-1252 bytes, as pieces pasted together are; "" where the UTF-8 is not most of it."""
    text = data.decode("utf-8", "surrogateescape")
    strays = sum("\udc80" <= sign <= "\udcff" for sign in text)
    wide = sum("\x80" <= sign < "\ud800" or sign > "\udfff" for sign in text)
    if wide < 3 * strays:
        return ""
    return STRAY.sub(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"The file says that it is {encoding.upper()}, but it is damaged: save it again as UTF-8 text."
        ) from error


def _guessed(data: bytes) -> str:
    """Text that is not UTF-8: UTF-16 without a mark shows by its zeros; Windows-1252 is what is left."""
    wide = _wide(data)
    if wide:
        return _decoded(data, wide)
    _refuse_binary(data)
    best = from_bytes(data[:SAMPLE]).best()
    western = data.decode("cp1252", "replace")
    if best is None or best.encoding in {"cp1250", "cp1252", "latin_1", "iso8859_1", "cp1254", "cp775", "cp437"}:
        return western
    return data.decode(best.encoding, "replace")


def _wide(data: bytes) -> str:
    sample = data[:SAMPLE]
    if len(sample) < 4 or sample.count(0) < len(sample) // 4:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _refuse_binary(data: bytes) -> None:
    sample = data[:SAMPLE]
    if sum(byte in BINARY for byte in sample) > len(sample) // 100:
        raise UnreadableArticle("The file is not text: save the article as .txt or .md, or paste its text.")
