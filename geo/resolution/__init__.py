"""Toponym resolution: which place each mention is, how sure that is, and why.

The senses of all names of an article are weighed together: by what is known of each place, by the words beside the
name, and by the company that the other names keep. Weights stand in ``data/toponyms/weights.csv``.
"""

from geo.resolution.publisher import Prior, learn
from geo.resolution.stage import resolve

__all__ = ["Prior", "learn", "resolve"]
