"""How geopy's geocoders reach the network: through our wire, and without ever holding the key.

geopy's own adapters sleep for a server's Retry-After without a limit, follow redirects to any host and read replies of
any length, and geopy logs the addresses that it asks, keys included. So geopy is given a random mark for a key; the
key takes its place in the address that is sent, and the mark takes the key's place in whatever comes back.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from geopy.adapters import BaseSyncAdapter

from geo.geocoders.failing import Failure
from geo.geocoders.key import Key
from geo.geocoders.wire import Reply, get

BY_STATUS = {
    400: "query", 401: "key", 402: "quota", 403: "key", 404: "query", 407: "key", 408: "ill", 412: "query",
    413: "query", 414: "query", 429: "busy",
}  # fmt: skip


class Adapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """An HTTP client in geopy's sense; ``check`` refuses a document that has not the service's shape."""

    def __init__(self, *, key: Key, check: Callable[[Any], None]) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._key, self._check = key, check

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The document that the server answers; raises Failure."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            document = json.loads(text, parse_constant=_refused)
        except (ValueError, RecursionError) as error:
            raise Failure("garbled") from error
        self._check(document)
        return document

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The text that the server answers; raises Failure."""
        reply = get(self._key.put_into(url), headers, seconds=timeout)
        if reply.status != 200:
            raise _failure(reply)
        if reply.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise Failure("garbled")
        try:
            return self._key.taken_from(reply.body.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise Failure("garbled") from error


def _refused(constant: str) -> float:
    raise ValueError(f"{quote(constant)} is no number of JSON")


def _failure(reply: Reply) -> Failure:
    if 300 <= reply.status < 400:
        return Failure("moved")
    kind = BY_STATUS.get(reply.status, "query" if 400 <= reply.status < 500 else "ill")
    return Failure(kind, retry_after(reply.headers.get("Retry-After", ""), time.time()))


def retry_after(header: str, now: float) -> float:
    """The seconds that a Retry-After header asks to wait: a whole number, or a date; 0 where it says neither.

    >>> retry_after("120", 0), retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 60), retry_after("soon", 0)
    (120.0, 60.0, 0.0)
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError, OSError):
        return 0.0
