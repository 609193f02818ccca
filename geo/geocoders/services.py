"""geopy's services behind one face: how each is built, and how its raw answer is read. The door to geopy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import AzureMaps, GeoNames, GoogleV3, Nominatim, OpenCage, Pelias, Photon

from geo.geocoders.adapter import Adapter
from geo.geocoders.failing import Failure
from geo.geocoders.key import Key
from geo.geocoders.replies import Box, country, kind, place, point, text
from geo.model import Place

USER_AGENT = "Dateline/0.1 (maps the places of news articles; asks once a second at most and keeps every answer)"
MOST = 6  # places kept of an answer: the one, and the five others that a resolution holds
Raw = Mapping[str, Any]
KINDS_OF_ERROR: tuple[tuple[type[Exception], str], ...] = (
    (GeocoderAuthenticationFailure, "key"),
    (GeocoderInsufficientPrivileges, "key"),
    (GeocoderQuotaExceeded, "quota"),
    (GeocoderTimedOut, "late"),
    (GeocoderUnavailable, "ill"),
    (GeocoderQueryError, "query"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a service is asked and read: its class in geopy, the list in its document, the extras, one candidate."""

    build: Callable[..., Any]
    listed: str
    extras: tuple[tuple[str, Any], ...]
    read: Callable[[Raw], Place]


def asker(service: str, scheme: str, domain: str, key: Key) -> Callable[[str, float], tuple[Place, ...]]:
    """A function that asks a service for a name within some seconds, once; it raises Failure."""
    reading = READINGS[service]

    def adapter(**_: Any) -> Adapter:
        return Adapter(key=key, check=lambda document: _check(document, reading))

    geocoder = reading.build(
        key.mark, domain=domain, scheme=scheme, user_agent=USER_AGENT, adapter_factory=adapter, proxies={}
    )

    def ask(query: str, seconds: float) -> tuple[Place, ...]:
        try:
            found = geocoder.geocode(query, exactly_one=False, timeout=seconds, **dict(reading.extras))
            return tuple(reading.read(location.raw) for location in found or ())
        except GeopyError as error:
            raise Failure(next((each for of, each in KINDS_OF_ERROR if isinstance(error, of)), "garbled")) from error
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise Failure("garbled") from error

    return ask


def _check(document: Any, reading: Reading) -> None:
    """Refuse what geopy would take for "nothing found" or put right: no list of candidates, impossible positions."""
    inside = isinstance(document, dict)
    if inside and reading.listed not in document and _complains(document):
        return
    candidates = document if not reading.listed else document.get(reading.listed) if inside else None
    if not isinstance(candidates, list) or not all(isinstance(each, dict) for each in candidates):
        raise Failure("garbled")
    del candidates[MOST:]
    for candidate in candidates:
        reading.read(candidate)


def _complains(document: Raw) -> bool:
    """Whether a service says itself what is wrong, in a shape that geopy makes an error of."""
    error, status = document.get("error"), document.get("status")
    told = error or status
    return error == "Unable to geocode" or (isinstance(told, dict) and "message" in told and told.get("code") != 200)


def _nominatim(raw: Raw) -> Place:
    inside = raw.get("address")
    south, north, west, east = _four(raw.get("boundingbox"))
    return place(
        _osm("nominatim", raw.get("osm_type"), raw.get("osm_id")) or _at("nominatim", raw.get("lat"), raw.get("lon")),
        text(raw.get("name")) or text(_first(raw.get("display_name"))),
        kind("osm", (raw.get("addresstype"), raw.get("type"), raw.get("class"), raw.get("category"))),
        point(raw.get("lat"), raw.get("lon"), as_text=True),
        within=country(inside.get("country_code")) if isinstance(inside, dict) else "",
        box=(south, west, north, east),
    )


def _photon(raw: Raw) -> Place:
    lon, lat = _pair(raw)
    told = raw["properties"]
    west, north, east, south = _four(told.get("extent"))
    return place(
        _osm("photon", told.get("osm_type"), told.get("osm_id")) or _at("photon", lat, lon),
        text(told.get("name")) or text(told.get("street")) or text(told.get("city")),
        kind("osm", (told.get("osm_value"), told.get("type"), told.get("osm_key"))),
        point(lat, lon),
        within=country(told.get("countrycode")),
        box=(south, west, north, east),
    )


def _geonames(raw: Raw) -> Place:
    number = raw.get("geonameId")
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        raise Failure("garbled")
    found = place(
        f"geonames:{number}",
        text(raw.get("name")),
        kind("geonames", (raw.get("fcode"), raw.get("fcl"))),
        point(raw.get("lat"), raw.get("lng"), as_text=True),
        within=country(raw.get("countryCode")),
        box=None,
    )
    people, region = raw.get("population"), raw.get("adminCode1")
    counted = people if isinstance(people, int) and 0 <= people < 10**10 else 0
    named = region if isinstance(region, str) and re.fullmatch(r"[A-Z0-9]{1,6}", region) else ""
    return replace(found, population=int(counted), admin1=named)


