"""Make the compiled gazetteer in ``data/gazetteer`` from packages and this project's overlay.

    python data/build.py [--into FOLDER] [--atlas countries-50m.json]

Needs requirements-build.txt, and npm where no atlas is given. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

DATA = Path(__file__).resolve().parent
# a script is run without being installed: its own project comes first
sys.path.insert(0, str(DATA.parent))

from data.building import cities, countries, regions, shapes, sources  # noqa: E402  # after the path is set
from geo.gazetteer import overlay  # noqa: E402
from geo.gazetteer.compile import Entry, compile_entries  # noqa: E402
from geo.model import Ring  # noqa: E402

FILES = ("countries", "regions", "areas", "facilities", "outlines", "cities")


def entries(folder: Path, atlas: bytes) -> Iterator[Entry]:
    """Every entry, with the overlay of ``folder`` and the shapes of ``atlas``, in the order of the sources."""
    rows = {name: overlay.rows(folder / f"{name}.csv") for name in FILES}
    drawn = {key: shapes.drawn(rings) for key, rings in overlay.outlines(rows["outlines"]).items()}
    towns, nations = list(sources.cities()), list(sources.countries())
    states = regions.region_entries(towns, sources.towns(), sources.us_states())
    land = [
        *_countries(countries.country_entries(nations, towns), rows["countries"], drawn, atlas),
        *overlay.with_regions(states, rows["regions"]),
    ]
    yield from overlay.with_areas(land, rows["areas"], drawn)
    yield from overlay.with_facilities(cities.airport_entries(sources.airports()), rows["facilities"])
    yield from cities.with_news_names(cities.city_entries(towns, nations), rows["cities"])


def _countries(
    plain: Iterable[Entry], rows: Iterable[overlay.Row], drawn: Mapping[str, tuple[Ring, ...]], atlas: bytes
) -> Iterator[Entry]:
    named = list(overlay.with_countries(plain, rows))
    numbers = {nation.numeric: nation.iso2 for nation in sources.countries() if nation.numeric}
    outlines = shapes.outlines(atlas, named, numbers)
    for entry in named:
        own = drawn.get(f"country:{entry.country}") or outlines.get(entry.country, ())
        yield replace(entry, outline=own)


def main() -> None:
    """Build, and say what was built."""
    parser = argparse.ArgumentParser(description="Make the compiled gazetteer from packages and the overlay.")
    parser.add_argument("--into", type=Path, default=DATA / "gazetteer", help="the folder to write")
    parser.add_argument("--atlas", type=Path, help="world-atlas' countries-50m.json; fetched by npm if not given")
    given = parser.parse_args()
    atlas = shapes.checked(given.atlas.read_bytes() if given.atlas else shapes.fetch())
    versions = {**sources.versions(), "world-atlas": shapes.ATLAS.partition("@")[2]}
    manifest = compile_entries(entries(DATA / "overlay", atlas), given.into, versions)
    size = sum(file["bytes"] for file in manifest["files"].values())
    sys.stdout.write(f"{manifest['rows']} in {given.into}: {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
