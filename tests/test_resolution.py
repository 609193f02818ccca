"""Toponym resolution: golden sentences, geometry, laws, and what is done with the unknown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import golden, mark, plain, read

from geo.gazetteer import embedded
from geo.model import Article, Mention, Place, Relation, Span
from geo.resolution import Prior, learn, resolve
from geo.resolution.lexicon import tables
from geo.resolution.ranking import COMPANY
from geo.resolution.shapes import destination, distance_km, shifted
from geo.sentences import split
from geo.tokens import tag
from geo.toponyms import recognise


def place(lat: float, lon: float, radius: float = 5.0, kind: str = "city") -> Place:
    return Place(f"x:{lat}:{lon}", "X", kind, lat, lon, radius)  # type: ignore[arg-type]


@pytest.mark.parametrize("marked", [*golden("relations"), *golden("senses")])
def test_names_mean_the_places_that_the_text_says(marked: str) -> None:
    assert mark(plain(marked)) == marked


def test_an_apposition_decides_between_a_city_and_its_region() -> None:
    (region, *_), (city, *_) = read("Kursk, the Russian region, was hit."), read("The city of Kursk was hit.")
    assert region.place is not None
    assert city.place is not None
    assert (region.place.kind, city.place.kind) == ("admin1", "city")


def test_the_sea_off_japan_is_the_sea_of_japan() -> None:
    (found,) = read("It fell into the sea off Japan.")
    assert found.place is not None
    assert (found.place.name, found.place.is_area, found.reason) == ("Sea of Japan", True, "the sea off Japan")
    assert found.others[0].name == "Japan"


def test_eastern_russia_is_an_area_in_the_east_of_russia() -> None:
    found = read("North Korea sent men to Russian bases in the eastern part of the country.")[-1]
    assert found.place is not None
    assert (found.place.name, found.place.kind, found.place.country) == ("eastern Russia", "part", "RU")
    assert found.place.lon > 100


def test_a_distance_and_a_bearing_lead_away_from_the_anchor() -> None:
    (found,) = read("The convoy stopped 30 km north of Kharkiv.")
    assert found.place is not None
    assert distance_km(found.place, found.others[0]) == pytest.approx(30, abs=0.1)
    assert found.place.lat > found.others[0].lat
    assert found.reason.startswith("approximate: 30 km north of Kharkiv")


def test_between_two_places_is_half_way() -> None:
    first, second = read("The plane came down between Mosul and Erbil.")
    assert first.place is not None
    assert second.place is not None
    assert distance_km(first.place, second.place) == pytest.approx(distance_km(first.place, first.others[0]), abs=0.1)


def test_an_unknown_village_is_near_the_place_beside_it() -> None:
    unknown = next(
        found for found in read("A slide hit the village of Qworrum near Chengdu.") if found.mention.text == "Qworrum"
    )
    assert unknown.place is not None
    assert (unknown.place.kind, unknown.reason) == ("approximate", "approximate, near Chengdu")
    assert unknown.confidence <= 0.5


def test_an_unknown_name_alone_is_not_found() -> None:
    (found,) = read("A slide hit the village of Qworrum.")
    assert (found.place, found.confidence) == (None, 0.0)


def test_no_mentions_give_no_resolutions() -> None:
    assert resolve(Article("x"), (), (), gazetteer=embedded()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Police in Springfield, Illinois, called Chicago and Peoria.",
        "A storm hit Newcastle and Sydney before Vienna, Valencia and Georgetown.",
        "Police in San Jose said Costa Rica had closed the border with Panama.",
        "Washington and Oregon sent crews to Portland, Salem and Vancouver.",
    ],
)
def test_a_reason_is_one_or_two_phrases_that_speak_for_the_place(text: str) -> None:
    for found in read(text):
        assert found.reason.count(";") <= 1
        assert " not " not in found.reason.replace(", not a ", "")
        assert len(set(found.reason.split("; "))) == found.reason.count(";") + 1


def test_a_seat_of_power_is_its_own_sense_whatever_is_near() -> None:
    for text in ("WHITE HOUSE SAYS MARYLAND WILL GET AID", "Towson and Annapolis heard from the White House.", "At the White House, Maryland was named."):  # fmt: skip
        assert "dateline:white-house" in {found.place.id for found in read(text) if found.place}


def test_a_capital_that_acts_is_the_capital_even_among_another_country_s_towns() -> None:
    found = read("Lismore in Australia was flooded, as were Sydney and Dubbo, although Wellington denied a report that a New Zealand ship would come.")  # fmt: skip
    (wellington,) = (each for each in found if each.mention.text == "Wellington")
    assert wellington.place is not None
    assert (wellington.mention.kind, wellington.place.country) == ("metonym", "NZ")


def test_what_is_said_to_be_a_city_s_is_near_it_whatever_is_called_so_elsewhere() -> None:
    district = read("Crowds sang in Kampala's Springfield district.")[-1]
    assert district.place is not None
    assert (district.place.country, district.place.kind) == ("UG", "approximate")
    city = read("Hail fell on Venezuela's Valencia.")[-1]
    assert city.place is not None
    assert (city.place.country, city.place.kind) == ("VE", "city")


def test_what_is_said_to_be_a_government_s_may_lie_anywhere() -> None:
    assert read("Moscow's Kyiv policy failed.")[-1].place == embedded().find("Kyiv")[0]


def test_an_embassy_does_not_lie_in_the_country_that_it_stands_for() -> None:
    found = read("A rocket landed near the U.S. Embassy in Kabul.")
    assert [(each.mention.text, each.mention.literal, each.mention.relation) for each in found] == [("U.S.", False, None), ("Kabul", True, None)]  # fmt: skip


def test_a_list_of_countries_is_no_town_in_a_country() -> None:
    found = read("Cases were seen in Mexico, China, Japan, Ukraine and Brazil.")
    assert [each.place and each.place.country for each in found] == ["MX", "CN", "JP", "UA", "BR"]


def test_a_spatial_expression_keeps_the_place_it_starts_from_as_the_first_other() -> None:
    for text in ("Guards walk along the Yalu River.", "He lives near Mosul.", "It fell into the sea off Japan."):
        (found,) = read(text)
        assert found.place is not None
        assert found.place not in found.others
        assert found.others[0].name in text


def test_an_offshore_place_without_a_sea_in_the_table_is_an_approximate_area() -> None:
    found, reason = shifted(place(0.0, 0.0, 50.0), Relation("off", "east"), None, embedded())
    assert (found.kind, reason) == ("approximate", "approximate: off the coast of X")
    assert found.lon > 0.3


@settings(deadline=None)
@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(0, 359), st.floats(1, 2000))
def test_a_destination_is_as_far_away_as_asked(lat: float, lon: float, course: float, km: float) -> None:
    end = destination(lat, lon, course, km)
    assert distance_km(place(lat, lon), place(*end)) == pytest.approx(km, abs=0.05)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["Paris", "Texas", "London", "Ontario", "Springfield", "Georgia", "Kursk", "Qworrum", "Russian"]), max_size=12))  # fmt: skip
def test_each_mention_has_one_resolution_with_a_confidence_and_at_most_five_others(names: list[str]) -> None:
    text = ", ".join(names)
    starts = [len(", ".join(names[:index])) + (2 if index else 0) for index in range(len(names))]
    mentions = [Mention(0, Span(start, start + len(name)), name, "place", "given", name) for start, name in zip(starts, names, strict=True)]  # fmt: skip
    found = resolve(Article(text), (), mentions, gazetteer=embedded())
    assert [each.mention for each in found] == mentions
    assert all(0.0 <= each.confidence <= 1.0 and len(each.others) <= 5 and each.reason for each in found)
    assert all(each.place is None or each.place not in each.others for each in found)


def test_resolution_is_linear_in_the_number_of_names() -> None:
    text = " ".join(f"Qworrum{index}" for index in range(3000))
    starts = [match for match in range(len(text)) if text.startswith("Qworrum", match)]
    mentions = [
        Mention(0, Span(start, start + 8), text[start : start + 8], "place", "given", "Springfield") for start in starts
    ]
    assert len(resolve(Article(text), (), mentions, gazetteer=embedded())) == 3000


def test_every_feature_has_a_weight_and_words() -> None:
    table = tables()
    assert set(COMPANY) <= set(table.weights)
    assert all(math.isfinite(weight) for weight in table.weights.values())
    assert all(table.words.values())


def test_every_usual_sense_is_known() -> None:
    gazetteer = embedded()
    for name, sense in tables().senses.items():
        assert any(found.kind == sense.kind and found.country == sense.country for found in gazetteer.find(name)), name


def test_a_local_publisher_teaches_which_namesake_its_paper_means() -> None:
    papers = ["Police in Pineville, Louisiana, called Alexandria.", "Rapides Parish and Pineville voted.", "Pineville, La., flooded."]  # fmt: skip
    prior = learn([read(paper) for paper in papers])
    assert prior.of("US", "LA") == 1.0
    article = Article("An Alexandria man was held on Friday.")
    sentences = tag(split(article))
    mentions = recognise(article, sentences, gazetteer=embedded())
    anywhere, (at_home,) = (
        resolve(article, sentences, mentions, gazetteer=embedded()),
        resolve(article, sentences, mentions, gazetteer=embedded(), prior=prior),
    )
    assert at_home.place is not None
    assert (at_home.place.country, at_home.place.admin1) == ("US", "LA")
    assert at_home.reason.startswith("the publisher writes of that state")
    assert anywhere[0].place != at_home.place


def test_two_articles_teach_nothing_about_a_publisher() -> None:
    assert learn([read("Pineville, La., flooded.")] * 2) == Prior()
