"""All of GeoNames as the user's own gazetteer: download, check, sort, merge with the overlay, compile, switch.

Everything is made in a folder of its own beside the installed ones; the switch is one file that is replaced. Whatever
stops an install before it (a cut connection, a full disk, a kill), the gazetteer that was in use stays in use.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer import dump, geonames
from geo.gazetteer.compile import Entry, checksum, compile_entries
from geo.gazetteer.disk import check_space, locked, sync_files, sync_folder, told, write_whole
from geo.gazetteer.downloading import Fetched, fetch
from geo.gazetteer.dump import DamagedDump
from geo.gazetteer.index import Index, opened
from geo.gazetteer.installed import STATE_LOCK, Installed, State, checked_name, listed, read_state, write_state
from geo.settings import DATA, Settings

GEONAMES = "https://download.geonames.org/export/dump/"
INSTALL_LOCK, DOWNLOADS, BUILDING = ".install.lock", ".downloads", "building-"
BUILT_BYTES = 1.6  # on disk while it is built, for each byte of text: sorted runs, a spill of names, the index
EVERY = 20_000  # places between two reports
LAND = ("country:US", "country:JP")  # without which the overlay has not been merged


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an install has come: the step, what is done and what there is to do, in ``unit``; ``total`` is 0 where it is not known.

    >>> print(Progress("Reading allCountries.zip", 850_000_000, 1_700_000_000, "bytes"))
    Reading allCountries.zip: 50 % of 1,700 MB
    """

    step: str
    done: int = 0
    total: int = 0
    unit: str = ""

    def __str__(self) -> str:
        if self.total > 0 and self.unit == "bytes":
            return f"{self.step}: {100 * self.done // self.total} % of {self.total / 1e6:,.0f} MB"
        return f"{self.step}: {self.done:,} {self.unit}" if self.done else self.step


Report = Callable[[Progress], None]


def install(
    source: str | Path = GEONAMES,
    *,
    into: Path,
    progress: Report = lambda _: None,
    name: str = "geonames",
    data: Path = DATA,
) -> Installed:
    """Install GeoNames from a web address or a folder that has its four files, and use it from now on.

    ``into`` is the folder of the installed gazetteers (Settings.gazetteers), ``data`` that of the embedded one and its
    overlay. ``progress`` is called often, with a :class:`Progress`. A gazetteer of the same name is replaced at the end.
    Raises GazetteerError where a file is missing or damaged, the disk is full, or another install is going on.
    """
    checked_name(name)
    with told(into):
        into.mkdir(parents=True, exist_ok=True)
    with locked(into / INSTALL_LOCK, wait=False):
        _tidy(into)
        folder, files = _gathered(source, into, progress)
        with told(into), _cleared(folder, into):
            built = _built(folder, files, name, into, progress, data)
            _switch(built, name, into)
    settings = Settings(data=data, gazetteers=into)
    return next(each for each in listed(settings) if each.name == name)


@contextmanager
def _cleared(folder: Path, into: Path) -> Iterator[None]:
    """Delete the downloads once they are built, or found to be damaged; keep them for another try after all else."""
    try:
        yield
    except DamagedDump:
        _forget(folder, into)
        raise
    _forget(folder, into)


