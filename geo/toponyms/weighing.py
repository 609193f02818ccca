"""Weighing: which candidates name places, from the evidence beside each and from what its neighbours are."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geo.toponyms.candidates import Candidate
from geo.toponyms.evidence import Document, findings
from geo.toponyms.nesting import nested

JOINTS = frozenset({",", "and", "or", "&", "-", "–", "/"})
CONTAINED_BY = frozenset({",", "(", "in"})
SURE = 2.0  # logits from which one mention speaks for the others of its name


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its evidence: the rules that hold and their logits."""

    candidate: Candidate
    evidence: tuple[tuple[str, float], ...]
    logit: float

    @property
    def certainty(self) -> float:
        """How certain it is that the words name a place, 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit))))

    @property
    def rule(self) -> str:
        """The name of the rule that speaks loudest for the place."""
        kind = self.candidate.places[0].kind if self.candidate.places else ""
        said = (found for found in self.evidence if found[0] != "first_level" or kind == "admin1")
        return max(said, key=lambda found: found[1], default=("", 0.0))[0]

    def more(self, rules: Iterable[str], document: Document) -> Weighed:
        """The same with further rules that hold."""
        added = tuple((rule, document.lexicon.evidence[rule]) for rule in rules)
        return Weighed(self.candidate, self.evidence + added, self.logit + sum(value for _, value in added))


Neighbours = Callable[[Weighed | None, Weighed, Weighed | None], tuple[str, ...]]


def weigh(candidates: Iterable[Candidate], document: Document) -> tuple[Weighed, ...]:
    """The candidates with all their evidence, disjoint, in reading order."""
    apart = disjoint(_alone(candidate, document) for candidate in candidates)
    contained = _beside(apart, document, _containment)
    homes = _homes(contained)
    local = tuple(each.more(("local",), document) if _is_local(each, homes) else each for each in contained)
    listed = _beside(local, document, _company)
    return _consistent(listed, document)


def _homes(everyone: Sequence[Weighed]) -> frozenset[tuple[str, str]]:
    """The states and provinces that the article is about: those in which two of its sure names lie."""
    sure = {each.candidate.text: each.candidate.places for each in everyone if each.logit > SURE}
    regions = Counter(
        region for places in sure.values() for region in {(p.country, p.admin1) for p in places if p.admin1}
    )
    named = {(places[0].country, places[0].admin1) for places in sure.values() if places and places[0].kind == "admin1"}
    return frozenset(region for region, count in regions.items() if count > 1 or region in named)


def _is_local(weighed: Weighed, homes: frozenset[tuple[str, str]]) -> bool:
    if weighed.logit > SURE:
        return False
    return any((place.country, place.admin1) in homes for place in weighed.candidate.places)


def _alone(candidate: Candidate, document: Document) -> Weighed:
    evidence = findings(candidate, document)
    return Weighed(candidate, evidence, sum(value for _, value in evidence))


def disjoint(weighed: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """The strongest of candidates that share a word, in reading order."""
    taken: defaultdict[int, set[int]] = defaultdict(set)
    kept = []
    for each in sorted(weighed, key=_precedence, reverse=True):
        words = set(range(each.candidate.first, each.candidate.stop))
        if not words & taken[each.candidate.line.index]:
            taken[each.candidate.line.index] |= words
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.candidate.span))


_RANKS = {"natural": 4, "street": 4, "known": 3, "tagged": 2, "framed": 2, "listed": 2, "opened": 2, "facility": 1}


def _precedence(weighed: Weighed) -> tuple[bool, int, int]:
    candidate = weighed.candidate
    source = candidate.source
    if source == "typed":
        source = candidate.kind if candidate.kind in {"street", "facility"} else "natural"
    return weighed.logit > 0, _RANKS[source], candidate.stop - candidate.first


def _beside(everyone: Sequence[Weighed], document: Document, rules: Neighbours) -> tuple[Weighed, ...]:
    pairs = zip((None, *everyone), everyone, (*everyone[1:], None), strict=False)
    return tuple(each.more(rules(before, each, after), document) for before, each, after in pairs)


def _joint(first: Weighed | None, second: Weighed | None) -> tuple[str, ...] | None:
    """The words between two neighbours of one line, at most two; None where they are further apart."""
    if first is None or second is None or first.candidate.line is not second.candidate.line:
        return None
    between = first.candidate.line.words[first.candidate.stop : second.candidate.first]
    return between if len(between) <= 2 else None


def _containment(before: Weighed | None, each: Weighed, after: Weighed | None) -> tuple[str, ...]:
    found = []
    if after is not None and _holds(each, after, _joint(each, after)):
        found.append("inside_container")
    if before is not None and _holds(before, each, _joint(before, each)):
        found.append("container")
    return tuple(found)


def _holds(inner: Weighed, outer: Weighed, joint: tuple[str, ...] | None) -> bool:
    if not joint or joint[0] not in CONTAINED_BY or joint[-1] not in CONTAINED_BY | {"the"}:
        return False
    if nested(inner.candidate.places, outer.candidate.places):
        return True
    wholes = {place.kind for place in outer.candidate.places[:2]} & {"country", "admin1"}
    return joint in {(",",), (",", "in")} and bool(wholes) and outer.logit > 0 and not inner.candidate.places


def _company(before: Weighed | None, each: Weighed, after: Weighed | None) -> tuple[str, ...]:
    neighbours = ((before, _joint(before, each)), (after, _joint(each, after)))
    joined = [other for other, joint in neighbours if other is not None and joint and set(joint) <= JOINTS]
    found = ["in_list"] if any(other.logit > 0.0 for other in joined) else []
    return (*found, "long_list") if len(joined) == 2 and all(other.logit > -2.5 for other in joined) else tuple(found)


def _consistent(everyone: Sequence[Weighed], document: Document) -> tuple[Weighed, ...]:
    """One sense a document: a sure mention speaks for the others of its name, a person or a thing against them."""
    best: dict[str, float] = {}
    for each in everyone:
        best[each.candidate.text] = max(best.get(each.candidate.text, -99.0), each.logit)
    others = {each.candidate.text for each in everyone if each.logit < 0 and _is_other(each)}
    return tuple(each.more(_from_others(each, best, others), document) for each in everyone)


def _from_others(each: Weighed, best: dict[str, float], others: set[str]) -> tuple[str, ...]:
    text = each.candidate.text
    if best[text] > SURE:
        return ("named_before",) if each.logit < SURE and not _is_other(each) else ()
    return ("named_otherwise",) if text in others else ()


OTHERWISE = frozenset(
    {"after_given", "after_title", "given_then_name", "before_team", "before_press", "names_thing", "after_brand",
     "after_the", "person_here", "of_body", "full_person"}
)  # fmt: skip


def _is_other(weighed: Weighed) -> bool:
    """Whether the words beside a name say that it is a person's or a thing's."""
    return any(rule in OTHERWISE for rule, _ in weighed.evidence)
