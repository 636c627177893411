"""Denials among attacks, and the time between as bounds, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows_by_hand import at

from kg.errors import UsageError
from kg.network.sequences import duration
from kg.network.times import FINEST, Around, Attack, Gap, Occasion, Sort, placed, sequence

DAY = timedelta(days=1)
quick = settings(max_examples=100, deadline=None, database=None, derandomize=True)


def attack(name: str, first: float, last: float | None = None) -> Attack:
    return Attack(name, at(first), at(first if last is None else last))


def denial(first: float, last: float | None = None, **more: object) -> Occasion:
    given_ = {"sorts": frozenset({0})} | more
    return Occasion(
        ("no",),
        ("alpha",),
        "x",
        at(first),
        at(first if last is None else last),
        **given_,  # type: ignore[arg-type]
    )


def around(occasion: Occasion, *attacks: Attack, within: timedelta = DAY) -> Around:
    return sequence(occasion, {0: Sort(placed(attacks))}, {a.incident: a for a in attacks}, within)


def test_the_last_before_and_the_next_after_with_the_time_between() -> None:
    found = around(
        denial(10, 11),
        attack("old", 1),
        attack("last", 8, 9),
        attack("next", 12, 12.5),
        attack("later", 20),
    )
    assert found.before == Gap("last", 24, 72)
    assert found.after == Gap("next", 24, 60)
    assert (found.undecided, found.attacks) == ((), 4)


def test_hours_are_rounded_outwards() -> None:
    found = around(denial(10), attack("next", 10 + 90 / 1440))
    assert found.after == Gap("next", 1, 2)


def test_what_may_lie_on_either_side_is_undecided() -> None:
    found = around(denial(10, 11), attack("same-day", 10.5), attack("wide", 9, 10.2))
    assert (found.before, found.after) == (None, None)
    assert found.undecided == (Gap("wide", 0, 5), Gap("same-day", 0, 12))
    assert found.within == "possibly"


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        (11.2, 11.9, "possibly"),  # at most 45.6 hours after, at least 4.8
        (11.2, 11.0, "certainly"),
        (12.01, 12.5, "no"),  # more than a day after the end
        (12.0, 12.5, "possibly"),
        (9.0, 9.9, "no"),
    ],
)
def test_whether_one_followed_within_a_day(first: float, last: float, within: str) -> None:
    # The second row is a denial of one moment.
    said = denial(10.9) if within == "certainly" else denial(10, 11)
    assert around(said, attack("next", first, max(first, last))).within == within


def test_what_the_words_name_came_before_them() -> None:
    said = denial(10, 11, named=frozenset({"named"}))
    found = around(said, attack("named", 10.5))
    assert found.before == Gap("named", 0, 12)
    assert (found.undecided, found.within) == ((), "no")


def test_words_that_only_name_have_nothing_to_be_followed_by() -> None:
    said = denial(10, sorts=frozenset(), named=frozenset({"named"}))
    found = around(said, attack("named", 9), attack("next", 10.1))
    assert (found.before, found.after) == (Gap("named", 24, 24), None)
    assert (found.within, found.attacks) == ("unknown", 1)


def test_vague_dates_have_no_place_in_the_order() -> None:
    wide = attack("wide", 1, 1.1 + FINEST / DAY)
    assert placed([wide]) == []
    assert around(denial(10, 10.1 + FINEST / DAY), attack("next", 20)).within == "unknown"
    assert around(denial(10), wide).attacks == 0
    undated = Occasion(("no",), ("alpha",), None, None, None, frozenset({0}))
    found = around(undated, attack("next", 20))
    assert (found.before, found.after, found.within) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("text", "hours"),
    [("24h", 24), ("1d", 24), ("36", 36), ("1.5 days", 36), ("2 Hours", 2), ("0.5h", 0.5)],
)
def test_durations(text: str, hours: float) -> None:
    assert duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    ["", "0", "0h", "-1d", "soon", "1w", "99999d", "1e9", "9" * 400, "1d2h", "nan", "\u0661d"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="24h"):
        duration(text)


spans = st.tuples(st.integers(0, 40), st.integers(0, 5))


@quick
@given(spans, st.lists(spans, max_size=8), st.integers(1, 6))
def test_the_search_agrees_with_looking_at_every_attack(
    said: tuple[int, int], struck: list[tuple[int, int]], days: int
) -> None:
    occasion = denial(said[0], said[0] + min(said[1], 4))
    assert occasion.earliest
    assert occasion.latest
    attacks = [attack(f"a{n}", first, first + width) for n, (first, width) in enumerate(struck)]
    found = around(occasion, *attacks, within=days * DAY)
    known = [a for a in attacks if a.latest - a.earliest <= FINEST]
    before = [a for a in known if a.latest < occasion.earliest]
    after = [a for a in known if a.earliest > occasion.latest]
    rest = [a for a in known if a not in before and a not in after]
    assert found.attacks == len(known)
    assert {gap.incident for gap in found.undecided} == {a.incident for a in rest}
    assert (found.before is None) is (not before)
    assert (found.after is None) is (not after)
    if found.before:
        last = next(a for a in known if a.incident == found.before.incident)
        assert last.latest == max(a.latest for a in before)
    if found.after:
        following = next(a for a in known if a.incident == found.after.incident)
        assert following.earliest == min(a.earliest for a in after)
    certain = any(a.latest - occasion.earliest <= days * DAY for a in after)
    possible = any(
        a.latest > occasion.earliest and a.earliest - occasion.latest <= days * DAY for a in known
    )
    assert found.within == ("certainly" if certain else "possibly" if possible else "no")
