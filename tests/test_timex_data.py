"""Every row of the word lists of dates."""

from __future__ import annotations

import csv
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from geo.timex import almanac, lexicon
from geo.timex.grammar import RULES, grammar
from geo.timex.patterns import literals, translate

CUES = {
    "modal", "possible", "planned", "planned_to", "aux_have", "aux_had", "be_past", "be_present", "be", "past", "noun_past", "present",
    "not_past", "steady", "infinitive", "reporting", "base", "blocks_to", "planned_for", "fixed_for", "moved_to", "commanded", "withheld",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    return list(lexicon.rows(name))


@pytest.mark.parametrize(
    "name", ["words.csv", "cues.csv", "lookalikes.csv", "feasts.csv", "zones.csv", "customs.csv", "landmarks.csv"]
)
def test_no_row_is_there_twice_and_none_is_ragged(name: str) -> None:
    with (lexicon.FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len({tuple(row) for row in rows}) == len(rows)
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("row", table("words.csv"), ids=lambda row: f"{row['word']} {row['class']}")
def test_a_word_is_in_lower_case_has_a_class_and_may_be_found_by_it(row: dict[str, str]) -> None:
    assert row["word"] == row["word"].lower()
    assert row["capital"] in {"", "yes"}
    assert lexicon.load().value(row["class"], row["word"]) == row["value"]
    assert row["value"] or row["class"] == "stretching"


@pytest.mark.parametrize("row", table("cues.csv"), ids=lambda row: f"{row['word']} {row['cue']}")
def test_a_cue_is_one_word_of_a_known_kind(row: dict[str, str]) -> None:
    assert row["cue"] in CUES
    assert " " not in row["word"]


@pytest.mark.parametrize("row", table("lookalikes.csv"), ids=lambda row: f"{row['word']} {row['kind']}")
def test_a_lookalike_is_one_word_of_a_known_kind(row: dict[str, str]) -> None:
    assert row["kind"] in {
        "counted",
        "labelled",
        "month_left",
        "yearly",
        "measured",
        "street",
        "ahead",
        "units_left",
        "product",
        "not_feast",
        "not_weekday",
    }
    assert " " not in row["word"]


@pytest.mark.parametrize("row", table("feasts.csv"), ids=lambda row: row["name"])
def test_a_feast_falls_on_a_day_of_every_year(row: dict[str, str]) -> None:
    rule = (row["rule"], row["a"], row["b"], row["c"])
    for year in (1925, 1999, 2024, 2033):
        days = almanac.days_of(year, rule)
        assert len(days) <= 2
        assert all(day.year in {year, year - 1} or row["rule"] == "date" for day in days)


@pytest.mark.parametrize("row", table("zones.csv"), ids=lambda row: row["name"])
def test_a_zone_lies_within_a_day_and_its_iana_name_agrees_with_its_winter_time(row: dict[str, str]) -> None:
    assert -720 <= int(row["minutes"]) <= 840
    assert row["kind"] in {"abbreviation", "place"}
    assert not row["iana"] or ZoneInfo(row["iana"])


@pytest.mark.parametrize("row", table("landmarks.csv"), ids=lambda row: row["start"])
def test_a_landmark_has_a_date_and_words(row: dict[str, str]) -> None:
    assert date.fromisoformat(row["start"]) < date(2030, 1, 1)
    assert row["words"]
    assert row["kind"] in {"day", "war"}


def test_a_custom_is_known() -> None:
    assert {row["custom"] for row in table("customs.csv")} == {"day_first", "south"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}: {rule.pattern[:60]}")
def test_a_rule_has_a_pattern_without_unbounded_repetition_and_a_sentence(rule: object) -> None:
    pattern = translate(rule.pattern, grammar().alphabet)  # type: ignore[attr-defined]
    assert "*" not in pattern.replace("\\*", "")
    assert "+" not in pattern.replace("\\+", "")
    assert rule.handler.__doc__.strip().endswith(".")  # type: ignore[attr-defined]


def test_patterns_name_words_in_lower_case() -> None:
    assert all(word == word.lower() for word in literals(RULES))


def test_known_feasts_fall_on_their_known_days() -> None:
    assert almanac.easter(2025) == almanac.orthodox_easter(2025) == date(2025, 4, 20)
    assert almanac.hebrew(2023, 7, 1) == date(2023, 9, 16)
    assert almanac.islamic(2023, 9, 1) == (date(2023, 3, 23),)
    assert almanac.chinese_new_year(2023) == date(2023, 1, 22)
    assert almanac.lunisolar(2023, 5, 5) == date(2023, 6, 22)
    assert almanac.diwali(2022) == date(2022, 10, 24)
    assert almanac.holi(2023) == date(2023, 3, 8)
    assert almanac.nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)
