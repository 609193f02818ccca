"""Years, decades and centuries: 2014, 1992-95, the early 1990s, the 19th century, 480 BC, fiscal 2024."""

from __future__ import annotations

from geo.timex import found, lexicon, periods
from geo.timex.eras import calendar_year
from geo.timex.found import dated, month_number, written
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.scene import Scene

YEAR_LEFT = frozenset({
    "in", "since", "until", "till", "during", "before", "after", "through", "throughout", "the", "'s", "’s", "its", "their", "his",
    "her", "this", "early", "late", "mid", "circa", "c.", "(", "-", "–", "—", "--", "year", "of", "by", "from", "around", "a", "an",
    "fiscal", "to", "and", "into", ",", "autumn", "spring", "summer", "winter", "fall", "or", "vs", "versus", "for", "than",
    "last", "late-", "class", "season", "our", "my", "your", "about", "between", "/", "on",
})  # fmt: skip
NEVER_YEAR_LEFT = frozenset(
    {"$", "€", "£", "¥", "#", "no", "numbers", "number", "over", "some", "nearly", "almost", "least", "than"}
)
COUNTING_LEFT = frozenset(
    {"of", "about", "around", "by", "from", "to", "on", "and", "for", "between", ",", "or", "a", "over", "another"}
)


def year_only(hit: Hit, scene: Scene) -> Found | None:
    """2014 where a year can stand, not 2,000 men and not Hill 1980."""
    if not _year_stands(hit, scene):
        return None
    return written(hit, periods.year(int(hit.word("y"))))


def _year_stands(hit: Hit, scene: Scene) -> bool:
    known, left, right = lexicon.lookalikes(), hit.before(), hit.after()
    year = int(hit.word("y"))
    if _is_product(hit) or left in NEVER_YEAR_LEFT or "labelled" in known.get(left, frozenset()):
        return False
    if "measured" in known.get(right, frozenset()) or _is_address(hit) or _is_telephone(hit):
        return False
    if right in {"%", "/", "°", "€", "£"} or (right == "." and hit.after(1).isdigit()):
        return False
    if right in {"-", "–"} and "counted" in known.get(hit.after(1), frozenset()):
        return False
    if left and left[-1].isdigit() and left != "1st" and not left.endswith("s"):
        return False
    if _is_counted(hit, right) and (left not in YEAR_LEFT or left in COUNTING_LEFT):
        return False
    if "counted" in known.get(right, frozenset()) and left != "in":
        return left in {"the", "since"} and right not in {
            "people",
            "men",
            "soldiers",
            "troops",
            "km",
            "miles",
            "meters",
        }
    limits = (1000, 2199) if left in YEAR_LEFT - COUNTING_LEFT else (1500, 2100)
    return limits[0] <= year <= limits[1] and _near_enough(year, left, scene)


def _is_product(hit: Hit) -> bool:
    """Whether a named product stands before it: Office 2016."""
    named = hit.words.text[hit.first - 1 : hit.first]
    return bool(named) and named[0][0].isupper() and "product" in lexicon.lookalikes().get(hit.before(), frozenset())


def _is_address(hit: Hit) -> bool:
    """Whether a street follows: 1935 Orchard St."""
    known, ahead = lexicon.lookalikes(), hit.words.lower[hit.last : hit.last + 3]
    named = hit.words.text[hit.last : hit.last + 1]
    return (
        bool(named) and named[0][:1].isupper() and any("street" in known.get(word, frozenset()) for word in ahead[1:])
    )


def _is_telephone(hit: Hit) -> bool:
    """Whether a short figure and a dash stand before it: 234-1294."""
    return hit.before() in {"-", "–"} and hit.before(2).isdigit() and len(hit.before(2)) in {1, 3}


def _near_enough(year: int, left: str, scene: Scene) -> bool:
    return left in YEAR_LEFT or left == "" or 1700 <= year <= scene.context.published.year + 30


def _is_counted(hit: Hit, right: str) -> bool:
    known = lexicon.lookalikes()
    if "yearly" in known.get(right, frozenset()):
        return False
    plural = right.endswith("s") and not right.endswith(("ss", "us", "is")) and len(right) > 3
    return right.isalpha() and (plural or "counted" in known.get(right, frozenset())) and right not in {"was", "has"}


