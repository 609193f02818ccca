"""One page of the web, fetched so that nothing inside the own network can be reached.

Every address that a name stands for is checked after it was looked up, and the connection goes to that very address,
at each redirect anew. One deadline covers it all; no cookies, no proxy, no credentials.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from geo.articles.addresses import is_public
from geo.articles.wire import Deadline, TimedSocket, connect, look_up, unpacked
from geo.errors import ArticleTooLong, UnreachableArticle
from geo.settings import Settings

USER_AGENT = "Dateline/0.1 (reads a news page at its user's request)"
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf;q=0.9,*/*;q=0.5"
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BAD = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
SAID = {
    401: "it asks for a password",
    403: "it does not let programs read it",
    404: "it is not there",
    410: "it is gone",
    429: "it was asked too often",
    451: "it is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: the bytes, their media type and charset ("" where not told), the final address."""

    link: str
    data: bytes
    media: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and which may be visited. Only tests, which stay on the loopback, give another."""

    resolve: Callable[[str, int, float], tuple[str, ...]] = look_up
    allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    trust: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)


def is_link(text: str) -> bool:
    """Whether a text is one web address and nothing else.

    >>> is_link("https://example.org/a"), is_link("See https://example.org/a")
    (True, False)
    """
    return len(text) <= 4000 and re.fullmatch(r"\s*https?://\S+\s*", text, re.IGNORECASE) is not None


def fetch(link: str, *, settings: Settings | None = None, network: Network | None = None) -> Page:
    """The page at a web address, after at most ``fetch_redirects`` redirects and ``fetch_seconds``.

    Raises UnreachableArticle or ArticleTooLong, each with what to do instead.

    >>> fetch("http://127.0.0.1/")
    Traceback (most recent call last):
    ...
    geo.errors.UnreachableArticle: 127.0.0.1 is inside the own network, which links are never fetched from: open the page and paste its text.
    """
    limits, network = settings or Settings(), network or Network()
    deadline = Deadline(limits.fetch_seconds)
    link = link.strip()
    for _ in range(limits.fetch_redirects + 1):
        answer = _visit(link, limits, network, deadline)
        if isinstance(answer, Page):
            return answer
        link = answer
    raise UnreachableArticle(
        f"The link was sent on more than {limits.fetch_redirects} times: open it in a browser and paste the text, "
        "or raise DATELINE_FETCH_REDIRECTS."
    )


def _visit(link: str, limits: Settings, network: Network, deadline: Deadline) -> Page | str:
    """The page, or the address that it sends on to."""
    parts, host, port = _checked(link, network)
    try:
        return _asked(link, parts, _connected(parts, host, port, network, deadline), limits, deadline)
    except TimeoutError as error:
        raise UnreachableArticle(
            f"{host} did not answer within {limits.fetch_seconds} seconds: try again later, paste the text, "
            "or raise DATELINE_FETCH_SECONDS."
        ) from error
    except ssl.SSLError as error:
        raise UnreachableArticle(
            f"The connection to {host} cannot be trusted ({error.reason or 'bad certificate'}): "
            "open the page in a browser and paste the text."
        ) from error
    except (OSError, HTTPException) as error:
        raise UnreachableArticle(
            f"{host} could not be read ({_why(error)}): check the link and the network, or paste the text."
        ) from error


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def _checked(link: str, network: Network) -> tuple[SplitResult, str, int]:
    """The parts of an address, its host as ASCII and its port; refused where a browser and we might read it apart."""
    try:
        parts = urlsplit(link)
        host, port = (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 0)
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise UnreachableArticle(_no_link(link)) from error
    if parts.scheme not in PORTS or not ascii_host or BAD.search(link) or "%" in host or "@" in parts.netloc:
        raise UnreachableArticle(_no_link(link))
    if port not in network.ports:
        raise UnreachableArticle(
            f"Links are only fetched from the web's own ports, not from port {port}: paste the text."
        )
    return parts, ascii_host, port


def _no_link(link: str) -> str:
    shown = re.sub(r"[^!-~]", "?", link[:60])
    return f"“{shown}” is no web address that can be fetched: give one that begins with https://, or paste the text."


def _connected(parts: SplitResult, host: str, port: int, network: Network, deadline: Deadline) -> socket.socket:
    addresses = network.resolve(host, port, deadline.left())
    if not addresses:
        raise UnreachableArticle(f"{host} is not known on the Internet: check the link and the network.")
    if not all(network.allowed(address) for address in addresses):
        raise UnreachableArticle(
            f"{host} is inside the own network, which links are never fetched from: open the page and paste its text."
        )
    trust = network.trust() if parts.scheme == "https" else None
    return connect(addresses, port, deadline, trust, host)


def _asked(link: str, parts: SplitResult, sock: socket.socket, limits: Settings, deadline: Deadline) -> Page | str:
    with sock:
        timed = TimedSocket(sock, deadline)
        timed.send(_request(parts))
        answer = HTTPResponse(timed.as_socket(), method="GET")
        answer.begin()
        if answer.status in REDIRECTS and answer.headers.get("Location"):
            return _onward(link, answer.headers["Location"])
        _check_status(answer.status, parts.hostname or "")
        return _page(link, answer, limits)


def _request(parts: SplitResult) -> bytes:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    )
    host = parts.netloc.encode("idna").decode("ascii") if "[" not in parts.netloc else parts.netloc
    lines = (
        f"GET {path} HTTP/1.1", f"Host: {host}", f"User-Agent: {USER_AGENT}", f"Accept: {ACCEPT}",
        "Accept-Language: en, *;q=0.5", "Accept-Encoding: gzip, identity", "Connection: close", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode("ascii")


def _onward(link: str, location: str) -> str:
    """Where a redirect leads; header bytes are Latin-1 in http.client and UTF-8 in the wild."""
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        return urljoin(link, quote(location, safe="/%:@!$&'()*+,;=~-._?#[]\\"))
    except ValueError as error:
        raise UnreachableArticle(_no_link(location)) from error


def _check_status(status: int, host: str) -> None:
    if status == 200:
        return
    said = SAID.get(status, "its server fails" if status >= 500 else "it was not sent")
    raise UnreachableArticle(
        f"{host} answered {status} for this page: {said}. Open it in a browser and paste the text."
    )


def _page(link: str, answer: HTTPResponse, limits: Settings) -> Page:
    body = bytearray()
    while chunk := answer.read1(65_536):
        body += chunk
        if len(body) > limits.fetch_bytes:
            raise ArticleTooLong(_too_big(limits))
    if answer.length:
        raise IncompleteRead(bytes(body), answer.length)
    data = unpacked(bytes(body), answer.headers.get("Content-Encoding", ""), limits.fetch_bytes)
    if data is None:
        raise ArticleTooLong(_too_big(limits))
    charset = _charset(answer.headers) if "Content-Type" in answer.headers else ""
    media = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
    return Page(urlsplit(link)._replace(fragment="").geturl(), data, media, charset)


def _charset(headers: Message) -> str:
    """The charset that a server tells; "" where its header cannot be read."""
    try:
        return headers.get_content_charset("")
    except (ValueError, LookupError):
        return ""


def _too_big(limits: Settings) -> str:
    return f"The page is larger than {limits.fetch_bytes:,} bytes: save it and open the file, or raise DATELINE_FETCH_BYTES."
