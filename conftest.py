"""What every test shares."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_gazetteer_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests read with the embedded gazetteer, whatever this user has installed."""
    os.environ["DATELINE_GAZETTEERS"] = str(tmp_path_factory.mktemp("gazetteers"))


@pytest.fixture(autouse=True)
def _the_main_module_stays() -> Iterator[None]:
    """Streamlit's test runner puts its script in the place of the main module, which new processes would run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def _examples_write_elsewhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of README and docstrings write their files into a folder of their own."""
    if isinstance(request.node, pytest.DoctestItem):
        monkeypatch.chdir(tmp_path)