def _forget(folder: Path, into: Path) -> None:
    if folder.parent == into / DOWNLOADS:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(into: Path) -> None:
    """Delete what earlier installs left: unfinished folders, and finished ones that nothing names."""
    kept = set(read_state(into).folders.values())
    for path in into.iterdir():
        if path.is_dir() and not path.name.startswith(".") and path.name not in kept and _is_ours(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    # a folder that the user has put here is none of ours
    return path.name.startswith(BUILDING) or (path / "install.json").is_file()


def _gathered(source: str | Path, into: Path, progress: Report) -> tuple[Path, dict[str, Fetched]]:
    """The folder with the four files, and what is known of each."""
    if isinstance(source, str) and "://" in source:
        return _downloaded(source, into, progress)
    folder = Path(source)
    paths = [dump.present(folder, table) for table in dump.TABLES]
    return folder, {path.name: _local(path, progress) for path in paths}


def _local(path: Path, progress: Report) -> Fetched:
    progress(Progress(f"Checking {path.name}"))
    with told(path.parent):
        return Fetched(path.name, path.stat().st_size, checksum(path))


def _downloaded(source: str, into: Path, progress: Report) -> tuple[Path, dict[str, Fetched]]:
    folder = into / DOWNLOADS / "geonames"
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for table in dump.TABLES:
        tell = partial(_downloading, progress, f"Downloading {table.file}")
        files[table.file] = fetch(f"{source.rstrip('/')}/{table.file}", folder / table.file, tell)
    return folder, files


def _downloading(progress: Report, step: str, have: int, total: int) -> None:
    progress(Progress(step, have, total, "bytes"))


def _built(
    folder: Path, files: dict[str, Fetched], name: str, into: Path, progress: Report, data: Path
) -> Path:  # fmt: skip
    """A compiled gazetteer in a folder of its own, checked and flushed to the disk."""
    target = into / f"{BUILDING}{name}-{secrets.token_hex(4)}"
    target.mkdir()
    try:
        _compile(folder, target, files, progress, data)
        _check(target)
        text = json.dumps({name: asdict(file) for name, file in files.items()}, indent=1)
        write_whole(target / "install.json", text + "\n")
        progress(Progress("Writing to the disk"))
        sync_files(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _compile(folder: Path, target: Path, files: dict[str, Fetched], progress: Report, data: Path) -> None:
    paths = {table: dump.present(folder, table) for table in (dump.PLACES, dump.NAMES)}
    sizes = {table: _text_bytes(path, table) for table, path in paths.items()}
    total = sum(sizes.values())
    check_space(target, int(BUILT_BYTES * total), "Building the gazetteer")
    scratch = target / "sorted"
    scratch.mkdir()
    given = geonames.sort(folder, scratch, _adding("Reading GeoNames", total, progress))
    above = geonames.top(data, opened((data / "gazetteer").resolve()))
    entries = _told(geonames.entries(given, above, data / "geonames" / "features.csv"), progress)
    sources = {f"geonames {file}": f"sha256:{fetched.sha256}" for file, fetched in files.items()}
    compile_entries(entries, target, sources)
    shutil.rmtree(scratch)


def _text_bytes(path: Path, table: dump.Table) -> int:
    size = dump.text_bytes(path, table)
    if not size:
        raise DamagedDump(f"{path.name} is empty: {dump.REMEDY}")
    return size


def _adding(step: str, total: int, progress: Report) -> Callable[[int], None]:
    """What sums up the bytes of lines and reports every so many of them."""
    lines = done = 0

    def add(size: int) -> None:
        nonlocal lines, done
        lines += 1
        done += size
        if lines % EVERY == 0:
            progress(Progress(step, done, total, "bytes"))

    return add


def _told(entries: Iterable[Entry], progress: Report) -> Iterator[Entry]:
    for count, entry in enumerate(entries):
        if count % EVERY == 0:
            progress(Progress("Merging with the overlay", count, unit="places"))
        yield entry
    progress(Progress("Building the index"))


def _check(target: Path) -> None:
    """Open what was built before it is used: it holds places, and the overlay lies on top."""
    built = Index(target)
    if any(built.place(place) is None for place in LAND) or not built.find("U.S."):
        raise GazetteerError("The built gazetteer lacks countries: check out data/overlay again, then install again.")


def _switch(built: Path, name: str, into: Path) -> None:
    """Give the built folder its lasting name and use it; the one that it replaces is deleted last."""
    final = into / built.name.removeprefix(BUILDING)
    built.rename(final)
    sync_folder(into)
    with locked(into / STATE_LOCK, wait=True):
        state = read_state(into)
        write_state(into, State(name, {**state.folders, name: final.name}))
    old = state.folders.get(name)
    if old is not None and old != final.name:
        shutil.rmtree(into / old, ignore_errors=True)
