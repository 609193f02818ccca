"""Train the labeller of agents and patients from the dependencies of EWT and GUM."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import conllu
from fit import Example, Options, fit
from where import as_words

from geo.tokens.lexicon import kinds_of
from geo.tokens.relative import relative, view

Words = Sequence[conllu.Word]
AGENT, PATIENT = "A", "P"
OF_AGENT = {"nsubj", "nsubj:xsubj", "obl:agent", "obl:agent:by"}
OF_PATIENT = {"nsubj:pass", "nsubj:pass:xsubj", "obj"}
OPTIONS = Options(c1=0.4, c2=0.2, minfreq=2, iterations=70)
LEFT = {
    "amod",
    "compound",
    "nummod",
    "nmod:poss",
    "flat",
    "nmod:desc",
    "obl:npmod",
    "advmod",
    "det:predet",
    "goeswith",
    "nmod:unmarked",
}
RIGHT = {"flat", "compound", "goeswith", "fixed", "nmod:desc", "nummod"}
LONGEST_COORDINATION = 14


def train(data: Path, model: Path) -> None:
    """Train on every verb and event noun of the train parts, over the tags and names that the product reads."""
    sentences = (
        sentence for part in ("ewt-train", "gum-train") for sentence in conllu.read(data / f"{part}.conllu.gz")
    )
    fit((example for sentence in sentences for example in examples(sentence)), model, OPTIONS)


def examples(sentence: Words) -> Iterator[Example]:
    """The features and labels of the words around each trigger of a sentence."""
    words = as_words([word.form for word in sentence])
    seen = view(words)
    for trigger in triggers(sentence):
        first, rows = relative(words, seen, trigger)
        yield rows, labels(sentence, trigger)[first : first + len(rows)]


def triggers(sentence: Words) -> Iterator[int]:
    """The verbs and event nouns of a sentence."""
    for index, word in enumerate(sentence):
        if (word.upos == "VERB" and word.xpos.startswith("VB")) or (
            word.upos == "NOUN" and word.lemma in event_nouns()
        ):
            yield index


def labels(sentence: Words, trigger: int) -> list[str]:
    """B-A, I-A, B-P, I-P or O for each word, relative to one trigger."""
    result = ["O"] * len(sentence)
    for role, head in sorted(arguments(sentence, trigger), key=lambda pair: -pair[1]):
        first, last = phrase(sentence, head)
        if not first <= trigger <= last and set(result[first : last + 1]) == {"O"}:
            result[first : last + 1] = [f"B-{role}", *[f"I-{role}"] * (last - first)]
    return result


def arguments(sentence: Words, trigger: int) -> set[tuple[str, int]]:
    """The (role, head) pairs of a trigger."""
    found = verbal(sentence, trigger) if sentence[trigger].upos == "VERB" else nominal(sentence, trigger)
    return {
        (role, head)
        for role, head in found
        if sentence[head].upos in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM")
    }


def verbal(sentence: Words, trigger: int) -> Iterator[tuple[str, int]]:
    """Subjects, objects and by-phrases of the enhanced graph, and the noun that a participle follows."""
    for index, word in enumerate(sentence):
        relations = {relation for head, relation in word.deps if head == trigger + 1}
        if relations & OF_AGENT:
            yield AGENT, index
        elif relations & OF_PATIENT:
            yield PATIENT, index
    verb = sentence[trigger]
    marked = any(word.head == trigger + 1 and word.relation == "mark" for word in sentence)
    if verb.relation == "acl" and verb.xpos in ("VBN", "VBG") and verb.head <= trigger and not marked:
        yield (PATIENT if verb.xpos == "VBN" else AGENT), verb.head - 1


def nominal(sentence: Words, trigger: int) -> Iterator[tuple[str, int]]:
    """Possessors, nationalities, and phrases with by, of, on and against."""
    for index, word in enumerate(sentence):
        if word.head != trigger + 1:
            continue
        case = next((other.lemma for other in sentence if other.head == index + 1 and other.relation == "case"), "")
        if (
            word.relation == "nmod:poss"
            or case == "by"
            or (word.relation == "amod" and "E" in kinds_of(word.form.lower()))
        ):
            yield AGENT, index
        elif word.relation == "nmod" and case in ("on", "against"):
            yield PATIENT, index
        elif word.relation == "nmod" and case == "of":
            yield (AGENT if event_nouns()[sentence[trigger].lemma] == "agent" else PATIENT), index


def phrase(sentence: Words, head: int) -> tuple[int, int]:
    """First and last word of an argument: its noun phrase, and what is coordinated with it."""
    first, last = base(sentence, head)
    for index in range(last + 1, min(len(sentence), last + LONGEST_COORDINATION)):
        if sentence[index].head == head + 1 and sentence[index].relation == "conj":
            last = base(sentence, index)[1]
    return first, last


def base(sentence: Words, head: int) -> tuple[int, int]:
    """First and last word of the noun phrase of a head, articles left out, phrases with "of" and names kept."""
    first = head
    while first > 0 and hangs_on(sentence, first - 1, head, LEFT):
        first -= 1
    last = head
    while last + 1 < len(sentence) and continues(sentence, last + 1, head):
        last += 1
    return first, last


def hangs_on(sentence: Words, index: int, head: int, relations: set[str]) -> bool:
    """Whether a word lies below the head, through the given relations only."""
    for _ in range(6):
        word = sentence[index]
        if word.relation not in relations | {"punct", "case", "det", "conj", "cc"} or word.head == 0:
            return False
        if word.head == head + 1:
            return word.relation in relations
        index = word.head - 1
    return False


def continues(sentence: Words, index: int, head: int) -> bool:
    """Whether a word behind the head belongs to its name or to its of-phrase."""
    word = sentence[index]
    if word.form == "of" and word.relation == "case":
        return sentence[word.head - 1].head == head + 1 and sentence[word.head - 1].relation == "nmod"
    return word.head > 0 and below(sentence, index, head)


def below(sentence: Words, index: int, head: int) -> bool:
    """Whether a word behind the head hangs on it through an of-phrase or a name."""
    for _ in range(6):
        word = sentence[index]
        if word.head == head + 1:
            named = word.relation == "appos" and word.upos == "PROPN"
            return named or word.relation in RIGHT or has_of(sentence, index)
        if word.head == 0 or word.relation not in LEFT | RIGHT | {"det", "case", "punct"}:
            return False
        index = word.head - 1
    return False


def has_of(sentence: Words, index: int) -> bool:
    """Whether a noun is marked by "of"."""
    marks = [word for word in sentence if word.head == index + 1 and word.relation == "case"]
    return sentence[index].relation == "nmod" and any(word.form == "of" for word in marks)


@cache
def event_nouns() -> dict[str, str]:
    """Nouns that tell events, and the role of what follows their "of"."""
    with (Path(__file__).parent / "event_nouns.csv").open(encoding="utf-8", newline="") as file:
        return {row["noun"]: row["of"] for row in csv.DictReader(file)}
