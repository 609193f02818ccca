"""Make the compiled gazetteer in ``data/gazetteer`` from packages and this project's overlay.

    python data/build.py [--into FOLDER]

Needs requirements-build.txt. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent
# a script is run without being installed: its own project comes first
sys.path.insert(0, str(DATA.parent))

from data.building import cities, countries, overlay, regions, sources  # noqa: E402  # after the path is set
from geo.gazetteer.compile import Entry, compile_entries  # noqa: E402


def entries(folder: Path) -> Iterator[Entry]:
    """Every entry, with the overlay of ``folder``, in the order of the sources."""
    rows = {
        name: overlay.rows(folder / f"{name}.csv")
        for name in ("countries", "regions", "areas", "facilities", "outlines")
    }
    drawn = overlay.outlines(rows["outlines"])
    towns, nations = list(sources.cities()), list(sources.countries())
    yield from overlay.with_countries(countries.country_entries(nations, towns, {}), rows["countries"])
    yield from overlay.with_regions(
        regions.region_entries(towns, sources.towns(), sources.us_states()), rows["regions"]
    )
    yield from overlay.area_entries(rows["areas"], drawn)
    yield from overlay.facility_entries(rows["facilities"])
    yield from cities.airport_entries(sources.airports())
    yield from cities.city_entries(towns, nations)


def main() -> None:
    """Build, and say what was built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=DATA / "gazetteer", help="the folder to write")
    into: Path = parser.parse_args().into
    manifest = compile_entries(entries(DATA / "overlay"), into, sources.versions())
    size = sum(file["bytes"] for file in manifest["files"].values())
    sys.stdout.write(f"{manifest['rows']} in {into}: {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
