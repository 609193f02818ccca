"""The gazetteer: names find their places, texts are scanned on token boundaries."""

import pytest

from geo import gazetteer
from geo.gazetteer import Index


@pytest.fixture(scope="module")
def places() -> Index:
    return gazetteer.embedded()


def test_a_name_finds_its_place_in_any_script_and_case(places: Index) -> None:
    for name in ("Kyiv", "KYIV", "Київ", "Киев"):
        assert places.find(name)[0].id == "geonames:703448"


def test_the_best_known_place_of_a_name_comes_first(places: Index) -> None:
    assert [places.find(name)[0].country for name in ("Paris", "London", "Kursk", "Georgia")] == [
        "FR",
        "GB",
        "RU",
        "GE",
    ]
