"""The one table."""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import frame
from geo.model import (
    Article,
    Event,
    EventDate,
    EventPlace,
    Participant,
    Place,
    Quantity,
    Reading,
    Sentence,
    Span,
    TimeSpan,
)

TEXT = "At least 23 people were killed in Kursk on Tuesday."
KURSK = Place("geonames:538560", "Kursk", "city", 51.73733, 36.18735, 12.0, "RU", "41", 409_431)
OCTOBER = TimeSpan(datetime(2024, 10, 29), datetime(2024, 10, 30), "day", "inferred")


def reading(place: Place | None = KURSK, when: TimeSpan | None = OCTOBER) -> Reading:
    event = Event(
        sentence=0,
        type="assault",
        trigger=Span(24, 30),
        where=EventPlace(place, None, "in", "city" if place else "none", "named after 'in'", 0.9),
        when=EventDate(when, None, "stated" if when else "none", "Tuesday before publication", 0.9),
        target=Participant("23 people", Span(9, 18)),
        quantities=(Quantity("killed", 23, Span(0, 18), at_least=True),),
    )
    article = Article(TEXT, title="Attack", published=date(2024, 10, 31))
    return Reading(article, (Sentence(0, Span(0, len(TEXT)), TEXT),), (), (), (event,))


def test_an_empty_table_has_the_same_columns_and_dtypes_as_a_full_one() -> None:
    empty, full = frame.build([]), frame.build(reading())
    assert list(empty.columns) == list(full.columns) == list(frame.COLUMNS)
    assert empty.dtypes.equals(full.dtypes)
    assert frame.build(reading(None, None)).dtypes.equals(full.dtypes)


def test_a_row_holds_what_the_event_says() -> None:
    row = frame.build(reading()).iloc[0]
    assert (row["id"], row["label"], row["trigger"], row["place"]) == ("0-0", "Attack", "killed", "Kursk")
    assert (row["quantities"], row["target"], row["text"]) == ("killed ≥ 23", "23 people", TEXT)
    assert row["start"] == pd.Timestamp("2024-10-29") and row["published"] == pd.Timestamp("2024-10-31")


def test_an_event_without_a_place_or_a_date_keeps_its_row_with_missing_values() -> None:
    row = frame.build(reading(None, None)).iloc[0]
    assert pd.isna(row["lat"]) and pd.isna(row["place"]) and pd.isna(row["start"])
    assert row["precision"] == "none" and row["date_basis"] == "none"


def test_events_of_several_articles_keep_the_number_of_their_article() -> None:
    assert list(frame.build([reading(), reading()])["id"]) == ["0-0", "1-0"]


@pytest.mark.parametrize(
    ("start", "stop", "kept"),
    [("2024-10-29", None, 1), ("2024-10-30", None, 0), (None, "2024-10-29", 0), (None, "2024-10-30", 1)],
)
def test_the_interval_is_half_open(start: str | None, stop: str | None, kept: int) -> None:
    bounds = [datetime.fromisoformat(day) if day else None for day in (start, stop)]
    assert len(frame.within(frame.build(reading()), *bounds)) == kept


def test_undated_events_stay_unless_they_are_switched_off() -> None:
    table = frame.build(reading(when=None))
    assert len(frame.within(table, datetime(2024, 1, 1))) == 1
    assert len(frame.within(table, undated=False)) == 0


@settings(deadline=None)
@given(
    st.datetimes(datetime(2024, 10, 1), datetime(2024, 12, 1)),
    st.datetimes(datetime(2024, 10, 1), datetime(2024, 12, 1)),
)
def test_a_narrower_stretch_never_holds_more_events(a: datetime, b: datetime) -> None:
    table = frame.build([reading(), reading(when=None)])
    start, stop = min(a, b), max(a, b)
    assert len(frame.within(table, start, stop)) <= len(frame.within(table, start)) <= len(table)


def test_every_type_has_a_label_a_family_a_glyph_and_a_definition() -> None:
    types = frame.event_types()
    assert {kind.family for kind in types.values()} == {
        "movement", "violence", "statement", "hazard", "politics", "society",
    }  # fmt: skip
    assert all(kind.label and kind.glyph and kind.definition.strip() for kind in types.values())
    assert len({kind.glyph for kind in types.values()}) == len(types)
