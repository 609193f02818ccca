"""The index of places beside a Python dict over the same names: size, opening, memory, scanning, look-ups.

    python benchmarks/gazetteer.py [TEXTS.jsonl] [--names 25]

TEXTS.jsonl holds rows with a ``text``; the briefs of ``data/articles`` are read if it is not given. Each system runs in a process of
its own, both find the longest names at the same starts, and the table says how many of the names they found agree. With ``--names N``
a dump of N million made-up names in GeoNames' own format (25 is the size of all of GeoNames) is written, installed and measured too.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BRIEFS = ROOT / "data" / "articles"
LEAST_CHARACTERS = 1_000_000  # texts are read again until there are as many
LOOKUPS = 100_000
WORD = re.compile(r"\w+|[^\w\s]")
SYLLABLES = [a + b for a in "bdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "is")]
CLASSES = (("P", "PPL"), ("S", "SCH"), ("H", "STM"), ("T", "HLL"), ("A", "ADM3"), ("L", "LCTY"), ("R", "RD"))
SHARES = (40, 20, 20, 13, 4, 2, 1)  # roughly as in GeoNames
COUNTRIES = [a + b for a in "ABCDEFGHIJKLMNO" for b in "CDEGLMNRSTUZ"]
COLUMNS = ("MB on disk", "open ms", "MB resident", "scan MB/s", "look-ups/s", "names found")
Figures = dict[str, float]


def texts(path: Path | None) -> list[str]:
    """The texts to scan, at least a million characters of them."""
    if path is None:
        once = [brief.read_text(encoding="utf-8") for brief in sorted(BRIEFS.glob("*.md"))]
    else:
        with path.open(encoding="utf-8") as lines:
            once = [json.loads(line)["text"] for line in lines]
    return once * (1 + LEAST_CHARACTERS // sum(map(len, once)))


def resident_mb() -> float:
    """The memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peak_mb() -> float:
    """The most memory that this process has had; getrusage would count in what its parent had when it started it."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1e3


def measure(open_it: Callable[[], tuple[Callable[[str], int], Callable[[str], object]]], path: Path | None) -> Figures:
    """Open, scan and look up in this process; CPU seconds throughout."""
    import numpy as np  # noqa: F401  # its import is no part of what is measured

    before, read = resident_mb(), texts(path)
    held, started = resident_mb() - before, time.process_time()
    scan, find = open_it()
    opened = time.process_time() - started
    scan(read[0])
    started, found = time.process_time(), sum(map(scan, read))
    scanned = time.process_time() - started
    names = [word for text in read for word in text.split()][:LOOKUPS]
    started = time.process_time()
    for name in names:
        find(name)
    looked = time.process_time() - started
    return {
        "open ms": opened * 1e3,
        "MB resident": resident_mb() - held,
        "scan MB/s": sum(map(len, read)) / scanned / 1e6,
        "look-ups/s": len(names) / looked,
        "names found": found,
    }


def index(folder: Path) -> tuple[Callable[[str], int], Callable[[str], object]]:
    """Our index."""
    from geo.gazetteer.index import Index

    places = Index(folder)
    return lambda text: sum(1 for _ in places.scan(text)), lambda name: places.rows(name.lower())


class DictNames:
    """The same names in a dict, tried from the longest run of words to the shortest."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self.rows: dict[str, tuple[tuple[int, ...], bool]] = pickle.load(file)  # noqa: S301  # written by this script

    def beginnings(self, folded: str, written: str) -> list[str]:
        """The names with which a piece begins, longest first."""
        found = [piece for piece in _runs(folded) if piece in self.rows]
        cased = [piece for piece in _runs(written) if piece in self.rows and not piece.islower()]
        return sorted({*found, *cased}, key=len, reverse=True) if cased else found

    def is_loud(self, name: str) -> bool:
        """Whether texts are searched for it."""
        return self.rows[name][1]


def _runs(piece: str) -> Iterator[str]:
    """The runs of words and signs from the start of a piece, longest first."""
    stops = [match.end() for match in WORD.finditer(piece)]
    return (piece[:stop] for stop in reversed(stops))


def plain_dict(path: Path) -> tuple[Callable[[str], int], Callable[[str], object]]:
    """A pickled dict."""
    from geo.gazetteer.scanning import scan

    names = DictNames(path)
    return lambda text: sum(1 for _ in scan(text, names)), lambda name: names.rows.get(name.lower())


def write_dict(folder: Path, path: Path) -> None:
    """Every key of a gazetteer with its rows, as a pickled dict."""
    from geo.gazetteer.columns import load
    from geo.gazetteer.index import Index

    places = Index(folder)
    rows = {key: (places.rows(key), places.is_loud(key)) for key in load(folder).names}
    with path.open("wb") as file:
        pickle.dump(rows, file, protocol=5)


