"""E-mail (.eml) and saved pages (.mht): subject, sender, day, and the part that holds the text."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from geo.articles.days import day_of
from geo.articles.decode import decode
from geo.articles.lines import paragraphs
from geo.articles.webpage import parse as parse_page
from geo.articles.webpage import plain
from geo.errors import EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
QUOTED = re.compile(r"^(?:> ?){1,9}", re.MULTILINE)
TRIVIAL = 200


def parse(data: bytes, name: str, settings: Settings) -> Iterator[Article]:
    """The article of a message; raises EmptyArticle or UnreadableArticle."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        head = {key: _header(message, key) for key in ("Subject", "From", "Date", "Snapshot-Content-Location")}
        page = head["Snapshot-Content-Location"]
        article = _body(message, name, settings, page)
    except (RecursionError, AssertionError, IndexError, AttributeError, KeyError, TypeError, LookupError) as error:
        raise UnreadableArticle(
            f"{name} is a damaged message: save the article as .txt or .md, or paste its text."
        ) from error
    if not article.text.strip():
        raise EmptyArticle(f"There is no text in the message {name}: open what is attached to it instead.")
    sender, address = parseaddr(head["From"])
    sent = day_of(head["Date"])
    yield replace(
        article,
        title=head["Subject"] or article.title,
        author=article.author if page else sender or address,
        published=article.published if page and article.published else sent,
        published_from=article.published_from if page and article.published else "e-mail" if sent else "",
        source=page or name,
        link=article.link or page,
    )


def _header(message: EmailMessage, key: str) -> str:
    """A header as text; the standard library raises all sorts of errors over malformed ones."""
    try:
        return " ".join(str(message.get(key, "")).split())
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""


def _body(message: EmailMessage, name: str, settings: Settings, page: str) -> Article:
    text = "" if page else _part(message, "plain", settings)
    html = _part(message, "html", settings) if len(text) < TRIVIAL else ""
    if page and html:
        return next(parse_page(html.encode(), name, settings, charset="utf-8", link=page))
    words = plain(html).text if html else ""
    if len(words) > len(text):
        return Article(words)
    return Article(paragraphs(QUOTED.sub("", SIGNATURE.sub("", text.replace("\r\n", "\n"))).split("\n")))


def _part(message: EmailMessage, kind: str, settings: Settings) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    charset = str(part.get_content_charset("") or "")
    return decode(data, settings.max_file_bytes, charset) if isinstance(data, bytes) and data else ""
