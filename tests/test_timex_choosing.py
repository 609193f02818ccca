"""Which date belongs to an event."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Article, EventDate, Span, Status
from geo.sentences import split
from geo.timex import choose, find

PUBLISHED = date(2024, 10, 31)


def chosen(
    text: str, trigger: str, *, reporting: bool = False, status: Status = "happened", published: date | None = PUBLISHED
) -> EventDate:
    article = Article(text, published=published)
    sentences = split(article)
    at = text.index(trigger)
    span = Span(at, at + len(trigger))
    return choose(article, sentences, find(article, sentences), span, reporting=reporting, status=status)


def days(event: EventDate) -> tuple[str, str] | None:
    return event.when and (event.when.start.date().isoformat(), event.when.stop.date().isoformat())


def test_the_date_of_the_clause_goes_before_the_date_of_the_saying() -> None:
    text = "The army said on Thursday that the bridge collapsed on Monday."
    assert days(chosen(text, "collapsed")) == ("2024-10-28", "2024-10-29")
    assert days(chosen(text, "said", reporting=True)) == ("2024-10-31", "2024-11-01")


def test_a_background_clause_keeps_its_own_date() -> None:
    text = "The envoy said Thursday that fighters held the town, which rebels seized this summer."
    assert days(chosen(text, "seized")) == ("2024-06-01", "2024-09-01")


def test_a_report_alone_bounds_what_it_tells() -> None:
    event = chosen("Police said Thursday that a driver drowned.", "drowned")
    assert (event.basis, days(event)) == ("report", ("2024-10-31", "2024-11-01"))


def test_a_sentence_without_a_date_takes_the_last_one_that_the_story_told() -> None:
    event = chosen("A ferry sank on Tuesday. Forty people drowned.", "drowned")
    assert (event.basis, days(event)) == ("narrative", ("2024-10-29", "2024-10-30"))
    assert event.reason.startswith("the date told 1 sentence before it")


def test_a_lead_without_a_date_takes_the_first_one_after_it() -> None:
    event = chosen("A ferry has sunk off the coast. It left the port on Tuesday.", "sunk")
    assert days(event) == ("2024-10-29", "2024-10-30")


def test_what_has_happened_this_year_ends_with_the_publication() -> None:
    assert days(chosen("At least 40 guards have died this year.", "died")) == ("2024-01-01", "2024-11-01")


def test_without_any_date_a_report_is_about_as_old_as_its_publication() -> None:
    event = chosen("The mayor condemned the plan.", "condemned", reporting=True)
    assert (event.basis, days(event)) == ("publication", ("2024-10-30", "2024-11-01"))


def test_without_a_publication_date_an_undated_event_stays_undated_and_says_so() -> None:
    event = chosen("The mayor condemned the plan.", "condemned", published=None)
    assert event.when is None
    assert "no publication date" in event.reason


def test_a_trigger_outside_every_sentence_has_no_date() -> None:
    article = Article("Rain fell.", published=PUBLISHED)
    event = choose(article, split(article), (), Span(90, 95), reporting=False, status="happened")
    assert (event.when, event.basis) == (None, "none")


@given(st.integers(0, 60), st.booleans(), st.sampled_from(["happened", "planned", "possible", "claimed", "denied"]))
@settings(max_examples=60, deadline=None)
def test_any_trigger_gets_a_confidence_between_nothing_and_one(at: int, reporting: bool, status: Status) -> None:
    text = "Aid left on Monday, he said Thursday. It will arrive in days. Talks go on until Friday."
    article = Article(text, published=PUBLISHED)
    sentences = split(article)
    event = choose(article, sentences, find(article, sentences), Span(at, at + 4), reporting=reporting, status=status)
    assert 0.0 <= event.confidence <= 1.0
    assert event.when is None or event.when.start < event.when.stop


def test_a_statement_about_something_dated_was_made_between_then_and_the_publication() -> None:
    event = chosen("The agency confirmed six workers were killed on Saturday.", "confirmed", reporting=True)
    assert (event.basis, days(event)) == ("narrative", ("2024-10-26", "2024-11-01"))


def test_a_statement_without_a_date_follows_what_the_story_told() -> None:
    event = chosen("A ferry sank on Tuesday. The minister called it a disgrace.", "called", reporting=True)
    assert days(event) == ("2024-10-29", "2024-11-01")


def test_a_perfect_without_a_date_reaches_from_what_the_story_told_to_the_publication() -> None:
    event = chosen("The vote was held on Tuesday. Thousands have fled.", "fled")
    assert days(event) == ("2024-10-29", "2024-11-01")
