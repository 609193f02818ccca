"""Measure the language substrate: ``python benchmarks/tokens.py DATA_FOLDER``.

DATA_FOLDER holds the annotated texts of ``data/README.md``; only their test parts are read. Prints sizes, load time,
speed, and scores over the words of the treebanks.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

import arguments as gold  # noqa: E402  # the repository must be importable first
import conllu  # noqa: E402
import entities  # noqa: E402
from where import as_words  # noqa: E402

from geo.model import Sentence, Span, TaggedSentence, Token  # noqa: E402
from geo.tokens import arguments, place_of, tag  # noqa: E402
from geo.tokens.crf import labeller  # noqa: E402
from geo.tokens.features import features  # noqa: E402
from geo.tokens.lemmas import lemma  # noqa: E402
from geo.tokens.words import split  # noqa: E402

PARTS = ("ewt-test", "gum-test")
Row = tuple[str, str]
Name = tuple[int, int, str]
LOAD = """
import time
from geo.model import Sentence, Span
from geo.tokens import tag
text = "Troops left Kursk."
started = time.process_time()
tag([Sentence(0, Span(0, len(text)), text)])
print(round(1000 * (time.process_time() - started), 1))
"""


def main(data: Path) -> None:
    """Print the table."""
    treebanks = {part: list(conllu.read(data / f"{part}.conllu.gz")) for part in PARTS}
    for measure in (
        sizes(),
        load(),
        *(rows for part in treebanks.items() for rows in scores(*part)),
        names(data),
        speed(treebanks),
    ):
        for label, value in measure:
            print(f"{label:<52}{value}")


def sizes() -> Iterator[Row]:
    """Megabytes of each model and of the word lists."""
    for path in sorted((ROOT / "data" / "models").glob("*.crfsuite")):
        yield f"size of {path.stem}", f"{path.stat().st_size / 1e6:.1f} MB"
    yield (
        "size of the word lists",
        f"{sum(p.stat().st_size for p in (ROOT / 'data' / 'lexicon').iterdir()) / 1e6:.1f} MB",
    )


def load() -> Iterator[Row]:
    """CPU milliseconds from a cold start to the first tagged sentence, imports left out, the best of five processes."""
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    yield "load and tag a first sentence", f"{min(float(run.stdout) for run in runs)} ms"


def scores(part: str, sentences: Sequence[gold.Words]) -> Iterator[Iterator[Row]]:
    """Words, tags, lemmas and arguments of one treebank."""
    yield tagging(part, sentences)
    yield roles(part, sentences)


def tagging(part: str, sentences: Sequence[gold.Words]) -> Iterator[Row]:
    """Share of right tags, and of right lemmas under gold tags."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        tags = labeller("tags").read(features([word.form for word in sentence]))
        for word, found in zip(sentence, tags, strict=True):
            counts["words"] += 1
            counts["tags"] += found == word.xpos
            if word.upos not in ("PUNCT", "SYM", "X", "PROPN", "NUM", "PRON", "DET"):
                counts["lemmas"] += lemma(word.form, word.xpos) == word.lemma
                counts["of lemmas"] += 1
    yield f"{part}: Penn tags", f"{counts['tags'] / counts['words']:.4f} of {counts['words']}"
    yield f"{part}: lemmas under gold tags", f"{counts['lemmas'] / counts['of lemmas']:.4f}"


def names(data: Path) -> Iterator[Row]:
    """F1 of names, exact spans and types."""
    gum = [entities.from_gum(sentence) for sentence in conllu.read(data / "gum-test.conllu.gz")]
    uner = list(entities.uner(data / "uner-ewt-test.iob2.gz"))
    for label, kinds, labelled in (("gum-test", "PER LOC ORG MISC", gum), ("uner-ewt-test", "PER LOC ORG", uner)):
        for chosen in (kinds, *kinds.split()):
            pairs = [
                (runs(right, chosen), runs(labeller("names").read(features(words)), chosen))
                for words, right in labelled
            ]
            yield f"{label}: names, {chosen}", f"F {f_score(pairs):.3f}"


def runs(labels: Sequence[str], kinds: str) -> set[Name]:
    """The names of these kinds."""
    found = set()
    first = 0
    for index in range(1, len(labels) + 1):
        if index == len(labels) or not labels[index].startswith("I-"):
            if labels[first][2:] in kinds.split():
                found.add((first, index, labels[first][2:]))
            first = index
    return found


def f_score(pairs: Iterable[tuple[set[Name], set[Name]]]) -> float:
    """F1 over pairs of right and found sets."""
    both = right = found = 0
    for one, other in pairs:
        both, right, found = both + len(one & other), right + len(one), found + len(other)
    return 2 * both / max(1, right + found)


def roles(part: str, sentences: Sequence[gold.Words]) -> Iterator[Row]:
    """F1 of agents and patients: the span found holds the head that the treebank names."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        tagged = as_tagged([word.form for word in sentence])
        for trigger in gold.triggers(sentence):
            kind = "verb" if sentence[trigger].upos == "VERB" else "noun"
            right = gold.labels(sentence, trigger)
            heads = {(role, head) for role, head in gold.arguments(sentence, trigger) if right[head][2:] == role}
            agent, _, patient, _ = arguments(tagged, trigger)
            for role, span in (("A", agent), ("P", patient)):
                these = {tagged.tokens[head].span.start for found, head in heads if found == role}
                counts[f"{kind} {role} gold"] += bool(these)
                counts[f"{kind} {role} found"] += span is not None
                counts[f"{kind} {role} both"] += span is not None and any(span.start <= at < span.stop for at in these)
    for kind in ("verb A", "verb P", "noun A", "noun P"):
        both, right, found = (counts[f"{kind} {what}"] for what in ("both", "gold", "found"))
        yield (
            f"{part}: {kind.replace('A', 'agents').replace('P', 'patients')}",
            f"F {2 * both / (right + found):.3f} of {right}",
        )


def as_tagged(words: Sequence[str]) -> TaggedSentence:
    """Words of a treebank as a tagged sentence, one blank between words."""
    seen = as_words(words)
    tokens, start = [], 0
    for word, its_lemma, penn, name in zip(seen.words, seen.lemmas, seen.tags, seen.names, strict=True):
        tokens.append(Token(Span(start, start + len(word)), word, its_lemma, penn, name))
        start += len(word) + 1
    text = " ".join(words)
    return TaggedSentence(Sentence(0, Span(0, len(text)), text), tuple(tokens))


def speed(treebanks: dict[str, list[gold.Words]]) -> Iterator[Row]:
    """Words a second of each step, and peak memory."""
    texts = [" ".join(word.form for word in sentence) for part in treebanks.values() for sentence in part]
    sentences = [Sentence(index, Span(0, len(text)), text) for index, text in enumerate(texts)]
    words = sum(len(split(text)) for text in texts)
    gc.collect()
    yield "words", f"{words / timed(lambda: [split(text) for text in texts]):,.0f} words/s"
    tagged = tag(sentences)
    yield "words, tags, names and lemmas together", f"{words / timed(lambda: tag(sentences)):,.0f} words/s"
    verbs = [
        (sentence, i) for sentence in tagged for i, token in enumerate(sentence.tokens) if token.tag.startswith("VB")
    ]
    taken = timed(lambda: [(place_of(*verb), arguments(*verb)) for verb in verbs])
    yield "place and arguments of each verb", f"{len(verbs) / taken:,.0f} triggers/s"
    yield "peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of the work."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]))
