"""A geocoding server on the loopback that speaks as Nominatim and Photon do, and can be told to misbehave."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

Behave = Callable[["Handler"], None]


def nominatim(**changes: Any) -> list[dict[str, Any]]:
    row = {
        "place_id": 7, "osm_type": "node", "osm_id": 4711, "lat": "1.6500", "lon": "36.8000", "class": "place",
        "type": "village", "addresstype": "village", "name": "Qworrum", "importance": 0.3,
        "display_name": "Qworrum, Samburu, Kenya", "boundingbox": ["1.63", "1.67", "36.78", "36.82"],
        "address": {"village": "Qworrum", "country": "Kenya", "country_code": "ke"},
    }  # fmt: skip
    return [{name: value for name, value in (row | changes).items() if value is not ...}]


def photon(lon: Any = 36.8, lat: Any = 1.65, **changes: Any) -> dict[str, Any]:
    told = {
        "osm_type": "N", "osm_id": 4711, "osm_key": "place", "osm_value": "village", "type": "city",
        "name": "Qworrum", "countrycode": "KE", "extent": [36.78, 1.67, 36.82, 1.63],
    }  # fmt: skip
    at = {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": at, "properties": told | changes}],
    }


class Handler(BaseHTTPRequestHandler):
    """Notes each request, then does as the server was told."""

    site: Server

    def do_GET(self) -> None:
        self.site.arrivals.append(time.monotonic())
        self.site.queries.append(parse_qs(urlsplit(self.path).query))
        self.site.agents.append(self.headers["User-Agent"] or "")
        try:
            self.site.behave(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass

    def say(self, body: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (
            {"Content-Type": "application/json", "Content-Length": str(len(data))} | (headers or {})
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@dataclass
class Server:
    """A running server: what it does, and what it was asked."""

    behave: Behave
    port: int = 0
    arrivals: list[float] = field(default_factory=list)
    queries: list[dict[str, list[str]]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self.port}"

    def gaps(self) -> list[float]:
        ordered = sorted(self.arrivals)
        return [later - earlier for earlier, later in pairwise(ordered)]


@contextmanager
def serving(behave: Behave) -> Iterator[Server]:
    site = Server(behave)
    handler = type("OneHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def says(body: Any, status: int = 200, **headers: str) -> Behave:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.say(body, status, named)


def in_turn(*behaviours: Behave) -> Behave:
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return behave


def reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def silent(handler: Handler) -> None:
    time.sleep(1.5)


def drips_body(handler: Handler) -> None:
    handler.say(b"[", headers={"Content-Length": "1000"})
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drips_headers(handler: Handler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 40:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


def cut_short(handler: Handler) -> None:
    data = json.dumps(nominatim()).encode()
    handler.say(data[: len(data) // 2], headers={"Content-Length": str(len(data))})


def ten_megabytes(handler: Handler) -> None:
    handler.say(b"[" + b" " * 10_000_000 + b"]")


def speaks_nonsense(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff\x13 not http\r\n\r\n")
