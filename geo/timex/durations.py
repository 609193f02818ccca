"""Lengths of time, ages and repetitions: they have no interval of their own."""

from __future__ import annotations

from dataclasses import dataclass

from geo.timex import found, lexicon
from geo.timex.found import lasting
from geo.timex.patterns import Found, Hit, Rule
from geo.timex.scene import Scene

CLOCK_UNITS = {"S": "S", "MIN": "M", "H": "H"}
DATE_UNITS = {"D": "D", "NI": "D", "W": "W", "M": "M", "Y": "Y", "DE": "DE", "CE": "CE", "Q": "Q"}
HALVES = {"H": "PT30M", "MIN": "PT30S", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "CE": "P50Y"}
MULTIPLES = {"FN": (2, "W"), "SEM": (6, "M"), "ML": (1000, "Y"), "WE": (1, "WE")}
RATE_LEFT = frozenset({"times", "once", "twice", "$", "percent", "people", "%"})
LENGTH_LEFT = frozenset({
    "for", "in", "within", "after", "than", "about", "nearly", "almost", "over", "lasted", "lasts", "last", "took", "takes", "take",
    "of", "least", "most", "to", "under", "spent", "by", "half", "or", "barely", "just", "only", "lasting", "from", "during", "once",
    "another", "waited", "every", "before", "until", "through", "around", "and", "with", "throughout", "lose", "lost", "roughly",
    "approximately", "spend", "spends", "some", "as",
})  # fmt: skip


FOLLOWS = frozenset({"of", "after", "before", "later", "earlier", "ago", "-"})


@dataclass(frozen=True, slots=True)
class Length:
    """A count of units, None for "some"; ``words`` as the text has it, ``rough`` for "a couple of"."""

    count: float | None
    unit: str
    words: str = ""
    rough: bool = False


def length_of(hit: Hit) -> Length | None:
    """The length of the part ``{length} unit``.

    The parts are ``n`` a number with ``h`` hundred, ``x`` a half, ``above`` over ``below``, ``most`` the greater of two, ``a`` an
    article, ``g`` "few" or "a couple".
    """
    known = lexicon.load()
    word = hit.word("u")
    unit = known.value("units", word) or known.value("unit", word)
    words = " ".join(hit.words.lower[hit.first : hit.match.end("u")])
    if hit.has("a"):
        return Length(1, unit, words) if known.value("unit", word) else None
    if not hit.has("n"):
        couple = "couple" in words
        return Length(2 if couple else None, unit, words, rough=couple)
    count = found.hundreds(hit)
    if count is not None and hit.has("below"):
        count += (found.number(hit, "above") or 0.0) / (found.number(hit, "below") or 1.0)
    if hit.has("most"):
        count = found.number(hit, "most")
    if count is not None and hit.has("x"):
        count += 0.5
    return Length(count, unit, words)


def value_of(length: Length) -> str:
    """The TIMEX3 value of a length.

    >>> value_of(Length(1.5, "Y")), value_of(Length(None, "D")), value_of(Length(36, "H"))
    ('P1.5Y', 'PXD', 'PT36H')
    """
    if length.count == 0.5 and length.unit in HALVES:
        return HALVES[length.unit]
    if length.unit in CLOCK_UNITS:
        return f"PT{_figure(length.count)}{CLOCK_UNITS[length.unit]}"
    if length.unit in MULTIPLES:
        factor, unit = MULTIPLES[length.unit]
        return f"P{_figure(None if length.count is None else length.count * factor)}{unit}"
    return f"P{_figure(length.count)}{DATE_UNITS[length.unit]}"


