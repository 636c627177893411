"""Weekdays beside full dates."""

from __future__ import annotations

import pytest

from kg.weekdays import find_slips


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, February 16, 2020",
        "on tuesday february 16th 2020 at",
        "Tuesday (16 February 2020)",
        "Tues., 16 Feb. 2020",
        "Tuesday, the 16th of February, 2020",
        "Tuesday, 2020-02-16",
        "16 February 2020 (Tuesday)",
        "February 16, 2020, a Tuesday",
        "2020-02-16 was a Tuesday",
        "Tuesday,\u00a0February\u00a016,\u00a02020",
    ],
)
def test_slips(text: str) -> None:
    (slip,) = find_slips(text)
    assert (slip.day.isoformat(), slip.said, slip.fitting_year) == ("2020-02-16", 1, 2021)
    assert slip.describe().endswith("16 February 2020 was a Sunday; it was a Tuesday in 2021.")


@pytest.mark.parametrize(
    "text",
    [
        "Sunday, February 16, 2020",
        "Tuesday, February 16, 2021",
        "16 February 2020 was a Sunday",
        "Tuesday, February 16",  # no year, nothing to hold it against
        "On 16 February 2020. Tuesday saw more attacks",
        "16 February 2020, Tuesday's attack",
        "Tuesday, February 30, 2020",  # no such day: another check
        "Maybe 16 February 2020; the Sun reported",
        "Monday 3, 2020",
        "2020-02-16",
    ],
)
def test_no_slips(text: str) -> None:
    assert find_slips(text) == []


def test_the_later_of_two_years_that_are_as_near() -> None:
    (slip,) = find_slips("Thursday, 29 February 2021") or find_slips("Friday, 1 March 2021")
    assert slip.fitting_year == 2019


def test_several_in_one_text() -> None:
    assert len(find_slips("Monday, 16 February 2020, and Friday, 17 February 2020")) == 2
