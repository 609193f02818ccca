"""Online geocoders behind one face: asked for single names only, and only when the user chose a service.

>>> from geo.model import Place
>>> atlas = Listed({"qworrum": (Place("photon:node/1", "Qworrum", "city", 1.5, 36.5, 2.0, "KE"),)})
>>> [place.name for place in atlas("Qworrum")]
['Qworrum']
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from geo.errors import GeocoderError
from geo.geocoders.answers import Answers
from geo.geocoders.catalogue import OTHER_NAMES, SERVICES, Service
from geo.geocoders.completing import Completing, Completion, complete
from geo.geocoders.failing import Failure
from geo.geocoders.key import Key
from geo.geocoders.live import Asking, Live
from geo.geocoders.turns import Manners, Turns
from geo.model import Place
from geo.settings import user_data

__all__ = [
    "SERVICES", "Completing", "Completion", "Geocoder", "Listed", "Live", "Manners", "Service", "complete",
    "from_environment", "open",
]  # fmt: skip


class Geocoder(Protocol):
    """What knows the places that a name means."""

    def __call__(self, query: str) -> tuple[Place, ...]:
        """The places that bear a name, best first, empty when there is none; raises GeocoderError."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A geocoder that knows what it is given, by name in lower case, and asks no one."""

    places: Mapping[str, tuple[Place, ...]]

    def __call__(self, query: str) -> tuple[Place, ...]:
        """The places listed under a name."""
        return self.places.get(query.strip().casefold(), ())


CACHE = user_data() / "geocoders.sqlite"
LEAST_INTERVAL = 1.0  # seconds between two requests to any server but one on this machine


def open(  # noqa: A001 - the verb for what gives a geocoder: geocoders.open("photon")
    service: str, *, key: str = "", cache: Path | None = None, domain: str = "", manners: Manners | None = None
) -> Live:
    """A geocoder that asks one of ``SERVICES``; opening it asks no one.

    ``cache`` is the file of answers, by default in the user's data folder. ``domain`` is that of an own server;
    only one on this machine may be asked more than once a second. Raises GeocoderError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     open("nominatim", cache=Path(folder) / "answers.sqlite")
    Live(name='Nominatim (OpenStreetMap)')
    """
    identity = service.strip().lower()
    identity = OTHER_NAMES.get(identity, identity)
    if identity not in SERVICES:
        raise GeocoderError(f"There is no geocoder of this name: choose one of {', '.join(SERVICES)}.")
    chosen, secret = SERVICES[identity], Key(key.strip())
    scheme, host = _address(chosen, domain.strip(), secret)
    answers = Answers((cache or CACHE).expanduser())
    polite = _polite(manners or Manners(), host)
    turns = Turns(
        answers.path.with_name(f"{answers.path.name}.{re.sub(r'[^a-z0-9.-]+', '-', host.lower())}.turn"), polite
    )
    _check_key(chosen, key.strip())
    source = identity if host == chosen.domain else f"{identity} at {host}"
    _mend(answers, chosen)
    return Live(chosen.name, source, chosen.days, answers, turns, _asking(identity, scheme, host, secret))


def from_environment(environment: Mapping[str, str] = os.environ) -> Live | None:
    """The geocoder that ``DATELINE_GEOCODER`` names, None where it names none; raises GeocoderError.

    ``DATELINE_GEOCODER_KEY`` is its key, ``DATELINE_GEOCODER_DOMAIN`` an own server, ``DATELINE_GEOCODER_CACHE`` the
    file of answers.

    >>> from_environment({}) is None
    True
    """
    name = environment.get("DATELINE_GEOCODER", "").strip()
    if not name:
        return None
    cache = environment.get("DATELINE_GEOCODER_CACHE", "").strip()
    return open(
        name,
        key=environment.get("DATELINE_GEOCODER_KEY", ""),
        domain=environment.get("DATELINE_GEOCODER_DOMAIN", ""),
        cache=Path(cache) if cache else None,
    )


def _asking(identity: str, scheme: str, host: str, key: Key) -> Asking:
    def ask(query: str, seconds: float) -> tuple[Place, ...]:
        # geopy takes a tenth of a second to load, which only who asks over the network need wait for
        from geo.geocoders.services import asker  # noqa: PLC0415

        return asker(identity, scheme, host, key)(query, seconds)

    return ask


def _mend(answers: Answers, service: Service) -> None:
    try:
        answers.mend()
    except Failure as failure:
        raise GeocoderError(failure.sentence(service.name)) from failure


def _check_key(service: Service, key: str) -> None:
    if service.needs_key and not key:
        raise GeocoderError(
            f"{service.name} needs a key: set DATELINE_GEOCODER_KEY, or choose Nominatim or Photon, which need none."
        )
    if not re.fullmatch(r"[!-~]{0,500}", key):
        raise GeocoderError(
            "The key holds spaces or characters that no key has: copy it again into DATELINE_GEOCODER_KEY."
        )


def _address(service: Service, domain: str, key: Key) -> tuple[str, str]:
    """The scheme and the domain, the service's own or the one that was given."""
    given = domain or service.domain
    if not given:
        raise GeocoderError(f"{service.name} runs on servers of its users: set DATELINE_GEOCODER_DOMAIN to yours.")
    scheme, _, host = given.rpartition("://")
    host = host.strip("/")
    if scheme not in {"", "http", "https"} or not re.fullmatch(
        r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[\w.~/-]*)?", host, re.ASCII
    ):
        raise GeocoderError(
            "The geocoder's domain is none: write it as photon.example.org in DATELINE_GEOCODER_DOMAIN."
        )
    if scheme == "http" and key and not _is_here(host):
        raise GeocoderError(
            "A key is only sent encrypted: write the geocoder's domain with https://, or without a scheme."
        )
    return scheme or ("http" if _is_here(host) else "https"), host


def _is_here(host: str) -> bool:
    """Whether a domain is this machine, where a test or an own server listens."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _polite(manners: Manners, host: str) -> Manners:
    if manners.interval < LEAST_INTERVAL and not _is_here(host):
        raise GeocoderError(
            "A server of others is asked once a second at most: leave the interval at 1 second or more."
        )
    return manners
