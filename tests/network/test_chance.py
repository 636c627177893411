"""The comparison with chance: small cases enumerated by hand, and what holds of every p."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows_by_hand import at

from kg.network.chance import FEWEST, Trial, compare, dealt, moved, p_value, summary
from kg.network.times import Attack, follows

DAY = timedelta(days=1)
quick = settings(max_examples=40, deadline=None, database=None, derandomize=True)


def attacks(*days: float) -> list[Attack]:
    return [Attack(f"a{number}", at(day), at(day)) for number, day in enumerate(days)]


def trials(*days: float, of: int) -> list[Trial]:
    return [Trial(at(day), at(day), frozenset(range(of))) for day in days]


def test_p_counts_the_data_among_the_arrangements() -> None:
    assert p_value(2, [0, 1, 2, 3]) == 3 / 5
    assert p_value(4, [0, 1, 2, 3]) == 1 / 5
    assert p_value(0, [0, 0]) == 1.0
    assert p_value(1, []) == 1.0


def test_summary_gives_mean_and_range() -> None:
    found = summary("dates", 2, [0] * 3 + [1] * 90 + [2] * 4 + [5] * 3)
    assert (found.draws, found.as_many, found.mean, found.low, found.high) == (100, 7, 1.13, 0, 5)
    assert found.p == 8 / 101


def test_dealing_dates_out_gives_the_share_that_hand_counting_gives() -> None:
    """One denial, three attacks, on days 0, 0.4, 5, 9: only day 0 has another within a day after.

    The denial gets each date in a quarter of all arrangements.
    """
    draws = dealt(trials(5, of=3), attacks(0, 0.4, 9), DAY, 4_000, seed=1)
    assert set(draws) == {0, 1}
    assert 0.23 < sum(draws) / len(draws) < 0.27


def test_dealing_dates_out_agrees_with_every_permutation() -> None:
    """Two denials and three attacks; all 120 arrangements of their dates are looked at."""
    days = (0, 0.5, 1.2, 4, 4.3)
    exact: Counter[int] = Counter()
    for order in permutations(days):
        exact[sum(any(0 < struck - said <= 1 for struck in order[2:]) for said in order[:2])] += 1
    draws = Counter(dealt(trials(*days[:2], of=3), attacks(*days[2:]), DAY, 6_000, seed=3))
    for value, count in exact.items():
        assert draws[value] / 6_000 == pytest.approx(count / 120, abs=0.02)


def test_under_the_null_small_p_values_are_as_rare_as_they_say() -> None:
    """Whatever arrangement the data are, p counts all 120: at most a share p has so small a one."""
    days = (0, 0.5, 1.2, 4, 4.3)
    values = [
        sum(any(0 < struck - said <= 1 for struck in order[2:]) for said in order[:2])
        for order in permutations(days)
    ]
    chance = [Fraction(sum(other >= value for other in values), len(values)) for value in values]
    for alpha in set(chance):
        share = Fraction(sum(p <= alpha for p in chance), len(chance))
        assert share == alpha, "a discrete p-value is exactly uniform at its own values"
    # The same from the code: the data themselves are one of the arrangements.
    for place, value in enumerate(values):
        rest = values[:place] + values[place + 1 :]
        assert p_value(value, rest) == pytest.approx(float(chance[place]))


def test_moving_the_calendar_looks_at_every_shift_once() -> None:
    """A denial on day 0, attacks on days 3 and 9 of a calendar of nine days.

    Moved by 2 days it lies a day before the first; moved by 8, and so on day 8, a day before the
    second; moved by 9 it would be where it was. An attack that ends the calendar also begins it.
    """
    draws = moved(trials(0, of=2), attacks(3, 9), DAY, 100, seed=0)
    assert draws == [0, 1, 0, 0, 0, 0, 0, 1]


def test_what_begins_at_the_end_of_the_calendar_goes_on_at_its_beginning() -> None:
    """Attack on day 0.5, denial on day 4; the calendar has 4 days, ends rounded up."""
    draws = moved(trials(4, of=1), attacks(0.5), DAY, 100, seed=0)
    # From day 0.5 on: 3.5 days, so four; the denial at 3.5 goes to 0.5, 1.5, 2.5 after the begin.
    assert draws == [0, 0, 0]
    again = moved(trials(4.4, of=1), attacks(0.5), DAY, 100, seed=0)
    # 3.9 of four days; moved by 1: 0.9, by 2: 1.9, by 3: 2.9. None is a day before 0 or 4.
    assert again == [0, 0, 0]
    near = moved(trials(3.7, of=1), attacks(0.5, 5), DAY, 100, seed=0)
    # Five days; the denial at 3.2, attacks at 0 and 4.5. Moved by 1 it is at 4.2: both follow.
    assert near == [1, 0, 0, 0]


def test_more_shifts_than_asked_for_are_drawn_without_repeating() -> None:
    draws = moved(trials(0, of=1), attacks(400), DAY, 50, seed=5)
    assert len(draws) == 50
    assert sum(draws) <= 1, "one shift of 399 puts the denial a day before the attack"


def test_few_events_say_nothing() -> None:
    many = attacks(*range(10))
    for said, struck in ((FEWEST - 1, many), (FEWEST, many[: FEWEST - 1])):
        found = compare(
            trials(*range(said), of=len(struck)), struck, within=DAY, permutations=9, seed=0
        )
        assert (found.silent, found.p, found.comparisons) == ("few", None, ())
    found = compare(trials(*range(FEWEST), of=10), many, within=DAY, permutations=9, seed=0)
    assert found.silent is None


def test_what_follows_every_denial_at_once_is_seldom_chance() -> None:
    """Eight denials, each half a day before one of eight attacks a month apart."""
    days = [30 * number for number in range(1, 9)]
    found = compare(
        trials(*(day - 0.5 for day in days), of=8),
        attacks(*days),
        within=DAY,
        permutations=999,
        seed=0,
    )
    assert found.followed == 8
    assert found.p is not None
    assert found.p <= 0.02
    calendar = found.comparisons[1]
    assert calendar.p > 1 / 999, "moved by a month all but one are followed again"


def test_denials_in_the_middle_of_bursts_are_not_taken_for_a_pattern() -> None:
    """Attacks in bursts, a denial in each: it is followed because bursts are dense.

    The calendar alone would call that seldom, because moved denials fall into quiet weeks; the
    dates dealt out anew keep the bursts and show that any date of a burst is followed.
    """
    bursts = [100 * number for number in range(1, 7)]
    found = compare(
        trials(*(start + 1.5 for start in bursts), of=24),
        attacks(*(start + day for start in bursts for day in (0, 1, 2, 3))),
        within=DAY,
        permutations=999,
        seed=0,
    )
    dates, _ = found.comparisons
    assert dates.p > 0.05
    assert found.p == max(comparison.p for comparison in found.comparisons)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=FEWEST, max_size=9)


@quick
@given(spans, spans, st.integers(1, 60), st.integers(0, 2**64))
def test_p_is_above_zero_and_at_most_one_and_the_same_each_time(
    said: list[tuple[int, int]], struck: list[tuple[int, int]], permutations_: int, seed: int
) -> None:
    events = [Attack(f"a{n}", at(day), at(day + w)) for n, (day, w) in enumerate(struck)]
    denials = [Trial(at(day), at(day + w), frozenset(range(len(events)))) for day, w in said]

    def run(events: Sequence[Attack]) -> object:
        return compare(denials, events, within=DAY, permutations=permutations_, seed=seed)

    found = compare(denials, events, within=DAY, permutations=permutations_, seed=seed)
    assert found.p is not None
    assert 0 < found.p <= 1
    assert all(0 < comparison.p <= 1 for comparison in found.comparisons)
    assert run(events) == found
    assert run([Attack(f"other-{a.incident}", a.earliest, a.latest) for a in events]) == found
    assert found.followed == sum(
        any(follows((trial.earliest, trial.latest), event, DAY) for event in events)
        for trial in denials
    )
