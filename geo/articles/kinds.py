"""What kind of file it is: by its first bytes where they tell, by the ending of its name where they do not."""

from __future__ import annotations

import re
from typing import Literal

from geo.articles.file import File
from geo.errors import UnreadableArticle

Kind = Literal["text", "html", "pdf", "docx", "odt", "epub", "mail", "feed", "csv", "jsonl", "json", "parquet", "zip"]

BY_ENDING: dict[str, Kind] = {
    "": "text", ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
    ".rss": "feed", ".atom": "feed", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json",
}  # fmt: skip
# Endings whose files begin with bytes of their own: without these the file is damaged or something else.
BY_BYTES = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".odt": "OpenDocument",
    ".epub": "EPUB",
    ".parquet": "Parquet",
    ".zip": "ZIP",
}
BY_MEDIA: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "message/rfc822": "mail", "text/csv": "csv",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/json": "json", "application/feed+json": "json", "application/x-ndjson": "jsonl",
    "text/plain": "text", "text/markdown": "text",
}  # fmt: skip
REMEDY = "save the article as .txt or .md, or paste its text."
FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office document", "save it as .docx without a password."),
    (b"{\\rtf", "a rich text file", "save it as .docx."),
    (b"\x89PNG", "a picture", REMEDY),
    (b"\xff\xd8\xff", "a picture", REMEDY),
    (b"GIF8", "a picture", REMEDY),
    (b"7z\xbc\xaf", "a 7z archive", "pack the articles as .zip."),
    (b"Rar!", "a RAR archive", "pack the articles as .zip."),
    (b"\x1f\x8b", "a gzip archive", "pack the articles as .zip."),
)
PAGE = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


def kind_of(file: File, media: str = "") -> Kind:
    """The kind of a file; ``media`` is the media type that a server told. "zip" is any packed file but Parquet.

    Raises UnreadableArticle for what is known not to be read.

    >>> kind_of(File("story.pdf", b"<!DOCTYPE html><p>It rained."))
    'html'
    """
    head = file.head()
    found = _by_bytes(head)
    if found:
        return found
    for mark, what, remedy in FOREIGN:
        if head.startswith(mark):
            raise UnreadableArticle(f"{file.name} is {what}, which is not read: {remedy}")
    if file.ending in BY_BYTES:
        raise UnreadableArticle(f"{file.name} is damaged or no {BY_BYTES[file.ending]} file: {REMEDY}")
    return _by_name(file, media)


def _by_bytes(head: bytes) -> Kind | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    plain = head[3:] if head.startswith(b"\xef\xbb\xbf") else head
    if plain[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        plain = plain.replace(b"\x00", b"")[2:]
    if PAGE.match(plain):
        return "html"
    return "feed" if plain.lstrip().startswith(b"<") and FEED.search(plain[:4096]) else None


def _by_name(file: File, media: str) -> Kind:
    if media in BY_MEDIA:
        return BY_MEDIA[media]
    if file.ending in BY_ENDING:
        return BY_ENDING[file.ending]
    if file.link:
        return "text"
    raise UnreadableArticle(
        f"Files ending in {file.ending[:20]} are not read: save the article as .txt or .md, or paste it."
    )
