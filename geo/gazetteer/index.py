"""The open gazetteer: look up a name, an id or a point; scan a text; take a part of a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from geo.gazetteer import geocoding
from geo.gazetteer.columns import KINDS, NONE, Columns, load
from geo.gazetteer.names import fold
from geo.gazetteer.nearby import nearest_rows
from geo.gazetteer.parts import STEPS, part
from geo.gazetteer.scanning import scan
from geo.model import Place, PlaceKind, Ring, Span

if TYPE_CHECKING:
    from mmap import mmap

    import numpy as np
    from geopy.location import Location
    from numpy.typing import NDArray

UNSEEN = "\u200b\u200c\u200d\u200e\u200f"  # marks without a width, which a text may carry at a name's end
Use = Literal["", "name", "abbreviation", "demonym"]
CACHED = 16_384  # names, and places, kept ready: some 10 MB
CUT = 256  # parts kept ready: each takes milliseconds to cut


class Index:
    """The places of a folder of compiled files, memory-mapped; a :class:`geo.model.Gazetteer`.

    It can be shared by threads, and pickled: a copy opens the same folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._columns: Columns = load(folder)
        # caches on the instance, so that they live no longer than it does
        self._row: Callable[[int], Place] = lru_cache(maxsize=CACHED)(self._read)
        self._cut: Callable[[Place, str], Place] = lru_cache(maxsize=CUT)(part)
        self.find: Callable[[str], tuple[Place, ...]] = lru_cache(maxsize=CACHED)(self._find)

    def __repr__(self) -> str:
        return f"<Index of {self._columns.manifest['rows']['places']} places in {self.folder.name}>"

    def __reduce__(self) -> tuple[type[Index], tuple[Path]]:
        return Index, (self.folder,)

    def __len__(self) -> int:
        return int(self._columns.manifest["rows"]["places"])

    def scan(self, text: str) -> Iterator[Span]:
        """The longest known names in ``text``, left to right, on token boundaries, never overlapping.

        A name begins with a capital or a letter of a script without capitals.
        """
        return scan(text, self)

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None.

        Beside the ids that places bear, "country:RU", "admin1:US.TX" and those of parts are understood.
        """
        prefix, _, rest = place_id.partition(":")
        if prefix == "part":
            return self._part(rest)
        row = self._numbered(int(rest)) if prefix == "geonames" and _is_number(rest) else None
        if row is not None:
            return self._row(row)
        return next((self._row(row) for row in self.rows(place_id)), None) if rest else None

    def nearest(self, lat: float, lon: float, limit: int = 1) -> tuple[Place, ...]:
        """The cities nearest to a point, nearest first."""
        return tuple(self._row(row) for row in nearest_rows(self._columns.arrays, lat, lon, limit))

    def of_kind(self, kind: PlaceKind) -> Iterator[Place]:
        """Every place of a kind, in the order of the rows."""
        for row in (self._columns.arrays["kind"] == KINDS.index(kind)).nonzero()[0].tolist():
            yield self._row(row)

    def part(self, whole: Place, direction: str) -> Place:
        """The part of a place that lies in a compass direction ("east", "north-east", "centre").

        A country's part is cut from its shape; another place's is a smaller circle within its own.
        """
        return self._cut(whole, direction)

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int | None = None
    ) -> Location | list[Location] | None:
        """The places that a query means, best known first, as geopy gives them; None when there is none.

        A comma means containment: "Paris, Texas". One location, or a list of at most ``limit`` if not ``exactly_one``.
        """
        return geocoding.geocode(self, query, exactly_one=exactly_one, limit=limit)

    def reverse(
        self, query: tuple[float, float], *, exactly_one: bool = True, limit: int | None = None
    ) -> Location | list[Location] | None:  # fmt: skip
        """The cities nearest to a point (latitude, longitude), as geopy gives them."""
        return geocoding.reverse(self, query, exactly_one=exactly_one, limit=limit)

    def use(self, name: str) -> Use:
        """What ``name``, as it is written, is of its places: their name, their abbreviation, their people; or ""."""
        key = self._columns.names.get(name)
        if key is not None and name != fold(name):
            return "demonym" if self._is_demonym(key) else "abbreviation"
        return "name" if fold(name) in self._columns.names else ""

    def rows(self, key: str) -> tuple[int, ...]:
        """The rows of the places that have this very key, folded or cased, best known first."""
        number = self._columns.names.get(key)
        return () if number is None else self._linked(number)

    def _part(self, rest: str) -> Place | None:
        owner, _, direction = rest.rpartition(":")
        whole = self.place(owner if ":" in owner else f"country:{owner}")
        return None if whole is None or direction not in STEPS else self.part(whole, direction)

    def _find(self, name: str) -> tuple[Place, ...]:
        """Every place that bears ``name`` in any script, best known first; empty when there is none."""
        written = name.strip().strip(UNSEEN)
        rows = dict.fromkeys((*self.rows(written), *self.rows(fold(written))))
        return tuple(self._row(row) for row in rows)

    def _linked(self, key: int) -> tuple[int, ...]:
        arrays = self._columns.arrays
        link = arrays["link"].item(key)
        if link >= NONE:
            return (link,) if link > NONE else ()
        start = -2 - link
        count = arrays["more"].item(start)
        return tuple(arrays["more"][start + 1 : start + 1 + count].tolist())

    def beginnings(self, folded: str, written: str) -> list[str]:
        """The known names with which a piece of text begins, longest first: folded ones and cased ones."""
        names = self._columns.names
        known: list[str] = names.prefixes(folded)
        cased = [name for name in names.prefixes(written) if not name.islower()]
        if cased:
            known = sorted({*known, *cased}, key=len)
        known.reverse()
        return known

    def is_loud(self, name: str) -> bool:
        """Whether texts are searched for this key: not where only a machine spells a name so."""
        return not self._is_quiet(self._columns.names[name])

    def _is_quiet(self, key: int) -> bool:
        return bool(self._columns.arrays["quiet"].item(key >> 3) >> (7 - (key & 7)) & 1)

    def _is_demonym(self, key: int) -> bool:
        return _sorted_position(self._columns.arrays["demonym"], key) is not None

    def _numbered(self, number: int) -> int | None:
        return _sorted_position(self._columns.arrays["number"], number)

    def _read(self, row: int) -> Place:
        arrays = self._columns.arrays
        country, admin1 = self._columns.regions[arrays["region"].item(row)]
        return Place(
            id=self._id(arrays["number"].item(row)),
            name=_line(self._columns.labels, arrays["label"].item(row)),
            kind=KINDS[arrays["kind"].item(row)],
            lat=round(arrays["lat"].item(row), 5),
            lon=round(arrays["lon"].item(row), 5),
            radius_km=round(arrays["radius"].item(row), 1),
            country=country,
            admin1=admin1,
            population=arrays["population"].item(row),
            outline=self._outline(row),
        )

    def _id(self, number: int) -> str:
        if number > 0:
            return f"geonames:{number}"
        return _line(self._columns.ids, self._columns.arrays["id"].item(-1 - number))

    def _outline(self, row: int) -> tuple[Ring, ...]:
        arrays = self._columns.arrays
        at = _sorted_position(arrays["shape_row"], row)
        if at is None:
            return ()
        rings = range(arrays["shape_ring"].item(at), arrays["shape_ring"].item(at + 1))
        return tuple(self._ring(ring) for ring in rings)

    def _ring(self, ring: int) -> Ring:
        arrays = self._columns.arrays
        points = arrays["point"][arrays["ring_point"].item(ring) : arrays["ring_point"].item(ring + 1)]
        return tuple((lat / 100, lon / 100) for lat, lon in points.tolist())


def _is_number(text: str) -> bool:
    """Whether a text is a number that GeoNames could have given."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def _sorted_position(values: NDArray[np.int32], value: int) -> int | None:
    # the value in the array's own type: another would copy the whole column
    at = int(values.searchsorted(values.dtype.type(value)))
    return at if at < len(values) and values.item(at) == value else None


def _line(blob: mmap, start: int) -> str:
    return blob[start : blob.find(b"\n", start)].decode()


@lru_cache(maxsize=8)
def opened(folder: Path) -> Index:
    """The index of a folder; the same one each time."""
    return Index(folder)
