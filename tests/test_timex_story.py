"""The story line: what days, nights and hours count from, whose verb a weekday belongs to."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geo.model import Article
from geo.sentences import split
from geo.timex import find

PUBLISHED = date(2024, 10, 31)  # a Thursday


def told(text: str, words: str, published: date = PUBLISHED) -> str:
    """The interval of the date that begins with some words, as start/stop."""
    article = Article(text, published=published)
    near = [d.when for d in find(article, split(article)) if d.text.lower().startswith(words.lower())]
    return f"{short(near[-1].start)}/{short(near[-1].stop)}" if near and near[-1] else ""


def short(moment: datetime) -> str:
    return moment.strftime("%m-%d" if moment.year == PUBLISHED.year else "%Y-%m-%d")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Gales tore off roofs on Monday, the worst since 1987. A day earlier they hit Wales.", "A day", "10-27/10-28"),
        ("Thieves robbed a bank on Sunday, the ninth this year. The next day they fled.", "the next", "10-28/10-29"),
        ("Thieves robbed a bank on Sunday, the ninth this year. They fled that night.", "that night", "10-27/10-28"),
        ("Rebels took Goma on Sunday. He called a vote for Friday. That evening he fled.", "that ev", "10-27/10-27"),
        ("Trams collided on Sunday. The night before, a tram had stalled.", "the night", "10-26/10-27"),
        ("Trams collided on Sunday. The night before, one had stalled. That night men came.", "that n", "10-27/10-28"),
        ("The envoy will land on Friday and meet the king the following day.", "the foll", "11-02/11-03"),
    ],
)
def test_days_and_nights_count_from_the_last_day_told_that_has_come(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The pilot, who broke a leg on Tuesday and is in hospital, may retire.", "Tuesday", "10-29/10-30"),
        ("A smuggler was caught at the port on Sunday as he was about to sail.", "Sunday", "10-27/10-28"),
        ("The ministry declared a day of mourning for Saturday.", "Saturday", "11-02/11-03"),
        ("Miners have fixed a strike for Monday.", "Monday", "11-04/11-05"),
        ("Italy is to fly in doctors for the badly wounded on Sunday.", "Sunday", "11-03/11-04"),
        ("Troops held the bridge on Monday before they will hand it over.", "Monday", "10-28/10-29"),
    ],
)
def test_a_weekday_follows_the_verb_of_its_own_clause(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Six years ago this month, a dam burst.", "six", "2018-10-01/2018-11-01"),
        ("A dam burst this month six years ago.", "this month", "2018-10-01/2018-11-01"),
        ("This week a year ago the two men met.", "this week", "2023-10-30/2023-11-06"),
        ("On this day in 1999 a dam burst.", "this day", "1999-10-31/1999-11-01"),
        ("Six years ago this month, a dam burst. A mill burned the previous May.", "the prev", "2018-05-01/2018-06-01"),
    ],
)
def test_an_anniversary_is_that_time_of_the_year_so_many_years_ago(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "A tunnel caved in on Tuesday, the third this year. Six men got out before nightfall.",
            "night",
            "10-29/10-29",
        ),
        ("A tunnel caved in on Tuesday. Overnight, six men got out.", "overnight", "10-29/10-30"),
        ("Divers gave up at dawn.", "dawn", "10-31/10-31"),
        ("Divers gave up overnight.", "overnight", "10-30/10-31"),
        ("Divers gave up overnight, the navy said on Thursday.", "overnight", "10-30/10-31"),
    ],
)
def test_a_time_of_the_day_alone_is_of_the_last_day_told(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "He took power in May 2019. Weeks later, on 3 June, troops cleared a camp.",
            "3 June",
            "2019-06-03/2019-06-04",
        ),
        ("He won in November 2019. Months later, on 3 June, he fell.", "3 June", "2020-06-03/2020-06-04"),
        ("Many recall 4 May 2009, when a shaft flooded. In August a fire killed two.", "August", "08-01/09-01"),
        ("He was sworn in in March 2016. On 4 May of that year he fell ill.", "4 May", "2016-05-04/2016-05-05"),
        ("They signed a pact on 4 May last year.", "4 May", "2023-05-04/2023-05-05"),
    ],
)
def test_a_date_without_a_year_counts_from_what_the_words_before_it_name(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected
