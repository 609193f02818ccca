"""What kind of text it is: a history that counts from date to date, day before month, south of the equator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from geo.timex import landmarks, lexicon
from geo.timex.eras import FIRST_BC, calendar_year
from geo.timex.words import Words

OLD_AFTER = 3  # a year counts as old when it lies so far before the publication
LEAST_OLD = 5
OLD_TO_NEAR = 2.5
LEAST_PAST = 20  # or when it tells many years before the publication's, and hardly anything that counts from today
PAST_TO_NEAR = 4.0
SOUTHERN_SHARE = 0.3  # of the sentences name the south
BEFORE_YEAR = frozenset(
    {"in", "of", "since", "by", "until", "from", "to", "(", "-", "–", ",", "early", "late", "the", "and", "mid"}
)
NEAR = frozenset({"today", "yesterday", "tomorrow", "tonight", "ago"})


def is_history(lines: Sequence[Words], published: date) -> bool:
    """Whether the text tells of long ago: old years are many, and much more than what counts from today.

    The shares are those of the count rule that chose right for 19 of 22 histories and 391 of 396 news texts.
    """
    years = [day.year for words in lines for _, day in told_dates(words)]
    near = sum(_near(words) for words in lines)
    old = sum(year < published.year - OLD_AFTER or year >= FIRST_BC for year in years)
    past = sum(year < published.year or year >= FIRST_BC for year in years)
    long_ago = old >= LEAST_OLD and old >= OLD_TO_NEAR * (near + len(years) - old)
    return long_ago or (past >= LEAST_PAST and past >= PAST_TO_NEAR * (near + len(years) - past))


def told_dates(words: Words) -> tuple[tuple[int, date], ...]:
    """The years that a sentence writes out, each with its word and the last day of the month or year that it means."""
    known = lexicon.load()
    found = []
    for index in range(len(words)):
        year = _year_at(words, index, known)
        if year:
            month = next(
                (known.value("month", w) for w in words.lower[max(0, index - 3) : index] if known.value("month", w)),
                "12",
            )
            found.append((index, date(year, int(month), 28)))
    return tuple(found)


def _year_at(words: Words, index: int, known: lexicon.Lexicon) -> int:
    word = words.lower[index]
    if not word.isdigit() or len(word) > 4:
        return 0
    if index + 1 < len(words) and known.value("era", words.lower[index + 1]) == "BC":
        return calendar_year(int(word))
    left = words.lower[index - 1] if index else ""
    stands = not left or left in BEFORE_YEAR or bool(known.value("month", left))
    return int(word) if len(word) == 4 and 1000 <= int(word) <= 2199 and stands else 0


def _near(words: Words) -> int:
    known = lexicon.load()
    weekdays = sum(bool(known.value("weekday", word)) for word in words.lower)
    return weekdays + sum(word in NEAR for word in words.lower)


def day_first(lines: Sequence[Words], publisher: str) -> bool:
    """Whether 7/8/07 is the seventh of August.

    A date of the text that can be read in one way only decides, else the spelling "31 October", else the publisher.
    """
    slashed = [word.split("/") for words in lines for word in words.lower if word.count("/") == 2 and word[0].isdigit()]
    pairs = [(int(parts[0]), int(parts[1])) for parts in slashed if len(parts[0]) < 3]
    if any(first > 12 for first, _ in pairs):
        return True
    if not pairs or any(second > 12 for _, second in pairs):
        return False
    return _spelling(lines) > 0 or (_spelling(lines) == 0 and _british(publisher))


def _spelling(lines: Sequence[Words]) -> int:
    known = lexicon.load()
    votes = 0
    for words in lines:
        for left, right in zip(words.lower, words.lower[1:], strict=False):
            votes += left.isdigit() and len(left) < 3 and bool(known.value("month", right))
            votes -= right.isdigit() and len(right) < 3 and bool(known.value("month", left))
    return votes


@cache
def _places() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("customs.csv"):
        found.setdefault(row["custom"], set()).add(row["word"])
    return {custom: frozenset(words) for custom, words in found.items()}


def _british(publisher: str) -> bool:
    name = publisher.lower()
    return any(word in name for word in _places()["day_first"])


def topic(lines: Sequence[Words]) -> frozenset[str]:
    """The words of the article that tell which war it may be about."""
    wanted = frozenset[str]().union(*(landmark.topic for landmark in landmarks.load()))
    return wanted.intersection(*[{word for line in lines for word in line.lower}])


def is_southern(lines: Sequence[Words]) -> bool:
    """Whether many sentences name a country south of the equator, where summer begins in December."""
    south = _places()["south"]
    told = sum(any(word in south for word in line.lower) for line in lines)
    return told >= SOUTHERN_SHARE * max(1, len(lines))
