"""Train the tagger of names: persons, places, organisations and the rest.

From GUM's entities whose head is a proper noun, wikigold, the development part of UNER, and EWT as a first tagger
reads it. Nothing of the event-location sentences: the place labeller is trained over the names read here.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import conllu
from fit import Example, Options, fit
from renaming import renamed
from tags import recased

from geo.tokens.crf import Labeller
from geo.tokens.features import features
from geo.tokens.lexicon import kinds_of

TEACHER = Options(c1=0.03, c2=0.3, minfreq=1, iterations=120)
OPTIONS = Options(c1=0.1, c2=0.1, minfreq=2, iterations=120)
SURE = 0.6
RENAMED = 3  # one sentence in so many is learnt with other names too
TYPES = {"person": "PER", "place": "LOC", "organization": "ORG", "object": "MISC", "event": "MISC", "abstract": "MISC"}
LINKS = {"LOC": {"of", "the", "de", "and", "-", "&"}, "ORG": {"of", "the", "for", "and", "de", "on", "in", "-", "&", "to"},
         "MISC": {"of", "the", "in", "and", "-", "to"}, "PER": {"-", "al", "bin", "ibn", "van", "von", "de", "der", "la", "da"}}  # fmt: skip
BREAKS = frozenset({",", "(", "–", "—", "--", "who", "of"})
CASED = 5  # one sentence in so many is learnt in capitals too, and another in title case
Labelled = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Markable:
    """An entity of GUM, first and last word."""

    type: str
    first: int
    last: int


def train(data: Path, model: Path) -> None:
    """Train a teacher on the labelled sentences, then the tagger on these and on EWT as the teacher reads it."""
    with TemporaryDirectory() as folder:
        teacher = Path(folder) / "teacher.crfsuite"
        fit(examples(labelled(data), renaming=0), teacher, TEACHER)
        sentences = [*labelled(data), *silver(data, Labeller(teacher))]
    fit(examples(sentences, renaming=RENAMED), model, OPTIONS)


def labelled(data: Path) -> Iterator[Labelled]:
    """The words and labels of the training sentences."""
    for part in ("gum-train", "gum-dev"):
        yield from (from_gum(sentence) for sentence in conllu.read(data / f"{part}.conllu.gz"))
    yield from columns(data / "wikigold.conll.gz", 0, 1)
    yield from uner(data / "uner-ewt-dev.iob2.gz")


def silver(data: Path, teacher: Labeller) -> Iterator[Labelled]:
    """The sentences of EWT that the teacher is sure of; what its treebank calls no proper noun begins no name."""
    for sentence in conllu.read(data / "ewt-train.conllu.gz"):
        words = [word.form for word in sentence]
        labels = teacher.read_surely(features(words))
        if min(chance for _, chance in labels) >= SURE:
            yield words, whole([checked(label, word) for (label, _), word in zip(labels, sentence, strict=True)])


def checked(label: str, word: conllu.Word) -> str:
    """The teacher's label, or O where it begins a name at a word that is no proper noun."""
    begins = label.startswith("B-") and label != "B-MISC"
    return "O" if begins and word.upos != "PROPN" else label


