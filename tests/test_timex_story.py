"""The story line: what days, nights and hours count from, whose verb a weekday belongs to, and which event a date dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geo.model import Article, EventDate, Span, Status
from geo.sentences import split
from geo.timex import choose, find

PUBLISHED = date(2024, 10, 31)  # a Thursday


def told(text: str, words: str, published: date = PUBLISHED) -> str:
    """The interval of the date that begins with some words, as start/stop."""
    article = Article(text, published=published)
    near = [d.when for d in find(article, split(article)) if d.text.lower().startswith(words.lower())]
    return f"{short(near[-1].start)}/{short(near[-1].stop)}" if near and near[-1] else ""


def short(moment: datetime) -> str:
    return moment.strftime("%m-%d" if moment.year == PUBLISHED.year else "%Y-%m-%d")


def chosen(text: str, trigger: str, *, reporting: bool = False, status: Status = "happened") -> EventDate:
    article = Article(text, published=PUBLISHED)
    sentences = split(article)
    span = Span(text.index(trigger), text.index(trigger) + len(trigger))
    return choose(article, sentences, find(article, sentences), span, reporting=reporting, status=status)


def day(event: EventDate) -> str:
    return short(event.when.start) if event.when else ""


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Gales tore off roofs on Monday, the worst since 1987. A day earlier they hit Wales.", "A day", "10-27/10-28"),
        ("Thieves robbed a bank on Sunday, the ninth this year. The next day they fled.", "the next", "10-28/10-29"),
        ("Thieves robbed a bank on Sunday, the ninth this year. They fled that night.", "that night", "10-27/10-28"),
        ("Rebels took Goma on Sunday. He called a vote for Friday. That evening he fled.", "that ev", "10-27/10-27"),
        ("Trams collided on Sunday. The night before, a tram had stalled.", "the night", "10-26/10-27"),
        ("Trams collided on Sunday. The night before, one had stalled. That night men came.", "that n", "10-27/10-28"),
        ("Ali quit on Monday over a row that began in May. He had packed that morning.", "that m", "10-28/10-28"),
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
        ("The union set a walkout for Monday and Tuesday.", "Tuesday", "11-05/11-06"),
        ("Rebels shelled a port on Sunday and burned two ships on Monday.", "Monday", "10-28/10-29"),
        ("The pact was signed on Friday; the envoys had met on Thursday.", "Thursday", "10-24/10-25"),
        ("Boats stayed in port, because gales were forecast for Saturday.", "Saturday", "11-02/11-03"),
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
        ("A mine flooded on Monday night. By dawn nine men were out.", "dawn", "10-29/10-29"),
        ("Divers searched through the night on Monday and gave up at noon.", "noon", "10-29/10-29"),
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
        ("Six weeks later, on 9 December, it will close.", "9 December", "12-09/12-10"),
        ("The plant exploded in 1986. In April a fire damaged its roof.", "April", "04-01/05-01"),
        ("Many recall 4 May 2009, when a shaft flooded. In August a fire killed two.", "August", "08-01/09-01"),
        ("He was sworn in in March 2016. On 4 May of that year he fell ill.", "4 May", "2016-05-04/2016-05-05"),
        ("They signed a pact on 4 May last year.", "4 May", "2023-05-04/2023-05-05"),
    ],
)
def test_a_date_without_a_year_counts_from_what_the_words_before_it_name(text: str, words: str, expected: str) -> None:
    assert told(text, words) == expected


@pytest.mark.parametrize(
    ("text", "main", "other", "expected"),
    [
        ("The king spoke on Wednesday, a day after rebels stormed the fort.", "spoke", "stormed", ("10-30", "10-29")),
        ("Ali landed on Monday, two days before rebels stormed the fort.", "landed", "stormed", ("10-28", "10-30")),
        ("Two days after rebels stormed the fort, the king fled on Wednesday.", "fled", "stormed", ("10-30", "10-28")),
        (
            "A shop burned on Monday. Hours before the king fled, a bomb went off.",
            "went off",
            "fled",
            ("10-28", "10-28"),
        ),
        ("A bomb went off on Monday. The blast came two days after an ambush.", "came", "ambush", ("10-28", "10-26")),
        ("A fire broke out on Monday. Men marched a day after the fire began.", "marched", "began", ("10-29", "10-28")),
        ("A bomb went off on Monday, 48 hours after a raid.", "went off", "raid", ("10-28", "10-26")),
        ("In the two days after the quake on Sunday, nine men died.", "died", "quake", ("10-27", "10-27")),
        ("He was arrested in 2019, a month after he led a march.", "arrested", "led", ("2019-01-01", "2019-01-01")),
        ("The firm will cut jobs, a week after it bought a rival.", "cut", "bought", ("10-30", "10-23")),
        ("Kim fell ill on Friday. Lee spoke on Monday, the day before Kim quit.", "spoke", "quit", ("10-28", "10-29")),
        ("Police freed two men three days after rebels seized them on Friday.", "freed", "seized", ("10-28", "10-25")),
    ],
)
def test_an_offset_dates_the_event_of_its_clause(text: str, main: str, other: str, expected: tuple[str, str]) -> None:
    assert (day(chosen(text, main)), day(chosen(text, other))) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("A ship sank on Tuesday.\n\nA leak had opened on Sunday.\n\nBoats saved nine.", "saved", "10-29"),
        ("A ship sank on Tuesday.\n\nThe owner plans a service for Friday.\n\nBoats saved nine.", "saved", "10-29"),
        ("A ship sank on Tuesday.\n\nIts twin was lost in May 1998.\n\nBoats saved nine.", "saved", "10-29"),
        ("A ship sank on Tuesday, the navy said on Thursday.\n\nBoats saved nine.", "saved", "10-29"),
        ("A ship sank on Tuesday.\n\nOn Wednesday the king came. Boats saved nine.", "saved", "10-30"),
        ("A ship sank on Tuesday.\n\nIts twin sank on 4 May 1998. Boats saved nine.", "saved", "1998-05-04"),
        ("Men dug for the dead on Wednesday.\n\nA quake hit on Monday.\n\nIn Rey, nine homes fell.", "fell", "10-28"),
        (
            "A ship sank on Tuesday.\n\nOn Monday, the mayor of Kiel warned of gales.\n\nBoats saved nine.",
            "saved",
            "10-29",
        ),
        ("A bomb went off on Monday. A boy died on Tuesday.\n\nThe blast hit a bus.", "hit", "10-28"),
        ("A ship sank on Tuesday.\n\nOn Monday it had left Kiel. Boats saved nine.", "had left", "10-28"),
    ],
)
def test_what_a_new_paragraph_tells_without_a_date_is_of_the_main_day(text: str, trigger: str, expected: str) -> None:
    assert day(chosen(text, trigger)) == expected


def test_a_date_far_into_a_sentence_without_end_is_read_without_error() -> None:
    text = "men fled, " * 300 + "who left on Tuesday, 3 May 2021, and fled."
    assert day(chosen(text, "left"))


def test_earlier_than_planned_is_no_date() -> None:
    assert told("The envoy arrived on Monday, a day earlier than planned.", "a day") == ""


def test_a_statement_about_long_ago_is_of_about_the_publication() -> None:
    event = chosen("The minister praised the men who built the dam on 4 May 1998.", "praised", reporting=True)
    assert day(event) == "10-30"


def test_a_statement_after_what_is_long_past_is_of_about_the_publication_of_fresh_news() -> None:
    text = "The dam broke on 4 May 1998. The minister praised the rescuers."
    assert day(chosen(text, "praised", reporting=True)) == "1998-05-04"
    assert day(chosen(text + " He flew home on Tuesday.", "praised", reporting=True)) == "10-30"


@pytest.mark.parametrize(
    ("text", "main", "other", "expected"),
    [
        ("The gang was blamed for six nuns who were taken on 4 May 2021.", "blamed", "taken", ("10-30", "2021-05-04")),
        ("Crowds wept for the town where nine men died on 4 May 2021.", "wept", "died", ("10-30", "2021-05-04")),
        ("A vote was held on Sunday. Ali, jailed in 2022, lost it.", "lost", "jailed", ("10-27", "2022-01-01")),
        ("A court freed him on Tuesday of frauds committed in 2012.", "freed", "committed", ("10-29", "2012-01-01")),
        ("On Monday wreaths were laid for a jet which fell on 4 May 2021.", "laid", "fell", ("10-28", "2021-05-04")),
    ],
)
def test_the_date_of_a_relative_clause_stays_in_it(text: str, main: str, other: str, expected: tuple[str, str]) -> None:
    assert (day(chosen(text, main)), day(chosen(text, other))) == expected


def test_a_place_before_an_offset_is_no_length_and_the_event_after_it_happened_before() -> None:
    text = "The king said on Wednesday that he would go. He spoke in Riga a day after rebels took the fort."
    assert day(chosen(text, "took")) == "10-29"
