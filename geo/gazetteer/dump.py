"""The files of GeoNames' dump, read row by row: every row is checked, and an error names the file and the line.

The columns are those of GeoNames' readme.txt: tab-separated UTF-8 without quotes. A file may be a ZIP as GeoNames gives
it, or the text out of it. Nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from geo.errors import GazetteerError

LONGEST_LINE = 1 << 20
LARGEST_NUMBER, LARGEST_POPULATION = 2**31 - 1, 2**32 - 1
READ_AHEAD = 1 << 20
REMEDY = "take the file anew from GeoNames, then install again."
Tell = Callable[[int], None]
Row = TypeVar("Row")


class DamagedDump(GazetteerError):
    """A file of the dump is not as GeoNames writes it: a download of it is of no further use."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the dump: its name, the text that it holds, and how many columns a row may have."""

    file: str
    text: str
    columns: range


PLACES = Table("allCountries.zip", "allCountries.txt", range(19, 20))
NAMES = Table("alternateNamesV2.zip", "alternateNamesV2.txt", range(8, 11))  # the last two are often left out
FIRST_LEVEL = Table("admin1CodesASCII.txt", "admin1CodesASCII.txt", range(4, 5))
SECOND_LEVEL = Table("admin2Codes.txt", "admin2Codes.txt", range(4, 5))
TABLES = (PLACES, NAMES, FIRST_LEVEL, SECOND_LEVEL)


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of allCountries.txt: a place by its GeoNames id."""

    number: int
    name: str
    ascii: str
    lat: float
    lon: float
    feature_class: str
    code: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class Alternate:
    """A row of alternateNamesV2.txt: another name of a place; ``language`` may be a code such as "abbr" or "iata"."""

    number: int
    language: str
    name: str
    lesser: bool


@dataclass(frozen=True, slots=True)
class Division:
    """A row of admin1CodesASCII.txt or admin2Codes.txt; ``code`` is "US.TX" or "US.TX.201"."""

    code: str
    name: str
    number: int


def present(folder: Path, table: Table) -> Path:
    """The file of a table in ``folder``, packed or not; GazetteerError where there is none."""
    for name in dict.fromkeys((table.file, table.text)):
        if (folder / name).is_file():
            return folder / name
    raise GazetteerError(f"{table.file} is not in {folder}: put GeoNames' file of that name there, then install again.")


def text_bytes(path: Path, table: Table) -> int:
    """How many bytes of text a file holds."""
    if path.suffix != ".zip":
        return path.stat().st_size
    with _told(path), zipfile.ZipFile(path) as archive:
        return archive.getinfo(table.text).file_size


def features(path: Path, tell: Tell) -> Iterator[Feature]:
    """The places of allCountries; ``tell`` is given the bytes of text read."""
    yield from _values(path, PLACES, _feature, tell)


def alternates(path: Path, tell: Tell) -> Iterator[Alternate]:
    """The names of alternateNamesV2."""
    yield from _values(path, NAMES, _alternate, tell)


def divisions(path: Path, table: Table) -> Iterator[Division]:
    """The regions of admin1CodesASCII or admin2Codes."""
    yield from _values(path, table, _division, lambda _: None)


def _values(path: Path, table: Table, read: Callable[[list[str]], Row], tell: Tell) -> Iterator[Row]:
    for number, line in enumerate(_lines(path, table), 1):
        tell(len(line))
        try:
            yield read(_cells(line, table.columns))
        except ValueError as error:
            where = f"{table.text}, line {number:,}"
            raise DamagedDump(f"{where}: {error}. It is not as GeoNames writes it: {REMEDY}") from error


def _cells(line: bytes, columns: range) -> list[str]:
    if not line.endswith(b"\n") and len(line) >= LONGEST_LINE:
        raise ValueError(f"it is longer than {LONGEST_LINE:,} bytes")
    cells = line.decode().rstrip("\r\n").split("\t")
    if len(cells) not in columns:
        least, most = columns[0], columns[-1]
        raise ValueError(f"{len(cells)} columns, not {least if least == most else f'{least} to {most}'}")
    return cells


def _lines(path: Path, table: Table) -> Iterator[bytes]:
    with _told(path), _opened(path, table) as file:
        yield from iter(partial(file.readline, LONGEST_LINE), b"")


@contextmanager
def _opened(path: Path, table: Table) -> Iterator[BinaryIO]:
    if path.suffix != ".zip":
        with path.open("rb", buffering=READ_AHEAD) as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as archive, archive.open(table.text) as packed:
        # a line of the archive's own file object is read in Python, byte by byte or nearly so
        yield io.BufferedReader(packed, READ_AHEAD)  # type: ignore[type-var]  # it is raw enough, which typeshed does not say


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, GazetteerError):
            raise
        raise DamagedDump(f"{path.name} is damaged ({_reason(error)}): {REMEDY}") from error


def _reason(error: BaseException) -> str:
    return str(error).strip("'\" .") or "it ends too early"


def _feature(cells: list[str]) -> Feature:
    number, name, plain, _, lat, lon, feature_class, code, country, _, admin1, admin2 = cells[:12]
    return Feature(
        number=_number(number, LARGEST_NUMBER, "geonameid"),
        name=_name(name),
        ascii=" ".join(plain.split()),
        lat=_degrees(lat, 90.0, "latitude"),
        lon=_degrees(lon, 180.0, "longitude"),
        feature_class=feature_class,
        code=code,
        country=_country(country),
        admin1=admin1,
        admin2=admin2,
        # the Earth has more inhabitants than the column holds
        population=min(_number(cells[14] or "0", 10**10, "population"), LARGEST_POPULATION),
    )


def _alternate(cells: list[str]) -> Alternate:
    _, number, language, name = cells[:4]
    return Alternate(
        number=_number(number, LARGEST_NUMBER, "geonameid"),
        language=language,
        name=" ".join(name.split()),
        lesser="1" in cells[6:8],
    )


def _division(cells: list[str]) -> Division:
    code, name, _, number = cells
    if not all(code.partition(".")):
        raise ValueError(f"the code {code[:20]!r} is not that of a country and a region")
    return Division(code, _name(name), _number(number, LARGEST_NUMBER, "geonameid"))


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise ValueError("the name is empty")
    return name


def _country(text: str) -> str:
    if text and not (len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()):
        raise ValueError(f"the country code {text[:20]!r} is not two capitals")
    return text


def _number(text: str, largest: int, column: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text) <= largest):
        raise ValueError(f"the {column} {text[:20]!r} is no whole number up to {largest:,}")
    return int(text)


def _degrees(text: str, most: float, column: str) -> float:
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    # a comparison with NaN is false
    if not -most <= degrees <= most:
        raise ValueError(f"the {column} {text[:20]!r} is no number from -{most:g} to {most:g}")
    return degrees