def examples(sentences: Iterable[Labelled], *, renaming: int) -> Iterator[Example]:
    """The words' features and labels; some again in capitals or title case, some with other names."""
    for index, (words, labels) in enumerate(sentences):
        yield features(words), labels
        if index % CASED in (0, CASED // 2):
            yield features(recased(words, upper=index % CASED == 0)), labels
        if renaming and index % renaming == 0 and any(label != "O" for label in labels):
            new_words, new_labels = renamed(words, labels, index)
            yield features(new_words), new_labels


def from_gum(sentence: Sequence[conllu.Word]) -> Labelled:
    """GUM's entities with a name at their head; longer names win over those inside them."""
    labels = [demonym(word.form) for word in sentence]
    found = [named(sentence, markable) for markable in markables(sentence)]
    for first, last, label in sorted(found, key=lambda name: (name[2] != "PER", name[1] - name[0])):
        if label:
            labels[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return [word.form for word in sentence], whole(labels)


def whole(labels: Sequence[str]) -> list[str]:
    """The labels with an I- that follows no name of its type turned into a B-."""
    result = []
    for previous, label in zip(("O", *labels), labels, strict=False):
        broken = label.startswith("I-") and previous[2:] != label[2:]
        result.append(f"B-{label[2:]}" if broken else label)
    return result


def demonym(word: str) -> str:
    """Nationalities and creeds are MISC, as in wikigold."""
    return "B-MISC" if word[:1].isupper() and "E" in kinds_of(word.lower()) else "O"


def markables(sentence: Sequence[conllu.Word]) -> Iterator[Markable]:
    """The entities that the MISC column brackets."""
    opened: dict[str, tuple[str, int]] = {}
    for index, word in enumerate(sentence):
        for match in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", dict(word.misc).get("Entity", "")):
            begun, closed, ended = match.groups()
            if begun:
                key, kind = begun.split("-")[:2]
                opened[key] = (kind, index)
            if (closed or ended) and (begun or ended).split("-")[0] in opened:
                kind, first = opened.pop((begun or ended).split("-")[0])
                yield Markable(kind, first, index)


def named(sentence: Sequence[conllu.Word], markable: Markable) -> tuple[int, int, str]:
    """First and last word of the name at the head of an entity, and its label, "" when its head is no name."""
    label = TYPES.get(markable.type, "")
    head = head_of(sentence, markable)
    if label == "PER":
        return person(sentence, markable, head)
    if not label or sentence[head].upos != "PROPN":
        return 0, 0, ""
    first, last = grown(sentence, markable, head, LINKS[label])
    return first, last, "LOC" if label == "ORG" and is_country(sentence[first : last + 1]) else label


def is_country(words: Sequence[conllu.Word]) -> bool:
    """Whether a name is a country's: as a power, GUM calls it an organisation, the others a place."""
    return "N" in kinds_of(" ".join(word.form for word in words).lower())


def head_of(sentence: Sequence[conllu.Word], markable: Markable) -> int:
    """The word of the entity whose head lies outside it."""
    inside = range(markable.first, markable.last + 1)
    return next((index for index in inside if sentence[index].head - 1 not in inside), markable.first)


def person(sentence: Sequence[conllu.Word], markable: Markable, head: int) -> tuple[int, int, str]:
    """A person's name without offices: of "Secretary of State Antony Blinken" the last two words."""
    if sentence[head].upos != "PROPN":
        head = next((i for i in range(head + 1, markable.last + 1) if is_apposed(sentence, i, head)), -1)
    if head < 0:
        return 0, 0, ""
    stop = next((i for i in range(head, markable.last + 1) if sentence[i].form in BREAKS), markable.last + 1)
    index = stop - 1
    while index > head and sentence[index].upos != "PROPN":
        index -= 1
    first, last = grown(sentence, Markable(markable.type, markable.first, stop - 1), index, LINKS["PER"])
    while first <= last and "T" in kinds_of(sentence[first].form.lower().removesuffix(".")):
        first += 1
    return (first, last, "PER") if first <= last else (0, 0, "")


def is_apposed(sentence: Sequence[conllu.Word], index: int, head: int) -> bool:
    """Whether a name stands right behind its common noun: "reformer Calvin"."""
    word = sentence[index]
    return index == head + 1 and word.upos == "PROPN" and word.relation in ("appos", "flat") and word.head == head + 1


def grown(sentence: Sequence[conllu.Word], markable: Markable, head: int, links: set[str]) -> tuple[int, int]:
    """The run of capitalised words around the head, over linking words between them."""
    first = last = head
    for index in range(head - 1, markable.first - 1, -1):
        if is_part(sentence, index):
            first = index
        elif sentence[index].form not in links:
            break
    for index in range(head + 1, markable.last + 1):
        if is_part(sentence, index):
            last = index
        elif sentence[index].form not in links:
            break
    return first, last


def is_part(sentence: Sequence[conllu.Word], index: int) -> bool:
    """Whether a word may belong to a name."""
    word = sentence[index]
    return word.upos == "PROPN" or (
        word.form[:1].isupper() and word.upos in ("ADJ", "NOUN", "VERB", "NUM", "X") and index > 0
    )


def columns(path: Path, word: int, label: int) -> Iterator[Labelled]:
    """Two columns of a file of tagged sentences, a blank line between sentences, comments left out."""
    words: list[str] = []
    labels: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (*lines, ""):
            fields = line.split()
            if fields and not line.startswith("# "):
                words.append(fields[word])
                labels.append(fields[label])
            elif words and not fields:
                yield words, whole(labels)
                words, labels = [], []


def uner(path: Path) -> Iterator[Labelled]:
    """Universal NER with the nationalities added that it leaves out."""
    for words, labels in columns(path, 1, 2):
        yield words, [demonym(word) if label == "O" else label for word, label in zip(words, labels, strict=True)]
