"""What a mention is: a place, a region, a facility, a dateline, or words that stand for a government."""

from __future__ import annotations

from collections.abc import Sequence

from geo.model import MentionKind
from geo.toponyms.candidates import Candidate, Line
from geo.toponyms.evidence import LARGE_AREAS
from geo.toponyms.lexicon import Lexicon

DASHES = frozenset({"–", "—", "-", "--", "---", "―", "\x96", "\x97"})
FIRST_LINES = 8  # how far down a dateline is looked for
MISSIONS = frozenset(
    {"Embassy", "embassy", "Consulate", "consulate", "Consul", "consul", "Ambassador", "ambassador", "envoy"}
)
LONGEST = 14  # words before its dash


def dateline_ends(lines: Sequence[Line], lexicon: Lexicon) -> dict[int, int]:
    """For each line that opens with a dateline, the position of the dash or bracket that ends it."""
    ends = ((line.index, _dateline_end(line, lexicon)) for line in lines[:FIRST_LINES])
    return {index: end for index, end in ends if end}


def _dateline_end(line: Line, lexicon: Lexicon) -> int:
    words = line.words[:LONGEST]
    dash = next((position for position, word in enumerate(words) if word in DASHES and position), 0)
    agency = next(
        (
            position
            for position, word in enumerate(words)
            if word in lexicon.contexts["agency"] and line.word(position - 1) in {"(", "/"}
        ),
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
    kind = "facility" if _is_power(candidate, lexicon) else kind
    if kind in {"facility", "airport", "street"} or candidate.kind in {"facility", "street"}:
        return "facility"
    return "region" if kind in LARGE_AREAS else "place"


def _stands_for_power(candidate: Candidate, lexicon: Lexicon) -> bool:
    if _is_power(candidate, lexicon):
        return not _is_where(candidate, lexicon)
    if candidate.after in MISSIONS:
        return True  # "the U.S. Embassy" is wherever the embassy stands
    governs = bool(candidate.places) and (
        candidate.places[0].kind in {"country", "admin1"} or candidate.text in lexicon.capitals
    )
    return (
        governs
        and (not candidate.before or candidate.before in lexicon.contexts["opener"])
        and _acts(candidate, lexicon)
    )


def _is_power(candidate: Candidate, lexicon: Lexicon) -> bool:
    text = candidate.text.title() if candidate.text.isupper() and " " in candidate.text else candidate.text
    return text.removeprefix("the ").removeprefix("The ") in lexicon.powers


def _is_where(candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the words before a building say that something is there: "at the Pentagon", "in front of the Kremlin"."""
    line, first = candidate.line, candidate.first
    before = first - 2 if candidate.before.lower() in {"a", "an", "the", "this"} else first - 1
    word, two = line.word(before).lower(), line.word(before - 1).lower()
    return word in lexicon.contexts["in"] | {"on", "to"} or (
        word == "of" and two in {"front", "outside", "gates", "steps"}
    )


def _acts(candidate: Candidate, lexicon: Lexicon) -> bool:
    position = candidate.stop
    while candidate.line.word(position) in lexicon.contexts["adverb"] and position < candidate.stop + 3:
        position += 1
    return candidate.line.word(position) in lexicon.saying
