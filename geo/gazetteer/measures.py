"""How large places are and how well known: the figures that the embedded gazetteer and the installed ones share.

The prominence of a city is the decimal logarithm of its inhabitants; other kinds are measured in such cities.
"""

from __future__ import annotations

import math

CAPITAL = 0.5  # a capital is as well known as a city with three times its inhabitants
COUNTRY = 3.0  # a country is as well known as a city with a thousand times its inhabitants
FIRST, SECOND = -0.7, -1.5  # a city is better known than the region of its name unless that is 5 or 30 times larger
AIRPORT, INTERNATIONAL = 2.5, 3.5
SMALLEST_REGION_KM = 3.0


def radius_km(population: int) -> float:
    """The radius of a circle of a city's area: about 2,200 inhabitants a square kilometre, between 1 and 40 km.

    >>> radius_km(1_000_000), radius_km(0)
    (12.0, 1.0)
    """
    return round(min(max(0.012 * math.sqrt(population), 1.0), 40.0), 1)


def prominence(population: int) -> float:
    """The decimal logarithm of the inhabitants.

    >>> prominence(999)
    3.0
    """
    return math.log10(population + 1)
