"""The name under which a city is shown: as English news writes it."""

from __future__ import annotations

import re
import unicodedata

# letters that do not come apart into a plain one and a mark, and marks of transliteration that news leaves out
_WHOLE = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "ə": "e", "œ": "oe", "–": "-", "‘": "", "ʻ": "", "ʼ": "’"})  # fmt: skip
_SOFT = re.compile(r"’(?=$|[\s-]|[b-df-hj-np-tv-z])")


def label(name: str) -> str:
    """A name in plain letters where it has any that are rare in English news; letters of Western Europe stay.

    >>> label("Aţ Ţawīlah"), label("Łódź"), label("São Paulo"), label("Arkhangel’sk"), label("Xi’an")
    ('At Tawilah', 'Lodz', 'São Paulo', 'Arkhangelsk', "Xi'an")
    """
    if all(ord(letter) < 256 for letter in name):
        return name
    apart = unicodedata.normalize("NFKD", _SOFT.sub("", name.translate(_WHOLE))).replace("’", "'")
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return plain if plain.isascii() else name
