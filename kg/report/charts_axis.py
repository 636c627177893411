"""A time axis: where a day lies, and which days are named."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.dates import day_bounds

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_YEAR, _MOST_DAYS = 12, 75
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)
_DAY_STEPS = (1, 2, 5, 10, 20)
_FAR = datetime.date.max.toordinal()

Days = tuple[datetime.date | None, datetime.date | None]


def days_of(text: str | None) -> Days | None:
    """Return the first and last civil day of a date, None where there is no readable date."""
    if not text:
        return None
    found = day_bounds(text if "/" in text else text.partition("T")[0])
    return None if found is None or found == (None, None) else found


@dataclass(frozen=True)
class Axis:
    """Days between two edges.

    Attributes
    ----------
    first, last
        The first and last day, as ordinals.
    left, right
        Where they lie.
    """

    first: int
    last: int
    left: float
    right: float

    def at(self, day: datetime.date) -> float:
        """Return where the middle of a day lies."""
        share = (day.toordinal() - self.first + 0.5) / (self.last - self.first + 1)
        return self.left + share * (self.right - self.left)

    def span(self, days: Days) -> tuple[float, float]:
        """Return where a span begins and ends; an open end is the edge."""
        begin, end = days
        return (
            self.at(begin) if begin else self.left,
            self.at(end) if end else self.right,
        )

    def marks(self, most: int) -> list[tuple[float, str]]:
        """Return where names of days, months or years stand, at most so many."""
        if self.last - self.first <= _MOST_DAYS:
            return self._days(most)
        for step in _STEPS:
            found = list(self._months(step))
            if len(found) <= most:
                break
        return found

    def _days(self, most: int) -> list[tuple[float, str]]:
        for step in _DAY_STEPS:
            begin = -(-self.first // step) * step
            found = range(begin, self.last + 1, step)
            if len(found) <= most:
                break
        days = [datetime.date.fromordinal(ordinal) for ordinal in found]
        return [
            (self.at(day), f"{day.day} {_MONTHS[day.month - 1]}{'' if place else f' {day.year}'}")
            for place, day in enumerate(days)
        ]

    def _months(self, step: int) -> Iterator[tuple[float, str]]:
        begin = datetime.date.fromordinal(self.first)
        month = begin.year * _YEAR + begin.month - 1
        month = -(-(month + (begin.day > 1)) // step) * step
        while month // _YEAR <= datetime.MAXYEAR:
            year, of_year = divmod(month, _YEAR)
            day = datetime.date(year, of_year + 1, 1)
            if day.toordinal() > self.last:
                return
            yield self.at(day), str(year) if step >= _YEAR else f"{_MONTHS[of_year]} {year}"
            month += step


def axis(days: Iterable[Days], left: float, right: float) -> Axis | None:
    """Return an axis on which all days have a place, None where there are none.

    Parameters
    ----------
    days
        First and last days.
    left, right
        The edges.
    """
    ordinals = [day.toordinal() for pair in days for day in pair if day]
    if not ordinals:
        return None
    first, last = min(ordinals), max(ordinals)
    margin = max((last - first) // 40, 2)
    return Axis(max(first - margin, 1), min(last + margin, _FAR), left, right)
