"""A key to a service, which nothing shows: it is put into the address at the last moment and taken out of the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.parse import quote, quote_plus


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and the random mark that stands for it wherever it may be seen.

    >>> Key("abc")
    Key(...)
    """

    _secret: str = field(repr=False)
    mark: str = field(default_factory=lambda: f"key-{token_hex(16)}", repr=False)

    def __repr__(self) -> str:
        return "Key(...)"

    def __bool__(self) -> bool:
        return bool(self._secret)

    def __reduce__(self) -> str:
        raise TypeError("A key is never written down: open the geocoder again where it is needed.")

    def put_into(self, url: str) -> str:
        """The address to ask, with the key where its mark is.

        >>> key = Key("a/b")
        >>> key.put_into(f"https://example.org/?key={key.mark}")
        'https://example.org/?key=a%2Fb'
        """
        return url.replace(self.mark, quote(self._secret, safe=""))

    def taken_from(self, text: str) -> str:
        """A reply in which the key, however it is written, is only its mark; never a part of a longer word.

        >>> Key("").taken_from("Hannover"), Key("ann", "…").taken_from("user ann, Hannover")
        ('Hannover', 'user …, Hannover')
        """
        for spelling in {self._secret, quote(self._secret, safe=""), quote_plus(self._secret)} - {""}:
            text = re.sub(rf"(?<!\w){re.escape(spelling)}(?!\w)", self.mark, text)
        return text
