"""Who may import whom, read from the imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "errors"),
    ("settings",),
    ("articles", "sentences", "tokens", "gazetteer", "geocoders", "toponyms", "resolution", "timex", "events", "frame", "rows"),
    ("explorer",),
    ("pipeline", "export"),
    ("corpus",),
    ("__init__", "__main__"),
)  # fmt: skip
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
DOORS = {
    "folium": {"explorer"},
    "branca": {"explorer"},
    "geopy": {"geocoders", "gazetteer"},
    "marisa_trie": {"gazetteer"},
    "pandas": {"frame", "export", "explorer", "articles"},
    "pyarrow": {"export", "articles"},
    "pycrfsuite": {"tokens"},
    "shapely": {"gazetteer", "export"},
    "streamlit": {"explorer"},
}
FILES = sorted((ROOT / "geo").rglob("*.py"))


def room(path: Path) -> str:
    """The room that a file of geo/ belongs to: its module, or the package of that name."""
    inside = path.relative_to(ROOT / "geo").parts
    return inside[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "geo":
            names |= {f"geo.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down_and_stages_do_not_import_one_another(path: Path) -> None:
    own = room(path)
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("geo.")} - {own}
    allowed = {other for other, level in LEVEL.items() if level < LEVEL[own]}
    assert rooms <= allowed


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_library_has_one_door(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}
    assert {library for library in libraries & DOORS.keys() if room(path) not in DOORS[library]} == set()


def test_the_page_imports_streamlit_and_geo_only_and_stays_short() -> None:
    page = ROOT / "app.py"
    roots = {name.split(".")[0] for name in imported(page)}
    standard = {"__future__", "datetime", "pathlib", "dataclasses", "collections", "typing", "functools", "hashlib"}
    assert roots - standard == {"streamlit", "geo"}
    assert len(page.read_text("utf-8").splitlines()) < 200


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_that_grows_becomes_a_package(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_the_model_needs_the_standard_library_only() -> None:
    assert {name.split(".")[0] for name in imported(ROOT / "geo" / "model.py")} <= {
        "__future__", "collections", "dataclasses", "datetime", "typing",
    }  # fmt: skip
