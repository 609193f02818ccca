"""The sample articles, read from end to end: each row of tests/golden/articles/*.csv must come out."""

from functools import cache
from pathlib import Path

import pytest
from coded import coding, right, told_by

from geo import articles, pipeline
from geo.model import Reading

ROOT = Path(__file__).resolve().parent
FILES = sorted((ROOT / "golden" / "articles").glob("*.csv"))
ROWS = [(file.stem, row) for file in FILES for row in coding(file)]


@cache
def reading(name: str) -> Reading:
    return pipeline.extract(articles.read(ROOT.parent / "data" / "articles" / f"{name}.md"))


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}: {row['words']}" for name, row in ROWS])
def test_an_event_of_a_sample_comes_out(name: str, row: dict[str, str]) -> None:
    told = told_by(reading(name), row["words"])
    said = [(e.type, e.where.place and e.where.place.name, e.when.when, e.status) for e in told]
    assert any(all(right(event, row).values()) for event in told), said


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_a_nationality_puts_nothing_on_the_map(name: str) -> None:
    demonyms = {r.mention.span for r in reading(name).resolutions if r.mention.kind == "demonym"}
    assert not [event for event in reading(name).events if event.where.span in demonyms]


def test_every_sample_has_its_golden_table() -> None:
    assert [file.stem for file in FILES] == sorted(p.stem for p in (ROOT.parent / "data" / "articles").glob("*.md"))
