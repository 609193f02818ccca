"""Sentences of news text, with exact offsets.

A mark (full stop, question mark, ellipsis ...) ends a sentence unless a rule says that it does not: it stands in an
abbreviation, after an initial, or before a lower-case word. Own rules rather than a library: on the hard sentences of
``tests/golden/sentences.txt`` they measure better than sentencex (see ``benchmarks/sentences.py``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from statistics import median

from geo.model import Article, Sentence, Span
from geo.settings import DATA

MARK = re.compile(r"(?:\.{3,}|(?:\. ){2,}\.|[.!?…]+|[。！？]+)(?:[\"'”’»)\]]{0,4})")
GLUED = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?][\"”’]?(?=[A-Z][^\W\d_A-Z])")
BREAK = re.compile(r"\n\s*")
NEAR = 80  # letters before a mark that are looked at
OPENERS = "\"'“‘«([¿¡—–- "
LAST_WORD = re.compile(r"[^\s(\[\"“‘'«—–]{1,24}$")
NEXT_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article in reading order; together they hold every character that is not white space.

    >>> [s.text for s in split(Article("U.S. Gen. Mark A. Milley left Jan. 5. He came back."))]
    ['U.S. Gen. Mark A. Milley left Jan. 5.', 'He came back.']
    """
    text = article.text
    spans = (span for paragraph in _paragraphs(text) for span in _within(text, paragraph))
    return tuple(Sentence(index, span, span.of(text)) for index, span in enumerate(spans))


def _paragraphs(text: str) -> Iterator[Span]:
    wrapped = _is_hard_wrapped(text)
    start = 0
    for gap in BREAK.finditer(text):
        if _ends_paragraph(text, gap, wrapped=wrapped):
            yield Span(start, gap.start())
            start = gap.end()
    yield Span(start, len(text))


def _is_hard_wrapped(text: str) -> bool:
    """Whether line breaks are only the width of the page: lines of one length, many going on in lower case."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 4 or not 45 <= median(map(len, lines)) <= 100:
        return False
    goes_on = sum(line[-1] not in '.!?”"' and after.lstrip()[:1].islower() for line, after in pairwise(lines))
    return goes_on >= 0.3 * len(lines)


def _ends_paragraph(text: str, gap: re.Match[str], *, wrapped: bool) -> bool:
    if gap.group().count("\n") > 1:
        return True
    return not wrapped and not text[gap.end() : gap.end() + 1].islower()


def _within(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _ends(text, paragraph):
        yield from _trimmed(text, start, stop)
        start = stop
    yield from _trimmed(text, start, paragraph.stop)


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    body = text[start:stop]
    if body.strip():
        yield Span(start + len(body) - len(body.lstrip()), start + len(body.rstrip()))


def _ends(text: str, paragraph: Span) -> Iterator[int]:
    body = paragraph.of(text)
    ends = {m.end() for m in MARK.finditer(body) if _is_end(body, m)}
    ends |= {m.end() for m in GLUED.finditer(body) if not _in_address(body, m.start())}
    return (paragraph.start + end for end in sorted(ends))


def _in_address(body: str, at: int) -> bool:
    word = LAST_WORD.search(body, max(0, at - 24), at)
    return word is not None and any(sign in word.group() for sign in "./@")


def _is_end(body: str, mark: re.Match[str]) -> bool:
    rest = body[mark.end() : mark.end() + 40]
    if not rest.strip():
        return False
    if not rest[0].isspace():
        return mark.group()[0] in "。！？"
    return not any(rule(body, mark, rest.lstrip(OPENERS + "\t\u00a0")) for rule in EXCEPTIONS)


def goes_on_in_lower_case(body: str, mark: re.Match[str], after: str) -> bool:
    """“Is anyone there?” the rescuer shouted."""
    return after[:1].islower() and not (mark.group() == "." and body[mark.end() : mark.end() + 2].strip() in '“"')


def follows_an_initial(body: str, mark: re.Match[str], after: str) -> bool:
    """Mark A. Milley; J. K. Rowling; not "the U.S. The"."""
    word = _word_before(body, mark)
    return mark.group() == "." and len(word) == 2 and word[0].isupper() and word != "I." and after[:1].isupper()


def is_never_an_end(body: str, mark: re.Match[str], after: str) -> bool:
    """Gen. Milley, St. Petersburg, vs. Spain."""
    return _abbreviation(_word_before(body, mark)) == "never"


def stands_before_a_number(body: str, mark: re.Match[str], after: str) -> bool:
    """No. 2, pp. 12; also Jan. 5."""
    return _abbreviation(_word_before(body, mark)) in {"number", "starter"} and after[:1].isdigit()


def goes_on_without_a_starter(body: str, mark: re.Match[str], after: str) -> bool:
    """The U.S. Navy, Acme Inc. shares, 6 a.m. Monday: only a word that begins sentences ends the one before."""
    word = _word_before(body, mark)
    if not (_abbreviation(word) == "starter" or INITIALS.fullmatch(word)):
        return False
    first = NEXT_WORD.match(after)
    return first is not None and first.group() not in _starters() and not _opens_a_quote(body, mark)


def numbers_a_list(body: str, mark: re.Match[str], after: str) -> bool:
    """Members are: 1. France 2. Italy."""
    at = mark.start()
    before = body[max(0, at - NEAR) : at].split()
    return (
        mark.group() == "."
        and bool(before)
        and before[-1].isdigit()
        and len(before[-1]) <= 2
        and ((len(before) == 1 and at <= NEAR) or (before[-2:-1] and before[-2].endswith(":")) or _numbered(body, at))
    )


EXCEPTIONS: tuple[Callable[[str, re.Match[str], str], bool], ...] = (
    goes_on_in_lower_case,
    follows_an_initial,
    is_never_an_end,
    stands_before_a_number,
    goes_on_without_a_starter,
    numbers_a_list,
)


def _numbered(body: str, at: int) -> bool:
    return re.search(r"(?:^|[:;]\s)1\.\s", body[max(0, at - 400) : at]) is not None


def _opens_a_quote(body: str, mark: re.Match[str]) -> bool:
    return body[mark.end() : mark.end() + 2].strip()[:1] in {"“", '"', "‘"}


def _word_before(body: str, mark: re.Match[str]) -> str:
    """The word that the mark closes, with the mark: "Gen."."""
    if len(mark.group()) != 1:
        return ""
    word = LAST_WORD.search(body, max(0, mark.end() - 24), mark.end())
    return word.group() if word else ""


def _abbreviation(word: str) -> str:
    return _abbreviations().get(word, "")


@cache
def _abbreviations() -> dict[str, str]:
    with (DATA / "sentences" / "abbreviations.csv").open(encoding="utf-8", newline="") as rows:
        return {row["text"]: row["ends"] for row in csv.DictReader(rows)}


@cache
def _starters() -> frozenset[str]:
    with (DATA / "sentences" / "starters.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["word"] for row in csv.DictReader(rows))
