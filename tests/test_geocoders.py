"""Online geocoders: asked politely, checked in every number, never fatal."""

from __future__ import annotations

import csv
import json
import logging
import math
import multiprocessing
import os
import pickle
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import geocoder_server as fake
import pytest
from geocoder_server import Server, in_turn, says, serving
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geocoders
from geo.errors import GeocoderError
from geo.geocoders.adapter import retry_after
from geo.geocoders.answers import Answers
from geo.geocoders.catalogue import SERVICES
from geo.geocoders.failing import Failure
from geo.geocoders.key import Key
from geo.geocoders.replies import point, radius, text
from geo.geocoders.services import READINGS, asker
from geo.geocoders.turns import State, Turns
from geo.model import AREA_KINDS, Mention, Place, PlaceKind, Relation, Resolution, Span
from geo.settings import DATA

ROOT = Path(__file__).resolve().parent.parent
QUICK = geocoders.Manners(interval=0.02, patience=0.3, budget=2.0, rest=0.4)
QWORRUM = Place("nominatim:node/4711", "Qworrum", "city", 1.65, 36.8, 2.51, "KE")
SAYINGS = {"nominatim": fake.nominatim, "photon": fake.photon}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


def opened(site: Server, cache: Path, service: str = "nominatim", **options: Any) -> geocoders.Live:
    return geocoders.open(service, domain=site.domain, cache=cache, **({"manners": QUICK} | options))


# --- what is answered


@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_a_service_gives_places_with_lasting_ids(service: str, cache: Path) -> None:
    with serving(says(SAYINGS[service]())) as site:
        places = opened(site, cache, service)("Qworrum")
    assert [(p.id, p.name, p.kind, p.lat, p.lon, p.country) for p in places] == [
        (f"{service}:node/4711", "Qworrum", "city", 1.65, 36.8, "KE")
    ]
    assert 2.0 < places[0].radius_km < 3.0
    assert hash(places[0]) == hash(pickle.loads(pickle.dumps(places[0])))  # noqa: S301 - our own


CONTRACT: dict[str, Callable[[Server, Path], geocoders.Geocoder]] = {
    "listed": lambda site, cache: geocoders.Listed({"qworrum": (QWORRUM,)}),
    "nominatim": opened,
    "photon": lambda site, cache: opened(site, cache, "photon"),
}


def _knows_qworrum(handler: fake.Handler) -> None:
    is_photon = handler.path.startswith("/api")
    known = handler.site.queries[-1]["q"] == ["Qworrum"]
    found: Any = (fake.photon() if is_photon else fake.nominatim()) if known else {"features": []} if is_photon else []
    handler.say(found)


@pytest.mark.parametrize("make", CONTRACT.values(), ids=CONTRACT)
def test_every_geocoder_keeps_the_contract(make: Callable[[Server, Path], geocoders.Geocoder], cache: Path) -> None:
    with serving(_knows_qworrum) as site:
        geocoder = make(site, cache)
        assert [place.name for place in geocoder("Qworrum")] == ["Qworrum"]
        assert [place.name for place in geocoder(" Qworrum ")] == ["Qworrum"]
        assert geocoder("Nowhere") == geocoder("") == geocoder("\n\t?") == geocoder("\ud800") == ()
        assert geocoder("x" * 5000) == ()