def _figure(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"


def duration(hit: Hit, scene: Scene) -> Found | None:
    """86 minutes, several weeks, two and a half years."""
    length = length_of(hit)
    if length is None or hit.before() in {"$", "€", "£"} or (hit.before() == "as" and hit.word("n") == "many"):
        return None
    if hit.has("a") and not _article_counts(hit, length):
        return None
    if length.unit == "S" and hit.word("u") == "second" and not hit.has("n"):
        return None
    return lasting(hit, value_of(length))


def _article_counts(hit: Hit, length: Length) -> bool:
    if hit.word("a") == "one" and length.unit == "D":
        return hit.before() in LENGTH_LEFT
    if hit.word("a") in {"one", "another"}:
        return True
    if length.unit == "WE":
        return False
    if length.unit in {"D", "NI", "S", "MIN", "Q", "WE"}:
        return hit.before() in LENGTH_LEFT and hit.after() not in {"of", "when", "that"}
    return hit.before() in LENGTH_LEFT or hit.has("q")


def hyphenated(hit: Hit, scene: Scene) -> Found | None:
    """A two-day visit, a ten-year truce."""
    length = length_of(hit)
    return lasting(hit, value_of(length)) if length and hit.after() != "old" else None


def age(hit: Hit, scene: Scene) -> Found | None:
    """A 33-year-old man, 18 years old: an age is no date."""
    length = length_of(hit)
    return lasting(hit, value_of(length), "an age") if length else None


def some_units(hit: Hit, scene: Scene) -> Found | None:
    """For years, months of talks."""
    unit = lexicon.load().value("units", hit.word("u"))
    if hit.before() in {
        "'s",
        "’s",
        "these",
        "those",
        "her",
        "his",
        "their",
        "its",
        "the",
        "early",
        "school",
        "working",
        "office",
    }:
        return None
    left = hit.before()
    if left and "units_left" not in lexicon.lookalikes().get(left, frozenset()) and hit.after() not in FOLLOWS:
        return None
    if unit in {"S", "Q", "WE", "NI"} or hit.after() == "old":
        return None
    return lasting(hit, value_of(Length(None, unit)))


def unit_long(hit: Hit, scene: Scene) -> Found | None:
    """Month-long, decades-long."""
    known = lexicon.load()
    word = hit.word("u")
    plural = known.value("units", word)
    return lasting(hit, value_of(Length(None if plural else 1, plural or known.value("unit", word))))


def half_unit(hit: Hit, scene: Scene) -> Found | None:
    """Half an hour, half a century, an hour and a half."""
    unit = lexicon.load().value("unit", hit.word("u"))
    return lasting(hit, value_of(Length(1.5 if hit.has("f") else 0.5, unit)))


def long_word(hit: Hit, scene: Scene) -> Found | None:
    """Yearlong, weeklong."""
    return lasting(hit, lexicon.load().value("long_word", hit.word("w")))


def part_century(hit: Hit, scene: Scene) -> Found | None:
    """Half a century, a quarter-century."""
    years = {"half": 50, "quarter": 25}[hit.word("f")]
    return lasting(hit, f"P{years if hit.word('u') == 'century' else years // 10}Y")


def whole_unit(hit: Hit, scene: Scene) -> Found | None:
    """All day, all year."""
    return lasting(hit, value_of(Length(1, lexicon.load().value("unit", hit.word("u")))))


def repeated(hit: Hit, value: str) -> Found:
    """A SET: something that comes again has no interval."""
    return Found(hit.first, hit.last, "SET", value, None, "comes again and again, so it has no date of its own")


def every_unit(hit: Hit, scene: Scene) -> Found | None:
    """Every day, each year, per day, every four years."""
    known = lexicon.load()
    word = hit.word("u")
    unit = known.value("unit", word) or known.value("units", word)
    if unit in {"S", "Q"} and word == "second":
        return repeated(hit, "PT1S") if hit.word("e") == "per" else None
    count = found.number(hit) if hit.has("n") else 2 if hit.has("o") else 1
    return repeated(hit, value_of(Length(count, unit)))


def a_unit(hit: Hit, scene: Scene) -> Found | None:
    """15 a year, $10 a day, twice a week: a rate."""
    known = lexicon.load()
    left = hit.before()
    if hit.after() in {"ago", "later", "earlier", "before", "after", "of", "from"}:
        return None
    counted = "counted" in lexicon.lookalikes().get(left, frozenset()) and hit.before(2)[:1].isdigit()
    money = left[:1].isdigit() or (left in {"million", "billion", "trillion"}) or known.value("cardinal", left) != ""
    if left in RATE_LEFT or counted or money:
        return repeated(hit, value_of(Length(1, known.value("unit", hit.word("u")))))
    return None


def every_weekday(hit: Hit, scene: Scene) -> Found | None:
    """Every Friday, Sundays."""
    known = lexicon.load()
    word = hit.word("w")
    number = known.value("weekday", word) or known.value("weekdays", word)
    if hit.has("p"):
        code = known.value("part", hit.word("p")) or known.value("parts", hit.word("p"))
        return repeated(hit, f"XXXX-WXX-{number}T{code}")
    return repeated(hit, f"XXXX-WXX-{number}")


def every_named(hit: Hit, scene: Scene) -> Found | None:
    """Every morning, each summer, every August."""
    known = lexicon.load()
    word = hit.word("w")
    if known.value("month", word):
        return repeated(hit, f"XXXX-{int(known.value('month', word)):02}")
    if known.value("season", word):
        return repeated(hit, f"XXXX-{known.value('season', word)}")
    return repeated(hit, f"XXXX-XX-XXT{known.value('part', word)}")


def periodic(hit: Hit, scene: Scene) -> Found | None:
    """Daily, weekly, annual."""
    if hit.words.text[hit.first][0].isupper() and hit.first > 0:
        return None
    return repeated(hit, lexicon.load().value("periodic", hit.word("w")))


def several_parts(hit: Hit, scene: Scene) -> Found | None:
    """Nights, mornings, winters."""
    known = lexicon.load()
    if hit.first and hit.words.text[hit.first][0].isupper():
        return None
    if hit.has("s"):
        return repeated(hit, f"XXXX-{known.value('seasons', hit.word('s'))}")
    return repeated(hit, f"XXXX-XX-XXT{known.value('parts', hit.word('p'))}")


LENGTH = "( approx:q )? {length} unit|units:u"
RULES = (
    Rule(LENGTH, duration),
    Rule("'more'|'less'|'fewer' 'than' " + LENGTH, duration),
    Rule("'close' 'to' " + LENGTH, duration),
    Rule("number|cardinal|few:n hundred:h? dash unit|units:u", hyphenated),
    Rule("number|cardinal:n dash 'and' dash 'a' dash 'half':x dash unit:u", hyphenated),
    Rule("number|cardinal|few:n hundred:h? dash? unit|units:u dash? 'old'|'olds'", age),
    Rule("units:u", some_units),
    Rule("unit|units:u dash 'long'", unit_long),
    Rule("( number|cardinal:n ) dash? unit:u dash 'long'", hyphenated),
    Rule("'half' dash? 'a'|'an'? unit:u", half_unit),
    Rule("'a'|'an' unit:u 'and' 'a' 'half':f", half_unit),
    Rule("'all' unit:u", whole_unit),
    Rule("long_word:w", long_word),
    Rule("'a'? 'half'|'quarter':f dash? ( 'of' )? ( 'a' )? 'century'|'decade':u", part_century),
    Rule("'every'|'each'|'per':e 'single'|'other':o? ( number|cardinal:n )? unit|units:u", every_unit),
    Rule("'a'|'an' unit:u", a_unit),
    Rule("'every'|'each' weekday:w part:p?", every_weekday),
    Rule("weekdays:w", every_weekday),
    Rule("weekday:w parts:p", every_weekday),
    Rule("'every'|'each' part|month|season:w", every_named),
    Rule("periodic:w", periodic),
    Rule("parts:p", several_parts),
    Rule("seasons:s", several_parts),
)
