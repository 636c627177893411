"""Dates as bounds: the plain forms that are read here agree with the edtf library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import struct_time

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import _library_bounds, as_of_day, bounds, day_bounds
from kg.errors import UsageError

YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.integers(0, 14).map("{:02}".format)
DAYS = st.integers(0, 32).map("{:02}".format)
PLAIN = st.one_of(
    YEARS,
    st.tuples(YEARS, MONTHS).map("-".join),
    st.tuples(YEARS, MONTHS, DAYS).map("-".join),
)
MARKED = st.tuples(PLAIN, st.sampled_from(("", "?"))).map("".join)
TEXTS = st.one_of(MARKED, st.tuples(MARKED, MARKED).map("/".join))


def from_library(text: str) -> tuple[date | None, date | None] | None:
    """What edtf alone makes of a text."""

    def day(value: struct_time) -> date:
        return date(value.tm_year, value.tm_mon, value.tm_mday)

    try:
        parsed = parse_edtf(text)
        return day(parsed.lower_strict()), day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, OverflowError):
        return None


def is_season(text: str) -> bool:
    return any(part[5:7] in {"21", "22", "23", "24"} for part in text.split("/"))


# The library takes a tenth of a second for what it refuses.
@settings(max_examples=40, deadline=None)
@given(TEXTS.filter(lambda text: not is_season(text)))
def test_plain_dates_agree_with_the_library(text: str) -> None:
    expected = from_library(text)
    # A day that no calendar has (30 February) is none, also where the library shifts it.
    if expected is not None and any(not exists(part) for part in text.split("/")):
        expected = None
    assert day_bounds(text) == expected


OPEN = st.one_of(PLAIN.map("{}/..".format), PLAIN.map("../{}".format))
SETS = st.tuples(st.sampled_from(("[]", "{}")), st.lists(PLAIN, min_size=2, max_size=3)).map(
    lambda made: made[0][0] + ",".join(made[1]) + made[0][1]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(PLAIN.map("{}~".format), OPEN, SETS))
def test_common_dates_agree_with_the_library(text: str) -> None:
    parts = [part for part in text.strip("[]{}~").replace("/", ",").split(",") if part != ".."]
    if all(map(exists, parts)):
        assert day_bounds(text) == _library_bounds(text)
    else:
        assert day_bounds(text) is None


def exists(part: str) -> bool:
    bare = part.rstrip("?")
    try:
        date.fromisoformat(f"{bare}-01-01"[:10] if len(bare) < len("2021-01-01") else bare)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-14", date(2021, 3, 14), date(2021, 3, 14)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021?", date(2021, 1, 1), date(2021, 12, 31)),
        ("2018-01/2020-02-01", date(2018, 1, 1), date(2020, 2, 1)),
        ("2021/..", date(2021, 1, 1), None),
        ("../2021-04", None, date(2021, 4, 30)),
        ("2021-21", date(2021, 3, 1), date(2021, 5, 31)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2021-04-XX", date(2021, 4, 1), date(2021, 4, 30)),
        ("[2020-01-02,2020-01-04]", date(2020, 1, 2), date(2020, 1, 4)),
        ("{2020-01-04,2020-01-02}", date(2020, 1, 2), date(2020, 1, 4)),
        ("[2019-12-31?,2020-02]", date(2019, 12, 31), date(2020, 2, 29)),
        ("[..2020-01-04]", None, date(2020, 1, 4)),
        ("{2020-01..}", date(2020, 1, 1), None),
        ("[..2020-01,2021]", None, date(2021, 12, 31)),
        ("[1667,1668,1670..1672]", date(1667, 1, 1), date(1672, 12, 31)),
    ],
)
def test_forms(text: str, first: date | None, last: date | None) -> None:
    assert day_bounds(text) == (first, last)


def test_approximate_dates_are_wider() -> None:
    first, last = day_bounds("2019-10~") or (None, None)
    assert first is not None
    assert last is not None
    assert first < date(2019, 10, 1)
    assert last > date(2019, 10, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "soon",
        "2021-02-30",
        "2021-13",
        "21",
        "2021/2022/2023",
        "[]",
        "[2020-02-30,2020-03]",
        "[2020-01,2020-02}",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert day_bounds(text) is None


@pytest.mark.parametrize("text", ["../202X", "../", "/..", "../Y12345"])
def test_nothing_is_printed(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The library prints what it fails on, which would spoil JSON on standard output."""
    day_bounds.cache_clear()
    day_bounds(text)
    assert capsys.readouterr() == ("", "")


