"""Places computed from other places, on the sphere: 30 km north of one, between two, off a coast, near, at a border."""

from __future__ import annotations

import math
from dataclasses import replace

from geo.model import Gazetteer, Place, Relation
from geo.resolution.lexicon import tables

EARTH_KM = 6371.0088
BEARINGS = {
    "north": 0.0, "north-east": 45.0, "east": 90.0, "south-east": 135.0,
    "south": 180.0, "south-west": 225.0, "west": 270.0, "north-west": 315.0,
}  # fmt: skip
_SIDES = {"centre": "central"} | {side: f"{side}ern" for side in BEARINGS}
BESIDE_KM = 15.0  # how far "north of X" lies beyond X's own radius, where no distance is said
NEAR_KM = 20.0
OFFSHORE_KM = 60.0


def distance_km(first: Place, second: Place) -> float:
    """The great-circle distance between two places, in km."""
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(second.lon - first.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point ``km`` away along a bearing in degrees.

    >>> destination(50.0, 36.0, 0.0, 111.195)
    (51.0, 36.0)
    """
    angle, course, start = km / EARTH_KM, math.radians(bearing), math.radians(lat)
    sine = math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(course)
    end = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    return round(math.degrees(end), 4), round((math.degrees(turn) + lon + 540) % 360 - 180, 4)


def bearing(first: Place, second: Place) -> float:
    """The initial course from one place to another, in degrees from north."""
    lat1, lat2, turn = math.radians(first.lat), math.radians(second.lat), math.radians(second.lon - first.lon)
    across = math.sin(turn) * math.cos(lat2)
    along = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(turn)
    return math.degrees(math.atan2(across, along)) % 360


def shifted(anchor: Place, relation: Relation, second: Place | None, gazetteer: Gazetteer) -> tuple[Place, str]:
    """The place that lies to ``anchor`` as ``relation`` says, and the reason in words.

    ``second`` is the other anchor of "between" and "border", or None where it is not known.
    """
    if relation.kind == "part":
        part = gazetteer.part(anchor, relation.direction)
        name = f"{_SIDES.get(relation.direction, relation.direction)} {anchor.name}"
        return replace(part, name=name), f"the {relation.direction} of {anchor.name}, computed from its shape"
    if relation.kind == "off":
        return _off(anchor, relation.direction, gazetteer)
    if relation.kind == "direction":
        return _direction(anchor, relation)
    if relation.kind in {"between", "border"} and second is not None and second.id != anchor.id:
        return _between(anchor, second, relation.kind)
    if relation.kind == "along":
        return replace(anchor, id=f"along:{anchor.id}", name=f"along {anchor.name}"), f"along {anchor.name}"
    return _around(anchor, relation.kind)


def _off(anchor: Place, side: str, gazetteer: Gazetteer) -> tuple[Place, str]:
    seas = tables().seas
    name = seas.get((anchor.name, side)) or seas.get((anchor.name, ""))
    sea = next((place for place in gazetteer.find(name) if place.kind in {"sea", "water"}), None) if name else None
    if sea is not None:
        return sea, f"the sea off {anchor.name}"
    lat, lon = anchor.lat, anchor.lon
    if side in BEARINGS:
        lat, lon = destination(lat, lon, BEARINGS[side], anchor.radius_km)
    return _computed(
        anchor, "off", (lat, lon), anchor.radius_km + OFFSHORE_KM
    ), f"approximate: off the coast of {anchor.name}"


def _direction(anchor: Place, relation: Relation) -> tuple[Place, str]:
    said = relation.distance_km
    km = anchor.radius_km + BESIDE_KM if said is None else said
    if relation.direction not in BEARINGS:
        return _computed(
            anchor, "near", (anchor.lat, anchor.lon), km + NEAR_KM / 2
        ), f"approximate: {km:.0f} km from {anchor.name}"
    point = destination(anchor.lat, anchor.lon, BEARINGS[relation.direction], km)
    words = f"{km:.0f} km {relation.direction} of" if said is not None else f"{relation.direction} of"
    place = _computed(anchor, f"{relation.direction}-{km:.0f}km", point, max(5.0, 0.35 * km))
    return replace(place, name=f"{words} {anchor.name}"), f"approximate: {words} {anchor.name}"


def _between(anchor: Place, second: Place, kind: str) -> tuple[Place, str]:
    km = distance_km(anchor, second)
    share = 0.5
    if kind == "border":
        share = anchor.radius_km / (anchor.radius_km + second.radius_km or 1.0)
    point = destination(anchor.lat, anchor.lon, bearing(anchor, second), share * km)
    radius = km / 2 if kind == "between" else max(20.0, 0.6 * min(anchor.radius_km, second.radius_km))
    words = (
        f"between {anchor.name} and {second.name}"
        if kind == "between"
        else f"the border of {anchor.name} and {second.name}"
    )
    place = _computed(anchor, f"{kind}:{second.id}", point, max(5.0, radius))
    return replace(place, name=words), f"approximate: {words}"


def _around(anchor: Place, kind: str) -> tuple[Place, str]:
    words = f"the border of {anchor.name}" if kind == "border" else f"near {anchor.name}"
    radius = anchor.radius_km * 1.2 if anchor.radius_km > NEAR_KM else anchor.radius_km + NEAR_KM
    return replace(_computed(anchor, kind, (anchor.lat, anchor.lon), radius), name=words), f"approximate: {words}"


def _computed(anchor: Place, how: str, point: tuple[float, float], radius: float) -> Place:
    return Place(
        id=f"{how}:{anchor.id}",
        name=f"{how} {anchor.name}",
        kind="approximate",
        lat=point[0],
        lon=point[1],
        radius_km=round(radius, 1),
        country=anchor.country,
        admin1=anchor.admin1,
    )
