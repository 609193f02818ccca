"""What every article goes through after its file was taken apart: limits, headline, day, language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geo.articles.days import byline_day
from geo.articles.headline import split_headline
from geo.articles.language import detect
from geo.articles.plaintext import tidy
from geo.errors import ArticleTooLong, EmptyArticle
from geo.model import Article

LABEL = 300
WEAK = frozenset({"", "file's properties"})


def finish(article: Article, limit: int) -> Article:
    r"""The article with its headline as title, the day that its head tells, and its language.

    Raises EmptyArticle or ArticleTooLong.

    >>> article = finish(Article("Flood hits Assam\n3 July 2024\n\nThe river rose on Monday, and it was high."), 1000)
    >>> article.title, article.published, article.published_from, article.language
    ('Flood hits Assam', datetime.date(2024, 7, 3), 'under the headline', 'en')
    """
    text = tidy(article.text)
    check_length(text, limit)
    section, title, body = split_headline(text, label(article.title))
    body = body.strip("\n")
    if not body.strip():
        raise EmptyArticle("There is a title but no text under it: paste the article's text as well.")
    published, evidence = _published(article, body)
    return replace(
        article,
        text=body,
        title=title,
        section=article.section or section,
        published=published,
        published_from=evidence,
        publisher=label(article.publisher),
        author=label(article.author),
        source=label(article.source, 4000),
        link=_web(article.link),
        language=detect(body),
    )


def check_length(text: str, limit: int) -> None:
    """Raise ArticleTooLong or EmptyArticle."""
    if len(text) > limit:
        raise too_long(limit)
    if not text.strip():
        raise EmptyArticle("There is no text in the article: paste some, or choose another file.")


def too_long(limit: int) -> ArticleTooLong:
    """The error of an article that is longer than ``limit``."""
    return ArticleTooLong(
        f"The article is longer than {limit:,} characters: split it into parts, "
        "or raise DATELINE_MAX_CHARACTERS if it really is one article."
    )


def label(text: str, longest: int = LABEL) -> str:
    r"""A title or a name as one line.

    >>> label(" Flood\n hits ")
    'Flood hits'
    """
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", tidy(text[: 2 * longest])).strip()[:longest]


def _web(link: str) -> str:
    link = label(link, 4000)
    return link if link.lower().startswith(("http://", "https://")) else ""


def _published(article: Article, body: str) -> tuple[date | None, str]:
    """The day and its evidence; what stands under the headline is surer than when a file was made."""
    if article.published_from in WEAK:
        found = byline_day(body[:1000].split("\n")[:8])
        if found:
            return found, "under the headline"
    return article.published, article.published_from
