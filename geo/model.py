"""The nouns of Dateline: frozen values that the stages hand to one another, and the seams between them.

Standard library only. Offsets are half-open character offsets into ``Article.text``, which never changes
after ``read``. Coordinates are WGS 84 degrees, always latitude before longitude. Times are ``[start, stop)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

MentionKind = Literal["place", "region", "facility", "demonym", "metonym", "anaphor", "dateline"]
PlaceKind = Literal[
    "city", "country", "admin1", "admin2", "continent", "region", "sea", "water", "river", "mountains", "desert",
    "peninsula", "island", "facility", "airport", "part", "approximate",
]  # fmt: skip
Grain = Literal[
    "second", "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "season", "quarter", "half",
    "year", "decade", "century", "millennium",
]  # fmt: skip
Certainty = Literal["exact", "inferred", "approximate", "vague"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
PlacePrecision = Literal["exact", "city", "admin", "country", "region", "sea", "approximate", "none"]
DateBasis = Literal["stated", "narrative", "report", "publication", "none"]
Status = Literal["happened", "planned", "possible", "claimed", "denied"]
Ring = tuple[tuple[float, float], ...]

AREA_KINDS: frozenset[str] = frozenset(
    {"country", "admin1", "admin2", "continent", "region", "sea", "water", "river", "mountains", "desert",
     "peninsula", "island", "part", "approximate"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, stop)`` of a text.

    >>> Span(3, 8).of("In Kursk today")
    'Kursk'
    """

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.stop]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read: its text, and what is known of its origin.

    ``published`` is None when no date is known; ``published_from`` then is empty, else it names the evidence
    ("given", "front matter", "web page", "file's properties", "dateline", "newest date in the text").
    ``language`` is an ISO 639-1 code, or "" where it is not known; ``link`` is the page's canonical address.
    """

    text: str
    title: str = ""
    published: date | None = None
    publisher: str = ""
    source: str = ""
    published_from: str = ""
    section: str = ""
    author: str = ""
    language: str = ""
    link: str = ""

    def __repr__(self) -> str:
        return f"<Article {self.title or self.text[:40]!r}, {len(self.text)} characters, {self.published}>"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; ``index`` counts from 0 in reading order."""

    index: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence with its lemma, its Penn Treebank tag and the name it belongs to.

    ``entity`` is "" outside names, else an IOB2 label such as "B-LOC"; ``certainty`` is the tagger's
    marginal probability for it, 0 to 1.
    """

    span: Span
    text: str
    lemma: str
    tag: str
    entity: str = ""
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with its tokens, in order; token spans are offsets into ``Article.text``."""

    sentence: Sentence
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a mention lies to its anchor: a part of it, off it, near it, a distance and bearing from it, between two.

    ``kind`` is "part", "off", "near", "direction", "between", "along" or "border"; ``direction`` is a compass word
    ("east", "north-east", "centre") or ""; ``other`` is the second anchor's name for "between" and "border".
    """

    kind: str
    direction: str = ""
    distance_km: float | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that name a place.

    ``name`` is what to look up ("Russia" for "the eastern part of the country"); ``rule`` is the named rule
    that found it; ``literal`` is False where the words stand for something else (a government, a nationality).
    """

    sentence: int
    span: Span
    text: str
    kind: MentionKind
    rule: str
    name: str
    literal: bool = True
    relation: Relation | None = None
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or one computed from such places.

    ``id`` is stable and prefixed by its source ("geonames:538560", "dateline:sea-of-japan", "part:RU:east").
    ``country`` is an ISO 3166-1 alpha-2 code or ""; ``admin1`` is the GeoNames admin1 code ("DC") or "".
    ``radius_km`` is the radius of a circle of the place's area. ``outline`` holds rings of (lat, lon) for
    places whose shape is known better than a circle, and is empty otherwise.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    outline: tuple[Ring, ...] = field(default=(), repr=False, hash=False)

    @property
    def is_area(self) -> bool:
        """Whether the place must be drawn as an area, never as a point."""
        return self.kind in AREA_KINDS


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which place a mention is. ``place`` is None when none was found; ``others`` are the next best, at most five."""

    mention: Mention
    place: Place | None
    others: tuple[Place, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An interval ``[start, stop)`` of civil time, in UTC where ``zone`` is known and local to the news otherwise."""

    start: datetime
    stop: datetime
    grain: Grain
    certainty: Certainty
    open_start: bool = False
    open_stop: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """A time expression: its TIMEX3 type and value, and its interval, or None where it has none (a SET, a length)."""

    sentence: int
    span: Span
    text: str
    type: TimexType
    value: str
    when: TimeSpan | None
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who acted or was acted upon; ``country`` is an ISO 3166-1 alpha-2 code or "", never a place on the map."""

    text: str
    span: Span
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted thing of an event: role "killed", value 23, at_least True; ``per`` is "day" for a daily rate."""

    role: str
    value: float
    span: Span
    unit: str = ""
    at_least: bool = False
    per: str = ""


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event happened, with how exactly that is known, and why it was chosen. ``place`` None: not located."""

    place: Place | None
    span: Span | None
    role: str
    precision: PlacePrecision
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event happened, on what basis, and why it was chosen. ``when`` None: undated."""

    when: TimeSpan | None
    span: Span | None
    basis: DateBasis
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned, is claimed or is denied, as one sentence tells it.

    ``trigger`` is the word that tells it; ``cue`` the words behind the status; ``speaker`` who is quoted for it;
    ``also`` the indices of other sentences that tell the same event.
    """

    sentence: int
    type: str
    trigger: Span
    where: EventPlace
    when: EventDate
    mode: str = ""
    actor: Participant | None = None
    target: Participant | None = None
    quantities: tuple[Quantity, ...] = ()
    status: Status = "happened"
    cue: str = ""
    speaker: str = ""
    confidence: float = 0.5
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    resolutions: tuple[Resolution, ...]
    datings: tuple[Dating, ...]
    events: tuple[Event, ...]

    def __repr__(self) -> str:
        return (
            f"<Reading of {self.article.title or self.article.text[:40]!r}: {len(self.sentences)} sentences, "
            f"{len(self.resolutions)} places, {len(self.datings)} dates, {len(self.events)} events>"
        )


class Gazetteer(Protocol):
    """The places that names can mean."""

    def find(self, name: str) -> tuple[Place, ...]:
        """Every place that bears ``name`` in any script, best known first; empty when there is none."""

    def scan(self, text: str) -> Iterator[Span]:
        """The longest known names in ``text``, left to right, on token boundaries, never overlapping."""

    def place(self, place_id: str) -> Place | None:
        """The place with this id."""

    def nearest(self, lat: float, lon: float, limit: int = 1) -> tuple[Place, ...]:
        """The cities nearest to a point, nearest first."""

    def part(self, whole: Place, direction: str) -> Place:
        """The part of a place that lies in a compass direction, computed from its shape."""


class Recogniser(Protocol):
    """Toponym recognition: the words that name places."""

    def __call__(
        self, article: Article, sentences: Sequence[TaggedSentence], *, gazetteer: Gazetteer
    ) -> tuple[Mention, ...]:
        """Recognise the mentions, in reading order."""


class Resolver(Protocol):
    """Toponym resolution: which place each mention is."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[TaggedSentence],
        mentions: Sequence[Mention],
        *,
        gazetteer: Gazetteer,
    ) -> tuple[Resolution, ...]:
        """Resolve each mention; one resolution a mention, in order."""


class Dater(Protocol):
    """Time expressions as intervals."""

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> tuple[Dating, ...]:
        """Date the expressions, in reading order, spans disjoint."""


class DateChooser(Protocol):
    """Which date belongs to an event: a pure function of the datings, given the event's trigger."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        datings: Sequence[Dating],
        trigger: Span,
        *,
        reporting: bool,
        status: Status,
    ) -> EventDate:
        """Choose the event's date."""  # fmt: skip


class Extractor(Protocol):
    """Events with their places and dates."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[TaggedSentence],
        resolutions: Sequence[Resolution],
        datings: Sequence[Dating],
        *,
        choose_date: DateChooser,
    ) -> tuple[Event, ...]:
        """Extract the events, in reading order."""  # fmt: skip
