"""The services there are: what the user is told of each, where it is, and how long its answers may be kept."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import Place


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its name for the user, its domain ("" where the user must give one), the credit that a map must show.

    ``prefixes`` are how the ids of its places begin; ``days`` is how long its answers are kept, as its terms allow.
    """

    name: str
    domain: str
    credit: str
    prefixes: tuple[str, ...]
    needs_key: bool = False
    days: float = 180.0


OSM = "© OpenStreetMap contributors (ODbL)"
SERVICES: dict[str, Service] = {
    "nominatim": Service("Nominatim (OpenStreetMap)", "nominatim.openstreetmap.org", OSM, ("nominatim:",)),
    "photon": Service("Photon (OpenStreetMap)", "photon.komoot.io", OSM, ("photon:",)),
    "geonames": Service(
        "GeoNames online", "secure.geonames.org", "GeoNames (CC BY 4.0)", ("geonames:",), needs_key=True
    ),
    "pelias": Service("Pelias", "", f"{OSM}, Who's On First, GeoNames (CC BY 4.0)", ("pelias:", "osm:pelias:")),
    "opencage": Service("OpenCage (OpenStreetMap)", "api.opencagedata.com", OSM, ("osm:opencage:",), needs_key=True),
    "azure": Service("Azure Maps", "atlas.microsoft.com", "© Microsoft Azure Maps", ("azure:",), needs_key=True),
    "google": Service("Google Maps", "maps.googleapis.com", "© Google", ("google:",), needs_key=True, days=30.0),
}
OTHER_NAMES = {"azuremaps": "azure", "googlev3": "google"}


def finder(place: Place) -> str:
    """Who found a place, by its id.

    >>> finder(Place("photon:node/1", "Qworrum", "city", 1.5, 36.5, 2.0))
    'Photon (OpenStreetMap)'
    """
    found = (each.name for each in SERVICES.values() if place.id.startswith(each.prefixes))
    return next(found, "an online geocoder")
