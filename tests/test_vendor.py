"""The third-party files of the explorer: each is what the manifest says, free to use, and complete in itself."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from scripts import script

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "geo" / "explorer" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
FILES = [file for package in MANIFEST["packages"] for file in package["files"]] + MANIFEST["made"]
TESTS = ROOT / "tests" / "vendor"
TESTED_WITH = json.loads((TESTS / "manifest.json").read_text(encoding="utf-8"))["packages"]
SCRIPTS_AND_STYLES = [name for name in ("leaflet.js", "leaflet.css", "supercluster.js") if (VENDOR / name).exists()]


@pytest.fixture(autouse=True)
def _scripts_find_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "data"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_every_file_has_the_checksum_of_the_manifest(file: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_the_manifest_lists_every_file_of_the_folder() -> None:
    found = {path.name for path in VENDOR.iterdir() if path.is_file()}
    ours = {"manifest.json", "labels.json"}  # labels.json is data/explorer/labels.csv in another form
    assert found == {file["path"] for file in FILES} | ours


def test_the_manifest_names_the_packages_that_the_script_fetches() -> None:
    pinned = {(p.name, p.version, p.licence, p.integrity) for p in script("vendor").PACKAGES}
    assert pinned == {(p["name"], p["version"], p["licence"], p["integrity"]) for p in MANIFEST["packages"]}


@pytest.mark.parametrize("package", MANIFEST["packages"], ids=lambda package: package["name"])
def test_every_package_is_free_to_use_and_comes_with_its_licence(package: dict[str, object]) -> None:
    assert package["licence"] in {"BSD-2-Clause", "ISC", "MIT"}
    text = (VENDOR / f"{package['name']}.LICENSE").read_text(encoding="utf-8")
    assert "copyright" in text.lower()


@pytest.mark.parametrize("name", SCRIPTS_AND_STYLES)
def test_no_file_asks_for_a_second_one(name: str) -> None:
    text = (VENDOR / name).read_text(encoding="utf-8")
    assert "sourceMappingURL" not in text
    assert all(url.startswith(("data:", "#")) for url in re.findall(r"url\(([^)\"']*)\)", text) if url)
    assert "@import" not in text


@pytest.mark.parametrize("name", SCRIPTS_AND_STYLES)
def test_no_file_can_end_the_element_that_it_is_put_in(name: str) -> None:
    text = (VENDOR / name).read_text(encoding="utf-8").lower()
    assert "</script" not in text
    assert "</style" not in text
    assert "<!--" not in text


def test_what_only_the_tests_need_is_pinned_checked_and_licensed_too() -> None:
    pinned = {(p.name, p.version, p.licence, p.integrity) for p in script("vendor").TEST_PACKAGES}
    assert pinned == {(p["name"], p["version"], p["licence"], p["integrity"]) for p in TESTED_WITH}
    files = [file for package in TESTED_WITH for file in package["files"]]
    assert {path.name for path in TESTS.iterdir()} == {file["path"] for file in files} | {"manifest.json"}
    for file in files:
        assert hashlib.sha256((TESTS / file["path"]).read_bytes()).hexdigest() == file["sha256"]
