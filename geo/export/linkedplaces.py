"""Linked Places format (World Historical Gazetteer, JSON-LD on GeoJSON): the places, with when something happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from geo.export import columns, iri, shapes
from geo.export.outgoing import GEONAMES_LICENCE, credit
from geo.model import Reading

if TYPE_CHECKING:
    import pandas as pd

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
CLASSES = {
    "city": "P", "country": "A", "admin1": "A", "admin2": "A", "continent": "L", "region": "L", "sea": "H",
    "water": "H", "river": "H", "mountains": "T", "desert": "T", "peninsula": "T", "island": "T", "facility": "S",
    "airport": "S",
}  # fmt: skip
NAMES = ("place_id", "place", "kind", "country", "start", "stop", "text", "title", "source", "published")
Row = dict[str, Any]
Feature = dict[str, Any]


def to_lpf(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """One feature a place: its name, GeoNames link and shape, the intervals of its events, and their sentences.

    An event lies somewhere between a timespan's earliest start and its latest end, both whole days. Events without a
    place have no feature, since the format is one of places.
    """
    located = table[table["place_id"].notna()]
    rows = zip(*(columns.values(located[name]) for name in NAMES), strict=True)
    geometries = shapes.written(located, lambda shape: shape.mapping, None)
    features: dict[str, Feature] = {}
    for values, geometry in zip(rows, geometries, strict=True):
        row = dict(zip(NAMES, values, strict=True))
        if row["place_id"] not in features:
            features[row["place_id"]] = _begun(row, geometry)
        _tell(features[row["place_id"]], row)
    head = {"@context": CONTEXT, "type": "FeatureCollection", "credit": credit(table), "license": GEONAMES_LICENCE}
    lines = (columns.as_json(_feature(each)) for each in features.values())
    return columns.as_json(head)[:-1] + ', "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _begun(row: Row, geometry: Any) -> Feature:
    """A feature with what every event at the place shares; what differs is collected in dicts, in order."""
    place_id, title = row["place_id"], row["place"] or row["place_id"]
    address = iri.of_place(place_id)
    country = {"ccodes": [row["country"]]} if row["country"] else {}
    link = {"type": "closeMatch", "identifier": "gn:" + place_id.partition(":")[2]}
    return {
        "@id": address or iri.of(f"place {place_id}"),
        "type": "Feature",
        "properties": {"title": title, **country, "fclasses": [CLASSES.get(row["kind"], "L")]},
        "when": {},
        "names": {},
        "geometry": geometry,
        "links": [link] if address else [],
        "descriptions": {},
    }


def _tell(feature: Feature, row: Row) -> None:
    """Add an event to its place: its interval, its article, its sentence."""
    feature["when"] |= {(row["start"], row["stop"]): None} if row["start"] else {}
    feature["names"] |= {(row["title"], row["source"], row["published"]): None}
    feature["descriptions"] |= {row["text"]: None}


def _feature(told: Feature) -> Feature:
    spans = [
        {"start": {"earliest": first[:10]}, "end": {"latest": _last_day(first, stop)}} for first, stop in told["when"]
    ]
    sources = [_citation(*article) for article in told["names"]]
    texts = [{"value": text, "lang": "en"} for text in told["descriptions"] if text]
    named = [{"toponym": told["properties"]["title"], "citations": sources}]
    whole = told | {"when": {"timespans": spans}, "names": named, "descriptions": texts}
    return {key: value for key, value in whole.items() if spans or key != "when"}


def _citation(title: str | None, source: str | None, published: str | None) -> dict[str, Any]:
    link = {"@id": source} if source and source.startswith(("https://", "http://")) else {}
    return {"label": title or source or "Untitled", **({"year": int(published[:4])} if published else {}), **link}


def _last_day(first: str, stop: str | None) -> str:
    last = (datetime.fromisoformat(stop) - timedelta(microseconds=1)).date().isoformat() if stop else ""
    return max(first[:10], last)
