"""PDF by pypdf: the lines of the pages joined into paragraphs, the title by its size, the day by the file's properties."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from statistics import median
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from geo.articles.finishing import too_long
from geo.articles.lines import paragraphs, without_running_heads
from geo.articles.pdfcolumns import Piece, in_columns
from geo.errors import ArticleTooLong, EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

NO_TITLE = re.compile(r"(?:untitled|\(?anonymous\)?|unspecified|microsoft word\b.*|slide 1|.*\.(?:docx?|pdf|indd|odt|rtf|html?|tex|qxd))", re.IGNORECASE)  # fmt: skip
NOBODY = frozenset({"anonymous", "(anonymous)", "unspecified", "unknown", "user", "admin", "administrator"})
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, AssertionError, OverflowError, RecursionError, ArithmeticError, LookupError)  # fmt: skip
REMEDY = "print it to a new PDF, save the article as .txt or .md, or paste its text."


def parse(data: bytes, name: str, settings: Settings) -> Iterator[Article]:
    """The article of a PDF; raises UnreadableArticle, EmptyArticle or ArticleTooLong."""
    try:
        reader = _opened(data, name, settings)
        pages, large = _pages(reader, settings.max_characters)
        known = _known(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableArticle(_protected(name)) from error
    except LimitReachedError as error:
        raise ArticleTooLong(f"{name} unpacks to more than any article holds: {REMEDY}") from error
    except BROKEN as error:
        if isinstance(error, (UnreadableArticle, ArticleTooLong)):
            raise
        raise UnreadableArticle(f"{name} is a damaged PDF: {REMEDY}") from error
    text = paragraphs([line for page in without_running_heads(pages) for line in page])
    if not text.strip():
        raise EmptyArticle(
            f"There is no text in {name}, only pictures of it: run text recognition over it, or paste the text."
        )
    title = _title(known["title"], large)
    yield Article(
        text=_under(title, text),
        title=title,
        published=known["published"],
        published_from="file's properties" if known["published"] else "",
        author=known["author"],
        source=name,
    )


def _opened(data: bytes, name: str, settings: Settings) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableArticle(_protected(name))
    if len(reader.pages) > settings.max_pages:
        raise ArticleTooLong(
            f"{name} has more than {settings.max_pages:,} pages: split it into articles, or raise DATELINE_MAX_PAGES."
        )
    return reader


def _protected(name: str) -> str:
    return f"{name} is protected by a password: {REMEDY}"


def _pages(reader: pypdf.PdfReader, limit: int) -> tuple[list[list[str]], str]:
    """The lines of every page, and the words of the first page that are set larger than the rest."""
    pages: list[list[str]] = []
    sizes: list[Piece] = []
    length = 0
    for page in reader.pages:
        seen: list[Piece] = []
        lines = page.extract_text(visitor_text=_collector(seen)).split("\n")
        pages.append(in_columns(seen) or lines)
        sizes = sizes or seen
        length += sum(map(len, pages[-1]))
        if length > 2 * limit:
            raise too_long(limit)
    return pages, _largest(sizes)


def _collector(seen: list[Piece]) -> Any:
    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            scale = (abs(tm[3]) or abs(tm[1]) or 1.0) * (abs(cm[3]) or abs(cm[1]) or 1.0)
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            seen.append(Piece(x, y, round(float(size) * scale, 1), " ".join(text.split())))

    return visit


def _largest(pieces: list[Piece]) -> str:
    if not pieces:
        return ""
    usual = median([piece.size for piece in pieces for _ in range(0, len(piece.text), 10)])
    top = max(piece.size for piece in pieces)
    words = " ".join(piece.text for piece in pieces if piece.size >= 0.98 * top)
    return words if top >= 1.2 * usual and 2 <= len(words.split()) <= 30 else ""


def _known(reader: pypdf.PdfReader) -> dict[str, Any]:
    """Title, author and day of the file's properties, which may be wrong in any way."""
    said: Mapping[str, Any] = reader.metadata or {}
    author = str(said.get("/Author") or "").strip()
    return {
        "title": str(said.get("/Title") or "").strip(),
        "author": "" if author.lower() in NOBODY else author,
        "published": _day(str(said.get("/CreationDate") or "")),
    }


def _day(text: str) -> date | None:
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _title(said: str, large: str) -> str:
    return large if not said or NO_TITLE.fullmatch(said) else said


def _under(title: str, text: str) -> str:
    """The text without the title that it begins with, however its lines were broken."""
    if not title:
        return text
    head = re.match(r"\s*" + r"\s+".join(re.escape(word) for word in title.split()) + r"\s+", text)
    return text[head.end() :] if head else text
