"""Every data file is described, with its licence, in data/README.md."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
README = (DATA / "README.md").read_text("utf-8")
FOLDERS = sorted(
    path for path in DATA.iterdir() if path.is_dir() and path.name != "building" and path.name[0] not in "._"
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_folder_of_data_is_described(folder: Path) -> None:
    assert f"`{folder.name}/" in README


@pytest.mark.parametrize("licence", ["CC BY 4.0", "CC BY-SA 4.0", "public domain", "MIT"])
def test_the_licences_are_named(licence: str) -> None:
    assert licence in README
