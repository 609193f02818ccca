"""A small dump in GeoNames' own format, and a server of it on loopback that cuts, changes and refuses as it is told."""

import contextlib
import io
import threading
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# number, name, ascii, lat, lon, class, code, country, admin1, admin2, population
PLACES = """
538560|Kursk|Kursk|51.73733|36.18735|P|PPLA|RU|41||409431
538555|Kurskaya Oblast'|Kurskaya Oblast'|51.75|36.25|A|ADM1|RU|41||1082458
461679|Bol’shoye Soldatskoye|Bol'shoye Soldatskoye|51.34|35.51|P|PPL|RU|41||2500
2017370|Russian Federation|Russian Federation|60|100|A|PCLI|RU|00||144478050
6252001|United States|United States|39.76|-98.5|A|PCLI|US|00||327167434
4736286|Texas|Texas|31.25044|-99.25061|A|ADM1|US|TX||27885195
4696376|Harris County|Harris County|29.85728|-95.39234|A|ADM2|US|TX|201|4092459
4699066|Houston|Houston|29.76328|-95.36327|P|PPLA2|US|TX|201|2304580
4717560|Paris|Paris|33.66094|-95.55551|P|PPLA2|US|TX|277|24839
2988507|Paris|Paris|48.85341|2.3488|P|PPLC|FR|11|75|2138551
3012874|Île-de-France|Ile-de-France|48.5|2.5|A|ADM1|FR|11||11997021
6455259|Paris|Paris|48.8534|2.3486|A|ADM4|FR|11|75|2165423
5128581|New York City|New York City|40.71427|-74.00597|P|PPL|US|NY||8804190
5128638|New York|New York|43.00035|-75.4999|A|ADM1|US|NY||19274244
1275339|Mumbai|Mumbai|19.07283|72.88261|P|PPLA|IN|16||12691836
2039293|Sea of Japan|Sea of Japan|40|135|H|SEA||||0
4330236|Mississippi River|Mississippi River|29.15|-89.25|H|STM|US|LA||0
4360000|Sunday|Sunday|38.1|-90.2|H|STM|US|MO||0
4360001|Sunday Creek|Sunday Creek|38.2|-90.3|H|STM|US|MO||0
1283416|Mount Everest|Mount Everest|27.98806|86.92528|T|MT||||0
2542997|Marrakesh Menara Airport|Marrakesh Menara Airport|31.6069|-8.0363|S|AIRP|MA|||0
6299418|The Kremlin|The Kremlin|55.7517|37.6178|S|PAL|RU|48||0
3945000|Desierto de Nadie|Desierto de Nadie|-24|-69|T|DSRT|CL|||0
1500001|Bay-al Rānd|Bay-al Rand|10.5|20.25|L|RGN|TD|||0
1500002|Old Post Road|Old Post Road|41|-73.9|R|RD|US|NY||0
1500003|Ostwald Wood|Ostwald Wood|50.1|9.2|V|FRST|DE|||0
1500004|Meridian Trough|Meridian Trough|-10|160|U|TRGU||||0
1500005|Nowhere in Particular|Nowhere in Particular|1|1||||||0
6295630|Earth|Earth|0|0|L|AREA||||6814400000
3333333|São Exemplo|Sao Exemplo|-10.5|-50.5|P|PPL|BR|||0
"""
# geonameid, language, name, preferred, short, colloquial, historic
NAMES = """
538560|ru|Курск|1|||
538560|uk|Курськ||||
538560|link|https://example.org/Kursk||||
538560|wkdt|Q5478||||
538560|iata|URS||||
538560|post|305000||||
538555|en|Kursk Oblast|1|||
2017370|ja|ロシア||||
6252001|de|Vereinigte Staaten||1||
5128581|en|Big Apple|||1|
5128581|en|New Amsterdam||||1
5128581|abbr|NYC||||
5128581|de|Neu-York||||1
1275339|en|Bombay||||1
1275339|hi|मुंबई|1|||
2039293|ko|동해||||
2039293|en|East Sea||||
4330236|en|Old Man River|||1|
4330236|fr|Fleuve Mississippi||||
1283416|ne|सगरमाथा||||
1283416|de|Mount Everest||||
2542997|iata|RAK||||
2542997|icao|GMMX||||
2542997|fr|Aéroport de Marrakech-Ménara||||
6299418|de|Moskauer Kreml||||
99999999|en|A name of no place||||
"""
FIRST = """
RU.41|Kursk Oblast|Kursk Oblast|538555
US.TX|Texas|Texas|4736286
US.NY|New York|New York|5128638
FR.11|Île-de-France|Ile-de-France|3012874
"""
SECOND = """
US.TX.201|Harris County|Harris County|4696376
"""


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def place_row(cells: list[str]) -> str:
    number, name, plain, lat, lon, group, code, country, admin1, admin2, population = cells
    given = (
        number,
        name,
        plain,
        f"{plain},{name}",
        lat,
        lon,
        group,
        code,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        population,
    )
    return "\t".join((*given, "", "120", "Europe/Moscow", "2024-01-31"))


