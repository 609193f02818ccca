"""Which places lie in which."""

from __future__ import annotations

from geo.model import Place


def nested(inner: tuple[Place, ...], outer: tuple[Place, ...]) -> bool:
    """Whether one of the first places lies in one of the second."""
    wholes = [place for place in outer[:4] if place.kind in {"country", "admin1"}]
    return any(_contains(whole, place) for whole in wholes for place in inner)


def _contains(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    return (
        outer.kind == "admin1"
        and (outer.country, outer.admin1) == (inner.country, inner.admin1)
        and inner.kind != "admin1"
    )
