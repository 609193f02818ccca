r"""Articles: text, or a file of text or Markdown with or without front matter, read into an :class:`Article`.

The text is kept as it came, but for line ends (always ``\n``), Markdown marks, front matter and the headline, which
becomes the title. Nothing here guesses where or when anything happened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.articles.decode import decode
from geo.articles.frontmatter import split_front_matter
from geo.articles.headline import split_headline
from geo.articles.markdown import heading, plain
from geo.errors import ArticleTooLong, EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

__all__ = ["read"]

ENDINGS = {".txt", ".text", ".md", ".markdown", ""}


def read(
    source: str | bytes | Path,
    *,
    name: str = "",
    title: str = "",
    published: date | None = None,
    settings: Settings | None = None,
) -> Article:
    r"""Read text (a str), the bytes of a file, or a file (a Path) into an article.

    ``name`` is a file's name, whose ending tells Markdown from text; it becomes the source where the front matter
    names none. ``title`` and ``published``, when given, win over front matter and guesses.

    Raises EmptyArticle, ArticleTooLong or UnreadableArticle; a missing file raises UnreadableArticle too.

    >>> article = read("Flood hits Assam\n\nThe river rose on Monday.", published=date(2024, 7, 3))
    >>> article.title, article.text
    ('Flood hits Assam', 'The river rose on Monday.')
    """
    limit = (settings or Settings()).max_characters
    if isinstance(source, Path):
        name, source = name or source.name, _bytes(source, limit)
    text = decode(source, limit) if isinstance(source, bytes) else _tidy(source)
    _check_ending(name)
    _check_length(text, limit)
    article = _parse(text, name)
    return _with_given(article, title, published)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > 4 * limit:
            raise ArticleTooLong(_too_long(limit))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnreadableArticle(
            f"{path.name} could not be opened ({reason}): check the name and the folder."
        ) from error


def _tidy(text: str) -> str:
    r"""The text with ``\n`` line ends and without what cannot be written as UTF-8."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")


def _check_ending(name: str) -> None:
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableArticle(f"Files ending in {ending} are not read: save the article as .txt or .md, or paste it.")


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise ArticleTooLong(_too_long(limit))
    if not text.strip():
        raise EmptyArticle("There is no text in the article: paste some, or choose another file.")


def _too_long(limit: int) -> str:
    return (
        f"The article is longer than {limit:,} characters: split it into parts, "
        "or raise DATELINE_MAX_CHARACTERS if it really is one article."
    )


def _parse(text: str, name: str) -> Article:
    known, body = split_front_matter(_tidy(text))
    if known or name.lower().endswith((".md", ".markdown")):
        known, body = {"title": heading(body), **known}, plain(body)
    if not body.strip():
        raise EmptyArticle("There is a title but no text under it: paste the article's text as well.")
    section, title, body = split_headline(body, known.get("title", ""))
    return Article(
        text=body.strip("\n"),
        title=title,
        published=date.fromisoformat(known["published"]) if "published" in known else None,
        published_from="front matter" if "published" in known else "",
        publisher=known.get("publisher", ""),
        source=known.get("source", name),
        section=section,
    )


def _with_given(article: Article, title: str, published: date | None) -> Article:
    article = replace(article, title=title.strip() or article.title)
    return replace(article, published=published, published_from="given") if published else article
