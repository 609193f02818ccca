"""Coordinated names that share a word: "North and South Korea", "Kursk and Belgorod regions"."""

from __future__ import annotations

from geo.model import Gazetteer, Mention
from geo.toponyms.candidates import Candidate, Line, is_name

SINGULAR = {
    "regions": "region", "provinces": "province", "counties": "County", "districts": "district", "oblasts": "oblast",
    "states": "state", "rivers": "River", "islands": "Island", "Counties": "County", "Rivers": "River",
    "Islands": "Island", "Provinces": "Province", "Streets": "Street", "lakes": "Lake", "Lakes": "Lake",
    "parishes": "Parish", "governorates": "governorate", "Regions": "Region", "Oblasts": "Oblast", "region": "region",
    "province": "province", "oblast": "oblast", "Region": "Region", "Province": "Province", "Oblast": "Oblast",
}  # fmt: skip
REACH = 12  # words over which a list may run before its type word


def shared_head(candidate: Candidate, gazetteer: Gazetteer) -> str:
    """The name with the type word that it shares with the names listed after it, or "" where it shares none.

    "Kursk" of "Kursk and Belgorod regions" is "Kursk region" where the gazetteer knows that.
    """
    word = _type_word(candidate.line, candidate.stop)
    name = f"{candidate.text} {SINGULAR.get(word, '')}".strip()
    return name if word in SINGULAR and gazetteer.find(name) else ""


def _type_word(line: Line, start: int) -> str:
    position = start
    while position < min(len(line.words), start + REACH):
        word = line.words[position]
        if word in SINGULAR:
            return word
        if not (is_name(word) or word in {",", "and", "or", "'s", "’s"}):
            return ""
        position += 1
    return ""


def leading(text: str, candidate: Candidate, gazetteer: Gazetteer) -> Mention | None:
    """The "North" of "North and South Korea" as a mention of its own, or None."""
    line, first = candidate.line, candidate.first
    side, joint = line.word(first - 2), line.word(first - 1)
    own, _, rest = candidate.text.partition(" ")
    if not (rest and joint in {"and", "or"} and {side, own} <= SIDES and gazetteer.find(f"{side} {rest}")):
        return None
    span = line.tokens[first - 2].span
    return Mention(line.index, span, span.of(text), "place", "a name that shares its last word", f"{side} {rest}")


SIDES = frozenset({"North", "South", "East", "West", "Upper", "Lower", "New", "Northern", "Southern"})
