"""Settings of a run, and where they come from: the defaults here, then environment variables ``DATELINE_*``."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from geo.errors import SettingsError

DATA = Path(__file__).resolve().parent.parent / "data"


def user_data(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder for what Dateline keeps for a user, as each system has it.

    >>> user_data({"XDG_DATA_HOME": "/home/ada/data"}, "linux").as_posix()
    '/home/ada/data/dateline'
    """
    home = os.path.expanduser("~")  # noqa: PTH111  # Path.home() fails where a user has none
    usual = {"win32": f"{home}/AppData/Local", "darwin": f"{home}/Library/Application Support"}
    named = environment.get("LOCALAPPDATA" if platform == "win32" else "XDG_DATA_HOME")
    return Path(named or usual.get(platform, f"{home}/.local/share")) / "dateline"


GAZETTEERS = user_data() / "gazetteers"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told: limits, each a whole number of at least 1, and two folders.

    ``data`` is that of the compiled data, ``gazetteers`` that of the gazetteers that the user has installed.
    ``max_characters`` is the longest article that is read. ``max_file_bytes`` is the largest single file;
    ``max_expanded_bytes`` is what an archive or a packed document may unpack to; ``max_entries`` how many files a
    folder or an archive may hold, ``max_rows`` how many rows a table, ``max_pages`` how many pages a PDF, and
    ``max_feed_entries`` how many entries of a feed are read. ``parse_seconds`` and ``parse_megabytes`` are what
    one file may cost the process that takes it apart. ``fetch_bytes``, ``fetch_seconds`` and ``fetch_redirects``
    bound one visit to an address.

    >>> Settings().max_characters
    1000000
    """

    max_characters: int = 1_000_000
    data: Path = DATA
    gazetteers: Path = GAZETTEERS
    max_file_bytes: int = 50_000_000
    max_expanded_bytes: int = 500_000_000
    max_entries: int = 100_000
    max_rows: int = 2_000_000
    max_pages: int = 2_000
    max_feed_entries: int = 100
    parse_seconds: int = 30
    parse_megabytes: int = 1024
    fetch_bytes: int = 5_000_000
    fetch_seconds: int = 15
    fetch_redirects: int = 5

    def __post_init__(self) -> None:
        for name in LIMITS:
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} must be at least 1: unset DATELINE_{name.upper()} or raise it.")


FOLDERS = ("data", "gazetteers")
LIMITS = tuple(field.name for field in fields(Settings) if field.name not in FOLDERS)


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for.

    >>> from_environment({"DATELINE_MAX_CHARACTERS": "5000"}).max_characters
    5000
    """
    given = {name: environment.get(f"DATELINE_{name.upper()}") for name in LIMITS}
    limits = {name: _number(name, text) for name, text in given.items() if text is not None}
    data, gazetteers = environment.get("DATELINE_DATA"), environment.get("DATELINE_GAZETTEERS")
    return Settings(data=Path(data or DATA), gazetteers=Path(gazetteers or GAZETTEERS), **limits)


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise SettingsError(f"{text!r} is not a whole number: give DATELINE_{name.upper()} as digits.") from error
