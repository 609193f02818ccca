"""Seasons, quarters and halves of years: the summer of 1916, in spring, the third quarter, the first half of 2025."""

from __future__ import annotations

from geo.timex import found, lexicon, periods
from geo.timex.found import dated, nearest, written
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.periods import Period
from geo.timex.scene import Scene

CAMPAIGNS = frozenset({"offensive", "campaign", "uprising", "harvest", "rising", "revolution"})


def season_year(hit: Hit, scene: Scene) -> Found | None:
    """The summer of 1916, spring 2024, 1982 summer."""
    if hit.after() in {"olympics", "olympic", "games", "paralympics", "paralympic"}:
        return None
    code = lexicon.load().value("season", hit.word("s"))
    return written(hit, periods.season(int(hit.word("y")), code, south=scene.context.south))


def season_only(hit: Hit, scene: Scene) -> Found | None:
    """The winter, in spring: the nearest one."""
    if not _season_stands(hit):
        return None
    code, south = lexicon.load().value("season", hit.word("s")), scene.context.south
    period, reason = nearest(scene, hit, lambda year: periods.season(year, code, south=south))
    return dated(hit, period, reason, "approximate")


def _season_stands(hit: Hit) -> bool:
    word, left, after = hit.word("s"), hit.before(), hit.after()
    if _is_name(hit):
        return False
    if after == "of" or (word == "fall" and after == "in"):
        return False
    if hit.has("t"):
        return True
    if word == "fall" and left not in {"in", "late", "early", "mid"}:
        return left == "and" and bool(lexicon.load().value("season", hit.before(2)))
    if left in {"and", "or", ",", "to"}:
        return bool(lexicon.load().value("season", hit.before(2)))
    return left in {"in", "by", "during", "until", "since", "early", "late", "mid", "mid-", "through", "-"} or (
        left == "of" and hit.before(2) in {"end", "start", "beginning", "middle", "onset"}
    )


def _is_name(hit: Hit) -> bool:
    """Whether it is part of a name, as in Winter Park, and not of a campaign, as in the Spring Offensive."""
    word, follows = hit.words.text[hit.match.start("s")], hit.words.text[hit.last : hit.last + 1]
    named = word[0].isupper() and hit.match.start("s") > 0 and bool(follows) and follows[0][:1].isupper()
    return named and hit.after() not in CAMPAIGNS


def quarter(hit: Hit, scene: Scene) -> Found | None:
    """The third quarter, of a year or the last one begun."""
    rank = found.ordinal(hit.word("o")) if hit.has("o") else int(hit.word("q"))
    if not 1 <= rank <= 4:
        return None
    if hit.has("y"):
        return written(hit, periods.quarter(int(hit.word("y")), rank))
    return _ranked_part(hit, scene, [periods.quarter(y, rank) for y in _years_near(scene)])


def half(hit: Hit, scene: Scene) -> Found | None:
    """The first half of 2025, of this year."""
    word = hit.word("o") if hit.has("o") else hit.word("q")
    rank = 2 if word == "latter" else found.ordinal(word) if hit.has("o") else int(word)
    if not 1 <= rank <= 2:
        return None
    if hit.has("y"):
        return written(hit, periods.half(int(hit.word("y")), rank))
    return _ranked_part(hit, scene, [periods.half(y, rank) for y in _years_near(scene)])


def _years_near(scene: Scene) -> tuple[int, int, int]:
    year = scene.context.reference.year
    return year - 1, year, year + 1


def _ranked_part(hit: Hit, scene: Scene, candidates: list[Period]) -> Found:
    """The part of last, this or next year that is named, else the last one begun or, in the future, not ended."""
    reference = scene.context.reference
    if hit.has("w"):
        shift = {"last": 0, "previous": 0, "next": 2, "coming": 2}.get(hit.word("w"), 1)
        return dated(hit, candidates[shift], f"counted from {scene.context.reference_name} {reference}")
    tense = scene.tense(hit.first, hit.last)
    begun = [p for p in candidates if p.start.date() <= reference]
    open_ = [p for p in candidates if p.stop.date() > reference]
    period = open_[0] if tense.kind == "future" else begun[-1]
    return dated(hit, period, f"seen from {scene.context.reference_name} {reference}, {tense}")


RULES = (
    Rule("'the'? season:s ( 'of' )? year:y ( dash|slash yy|year )?", season_year),
    Rule("year:y season:s", season_year),
    Rule("'the':t? season:s", season_only),
    Rule("'the'? 'fiscal'? ordinal|nth:o dash? 'quarter' ( 'of' year:y )?", quarter),
    Rule("'the'? ordinal|nth:o dash? 'quarter' 'of' 'the'|'this'|'last'|'next':w 'year'", quarter),
    Rule("'q' monthnumber:q ( 'of' )? year:y", quarter),
    Rule("'q' monthnumber:q", quarter),
    Rule("'the'? ordinal|'latter':o 'half' 'of' ( 'fiscal' )? year:y", half),
    Rule("'the'? ordinal|'latter':o 'half' 'of' 'the'|'this'|'last'|'next':w 'year'", half),
    Rule("'h' monthnumber:q ( 'of' )? year:y", half),
)
