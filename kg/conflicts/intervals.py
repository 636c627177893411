"""Intervals: which of several values exclude each other, without comparing every pair."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

# How far a value that is said to be approximate reaches, where its curator gave it no width.
_TENTH = Fraction(1, 10)
_HALF_AN_HOUR = 30 * 60
# "some" and "around" mean so only before a number: "14 around the airport" is 14.
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|nearly|almost"
    r"|close\s+to)\s+|[~≈]\s*)"
    r"(?:an?\s+)?(?:\W?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|dozens?|scores?|hundreds?|thousands?|millions?|half|noon|midday|midnight|dawn|dusk|sunrise"
    r"|sunset)\b)",
    re.IGNORECASE,
)
_DIGITS = 300  # more, before or after the point, are no count of anything
_EPOCH = datetime(1970, 1, 1)  # the tables hold moments in UTC without a zone
_SECOND = timedelta(seconds=1)
_FIRST_SECOND = (datetime.min - _EPOCH) // _SECOND
_LAST_SECOND = (datetime.max - _EPOCH) // _SECOND
# Whole where it can be: fractions are slow.
Point = int | Fraction


@dataclass(frozen=True)
class Interval:
    """All points from the least to the most, both included; None is unbounded.

    Attributes
    ----------
    least, most
        Its ends: numbers, or seconds since 1970 (UTC).
    """

    least: Point | None
    most: Point | None

    @property
    def order(self) -> tuple[bool, Point, bool, Point]:
        """What to sort intervals by: their least point, then their greatest."""
        return (
            self.least is not None,
            self.least or 0,
            self.most is None,
            self.most or 0,
        )


def numbers(lower: str | None, upper: str | None, value: str) -> Interval | None:
    """Return the numbers that fit a value, None if its bounds are no numbers.

    Parameters
    ----------
    lower, upper
        Its curated bounds. "At least five" has a lower bound alone.
    value
        Its words: where they say "about" before a number and both bounds are the same, the value
        reaches a tenth further either way.
    """
    least, most = _number(lower), _number(upper)
    if (least is None) != (lower is None) or (most is None) != (upper is None):
        return None
    if least is not None and least == most and _ABOUT.search(value):
        least, most = sorted((least * (1 - _TENTH), least * (1 + _TENTH)))
    return _interval(least, most)


def moments(earliest: datetime | None, latest: datetime | None, value: str) -> Interval | None:
    """Return the time that fits a value, None if it has no bounds.

    Parameters
    ----------
    earliest, latest
        Its bounds in UTC, with or without a zone.
    value
        Its words: where they say "about" before a time and both bounds are the same, the value
        reaches half an hour further either way.
    """
    least, most = _seconds(earliest), _seconds(latest)
    if least is not None and least == most and _ABOUT.search(value):
        least, most = least - _HALF_AN_HOUR, least + _HALF_AN_HOUR
    return _interval(least, most)


def first_above(intervals: Sequence[Interval]) -> list[int | None]:
    """Return for each interval the first one that lies wholly above it.

    Parameters
    ----------
    intervals
        In their order (`Interval.order`). All that follow the one that is returned lie above too.

    Returns
    -------
    list of int or None
        Positions; None where none lies above.
    """
    lows = [interval.least for interval in intervals]
    open_below = sum(low is None for low in lows)
    bounded = [low for low in lows if low is not None]
    found: list[int | None] = []
    for interval in intervals:
        place = len(intervals)
        if interval.most is not None:
            place = open_below + bisect_right(bounded, interval.most)
        found.append(place if place < len(intervals) else None)
    return found


def excluding(intervals: Sequence[Interval]) -> list[int]:
    """Return the positions of the intervals that exclude at least one other, in order.

    Parameters
    ----------
    intervals
        In their order.
    """
    above = first_above(intervals)
    least = min((place for place in above if place is not None), default=len(intervals))
    return [
        position for position, place in enumerate(above) if place is not None or position >= least
    ]


def disjoint(one: Interval | None, other: Interval | None) -> bool:
    """Whether no point is in both; what is not known excludes nothing."""
    if one is None or other is None:
        return False
    low, high = sorted((one, other), key=lambda interval: interval.order)
    return first_above((low, high))[0] is not None


def moment(interval_end: Point | None) -> str | None:
    """Return the end of an interval of time as text, in UTC; no calendar goes beyond year 9999."""
    if interval_end is None:
        return None
    within = min(max(int(interval_end), _FIRST_SECOND), _LAST_SECOND)
    return (_EPOCH + within * _SECOND).isoformat(timespec="seconds") + "Z"


def _interval(least: Point | None, most: Point | None) -> Interval | None:
    if (least is None and most is None) or (
        least is not None and most is not None and least > most
    ):
        return None  # nothing known, or bounds the wrong way round: `kg check` tells of those
    return Interval(least, most)


def _number(text: str | None) -> Point | None:
    if text is None:
        return None
    try:
        decimal = Decimal(text)
    except (InvalidOperation, ValueError):
        return None
    # Looked at before it is a fraction, which would write out all the noughts of 1e999999999.
    if not decimal.is_finite() or (decimal and abs(decimal.adjusted()) > _DIGITS):
        return None
    number = Fraction(decimal if decimal else 0)
    return number.numerator if number.denominator == 1 else number


def _seconds(when: datetime | None) -> int | None:
    if when is None:
        return None
    naive = when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    return (naive - _EPOCH) // _SECOND
