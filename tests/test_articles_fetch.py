"""Links: what is fetched over a real server on the loopback, and that nothing inside is ever reached without the seam."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import ClassVar

import pytest
from article_files import PARTS, TITLE, page, pdf, rss, word
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Refusal, is_link, read_all
from geo.articles.addresses import is_public
from geo.articles.fetch import Network, Page, fetch
from geo.articles.wire import look_up
from geo.errors import ArticleTooLong, UnreachableArticle
from geo.model import Article
from geo.settings import Settings

Answer = tuple[int, dict[str, str], bytes]


MADE = {"gzip": gzip.compress(page().encode()), "bomb": gzip.compress(bytes(9_000_000)), "pdf": pdf(), "word": word(), "big": b"x" * 5_100_000}  # fmt: skip


class News(BaseHTTPRequestHandler):
    """A news server with every fault."""

    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers)))
        if self.path.startswith("/on/"):
            self._send((302, {"Location": f"http://{bytes.fromhex(self.path[4:]).decode()}/"}, b""))
            return
        special = getattr(self, f"_{self.path.strip('/').split('/')[0].replace('-', '_')}", None)
        if special:
            special()
            return
        self._send(self._answer())

    def _send(self, answer: Answer) -> None:
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.encode().decode("latin-1"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> Answer:
        port = self.server.server_address[1]
        hop = int(self.path.rsplit("/", 1)[-1]) if self.path.startswith("/hop/") else 0
        answers: dict[str, Answer] = {
            "/story": (200, {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "a=b"}, page("").encode()),
            "/windows": (
                200,
                {"Content-Type": "text/html; charset=windows-1252"},
                page("", charset="").encode("cp1252"),
            ),
            "/gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, MADE["gzip"]),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, MADE["bomb"]),
            "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"\x0b\x02\x80"),
            "/report": (200, {"Content-Type": "application/pdf"}, MADE["pdf"]),
            "/word.docx": (200, {"Content-Type": "application/octet-stream"}, MADE["word"]),
            "/text": (200, {"Content-Type": "text/plain; charset=utf-8"}, "\n\n".join(PARTS).encode()),
            "/feed": (200, {"Content-Type": "application/rss+xml"}, self._feed_body(port)),
            "/whole-feed": (200, {"Content-Type": "text/xml"}, rss(2, body="The river rose. " * 60)),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(50)),
            "/empty": (200, {"Content-Type": "text/html"}, b""),
            "/big": (200, {"Content-Type": "text/html"}, MADE["big"]),
            "/away": (302, {"Location": f"http://127.0.0.1:{port}/story"}, b""),
            "/metadata": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
            "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/to-port": (302, {"Location": "http://news.test:22/"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/nowhere": (302, {}, b""),
            "/odd": (302, {"Location": "/st\u00f6ry"}, b""),
            f"/hop/{hop}": (302, {"Location": f"/hop/{hop - 1}" if hop > 1 else "/story"}, b""),
        }
        statuses = {f"/{code}": (code, {}, b"no") for code in (401, 403, 404, 410, 429, 451, 500, 503, 204)}
        return (answers | statuses).get(self.path, (404, {}, b""))

    def _feed_body(self, port: int) -> bytes:
        body = rss(3, body="The river rose.")
        for number, path in enumerate(("story", "404", "metadata")):
            body = body.replace(
                f"https://news.example.org/{number}".encode(), f"http://news.test:{port}/{path}".encode()
            )
        return body

    def _drip(self) -> None:
        """A byte now and then, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        self._dripping()

    def _drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._dripping()

    def _dripping(self) -> None:
        self.close_connection = True
        try:
            for _ in range(60):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return

    def _endless(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            return

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _no_http(self) -> None:
        self.close_connection = True
        self.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n" * 50)

    def _long_head(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n")

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), News)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def looked_up(host: str, at: int, seconds: float) -> tuple[str, ...]:
    """news.test is the server, everything else is what it is."""
    return ("127.0.0.1",) if host == "news.test" else look_up(host, at, seconds)


def let_in(address: str) -> bool:
    """The server's very address, and what is public anyway."""
    return address == "127.0.0.1" or is_public(address)


@pytest.fixture
def news(port: int) -> Network:
    return Network(resolve=looked_up, allowed=let_in, ports=frozenset({80, 443, port}))


def only(link: str, news: Network, **limits: int) -> Article | Refusal:
    (found,) = read_all(link, network=news, settings=Settings(**limits))
    return found


