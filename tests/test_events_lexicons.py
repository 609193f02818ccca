"""Row tests of the lexicons of events: every row has a known type, known classes and words that can be met."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from geo.events import ontology, types
from geo.events.ontology import rows

LEXICONS = ("pasts", "cues", "speech", "support", "quantity_roles", "actor_kinds", "venues", "lists")
STATUSES = {"happened", "planned", "possible", "claimed", "denied"}
QUADS = {"", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}


def test_there_are_at_least_nine_hundred_triggers() -> None:
    assert len({(row["phrase"], row["pos"]) for row in rows("triggers")}) >= 900


def test_every_trigger_names_a_known_type_and_a_part_of_speech() -> None:
    for row in rows("triggers"):
        assert row["type"] in types(), row
        assert row["pos"] in {"v", "n"}, row
        assert row["strength"] in {"strong", "weak"}, row
        assert row["mode"], row


def test_every_trigger_is_in_lower_case_words() -> None:
    for row in rows("triggers"):
        assert re.fullmatch(r"[^\W_][\w' -]*", row["phrase"]), row
        assert row["phrase"] == row["phrase"].lower().strip(), row


def test_no_trigger_is_given_twice_with_the_same_classes() -> None:
    keys = Counter((row["phrase"], row["pos"], row["object"], row["subject"]) for row in rows("triggers"))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_class_of_a_trigger_is_listed() -> None:
    listed = {row["class"] for row in rows("classes")} | {"place"}
    used = {name for row in rows("triggers") for side in ("object", "subject") for name in row[side].split("|") if name}
    assert used <= listed
    assert listed - {"place"} <= used


def test_every_type_has_a_trigger_a_glyph_a_family_and_a_definition() -> None:
    told = {row["type"] for row in rows("triggers")}
    for kind in types().values():
        assert kind.id in told
        assert kind.label
        assert kind.glyph
        assert kind.family
        assert kind.quad in QUADS
        assert len(kind.definition) > 30, kind


def test_the_sixteen_types_of_plover_are_there() -> None:
    assert sum(bool(kind.plover) for kind in types().values()) == 16


@pytest.mark.parametrize("name", LEXICONS)
def test_a_lexicon_gives_each_word_one_kind_and_no_empty_field(name: str) -> None:
    pairs = [(row["word"], row["kind"]) for row in rows(name)]
    assert all(word and kind for word, kind in pairs)
    assert len(set(pairs)) == len(pairs)
    if name != "lists":
        assert [word for word, count in Counter(word for word, _ in pairs).items() if count > 1] == []


def test_every_cue_leads_to_a_status() -> None:
    assert {row["kind"] for row in rows("cues")} == STATUSES


def test_every_organisation_has_a_kind_and_its_country_is_an_iso_code_or_empty() -> None:
    for row in rows("organisations"):
        assert row["name"]
        assert row["kind"]
        assert re.fullmatch(r"([A-Z]{2})?", row["country"]), row


def test_every_type_has_five_example_sentences() -> None:
    counts = Counter(row["type"] for row in rows("examples"))
    assert counts.keys() == types().keys()
    assert min(counts.values()) >= 5


def test_a_trigger_with_classes_comes_before_one_without() -> None:
    first = ontology.triggers()["v", "launch"]
    assert [bool(t.objects or t.subjects) for t in first if len(t.words) == 1] == sorted(
        (bool(t.objects or t.subjects) for t in first if len(t.words) == 1), reverse=True
    )
