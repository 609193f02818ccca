"""Where the event of a trigger happened, and who did it to whom: spans with calibrated probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from geo.model import Span, TaggedSentence
from geo.settings import DATA
from geo.tokens.crf import Sequenced, labeller, sequence
from geo.tokens.relative import View, Words, relative, view

Places = tuple[tuple[Span, float], ...]
Arguments = tuple[Span | None, float, Span | None, float]
_PART = 0.15  # a word this likely to belong continues a span
_REPORTED = 0.25  # a span whose surest word is below this is not reported
_ARGUMENT = 0.3


def place_of(tagged: TaggedSentence, trigger: int) -> Places:
    """The words that say where the event of the token at ``trigger`` happened, likeliest first; empty when none do.

    Each span comes with the probability, 0 to 1, that it is (part of) the place, calibrated by cross-validation on
    wire news: of spans said to be 0.8 to 0.9 sure 84 % were right there.

    >>> from geo.model import Sentence
    >>> from geo.tokens import tag
    >>> text = "Gunmen killed four soldiers in Mosul, a minister said in Paris."
    >>> (tagged,) = tag([Sentence(0, Span(0, len(text)), text)])
    >>> [span.of(text) for span, _ in place_of(tagged, trigger=1)]
    ['Mosul']
    """
    first, count, seen = _features(tagged, trigger)
    (outside,) = labeller("where").chances(seen, count, "O")
    runs = spans_of([1 - chance for chance in outside])
    found = [(_span(tagged, first + a, first + b), calibrated(p)) for a, b, p in runs]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def arguments(tagged: TaggedSentence, trigger: int) -> Arguments:
    """Who did what the token at ``trigger`` tells, and to whom: agent, its probability, patient, its probability.

    None with the probability that there is none where the sentence does not tell. Voice is seen through: the subject
    of a passive is the patient. Articles are left out, coordinated names are one span. The probabilities are the
    model's own, not calibrated.

    >>> from geo.model import Sentence
    >>> from geo.tokens import tag
    >>> text = "The town was shelled by Russian forces."
    >>> (tagged,) = tag([Sentence(0, Span(0, len(text)), text)])
    >>> agent, _, patient, _ = arguments(tagged, trigger=3)
    >>> agent.of(text), patient.of(text)
    ('Russian forces', 'town')
    """
    first, count, seen = _features(tagged, trigger)
    chances = labeller("arguments").chances(seen, count, "B-A", "I-A", "B-P", "I-P")
    found = []
    for begins, inside in (chances[:2], chances[2:]):
        start, stop, chance = _argument(begins, inside)
        found.append((_span(tagged, first + start, first + stop) if stop else None, chance))
    (agent, sure), (patient, certain) = found
    return agent, sure, patient, certain


def _argument(begins: Sequence[float], inside: Sequence[float]) -> tuple[int, int, float]:
    """First word, end and chance of the likeliest argument; end 0 and the chance of none when none is likely."""
    best = max(range(len(begins)), key=begins.__getitem__)
    if begins[best] < _ARGUMENT:
        return 0, 0, 1 - begins[best]
    stop = best + 1
    while stop < len(begins) and inside[stop] >= begins[best] / 2:
        stop += 1
    return best, stop, begins[best]


def spans_of(chances: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """The runs of likely words as (first, end, highest chance)."""
    first = 0
    for index in range(len(chances) + 1):
        if index == len(chances) or chances[index] < _PART:
            best = max(chances[first:index], default=0.0)
            if best >= _REPORTED:
                yield first, index, best
            first = index + 1


def calibrated(chance: float) -> float:
    """The share of right spans among those that the model gives this chance.

    >>> 0 < calibrated(0.3) < calibrated(0.9) < 1
    True
    """
    slope, offset = _calibration()
    odds = math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))
    return 1 / (1 + math.exp(-slope * odds - offset))


@cache
def _calibration() -> tuple[float, float]:
    line = (DATA / "models" / "calibration.csv").read_text(encoding="utf-8").splitlines()[1]
    _, slope, offset = line.split(",")
    return float(slope), float(offset)


@lru_cache(maxsize=16)
def _features(tagged: TaggedSentence, trigger: int) -> tuple[int, int, Sequenced]:
    """The first word looked at, how many are, and their features: shared by the two labellers."""
    words, seen = _seen(tagged)
    first, rows = relative(words, seen, trigger)
    return first, len(rows), sequence(rows)


@lru_cache(maxsize=16)
def _seen(tagged: TaggedSentence) -> tuple[Words, View]:
    tokens = tagged.tokens
    words = Words(
        [token.text for token in tokens],
        [token.lemma for token in tokens],
        [token.tag for token in tokens],
        [token.entity for token in tokens],
    )
    return words, view(words)


def _span(tagged: TaggedSentence, first: int, stop: int) -> Span:
    return Span(tagged.tokens[first].span.start, tagged.tokens[stop - 1].span.stop)
