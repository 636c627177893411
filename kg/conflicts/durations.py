"""Durations of XML Schema (ISO 8601) as the least number of seconds that they can mean."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

# More digits are no time that anybody waits, and too many for a float.
_DURATION = re.compile(
    r"P(?:(?P<years>\d{1,18})Y)?(?:(?P<months>\d{1,18})M)?(?:(?P<days>\d{1,18})D)?"
    r"(?:T(?:(?P<hours>\d{1,18})H)?(?:(?P<minutes>\d{1,18})M)?"
    r"(?:(?P<seconds>\d{1,18}(?:\.\d+)?)S)?)?"
)
# The shortest year and month.
_SECONDS = {
    "years": 365 * 86400,
    "months": 28 * 86400,
    "days": 86400,
    "hours": 3600,
    "minutes": 60,
    "seconds": 1,
}


def least_seconds(text: str | None) -> Fraction:
    """Return the least seconds that a duration means.

    Parameters
    ----------
    text
        Such as ``PT2H``; None, a negative one or what is no duration gives 0: merely before.

    Examples
    --------
    >>> least_seconds("P1DT2H")
    Fraction(93600, 1)
    """
    found = _DURATION.fullmatch(text) if text else None
    if found is None:
        return Fraction(0)
    return sum(
        (
            Fraction(Decimal(number)) * _SECONDS[unit]
            for unit, number in found.groupdict().items()
            if number
        ),
        Fraction(0),
    )
