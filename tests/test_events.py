"""Events: the type of example sentences, status, numbers, places, dates, merging, and whole articles."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import events, gazetteer, resolution, sentences, timex, tokens, toponyms
from geo.events.ontology import rows
from geo.model import Article, Event, Reading, Resolution, Span, TaggedSentence
from geo.pipeline import extract

PUBLISHED = date(2024, 10, 31)
GOLDEN = sorted((Path(__file__).parent / "golden" / "events").glob("*.txt"))


def read(text: str, published: date | None = PUBLISHED) -> Reading:
    return extract(Article(text, published=published))


def told(text: str) -> list[tuple[str, str]]:
    """Trigger and type of each event."""
    reading = read(text)
    return [(e.trigger.of(text), e.type) for e in reading.events]


def event(text: str, trigger: str) -> Event:
    """The event that ``trigger`` tells."""
    found = [e for e in read(text).events if e.trigger.of(text) == trigger]
    assert found, (trigger, told(text))
    return found[0]


@pytest.mark.parametrize("row", rows("examples"), ids=lambda row: row["sentence"][:40])
def test_an_example_sentence_tells_an_event_of_its_type(row: dict[str, str]) -> None:
    assert row["type"] in {kind for _, kind in told(row["sentence"])}


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Rebels attacked the town of Goma on Monday.", "attacked", "happened"),
        ("The navy will send two ships to Malta.", "will send", "planned"),
        ("The prime minister is expected to visit Ottawa on Friday.", "to visit", "planned"),
        ("The rebels could attack Goma this week.", "could attack", "possible"),
        ("The army did not attack Goma on Monday.", "did not attack", "denied"),
        ("The group claimed that its men had attacked Goma.", "had attacked", "claimed"),
        ("Gunmen allegedly kidnapped two tourists in Jos.", "kidnapped", "claimed"),
        ("The army denied that its planes had bombed the market in Sanaa.", "had bombed", "denied"),
        ("If troops attack Goma on Friday, thousands will flee.", "attack", "possible"),
        ("The minister said the troops had attacked Goma.", "had attacked", "happened"),
        ("A planned march in Lyon was announced on Monday.", "march", "planned"),
        ("Kenya cancelled a visit to Uganda.", "cancelled", "happened"),
    ],
)
def test_form_and_company_decide_the_status(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger).status == status


@pytest.mark.parametrize(
    "text",
    [
        "The alliance warned Chad against sending troops to Darfur.",
        "The United Nations urged both sides to attack nobody in Goma.",
        "The president demanded that the army withdraw from Kidal.",
        "Diplomats fear an invasion of the island.",
        "The mayor called for a boycott of the shops in Lyon.",
    ],
)
def test_what_is_warned_of_urged_demanded_or_feared_never_happened(text: str) -> None:
    material = {"mobilize", "assault", "retreat", "protest"}
    assert [e for e in read(text).events if e.type in material and e.status == "happened"] == []


def test_numbers_have_roles_and_bounds() -> None:
    found = event("At least 23 people were killed and 40 injured when two trains collided near Lyon.", "collided")
    counted = {q.role: (q.value, q.at_least) for q in found.quantities}
    assert counted == {"killed": (23, True), "injured": (40, False)}


def test_a_rate_is_a_rate_and_has_no_date_of_its_own() -> None:
    found = event("Russia is suffering about 1,200 casualties a day, Blinken said.", "is suffering")
    assert [(q.value, q.per) for q in found.quantities] == [(1200, "day")]
    assert found.when.when is None


def test_a_nationality_is_the_actors_country_and_not_the_place() -> None:
    found = event("Ukrainian troops seized territory this summer.", "seized")
    assert found.actor is not None
    assert found.actor.country == "UA"
    assert found.where.place is None


def test_a_statement_is_where_its_occasion_is() -> None:
    text = "Blinken said at a State Department news conference that talks had begun in Doha."
    found = event(text, "said")
    assert found.where.place is not None
    assert (found.where.place.country, found.where.role) == ("US", "venue")


def test_what_is_said_keeps_its_own_place() -> None:
    text = "The minister said in Paris on Friday that rebels had attacked Goma on Monday."
    assert place(event(text, "said")) == "Paris"
    assert place(event(text, "had attacked")) == "Goma"


def test_the_day_of_the_report_is_not_the_day_of_the_event() -> None:
    text = "Marta Lopez said on Tuesday that troops had arrived in Goma on Monday."
    assert day(event(text, "had arrived")) == date(2024, 10, 28)
    assert day(event(text, "said")) == date(2024, 10, 29)


def test_a_list_of_places_is_as_many_events() -> None:
    text = "Teachers protested in Lyon, Marseille and Toulouse on Monday."
    assert sorted(place(e) for e in read(text).events) == ["Lyon", "Marseille", "Toulouse"]


def test_a_place_is_inherited_until_a_new_one_is_set() -> None:
    text = "A bomb exploded in Kabul on Monday. Police arrested two men. A blast in Kunduz hurt three people."
    found = {e.trigger.of(text): place(e) for e in read(text).events}
    assert found["arrested"] == "Kabul"
    assert found["blast"] == "Kunduz"


def test_a_residence_and_an_origin_are_not_the_place() -> None:
    text = "Police arrested a man from Leeds near the station in Calais."
    assert place(event(text, "arrested")) == "Calais"


def test_headline_and_lead_tell_one_event() -> None:
    text = "Quake kills 12 in Nepal\n\nAn earthquake killed 12 people in Nepal on Monday, officials said."
    found = [e for e in read(text).events if e.type == "disaster"]
    assert [(e.sentence, e.also) for e in found] == [(1, (0,))]


def test_the_attack_is_the_attack_told_before() -> None:
    text = "Gunmen attacked a bus near Quetta on Monday. The attack killed five people."
    found = [e for e in read(text).events if e.type == "assault"]
    assert len(found) == 1
    assert found[0].also == (1,)
    assert {q.role for q in found[0].quantities} == {"killed"}


def test_a_pronoun_stands_for_who_was_spoken_of() -> None:
    text = "The United Nations met in Geneva. It will send a team to Beira on Friday."
    actor = event(text, "will send").actor
    assert actor is not None
    assert actor.text == "The United Nations"


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "“We are ready, said the mayor.\nPolice arrested two men."
    assert ("arrested", "coerce") in told(text)
    assert ("arrested", "coerce") not in told("“We are ready. Police arrested two men.” said the mayor.")


def test_nothing_told_is_an_empty_tuple() -> None:
    assert read("Blue is a colour.").events == ()


def test_stages_without_place_or_date_still_tell_what_happened() -> None:
    article = Article("Gunmen attacked a bus.")
    tagged = tokens.tag(sentences.split(article))
    found = events.extract(article, tagged, (), (), choose_date=timex.choose)
    assert [(e.type, e.where.place, e.when.when) for e in found] == [("assault", None, None)]


def test_a_place_labeller_can_carry_a_case_that_the_rules_leave_open() -> None:
    article, tagged, resolved = staged("The raid, which the army had planned for Goma, killed two rebels.")
    goma = Span(article.text.index("Goma"), article.text.index("Goma") + 4)
    sure = lambda sentence, trigger: ((goma, 0.97),)  # noqa: E731
    plain = events.extract(article, tagged, resolved, (), choose_date=timex.choose)
    asked = events.extract(article, tagged, resolved, (), choose_date=timex.choose, place_of=sure)
    assert [e.where.role for e in plain if place(e) == "Goma"] != ["place"]
    assert "Goma" in {place(e) for e in asked}


def test_a_place_labeller_that_says_nothing_lowers_the_confidence() -> None:
    article, tagged, resolved = staged("Rebels attacked soldiers in Goma.")
    silent = lambda sentence, trigger: ()  # noqa: E731
    plain = events.extract(article, tagged, resolved, (), choose_date=timex.choose)
    asked = events.extract(article, tagged, resolved, (), choose_date=timex.choose, place_of=silent)
    assert asked[0].where.confidence < plain[0].where.confidence


def test_a_second_reader_names_who_acted_where_the_rules_do_not() -> None:
    article, tagged, resolved = staged("The town of Goma was attacked, with the help of rebels, on Monday.")
    rebels = Span(article.text.index("rebels"), article.text.index("rebels") + 6)
    reader = lambda sentence, trigger: (rebels, 0.9, None, 0.9)  # noqa: E731
    plain = events.extract(article, tagged, resolved, (), choose_date=timex.choose)
    found = events.extract(article, tagged, resolved, (), choose_date=timex.choose, arguments_of=reader)
    assert [e.actor for e in plain] == [None]
    assert ["rebels" in e.actor.text for e in found if e.actor] == [True]


def staged(text: str) -> tuple[Article, tuple[TaggedSentence, ...], tuple[Resolution, ...]]:
    """An article with its tagged sentences and its places."""
    article, places = Article(text, published=PUBLISHED), gazetteer.embedded()
    tagged = tokens.tag(sentences.split(article))
    mentions = toponyms.recognise(article, tagged, gazetteer=places)
    return article, tagged, resolution.resolve(article, tagged, mentions, gazetteer=places)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_article_tells_its_events(path: Path) -> None:
    published, _, body = path.read_text(encoding="utf-8").partition("\n")
    lines = body.splitlines()
    text = " ".join(line for line in lines if not line.startswith("+ "))
    reading = read(text, date.fromisoformat(published))
    found = [_row(e, text) for e in reading.events]
    missing = [line for line in lines if line.startswith("+ ") and not any(_meets(line, row) for row in found)]
    assert missing == [], found


def _row(e: Event, text: str) -> tuple[str, str, str, str, str, str]:
    where, when = e.where.place, e.when.when
    return (
        e.type, e.trigger.of(text), where.name if where else "-", where.country if where else "-",
        when.start.date().isoformat() if when else "-", e.status,
    )  # fmt: skip


def _meets(line: str, row: tuple[str, str, str, str, str, str]) -> bool:
    kind, trigger, where, country, start, status = (field.strip() for field in line[2:].split("|"))
    same = (kind, trigger, country, status) == (row[0], row[1], row[3], row[5])
    return same and (where in row[2]) and (start in {"-", row[4]} or (start == "-" and row[4] == "-"))


WORDS = st.sampled_from(
    [
        "troops",
        "police",
        "attacked",
        ",",
        ".",
        "Kabul",
        "in",
        "on",
        "Monday",
        "said",
        "that",
        "“",
        "”",
        "will",
        "not",
        "the",
        "a",
        "12",
        "people",
        "killed",
        "and",
        "was",
        "were",
        "who",
        "Paris",
        "to",
        "warned",
        "against",
        "sending",
        "of",
        "flood",
        "storm",
        ";",
        "–",
        "Minister",
        "deal",
        "signed",
    ]
)


@given(st.lists(WORDS, max_size=40))
@settings(deadline=None, max_examples=60)
def test_every_event_lies_in_its_sentence_and_is_sure_to_a_degree(words: list[str]) -> None:
    text = " ".join(words)
    reading = read(text)
    places = {r.place for r in reading.resolutions}
    order = [(e.sentence, e.trigger.start) for e in reading.events]
    assert order == sorted(order)
    for e in reading.events:
        assert reading.sentences[e.sentence].span.covers(e.trigger)
        assert 0.0 <= e.confidence <= 1.0
        assert 0.0 <= e.where.confidence <= 1.0
        assert e.type in events.types()
        assert e.where.place is None or e.where.place in places
        assert e.sentence not in e.also
    assert read(text).events == reading.events


def place(e: Event) -> str:
    return e.where.place.name if e.where.place else ""


def day(e: Event) -> date | None:
    return e.when.when.start.date() if e.when.when else None


def test_a_date_word_is_no_event() -> None:
    text = "The armies will meet in March."
    spans = [e.trigger for e in read(text).events]
    assert Span(24, 29) not in spans


def test_a_coming_day_makes_a_plan_of_a_plain_statement() -> None:
    text = "Voters go to the polls in Georgia on Sunday, 3 November 2024."
    found = read(text).events
    assert found
    assert found[0].status == "planned"
    assert found[0].when.when is not None
    assert found[0].when.when.start == datetime(2024, 11, 3)


def test_where_people_come_from_is_not_where_they_die() -> None:
    text = "A lorry struck a bus in Pune on Monday. Eleven others, all from Nagpur, died of their wounds."
    assert "Nagpur" not in {place(e) for e in read(text).events if e.where.place}


def test_a_building_spoken_of_before_is_where_it_was() -> None:
    text = (
        "A fire broke out at a mill in Pune on Monday.\nThe minister flew to Delhi on Tuesday. "
        "Families gathered outside the mill that evening."
    )
    assert place(event(text, "gathered")) == "Pune"


def test_a_new_paragraph_is_again_where_the_lead_is() -> None:
    text = (
        "Floods swept through Brisbane on Monday.\nThe storm had soaked Sydney on Sunday.\n"
        "Soldiers evacuated 200 families on Tuesday."
    )
    assert place(event(text, "evacuated")) == "Brisbane"


def test_a_place_of_what_came_before_is_not_that_of_what_came_after() -> None:
    text = "Gunmen attacked a hotel in Mogadishu on Friday. The attack came two days after an ambush near Baidoa."
    assert [place(e) for e in read(text).events if e.trigger.of(text) in {"attacked", "attack"}] == ["Mogadishu"]


def test_bodies_are_recovered_from_where_they_lie() -> None:
    assert (
        place(event("Divers recovered the bodies of two men from Lake Victoria on Monday.", "recovered"))
        == "Lake Victoria"
    )


def test_the_first_sentence_is_at_its_dateline() -> None:
    text = "NIAMEY – The head of the guard named himself leader on Friday."
    assert place(event(text, "named himself")) == "Niamey"


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The rebels said on their radio that they had killed 12 soldiers near Goma.", "had killed", "claimed"),
        ("According to prosecutors, he had robbed a bank in Lyon.", "had robbed", "claimed"),
        ("Police denied reports that anyone had been shot in Lyon.", "had been shot", "denied"),
        ("The mediators have invited both sides to meet in Doha on 20 November.", "to meet", "planned"),
    ],
)
def test_a_partys_word_is_a_claim_and_what_is_denied_is_told(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger).status == status


def test_the_same_town_is_the_town_last_spoken_of() -> None:
    text = "Gunmen attacked a bus near Quetta on Monday. A man was charged in Karachi.\nCrowds marched in the same city on Tuesday."
    assert place(event(text, "marched")) == "Karachi"


def test_a_stretch_of_road_is_where_it_is_said_to_be() -> None:
    text = "Rocks fell on a bus on the Pan-American Highway near Atico on Monday."
    assert "Atico" in place(event(text, "fell on"))


def test_a_meeting_that_is_only_planned_has_no_place_but_its_own() -> None:
    text = "Ministers of both states met in Vienna on Monday. They will meet again next month."
    assert event(text, "will meet").where.place is None


def test_an_election_is_the_countrys() -> None:
    text = "Soldiers seized the palace in Niamey, Niger, on Monday. A president of Niger won the election of 2021."
    found = event(text, "won").where.place
    assert found is not None
    assert found.country == "NE"


def test_deaths_take_the_kind_of_what_the_story_mostly_tells() -> None:
    text = (
        "A blast killed 17 miners near Karaganda. Families protested on Monday. In 2006, 41 men died in the same pit."
    )
    assert ("died", "accident") in told(text)
