"""Uncertain dates as bounds: the earliest and the latest moment that a date can mean.

A date is an EDTF literal (Library of Congress, Extended Date/Time Format, 2019). A bare date is
the civil day where something happened or was said; where that place is not known it is the day
anywhere on earth, from UTC+14 to UTC-12.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from io import StringIO
from time import struct_time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kg.errors import UsageError

_FIRST_ZONE = timezone(timedelta(hours=14))
_LAST_ZONE = timezone(timedelta(hours=-12))
_PLAIN_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\??")
_SET = re.compile(r"\[.*\]|\{.*\}")
_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?\??")
_MEMBER = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_PLAIN_SET = re.compile(rf"\[{_MEMBER}(?:,{_MEMBER})+\]|\{{{_MEMBER}(?:,{_MEMBER})+\}}")


@dataclass(frozen=True)
class Bounds:
    """The earliest and the latest moment that a date can mean, in UTC; None is unbounded."""

    earliest: datetime | None
    latest: datetime | None


UNKNOWN = Bounds(None, None)


@lru_cache(maxsize=65536)
def bounds(text: str | None, zone: str | None = None) -> Bounds:
    """Return the earliest and latest moment of an EDTF date or a date with time.

    Parameters
    ----------
    text
        EDTF, or an ISO 8601 date with time and offset; None or what no calendar has: unknown.
    zone
        IANA name of the time zone whose civil day is meant; None: anywhere on earth.
    """
    if not text:
        return UNKNOWN
    if "T" in text and "/" not in text:
        moment = _moment(text)
        return Bounds(moment, moment)
    days = day_bounds(text)
    if days is None:
        return UNKNOWN
    first, last = days
    return Bounds(
        _at(first, time.min, zone, _FIRST_ZONE) if first else None,
        _at(last, time.max, zone, _LAST_ZONE) if last else None,
    )


@lru_cache(maxsize=4096)
def day_bounds(text: str) -> tuple[date | None, date | None] | None:
    """Return the first and last civil day that an EDTF date can mean, None if it is no date.

    A day marked as inferred (``?``) is that day; one marked as approximate (``~``) is widened by
    the amount that the edtf library gives to its precision. A set, whether one of its dates is
    meant (``[..]``) or all are (``{..}``), lasts from the first day of its dates to the last.
    """
    plain = _PLAIN_DAY.fullmatch(text)
    if plain:
        try:
            day = date(int(plain[1]), int(plain[2]), int(plain[3]))
        except ValueError:
            return None
        return day, day
    return _plain_bounds(text) or _common_bounds(text) or _library_bounds(text)


# apart from what costs nothing to read: 4 ms each, and a large case would crowd them out
@lru_cache(maxsize=4096)
def _library_bounds(text: str) -> tuple[date | None, date | None] | None:
    """Read whatever EDTF has, None for what it has not."""
    from edtf import parse_edtf  # noqa: PLC0415 (its grammar takes a tenth of a second to build)
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415
    from pyparsing import ParserElement  # noqa: PLC0415 (edtf's grammar is made with it)

    try:
        with redirect_stdout(StringIO()):  # it prints what it fails on, amid our JSON
            parsed = parse_edtf(text)
        if _SET.fullmatch(text):
            return _hull(text[1:-1])
        if "~" in text or "%" in text:
            return _day(parsed.lower_fuzzy()), _day(parsed.upper_fuzzy())
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, OverflowError):
        return None
    finally:
        # The grammar keeps its last error, and with it the frame of whoever called, with all it
        # holds: a whole case of tables.
        ParserElement.reset_cache()


def _hull(members: str) -> tuple[date | None, date | None] | None:
    """Return the first and last day of a set that the library has read.

    The library itself takes no account of what is approximate within a set.
    """
    firsts: list[date | None] = []
    lasts: list[date | None] = []
    for member in members.split(","):
        begin, dots, end = member.strip().partition("..")
        first = day_bounds(begin) if begin else (None, None)
        last = day_bounds(end) if end else (None, None)
        last = last if dots else first
        if first is None or last is None:
            return None
        firsts.append(first[0])
        lasts.append(last[1])
    return (
        min((day for day in firsts if day), default=None) if None not in firsts else None,
        max((day for day in lasts if day), default=None) if None not in lasts else None,
    )


def _plain_bounds(text: str) -> tuple[date, date] | None:
    """Read years, months, days and closed intervals of them, None for whatever else EDTF has.

    The library takes 4 ms for one, and a case has hundreds; a test holds the two together.
    """
    parts = [_PLAIN.fullmatch(part) for part in text.split("/")]
    if len(parts) > 2 or parts[0] is None or parts[-1] is None:  # noqa: PLR2004 (from, until)
        return None
    try:
        first, last = _first_day(parts[0]), _last_day(parts[-1])
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _common_bounds(text: str) -> tuple[date | None, date | None] | None:
    """Read approximate dates, intervals with an open end and sets, made of what is plain.

    Hundreds of different ones take seconds in the library; a test holds the two together here, too.
    """
    if _PLAIN_SET.fullmatch(text):
        return _hull(text[1:-1])
    begin, slash, end = text.partition("/")
    if slash and ".." in {begin, end}:
        days = _plain_bounds(end if begin == ".." else begin)
        if days is None or "/" in end:
            return None
        return (None, days[1]) if begin == ".." else (days[0], None)
    part = _PLAIN.fullmatch(text[:-1]) if text[-1:] == "~" and text[-2:-1] != "?" else None
    try:
        return (
            (_widened(_first_day(part), -1, part), _widened(_last_day(part), 1, part))
            if part
            else None
        )
    except ValueError:
        return None


def _widened(day: date, sign: int, part: re.Match[str]) -> date:
    """Move a day by what the library allows to its precision: a year, a month, a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + sign * (13 if part[2] else 12), 12)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=sign) if part[3] else moved


