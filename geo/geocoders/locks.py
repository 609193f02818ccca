"""A file that one thread of one process holds at a time; the system gives it back when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from geo.geocoders.failing import Failure

POLL = 0.01  # seconds between two tries to get the lock
BEYOND = 1024  # the byte that Windows locks: behind all that is written

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, BEYOND, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(path: Path, deadline: float) -> int:
    """The descriptor of the locked file, which closing frees; waits until ``deadline`` on the monotonic clock.

    Raises Failure "crowded" at the deadline, and "unkept" where the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise Failure("unkept") from error
    while not _is_free(file):
        if time.monotonic() >= deadline:
            os.close(file)
            raise Failure("crowded")
        time.sleep(POLL)
    return file


def _is_free(file: int) -> bool:
    """Whether the lock was free, and now is ours."""
    try:
        _lock(file)
    except OSError:
        return False
    return True
