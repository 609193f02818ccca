"""Ranking: all senses of all names of an article weighed together, in a few rounds.

Each round gives every sense a probability among its name's senses; in the next round the senses of the other names
count as company by these probabilities. The cost is linear in the number of names.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.model import Place
from geo.resolution.lexicon import Sense, Tables, is_capital, tables
from geo.resolution.names import Name, lies_in, list_kind, siblings
from geo.resolution.publisher import Prior
from geo.resolution.senses import is_same
from geo.resolution.shapes import EARTH_KM

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HEATS = (2.0, 1.5, 1.0)  # the rounds: at first unlikely senses count too, so that two of them can find each other
REACH_KM = 120.0  # the distance at which company counts a third
BESIDE_KM = 25.0  # the same for places side by side, such as a town and its county
REGIONS = frozenset({"admin1", "region"})
GREAT = 100_000  # inhabitants from which a city is known to readers elsewhere
ALIAS = 0.7  # how much another name of a place of the project's own list is like its first name
SEAT = 50_000  # inhabitants of a city after which a region is called
CURATED = "dateline:"  # places of the project's own list, whose names are all usual
CORRECTED = 2.5  # how much more the usual sense counts where a larger namesake in another country is not meant
SHARE = 0.5  # how much a small share counts beside a large one
WINDOW = 40  # names to either side that count as near company
COMPANY = ("same_country", "same_admin1", "proximity")


@dataclass(frozen=True, slots=True)
class Ranked:
    """The senses of a name, best first, with their probabilities and what each owes to each feature."""

    name: Name
    places: tuple[Place, ...]
    probabilities: tuple[float, ...]
    features: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class _Senses:
    """All senses of all names in columns: the name each belongs to, where it lies, what speaks for it alone."""

    names: tuple[Name, ...]
    owner: Ints
    weight: Floats
    country: Ints
    admin1: Ints
    points: Floats
    alone: Floats
    features: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before any name is: how much the text is worded as in each country, and where its publisher is."""

    wording: Mapping[str, float]
    prior: Prior


def rank(names: Sequence[Name], setting: Setting) -> tuple[Ranked, ...]:
    """The senses of each name, best first."""
    if not any(name.places for name in names):
        return tuple(Ranked(name, (), (), ()) for name in names)
    senses = _columns(tuple(names), setting)
    company = np.zeros((3, len(senses.owner)))
    for heat in HEATS:
        company = _company(senses, _softmax(senses, (senses.alone + company.sum(axis=0)) / heat))
    return _ranked(senses, company)


def features(place: Place, position: int, name: Name, setting: Setting) -> dict[str, float]:
    """What speaks for a sense by itself, by feature: values before weighing.

    ``position`` is the place's rank among those that the gazetteer knows by the name.
    """
    is_usual = _is_default(place, _usual(name.text))
    alone = {
        "population": math.log10(place.population + 10) / 7,
        "great_city": max(0.0, math.log10((place.population + 1) / GREAT)) if place.kind == "city" else 0.0,
        _kind(place): 1.0,
        "best_known": float(position == 0),
        "exact_name": float(is_usual or is_same(place.name, name.text)) or ALIAS * place.id.startswith(CURATED),
        "default_sense": float(is_usual) * (CORRECTED if position and _is_corrected(place, name) else 1.0),
        "capital": float(name.governs and is_capital(place)),
        "namesake_city": float(not is_usual and _is_overshadowed(place, name)),
        "said_kind": float(place.kind in name.kinds),
        "listed": float(list_kind(place) in name.listed),
        "contains": float(any(lies_in(part, place) for part in name.inner)),
        "wording": setting.wording.get(place.country, 0.0) if place.kind != "country" else 0.0,
        "publisher": setting.prior.of(place.country, place.admin1) if place.admin1 else 0.0,
    }
    return {feature: value for feature, value in (alone | _contained(place, name)).items() if value}


def _contained(place: Place, name: Name) -> dict[str, float]:
    if not name.outer:
        return {}
    # "Washington, West Virginia" is more often a list of states than a town in one
    share = 0.4 if place.kind == "city" and siblings(name.places, name.outer) else 1.0
    return {"contained" if any(lies_in(place, whole) for whole in name.outer) else "not_contained": share}


def _usual(text: str) -> Sense | None:
    return tables().senses.get(text.title() if text.isupper() else text)


def _is_corrected(usual: Place, name: Name) -> bool:
    """Whether a larger namesake is less known to news: "Valencia" is Spain's, though Venezuela's has more people."""
    larger = name.places[0]
    return larger.kind == usual.kind and larger.country != usual.country


def _is_overshadowed(region: Place, name: Name) -> bool:
    """Whether a region is called after a city in it that the name may mean as well: "Madrid", "Kharkiv"."""
    if region.kind != "admin1" or name.kinds & REGIONS:
        return False
    cities = (place for place in name.places[:8] if place.kind == "city" and place.population >= SEAT)
    # "Derna" is Darnah as well; "Bahia" is an old name of Salvador
    return any(lies_in(city, region) and is_same(city.name[:1], name.text[:1]) for city in cities)


def _kind(place: Place) -> str:
    return place.kind if place.kind in {"country", "admin1", "admin2", "facility", "airport", "city"} else "region"


