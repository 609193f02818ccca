"""The notation of rules: words and classes of words in a row, compiled to a regular expression over codes.

``month:m day:d ( comma? year:y )?`` is a month, kept as ``m``, then a day of the month, then perhaps a year with
perhaps a comma before it. ``'of'`` is the word itself, ``last|next`` either class, ``{number}`` a named part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.model import TimeSpan, TimexType
from geo.timex.periods import Period
from geo.timex.scene import Scene
from geo.timex.words import Alphabet, Words

LITERAL = re.compile(r"'([^']+)'")
PARTS = {
    "number": "( 'a'? number|cardinal|few:n hundred:h? )",
    "length": "( number|cardinal|few:n ( number:above slash number:below )? ( 'to'|'or'|dash number|cardinal:most )? hundred:h?"
    " ( 'and' 'a'? 'half':x )? stretching? | 'a'|'an'|'one'|'another':a ( 'single' )? | 'a' 'few'|'couple':g 'of'? )",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression between two words.

    ``period`` is what later words such as "the next day" count from, unless it is an ``aside``, as "a year earlier" is.
    ``explicit`` is True for a date with its year; ``clock`` and ``zone`` are those of a time not yet on its day.
    """

    first: int
    last: int
    type: TimexType
    value: str
    when: TimeSpan | None
    reason: str
    period: Period | None = None
    explicit: bool = False
    aside: bool = False
    clock: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of a sentence where a pattern holds."""

    words: Words
    match: re.Match[str]

    @property
    def first(self) -> int:
        """The index of the first word."""
        return self.match.start()

    @property
    def last(self) -> int:
        """The index after the last word."""
        return self.match.end()

    def has(self, name: str) -> bool:
        """Whether the part of that name is there."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def word(self, name: str) -> str:
        """The part in lower case, its words with a blank between, or ""."""
        if not self.has(name):
            return ""
        start, stop = self.match.span(name)
        return " ".join(self.words.lower[start:stop])

    def before(self, back: int = 1) -> str:
        """The word before the hit in lower case, or ""."""
        index = self.first - back
        return self.words.lower[index] if index >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """The word after the hit in lower case, or ""."""
        index = self.last + ahead
        return self.words.lower[index] if index < len(self.words) else ""


Handler = Callable[[Hit, Scene], "Found | tuple[Found, ...] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: where the pattern holds, the handler says what is meant, or None that nothing is."""

    pattern: str
    handler: Handler

    @property
    def name(self) -> str:
        """The rule's name: its handler's."""
        return self.handler.__name__


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled rules with their alphabet. ``triggers`` finds a code that some rule may begin from."""

    alphabet: Alphabet
    rules: tuple[tuple[re.Pattern[str], Handler], ...]

    def hits(self, words: Words) -> list[tuple[int, int, int, re.Match[str]]]:
        """All places where a pattern holds, as (first word, minus its length, rule number, match), in order."""
        codes = words.codes
        return sorted(
            (match.start(), match.start() - match.end(), number, match)
            for number, (pattern, _) in enumerate(self.rules)
            for match in pattern.finditer(codes)
        )


def literals(rules: Iterable[Rule]) -> set[str]:
    """The words that the patterns name themselves."""
    return {word for rule in rules for word in LITERAL.findall(rule.pattern)}


def compiled(rules: tuple[Rule, ...], letters: Alphabet) -> Grammar:
    """The grammar of some rules."""
    return Grammar(letters, tuple((re.compile(translate(r.pattern, letters)), r.handler) for r in rules))


def translate(pattern: str, letters: Alphabet) -> str:
    """A pattern as a regular expression over the codes of an alphabet."""
    for name, part in PARTS.items():
        pattern = pattern.replace("{" + name + "}", part)
    return "".join(_item(item, letters) for item in pattern.split())


def _item(item: str, letters: Alphabet) -> str:
    if item in {"|", ")", ")?"}:
        return item
    if item == "(" or (item.startswith("(") and item.endswith(":")):
        return f"(?P<{item[1:-1]}>" if item != "(" else "(?:"
    optional = "?" if item.endswith("?") else ""
    names, _, group = item.removesuffix("?").partition(":")
    inside = "".join(letters.members(name) for name in names.split("|"))
    if not inside:
        raise ValueError(f"The pattern names {names!r}, which is no class of the lexicon: add it to words.csv.")
    return f"(?P<{group}>[{inside}]){optional}" if group else f"[{inside}]{optional}"
