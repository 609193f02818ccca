"""Sentences to tagged sentences: parts of speech and names, each read once over the same features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.model import Sentence, Span, TaggedSentence, Token
from geo.tokens.crf import labeller, sequence
from geo.tokens.features import features
from geo.tokens.lemmas import lemma
from geo.tokens.words import bounds

_WINDOW = 300  # words read at a time: bounds the memory that a text without full stops can ask for


def tag(sentences: Sequence[Sentence]) -> tuple[TaggedSentence, ...]:
    """Tag each sentence; token spans are offsets into the article.

    Penn Treebank tags as the English Universal Dependencies use them; names are PER, LOC, ORG or MISC in IOB2,
    with the tagger's marginal probability as ``certainty`` (outside names: that there is none).

    >>> text = "Blinken spoke in Washington."
    >>> (tagged,) = tag([Sentence(0, Span(0, len(text)), text)])
    >>> [(token.lemma, token.tag, token.entity) for token in tagged.tokens[1:4]]
    [('speak', 'VBD', ''), ('in', 'IN', ''), ('Washington', 'NNP', 'B-LOC')]
    """
    return tuple(TaggedSentence(sentence, tuple(_tokens(sentence))) for sentence in sentences)


def _tokens(sentence: Sentence) -> Iterator[Token]:
    pairs = bounds(sentence.text)
    for start in range(0, len(pairs), _WINDOW):
        yield from _read(sentence, pairs[start : start + _WINDOW])


def _read(sentence: Sentence, pairs: Sequence[tuple[int, int]]) -> Iterator[Token]:
    text = sentence.text
    words = [text[start:stop] for start, stop in pairs]
    seen = sequence(features(words))
    tags = labeller("tags").read(seen)
    names = labeller("names").read_surely(seen)
    offset = sentence.span.start
    for (start, stop), word, label, (name, sure) in zip(pairs, words, tags, names, strict=True):
        where = Span(start + offset, stop + offset)
        yield Token(where, word, lemma(word, label), label, "" if name == "O" else name, sure)
