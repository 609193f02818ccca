"""What can go wrong, and what to do about it.

Every error is a :class:`DatelineError` and a builtin, and its message is a whole sentence that names the remedy::

    DatelineError
    ├── ArticleError (ValueError)        the article cannot be read
    │   ├── EmptyArticle                 there is no text in it
    │   ├── ArticleTooLong               it is longer than Settings.max_characters
    │   ├── UnreadableArticle            its bytes are no text, or its kind is not known
    │   └── UnreachableArticle           its address cannot be fetched, or must not be
    ├── SettingsError (ValueError)       a setting has an impossible value
    ├── GazetteerError (RuntimeError)    the index of places is missing or damaged
    ├── ModelError (RuntimeError)        the weights of a tagger are missing or damaged
    ├── GeocoderError (RuntimeError)     an online geocoder could not answer
    └── ExportError (ValueError)         a file cannot be written in this format

>>> issubclass(EmptyArticle, ValueError) and issubclass(EmptyArticle, DatelineError)
True
"""


class DatelineError(Exception):
    """Any error of Dateline."""


class ArticleError(DatelineError, ValueError):
    """The article cannot be read."""


class EmptyArticle(ArticleError):
    """There is no text in the article."""


class ArticleTooLong(ArticleError):
    """The article is longer than ``Settings.max_characters``."""


class UnreadableArticle(ArticleError):
    """The bytes are no text, or the kind of file is not known."""


class UnreachableArticle(ArticleError):
    """The address of the article cannot be fetched, or must not be."""


class SettingsError(DatelineError, ValueError):
    """A setting has an impossible value."""


class GazetteerError(DatelineError, RuntimeError):
    """The index of places is missing or damaged."""


class ModelError(DatelineError, RuntimeError):
    """The weights of a tagger are missing or damaged."""


class GeocoderError(DatelineError, RuntimeError):
    """An online geocoder could not answer."""


class ExportError(DatelineError, ValueError):
    """A file cannot be written in this format, or not at this path."""
