"""Words of a text as spans: news tokens in the manner of the English Universal Dependencies.

Clitics and hyphenated compounds are split ("do|n't", "Putin|'s", "50|-|year|-|old"), prefixed words are not
("anti-tank", "pro-Russian"); abbreviations, numbers, clock times and addresses keep their points. Every
character that is no white space belongs to exactly one word.
"""

from __future__ import annotations

import re
from functools import cache

from geo.model import Span
from geo.tokens.lexicon import rows

_PREFIXES = (
    "anti|pro|non|co|ex|re|pre|post|mid|multi|semi|mini|micro|inter|intra|counter|pan|ultra|super|sub|neo|pseudo|"
    "quasi|trans|un|de|e|bi|tri|extra|over|under|proto|hyper|mega|vice|euro"
)
_UNITS = (
    "km|kms|kg|kgs|m|mm|cm|ft|lb|lbs|oz|g|mg|kt|t|h|hr|hrs|min|mins|am|pm|a\\.m\\.|p\\.m\\.|bn|mn|tn|m|k|mph|kph|"
    "kmh|mw|gw|kw|gb|mb|tb|mhz|ghz|million|billion|trillion"
)
_CLITIC = "(?:s|re|ve|ll|d|m)"
_LETTERS = r"[^\W\d_][\w\u0300-\u036f]*+"

_PATTERN = r"""
    (?:https?://|www\.)\S*[\w/]
  | [A-Za-z0-9_.+-]{{1,64}}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)++
  | (?<!\w)(?:[A-Za-z0-9-]{{1,63}}+\.){{1,4}}(?:com|org|net|gov|edu|mil|int)\b
  | [@\#][A-Za-z_]\w*+
  | (?<!\w)(?:
        Ph\.D\b\.?
      | [A-Za-z](?:\.[A-Za-z])++\b\.?
      | (?:{anywhere})\.(?!\w)
      | (?:{numbered})\.(?=\s?\d)
      | [A-Z]\.(?=\s?[A-Z])
      | (?:US|A|C|HK|NZ|S)\$
      | \d{{3}}-\d{{3}}-\d{{4}}(?!\w) | \d{{3}}-\d{{4}}(?!\w) | \d{{4}}-\d{{2}}-\d{{2}}(?!\w)
      | ['’]\d0s\b
      | \.\d++
      | (?i:can(?=not\b) | gon(?=na\b) | wan(?=na\b) | got(?=ta\b))
      | (?i:{prefixes})-[^\W_]++
      | [A-Z]+&[A-Z]++
    )
  | \d++(?:[.,:/]\d++)*+(?:(?=(?i:{units})(?!\w))|\w*+)
  | [^\W\d_][\w\u0300-\u036f]*?(?=n['’]t\b|N['’]T\b)
  | n['’]t\b | N['’]T\b
  | (?<=\w)['’](?i:{clitic})\b
  | {letters}(?:['’](?!(?i:{clitic}|t)\b){letters})*+
  | \.{{2,}}+ | -{{2,}}+ | [!?]{{2,}}+ | \*{{2,}}+ | ={{2,}}+ | _{{2,}}+ | '' | `` | <<|>>
  | (?<!\S)[:;]-?[()]
  | \S
"""


def split(text: str) -> tuple[Span, ...]:
    """The words of ``text``, in order, as offsets into it.

    >>> text = "Gen. Lee didn't pay $1.2bn at 3:45 p.m., the U.S.-led force's anti-tank 10-man unit said."
    >>> "|".join(span.of(text) for span in split(text))
    "Gen.|Lee|did|n't|pay|$|1.2|bn|at|3:45|p.m.|,|the|U.S.|-|led|force|'s|anti-tank|10|-|man|unit|said|."
    """
    return tuple([Span(*pair) for pair in bounds(text)])


def bounds(text: str) -> list[tuple[int, int]]:
    """The same as bare pairs, for who makes spans of another text of them: two for every word would be slow.

    >>> bounds("It rained.")
    [(0, 2), (3, 9), (9, 10)]
    """
    return [match.span() for match in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    by_context = {"any": [], "digit": []}  # type: dict[str, list[str]]
    for row in rows("abbreviations"):
        by_context[row["before"]].append(row["abbreviation"])
    pattern = _PATTERN.format(
        anywhere="|".join(by_context["any"]),
        numbered="|".join(by_context["digit"]),
        prefixes=_PREFIXES,
        units=_UNITS,
        clitic=_CLITIC,
        letters=_LETTERS,
    )
    return re.compile(pattern, re.VERBOSE)