def _pelias(raw: Raw) -> Place:
    lon, lat = _pair(raw)
    told = raw["properties"]
    west, south, east, north = _four(raw.get("bbox"))
    gid = told.get("gid") if isinstance(told.get("gid"), str) else ""
    source = "osm:pelias" if "openstreetmap" in gid else "pelias"
    return place(
        f"{source}:{gid}" if re.fullmatch(r"[\w:./-]{1,100}", gid, re.ASCII) else _at(source, lat, lon),
        text(told.get("name")) or text(_first(told.get("label"))),
        kind("pelias", (told.get("layer"),)),
        point(lat, lon),
        within=country(told.get("country_code")),
        box=(south, west, north, east),
    )


def _opencage(raw: Raw) -> Place:
    at, told, box = raw["geometry"], raw.get("components"), raw.get("bounds")
    told = told if isinstance(told, dict) else {}
    return place(
        _at("osm:opencage", at.get("lat"), at.get("lng")),
        text(told.get("_normalized_city") or told.get(str(told.get("_type")))) or text(_first(raw.get("formatted"))),
        kind("osm", (told.get("_type"),)),
        point(at.get("lat"), at.get("lng")),
        within=country(told.get("country_code")),
        box=_corners(box, "southwest", "northeast", ("lat", "lng")),
    )


def _azure(raw: Raw) -> Place:
    at, told = raw["position"], raw["address"]
    point_of = raw.get("poi")
    own = point_of.get("name") if isinstance(point_of, dict) else None
    named = own or told.get("localName") or told.get("municipality") or _first(told.get("freeformAddress"))
    return place(
        _at("azure", at.get("lat"), at.get("lon")),
        text(named),
        kind("azure", (raw.get("entityType"),)),
        point(at.get("lat"), at.get("lon")),
        within=country(told.get("countryCode")),
        box=_edges(raw.get("viewport")),
    )


def _google(raw: Raw) -> Place:
    at, parts, types = raw["geometry"]["location"], raw.get("address_components"), raw.get("types")
    parts = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    identity = raw.get("place_id")
    known = isinstance(identity, str) and re.fullmatch(r"[\w-]{1,300}", identity, re.ASCII)
    return place(
        f"google:{identity}" if known else _at("google", at.get("lat"), at.get("lng")),
        text(parts[0].get("long_name")) if parts else text(_first(raw.get("formatted_address"))),
        kind("google", types if isinstance(types, list) else ()),
        point(at.get("lat"), at.get("lng")),
        within=next((country(part.get("short_name")) for part in parts if "country" in part.get("types", ())), ""),
        box=_corners(raw["geometry"].get("viewport"), "southwest", "northeast", ("lat", "lng")),
    )


def _pair(raw: Raw) -> tuple[Any, Any]:
    """The coordinates of a GeoJSON point."""
    lon, lat = raw["geometry"]["coordinates"][:2]
    return lon, lat


def _four(box: Any) -> Box:
    return (box[0], box[1], box[2], box[3]) if isinstance(box, list) and len(box) == 4 else (None, None, None, None)


def _corners(box: Any, low: str, high: str, names: tuple[str, str]) -> Box | None:
    try:
        return (*(box[low][name] for name in names), *(box[high][name] for name in names))
    except (KeyError, TypeError):
        return None


def _edges(box: Any) -> Box | None:
    """A box that is given by its upper left and its lower right corner."""
    try:
        top, bottom = box["topLeftPoint"], box["btmRightPoint"]
        return bottom["lat"], top["lon"], top["lat"], bottom["lon"]
    except (KeyError, TypeError):
        return None


def _first(address: Any) -> str:
    return address.split(",")[0] if isinstance(address, str) else ""


def _at(source: str, lat: Any, lon: Any) -> str:
    """An identity by position, for services that give none that lasts."""
    return f"{source}:{text(str(lat))[:20]},{text(str(lon))[:20]}"


def _osm(source: str, sort: Any, number: Any) -> str:
    """The identity of an object of OpenStreetMap, or ""."""
    sorts = {"N": "node", "W": "way", "R": "relation"}
    named = sorts.get(sort, sort) if isinstance(sort, str) else ""
    whole = isinstance(number, int) and not isinstance(number, bool) and number > 0
    return f"{source}:{named}/{number}" if named in sorts.values() and whole else ""


def _keyless(build: Callable[..., Any]) -> Callable[..., Any]:
    return lambda _key, **options: build(**options)


def _own(key: str, *, domain: str, **options: Any) -> Any:
    return Pelias(domain, key, **options)


READINGS: dict[str, Reading] = {
    "nominatim": Reading(
        _keyless(Nominatim), "", (("limit", MOST), ("addressdetails", True), ("language", "en")), _nominatim
    ),
    "photon": Reading(_keyless(Photon), "features", (("limit", MOST), ("language", "en")), _photon),
    "geonames": Reading(GeoNames, "geonames", (), _geonames),
    "pelias": Reading(_own, "features", (("language", "en"),), _pelias),
    "opencage": Reading(OpenCage, "results", (("annotations", False), ("language", "en")), _opencage),
    "azure": Reading(AzureMaps, "results", (("limit", MOST), ("language", "en-US")), _azure),
    "google": Reading(GoogleV3, "results", (("language", "en"),), _google),
}
