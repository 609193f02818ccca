r"""Articles: text, a file, a link, a feed, a table, a folder or an archive, read into :class:`Article` values.

The text is kept as it came, but for line ends (always ``\n``), marks of its format, front matter and the headline,
which becomes the title. Nothing here guesses where or when anything happened.
"""

from __future__ import annotations

from geo.articles.collection import columns_of, read, read_all
from geo.articles.columns import Columns
from geo.articles.fetch import is_link
from geo.articles.file import File
from geo.articles.refusal import Refusal

__all__ = ["Columns", "File", "Refusal", "columns_of", "is_link", "read", "read_all"]
