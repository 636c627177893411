"""Intervals against comparing every pair, and what words and bounds make of a value."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.conflicts.durations import least_seconds
from kg.conflicts.intervals import (
    Interval,
    disjoint,
    excluding,
    first_above,
    moment,
    moments,
    numbers,
)

ENDS = st.none() | st.integers(0, 12)


@st.composite
def interval_lists(draw: st.DrawFn) -> list[Interval]:
    pairs = draw(st.lists(st.tuples(ENDS, ENDS), max_size=8))
    made = [
        Interval(*(None if end is None else Fraction(end) for end in pair))
        for pair in pairs
        if pair != (None, None) and not (None not in pair and pair[0] > pair[1])  # type: ignore[operator]
    ]
    return sorted(set(made), key=lambda interval: interval.order)


def wholly_above(low: Interval, high: Interval) -> bool:
    return low.most is not None and high.least is not None and low.most < high.least


@settings(deadline=None)  # a busy machine is no failure
@given(interval_lists())
def test_first_above_is_what_comparing_every_pair_gives(intervals: list[Interval]) -> None:
    for place, first in enumerate(first_above(intervals)):
        above = {i for i, other in enumerate(intervals) if wholly_above(intervals[place], other)}
        assert above == (set() if first is None else set(range(first, len(intervals))))


@settings(deadline=None)
@given(interval_lists())
def test_excluding_is_what_comparing_every_pair_gives(intervals: list[Interval]) -> None:
    expected = [
        place
        for place, one in enumerate(intervals)
        if any(wholly_above(one, other) or wholly_above(other, one) for other in intervals)
    ]
    assert excluding(intervals) == expected


@settings(deadline=None)
@given(interval_lists())
def test_disjoint_is_symmetric_and_never_of_a_value_with_itself(intervals: list[Interval]) -> None:
    for one in intervals:
        assert not disjoint(one, one)
        for other in intervals:
            assert disjoint(one, other) == disjoint(other, one)
            assert disjoint(one, other) == (wholly_above(one, other) or wholly_above(other, one))


def known(lower: str | None, upper: str | None, value: str = "") -> Interval:
    made = numbers(lower, upper, value)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("5", None, "at least five"), ("7", "7", "7"), False),
        (("5", None, "at least five"), ("4", "4", "4"), True),
        (("14", "14", "about 14"), ("14", "14", "14"), False),
        (("14", "14", "about 14"), ("15", "15", "15"), False),
        (("14", "14", "about 14"), ("16", "16", "16"), True),
        (("14", "14", "14"), ("15", "15", "15"), True),
        (("11", "16", "11-16"), ("12", "12", "12"), False),
        ((None, "3", "at most three"), ("4", None, "at least four"), True),
        (("0", "0", "about nobody"), ("0", "0", "0"), False),
        (("14.0", "14.0", "14"), ("14", "14", "14"), False),
    ],
)
def test_numbers(
    one: tuple[str | None, str | None, str], other: tuple[str, str, str], *, apart: bool
) -> None:
    assert disjoint(known(*one), known(*other)) is apart


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (None, None),
        ("many", None),
        ("3", "some"),
        ("5", "3"),
        ("NaN", None),
        ("Infinity", None),
        ("9" * 400, None),
        ("1e999999999", None),
        ("1e-999999999", None),
    ],
)
def test_what_is_no_range_of_numbers_is_not_compared(lower: str | None, upper: str | None) -> None:
    assert numbers(lower, upper, "dozens") is None


def test_wide_bounds_of_about_are_the_curators() -> None:
    assert known("13", "15", "about 14") == Interval(Fraction(13), Fraction(15))


@pytest.mark.parametrize(
    ("value", "widened"),
    [
        ("about 14", True),
        ("some 14 rockets", True),
        ("nearly a dozen", True),
        ("~14", True),
        ("close to fourteen", True),
        ("almost twenty-four", True),
        ("14, some of them misfired", False),
        ("14 rockets around the airport", False),
        ("14, nearly all intercepted", False),
        ("14 (words about the attack)", False),
    ],
)
def test_about_counts_directly_before_a_number(value: str, *, widened: bool) -> None:
    assert (known("14", "14", value) != known("14", "14")) is widened


@pytest.mark.parametrize("year", [1, 9999])
def test_times_at_the_ends_of_the_calendar_can_be_told(year: int) -> None:
    when = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, 59, 59)
    about = moments(when, when, "about 21:30")
    assert about is not None
    ends = {moment(about.least), moment(about.most)}
    assert ends == (
        {"0001-01-01T00:00:00Z", "0001-01-01T00:30:00Z"}
        if year == 1
        else {"9999-12-31T23:29:59Z", "9999-12-31T23:59:59Z"}
    )


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 2, 15, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other", "value", "apart"),
    [
        ((at(18, 30), at(18, 30)), (at(18, 15), at(18, 15)), "21:30", True),
        ((at(18, 30), at(18, 30)), (at(18, 15), at(18, 15)), "about 21:30", False),
        ((at(18, 30), at(18, 30)), (at(19, 1), at(19, 1)), "about 21:30", True),
        ((at(15), at(21)), (at(18, 15), at(18, 15)), "evening", False),
        ((None, at(18)), (at(18, 15), at(18, 15)), "by 21:00", True),
    ],
)
def test_times(
    one: tuple[datetime | None, datetime | None],
    other: tuple[datetime, datetime],
    value: str,
    *,
    apart: bool,
) -> None:
    assert disjoint(moments(*one, value), moments(*other, "")) is apart


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT2H", 7200),
        ("P1DT2H", 93600),
        ("PT90M", 5400),
        ("P1M", 28 * 86400),
        ("PT1.5S", Fraction(3, 2)),
        (None, 0),
        ("two hours", 0),
        ("-PT2H", 0),
        (f"P{'9' * 400}D", 0),
    ],
)
def test_durations_are_the_least_that_they_mean(text: str | None, seconds: Fraction) -> None:
    assert least_seconds(text) == seconds
