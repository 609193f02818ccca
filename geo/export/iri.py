"""Names on the web for what is exported: articles and places."""

from __future__ import annotations

from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from geo.model import Article

_SIGNS = "%/:=&?~#+!$,;'@()*"


def of_article(article: Article) -> str:
    """The article's own address, or a name made of what it says.

    >>> of_article(Article("It rained.", source="https://example.org/rain"))
    'https://example.org/rain'
    >>> of_article(Article("It rained.")).startswith("urn:uuid:")
    True
    """
    if article.source.startswith(("https://", "http://")):
        return quote(article.source, safe=_SIGNS)
    return of(f"{article.title}\n{article.published}\n{article.text}")


def of(key: str) -> str:
    """A name that the same key always gets."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'dateline:' + key)}"


def of_place(place_id: str) -> str | None:
    """The place's address at GeoNames; None where it has none.

    >>> of_place("geonames:538560")
    'https://sws.geonames.org/538560/'
    """
    source, _, number = place_id.partition(":")
    return (
        f"https://sws.geonames.org/{number}/"
        if source == "geonames" and number.isascii() and number.isdigit()
        else None
    )
