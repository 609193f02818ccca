"""The order of the stages: read → split → tag → recognise → resolve → date → extract.

The only file that knows it. Every stage is a seam: pass another function by keyword to replace one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo import events, gazetteer, geocoders, resolution, sentences, timex, tokens, toponyms
from geo.articles import language
from geo.errors import UnreadableArticle
from geo.model import (
    Article,
    DateChooser,
    Dater,
    Dating,
    Extractor,
    Gazetteer,
    Mention,
    Place,
    Reading,
    Recogniser,
    Resolution,
    Resolver,
    Sentence,
    Span,
    TaggedSentence,
)


@dataclass(frozen=True, slots=True)
class Stages:
    """The functions that read an article, each replaceable."""

    recognise: Recogniser = toponyms.recognise
    resolve: Resolver = resolution.resolve
    find_dates: Dater = timex.find
    choose_date: DateChooser = timex.choose
    extract: Extractor = events.extract


def asking(geocoder: Callable[[str], tuple[Place, ...]], tell: Callable[[str], object]) -> Stages:
    """The stages with an online geocoder behind the gazetteer, asked for the names that the gazetteer does not know.

    ``tell`` is given one line where it could not answer; the article is read all the same.
    """
    return Stages(resolve=geocoders.Completing(resolution.resolve, geocoder, tell))


def extract(article: Article, *, places: Gazetteer | None = None, stages: Stages | None = None) -> Reading:
    """Everything that an article tells: places, dates and events, each leading back to its sentence.

    ``places`` is the gazetteer, the one in use unless given. Nothing found is an empty tuple, not an error.

    >>> reading = extract(Article("Two people died in Kursk on Tuesday.", published=date(2024, 10, 31)))
    >>> [(r.mention.text, r.place.country) for r in reading.resolutions if r.place]
    [('Kursk', 'RU')]
    """
    places, stages = places or gazetteer.current(), stages or Stages()
    found = sentences.split(article)
    article = _dated(article, found, stages)
    datings = stages.find_dates(article, found)
    tagged = tokens.tag(found)
    mentions = stages.recognise(article, tagged, gazetteer=places)
    resolved = stages.resolve(article, tagged, mentions, gazetteer=places)
    happened = stages.extract(article, tagged, resolved, datings, choose_date=stages.choose_date)
    return Reading(article, found, resolved, datings, happened)


def amended(article: Article, title: str, published: date | None) -> Article:
    """The article with the title and the publication date that the user gave; None leaves the date out.

    >>> amended(Article("It rained.", published_from="dateline"), "Rain", date(2024, 7, 3)).published_from
    'given'
    """
    evidence = article.published_from if published == article.published else "given" if published else ""
    return replace(article, title=title.strip(), published=published, published_from=evidence)


def notes(readings: Sequence[Reading]) -> tuple[str, ...]:
    """What was not found in one or more articles, in sentences that say what to do about it."""
    events = [event for reading in readings for event in reading.events]
    undated = sum(reading.article.published is None for reading in readings)
    foreign = sorted({language.foreign(reading.article) for reading in readings} - {""})
    unknown = (
        f"The publication date is not known{_of(undated, len(readings))}, so relative dates (“on Tuesday”) stay off the "
        "timeline: give it."
    )
    said = (
        (not events, "No event was found: the text may be no news, or in a language that is not read yet."),
        (
            not any(r.place for reading in readings for r in reading.resolutions),
            "No place was found, so the map is empty.",
        ),
        (bool(events) and not any(e.when.when for e in events), "No event is dated, so the timeline is empty."),
        (undated > 0, unknown),
    )
    return (*(sentence for holds, sentence in said if holds), *foreign)


def _of(some: int, every: int) -> str:
    return f" of {some} of {every} articles" if every > 1 else ""


def locate(
    article: Article,
    *,
    spans: Sequence[Span] | None = None,
    places: Gazetteer | None = None,
    stages: Stages | None = None,
) -> tuple[Resolution, ...]:
    """The places of an article alone, without its dates and events; of the given spans, when there are any.

    >>> [r.place.name for r in locate(Article("He was born in Houston, Texas.")) if r.place]
    ['Houston', 'Texas']
    """
    places, stages = places or gazetteer.current(), stages or Stages()
    tagged = tokens.tag(sentences.split(article))
    mentions = stages.recognise(article, tagged, gazetteer=places)
    if spans is not None:
        mentions = tuple(_given(article, tagged, mentions, span) for span in sorted(spans))
    return stages.resolve(article, tagged, mentions, gazetteer=places)


def _given(article: Article, tagged: Sequence[TaggedSentence], found: Sequence[Mention], span: Span) -> Mention:
    """The mention of a given span: as it was recognised, else as the same words were elsewhere, else a plain name."""
    text = span.of(article.text)
    for mention in found:
        if mention.span == span:
            return mention
    sentence = next((each.sentence.index for each in tagged if each.sentence.span.overlaps(span)), 0)
    people = next((mention for mention in found if mention.text == text and mention.kind == "demonym"), None)
    plain = Mention(sentence, span, text, "place", "given", text)
    return replace(plain, name=people.name, kind=people.kind, literal=False) if people else plain


def dated(article: Article, *, stages: Stages | None = None) -> Article:
    """The article with the publication date that its text gives away, if it has none.

    >>> dated(Article("NAIROBI, 3 July 2024 – It rained on Tuesday.")).published
    datetime.date(2024, 7, 3)
    """
    return _dated(article, sentences.split(article), stages or Stages())


def _dated(article: Article, found: Sequence[Sentence], stages: Stages) -> Article:
    if article.published is not None:
        if not FIRST_YEAR <= article.published.year <= LAST_YEAR:
            raise UnreadableArticle(
                f"The publication date {article.published} is no date of news: give one from {FIRST_YEAR} to {LAST_YEAR}."
            )
        return article
    published, evidence = published_from_text(article, stages.find_dates(article, found))
    if published is None or not FIRST_YEAR <= published.year <= LAST_YEAR:
        return article
    return replace(article, published=published, published_from=evidence)


def published_from_text(article: Article, datings: Sequence[Dating]) -> tuple[date | None, str]:
    """The publication date that a text gives away, with the evidence: its dateline, else its newest full date."""
    days = [
        (d, d.when.start.date()) for d in datings if d.when and d.when.certainty == "exact" and d.when.grain in FULL
    ]
    in_dateline = [day for dating, day in days if _stands_in_dateline(article, dating)]
    if in_dateline:
        return in_dateline[0], "dateline"
    newest = max((day for _, day in days), default=None)
    return newest, "newest date in the text" if newest else ""


FIRST_YEAR, LAST_YEAR = 1400, 2400  # newspapers, and room to count on from the last
FULL = frozenset({"day", "part_of_day", "hour", "minute", "second"})


def _stands_in_dateline(article: Article, dating: Dating) -> bool:
    """Whether the date stands before the dash that ends a dateline: “NAIROBI, 3 July 2024 (Reuters) – ...”."""
    line = article.text[: article.text.find("\n")] if "\n" in article.text else article.text
    dash = min((line.find(sign) for sign in (" – ", " — ", " - ", " -- ") if sign in line[:120]), default=-1)
    return dating.span.stop <= dash
