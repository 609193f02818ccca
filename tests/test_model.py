"""The nouns."""

import pickle
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Article, Place, Reading, Span, TimeSpan

SPANS = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 50), st.integers(0, 50))


@settings(deadline=None)
@given(SPANS, SPANS)
def test_a_span_that_covers_another_that_is_not_empty_overlaps_it_too(a: Span, b: Span) -> None:
    assert not (a.covers(b) and len(b)) or a.overlaps(b)
    assert a.overlaps(b) == b.overlaps(a)


def test_a_country_is_an_area_and_a_city_is_a_point() -> None:
    assert Place("geonames:3017382", "France", "country", 46, 2, 412, "FR").is_area
    assert not Place("geonames:2988507", "Paris", "city", 48.85, 2.35, 12, "FR").is_area


def test_a_reading_can_be_hashed_and_pickled_and_has_a_short_name() -> None:
    reading = Reading(Article("It rained. " * 99), (), (), (), ())
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 - our own bytes
    assert hash(reading) == hash(Reading(Article("It rained. " * 99), (), (), (), ()))
    assert len(repr(reading)) < 140


def test_a_time_span_is_half_open_by_its_names() -> None:
    day = TimeSpan(datetime(2024, 10, 29), datetime(2024, 10, 30), "day", "exact")
    assert (day.stop - day.start).days == 1