def _first_day(part: re.Match[str]) -> date:
    return date(int(part[1]), int(part[2] or 1), int(part[3] or 1))


def _last_day(part: re.Match[str]) -> date:
    year, month = int(part[1]), int(part[2] or 12)
    return date(year, month, int(part[3] or monthrange(year, month)[1]))


@dataclass(frozen=True)
class Gap:
    """How far something lies before another that it cannot precede.

    Attributes
    ----------
    earlier, later
        The two dates, as they are written.
    days
        Civil days between them.
    """

    earlier: str
    later: str
    days: int

    @property
    def may_be_zones(self) -> bool:
        """Whether the other side of the date line, or of midnight, would explain it."""
        return self.days <= 1


def gap(earlier: str, later: str) -> Gap | None:
    """Compare two dates by their civil days.

    Parameters
    ----------
    earlier
        Date of what was found to be first, such as a publication: its latest possible day counts.
    later
        Date of what must have been first, such as the statement reported: its earliest possible
        day counts.

    Returns
    -------
    Gap or None
        None if the order is possible, or a date is open or unreadable.
    """
    first, last = _civil_days(later)[0], _civil_days(earlier)[1]
    if first is None or last is None or last >= first:
        return None
    return Gap(earlier, later, (first - last).days)


def _civil_days(text: str) -> tuple[date | None, date | None]:
    # A date with time is the civil day that it names; zones are left to the one day of tolerance.
    days = day_bounds(text if "/" in text else text.partition("T")[0])
    return days or (None, None)


def last_day(text: str | None) -> date | None:
    """Return the last day that a date of publication allows (UTC for one with a time of day).

    Parameters
    ----------
    text
        EDTF or ISO 8601; None or what is no date gives None.
    """
    if text and "T" in text and "/" not in text:
        moment = bounds(text).latest
        return moment.date() if moment else None
    days = day_bounds(text) if text else None
    return days[1] if days else None


def as_of_day(text: str) -> date:
    """Return the day up to whose end (UTC) statements count, from what a user typed.

    Raises
    ------
    UsageError
        If it is no date.
    """
    days = None if "T" in text else day_bounds(text)
    if days is None or days[1] is None:
        raise UsageError(
            f"'{text}' is no date up to whose end to count. Give one as 2021-03-16, 2021-03 or "
            "2021, without a time of day."
        )
    return days[1]


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # in UTC it may lie before the year 1
        return None


def _at(day: date, clock: time, zone: str | None, otherwise: timezone) -> datetime:
    place: timezone | ZoneInfo = otherwise
    if zone:
        try:
            place = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            # A misspelt zone must not sharpen a date: it stays "anywhere on earth".
            place = otherwise
    try:
        return datetime.combine(day, clock, place).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, clock, UTC)


def _day(value: struct_time | float) -> date | None:
    if not isinstance(value, struct_time):
        return None  # an open end of an interval
    if value.tm_year < 1:  # before the calendar of Python; the library turns such spans around
        return date.min
    return date(value.tm_year, value.tm_mon, value.tm_mday)