OTHERS: dict[str, tuple[Any, Place]] = {
    "geonames": (
        {"geonames": [{"geonameId": 190, "name": "Qworrum", "lat": "1.65", "lng": "36.8", "fcl": "P", "fcode": "PPL",
                       "countryCode": "KE", "adminCode1": "25", "population": 812}]},
        Place("geonames:190", "Qworrum", "city", 1.65, 36.8, 3.0, "KE", "25", 812),
    ),
    "pelias": (
        {"features": [{"geometry": {"coordinates": [36.8, 1.65]}, "properties": {
            "gid": "openstreetmap:venue:node/9", "name": "Qworrum", "layer": "locality", "country_code": "KE"}}]},
        Place("osm:pelias:openstreetmap:venue:node/9", "Qworrum", "city", 1.65, 36.8, 4.0, "KE"),
    ),
    "opencage": (
        {"results": [{"formatted": "Qworrum, Kenya", "geometry": {"lat": 1.65, "lng": 36.8},
                      "components": {"_type": "village", "village": "Qworrum", "country_code": "ke"}}],
         "status": {"code": 200, "message": "OK"}},
        Place("osm:opencage:1.65,36.8", "Qworrum", "city", 1.65, 36.8, 2.0, "KE"),
    ),
    "azure": (
        {"results": [{"entityType": "Municipality", "position": {"lat": 1.65, "lon": 36.8},
                      "address": {"freeformAddress": "Qworrum", "countryCode": "KE"}}]},
        Place("azure:1.65,36.8", "Qworrum", "city", 1.65, 36.8, 5.0, "KE"),
    ),
    "google": (
        {"status": "OK", "results": [{"place_id": "ChIJ-x_1", "formatted_address": "Qworrum, Kenya",
            "types": ["locality", "political"], "geometry": {"location": {"lat": 1.65, "lng": 36.8}},
            "address_components": [{"long_name": "Qworrum", "types": ["locality"]},
                                   {"long_name": "Kenya", "short_name": "KE", "types": ["country"]}]}]},
        Place("google:ChIJ-x_1", "Qworrum", "city", 1.65, 36.8, 5.0, "KE"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("service", OTHERS)
def test_the_services_with_keys_are_read_too_and_send_the_key_only_to_the_server(
    service: str, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    document, expected = OTHERS[service]
    caplog.set_level(logging.DEBUG)
    with serving(says(document)) as site:
        geocoder = opened(site, cache, service, key="s3cret/key+1")
        assert geocoder("Qworrum") == (expected,)
    assert any(["s3cret/key+1"] in query.values() for query in site.queries)
    assert "s3cret" not in caplog.text
    assert "s3cret" not in repr(geocoder)
    assert b"s3cret" not in b"".join(path.read_bytes() for path in cache.parent.iterdir())


@pytest.mark.parametrize("service", OTHERS)
@pytest.mark.parametrize("document", [{}, [], None, 1, "x", {"results": {}}, {"features": None}, {"geonames": [1]}])
def test_a_document_of_another_shape_is_not_nothing_found(service: str, document: Any, cache: Path) -> None:
    with serving(says(document)) as site, pytest.raises(GeocoderError):
        opened(site, cache, service, key="k")("Qworrum")
    assert Answers(cache).count() == 0


COMPLAINTS: dict[str, Any] = {
    "geonames": {"status": {"message": "invalid user s3cretname1234", "value": 10}},
    "google": {"status": "OVER_QUERY_LIMIT", "results": [], "error_message": "s3cretname1234 is over"},
    "opencage": {"status": {"code": 402, "message": "s3cretname1234"}, "results": []},
}


@pytest.mark.parametrize("service", COMPLAINTS)
def test_a_complaint_is_told_in_our_words_and_asked_no_more(service: str, cache: Path) -> None:
    with serving(says(COMPLAINTS[service])) as site:
        geocoder = opened(site, cache, service, key="s3cretname1234")
        for _ in range(5):
            with pytest.raises(GeocoderError) as caught:
                geocoder("Qworrum")
    assert len(site.arrivals) == 1
    assert "s3cretname1234" not in "".join(traceback.format_exception(caught.value))


# --- what is refused

WRONG = [
    None, True, False, "", "north", "nan", "1e400", "NaN", math.nan, math.inf, -math.inf, [], {}, [1], 10**400, ..., 91,
    -90.01, "1,5", "0x10", "１", " 1", "1_0",
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda value: repr(value)[:12])
@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_no_impossible_latitude_passes(service: str, wrong: Any, cache: Path) -> None:
    body = fake.nominatim(lat=wrong) if service == "nominatim" else fake.photon(lat=None if wrong is ... else wrong)
    data = json.dumps(body).encode()
    with serving(says(data)) as site, pytest.raises(GeocoderError):
        opened(site, cache, service)("Qworrum")
    assert Answers(cache).count() == 0


@pytest.mark.parametrize(("lat", "lon"), [(0, 0), (0.0, -0.0), (1, 200.5), (1, -180.001), (1, 1e308), (90.0001, 0)])
def test_null_island_and_longitudes_beyond_the_globe_are_refused(lat: float, lon: float, cache: Path) -> None:
    with serving(says(fake.photon(lat=lat, lon=lon))) as site, pytest.raises(GeocoderError):
        opened(site, cache, "photon")("Qworrum")


@pytest.mark.parametrize(("lat", "lon"), [(0, 36.5), (51.5, 0.0), (-90, 180), (90, -180)])
def test_zero_and_the_edges_are_coordinates(lat: float, lon: float, cache: Path) -> None:
    with serving(says(fake.photon(lat=lat, lon=lon))) as site:
        assert [(p.lat, p.lon) for p in opened(site, cache, "photon")("Qworrum")] == [(lat, lon)]


SHAPES: dict[str, bytes] = {
    "an object": b"{}", "null": b"null", "false": b"false", "a number": b"0", "a text": b'""', "a list of lists": b"[[]]",
    "nothing": b"", "a page": b"<html>busy</html>", "half a document": b'[{"lat": "1', "not UTF-8": b'[{"name": "\xff"}]',
    "deep nesting": b"[" * 200_000, "a list of null": b"[null]", "an error": b'{"error": {"code": 1}}',
    "an empty row": b"[{}]", "a long number": b'[{"lat": ' + b"9" * 9000 + b"}]",
}  # fmt: skip


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_what_is_no_answer_is_told_and_never_kept(service: str, data: bytes, cache: Path) -> None:
    with serving(says(data)) as site, pytest.raises(GeocoderError):
        opened(site, cache, service)("Qworrum")
    assert Answers(cache).count() == 0


@pytest.mark.parametrize(
    "field", ["name", "osm_type", "osm_id", "type", "boundingbox", "address", "class", "addresstype"]
)
@pytest.mark.parametrize("value", [None, 5, True, [], {}, "\ud800<b>", -1, ["a", "b", "c", "d"], [1, 2, 3, math.nan]])
def test_odd_values_beside_the_position_do_no_harm(field: str, value: Any) -> None:
    with serving(says(fake.nominatim(**{field: value}))) as site:
        try:
            places = asker("nominatim", "http", site.domain, Key(""))("Qworrum", 2.0)
        except Failure:
            return
    assert all(place.name.isprintable() and math.isfinite(place.radius_km) and place.radius_km > 0 for place in places)
    assert all(place.name.encode() for place in places)


ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    "",
    "x",
    "\ud800",
    [],
    {},
    [None],
    [[]],
    {"lat": 1},
    {"message": "x"},
]
DOCUMENTS: dict[str, Any] = {"nominatim": fake.nominatim(), "photon": fake.photon()} | {
    service: document for service, (document, _) in OTHERS.items()
}


def _spots(document: Any) -> list[tuple[Any, Any]]:
    """Every (container, index) of a document."""
    pairs = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [spot for index, value in pairs for spot in [(document, index), *_spots(value)]]


def test_any_document_with_an_odd_value_gives_sound_places_or_a_failure() -> None:
    with serving(says([])) as site:
        askers = {service: asker(service, "http", site.domain, Key("k")) for service in DOCUMENTS}

        @settings(deadline=None, max_examples=300)
        @given(st.sampled_from(sorted(DOCUMENTS)), st.data())
        def law(service: str, data: st.DataObject) -> None:
            document = json.loads(json.dumps(DOCUMENTS[service]))
            container, index = data.draw(st.sampled_from(_spots(document)))
            container[index] = data.draw(st.sampled_from(ODD))
            site.behave = says(document)
            try:
                places = askers[service]("Qworrum", 2.0)
            except Failure:
                return
            for place in places:
                assert place.lat in {1.65, 0, -1} and place.lon in {36.8, 0, -1} and (place.lat or place.lon)
                assert place.name.isprintable() and place.id.encode() and 0.3 <= place.radius_km <= 4000.0
                assert (place.country == "" or place.country.isupper()) and place.population >= 0

        law()


def redirects(handler: fake.Handler) -> None:
    handler.say(b"", 302, {"Location": f"http://{handler.headers['Host']}{handler.path}"})


FAULTS: dict[str, tuple[fake.Behave, int]] = {
    "429 without a time": (says(b"", 429), 3),
    "429 with an hour": (says(b"", 429, Retry_After="3600"), 1),
    "429 with a year": (says(b"", 429, Retry_After="31536000"), 1),
    "429 with nonsense": (says(b"", 429, Retry_After="-1; soon"), 3),
    "503": (says(b"", 503), 3),
    "500": (says(b"", 500), 3),
    "403": (says(b"", 403), 1),
    "204": (says(b"", 204), 3),
    "silence": (fake.silent, 3),
    "a dripping body": (fake.drips_body, 3),
    "dripping headers": (fake.drips_headers, 3),
    "a cut body": (fake.cut_short, 3),
    "a reset": (fake.reset, 3),
    "no HTTP": (fake.speaks_nonsense, 3),
    "ten megabytes": (fake.ten_megabytes, 1),
    "a redirect loop": (redirects, 1),
    "a redirect elsewhere": (says(b"", 301, Location="http://192.0.2.1/"), 1),
    "packed without asking": (says(b"\x1f\x8b\x08", Content_Encoding="gzip"), 1),
}


@pytest.mark.parametrize(("behave", "tries"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_sentence_after_few_tries_and_nothing_is_kept(
    behave: fake.Behave, tries: int, cache: Path
) -> None:
    with serving(behave) as site:
        geocoder, start = opened(site, cache), time.monotonic()
        with pytest.raises(GeocoderError, match=r"^[A-Z][^\n]+\.$"):
            geocoder("Qworrum")
        assert time.monotonic() - start < QUICK.budget + 0.5
    assert 1 <= len(site.arrivals) <= tries
    assert Answers(cache).count() == 0


def test_a_server_that_nobody_runs_is_told_of(cache: Path) -> None:
    with serving(says([])) as site:
        pass
    with pytest.raises(GeocoderError, match="could not be reached"):
        opened(site, cache)("Qworrum")


def test_an_unencrypted_server_is_not_spoken_to_where_encryption_is_meant(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site, pytest.raises(GeocoderError):
        geocoders.open("nominatim", domain=f"https://{site.domain}", cache=cache, manners=QUICK)("Qworrum")


def test_a_passing_fault_is_tried_again(cache: Path) -> None:
    with serving(in_turn(says(b"", 503), fake.reset, says(fake.nominatim()))) as site:
        assert opened(site, cache)("Qworrum") == (QWORRUM,)
    assert len(site.arrivals) == 3


def test_retry_after_is_waited_for(cache: Path) -> None:
    with serving(in_turn(says(b"", 429, Retry_After="1"), says(fake.nominatim()))) as site:
        assert opened(site, cache)("Qworrum") == (QWORRUM,)
    assert site.gaps()[0] >= 1.0


@pytest.mark.parametrize(
    "header", ["", "x", "-5", "1e9", "١٢", "Thu, 99 Foo", "9" * 400, "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_any_retry_after_is_a_finite_time(header: str) -> None:
    assert 0.0 <= retry_after(header, 1000.0) < 1e10


def test_a_dead_server_is_asked_a_dozen_times_at_most_for_twenty_names(cache: Path) -> None:
    with serving(says(b"", 503)) as site:
        for number in range(20):
            with pytest.raises(GeocoderError):
                opened(site, cache, manners=geocoders.Manners(0.02, 0.4, 2.0, rest=30.0))(f"Name{number}")
    assert len(site.arrivals) == 6


def test_a_server_that_recovers_is_asked_again_after_a_rest(cache: Path) -> None:
    with serving(says(b"", 503)) as site:
        geocoder = opened(site, cache)
        for _ in range(3):
            with pytest.raises(GeocoderError):
                geocoder("Qworrum")
        site.behave = says(fake.nominatim())
        with pytest.raises(GeocoderError, match="is not asked again for a minute"):
            geocoder("Qworrum")
        time.sleep(QUICK.rest)
        assert geocoder("Qworrum") == (QWORRUM,)


# --- politeness


def test_every_request_names_dateline(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site:
        opened(site, cache)("Qworrum")
    assert site.agents[0].startswith("Dateline/")
    assert site.queries[0]["q"] == ["Qworrum"]


INTERVAL = 0.1
SPACED = geocoders.Manners(interval=INTERVAL, patience=2.0, budget=20.0)


def _ask_some(domain: str, cache: Path, names: list[str]) -> None:
    geocoder = geocoders.open("nominatim", domain=domain, cache=cache, manners=SPACED)
    for name in names:
        geocoder(name)


def test_threads_with_a_geocoder_each_never_ask_too_fast(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site:
        threads = [threading.Thread(target=_ask_some, args=(site.domain, cache, [f"Name{n}"])) for n in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(site.arrivals) == 10
    assert min(site.gaps()) >= INTERVAL


def test_processes_never_ask_too_fast_together(cache: Path) -> None:
    started = multiprocessing.get_context("spawn")
    with serving(says(fake.nominatim())) as site:
        workers = [
            started.Process(target=_ask_some, args=(site.domain, cache, [f"P{n}-{i}" for i in range(5)])) for n in "ab"
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(site.arrivals) == 10
    assert min(site.gaps()) >= INTERVAL


def test_the_pause_is_a_second_unless_told_otherwise(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site:
        geocoder = geocoders.open("nominatim", domain=site.domain, cache=cache)
        geocoder("One")
        geocoder("Two")
    assert site.gaps()[0] >= 1.0


def test_the_servers_of_others_cannot_be_asked_faster(cache: Path) -> None:
    with pytest.raises(GeocoderError, match="once a second"):
        geocoders.open("nominatim", cache=cache, manners=QUICK)


def test_ten_threads_that_want_one_name_ask_once(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site:
        geocoder = opened(site, cache, manners=SPACED)
        threads = [threading.Thread(target=geocoder, args=("Qworrum",)) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(site.arrivals) == 1


@pytest.mark.parametrize(
    "junk", [b"", b"\x00" * 64, b"nan 1 inf", b"9e99 0 0", b"1 2", b"x y z", b"1 -1 1 1", b"\xff" * 999]
)
def test_a_spoilt_record_of_turns_costs_a_pause_at_most(junk: bytes, tmp_path: Path) -> None:
    turns = Turns(tmp_path / "x.turn", QUICK)
    turns.path.write_bytes(junk)
    with turns.take(time.monotonic() + 2.0) as turn:
        turn.begin()
    with turns.take(time.monotonic() + 2.0) as turn:
        assert turn.state == State(turn.state.last)


# --- the answers on disk


def test_an_answer_is_asked_for_once_also_when_nothing_was_found(cache: Path) -> None:
    with serving(in_turn(says(fake.nominatim()), says([]))) as site:
        assert opened(site, cache)("Qworrum") == opened(site, cache)("QWORRUM") == (QWORRUM,)
        assert opened(site, cache)("Nowhere") == opened(site, cache)("nowhere") == ()
        kept = opened(site, cache).answer("Qworrum")
    assert len(site.arrivals) == 2
    assert kept.source == f"nominatim at {site.domain}"
    assert 0 <= time.time() - kept.asked < 20


ASKER = """
import sys, time
from pathlib import Path
from geo.geocoders.turns import Manners, Turns
with Turns(Path(sys.argv[1]), Manners(interval=0.5)).take(time.monotonic() + 5) as turn:
    turn.begin()
    print(time.time(), flush=True)
    time.sleep(60)
"""


def test_the_pause_is_kept_after_a_process_that_was_killed_while_asking(tmp_path: Path) -> None:
    path = tmp_path / "x.turn"
    command = [sys.executable, "-c", ASKER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        asked = float(child.stdout.readline())
        child.kill()
    with Turns(path, geocoders.Manners(interval=0.5)).take(time.monotonic() + 5):
        assert time.time() >= asked + 0.49


def test_geopy_is_loaded_only_by_who_asks() -> None:
    code = "import sys, geo.geocoders as g; g.from_environment({}); sys.exit('geopy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_only_six_places_of_a_long_answer_are_read(cache: Path) -> None:
    many = fake.nominatim() * 6 + fake.nominatim(lat="91") * 50
    with serving(says(many)) as site:
        assert opened(site, cache)("Qworrum") == (QWORRUM,) * 6


def test_answers_of_one_service_are_not_those_of_another(cache: Path) -> None:
    answers = Answers(cache)
    answers.keep("nominatim", "qworrum", (QWORRUM,))
    assert answers.find("photon", "qworrum", days=1) is None
    found = answers.find("nominatim", "qworrum", days=1)
    assert found is not None and found.places == (QWORRUM,)


def test_answers_grow_old(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, now = Answers(cache), time.time()
    answers.keep("s", "found", (QWORRUM,))
    answers.keep("s", "nothing", ())
    for days, known in ((20, (True, True)), (50, (True, False)), (200, (False, False)), (-30, (False, False))):
        monkeypatch.setattr(time, "time", lambda days=days: now + days * 86_400)
        assert tuple(answers.find("s", query, days=180) is not None for query in ("found", "nothing")) == known


def test_the_oldest_answers_make_room(cache: Path) -> None:
    answers = Answers(cache, most=5)
    for number in range(9):
        answers.keep("s", str(number), ())
    assert answers.count() == 5
    assert answers.find("s", "8", days=1) and not answers.find("s", "0", days=1)


@pytest.mark.parametrize("damage", ["overwritten", "a text", "truncated", "middle"])
def test_a_damaged_file_is_set_aside_and_named(damage: str, cache: Path) -> None:
    answers = Answers(cache)
    for number in range(12):
        answers.keep("s", f"name {number}", (QWORRUM,) * 12)
    data = cache.read_bytes()
    middle = data[:8192] + os.urandom(len(data) - 8192)
    cache.write_bytes(
        {"overwritten": os.urandom(len(data)), "a text": b"hello" * 99, "truncated": data[:9000], "middle": middle}[
            damage
        ]
    )
    with serving(says(fake.nominatim())) as site:
        geocoder = opened(site, cache)
        assert geocoder("Qworrum") == (QWORRUM,)
    assert len(geocoder.notes) == 1
    assert f"{cache.name}.damaged-" in geocoder.notes[0]


def test_a_file_that_is_damaged_in_use_is_set_aside_too(cache: Path) -> None:
    with serving(says(fake.nominatim())) as site:
        geocoder = opened(site, cache)
        cache.write_bytes(b"\x00 no database" * 1000)
        assert geocoder("Qworrum") == (QWORRUM,)
        assert geocoder.notes


def test_a_changed_row_is_not_believed(cache: Path) -> None:
    answers = Answers(cache)
    answers.keep("s", "qworrum", (QWORRUM,))
    with sqlite3.connect(cache) as database:
        database.execute("UPDATE answers SET places = replace(places, '36.8', '63.8')")
    database.close()
    assert answers.find("s", "qworrum", days=1) is None


def test_without_a_place_for_answers_no_one_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with serving(says(fake.nominatim())) as site:
        with pytest.raises(GeocoderError, match="DATELINE_GEOCODER_CACHE"):
            opened(site, tmp_path / "file" / "answers.sqlite")("Qworrum")
        with pytest.raises(GeocoderError, match="DATELINE_GEOCODER_CACHE"):
            opened(site, tmp_path)("Qworrum")
    assert site.arrivals == []


WRITER = """
import sys
from pathlib import Path
from geo.geocoders.answers import Answers
answers, start = Answers(Path(sys.argv[1])), int(sys.argv[2])
for number in range(start, start + 100_000):
    answers.keep("s", str(number), ())
    print(number, flush=True)
"""


def test_a_killed_process_loses_no_answer_that_it_had_kept(cache: Path) -> None:
    chance, kept = random.Random(7), []  # noqa: S311 - moments to kill at, no secrets
    for run in range(5):
        command = [sys.executable, "-c", WRITER, str(cache), str(run * 1_000_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            kept.append(child.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.2))
            child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            kept += [line for line in child.stdout if line.endswith("\n")]
    answers = Answers(cache)
    assert all(answers.find("s", line.strip(), days=1) for line in kept)
    assert answers.damaged() == ()
    assert len(kept) > 5


# --- choosing a service, and the key


def test_no_service_is_chosen_unless_the_user_names_one(tmp_path: Path) -> None:
    assert geocoders.from_environment({}) is None
    assert geocoders.from_environment({"DATELINE_GEOCODER": " ", "DATELINE_GEOCODER_KEY": "k"}) is None
    chosen = geocoders.from_environment(
        {"DATELINE_GEOCODER": "Photon", "DATELINE_GEOCODER_CACHE": str(tmp_path / "a.sqlite")}
    )
    assert repr(chosen) == "Live(name='Photon (OpenStreetMap)')"


def test_all_the_settings_of_the_environment_are_used(cache: Path) -> None:
    with serving(says(OTHERS["geonames"][0])) as site:
        geocoder = geocoders.from_environment({
            "DATELINE_GEOCODER": "geonames", "DATELINE_GEOCODER_KEY": " ann ", "DATELINE_GEOCODER_DOMAIN": site.domain,
            "DATELINE_GEOCODER_CACHE": str(cache),
        })  # fmt: skip
        assert geocoder is not None and geocoder("Qworrum")
    assert site.queries[0]["username"] == ["ann"]
    assert cache.exists()


@pytest.mark.parametrize(
    ("service", "options", "remedy"),
    [
        ("bing", {}, "choose one of nominatim"),
        ("opencage", {}, "DATELINE_GEOCODER_KEY"),
        ("googlev3", {}, "DATELINE_GEOCODER_KEY"),
        ("AzureMaps", {"key": "a\nb"}, "copy it again"),
        ("pelias", {}, "DATELINE_GEOCODER_DOMAIN"),
        ("photon", {"domain": "http://user:pass@example.org"}, "DATELINE_GEOCODER_DOMAIN"),
        ("photon", {"domain": "file:///etc"}, "DATELINE_GEOCODER_DOMAIN"),
        ("photon", {"domain": "example.org/?q="}, "DATELINE_GEOCODER_DOMAIN"),
        ("opencage", {"key": "k", "domain": "http://example.org"}, "encrypted"),
    ],
)
def test_a_wrong_choice_is_told_with_its_remedy(
    service: str, options: dict[str, str], remedy: str, cache: Path
) -> None:
    with pytest.raises(GeocoderError, match=remedy):
        geocoders.open(service, cache=cache, **options)


def test_a_key_is_shown_by_nothing(cache: Path) -> None:
    geocoder = geocoders.open("opencage", key="s3cret", cache=cache)
    assert "s3cret" not in f"{geocoder!r} {geocoder} {Key('s3cret')!r} {Key('s3cret')} {[Key('s3cret')]}"
    with pytest.raises(TypeError):
        pickle.dumps(Key("s3cret"))


def test_every_service_of_the_catalogue_can_be_read_and_none_is_asked_by_building_it() -> None:
    assert READINGS.keys() == SERVICES.keys()
    for name, service in SERVICES.items():
        assert callable(asker(name, "https", service.domain or "example.org", Key("k")))


# --- the texts and numbers of an answer


@settings(deadline=None)
@given(st.one_of(st.floats(), st.integers(), st.text(max_size=9), st.none(), st.booleans()), st.floats())
def test_a_point_is_on_the_globe_or_refused(lat: Any, lon: Any) -> None:
    try:
        y, x = point(lat, lon, as_text=True)
    except Failure:
        return
    assert -90 <= y <= 90 and -180 <= x <= 180 and (y, x) != (0, 0)


@settings(deadline=None)
@given(st.text())
def test_a_text_of_an_answer_is_one_printable_line(given: str) -> None:
    tidy = text(given)
    assert len(tidy) <= 200 and tidy == tidy.strip() and tidy.encode() is not None and "\n" not in tidy


@settings(deadline=None)
@given(st.tuples(*[st.one_of(st.floats(), st.none(), st.text(max_size=4), st.booleans())] * 4))
def test_a_radius_is_always_of_a_sensible_size(box: tuple[Any, Any, Any, Any]) -> None:
    assert 0.3 <= radius(box, 5.0) <= 4000.0


def _rows() -> Iterator[dict[str, str]]:
    with (DATA / "geocoders" / "kinds.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("row", list(_rows()), ids=lambda row: f"{row['words']}-{row['value']}")
def test_each_row_of_the_kinds_names_a_kind_of_the_model(row: dict[str, str]) -> None:
    assert row["words"] in {"osm", "geonames", "pelias", "azure", "google"}
    assert row["kind"] in get_args(PlaceKind)
    assert 0.3 <= float(row["radius_km"]) <= 4000


def test_no_kind_stands_twice_in_the_file() -> None:
    pairs = [(row["words"], row["value"]) for row in _rows()]
    assert len(pairs) == len(set(pairs))


# --- completing the resolutions


def resolution(name: str, place: Place | None = None, **changes: Any) -> Resolution:
    fields: dict[str, Any] = {
        "sentence": 0,
        "span": Span(0, len(name)),
        "text": name,
        "kind": "place",
        "rule": "r",
        "name": name,
    }
    return Resolution(Mention(**(fields | changes)), place, (), 0.5, "why")


KISUMU = Place("geonames:191245", "Kisumu", "city", -0.1, 34.75, 8.0, "KE")
NEARBY = Place("near:geonames:191245:Qworrum", "Qworrum", "approximate", -0.1, 34.75, 15.0, "KE")


def test_unknown_names_are_completed_and_all_else_stays() -> None:
    before = (resolution("Kisumu", KISUMU), resolution("Qworrum"), resolution("Qworrum", NEARBY), resolution("Zzz"))
    after = geocoders.complete(before, geocoders.Listed({"qworrum": (QWORRUM,)}))
    assert [r.place for r in after.resolutions] == [KISUMU, QWORRUM, QWORRUM, None]
    assert after.resolutions[0] is before[0] and after.resolutions[3] is before[3]
    assert after.resolutions[1].reason == "found by Nominatim (OpenStreetMap)"
    assert [r.mention for r in after.resolutions] == [r.mention for r in before]
    assert after.note == ""


def test_each_unknown_literal_name_is_asked_for_once_and_no_other() -> None:
    asked: list[str] = []

    def note(query: str) -> tuple[Place, ...]:
        asked.append(query)
        return ()

    geocoders.complete(
        (
            resolution("Kisumu", KISUMU), resolution("Qworrum"), resolution("Qworrum"), resolution("Orreb", literal=False),
            resolution("the city", kind="anaphor"), resolution("Orrebians", kind="demonym"), resolution(" "),
        ),
        note,
    )  # fmt: skip
    assert asked == ["Qworrum"]


def test_a_failure_leaves_the_resolutions_and_says_so_in_one_line() -> None:
    def fail(query: str) -> tuple[Place, ...]:
        raise GeocoderError("Photon did not answer in time: try again later, or go on without it.")

    before = (resolution("Kisumu", KISUMU), resolution("Qworrum"), resolution("Zzz", NEARBY))
    after = geocoders.complete(before, fail)
    assert after.resolutions == before
    assert after.note.startswith("2 names were not looked up online: Photon did not answer") and "\n" not in after.note


def test_an_article_of_made_up_names_is_no_reason_to_ask_without_end() -> None:
    asked: list[str] = []

    def note(query: str) -> tuple[Place, ...]:
        asked.append(query)
        return ()

    after = geocoders.complete([resolution(f"Name {number}") for number in range(500)], note)
    assert len(asked) == 50
    assert after.note.startswith("Only the first 50 unknown names")


def test_a_place_in_a_country_of_the_article_goes_before_a_namesake() -> None:
    abroad = Place("nominatim:node/1", "Qworrum", "city", 40.0, -90.0, 2.0, "US")
    before = (resolution("Kisumu", KISUMU), resolution("Qworrum"))
    after = geocoders.complete(before, geocoders.Listed({"qworrum": (abroad, QWORRUM)}))
    assert (after.resolutions[1].place, after.resolutions[1].others) == (QWORRUM, (abroad,))
    assert "in a country that the article names" in after.resolutions[1].reason


def test_a_building_elsewhere_is_not_taken_for_a_town() -> None:
    bar = Place("nominatim:node/2", "Qworrum", "facility", 52.5, 13.4, 0.5, "DE")
    before = (resolution("Kisumu", KISUMU), resolution("Qworrum"))
    assert geocoders.complete(before, geocoders.Listed({"qworrum": (bar,)})).resolutions == before
    asked = (resolution("Qworrum", kind="facility"),)
    assert geocoders.complete(asked, geocoders.Listed({"qworrum": (bar,)})).resolutions[0].place == bar


def test_a_spot_off_a_place_is_an_area_around_it() -> None:
    off = resolution("Qworrum", relation=Relation("direction", "north", 10.0))
    found = geocoders.complete((off,), geocoders.Listed({"qworrum": (QWORRUM,)})).resolutions[0].place
    assert found is not None and found.kind in AREA_KINDS and found.radius_km == pytest.approx(12.51)


def test_a_resolver_can_be_completed_for_the_pipeline() -> None:
    told: list[str] = []

    def fail(query: str) -> tuple[Place, ...]:
        raise GeocoderError("It is away: wait.")

    def resolve(*_: Any, **__: Any) -> tuple[Resolution, ...]:
        return (resolution("Qworrum"),)

    knows = geocoders.Completing(resolve, geocoders.Listed({"qworrum": (QWORRUM,)}), told.append)
    article: Any = None
    assert knows(article, (), (), gazetteer=article)[0].place == QWORRUM
    assert told == []
    assert geocoders.Completing(resolve, fail, told.append)(article, (), (), gazetteer=article)[0].place is None
    assert told == ["One name was not looked up online: It is away: wait."]