def year_range(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """1992-95 and 1992-1995 as two years; 2008-09 is no month."""
    if hit.before() in NEVER_YEAR_LEFT or "labelled" in lexicon.lookalikes().get(hit.before(), frozenset()):
        return None
    first, tail = int(hit.word("y")), hit.word("e")
    last = int(tail) if len(tail) == 4 else first - first % 100 + int(tail)
    if not first < last <= first + 150:
        return None
    split = hit.match.start("j")
    start = written(hit, periods.year(first), words=(hit.first, split))
    stop = written(hit, periods.year(last), words=(split + 1, hit.last))
    return start, stop


def decade(hit: Hit, scene: Scene) -> Found | None:
    """The 1990s, the '90s."""
    word = hit.word("t")
    digits = "".join(filter(str.isdigit, word))
    if len(digits) == 2 and hit.before(0) != "the" and word[0] not in "'’‘":
        return None
    if len(digits) == 2 and hit.before() in {"his", "her", "their", "my"}:
        return None
    first = int(digits) if len(digits) == 4 else _century_of(int(digits), scene)
    return _decade(hit, first)


def decade_word(hit: Hit, scene: Scene) -> Found | None:
    """The nineties."""
    return _decade(hit, _century_of(int(lexicon.load().value("decade_word", hit.word("t"))), scene))


def _century_of(tens: int, scene: Scene) -> int:
    year = scene.context.reference.year
    base = year - year % 100 + tens
    return base if base <= year else base - 100


def _decade(hit: Hit, first: int) -> Found:
    if first % 100 == 0 and first < 1900:
        return written(hit, periods.century(first // 100 + 1))
    return written(hit, periods.decade(first))


def century(hit: Hit, scene: Scene) -> Found | None:
    """The 19th century; the fifth century BC has a value but no interval."""
    rank = found.ordinal(hit.word("o"))
    if hit.has("b") and lexicon.load().value("era", hit.word("b")) == "BC":
        return Found(hit.first, hit.last, "DATE", f"BC{rank - 1:02}", None, "before the calendar of this timeline")
    return written(hit, periods.century(rank)) if 1 <= rank <= 30 else None


def millennium(hit: Hit, scene: Scene) -> Found | None:
    """The second millennium."""
    return written(hit, periods.millennium(found.ordinal(hit.word("o"))))


def year_of_era(hit: Hit, scene: Scene) -> Found | None:
    """49 BC has a value but no interval; AD 79 is a year like any other."""
    year = int(hit.word("n").replace(",", ""))
    era = lexicon.load().value("era", hit.word("b"))
    if hit.word("b") in {"ad", "ce", "bc", "bce"} and not hit.words.text[hit.match.start("b")].isupper():
        return None
    return written(hit, periods.year(calendar_year(year) if era == "BC" else year))


def month_of_era(hit: Hit, scene: Scene) -> Found | None:
    """August 480 BC, the spring of 480 BC."""
    year = int(hit.word("n"))
    year = calendar_year(year) if lexicon.load().value("era", hit.word("b")) == "BC" else year
    if hit.has("s"):
        return written(hit, periods.season(year, lexicon.load().value("season", hit.word("s"))))
    return written(hit, periods.month(year, month_number(hit.word("m"))))


def years_of_era(hit: Hit, scene: Scene) -> tuple[Found, ...] | None:
    """499-493 BC, 27 BC to 14 AD is not one of these."""
    if lexicon.load().value("era", hit.word("b")) != "BC":
        return None
    first, last = int(hit.word("f")), int(hit.word("n"))
    if first <= last:
        return None
    split = hit.match.start("j")
    return (
        written(hit, periods.year(calendar_year(first)), words=(hit.first, split)),
        written(hit, periods.year(calendar_year(last)), words=(split + 1, hit.last)),
    )


def fiscal_year(hit: Hit, scene: Scene) -> Found | None:
    """Fiscal 2024, read as the calendar year."""
    year = int(hit.word("y"))
    return dated(hit, periods.year(year), "a fiscal year, read as the calendar year", "approximate")


def short_year(hit: Hit, scene: Scene) -> Found | None:
    """'99, in the century nearest to the reference."""
    digits = int(hit.word("y")[1:])
    if hit.before() not in {"in", "of", "since", "by", "until", "from", "to", "the", "called", "during"}:
        return None
    year = _century_of(digits, scene)
    return dated(hit, periods.year(year), f"the year '{digits:02} last gone by")


RULES = (
    Rule("'the'? year:y dash|slash:j year|yy:e", year_range),
    Rule("( 'the'? 'year' )? year:y", year_only),
    Rule("'the'? decade:t", decade),
    Rule("'the' decade_word:t", decade_word),
    Rule("'the'? ordinal|nth:o dash? 'century' era:b?", century),
    Rule("'the'? ordinal|nth:o 'millennium'", millennium),
    Rule("( 'about'|'around'|'c.' )? number:n era:b", year_of_era),
    Rule("month:m comma? number:n era:b", month_of_era),
    Rule("'the'? season:s 'of'? number:n era:b", month_of_era),
    Rule("number:f dash|'to'|'and':j number:n era:b", years_of_era),
    Rule("'ad'|'a.d.':b number:n", year_of_era),
    Rule("'the'? 'fiscal' 'year'? year:y", fiscal_year),
    Rule("'fy' year:y", fiscal_year),
    Rule("apostrophe_year:y", short_year),
)
