"""The hard sentences of ``golden/timex.txt``: each marked expression has exactly the interval that is written beside it."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from geo.model import Article, Dating
from geo.sentences import split
from geo.timex import find

GOLDEN = Path(__file__).parent / "golden" / "timex.txt"
MARK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
LINES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
Marked = list[tuple[int, int, str]]


def unmarked(text: str) -> tuple[str, Marked]:
    plain, marks, at = "", [], 0
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        marks.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain, at = plain + match[1], match.end()
    return plain + text[at:], marks


def interval(datings: tuple[Dating, ...], start: int, stop: int) -> str:
    over = [d.when for d in datings if d.when and d.span.start < stop and d.span.stop > start]
    if not over:
        return ""
    ends = (min(when.start for when in over), max(when.stop for when in over))
    return "/".join(map(short, ends))


def short(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d") if (moment.hour, moment.minute) == (0, 0) else moment.strftime("%Y-%m-%dT%H:%M")


def canonical(written: str) -> str:
    return "/".join(short(datetime.fromisoformat(end)) for end in written.split("/")) if written else ""


@pytest.mark.parametrize("line", LINES)
def test_each_marked_expression_has_its_interval_and_a_line_without_marks_has_none(line: str) -> None:
    _, published, marked = line.split("|", 2)
    text, marks = unmarked(marked)
    article = Article(text, published=date.fromisoformat(published))
    datings = find(article, split(article))
    if not marks:
        assert [dating for dating in datings if dating.when] == []
    for start, stop, written in marks:
        assert interval(datings, start, stop) == canonical(written)


def test_there_are_lines_for_all_thirty_classes() -> None:
    assert {line[:2] for line in LINES} == {f"{number:02}" for number in range(1, 31)}
