"""Dates in news text: the classes of date expression, the laws, the reasons."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Article, Dating, Sentence, Span
from geo.sentences import split
from geo.timex import find

PUBLISHED = date(2024, 10, 31)  # a Thursday


def dated(text: str, published: date | None = PUBLISHED) -> tuple[Dating, ...]:
    article = Article(text, published=published)
    return find(article, split(article))


def interval(dating: Dating) -> tuple[str, str] | None:
    return dating.when and (short(dating.when.start), short(dating.when.stop))


def short(moment: datetime) -> str:
    return moment.date().isoformat() if moment.hour == moment.minute == 0 else moment.isoformat(timespec="minutes")


def only(text: str, published: date = PUBLISHED) -> Dating:
    (found,) = dated(text, published)
    return found


def test_a_weekday_with_said_is_the_nearest_past_one() -> None:
    found = only("The minister said Thursday that the road was open.")
    assert interval(found) == ("2024-10-31", "2024-11-01")
    assert found.reason == "Thursday on the day of publication 2024-10-31, past tense 'said'"


def test_a_weekday_with_will_is_the_nearest_to_come() -> None:
    assert interval(only("The envoy will land on Tuesday.")) == ("2024-11-05", "2024-11-06")


def test_this_summer_is_three_whole_months() -> None:
    assert interval(only("The army took the valley this summer.")) == ("2024-06-01", "2024-09-01")


def test_earlier_this_week_ends_before_publication() -> None:
    assert interval(only("The agency said earlier this week that trains ran.")) == ("2024-10-28", "2024-10-31")


def test_in_days_is_vague_and_reaches_a_week_ahead() -> None:
    found = only("The brigade could join the fight in days.")
    assert interval(found) == ("2024-10-31", "2024-11-07")
    assert found.when is not None
    assert found.when.certainty == "vague"


@pytest.mark.parametrize(
    "text", ["The rocket flew for 86 minutes.", "A 41-year-old driver was held.", "It costs 300 lives per day."]
)
def test_lengths_ages_and_rates_have_no_interval(text: str) -> None:
    assert all(found.when is None for found in dated(text))


def test_a_rate_is_a_set() -> None:
    assert only("They lose 1,200 men per day.").type == "SET"


@pytest.mark.parametrize("text", ["They may march in the second round.", "The unit lost 2000 men near Hill 1980."])
def test_words_and_figures_that_look_like_dates_are_none(text: str) -> None:
    assert dated(text) == ()


WORDS = st.sampled_from(
    [
        "said",
        "will",
        "Tuesday",
        "Friday",
        "12",
        "May",
        "October",
        "2014",
        "the",
        "last",
        "three",
        "days",
        "ago",
        "later",
        "on",
        "in",
        "this",
        "week",
        "morning",
        "of",
        "and",
        "-",
        ",",
        "3:45",
        "p.m.",
        "every",
        "month",
        "year",
        "since",
        "until",
        "from",
        "to",
        "early",
        "1990s",
        "Christmas",
        "now",
        "today",
        "summer",
        "next",
        "(",
        ")",
        '"',
        "99999",
        "31/12/2023",
        "Q3",
        "first",
        "half",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_spans_are_inside_their_sentence_and_disjoint_and_every_interval_has_a_length(text: str) -> None:
    article = Article(text, published=PUBLISHED)
    sentences = split(article)
    found = find(article, sentences)
    assert found == find(article, sentences)
    for dating in found:
        assert sentences[dating.sentence].span.covers(dating.span)
        assert dating.span.of(text) == dating.text
        assert dating.when is None or dating.when.start < dating.when.stop
    assert all(a.span.stop <= b.span.start for a, b in pairwise(found))


@given(
    st.sampled_from(["He left on {}.", "He will leave on {}.", "{} was quiet.", "It opens {}."]),
    st.sampled_from(["Monday", "Tuesday", "Friday", "Sunday"]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
@settings(max_examples=80, deadline=None)
def test_a_publication_a_week_later_moves_every_weekday_by_a_week(pattern: str, weekday: str, published: date) -> None:
    text = pattern.format(weekday)
    (first,), (second,) = dated(text, published), dated(text, published + timedelta(days=7))
    assert first.when is not None
    assert second.when is not None
    assert second.when.start - first.when.start == timedelta(days=7)


def test_a_sentence_that_starts_late_in_the_article_keeps_its_offsets() -> None:
    text = "He left on Tuesday."
    (found,) = find(Article(" " * 9 + text, published=PUBLISHED), [Sentence(4, Span(9, 9 + len(text)), text)])
    assert (found.span, found.sentence) == (Span(20, 27), 4)


HOSTILE = [
    "7",
    "-",
    "May ",
    "(",
    "1-1-",
    "12 May ",
    "2014-",
    "1990 ",
    "a week after ",
    "3:45 p.m. ",
    '"yesterday" ',
    "the end of ",
    "Oct. ",
    "n't",
    "a.m",
]


def seconds(text: str) -> float:
    article, sentence = Article(text, published=PUBLISHED), Sentence(0, Span(0, len(text)), text)
    began = time.process_time()
    find(article, [sentence])
    return time.process_time() - began


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_sentence_takes_time_in_proportion_to_its_length(piece: str) -> None:
    small, large = piece * (12_500 // len(piece)), piece * (50_000 // len(piece))
    seconds(piece)
    assert seconds(large) < 10 * seconds(small) + 0.2


def test_the_whole_of_a_news_text_is_read_at_a_hundred_thousand_characters_a_second() -> None:
    text = "The minister said on Tuesday that 1,200 people had left since March 2022, two weeks after the vote. " * 100
    article = Article(text, published=PUBLISHED)
    sentences = split(article)
    began = time.process_time()
    find(article, sentences)
    assert len(text) / (time.process_time() - began) > 50_000  # half of the aim: the machines that test are slow


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, time; began = time.process_time(); import geo.timex; sys.exit(time.process_time() - began > 0.3)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Drought came to Chile. Chile's farmers suffered this summer.",
            date(2024, 2, 10),
            ("2023-12-01", "2024-03-01"),
        ),
        ("On 25/12/2023 and 05/11/2024 he wrote.", PUBLISHED, ("2023-12-25", "2023-12-26")),
        ("On day 980 of the war, Ukraine's air force said it downed drones.", PUBLISHED, ("2024-10-30", "2024-10-31")),
        ('He said on Tuesday that he had arrived "yesterday".', PUBLISHED, ("2024-10-29", "2024-10-30")),
        ("The Sept. 11 attacks changed it.", PUBLISHED, ("2001-09-11", "2001-09-12")),
        ("It fell in AD 79.", PUBLISHED, ("0079-01-01", "0080-01-01")),
        ("Fire broke out overnight Saturday.", PUBLISHED, ("2024-10-26T20:00", "2024-10-27T04:00")),
        ("Blasts shook the port in the early hours of Wednesday.", PUBLISHED, ("2024-10-30", "2024-10-30T06:00")),
        ("The store was full on Christmas Eve 2019.", PUBLISHED, ("2019-12-24", "2019-12-25")),
        ("It closed for Eid al-Fitr.", date(2022, 5, 17), ("2022-05-02", "2022-05-03")),
    ],
)
def test_special_calendars_places_and_quotes(text: str, published: date, expected: tuple[str, str]) -> None:
    assert interval(dated(text, published)[0]) == expected


def test_a_quoted_yesterday_counts_from_the_day_of_speech() -> None:
    assert dated('He said on Tuesday that he had arrived "yesterday".')[1].value == "2024-10-28"


def test_a_slashed_date_follows_the_publisher() -> None:
    text = "The hearing was on 05/11/2023."
    read = [Article(text, published=PUBLISHED, publisher=name) for name in ("The Guardian", "The Denver Post")]
    assert [find(article, split(article))[0].value for article in read] == ["2023-11-05", "2023-05-11"]


def test_a_year_before_christ_has_a_value_and_no_interval() -> None:
    found = dated("The fleet was built in the summer of 481 BC. The following year it sailed.")
    assert [(f.value, f.when) for f in found] == [("BC0481-SU", None), ("BC0480", None)]


def test_a_history_counts_from_its_last_date_and_news_from_its_publication() -> None:
    history = "In 1916 it began. In 1917 it grew. In March 1918 it ended. In April 1918 he fled. In 1919 he died. In June 1919 they met. In August they parted."
    assert dated(history)[-1].value == "1919-08"
    assert dated("They met in August.")[-1].value == "2024-08"
