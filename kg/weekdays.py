"""Weekdays in words that do not fit the date beside them, such as a Tuesday that was a Sunday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_YEARS_AROUND = 6  # after at most six years a date falls on the weekday again (but for leap days)

_DAY_NAME = (
    r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
)
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = (
    rf"{_MONTH}\s+{_NUMBER}\s*,?\s+{_YEAR}",
    rf"{_NUMBER}\s+(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}",
    rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
)
# "Tuesday, February 16, 2020" and "Tuesday (16 February 2020)" ...
_BEFORE = r"\b{weekday}\b\.?\s*[,(]?\s*(?:the\s+)?{date}\b"
# ... "16 February 2020 (Tuesday)", "February 16, 2020, a Tuesday", "2020-02-16 was a Tuesday".
_AFTER = r"\b{date}(?:\s*\(\s*(?:a\s+)?|\s*,\s*a\s+|\s+was\s+a\s+){weekday}\b"
_PATTERNS = tuple(
    re.compile(form.format(weekday=_DAY_NAME, date=pattern), re.IGNORECASE)
    for form in (_BEFORE, _AFTER)
    for pattern in _DATES
)


@dataclass(frozen=True)
class Slip:
    """A weekday and a date that do not fit.

    Attributes
    ----------
    words
        As the text has them.
    day
        The date that they name.
    said
        The weekday that they name, from 0 for Monday.
    """

    words: str
    day: date
    said: int

    @property
    def fitting_year(self) -> int | None:
        """The nearest year in which the date fell on the weekday, the later of two."""
        for distance in range(1, _YEARS_AROUND + 1):
            for year in (self.day.year + distance, self.day.year - distance):
                other = _date(year, self.day.month, self.day.day)
                if other is not None and other.weekday() == self.said:
                    return year
        return None

    def describe(self) -> str:
        """Say what does not fit, and in which year it would."""
        shown = f"{self.day.day} {_MONTHS[self.day.month - 1].title()}"
        was = _DAYS[self.day.weekday()].title()
        text = f"'{self.words}': {shown} {self.day.year} was a {was}"
        year = self.fitting_year
        fits = f"; it was a {_DAYS[self.said].title()} in {year}" if year else ""
        return f"{text}{fits}."


def find_slips(text: str) -> list[Slip]:
    """Return every weekday in a text that the full date beside it was not.

    Only English texts and only full dates: without a year there is nothing to hold it against.
    Dates that no calendar has are left to the check of dates.
    """
    found: dict[str, Slip] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            day = _matched_date(match)
            said = _index(_DAYS, match["weekday"])
            if day is not None and day.weekday() != said:
                words = " ".join(match.group().split())
                found[words] = Slip(words, day, said)
    return list(found.values())


def _matched_date(match: re.Match[str]) -> date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _index(_MONTHS, month) + 1
    return _date(int(match["year"]), number, int(match["day"]))


def _index(names: tuple[str, ...], name: str) -> int:
    return next(i for i, full in enumerate(names) if full.startswith(name.lower()[:3]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
