"""What a mention is: a place, a region, a facility, a dateline, or words that stand for a government."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import MentionKind
from geo.toponyms.candidates import Candidate, Line
from geo.toponyms.evidence import IN, LARGE_AREAS
from geo.toponyms.lexicon import Lexicon

DASHES = frozenset({"–", "—", "-", "--", "---", "―", "\x96", "\x97"})
AGENCIES = frozenset({"AP", "Reuters", "AFP", "UPI", "Xinhua", "CNN", "Bloomberg", "BBC", "dpa", "DPA", "TASS", "Interfax", "ANI", "PTI", "IANS", "AAP", "Kyodo", "Yonhap", "JTA", "IRIN", "VOA", "RFE", "WAFA"})  # fmt: skip
FIRST_LINES = 8  # how far down a dateline is looked for
LONGEST = 14  # words before its dash
CLAUSE_OPENERS = frozenset({"", ",", "that", "and", "but", "as", "the", "The", "“", '"', "–", "—", "if", "when", "because", "while", "after", "before", "But", "And", "As", "While", "After", "where", "what", ";", ":"})  # fmt: skip
ADVERBS = frozenset({"also", "earlier", "later", "has", "had", "have", "repeatedly", "previously", "already", "again", "recently", "now", "then", "officially", "publicly", "long", "never", "still", "would", "will", "could", "may", "must", "should", "did", "does", "do", "not", "is", "was", "itself", "initially", "immediately", "once"})  # fmt: skip


def dateline_ends(lines: Sequence[Line]) -> dict[int, int]:
    """For each line that opens with a dateline, the position of the dash or bracket that ends it."""
    ends = ((line.index, _dateline_end(line)) for line in lines[:FIRST_LINES])
    return {index: end for index, end in ends if end}


def _dateline_end(line: Line) -> int:
    words = line.words[:LONGEST]
    dash = next((position for position, word in enumerate(words) if word in DASHES and position), 0)
    agency = next(
        (position for position, word in enumerate(words) if word in AGENCIES and line.word(position - 1) in {"(", "/"}),
        0,
    )
    end = dash if dash and (agency < dash) else agency
    shouted = bool(words) and words[0].isupper() and len(words[0]) > 2 and (dash > 0 or agency > 0)
    spaced = not dash or not line.adjoins(dash) or all(word.isupper() for word in words[:dash] if word.isalpha())
    return end if (agency or (shouted and spaced)) and words[0][:1].isupper() else 0


def kind_of(candidate: Candidate, lexicon: Lexicon, dateline_end: int) -> MentionKind:
    """The kind of an accepted candidate."""
    if candidate.first < dateline_end:
        return "dateline"
    if _stands_for_power(candidate, lexicon):
        return "metonym"
    kind = candidate.places[0].kind if candidate.places else candidate.kind
    if kind in {"facility", "airport", "street"} or candidate.kind in {"facility", "street"}:
        return "facility"
    return "region" if kind in LARGE_AREAS else "place"


def _stands_for_power(candidate: Candidate, lexicon: Lexicon) -> bool:
    power = candidate.text.removeprefix("the ").removeprefix("The ") in lexicon.powers
    if power:
        return not _is_where(candidate)
    governs = bool(candidate.places) and (
        candidate.places[0].kind in {"country", "admin1"} or candidate.text in CAPITALS
    )
    return governs and candidate.before in CLAUSE_OPENERS and _acts(candidate, lexicon)


def _is_where(candidate: Candidate) -> bool:
    line, first = candidate.line, candidate.first
    nouns = {"a", "an", "the", "this"}
    before = first - 2 if candidate.before.lower() in nouns else first - 1
    return line.word(before).lower() in IN or (
        candidate.text.split(" ")[0] in {"the", "The"} and line.word(first - 1) in IN
    )


def _acts(candidate: Candidate, lexicon: Lexicon) -> bool:
    position = candidate.stop
    while candidate.line.word(position) in ADVERBS and position < candidate.stop + 3:
        position += 1
    return candidate.line.word(position) in lexicon.saying


CAPITALS = frozenset({"Washington", "Moscow", "Beijing", "London", "Paris", "Berlin", "Brussels", "Tehran", "Pyongyang", "Seoul", "Tokyo", "Kyiv", "Kiev", "Ankara", "Cairo", "Riyadh", "Damascus", "Baghdad", "Kabul", "Islamabad", "New Delhi", "Delhi", "Jerusalem", "Tel Aviv", "Canberra", "Ottawa", "Rome", "Madrid", "Athens", "Warsaw", "Budapest", "Prague", "Vienna", "Belgrade", "Minsk", "Tbilisi", "Baku", "Yerevan", "Khartoum", "Tripoli", "Addis Ababa", "Asmara", "Nairobi", "Pretoria", "Caracas", "Havana", "Bogota", "Bogotá", "Brasilia", "Mexico City", "Taipei", "Hanoi", "Manila", "Jakarta", "Colombo", "Dhaka", "Kathmandu", "Doha", "Abu Dhabi", "Amman", "Beirut", "Stockholm", "Helsinki", "Oslo", "Copenhagen", "Vilnius", "Riga", "Tallinn", "Bucharest", "Sofia", "Pristina"})  # fmt: skip
