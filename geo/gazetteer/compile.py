"""Entries to files: the build of a gazetteer, in memory that grows by some 40 bytes a place and a name.

The same entries in the same order give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import marisa_trie
import numpy as np

from geo.gazetteer.columns import FILES, FORMAT, KINDS, NONE, File, Manifest
from geo.gazetteer.names import fold
from geo.model import PlaceKind, Ring

if TYPE_CHECKING:
    from numpy.typing import NDArray

LESSER_NAME = -1.0  # a name of the past or of the street is a tenth as well known as the others
MAIN_NAME = 1.5  # how much better known a place is by its main name than by another: a factor of thirty in inhabitants
LONGEST_CODE = 4  # letters: what is written in capitals up to here is a code or an abbreviation, case-sensitive


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to be compiled, with all its names.

    ``number`` is its GeoNames id, or 0. ``prominence`` orders the places of one name; for a city it is the decimal logarithm
    of its inhabitants. ``also`` are further ids by which it is found ("country:RU"). ``abbreviations`` and ``demonyms`` are found only as they are written here.
    ``lesser`` are names of the past and nicknames; those of ``names`` and ``lesser`` that ``quiet`` repeats are looked up, but not searched for.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    number: int = 0
    country: str = ""
    admin1: str = ""
    population: int = 0
    prominence: float = 0.0
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    outline: tuple[Ring, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class _Draft:
    """What is gathered of the entries, in the order in which they came."""

    number: array[int] = field(default_factory=lambda: array("i"))
    kind: array[int] = field(default_factory=lambda: array("B"))
    region: array[int] = field(default_factory=lambda: array("H"))
    population: array[int] = field(default_factory=lambda: array("I"))
    radius: array[float] = field(default_factory=lambda: array("f"))
    lat: array[float] = field(default_factory=lambda: array("f"))
    lon: array[float] = field(default_factory=lambda: array("f"))
    label: array[int] = field(default_factory=lambda: array("I"))
    labels: bytearray = field(default_factory=lambda: bytearray(b"\n"))
    id: array[int] = field(default_factory=lambda: array("I"))
    ids: bytearray = field(default_factory=lambda: bytearray(b"\n"))
    regions: dict[tuple[str, str], int] = field(default_factory=lambda: {("", ""): 0})
    outlines: dict[int, tuple[Ring, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Link:
    """One name of one place; ``loud`` is False where only a machine writes it so."""

    key: str
    rank: float
    demonym: bool = False
    loud: bool = True


def compile_entries(entries: Iterable[Entry], folder: Path, sources: Mapping[str, str]) -> Manifest:
    """Write the gazetteer of ``entries`` into ``folder`` and give its manifest.

    ``sources`` says where the entries come from: name to version. Files already there are overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder) as spill:
        draft = _gather(entries, spill)
        rows = _rows(draft)
        names = _names(spill)
        names.save(str(folder / "names.marisa"))
        arrays = {**_places(draft, rows), **_links(spill, names, rows), **_shapes(draft, rows)}
    arrays.update(_cells(arrays))
    for name, values in sorted(arrays.items()):
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    (folder / "labels.bin").write_bytes(draft.labels)
    (folder / "ids.bin").write_bytes(draft.ids)
    (folder / "regions.json").write_text(json.dumps(list(draft.regions)) + "\n", encoding="utf-8")
    counts = {"places": len(draft.number), "names": len(names), "shapes": len(draft.outlines)}
    return _seal(folder, counts, sources)


def _gather(entries: Iterable[Entry], spill: IO[str]) -> _Draft:
    draft = _Draft()
    for row, entry in enumerate(entries):
        _add(draft, entry)
        for link in _links_of(entry):
            spill.write(f"{link.key}\t{row}\t{link.rank:.4f}\t{link.demonym:d}\t{link.loud:d}\n")
    return draft


def _add(draft: _Draft, entry: Entry) -> None:
    draft.number.append(entry.number or -1 - len(draft.id))
    if not entry.number:
        draft.id.append(len(draft.ids))
        draft.ids += entry.id.encode() + b"\n"
    if entry.outline:
        draft.outlines[len(draft.kind)] = entry.outline
    draft.kind.append(KINDS.index(entry.kind))
    draft.region.append(draft.regions.setdefault((entry.country, entry.admin1), len(draft.regions)))
    draft.population.append(entry.population)
    draft.radius.append(entry.radius_km)
    draft.lat.append(entry.lat)
    draft.lon.append(entry.lon)
    draft.label.append(len(draft.labels))
    draft.labels += entry.name.encode() + b"\n"


def _links_of(entry: Entry) -> Iterator[_Link]:
    for place_id in (entry.id, *entry.also) if not entry.number else entry.also:
        yield _Link(place_id, 0.0, loud=False)
    main = fold(entry.name)
    for name in (entry.name, *entry.names, *entry.lesser):
        key = name if is_code(name) else fold(name)
        if key:
            lesser = LESSER_NAME * (name in entry.lesser)
            yield _Link(
                key,
                entry.prominence + (MAIN_NAME if key == main else lesser),
                loud=name not in entry.quiet and not _is_spelling(name),
            )
    for name in entry.abbreviations:
        yield _Link(name, entry.prominence + MAIN_NAME)
    for name in entry.demonyms:
        yield _Link(name, entry.prominence, demonym=True)


