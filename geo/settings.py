"""Settings of a run, and where they come from: the defaults here, then environment variables ``DATELINE_*``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from geo.errors import SettingsError

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told.

    ``max_characters`` is the longest article that is read. ``data`` is the folder of the compiled data.

    >>> Settings().max_characters
    1000000
    """

    max_characters: int = 1_000_000
    data: Path = DATA

    def __post_init__(self) -> None:
        if self.max_characters < 1:
            raise SettingsError("max_characters must be at least 1: unset DATELINE_MAX_CHARACTERS or raise it.")


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for.

    >>> from_environment({"DATELINE_MAX_CHARACTERS": "5000"}).max_characters
    5000
    """
    given = {field.name: environment.get(f"DATELINE_{field.name.upper()}") for field in fields(Settings)}
    return Settings(
        max_characters=_number(given["max_characters"], Settings().max_characters),
        data=Path(given["data"] or DATA),
    )


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise SettingsError(f"{text!r} is not a whole number: give DATELINE_MAX_CHARACTERS as digits.") from error
