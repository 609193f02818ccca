r"""Text and Markdown, with or without front matter."""

from __future__ import annotations

from datetime import date

from geo.articles.frontmatter import split_front_matter
from geo.articles.markdown import heading, plain
from geo.errors import EmptyArticle
from geo.model import Article


def parse(text: str, name: str) -> Article:
    r"""The article of a text; the ending of ``name`` tells Markdown.

    >>> parse("---\ntitle: Flood\nauthor: Ana Ruiz\n---\nIt rained.", "").author
    'Ana Ruiz'
    """
    known, body = split_front_matter(tidy(text))
    if known or name.lower().endswith((".md", ".markdown")):
        known, body = {"title": heading(body), **known}, plain(body)
    if known and not body.strip():
        raise EmptyArticle("There is a title but no text under it: paste the article's text as well.")
    return Article(
        text=body,
        title=known.get("title", ""),
        published=date.fromisoformat(known["published"]) if "published" in known else None,
        published_from="front matter" if "published" in known else "",
        publisher=known.get("publisher", ""),
        source=known.get("source", name),
        author=known.get("author", ""),
    )


def tidy(text: str) -> str:
    r"""The text with ``\n`` line ends and without what cannot be written as UTF-8."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")
