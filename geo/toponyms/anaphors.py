"""Anaphors: "the country", "the city", "the eastern part of the country" mean the place last spoken of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from geo.model import Gazetteer, Mention, Relation, Span
from geo.toponyms.candidates import Line
from geo.toponyms.spatial import PARTS, direction_at

NOUNS = {
    "country": "country", "nation": "country", "republic": "country", "city": "city", "town": "city",
    "village": "city", "capital": "capital", "province": "admin1", "state": "admin1", "county": "admin2",
    "island": "island", "region": "region",
}  # fmt: skip
MEMORY = 60  # mentions back to which an anaphor may reach
PLACING = frozenset({"in", "across", "throughout", "into", "inside", "outside", "near", "within", "around", "over", "through", "from", "to", "of", "leave", "left", "entered", "fled", "In", "Across", "Throughout"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: int
    stop: int
    noun: str
    side: str
    rule: str


def added(text: str, lines: Sequence[Line], mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The mentions together with the anaphors among them, in reading order."""
    waiting = deque(mentions)
    spoken: list[Mention] = []
    for line in lines:
        for first, phrase in _phrases(line):
            while waiting and waiting[0].span.start < first:
                spoken.append(waiting.popleft())
                yield spoken[-1]
            mention = _refer(text, line, phrase, spoken, gazetteer)
            if mention is not None and not any(
                mention.span.overlaps(other.span) for other in (*spoken[-1:], *islice(waiting, 1))
            ):
                yield mention
    yield from waiting


def _phrases(line: Line) -> Iterator[tuple[int, _Phrase]]:
    for position, word in enumerate(line.words):
        if word in NOUNS and line.word(position - 1).lower() == "the" and line.word(position + 1) != "of":
            phrase = _phrase(line, position)
            if phrase is not None:
                yield line.tokens[phrase.first].span.start, phrase


def _phrase(line: Line, position: int) -> _Phrase | None:
    noun = line.words[position]
    the = position - 1
    last = the - 2
    if line.word(the - 1) in {"of", "in"} and last >= 0:
        if line.word(last) in PARTS:
            last -= 1
        side, start = direction_at(line, last)
        if side:
            first = start - 1 if line.word(start - 1) == "the" else start
            return _Phrase(first, position + 1, noun, side, "a part of the place last spoken of")
    if (
        line.word(the - 1) in PLACING
        and not line.word(position + 1)[:1].isupper()
        and line.word(position + 1) not in {"'s", "’s"}
    ):
        return _Phrase(the, position + 1, noun, "", "the place last spoken of")
    return None


def _refer(text: str, line: Line, phrase: _Phrase, spoken: Sequence[Mention], gazetteer: Gazetteer) -> Mention | None:
    name = _antecedent(NOUNS[phrase.noun], spoken, gazetteer)
    if not name:
        return None
    span = Span(line.tokens[phrase.first].span.start, line.tokens[phrase.stop - 1].span.stop)
    return Mention(
        sentence=line.index,
        span=span,
        text=span.of(text),
        kind="anaphor",
        rule=phrase.rule,
        name=name,
        relation=Relation("part", phrase.side) if phrase.side else None,
        certainty=0.7,
    )


def _antecedent(kind: str, spoken: Sequence[Mention], gazetteer: Gazetteer) -> str:
    """The name of the last mention whose best known place is of a kind."""
    for mention in islice(reversed(spoken), MEMORY):
        places = gazetteer.find(mention.name)
        if places and _fits(kind, mention, places[0].kind):
            return mention.name
    return ""


def _fits(kind: str, mention: Mention, found: str) -> bool:
    if kind == "capital" or (mention.kind == "demonym" and kind != "country"):
        return False
    return found == kind
