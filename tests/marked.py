"""Golden files of marked text: ``[Kursk](place geonames:538560)`` says what the words are and which place they mean."""

from __future__ import annotations

import re
from pathlib import Path

from geo.gazetteer import embedded
from geo.model import Article, Resolution
from geo.resolution import resolve
from geo.sentences import split
from geo.tokens import tag
from geo.toponyms import recognise

GOLDEN = Path(__file__).resolve().parent / "golden" / "places"
_MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def read(text: str) -> tuple[Resolution, ...]:
    """Everything found in a text."""
    article, gazetteer = Article(text), embedded()
    sentences = tag(split(article))
    mentions = recognise(article, sentences, gazetteer=gazetteer)
    return resolve(article, sentences, mentions, gazetteer=gazetteer)


def plain(marked: str) -> str:
    """The text without its marks."""
    return _MARK.sub(r"\1", marked)


def mark(text: str) -> str:
    """The text with what is found in it marked."""
    for found in reversed(read(text)):
        span, place = found.mention.span, found.place
        label = f"[{found.mention.text}]({found.mention.kind} {place.id if place else '-'})"
        text = text[: span.start] + label + text[span.stop :]
    return text


def golden(name: str) -> list[str]:
    """The articles of a golden file: one a line."""
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
