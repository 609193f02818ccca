"""The answers of online geocoders, kept on disk: also "nothing found", with their age and their source.

SQLite with a write-ahead log and full synchronisation: an answer that was kept survives a crash. Each row carries a
digest of itself, so that a file that something else wrote into gives no wrong place.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from geo.geocoders.failing import Failure
from geo.geocoders.locks import hold
from geo.geocoders.replies import point, text
from geo.model import Place

MOST = 50_000  # answers kept; beyond them the oldest go
DAY = 86_400.0
BUSY = 10.0  # seconds to wait for another writer
TABLE = """CREATE TABLE IF NOT EXISTS answers (
    source TEXT NOT NULL, query TEXT NOT NULL, places TEXT NOT NULL, asked REAL NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (source, query)) WITHOUT ROWID"""
T = TypeVar("T")
EVICT = """DELETE FROM answers WHERE (source, query) IN (
    SELECT source, query FROM answers ORDER BY asked LIMIT ?)"""
INDEX = "CREATE INDEX IF NOT EXISTS by_age ON answers (asked)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, and when, in seconds since 1970."""

    source: str
    places: tuple[Place, ...]
    asked: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The file of answers. Each call opens it anew: any thread or process may use it."""

    path: Path
    most: int = MOST

    def find(self, source: str, query: str, *, days: float) -> Answer | None:
        """The answer of a service to a name, unless it is older than ``days``, or a quarter of them for nothing found."""
        sought = "SELECT places, asked, digest FROM answers WHERE source = ? AND query = ?"
        if not self._begun():
            return None
        row = self._with(lambda database: database.execute(sought, (source, query)).fetchone())
        answer = _answer(source, query, row) if row else None
        if answer is None:
            return None
        age = time.time() - answer.asked
        return answer if -DAY <= age <= days * DAY * (1.0 if answer.places else 0.25) else None

    def keep(self, source: str, query: str, places: tuple[Place, ...]) -> Answer:
        """Keep an answer for good; when this returns, it is on the disk."""
        answer = Answer(source, places, round(time.time(), 3))
        packed = json.dumps([_packed(each) for each in places])
        row = (source, query, packed, answer.asked, _digest(source, query, packed, answer.asked))
        self._with(lambda database: self._insert(database, row))
        return answer

    def count(self) -> int:
        """How many answers are kept."""
        return self._with(_count) if self._begun() else 0

    def mend(self) -> None:
        """Look through the file, if there is one; it is set aside where it is damaged. Raises Failure."""
        if self._begun():
            self._with(_check)

    def _begun(self) -> bool:
        """Whether there is a file; only the first answer makes one."""
        try:
            return self.path.exists()
        except OSError as error:
            raise Failure("unkept") from error

    def damaged(self) -> tuple[Path, ...]:
        """The damaged files that were set aside, oldest first."""
        beginning = f"{self.path.name}.damaged-"
        beside = self.path.parent.iterdir() if self.path.parent.is_dir() else ()
        mine = (each for each in beside if each.name.startswith(beginning))
        return tuple(sorted(each for each in mine if not each.name.endswith(("-wal", "-shm"))))

    def _insert(self, database: sqlite3.Connection, row: tuple[object, ...]) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
        over = _count(database) - self.most
        if over > 0:
            database.execute(EVICT, (over,))
        database.execute("COMMIT")

    def _with(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` gives of the file; a damaged one is set aside first."""
        try:
            return self._once(work)
        except Failure as failure:
            if not _is_damage(failure.__cause__):
                raise
        self._set_aside()
        return self._once(work)

    def _once(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connect(self.path)) as database:
                return work(database)
        except (sqlite3.Error, OSError) as error:
            raise Failure("unkept") from error

    def _set_aside(self) -> None:
        """Rename the damaged file with its log, unless another process has done so meanwhile."""
        lock = hold(Path(f"{self.path}.lock"), time.monotonic() + BUSY)
        try:
            self._once(_check)
        except Failure as failure:
            if _is_damage(failure.__cause__):
                _rename(self.path)
        finally:
            os.close(lock)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(TABLE)
        database.execute(INDEX)
    except BaseException:
        database.close()
        raise
    return database


class _Damage(sqlite3.DatabaseError):
    """SQLite's own check found the file broken."""


def _is_damage(error: BaseException | None) -> bool:
    """Whether the file itself is no database or a broken one; a full disk or a lock is another matter."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, _Damage) or code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _rename(path: Path) -> None:
    stamp = f"damaged-{time.strftime('%Y%m%dT%H%M%S')}-{time.time_ns() % 1_000_000_000:09d}"
    try:
        for ending in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").rename(f"{path}.{stamp}{ending}")
    except OSError as error:
        raise Failure("unkept") from error


def _check(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _Damage


def _count(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM answers").fetchone()[0])


def _packed(place: Place) -> dict[str, Any]:
    return {name: value for name, value in asdict(place).items() if name != "outline"}


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _answer(source: str, query: str, row: tuple[Any, ...]) -> Answer | None:
    """The answer of a row, or None where it is not what was written."""
    packed, asked, digest = row
    if digest != _digest(source, query, packed, asked):
        return None
    try:
        places = tuple(Place(**each) for each in json.loads(packed))
        sound = all(text(each.name) and point(each.lat, each.lon) for each in places)
    except (Failure, TypeError, ValueError):
        return None
    return Answer(source, places, asked) if sound else None