def _is_spelling(name: str) -> bool:
    """Whether only a machine writes a name so: it is a transliteration without any capital."""
    return name.isascii() and name == name.lower()


def is_code(name: str) -> bool:
    """Whether a name is written in capitals because it is a code or an abbreviation, as "NYC" and "U.S." are.

    >>> is_code("NYC"), is_code("D.C."), is_code("Nice"), is_code("WASHINGTON")
    (True, True, False, False)
    """
    letters = name.replace(".", "")
    return letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= LONGEST_CODE


def _rows(draft: _Draft) -> NDArray[np.int32]:
    """For each entry in its order the row where it stands when the places are sorted by number."""
    order = np.argsort(np.frombuffer(draft.number, dtype="i4"), kind="stable")
    rows = np.empty(len(order), dtype="i4")
    rows[order] = np.arange(len(order), dtype="i4")
    return rows


def _places(draft: _Draft, rows: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
    types = {
        "number": "i4", "kind": "u1", "region": "u2", "population": "u4", "radius": "f2", "lat": "f4", "lon": "f4", "label": "u4",
    }  # fmt: skip
    order = np.argsort(rows, kind="stable")
    columns = {name: np.array(getattr(draft, name))[order].astype(dtype) for name, dtype in types.items()}
    return {**columns, "id": np.array(draft.id, dtype="u4")}


def _names(spill: IO[str]) -> marisa_trie.Trie:
    spill.seek(0)
    return marisa_trie.Trie(line.split("\t", 1)[0] for line in spill)


def _links(spill: IO[str], names: marisa_trie.Trie, rows: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
    key, entry, rank, demonym, loud = _read_links(spill, names)
    row = rows[entry]
    order = np.lexsort((row, -rank, key))
    link, more = _runs(key[order], row[order], len(names))
    noisy = np.ones(len(names), dtype=bool)
    noisy[key[loud]] = False
    return {"link": link, "more": more, "quiet": np.packbits(noisy), "demonym": np.unique(key[demonym])}


def _read_links(spill: IO[str], names: marisa_trie.Trie) -> tuple[NDArray[Any], ...]:
    columns: tuple[array[Any], ...] = array("i"), array("i"), array("f"), array("B"), array("B")
    spill.seek(0)
    for line in spill:
        key, row, rank, demonym, loud = line.rstrip("\n").split("\t")
        for column, value in zip(columns, (names[key], int(row), float(rank), int(demonym), int(loud)), strict=True):
            column.append(value)
    keys, entries, ranks, demonyms, louds = (np.array(column) for column in columns)
    return keys, entries, ranks, demonyms.astype(bool), louds.astype(bool)


def _runs(key: NDArray[Any], row: NDArray[Any], keys: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """``link`` and ``more`` of links sorted by key, best first; a place stands once under a key."""
    link, more = array("i", [NONE]) * keys, array("i")
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(key)], strict=True):
        places = list(dict.fromkeys(row[start:stop].tolist()))
        link[int(key[start])] = places[0] if len(places) == 1 else -2 - len(more)
        if len(places) > 1:
            more.extend((len(places), *places))
    return np.array(link, dtype="i4"), np.array(more, dtype="i4")


def _cells(arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The cities by cells of one degree, row by row from the south-west."""
    cities = np.flatnonzero(arrays["kind"] == KINDS.index("city"))
    south = np.clip(np.floor(arrays["lat"][cities]).astype("i4") + 90, 0, 179)
    west = (np.floor(arrays["lon"][cities]).astype("i4") + 180) % 360
    cell = south * 360 + west
    order = np.argsort(cell, kind="stable")
    offsets = np.searchsorted(cell[order], np.arange(180 * 360 + 1))
    return {"cell": offsets.astype("u4"), "near": cities[order].astype("i4")}


def _shapes(draft: _Draft, rows: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
    outlines = sorted((int(rows[entry]), outline) for entry, outline in draft.outlines.items())
    rings = [ring for _, outline in outlines for ring in outline]
    points = [point for ring in rings for point in ring]
    return {
        "shape_row": np.array([row for row, _ in outlines], dtype="i4"),
        "shape_ring": _offsets([len(outline) for _, outline in outlines]),
        "ring_point": _offsets([len(ring) for ring in rings]),
        "point": np.rint(np.array(points, dtype="f8").reshape(-1, 2) * 100).astype("i2"),
    }


def _offsets(lengths: list[int]) -> NDArray[np.uint32]:
    return np.cumsum([0, *lengths]).astype("u4")


def _seal(folder: Path, rows: dict[str, int], sources: Mapping[str, str]) -> Manifest:
    paths = [folder / name for name in FILES]
    files = {path.name: File(bytes=path.stat().st_size, sha256=checksum(path)) for path in paths}
    manifest = Manifest(format=FORMAT, sources=dict(sorted(sources.items())), rows=rows, files=files)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
