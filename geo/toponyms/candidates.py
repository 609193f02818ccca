"""Candidates: the words of a sentence that may name a place, each with what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.model import Gazetteer, Place, Span, TaggedSentence, Token
from geo.toponyms.lexicon import Lexicon

LINKS = frozenset({"of", "the", "de", "del", "la", "los", "las", "and", "&", "al", "el", "du", "des", "di", "da", "-"})
OPENERS = frozenset({"The", "A", "An", "In", "On", "At", "By", "To", "For", "From", "With", "As", "But", "And", "Or", "If", "When", "While", "After", "Before", "Near", "Of", "Along", "Then", "Both", "Its", "Their", "His", "Her", "Our", "This", "That", "These", "Some", "All", "Every", "No", "Like", "Across", "Around", "Into", "Over", "Under", "Through", "Between"})  # fmt: skip
LONGEST_NAME = 8  # words of a name that is put together from its parts


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as words. ``headline`` is True where nearly every word has a capital, so that capitals say nothing."""

    index: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    headline: bool

    def word(self, position: int) -> str:
        """The word at a position, or "" outside the sentence."""
        return self.words[position] if 0 <= position < len(self.words) else ""

    def tag(self, position: int) -> str:
        """The part of speech at a position, or ""."""
        return self.tokens[position].tag if 0 <= position < len(self.tokens) else ""

    def adjoins(self, position: int) -> bool:
        """Whether the word at a position follows the one before it without a blank."""
        return (
            0 < position < len(self.tokens) and self.tokens[position - 1].span.stop == self.tokens[position].span.start
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``[first, stop)`` of a line that may name a place, and the places that bear the name.

    ``source`` says where it comes from: "known" (the gazetteer), "typed" and "opened" (a type word at
    its end or its beginning makes a name of it), "tagged"
    (the tagger), "framed" (words around it say that a place follows). ``kind`` is the kind of place that a type
    word gives it, or "".
    """

    line: Line
    first: int
    stop: int
    span: Span
    text: str
    places: tuple[Place, ...] = ()
    source: str = "known"
    kind: str = ""

    @property
    def before(self) -> str:
        """The word before the candidate."""
        return self.line.word(self.first - 1)

    @property
    def after(self) -> str:
        """The word after the candidate."""
        return self.line.word(self.stop)


def lines(sentences: Sequence[TaggedSentence]) -> tuple[Line, ...]:
    """The sentences as lines."""
    return tuple(_line(sentence) for sentence in sentences)


def _line(sentence: TaggedSentence) -> Line:
    words = tuple(token.text for token in sentence.tokens)
    return Line(sentence.sentence.index, sentence.tokens, words, _is_headline(words))


def _is_headline(words: Sequence[str]) -> bool:
    content = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(content) > 2 and sum(word[0].isupper() for word in content) >= 0.9 * len(content)


def is_name(word: str) -> bool:
    """Whether a word is written as a name: a capital first."""
    return word[:1].isupper()


def known(text: str, all_lines: Sequence[Line], lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The names of the gazetteer in the text, each on the words of one line."""
    places = ((line, position) for line in all_lines for position in range(len(line.tokens)))
    starts = {line.tokens[position].span.start: (line, position) for line, position in places}
    for span in gazetteer.scan(text):
        line, first = starts.get(span.start, (None, 0))
        if line is not None and any(character.isupper() for character in span.of(text)[:4]):
            yield from _on_words(text, span, line, first, lexicon, gazetteer)


def _on_words(
    text: str, span: Span, line: Line, first: int, lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Candidate]:
    stop = first
    while stop < len(line.tokens) and line.tokens[stop].span.start < span.stop:
        stop += 1
    last = line.tokens[stop - 1].span.stop
    # "US" of "US$" is no word; "U.S" of "U.S." is
    if last == span.stop or text[span.stop : last] == ".":
        if stop - first > 1 and line.words[stop - 1] in lexicon.of and line.word(stop) == "of":
            stop -= 1  # "the Texas city of Uvalde" does not speak of Texas City
        yield from _pieces(text, line, (first, stop), gazetteer)


def _pieces(text: str, line: Line, words: tuple[int, int], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The name, or its parts where it holds a comma: "Washington, D.C." are two places."""
    first, stop = words
    comma = next((position for position in range(first, stop) if line.words[position] == ","), stop)
    for start, end in ((first, comma), (comma + 1, stop)):
        if start < end:
            span = Span(line.tokens[start].span.start, line.tokens[end - 1].span.stop)
            found = gazetteer.find(span.of(text)) or gazetteer.find(span.of(text).rstrip("."))
            yield Candidate(line, start, end, span, span.of(text), found)


def shortened(text: str, line: Line, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Abbreviations without their last point: "Calif", "N.Y"."""
    for position, word in enumerate(line.words):
        if is_name(word) and len(word) > 2 and f"{word}." in lexicon.abbreviations:
            span = line.tokens[position].span
            yield Candidate(line, position, position + 1, span, span.of(text), gazetteer.find(f"{word}."))


def typed(text: str, line: Line, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names that end in a word for a kind of place ("Kelley Road", "Prut River") or begin with one ("Lake Ohrid")."""
    position = 0
    while position < len(line.words):
        stop = _run(line, position)
        if stop - position > 1:
            yield from _typed_run(text, line, (position, stop), lexicon, gazetteer)
        position = max(stop, position + 1)


def _run(line: Line, start: int) -> int:
    """The end of the run of capitalised words from ``start``, with numbers and initials, never across commas."""
    stop = start
    while stop < len(line.words) and (is_name(line.words[stop]) or (stop > start and line.words[stop].isdigit())):
        stop += 1
    return stop


def _typed_run(
    text: str, line: Line, run: tuple[int, int], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Candidate]:
    start, stop = run
    while start < stop and (
        line.words[start] in OPENERS
        or (line.words[start] in lexicon.titles and line.words[start] not in lexicon.before)
    ):
        start += 1
    for last in range(stop, start + 1, -1):
        kind = lexicon.after.get(line.words[last - 1], "")
        if kind and not _is_person(line, start, last):
            yield _made(text, line, (max(start, last - LONGEST_NAME), last), kind, gazetteer)
            return
    kind = lexicon.before.get(line.words[start], "") if start < stop - 1 else ""
    if kind and (kind == "street") == line.words[start + 1][:1].isdigit() and (kind != "river" or stop == start + 2):
        last = start + 2 if kind == "street" else min(stop, start + 3)
        made = _made(text, line, (start, last), kind, gazetteer)
        yield made if kind == "street" else replace(made, source="opened")


def _is_person(line: Line, start: int, stop: int) -> bool:
    """Such as "Marvin F. Lane" or "In Dr. Ivins": no street."""
    initial = line.words[stop - 2]
    return (len(initial) == 2 and initial[1] == "." and stop - start > 2) or (
        line.words[stop - 1] in {"Dr.", "St."} and is_name(line.word(stop))
    )


def _made(text: str, line: Line, words: tuple[int, int], kind: str, gazetteer: Gazetteer) -> Candidate:
    span = Span(line.tokens[words[0]].span.start, line.tokens[words[1] - 1].span.stop)
    return Candidate(line, *words, span, span.of(text), gazetteer.find(span.of(text)), "typed", kind)


def tagged(text: str, line: Line, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The names that the tagger takes for places."""
    position = 0
    while position < len(line.tokens):
        stop = position + 1
        if line.tokens[position].entity == "B-LOC" and is_name(line.words[position]):
            while stop < len(line.tokens) and line.tokens[stop].entity == "I-LOC":
                stop += 1
            made = _made(text, line, (position, stop), "", gazetteer)
            yield Candidate(line, position, stop, made.span, made.text, made.places, "tagged")
        position = stop


def framed(text: str, line: Line, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names that words around them call a place: "the village of Xinmo", "the town of New Ulm", "Xinmo province"."""
    for position, word in enumerate(line.words):
        kind = lexicon.of.get(word, "")
        if kind and line.word(position + 1) == "of" and is_name(line.word(position + 2)):
            stop = _run(line, position + 2)
            made = _made(text, line, (position + 2, stop), kind, gazetteer)
            yield Candidate(line, position + 2, stop, made.span, made.text, made.places, "framed", kind)
        elif word in _TYPES_AFTER and position and is_name(line.words[position - 1]):
            start = position - 1
            while start > max(0, position - LONGEST_NAME) and _continues(line, start, lexicon):
                start -= 1
            made = _made(text, line, (start, position), kind, gazetteer)
            yield Candidate(line, start, position, made.span, made.text, made.places, "framed", kind)


def listed(text: str, line: Line, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The names of a list that shares a word for a kind of place: "Eastland and Callahan counties"."""
    for position, word in enumerate(line.words):
        kind = lexicon.lists.get(word, "")
        if kind and position and is_name(line.words[position - 1]) and line.words[position - 1] not in lexicon.stop:
            yield from _list_names(text, line, (position, kind), gazetteer)
        elif kind and line.word(position + 1) == "of" and is_name(line.word(position + 2)):
            yield from _list_after(text, line, (position + 2, kind), gazetteer)


def _list_names(text: str, line: Line, end: tuple[int, str], gazetteer: Gazetteer) -> Iterator[Candidate]:
    position, kind = end
    while position and is_name(line.words[position - 1]):
        start = position - 1
        while start and is_name(line.words[start - 1]):
            start -= 1
        made = _made(text, line, (start, position), kind, gazetteer)
        yield Candidate(line, start, position, made.span, made.text, made.places, "listed", kind)
        position = start - 1
        while position > 0 and line.words[position - 1] in {",", "and"}:
            position -= 1
        if line.word(start - 1) not in {",", "and", "or"}:
            return


def _list_after(text: str, line: Line, begin: tuple[int, str], gazetteer: Gazetteer) -> Iterator[Candidate]:
    position, kind = begin
    while position < len(line.words) and is_name(line.words[position]):
        stop = _run(line, position)
        made = _made(text, line, (position, stop), kind, gazetteer)
        yield Candidate(line, position, stop, made.span, made.text, made.places, "listed", kind)
        position = stop + 1
        while line.word(position) in {"and", "or", ","}:
            position += 1
        if line.word(stop) not in {",", "and", "or"}:
            return


def _continues(line: Line, start: int, lexicon: Lexicon) -> bool:
    before = line.words[start - 1]
    return is_name(before) and before not in lexicon.titles


_TYPES_AFTER = frozenset(
    {"province", "village", "county", "prefecture", "oblast", "governorate", "suburb", "neighborhood", "neighbourhood",
     "district", "municipality", "township", "peninsula", "islands", "island", "river", "valley"}
)  # fmt: skip