def _is_default(place: Place, sense: Sense | None) -> bool:
    if sense is None or sense.kind != place.kind or sense.country != place.country:
        return False
    return sense.admin1 in {"", place.admin1}


def _columns(names: tuple[Name, ...], setting: Setting) -> _Senses:
    table = tables()
    rows = [
        (owner, place, features(place, position, name, setting))
        for owner, name in enumerate(names)
        for position, place in enumerate(name.places)
    ]
    places = [place for _, place, _ in rows]
    codes: dict[str, int] = {}
    # a place without a country, or a country without a region, is nobody's company
    country = [codes.setdefault(place.country, len(codes)) if place.country else -1 for place in places]
    admin1 = [
        codes.setdefault(f"{place.country}.{place.admin1}", len(codes)) if place.admin1 else -1 for place in places
    ]
    owner = np.array([row[0] for row in rows])
    return _Senses(
        names=names,
        owner=owner,
        weight=np.array([name.weight for name in names]),
        country=np.array(country),
        admin1=np.array(admin1),
        points=_points(places),
        alone=np.array([_weigh(found, table) for _, _, found in rows]),
        features=tuple(found for _, _, found in rows),
    )


def _weigh(found: dict[str, float], table: Tables) -> float:
    return sum(table.weights[feature] * value for feature, value in found.items())


def _points(places: Sequence[Place]) -> Floats:
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _softmax(senses: _Senses, scores: Floats) -> Floats:
    count = len(senses.names)
    best = np.full(count, -np.inf)
    np.maximum.at(best, senses.owner, scores)
    raised = np.exp(scores - best[senses.owner])
    return np.asarray(raised / np.bincount(senses.owner, raised, count)[senses.owner])


def _company(senses: _Senses, probability: Floats) -> Floats:
    weights = tables().weights
    mass = probability * senses.weight[senses.owner]
    return np.stack(
        (
            weights["same_country"] * _shared(senses, senses.country, mass),
            weights["same_admin1"] * _shared(senses, senses.admin1, mass),
            weights["proximity"] * _proximity(senses, mass),
        )
    )


def _shared(senses: _Senses, code: Ints, mass: Floats) -> Floats:
    """For each sense, the share of the other names' mass that lies in its region."""
    known = code >= 0
    width = int(code.max(initial=0)) + 1
    total = np.bincount(code[known], mass[known], width)
    pair = senses.owner * width + np.where(known, code, 0)
    (
        _,
        place,
    ) = np.unique(pair, return_inverse=True)
    own = np.bincount(place, mass * known)[place]
    others = mass.sum() - np.bincount(senses.owner, mass, len(senses.names))[senses.owner]
    share = (total[np.where(known, code, 0)] - own) / (others + 1.0)
    return np.where(known, np.clip(share, 0.0, None) ** SHARE, 0.0)


def _proximity(senses: _Senses, mass: Floats) -> Floats:
    """For each sense, how near the likeliest senses of the names around it lie: 0 for alone, 1 for many."""
    likely = np.flatnonzero(mass > 0.05 * senses.weight[senses.owner])
    found = np.zeros(len(mass))
    for start in range(0, len(senses.names), WINDOW):
        rows = np.flatnonzero((senses.owner >= start) & (senses.owner < start + WINDOW))
        near = likely[(senses.owner[likely] >= start - WINDOW) & (senses.owner[likely] < start + 2 * WINDOW)]
        if len(rows) and len(near):
            found[rows] = _closeness(senses, rows, near, mass)
    return found


def _closeness(senses: _Senses, rows: Ints, near: Ints, mass: Floats) -> Floats:
    km = EARTH_KM * np.arccos(np.clip(senses.points[rows] @ senses.points[near].T, -1.0, 1.0))
    other = senses.owner[rows][:, None] != senses.owner[near][None, :]
    pull = ((np.exp(-km / REACH_KM) + np.exp(-km / BESIDE_KM)) * other) @ mass[near]
    return np.asarray(pull / (pull + 1.0))


def _ranked(senses: _Senses, company: Floats) -> tuple[Ranked, ...]:
    probability = _softmax(senses, senses.alone + company.sum(axis=0))
    starts = np.searchsorted(senses.owner, np.arange(len(senses.names) + 1))
    return tuple(_one(senses, company, probability, owner, starts) for owner in range(len(senses.names)))


def _one(senses: _Senses, company: Floats, probability: Floats, owner: int, starts: Ints) -> Ranked:
    name, start, stop = senses.names[owner], int(starts[owner]), int(starts[owner + 1])
    order = start + np.argsort(-probability[start:stop], kind="stable")
    return Ranked(
        name=name,
        places=tuple(name.places[row - start] for row in order),
        probabilities=tuple(float(probability[row]) for row in order),
        features=tuple(_owed(senses, company, int(row)) for row in order),
    )


def _owed(senses: _Senses, company: Floats, row: int) -> dict[str, float]:
    weights = tables().weights
    alone = {feature: weights[feature] * value for feature, value in senses.features[row].items()}
    return alone | {feature: float(company[index, row]) for index, feature in enumerate(COMPANY)}
