"""Web pages: trafilatura finds the story, its title, day, author, publisher and address; a plain reading is the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import trafilatura

from geo.articles.days import day_of
from geo.articles.decode import decode
from geo.errors import EmptyArticle
from geo.model import Article
from geo.settings import Settings

DECLARED = re.compile(rb"<meta[^>]{1,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
XML = re.compile(rb"\s{0,9}<\?xml[^>]{1,100}?encoding=[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
LEFT_OUT = frozenset({"script", "style", "noscript", "template", "svg", "math", "nav", "footer", "aside", "form", "iframe", "object", "head"})  # fmt: skip
BLOCKS = frozenset({
    "p", "div", "article", "section", "main", "header", "li", "ul", "ol", "tr", "table", "blockquote", "br", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "figure", "dd", "dt", "pre", "td", "th", "body",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "source", "wbr"})
SHORTEST = 40


def parse(data: bytes, name: str, settings: Settings, *, charset: str = "", link: str = "") -> Iterator[Article]:
    """The article of a page.

    >>> page = b"<html><title>Flood</title><p>The river rose on Monday. No one was hurt, the mayor said."
    >>> [article.text for article in parse(page, "a.html", Settings())]
    ['The river rose on Monday. No one was hurt, the mayor said.']
    """
    text = decode(data, settings.max_file_bytes, charset or declared(data))
    found = _found(text, link)
    body = ((found.text if found else "") or "").replace("\n", "\n\n")
    rest = plain(text)
    if len(body) < SHORTEST or len(body) * 20 < len(rest.text):
        body = rest.text if len(rest.text) > len(body) else body
    if not body.strip():
        raise EmptyArticle(
            "There is no text on the page, which may only come with its scripts: open it in a browser and paste the text."
        )
    yield _article(found, body, rest.title, link or name)


def declared(data: bytes) -> str:
    """The encoding that a page says it is in, or ""."""
    match = XML.match(data[:200]) or DECLARED.search(data[:4096])
    return match[1].decode("ascii") if match else ""


def _found(text: str, link: str) -> Any:
    """What trafilatura makes of the page, None where it finds nothing or the page is too odd for it."""
    try:
        return trafilatura.bare_extraction(
            text, url=link or None, include_comments=False, include_tables=False, with_metadata=True
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, AssertionError):
        return None


def _article(found: Any, body: str, title: str, source: str) -> Article:
    said = {key: str(getattr(found, key, None) or "") for key in ("title", "sitename", "author", "url", "date")}
    published: date | None = day_of(said["date"])
    return Article(
        text=body,
        title=said["title"] or title,
        published=published,
        published_from="web page" if published else "",
        publisher=said["sitename"],
        author=said["author"],
        source=source,
        link=said["url"],
    )


def plain(page: str) -> _Plain:
    r"""The words of a page outside menus and scripts, a paragraph a block, and its title.

    >>> plain("<title>A</title><nav>Home</nav><p>It <b>rained</b>.<p>A lot.").text
    'It rained.\n\nA lot.'
    """
    reader = _Plain()
    reader.feed(page)
    reader.close()
    return reader


class _Plain(HTMLParser):
    """Collects the words; it does not nest, so that depth cannot harm it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._title: list[str] = []
        self._inside: list[str] = []
        self._in_title = False

    @property
    def text(self) -> str:
        """The words, with an empty line between blocks."""
        blocks = (" ".join(block.split()) for block in "".join(self._parts).split("\x00"))
        return "\n\n".join(block for block in blocks if block)

    @property
    def title(self) -> str:
        """The words of the title element."""
        return " ".join("".join(self._title).split())

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
        """A block begins, or a part that is left out."""
        self._in_title = tag == "title"
        if tag in {"body", "main", "article"}:
            self._inside = []
        if tag in LEFT_OUT and len(self._inside) < 1000:
            self._inside.append(tag)
        if tag in BLOCKS:
            self._parts.append("\x00")

    def handle_endtag(self, tag: str) -> None:
        """A block ends, or a part that is left out."""
        self._in_title = False
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]
        if tag in BLOCKS:
            self._parts.append("\x00")

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._in_title:
            self._title.append(data)
        elif not self._inside:
            self._parts.append(data.replace("\x00", ""))
