"""What could not be read of many: a value, so that one bad file does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, row or page that was not read: its name (never with its folder on disk), and why, in a sentence."""

    name: str
    reason: str
