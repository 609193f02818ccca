"""A file that is there wholly or not at all: written beside its place, forced to the disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from geo.errors import ExportError


def write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``; what was there before stays until it is complete.

    Raises ExportError where the folder or the name does not allow it.
    """
    try:
        _replace(path, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        name = path.name.encode("utf-8", "replace").decode()
        raise ExportError(f"{name} could not be written ({reason}): choose another folder or name.") from error


def _replace(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(prefix=".dateline-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Force the new name to the disk too, on systems that let a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