def test_a_day_is_that_of_the_place() -> None:
    assert bounds("2021-03-14", "America/New_York").latest == datetime(
        2021, 3, 15, 3, 59, 59, 999999, tzinfo=UTC
    )
    anywhere = bounds("2021-03-14")
    assert anywhere.earliest == datetime(2021, 3, 13, 10, tzinfo=UTC)
    assert anywhere.latest == datetime(2021, 3, 15, 11, 59, 59, 999999, tzinfo=UTC)
    assert bounds("2021-03-14", "Mars/Olympus") == anywhere


def test_a_set_with_an_approximate_date_is_wider() -> None:
    assert day_bounds("[2019-10~,2021]") == (
        (day_bounds("2019-10~") or (None,))[0],
        date(2021, 12, 31),
    )


@pytest.mark.parametrize(
    ("text", "zone", "earliest", "latest"),
    [
        # On 14 March 2021 the clocks of New York went from UTC-5 to UTC-4 at two in the morning.
        ("2021-03-13", "America/New_York", "2021-03-13T05:00", "2021-03-14T04:59:59.999999"),
        ("2021-03-14", "America/New_York", "2021-03-14T05:00", "2021-03-15T03:59:59.999999"),
        ("2021-03-15?", "America/New_York", "2021-03-15T04:00", "2021-03-16T03:59:59.999999"),
        ("2021-03", "America/New_York", "2021-03-01T05:00", "2021-04-01T03:59:59.999999"),
        ("2021-02-15", "Asia/Baghdad", "2021-02-14T21:00", "2021-02-15T20:59:59.999999"),
        ("2021", "UTC", "2021-01-01T00:00", "2021-12-31T23:59:59.999999"),
        ("2020-12-31/2021-01-01", "UTC", "2020-12-31T00:00", "2021-01-01T23:59:59.999999"),
        ("2021-03-14/..", "UTC", "2021-03-14T00:00", None),
        ("../2021-03-14", "UTC", None, "2021-03-14T23:59:59.999999"),
        ("[2020-01-02,2020-01-04]", "UTC", "2020-01-02T00:00", "2020-01-04T23:59:59.999999"),
        ("2021-02-15T21:30:00+03:00", "America/New_York", "2021-02-15T18:30", "2021-02-15T18:30"),
        ("2021-02-15T18:30:00Z", None, "2021-02-15T18:30", "2021-02-15T18:30"),
        ("2021-02-29", "UTC", None, None),
        ("in spring", "UTC", None, None),
        (None, "UTC", None, None),
    ],
)
def test_bounds(
    text: str | None, zone: str | None, earliest: str | None, latest: str | None
) -> None:
    def moment(iso: str | None) -> datetime | None:
        return datetime.fromisoformat(iso).replace(tzinfo=UTC) if iso else None

    found = bounds(text, zone)
    assert (found.earliest, found.latest) == (moment(earliest), moment(latest))


def test_as_of_counts_to_the_end_of_what_is_named() -> None:
    assert as_of_day("2021") == date(2021, 12, 31)
    assert as_of_day("2020-02") == date(2020, 2, 29)
    assert as_of_day("[2021-03-14,2021-03-16]") == date(2021, 3, 16)
    for text in ("2021/..", "soon", "2021-02-30", "", "2021-03-16T09:00:00Z"):
        with pytest.raises(UsageError, match="is no date"):
            as_of_day(text)
