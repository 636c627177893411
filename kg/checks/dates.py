"""Dates that cannot be read, that no calendar has, or that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import chain, repeat

import pyoxigraph as ox

from kg.checks.data import Data, Node, term
from kg.checks.keys import Key, literal_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.dates import bounds, day_bounds

BAD_DATE = Rule(
    "bad-date",
    "error",
    "A date cannot be read, or no calendar has it.",
    "Dates are EDTF (2021-03-14, 2021-03, 2021-03-14/2021-03-15, 2020-01~, "
    "[2020-01-02,2020-01-04] for one of several days, {..} for all of them, with a time "
    "2021-02-15T21:30:00+03:00). A date that cannot be read counts as unknown everywhere.",
)
END_BEFORE_BEGIN = Rule(
    "end-before-begin",
    "error",
    "A period or range ends before it begins.",
    "The two are usually swapped, or one belongs to another year. No incident falls into it.",
)

_EDTF = term("edtf:EDTF")
_DATES = tuple(f"^^{each}" for each in (_EDTF, term("xsd:date"), term("xsd:dateTime")))
_ENDS = (
    (term("cev:earliest"), term("cev:latest")),
    (term("cev:from"), term("cev:until")),
)
_LOWER, _UPPER = term("cev:lowerBound"), term("cev:upperBound")
_DAY = re.compile(r"(?<!\d)(?<!\d\.)(\d{4})-(\d\d)(?:-(\d\d))?(?![\dX])")
_LAST_MONTH = 12
_SEASONS = range(21, 42)
_NO_SECONDS = re.compile(r"T\d\d:\d\d(?!:)(?=[Z+/-]|$)")
# What anybody can read once the calendar has its days; EDTF's grammar takes milliseconds for it.
_DATE = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_SURE = re.compile(
    rf"{_DATE}[?~]?|{_DATE}/(?:{_DATE}|\.\.)|\.\./{_DATE}"
    rf"|\[{_DATE}(?:,{_DATE})+\]|\{{{_DATE}(?:,{_DATE})+\}}"
)
_OPEN = frozenset({"", ".."})


def check(data: Data) -> Iterator[Problem]:
    """Check every date by itself, then every pair of begin and end."""
    dates = chain.from_iterable(map(data.literals_by_ending.get, _DATES, repeat(())))
    wrong = {key: said for key in dates if (said := _wrong(key))}
    for subject, predicate, value in data.triples(wrong):
        if str(value) in wrong:
            rule, reason = wrong[str(value)]
            message = f"'{data.name(value)}' in {data.name(predicate)} {reason}."
            yield rule.broken(message, subject, predicate, value)
    yield from _periods(data)
    yield from _ranges(data)


def _wrong(key: Key) -> tuple[Rule, str] | None:
    """Say what is wrong with a date; None if nothing is."""
    text, datatype, _ = literal_of(key)
    reason = why_bad(text, edtf=datatype == _EDTF.value)
    if reason:
        return BAD_DATE, reason
    return (END_BEFORE_BEGIN, "ends before it begins") if _runs_backwards(text) else None


def why_bad(text: str, *, edtf: bool = True) -> str | None:
    """Say why a date is none, as the rest of a sentence; None if it is one.

    Parameters
    ----------
    text
        The literal's text.
    edtf
        Whether it is an EDTF literal; else it is an xsd:date or xsd:dateTime.
    """
    for year, month, day in _DAY.findall(text):
        if not _is_in_calendar(int(year), int(month), int(day or 1), has_day=bool(day)):
            return "is a day that no calendar has" if day else "has no such month or season"
    if edtf and _NO_SECONDS.search(text):
        return "has a time without seconds, which EDTF asks for"
    return None if _is_readable(text, edtf=edtf) else "cannot be read as a date"


def _is_in_calendar(year: int, month: int, day: int, *, has_day: bool) -> bool:
    if not has_day:
        return 1 <= month <= _LAST_MONTH or month in _SEASONS
    try:
        date(max(year, 1), month, day)
    except ValueError:
        return False
    return True


def _is_readable(text: str, *, edtf: bool) -> bool:
    if edtf and _SURE.fullmatch(text):
        return True
    if "T" in text and "/" not in text:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
        return True
    if not edtf:
        # xsd:date may carry a zone, which says nothing about the day.
        text = re.sub(r"(?:Z|[+-]\d\d:\d\d)$", "", text)
    return bool(text.strip()) and day_bounds(text) is not None


def _runs_backwards(text: str) -> bool:
    if text[:1] in {"[", "{"}:
        spans = [member.partition("..") for member in text[1:-1].split(",")]
    else:
        spans = [text.partition("/")]
    return any(
        between and begin not in _OPEN and end not in _OPEN and _is_after(begin, end)
        for begin, between, end in spans
    )


def _is_after(begin: str, end: str) -> bool:
    """Whether the begin is later than the end, however both are read."""
    if "T" in begin and "T" in end:
        first, last = bounds(begin).earliest, bounds(end).latest
        return first is not None and last is not None and first > last
    # Without a time both are civil days of one place: no zones to allow for.
    days = day_bounds(begin.partition("T")[0]), day_bounds(end.partition("T")[0])
    if days[0] is None or days[1] is None or days[0][0] is None or days[1][1] is None:
        return False
    return days[0][0] > days[1][1]


def _periods(data: Data) -> Iterator[Problem]:
    for begin, end in _ENDS:
        for subject, value in data.pairs(end):
            for first in data.literals(subject, begin):
                if isinstance(value, ox.Literal) and _is_after(first.value, value.value):
                    yield _swapped(data, subject, (begin, first), (end, value))


def _ranges(data: Data) -> Iterator[Problem]:
    for subject, value in data.pairs(_UPPER):
        for first in data.literals(subject, _LOWER):
            if isinstance(value, ox.Literal) and _number(first) > _number(value):
                yield _swapped(data, subject, (_LOWER, first), (_UPPER, value))


def _number(literal: ox.Literal) -> Decimal:
    """Return the number; zero for what is none, which the shapes report."""
    try:
        number = Decimal(literal.value)
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def _swapped(
    data: Data,
    subject: Node,
    begin: tuple[ox.NamedNode, ox.Literal],
    end: tuple[ox.NamedNode, ox.Literal],
) -> Problem:
    message = (
        f"{data.name(begin[0])} {data.name(begin[1])} is after "
        f"{data.name(end[0])} {data.name(end[1])}."
    )
    return END_BEFORE_BEGIN.broken(message, subject, *begin)


CHECK = Check((BAD_DATE, END_BEFORE_BEGIN), check)
