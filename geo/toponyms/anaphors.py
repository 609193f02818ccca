"""Anaphors: "the country", "the capital", "the same town", "the eastern part of the country", "there"."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from geo.model import Gazetteer, Mention, Relation, Span
from geo.toponyms import salience
from geo.toponyms.candidates import Candidate, Line
from geo.toponyms.lexicon import Lexicon
from geo.toponyms.spatial import PARTS, direction, direction_at

NOUNS = {
    "country": ("country",), "nation": ("country",), "republic": ("country",), "kingdom": ("country",),
    "city": ("city",), "town": ("city",), "village": ("city",), "capital": ("capital",),
    "province": ("admin1",), "state": ("admin1",), "county": ("admin2",), "prefecture": ("admin1",),
    "island": ("island",), "peninsula": ("peninsula",), "region": ("region", "admin1", "peninsula", "island"), "strip": ("admin1",),
}  # fmt: skip
BUILT = frozenset({"plant", "camp", "airport", "base", "bridge", "prison", "crossing", "dam", "port", "mine", "airfield"})  # fmt: skip
COUNTRIES = frozenset(noun for noun, kinds in NOUNS.items() if kinds == ("country",))
PLACING = frozenset({"in", "across", "throughout", "into", "inside", "outside", "near", "within", "around", "over", "through", "from", "to", "of", "for", "leave", "left", "entered", "fled", "In", "Across", "Throughout", "Near", "Outside"})  # fmt: skip
AT = PLACING | {"at", "on", "At", "On"}
SEATS = frozenset({"provincial", "regional", "state"})
BEING = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "'s", "’s", "can", "could", "may", "might", "must", "should", "remain", "remains", "seems", "seemed"})  # fmt: skip
NOT_THERE = frozenset({"out", "up", "in", "hi", "hello", "is", "are", "’s", "'s"})
REACH = 2  # sentences back to which "there" may point
LAST = "the place last spoken of"
CAPITAL = "the capital of a country"
RULES = {"part": "a part of the place last spoken of", "direction": "a direction from the place last spoken of"}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words ``[first, stop)`` of a line that point back; ``people`` is the position of "Haitian" in "the Haitian capital"."""

    first: int
    stop: int
    noun: str
    relation: Relation | None = None
    people: int = -1

    @property
    def rule(self) -> str:
        """The rule in words."""
        return LAST if self.relation is None else RULES[self.relation.kind]


@dataclass(frozen=True, slots=True)
class _Memory:
    """What has been said up to an anaphor, and what is known of the world."""

    text: str
    line: Line
    spoken: Sequence[Mention]
    lexicon: Lexicon
    gazetteer: Gazetteer

    def country(self) -> str:
        """The code of the country that is most in mind."""
        return salience.country(self.text, self.line.index, self.spoken, self.gazetteer)

    def country_name(self, code: str) -> str:
        """The name of a country."""
        place = self.gazetteer.place(f"country:{code}") if code else None
        return place.name if place else ""


_OF_IT = re.compile(r"['’]s capital\b(?! (?:[A-Z]|punishment|gains|market))")
_OF = re.compile(r"\b[Tt]he capital of (?:the )?$")


