"""A live geocoder: the answers on disk, else one polite question at a time."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from geo.errors import GeocoderError
from geo.geocoders.answers import Answer, Answers
from geo.geocoders.failing import KEPT_OUT, RETRIED, Failure
from geo.geocoders.turns import Manners, Turns
from geo.model import Place

LONGEST = 200  # characters of a name that is asked for
SHUT = 600.0  # seconds for which a service that refused the key, or whose allowance is used up, is not asked
Asking = Callable[[str, float], tuple[Place, ...]]


def tidied(query: str) -> str:
    r"""A name as it is asked for and kept: composed, on one line, of whole characters; "" where it is no name.

    >>> tidied(" Kursk\n\ud800 "), tidied("?!")
    ('Kursk', '')
    """
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in query[: 4 * LONGEST])
    line = " ".join(unicodedata.normalize("NFC", seen).split())[:LONGEST].strip()
    return line if any(c.isalnum() for c in line) else ""


@dataclass(slots=True, eq=False)
class Live:
    """A service that is asked over the network.

    Called with a name, it gives the places that bear it, best first, empty when there is none; raises GeocoderError.
    """

    name: str
    _source: str = field(repr=False)
    _days: float = field(repr=False)
    _answers: Answers = field(repr=False)
    _turns: Turns = field(repr=False)
    _asking: Asking = field(repr=False)
    _shut: tuple[str, float] | None = field(default=None, repr=False)

    def __call__(self, query: str) -> tuple[Place, ...]:
        """The places that bear a name, best first; raises GeocoderError."""
        return self.answer(query).places

    def answer(self, query: str) -> Answer:
        """The places that bear a name, with when and where they were asked for; raises GeocoderError."""
        name = tidied(query)
        if not name:
            return Answer(self._source, (), time.time())
        try:
            return self._kept(name) or self._asked(name)
        except Failure as failure:
            if failure.kind in KEPT_OUT and not self._shut:
                self._shut = failure.kind, time.monotonic() + SHUT
            raise GeocoderError(failure.sentence(self.name)) from failure

    def _kept(self, name: str) -> Answer | None:
        return self._answers.find(self._source, name.casefold(), days=self._days)

    def _asked(self, name: str) -> Answer:
        """The answer after at most so many tries; the last failure where all fail."""
        if self._shut and time.monotonic() < self._shut[1]:
            raise Failure(self._shut[0])
        self._shut = None
        deadline = time.monotonic() + self._manners.budget
        last: Failure | None = None
        for _ in range(self._manners.tries):
            try:
                return self._try(name, deadline)
            except Failure as failure:
                if failure.kind == "paused" and last is not None:
                    break
                last = failure
                if failure.kind not in RETRIED:
                    break
        raise last or Failure("late")

    def _try(self, name: str, deadline: float) -> Answer:
        """One turn: another may have asked for the name meanwhile, else ask, and keep the answer before others may."""
        with self._turns.take(deadline) as turn:
            kept = self._kept(name)
            if kept:
                return kept
            turn.begin()
            seconds = min(self._manners.patience, deadline - time.monotonic())
            try:
                places = self._asking(name, max(seconds, 0.1))
            except Failure as failure:
                turn.failure = failure
                raise
            return self._answers.keep(self._source, name.casefold(), places)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know: which damaged files of answers were set aside."""
        said = (
            "The file of online answers was damaged: it was kept as {0}, and a new one begun. Delete it when you like."
        )
        return tuple(said.format(path) for path in self._answers.damaged())

    @property
    def _manners(self) -> Manners:
        return self._turns.manners
