"""Whose turn it is to ask a server: one request at a time, a pause between two, over all threads and processes.

A small file beside the answers holds when the server was last heard of, how often running it failed, and until when
it is left alone. Who asks holds the file's lock until the answer has come, so that the pause is kept at the server's
end whatever the network does; the system gives the lock back when a process dies. The file is never replaced.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from geo.geocoders.failing import Failure
from geo.geocoders.locks import hold

LONGEST_PAUSE = 3600.0  # seconds: a Retry-After beyond it is not believed
SIZE = 64


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is treated; times in seconds.

    ``interval`` between two requests, ``patience`` for one reply, ``budget`` for one name in all, at most ``tries``
    requests for it; after ``failures`` running the server is left alone for ``rest``.
    """

    interval: float = 1.0
    patience: float = 8.0
    budget: float = 40.0
    tries: int = 3
    failures: int = 6
    rest: float = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a server: when it was last heard of, failures running, until when it is left alone."""

    last: float = 0.0
    failures: int = 0
    until: float = 0.0


@dataclass(slots=True)
class Turn:
    """One right to ask; what is told of the outcome is written down when the turn ends."""

    state: State
    file: int
    asked: bool = False
    failure: Failure | None = None

    def begin(self) -> None:
        """Say that the server is asked now: written down at once, so that the pause outlives a killed process."""
        self.asked = True
        _write(self.file, replace(self.state, last=time.time()))


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns at one server, kept in ``path``."""

    path: Path
    manners: Manners = Manners()

    @contextmanager
    def take(self, deadline: float) -> Iterator[Turn]:
        """Wait for a turn until ``deadline`` on the monotonic clock; raises Failure where none can be had."""
        file = self._begin(deadline)
        try:
            turn = Turn(_read(file), file)
            try:
                yield turn
            finally:
                if turn.asked:
                    _write(file, self._after(turn))
        finally:
            os.close(file)

    def _begin(self, deadline: float) -> int:
        """The locked file, at a time when the server may be asked."""
        while True:
            file = hold(self.path, deadline)
            try:
                wait = self._wait(_read(file))
            except Failure:
                os.close(file)
                raise
            if wait <= 0.0:
                return file
            os.close(file)
            _sleep(wait, deadline)

    def _wait(self, state: State) -> float:
        """The seconds until the server may be asked; raises Failure where it failed too often."""
        now = time.time()
        rest = state.until - now
        if rest > 0.0 and state.failures >= self.manners.failures:
            raise Failure("paused", rest)
        return max(rest, state.last + self.manners.interval - now)

    def _after(self, turn: Turn) -> State:
        now = time.time()
        if turn.failure is None:
            return State(now)
        failures = turn.state.failures + 1
        backoff = min(5.0, 2.0 ** min(failures, 10)) * self.manners.interval
        rest = self.manners.rest if failures >= self.manners.failures else backoff
        return State(now, failures, now + max(rest, min(turn.failure.pause, LONGEST_PAUSE)))


def _sleep(wait: float, deadline: float) -> None:
    if time.monotonic() + wait >= deadline:
        raise Failure("paused", wait)
    time.sleep(wait)


def _read(file: int) -> State:
    """The state as written; where it cannot be read, as if the server had been asked this moment, which is written."""
    now = time.time()
    os.lseek(file, 0, os.SEEK_SET)
    words = os.read(file, 2 * SIZE).split()
    if not words:
        return State()
    with suppress(ValueError, IndexError):
        last, failures, until = float(words[0]), int(words[1]), float(words[2])
        if last <= now + 1.0 and 0.0 <= until <= now + LONGEST_PAUSE + 1.0 and failures >= 0 and len(words) == 3:
            return State(last, failures, until)
    spoilt = State(now)
    _write(file, spoilt)
    return spoilt


def _write(file: int, state: State) -> None:
    line = f"{state.last:.6f} {min(state.failures, 999)} {state.until:.6f}".encode().ljust(SIZE)
    try:
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, line)
        os.ftruncate(file, SIZE)
    except OSError as error:
        raise Failure("unkept") from error
