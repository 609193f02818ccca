"""The files of a compiled gazetteer: which there are, and how they are opened.

    names.marisa      every key, cased key and id; a key's number is where its links stand
    link.npy          one number a key: the row of its only place, NONE, or -2 - position in more.npy
    more.npy          runs of (count, rows…), best known first
    number.npy        the GeoNames id of each row, ascending; below zero, -1 - position in id.npy
    kind, region, population, radius, lat, lon, label      one number a row; label is an offset in labels.bin
    id.npy, ids.bin   the ids of places that GeoNames does not number
    cell.npy, near.npy        the cities by cells of one degree: offsets, rows
    quiet.npy         a bit a key: set where only machine transliterations spell it, which no text is searched for
    demonym.npy       the numbers of the keys that name a people, ascending
    shape_row, shape_ring, ring_point, point       outlines: rows ascending, offsets, offsets, hundredths of a degree
    regions.json      the pairs of country and first-level region that region.npy counts
    manifest.json     the format, the sources, the rows, and each file's size and SHA-256

All are memory-mapped but the two small JSON files, so that opening costs the same at 12 million places.
"""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, get_args

import marisa_trie
import numpy as np

from geo.errors import GazetteerError
from geo.model import PlaceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
NONE = -1
KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
ARRAYS = (
    "link", "more", "number", "kind", "region", "population", "radius", "lat", "lon", "label", "id", "cell", "near",
    "quiet", "demonym", "shape_row", "shape_ring", "ring_point", "point",
)  # fmt: skip
FILES = ("names.marisa", *(f"{name}.npy" for name in ARRAYS), "labels.bin", "ids.bin", "regions.json")
REMEDY = "make it again with `python data/build.py`, or check out data/gazetteer again."


class File(TypedDict):
    """What the manifest says of a file."""

    bytes: int
    sha256: str


class Manifest(TypedDict):
    """What a compiled gazetteer says of itself."""

    format: int
    sources: dict[str, str]
    rows: dict[str, int]
    files: dict[str, File]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """An open gazetteer: the trie of names and the columns of places."""

    names: marisa_trie.Trie
    arrays: dict[str, NDArray[Any]]
    labels: mmap.mmap
    ids: mmap.mmap
    regions: tuple[tuple[str, str], ...]
    manifest: Manifest


def load(folder: Path) -> Columns:
    """Open the files of ``folder``, after checking that they are those of its manifest by their sizes.

    Raises GazetteerError where one is missing, has another size, or is of another format.
    """
    manifest = read_manifest(folder)
    for name, file in manifest["files"].items():
        _check_size(folder / name, file["bytes"])
    try:
        return Columns(
            names=marisa_trie.Trie().mmap(str(folder / "names.marisa")),
            arrays={name: _map(folder / f"{name}.npy") for name in ARRAYS},
            labels=_map_bytes(folder / "labels.bin"),
            ids=_map_bytes(folder / "ids.bin"),
            regions=tuple((country, admin1) for country, admin1 in json.loads((folder / "regions.json").read_text())),
            manifest=manifest,
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise GazetteerError(f"The gazetteer in {folder} cannot be opened ({error}): {REMEDY}") from error


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder``; GazetteerError where there is none that this version reads."""
    try:
        manifest: Manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        known = manifest["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"There is no gazetteer in {folder}: {REMEDY}") from error
    if not known:
        raise GazetteerError(f"The gazetteer in {folder} has format {manifest['format']}, not {FORMAT}: {REMEDY}")
    return manifest


def _check_size(path: Path, size: int) -> None:
    actual = path.stat().st_size if path.exists() else None
    if actual != size:
        found = "is missing" if actual is None else f"has {actual} bytes, not {size}"
        raise GazetteerError(f"The gazetteer's file {path} {found}: {REMEDY}")


def _map(path: Path) -> NDArray[Any]:
    # a plain view: reading one number of a memmap object costs ten times as much
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _map_bytes(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
