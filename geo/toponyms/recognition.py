"""From weighed candidates to mentions, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from geo.model import Article, Gazetteer, Mention, Span, TaggedSentence
from geo.toponyms import anaphors, candidates, kinds, persons
from geo.toponyms.candidates import Candidate, Line
from geo.toponyms.demonyms import demonyms
from geo.toponyms.evidence import Document
from geo.toponyms.heads import leading, shared_head
from geo.toponyms.lexicon import NOT_OF_A_PLACE, Lexicon, lexicon
from geo.toponyms.spatial import Shift, shift
from geo.toponyms.weighing import Weighed, weigh


def recognise(article: Article, sentences: Sequence[TaggedSentence], *, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The mentions of places in ``sentences``, in reading order, their spans disjoint.

    ``gazetteer`` gives the names to look for. Nothing found is an empty tuple.
    """
    words = lexicon()
    lines = candidates.lines(sentences)
    surnames = persons.surnames(lines, words)
    people = [each for each in demonyms(article.text, lines, words) if each.text not in surnames]
    ends = kinds.dateline_ends(lines, words)
    possible = tuple(_candidates(article.text, lines, words, gazetteer))
    listed = frozenset((each.line.index, each.first) for each in possible if each.source == "listed")
    is_tagged = any(token.entity for line in lines for token in line.tokens)
    found = weigh(possible, Document(words, surnames, ends, listed, is_tagged=is_tagged))
    accepted = [each for each in found if each.logit > 0]
    mentions = [_mention(article.text, each, words, ends, gazetteer) for each in accepted]
    heads = [leading(article.text, each.candidate, gazetteer) for each in accepted]
    named = _paired(_apart([*mentions, *people, *(head for head in heads if head is not None)]))
    seated = tuple(anaphors.seated(article.text, named, words, gazetteer))
    return tuple(anaphors.added(article.text, lines, seated, words, gazetteer))


def _candidates(text: str, lines: Sequence[Line], words: Lexicon, gazetteer: Gazetteer) -> Iterator[Candidate]:
    made = (
        chain(
            candidates.shortened(text, line, words, gazetteer),
            candidates.typed(text, line, words, gazetteer),
            candidates.tagged(text, line, gazetteer),
            candidates.framed(text, line, words, gazetteer),
            candidates.listed(text, line, words, gazetteer),
        )
        for line in lines
    )
    everyone = chain(candidates.known(text, lines, words, gazetteer), chain.from_iterable(made))
    return (each for each in everyone if each.text not in words.demonyms and each.text not in NOT_OF_A_PLACE)


def _mention(text: str, weighed: Weighed, words: Lexicon, ends: Mapping[int, int], gazetteer: Gazetteer) -> Mention:
    candidate = weighed.candidate
    kind = kinds.kind_of(candidate, words, ends.get(candidate.line.index, 0))
    name = shared_head(candidate, gazetteer) or candidate.text
    shifted = shift(candidate) if kind in {"place", "region", "facility"} else None
    span = _span(candidate, shifted)
    rule = shifted.rule if shifted else words.words[weighed.rule]
    return Mention(
        sentence=candidate.line.index,
        span=span,
        text=span.of(text),
        kind=kind,
        rule=rule,
        name=name,
        literal=kind != "metonym",
        relation=shifted.relation if shifted else None,
        certainty=round(weighed.certainty, 3),
    )


def _span(candidate: Candidate, shifted: Shift | None) -> Span:
    if shifted is None:
        return candidate.span
    tokens = candidate.line.tokens
    return Span(tokens[shifted.first].span.start, tokens[shifted.stop - 1].span.stop)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in reading order without those that overlap an earlier one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.span.start, -each.span.stop)):
        if not kept or mention.span.start >= kept[-1].span.stop:
            kept.append(mention)
    return kept


def _paired(mentions: Sequence[Mention]) -> list[Mention]:
    """Each "between X" told what follows it: "and Y"."""
    return [_told(mention, after) for mention, after in zip_longest(mentions, mentions[1:])]


def _told(mention: Mention, after: Mention | None) -> Mention:
    if mention.relation is None or mention.relation.kind != "between":
        return mention
    if after is None or after.sentence != mention.sentence:
        return replace(mention, relation=None)
    return replace(mention, relation=replace(mention.relation, other=after.name))
