"""The installed gazetteers of a user, and which of them is in use.

They live in ``Settings.gazetteers``, each in a folder of its own; ``gazetteers.json`` beside them says which folder has
which name and which is in use. It is replaced as a whole, so that a crash leaves the old choice or the new one.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geo import settings as defaults
from geo.errors import GazetteerError
from geo.gazetteer.columns import Manifest, read_manifest
from geo.gazetteer.disk import locked, told, write_whole
from geo.gazetteer.index import Index, opened
from geo.settings import Settings

EMBEDDED = "embedded"
STATE, STATE_LOCK = "gazetteers.json", ".state.lock"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
LISTED = "see `python -m geo gazetteer list`"
BACK = "run `python -m geo gazetteer use embedded`, or install it again"


@dataclass(frozen=True, slots=True)
class Installed:
    """A gazetteer that can be used: its places and names, its size on disk, and where it came from.

    ``problem`` is a sentence where it cannot be opened, and "" where it can.
    """

    name: str
    folder: Path
    active: bool
    places: int = 0
    names: int = 0
    size: int = 0
    sources: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What gazetteers.json holds: the name in use, and the folder of each name."""

    active: str = EMBEDDED
    folders: dict[str, str] = field(default_factory=dict)


def current(settings: Settings | None = None) -> Index:
    """The gazetteer in use: the installed one that was chosen, else the one that comes with Dateline.

    Raises GazetteerError where the chosen one is missing or damaged: it is never quietly replaced by another.

    >>> current(Settings(gazetteers=Path("nowhere"))).find("Kursk")[0].country
    'RU'
    """
    settings = settings or defaults.from_environment()
    state = read_state(settings.gazetteers)
    try:
        return opened(_folder(state.active, state, settings).resolve())
    except GazetteerError as error:
        if state.active == EMBEDDED:
            raise
        raise GazetteerError(f"The gazetteer {state.active!r} cannot be used: {BACK}. {error}") from error


def listed(settings: Settings | None = None) -> tuple[Installed, ...]:
    """Every gazetteer that can be used, the embedded one first."""
    settings = settings or defaults.from_environment()
    state = read_state(settings.gazetteers)
    return tuple(_described(name, state, settings) for name in (EMBEDDED, *sorted(state.folders)))


def use(name: str, settings: Settings | None = None) -> Installed:
    """Use a gazetteer from now on; GazetteerError where there is none of this name, or it cannot be opened."""
    settings = settings or defaults.from_environment()
    settings = _with_folder(settings)
    with told(settings.gazetteers), locked(settings.gazetteers / STATE_LOCK, wait=True):
        state = read_state(settings.gazetteers)
        opened(_folder(name, state, settings).resolve())
        state = State(name, state.folders)
        write_state(settings.gazetteers, state)
    return _described(name, state, settings)


def remove(name: str, settings: Settings | None = None) -> Installed:
    """Delete an installed gazetteer; the embedded one is used if it was in use. Gives the one in use then."""
    settings = settings or defaults.from_environment()
    if name == EMBEDDED:
        raise GazetteerError(f"The embedded gazetteer cannot be removed: give the name of another, {LISTED}.")
    settings = _with_folder(settings)
    with told(settings.gazetteers), locked(settings.gazetteers / STATE_LOCK, wait=True):
        state = read_state(settings.gazetteers)
        folder = _folder(name, state, settings)
        left = {other: path for other, path in state.folders.items() if other != name}
        state = State(EMBEDDED if state.active == name else state.active, left)
        write_state(settings.gazetteers, state)
    # only now: nothing names it any more
    shutil.rmtree(folder, ignore_errors=True)
    return _described(state.active, state, settings)


def checked_name(name: str) -> str:
    """A name that a gazetteer can be installed under; GazetteerError for another."""
    if name == EMBEDDED or not NAME.fullmatch(name):
        raise GazetteerError(f"{name!r} cannot name a gazetteer: give up to 30 small letters, digits and hyphens.")
    return name


def read_state(folder: Path) -> State:
    """What gazetteers.json says; the embedded one is in use where there is no such file."""
    path = folder / STATE
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return _state(given)
    except (FileNotFoundError, NotADirectoryError):
        return State()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerError(
            f"{path} cannot be read ({error}): rename it to keep it aside, then install or use a gazetteer again."
        ) from error


def _state(given: Any) -> State:
    folders = {checked_name(str(name)): _plain_name(path) for name, path in given["installed"].items()}
    active = str(given["active"])
    return State(active, folders)


def _plain_name(path: object) -> str:
    # a folder's own name: what is deleted lies in the folder of the gazetteers
    if not isinstance(path, str) or not FOLDER.fullmatch(path):
        raise ValueError(f"{path!r} is no folder of a gazetteer")
    return path


def write_state(folder: Path, state: State) -> None:
    """Write gazetteers.json whole."""
    text = json.dumps({"active": state.active, "installed": state.folders}, indent=1, sort_keys=True)
    write_whole(folder / STATE, text + "\n")


def _folder(name: str, state: State, settings: Settings) -> Path:
    if name == EMBEDDED:
        return settings.data / "gazetteer"
    if name not in state.folders:
        known = ", ".join((EMBEDDED, *sorted(state.folders)))
        raise GazetteerError(f"No gazetteer named {name!r} is installed: there are {known}; {LISTED}.")
    return settings.gazetteers / state.folders[name]


def _described(name: str, state: State, settings: Settings) -> Installed:
    folder = _folder(name, state, settings)
    try:
        manifest: Manifest = read_manifest(folder)
    except GazetteerError as error:
        return Installed(name, folder, name == state.active, problem=str(error))
    return Installed(
        name=name,
        folder=folder,
        active=name == state.active,
        places=manifest["rows"]["places"],
        names=manifest["rows"]["names"],
        size=sum(file["bytes"] for file in manifest["files"].values()),
        sources=tuple(manifest["sources"].items()),
    )


def _with_folder(settings: Settings) -> Settings:
    with told(settings.gazetteers):
        settings.gazetteers.mkdir(parents=True, exist_ok=True)
    return settings
