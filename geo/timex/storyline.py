"""The line of a news story: the day that it is mainly about, and which of its dates only look back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from geo.model import Article, Dating, Sentence
from geo.timex import clauses, lexicon, tense

DAYLIKE = frozenset({"second", "minute", "hour", "part_of_day", "day", "weekend", "week"})
DAYS = DAYLIKE - {"weekend", "week"}
RECENT = 14  # days before the publication over which news is fresh
MOST = 20  # dates among which the main day is looked for
LEAD = 3  # sentences in which a story tells its main day
BESIDE = 3  # words between a verb of saying and its date


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its sentences and the dates that have an interval, for looking along its line."""

    article: Article
    sentences: dict[int, Sentence]
    datings: tuple[Dating, ...]

    def has_come(self, dating: Dating) -> bool:
        """Whether a date lies before the end of the publication's day."""
        published = self.article.published
        if dating.when is None or dating.when.open_start:
            return False
        return published is None or dating.when.start.date() <= published

    def is_recent(self, dating: Dating) -> bool:
        """Whether a date is as fresh as news."""
        published = self.article.published
        if published is None or dating.when is None:
            return False
        return dating.when.start.date() >= published - timedelta(days=RECENT)

    def is_background(self, dating: Dating) -> bool:
        """Whether a date looks back: beside "had", or in a relative clause."""
        sentence = self.sentences[dating.sentence]
        return looks_back(sentence, dating) or clauses.relative(sentence, dating.span) is not None

    def is_said(self, dating: Dating) -> bool:
        """Whether the verb of a date, or one beside it, is one of saying, so that it dates a report."""
        sentence = self.sentences[dating.sentence]
        base = sentence.span.start
        before = clauses.WORD.findall(sentence.text[: dating.span.start - base].lower())[-BESIDE:]
        after = clauses.WORD.findall(sentence.text[dating.span.stop - base :].lower())[:1]
        cues = lexicon.cues()
        near = (*before, *after, *governing(sentence, dating).cue.split()[-1:])
        return any("reporting" in cues.get(word, frozenset()) for word in near)

    def main_line(self, datings: Sequence[Dating]) -> list[Dating]:
        """The dates that carry the story on: fresh, looking neither back nor at a report."""
        return [d for d in datings if self.is_recent(d) and not self.is_background(d) and not self.is_said(d)]

    def main(self) -> Dating | None:
        """The date of the story's main day: the first of its lead that is no report's and does not look back."""
        lead = [d for d in self.datings if d.sentence <= LEAD and d.when and d.when.grain in DAYS and self.has_come(d)]
        fresh = [d for d in lead if self.is_recent(d)]
        line = self.main_line(fresh[:MOST])
        return line[0] if line else fresh[0] if fresh else None

    def is_news(self) -> bool:
        """Whether the article tells a fresh day."""
        return any(d.when and d.when.grain in DAYS and self.has_come(d) and self.is_recent(d) for d in self.datings)

    def paragraph(self, sentence: Sentence) -> int:
        """Where the paragraph of a sentence begins."""
        return self.article.text.rfind("\n\n", 0, sentence.span.start) + 1


def governing(sentence: Sentence, dating: Dating) -> tense.Tense:
    """The verb that a date of a sentence belongs to."""
    words = clauses.words_of(sentence)
    first = sum(word.start < dating.span.start for word in words)
    last = sum(word.start < dating.span.stop for word in words)
    return tense.nearest(clauses.verbs_of(sentence), first, last)


def looks_back(sentence: Sentence, dating: Dating) -> bool:
    """Whether the verb beside a date is a past perfect."""
    return governing(sentence, dating).cue.split()[:1] == ["had"]


def story(article: Article, sentences: Sequence[Sentence], datings: Sequence[Dating]) -> Story:
    """The line of an article, of the dates that have an interval.

    >>> from datetime import date
    >>> from geo.model import Span
    >>> from geo.timex import find
    >>> text = "A ship sank on Tuesday, the navy said on Thursday."
    >>> article, sentence = Article(text, published=date(2024, 10, 31)), Sentence(0, Span(0, len(text)), text)
    >>> story(article, [sentence], find(article, [sentence])).main().text
    'Tuesday'
    """
    usable = tuple(dating for dating in datings if dating.when is not None and dating.type != "SET")
    return Story(article, {sentence.index: sentence for sentence in sentences}, usable)
