"""Counts of one party by the day: apart on one day, or changed from one day to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kg.conflicts.details import Given
from kg.conflicts.intervals import Point

Day = tuple[date, bool]
"""A civil day, and whether a statement was made on it or a source only published by then."""


def by_day(
    values: Sequence[Given], day_of: Callable[[Given], Day | None]
) -> tuple[list[list[Given]], list[Given]]:
    """Return the counts among which to look for a contradiction, and those that changed.

    Parameters
    ----------
    values
        Counts of one thing that one party gives, with their numbers.
    day_of
        The day on which each was given, None if that is not known.

    Returns
    -------
    list of lists of Given
        Those of each day, in order of the days. Where a day is not known, all values are one
        list: nobody can say that the count only changed.
    list of Given
        Those that exclude one of another day, in the order of ``values``.
    """
    days: dict[Day, list[Given]] = {}
    dated: list[tuple[Day, Given]] = []
    for given in values:
        day = day_of(given)
        if day is None:
            return [list(values)], []
        days.setdefault(day, []).append(given)
        dated.append((day, given))
    return [days[day] for day in sorted(days)], _across(dated)


def _across(dated: Iterable[tuple[Day, Given]]) -> list[Given]:
    """Return the values that lie wholly above or below one of another day."""
    bounded = [(day, given, given.number) for day, given in dated if given.number is not None]
    ends = sorted((number.most, day) for day, _, number in bounded if number.most is not None)
    begins = sorted(
        ((number.least, day) for day, _, number in bounded if number.least is not None),
        reverse=True,
    )
    lowest, highest = _two_days(ends), _two_days(begins)
    return [
        given
        for day, given, number in bounded
        if any(
            other != day and number.least is not None and end < number.least
            for end, other in lowest
        )
        or any(
            other != day and number.most is not None and begin > number.most
            for begin, other in highest
        )
    ]


def _two_days(points: Iterable[tuple[Point, Day]]) -> list[tuple[Point, Day]]:
    """Return the first point of each of the first two days: one of them is another day."""
    found: dict[Day, Point] = {}
    for point, day in points:
        found.setdefault(day, point)
        if len(found) > 1:
            break
    return [(point, day) for day, point in found.items()]