def test_a_page_is_fetched_with_its_charset_and_final_address(port: int, news: Network) -> None:
    found = fetch(f"http://news.test:{port}/hop/3#top", network=news)
    assert (found.link, found.media, found.charset) == (f"http://news.test:{port}/story", "text/html", "utf-8")
    assert PARTS[0] in found.data.decode()


@pytest.mark.parametrize("path", ["story", "windows", "gzip", "hop/5", "report", "word.docx"])
def test_a_link_gives_the_article_behind_it(path: str, port: int, news: Network) -> None:
    found = only(f" http://NEWS.test:{port}/{path} ", news)
    assert isinstance(found, Article), found
    assert found.title == TITLE
    assert PARTS[1] in " ".join(found.text.split())
    assert found.source.startswith(f"http://NEWS.test:{port}/") or found.source.startswith(f"http://news.test:{port}/")
    assert found.link


def test_the_page_tells_day_author_publisher_and_canonical_link(port: int, news: Network) -> None:
    found = only(f"http://news.test:{port}/gzip", news)
    assert isinstance(found, Article)
    assert (str(found.published), found.published_from) == ("2024-07-03", "web page")
    assert (found.author, found.publisher, found.link) == (
        "Ana Ruiz",
        "The Velna Post",
        "https://news.example.org/flood",
    )
    assert "Home" not in found.text
    assert "rights reserved" not in found.text


def test_the_server_is_told_who_asks_and_gets_no_cookie_back(port: int, news: Network) -> None:
    News.seen.clear()
    fetch(f"http://news.test:{port}/story", network=news)
    fetch(f"http://news.test:{port}/story", network=news)
    (_, head), (_, again) = News.seen
    assert head["User-Agent"].startswith("Dateline/")
    assert head["Host"] == f"news.test:{port}"
    assert not {"Cookie", "Referer", "Authorization"} & again.keys()


def test_a_text_is_read_as_one(port: int, news: Network) -> None:
    found = only(f"http://news.test:{port}/text", news)
    assert isinstance(found, Article)
    assert found.text.startswith("VELNA")


def test_a_feed_of_teasers_is_read_with_the_pages_behind_it_and_says_which_were_not_there(
    port: int, news: Network
) -> None:
    first, second, third = read_all(f"http://news.test:{port}/feed", network=news)
    assert isinstance(first, Article)
    assert PARTS[2] in first.text
    assert (first.publisher, first.published_from) == ("The Velna Post", "feed")
    assert isinstance(second, Refusal)
    assert "answered 404" in second.reason
    assert isinstance(third, Refusal)
    assert "inside the own network" in third.reason


def test_a_feed_with_whole_texts_needs_no_further_page(port: int, news: Network) -> None:
    News.seen.clear()
    found = list(read_all(f"http://news.test:{port}/whole-feed", network=news))
    assert [type(one) for one in found] == [Article, Article]
    assert len(News.seen) == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("401", "asks for a password"), ("403", "does not let programs"), ("404", "not there"), ("410", "gone"),
        ("429", "too often"), ("451", "legal"), ("500", "server fails"), ("503", "server fails"), ("204", "not sent"),
        ("nowhere", "answered 302"), ("loop", "more than 5 times"), ("hop/6", "more than 5 times"),
        ("metadata", "inside the own network"), ("to-file", "no web address"), ("to-port", "not from port 22"),
        ("reset", "could not be read"), ("no-http", "could not be read"), ("long-head", "could not be read"),
        ("cut", "could not be read"), ("odd", "answered 404"), ("big", "larger than 5,000,000 bytes"),
        ("bomb", "larger than 5,000,000 bytes"), ("endless", "larger than 5,000,000 bytes"),
        ("brotli", "unknown encoding br"), ("picture", "a picture, which is not read"), ("empty", "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_said_in_a_sentence(path: str, said: str, port: int, news: Network) -> None:
    found = only(f"http://news.test:{port}/{path}", news)
    assert isinstance(found, Refusal), found
    assert said in found.reason
    assert found.reason.endswith(".")


@pytest.mark.parametrize("path", ["drip", "drip-head"])
def test_bytes_that_drip_end_at_the_deadline(path: str, port: int, news: Network) -> None:
    begun = time.perf_counter()
    with pytest.raises(UnreachableArticle, match="within 1 seconds: try again later"):
        fetch(f"http://news.test:{port}/{path}", network=news, settings=Settings(fetch_seconds=1))
    assert time.perf_counter() - begun < 2.5


def test_a_name_that_is_looked_up_for_ever_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5) or [])
    with pytest.raises(UnreachableArticle, match=r"news\.test did not answer within 1 seconds"):
        fetch("http://news.test/", settings=Settings(fetch_seconds=1))


