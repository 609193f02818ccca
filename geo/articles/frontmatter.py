"""Front matter: the lines ``name: value`` between two lines ``---`` at the head of a file."""

from __future__ import annotations

import re
from datetime import date, datetime

from geo.errors import UnreadableArticle

BLOCK = re.compile(r"\A\s*---[ \t]*\n(.{0,8000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
NAMES = {"date": "published", "url": "source", "link": "source", "site": "publisher", "headline": "title"}
FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%d.%m.%Y")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""What the front matter says (``published`` as an ISO date), and the text after it.

    >>> split_front_matter("---\ntitle: Flood\ndate: 3 July 2024\n---\nIt rained.")
    ({'title': 'Flood', 'published': '2024-07-03'}, 'It rained.')
    """
    block = BLOCK.match(text)
    if block is None:
        return {}, text
    pairs = (line.partition(":") for line in block.group(1).splitlines())
    known = {_name(key): _unquoted(value) for key, colon, value in pairs if colon and value.strip()}
    if "published" in known:
        known["published"] = _day(known["published"]).isoformat()
    return known, text[block.end() :]


def _name(key: str) -> str:
    key = key.strip().lower()
    return NAMES.get(key, key)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UnreadableArticle(f"The front matter's date {text[:40]!r} is no date: write it as 2024-10-31.")
