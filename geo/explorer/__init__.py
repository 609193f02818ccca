"""The explorer: events on a map, a timeline and in their text, as one self-contained HTML document."""

from geo.explorer.document import Explorer, document

__all__ = ["Explorer", "document"]
