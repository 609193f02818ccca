"""Writing that survives: files flushed to the disk, switches that are whole or not at all, one writer at a time."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import GazetteerError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BUSY = "Another process is changing the gazetteers in {}: wait until it has finished, then try again."


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the disk says while something is written into ``folder`` into a GazetteerError with a remedy."""
    try:
        yield
    except GazetteerError:
        raise
    # numpy and marisa-trie say of a full disk only that less was written than was asked
    except (OSError, RuntimeError) as error:
        raise GazetteerError(_sentence(folder, error)) from error


def _sentence(folder: Path, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number in FULL or " requested and " in str(error):
        remedy = "free some space, or set DATELINE_GAZETTEERS to a folder on another disk"
        return f"The disk of {folder} is full: {remedy}, then install again."
    return f"The gazetteer in {folder} could not be written ({error}): see to that, or set DATELINE_GAZETTEERS to another folder."


def check_space(folder: Path, needed: int, what: str) -> None:
    """GazetteerError if there are not ``needed`` bytes free where ``folder`` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise GazetteerError(
            f"{what} needs {needed / 1e9:.1f} GB in {folder}, where {free / 1e9:.1f} GB are free: "
            "free some space, or set DATELINE_GAZETTEERS to a folder on another disk, then install again."
        )


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a crash leaves the old one or the new one."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_files(folder: Path) -> None:
    """Flush every file of a folder, and the folder, to the disk."""
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock of a file; GazetteerError if another process has it and ``wait`` is False.

    The system lets go of it when a process ends, however it ends.
    """
    with path.open("a+b") as file:
        try:
            _lock(file.fileno(), wait=wait)
        except OSError as error:
            raise GazetteerError(BUSY.format(path.parent)) from error
        yield


if sys.platform == "win32":

    def _lock(descriptor: int, *, wait: bool) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