def test_a_dead_port_is_said_to_be_one(news: Network) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = free.getsockname()[1]
    network = Network(resolve=looked_up, allowed=let_in, ports=frozenset({dead}))
    with pytest.raises(UnreachableArticle, match="connection refused"):
        fetch(f"http://news.test:{dead}/", network=network)


def test_a_server_without_a_good_certificate_is_not_trusted(port: int, news: Network) -> None:
    with pytest.raises(UnreachableArticle, match=r"cannot be trusted|could not be read"):
        fetch(f"https://news.test:{port}/story", network=news, settings=Settings(fetch_seconds=2))


INSIDE = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0",  # noqa: S104 - refused, not bound
    "localhost", "LOCALHOST", "localhost.", "127.0.0.1.", "127.255.255.254", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]",
    "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[3fff::1]", "[100::1]",
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254",
    "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[fd00:ec2::254]",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.8", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "\uff11\uff12\uff17.0.0.1", "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021", "[fe80::1%25eth0]",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_no_spelling_of_an_address_inside_is_fetched(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_: reached.append(given))
    for link in (f"http://{host}/", f"https://{host}/", f"http://{host}:80/latest"):
        with pytest.raises(UnreachableArticle):
            fetch(link)
    assert reached == []


@pytest.mark.parametrize("host", INSIDE)
def test_no_redirect_leads_to_an_address_inside(host: str, port: int, news: Network) -> None:
    network = Network(resolve=looked_up, allowed=_once(), ports=news.ports)
    News.seen.clear()
    with pytest.raises(UnreachableArticle):
        fetch(f"http://news.test:{port}/on/{host.encode().hex()}", network=network)
    assert len(News.seen) == 1


def _once() -> Callable[[str], bool]:
    """The server's address is let in for the first visit only, so that a redirect back to it is seen."""
    visits = iter([True])
    return lambda address: next(visits, False) or is_public(address)


def test_a_name_is_looked_up_once_a_visit_and_the_connection_goes_there(port: int) -> None:
    asked: list[str] = []

    def rebinding(host: str, _: int, __: float) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    network = Network(resolve=rebinding, allowed=let_in, ports=frozenset({port}))
    assert isinstance(fetch(f"http://news.test:{port}/story", network=network), Page)
    assert asked == ["news.test"]
    asked.clear()
    with pytest.raises(UnreachableArticle, match="inside the own network"):
        fetch(f"http://news.test:{port}/hop/1", network=network)
    assert asked == ["news.test", "news.test"]


def test_a_name_with_one_address_outside_and_one_inside_is_refused(port: int) -> None:
    network = Network(resolve=lambda *_: ("127.0.0.1", "10.0.0.1"), allowed=let_in, ports=frozenset({port}))
    with pytest.raises(UnreachableArticle, match="inside the own network"):
        fetch(f"http://news.test:{port}/story", network=network)


@pytest.mark.parametrize(
    "link",
    [
        "ftp://news.test/", "file:///etc/passwd", "gopher://news.test/", "javascript:alert(1)", "data:text/html,x", "//news.test/",
        "http://", "http:///a", "http://news.test:22/", "http://news.test:8080/", "http://news.test:0/", "http://news.test:99999/",
        "http://user:word@news.test/", "http://a@news.test/", "http://news.test\\@127.0.0.1/", "http://news.test/\r\nX: y",
        "http://news.test/ a", "http://a..b/", "http://" + "a" * 300 + ".test/", "http://[::1", "http://[news]/", "http://%31/", "",
        "http://127.0.0.1%00.news.test/", "http://\ud800.test/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_not_fetched(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(UnreachableArticle) as caught:
        fetch(link)
    assert str(caught.value).isascii() or "“" in str(caught.value)


@settings(deadline=None)
@given(st.ip_addresses())
def test_what_python_knows_to_be_inside_is_never_public(address: object) -> None:
    assert not is_public(str(address)) or ip_address(str(address)).is_global


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_as_a_link_is_refused_in_a_sentence(text: str) -> None:
    def nowhere(*_: object) -> tuple[str, ...]:
        return ()

    with pytest.raises((UnreachableArticle, ArticleTooLong)):
        fetch("http://" + text, network=Network(resolve=nowhere))


@pytest.mark.parametrize(("text", "answer"), [
    ("https://news.example.org/a?b=c", True), (" HTTP://a.org \n", True), ("See https://a.org", False), ("https://a.org b", False),
    ("ftp://a.org", False), ("", False), ("http://" + "a" * 5000, False),
])  # fmt: skip
def test_a_link_is_one_address_and_nothing_else(text: str, answer: bool) -> None:
    assert is_link(text) is answer
