"""Web Annotations (W3C, JSON-LD): what the article's words are, for Recogito, Hypothesis and their like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geo.errors import ExportError
from geo.export import columns, iri
from geo.export.outgoing import GEONAMES_LICENCE, credit
from geo.model import Place, Reading, Resolution, Span

if TYPE_CHECKING:
    import pandas as pd

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of context before and after a quote
NAMES = ("id", "article", "sentence", "label", "place", "place_id", "start", "stop")
Item = dict[str, Any]


def to_jsonld(readings: Sequence[Reading], table: pd.DataFrame) -> str:
    """A collection of annotations: one an event on its sentence, then one a place that these sentences name.

    A target is given by position (characters from the start of the text, as Python counts them) and by quote; a place
    by its GeoNames address, or by name where it has none. Raises ExportError when the readings of the rows are not
    given.
    """
    rows = list(zip(*(columns.values(table[name]) for name in NAMES), strict=True))
    if any(row[1] >= len(readings) or row[2] >= len(readings[row[1]].sentences) for row in rows):
        raise ExportError("Annotations point into the articles: give the readings that the table was built from.")
    targets = [_Target(number, reading) for number, reading in enumerate(readings)]
    items = [columns.as_json(_event(targets[row[1]], row)) for row in rows]
    shown: dict[int, set[int]] = {}
    for row in rows:
        shown.setdefault(row[1], set()).add(row[2])
    items += [columns.as_json(item) for at, sentences in shown.items() for item in _places(targets[at], sentences)]
    return _collection(items, sorted({targets[at].iri for at in shown}), credit(table))


def _collection(items: Sequence[str], articles: Sequence[str], credits_due: str) -> str:
    """Finished annotations as the one page of a collection."""
    name = iri.of("\n".join(articles))
    label = f"Dateline: events and places. {credits_due}"
    head: Item = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": label}
    head |= {"rights": GEONAMES_LICENCE, "total": len(items)}
    page: Item = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0}
    opening = f'{columns.as_json(head)[:-1]}, "first": {columns.as_json(page)[:-1]}, "items": [\n'
    return opening + ",\n".join(items) + "\n]}}\n"


class _Target:
    """An article that annotations point into, and its sentences' selectors, each made once."""

    __slots__ = ("_sentences", "iri", "number", "reading")

    def __init__(self, number: int, reading: Reading) -> None:
        self.number, self.reading, self.iri = number, reading, iri.of_article(reading.article)
        self._sentences: dict[int, Item] = {}

    def sentence(self, index: int) -> Item:
        """The target that is a whole sentence."""
        if index not in self._sentences:
            self._sentences[index] = self.words(self.reading.sentences[index].span)
        return self._sentences[index]

    def words(self, span: Span) -> Item:
        """The target that is a stretch of the text."""
        text = self.reading.article.text
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.stop : span.stop + AROUND]
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.stop}
        quote = {"type": "TextQuoteSelector", "exact": span.of(text), "prefix": before, "suffix": after}
        return {"source": self.iri, "selector": [position, quote]}


def _event(target: _Target, row: tuple[Any, ...]) -> Item:
    name, _, sentence, label, place, place_id, start, stop = row
    body: list[Item] = [{"type": "TextualBody", "purpose": "tagging", "value": label or "Event"}]
    if place_id:
        body.append(_identified(place_id, place or place_id))
    if start:
        body.append({"type": "TextualBody", "purpose": "describing", "value": f"{start}/{stop}"})
    return _annotation(f"{target.iri}\nevent {name}", "classifying", body, target.sentence(sentence))


def _places(target: _Target, sentences: set[int]) -> Iterator[Item]:
    for found in target.reading.resolutions:
        if found.place is not None and found.mention.sentence in sentences:
            yield _place(target, found, found.place)


def _place(target: _Target, found: Resolution, place: Place) -> Item:
    span = found.mention.span
    key = f"{target.iri}\nplace {target.number} {span.start} {span.stop}"
    return _annotation(key, "identifying", [_identified(place.id, place.name)], target.words(span))


def _annotation(key: str, motivation: str, body: Sequence[Item], target: Item) -> Item:
    return {"id": iri.of(key), "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def _identified(place_id: str, name: str) -> Item:
    address = iri.of_place(place_id)
    if address is None:
        return {"type": "TextualBody", "purpose": "identifying", "value": name}
    return {"type": "SpecificResource", "purpose": "identifying", "source": address}