def name_row(at: int, cells: list[str]) -> str:
    return "\t".join((str(at), *cells, "1990", ""))


def texts() -> dict[str, str]:
    """The text of each file, rows not in the order of their numbers."""
    names = [name_row(at, cells) for at, cells in enumerate(rows(NAMES), 1)]
    return {
        "allCountries.txt": joined(map(place_row, rows(PLACES))),
        "alternateNamesV2.txt": joined(reversed(names)),
        "admin1CodesASCII.txt": joined("\t".join(cells) for cells in rows(FIRST)),
        "admin2Codes.txt": joined("\t".join(cells) for cells in rows(SECOND)),
    }


def joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def zipped(member: str, text: str | bytes, *, stored: bool = False) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(member, (2024, 1, 31, 0, 0, 0)), text, compress_type=archive.compression)
    return packed.getvalue()


def files(**changed: str) -> dict[str, bytes]:
    """The four files as GeoNames gives them; ``changed`` texts by the stem of their name."""
    given = {name: changed.get(name.removesuffix(".txt"), text) for name, text in texts().items()}
    packed = {f"{name[:-4]}.zip": zipped(name, given[name]) for name in ("allCountries.txt", "alternateNamesV2.txt")}
    return {**packed, **{name: given[name].encode() for name in ("admin1CodesASCII.txt", "admin2Codes.txt")}}


def write(folder: Path, given: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in given.items():
        (folder / name).write_bytes(content)
    return folder


@dataclass
class Dump:
    """What the server gives, what it was asked, and how it misbehaves: each of ``cuts`` is used up by one answer."""

    files: dict[str, bytes]
    version: int = 1
    cuts: dict[str, list[int]] = field(default_factory=dict)  # bytes after which the connection is closed
    statuses: dict[str, list[int]] = field(default_factory=dict)  # answers given before the file
    ranges: bool = True
    redirect: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, file, range
    url: str = ""

    def etag(self, name: str) -> str:
        return f'"{name}-{self.version}"'


class Handler(BaseHTTPRequestHandler):
    """Answers like a plain file server with ranges."""

    protocol_version = "HTTP/1.1"
    dump: Dump

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, *, body: bool) -> None:
        name, dump = self.path.rpartition("/")[2], self.dump
        dump.asked.append((self.command, name, self.headers["Range"] or ""))
        if dump.redirect:
            self.head(302, {"Location": dump.redirect, "Content-Length": "0"})
            return
        status = dump.statuses.get(name, [])
        if name not in dump.files or (body and status):
            self.head(status.pop(0) if status else 404, {"Content-Length": "0", "Retry-After": "0"})
            return
        self.give(name, dump.files[name], body=body)

    def give(self, name: str, content: bytes, *, body: bool) -> None:
        start = self.start_of(name)
        headers = {"ETag": self.dump.etag(name), "Content-Length": str(len(content) - start)}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.head(206 if start else 200, headers)
        cuts = self.dump.cuts.get(name, [])
        if body:
            stop = cuts.pop(0) if cuts else len(content)
            self.wfile.write(content[start : start + stop])
            self.close_connection = True

    def start_of(self, name: str) -> int:
        wanted = self.headers["Range"]
        if not (wanted and self.dump.ranges and self.headers["If-Range"] == self.dump.etag(name)):
            return 0
        return int(wanted.removeprefix("bytes=").rstrip("-"))

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing."""


@contextlib.contextmanager
def served(dump: Dump) -> Iterator[Dump]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"dump": dump}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    dump.url = f"http://127.0.0.1:{server.server_address[1]}/export/dump/"
    try:
        yield dump
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
