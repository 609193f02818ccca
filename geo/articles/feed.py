"""RSS and Atom by feedparser: an article an entry, with as much of the text as the feed carries."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import feedparser

from geo.articles.webpage import plain
from geo.errors import EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings


def parse(data: bytes, name: str, settings: Settings, *, link: str = "") -> Iterator[Article]:
    """The articles of a feed, in its order; the text of an entry may be a teaser, or empty.

    >>> feed = b"<rss version='2.0'><channel><title>The Post</title><item><title>Flood</title>"
    >>> [article.publisher for article in parse(feed + b"</item></channel></rss>", "news.rss", Settings())]
    ['The Post']
    """
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        raise UnreadableArticle(f"{name} is a damaged feed: check its address, or open the articles one by one.")
    if not found.entries:
        raise EmptyArticle(f"There are no articles in the feed {name}: try again later, or choose another.")
    publisher = plain(str(found.feed.get("title", ""))).text
    for entry in found.entries[: settings.max_feed_entries]:
        yield _article(entry, publisher, link or name)


def _article(entry: Any, publisher: str, source: str) -> Article:
    texts = [plain(str(part.get("value", ""))).text for part in entry.get("content", ())]
    texts.append(plain(str(entry.get("summary", ""))).text)
    published = _day(entry)
    address = str(entry.get("link", ""))
    return Article(
        text=max(texts, key=len),
        title=" ".join(plain(str(entry.get("title", ""))).text.split()),
        published=published,
        published_from="feed" if published else "",
        publisher=publisher,
        author=str(entry.get("author", "")),
        source=address or source,
        link=address,
    )


def _day(entry: Any) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None
    except ValueError:
        return None