def seated(text: str, mentions: Iterable[Mention], lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The mentions, with "in Haiti's capital" and "fled the capital of Haiti" for the capital."""
    for mention in mentions:
        span = _seat_span(text, mention.span)
        name = _capital_of(mention, lexicon, gazetteer) if span is not None else ""
        if span is not None and name:
            rest = replace(mention, span=span, text=span.of(text), kind="anaphor", rule=CAPITAL)
            yield replace(rest, name=name, literal=True, relation=None)
        else:
            yield mention


def _seat_span(text: str, span: Span) -> Span | None:
    after, before = _OF_IT.match(text, span.stop), _OF.search(text, max(0, span.start - 24), span.start)
    start, stop = before.start() if before else span.start, after.end() if after else span.stop
    # in "Georgetown, Guyana's capital," and "Tunis, the capital of Tunisia" the town is named already
    is_told = text[:start].endswith((", ", "(")) or text[stop : stop + 1] == ","
    return Span(start, stop) if (after or before) and not is_told else None


def _capital_of(mention: Mention, lexicon: Lexicon, gazetteer: Gazetteer) -> str:
    place = next(iter(gazetteer.find(mention.name)), None)
    return salience.capital(place.country, lexicon) if place is not None and place.kind == "country" else ""


def added(
    text: str, lines: Sequence[Line], mentions: Sequence[Mention], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """The mentions together with the anaphors among them, in reading order."""
    waiting = deque(mentions)
    spoken: list[Mention] = []
    for line in lines:
        for first, phrase in _phrases(line, lexicon):
            while waiting and waiting[0].span.start < first:
                spoken.append(waiting.popleft())
                yield spoken[-1]
            mention = _refer(_Memory(text, line, spoken, lexicon, gazetteer), phrase)
            if mention is not None and _is_free(mention, phrase, spoken, waiting):
                spoken.append(mention)
                yield mention
    yield from waiting


def _is_free(mention: Mention, phrase: _Phrase, spoken: Sequence[Mention], waiting: deque[Mention]) -> bool:
    if phrase.people >= 0 and waiting and mention.span.covers(waiting[0].span):
        waiting.popleft()  # "Haitian" is now a part of "the Haitian capital"
    return not any(mention.span.overlaps(other.span) for other in (*spoken[-1:], *islice(waiting, 1)))


def _phrases(line: Line, lexicon: Lexicon) -> Iterator[tuple[int, _Phrase]]:
    for position, word in enumerate(line.words):
        phrase = _phrase(line, position, word, lexicon)
        if phrase is not None:
            yield line.tokens[phrase.first].span.start, phrase


def _phrase(line: Line, position: int, word: str, lexicon: Lexicon) -> _Phrase | None:
    if word == "there":
        return _Phrase(position, position + 1, word) if _is_where(line, position) else None
    if (word not in NOUNS and word not in BUILT) or _goes_on(line, position):
        return None
    the = position - 1
    if word == "capital" and line.word(the) in lexicon.demonyms and line.word(the - 1).lower() == "the":
        return _Phrase(the - 1, position + 1, word, people=the)
    if word == "capital" and line.word(the) in SEATS:
        the, word = the - 1, "seat"
    elif line.word(the) == "same":
        the -= 1
    if line.word(the).lower() != "the":
        return None
    ways = (_away, _partial, _whole)
    return next((phrase for way in ways if (phrase := way(line, position, the, word)) is not None), None)


def _goes_on(line: Line, position: int) -> bool:
    """Whether the noun is told of what or whose it is: "the city of", "the state Department", "the country's"."""
    following = line.word(position + 1)
    return following in {"of", "'s", "’s"} or following[:1].isupper()


def _partial(line: Line, position: int, the: int, noun: str) -> _Phrase | None:
    last = the - 2
    if noun in BUILT or line.word(the - 1) not in {"of", "in"} or last < 0:
        return None
    if line.word(last) in PARTS:
        last -= 1
    side, start = direction_at(line, last)
    first = start - 1 if line.word(start - 1) == "the" else start
    return _Phrase(first, position + 1, noun, Relation("part", side)) if side else None


def _away(line: Line, position: int, the: int, noun: str) -> _Phrase | None:
    """Such as "east of the capital", "30 km north of the city"."""
    span = Span(line.tokens[position].span.start, line.tokens[position].span.stop)
    here = Candidate(line, the + 1, position + 1, span, line.words[position])
    found = next(direction(line, here), None) if noun not in COUNTRIES else None
    return _Phrase(found.first, position + 1, noun, found.relation) if found else None


def _whole(line: Line, position: int, the: int, noun: str) -> _Phrase | None:
    placing = AT if noun in BUILT else PLACING
    ends = noun not in BUILT or not line.tag(position + 1).startswith("NN")
    told = (line.word(the - 1) in placing and ends) or (noun not in BUILT and _suffers(line, position + 1))
    return _Phrase(the, position + 1, noun) if told else None


def _suffers(line: Line, position: int) -> bool:
    """Whether something was done to it: "the region had been shaken", "the town was shelled"."""
    if line.word(position) in {"has", "have", "had"}:
        position += 1
    return line.word(position) in {"was", "were", "been"} and line.tag(position + 1) == "VBN"


def _is_where(line: Line, position: int) -> bool:
    """Whether "there" is a place, not the subject of "there is"."""
    if line.tag(position) == "EX" or line.word(position + 1).lower() in BEING:
        return False
    return position > 0 and line.word(position - 1).lower() not in NOT_THERE


def _refer(memory: _Memory, phrase: _Phrase) -> Mention | None:
    name = _name(memory, phrase)
    if not name:
        return None
    line = memory.line
    span = Span(line.tokens[phrase.first].span.start, line.tokens[phrase.stop - 1].span.stop)
    return Mention(
        sentence=line.index,
        span=span,
        text=span.of(memory.text),
        kind="anaphor",
        rule=phrase.rule,
        name=name,
        relation=phrase.relation,
        certainty=0.7,
    )


def _name(memory: _Memory, phrase: _Phrase) -> str:
    """The name of the place that a phrase points back to, or ""."""
    text, index, spoken = memory.text, memory.line.index, memory.spoken
    if phrase.noun == "there":
        return salience.here(text, index, spoken, REACH)
    if phrase.noun in BUILT:
        return salience.facility(phrase.noun, spoken)
    if phrase.noun == "seat":
        return salience.seat(_most(memory, ("admin1",)), memory.gazetteer)
    if phrase.noun == "capital":
        return salience.capital(_people(memory, phrase) or memory.country(), memory.lexicon)
    kinds = NOUNS[phrase.noun]
    if kinds == ("country",):
        return memory.country_name(_owner(memory, phrase) or memory.country())
    return _most(memory, kinds)


def _most(memory: _Memory, kinds: tuple[str, ...]) -> str:
    return salience.place_name(memory.text, memory.line.index, memory.spoken, kinds, memory.gazetteer)


def _people(memory: _Memory, phrase: _Phrase) -> str:
    """The code of the country of "the Haitian capital", or ""."""
    if phrase.people < 0:
        return ""
    return _code(memory, memory.lexicon.demonyms[memory.line.words[phrase.people]])


def _owner(memory: _Memory, phrase: _Phrase) -> str:
    """The code of the country whose things stand right before the phrase: "Russian bases in the east of the country"."""
    last = next(reversed(memory.spoken), None)
    if last is None or last.kind != "demonym" or last.sentence != memory.line.index:
        return ""
    between = [token for token in memory.line.tokens[: phrase.first] if token.span.start >= last.span.stop]
    things = between[:-1]
    is_owner = bool(things) and all(token.tag.startswith(("NN", "JJ")) for token in things)
    return _code(memory, last.name) if is_owner and between[-1].text in {"in", "of"} else ""


def _code(memory: _Memory, name: str) -> str:
    return next((place.country for place in memory.gazetteer.find(name) if place.kind == "country"), "")
