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
    targets = [_Target(reading) for reading in readings]
    items = [columns.as_json(_event(targets[row[1]], row)) for row in rows]
    shown = dict.fromkeys((row[1], row[2]) for row in rows)
    items += [columns.as_json(item) for article in dict.fromkeys(at for at, _ in shown)
              for item in _places(targets[article], {sentence for at, sentence in shown if at == article})]  # fmt: skip
    name = iri.of("\n".join(sorted({target.iri for target in targets})))
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": f"Dateline: events and places. {credit(table)}",
            "rights": GEONAMES_LICENCE, "total": len(items)}  # fmt: skip
    page = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0}
    return (
        f'{columns.as_json(head)[:-1]}, "first": {columns.as_json(page)[:-1]}, "items": [\n'
        + ",\n".join(items)
        + "\n]}}\n"
    )


class _Target:
    """An article that annotations point into, and its sentences' selectors, each made once."""

    __slots__ = ("_sentences", "iri", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading, self.iri = reading, iri.of_article(reading.article)
        self._sentences: dict[int, Item] = {}

    def sentence(self, index: int) -> Item:
        """The target that is a whole sentence."""
        if index not in self._sentences:
            self._sentences[index] = self.words(self.reading.sentences[index].span)
        return self._sentences[index]

    def words(self, span: Span) -> Item:
        """The target that is a stretch of the text."""
        text = self.reading.article.text
        quote = {"type": "TextQuoteSelector", "exact": span.of(text), "prefix": text[max(0, span.start - AROUND) : span.start], "suffix": text[span.stop : span.stop + AROUND]}  # fmt: skip
        return {
            "source": self.iri,
            "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.stop}, quote],
        }


def _event(target: _Target, row: tuple[Any, ...]) -> Item:
    name, _, sentence, label, place, place_id, start, stop = row
    body: list[Item] = [{"type": "TextualBody", "purpose": "tagging", "value": label or "Event"}]
    if place_id:
        body.append(_identified(place_id, place or place_id))
    if start:
        body.append({"type": "TextualBody", "purpose": "describing", "value": f"{start}/{stop}"})
    return {"id": iri.of(f"{target.iri}\nevent {name}"), "type": "Annotation", "motivation": "classifying", "body": body, "target": target.sentence(sentence)}  # fmt: skip


def _places(target: _Target, sentences: set[int]) -> Iterator[Item]:
    for found in target.reading.resolutions:
        if found.place is not None and found.mention.sentence in sentences:
            yield _place(target, found, found.place)


def _place(target: _Target, found: Resolution, place: Place) -> Item:
    span = found.mention.span
    name = iri.of(f"{target.iri}\nplace {span.start} {span.stop} {found.mention.text}")
    return {"id": name, "type": "Annotation", "motivation": "identifying", "body": [_identified(place.id, place.name)], "target": target.words(span)}  # fmt: skip


def _identified(place_id: str, name: str) -> Item:
    address = iri.of_place(place_id)
    if address is None:
        return {"type": "TextualBody", "purpose": "identifying", "value": name}
    return {"type": "SpecificResource", "purpose": "identifying", "source": address}