def in_own_process(system: str, where: Path, given: Path | None) -> Figures:
    """Run this script for one system and read its figures."""
    command = [sys.executable, __file__, "--system", system, "--where", str(where), *([str(given)] if given else [])]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def installed(dump: Path, folder: Path) -> Figures:
    """Install a dump in this process, as a user does, and say what it cost."""
    from geo.gazetteer.install import install

    started, clock = time.process_time(), time.monotonic()
    found = install(dump, into=folder)
    return {
        "places": found.places,
        "names": found.names,
        "install CPU s": time.process_time() - started,
        "install s": time.monotonic() - clock,
        "install peak MB": peak_mb(),
    }


def write_dump(millions: float, folder: Path) -> None:
    """A dump in GeoNames' format with so many million made-up names, two a place."""
    folder.mkdir()
    places = int(millions * 5e5)
    _write_zip(folder, "allCountries", (_place_row(number) for number in range(1, places + 1)))
    _write_zip(folder, "alternateNamesV2", (_name_row(number) for number in range(1, places + 1)))
    for level, depth in (("admin1CodesASCII", 1), ("admin2Codes", 2)):
        codes = (f"{country}.{'.'.join(['1'] * depth)}" for country in COUNTRIES)
        rows = (f"{code}\tRegion\tRegion\t{places * (1 + depth) + at}\n" for at, code in enumerate(codes))
        (folder / f"{level}.txt").write_text("".join(rows), encoding="utf-8")


def _write_zip(folder: Path, name: str, rows: Iterator[str]) -> None:
    with (
        zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"{name}.txt", "w", force_zip64=True) as file,
    ):
        file.writelines(row.encode() for row in rows)


def _place_row(number: int) -> str:
    chance = random.Random(number)  # noqa: S311  # no secret
    first, second = _words(chance)
    name = first if chance.random() < 0.6 else f"{first} {second}"
    group, code = chance.choices(CLASSES, SHARES)[0]
    population = int(10 ** (chance.random() * 6)) if group == "P" else 0
    lat, lon, country = f"{chance.uniform(-60, 70):.5f}", f"{chance.uniform(-180, 180):.5f}", chance.choice(COUNTRIES)
    cells = (
        number,
        name,
        name,
        name,
        lat,
        lon,
        group,
        code,
        country,
        "",
        "1",
        "1",
        "",
        "",
        population,
        "",
        10,
        "Etc/UTC",
        "2024-01-31",
    )
    return "\t".join(map(str, cells)) + "\n"


def _name_row(number: int) -> str:
    first, second = _words(random.Random(number))  # noqa: S311  # no secret
    return f"{number}\t{number}\ten\t{second} {first}\t\t\t\t\t\t\n"


def _words(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).title() for _ in range(2)]


def table(figures: dict[str, Figures]) -> str:
    """The figures and, for the second system on, the ratio of the first to each."""
    lines = ["| system | " + " | ".join(COLUMNS) + " |", "|---|" + "---|" * len(COLUMNS)]
    first = next(iter(figures.values()))
    for name, row in figures.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[column]:,.1f}" for column in COLUMNS) + " |")
        if row is not first:
            ratios = (f"× {first[column] / row[column]:.2f}" for column in COLUMNS)
            lines.append(f"| index ÷ {name} | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", help="rows with a text, as JSON lines")
    parser.add_argument("--names", type=float, default=0, help="millions of made-up names to install and measure too")
    parser.add_argument("--system", choices=("index", "dict", "install"), help=argparse.SUPPRESS)
    parser.add_argument("--where", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.system == "install":
        sys.stdout.write(json.dumps(installed(given.where / "dump", given.where / "installed")))
        return
    if given.system:
        opener = index if given.system == "index" else plain_dict
        sys.stdout.write(json.dumps(measure(lambda: opener(given.where), given.texts)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(compared(Path(scratch), given.texts) + "\n")
        if given.names:
            sys.stdout.write(large(Path(scratch), given.names, given.texts) + "\n")


def compared(scratch: Path, given: Path | None) -> str:
    """The table of the index and the dict."""
    folder, pickled = ROOT / "data" / "gazetteer", scratch / "names.pickle"
    write_dict(folder, pickled)
    figures = {"index": in_own_process("index", folder, given), "dict": in_own_process("dict", pickled, given)}
    figures["index"]["MB on disk"] = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    figures["dict"]["MB on disk"] = pickled.stat().st_size / 1e6
    return table(figures)


def large(scratch: Path, millions: float, given: Path | None) -> str:
    """The table of a gazetteer that was installed from a dump of made-up names."""
    write_dump(millions, scratch / "dump")
    built = in_own_process("install", scratch, None)
    folder = next((scratch / "installed").glob("geonames-*"))
    figures = {f"{millions:g} million names": in_own_process("index", folder, given)}
    figures[f"{millions:g} million names"]["MB on disk"] = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    return table(figures) + "\n" + ", ".join(f"{name} {value:,.0f}" for name, value in built.items())


if __name__ == "__main__":
    main()
