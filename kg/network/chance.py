"""Whether attacks follow denials more often than they would by chance.

The statistic is the count of *trigger coincidences* of event coincidence analysis (Donges,
Schleussner, Siegmund and Donner 2016): denials that an attack of their sort may have followed
within the time that was asked for. It is compared with two pictures of chance, and the less
unusual of the two answers counts:

``dates``
    The dates of all these denials and attacks are dealt out anew among them. What stays is the set
    of dates with all its clusters; what goes is which of them are denials and which attacks.
``calendar``
    All denials are moved together by a number of whole days, round a calendar that begins with the
    first event and ends with the last. What stays is the rhythm of the attacks, the rhythm of the
    denials, and the hours of the day; what goes is where the one lies beside the other (the
    one-dimensional case of the toroidal shift of Lotwick and Silverman 1982).

p-values count the data themselves among the draws, (1 + b) / (1 + n), so that they are never zero
(Phipson and Smyth 2010).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from kg.network.times import Attack, follows

# With fewer of either nothing can be said: no arrangement would be unusual enough.
FEWEST = 5
# Draws times attacks looked at in each: beyond this a test would take minutes.
MOST_WORK = 50_000_000
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Trial:
    """A denial of the test.

    Attributes
    ----------
    earliest, latest
        The bounds of its date.
    sort
        Positions of the attacks that would count as following it.
    """

    earliest: datetime
    latest: datetime
    sort: frozenset[int]


@dataclass(frozen=True)
class Comparison:
    """What was counted, and what one picture of chance gives.

    Attributes
    ----------
    kind
        ``dates`` or ``calendar``.
    draws
        How many arrangements were looked at, the data not counted.
    as_many
        In how many of them at least as many denials were followed.
    mean, low, high
        Mean of the draws, and the range that holds at least 95 in 100 of them.
    p
        (1 + as_many) / (1 + draws).
    """

    kind: str
    draws: int
    as_many: int
    mean: float
    low: int
    high: int
    p: float

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


@dataclass(frozen=True)
class Chance:
    """The test.

    Attributes
    ----------
    denials, attacks
        How many of each it rests on.
    followed
        Denials that an attack of their sort may have followed in time.
    comparisons
        With each picture of chance; none where nothing can be said.
    p
        The greater of their p-values; None where nothing can be said.
    silent
        Why nothing can be said: ``few``, ``many`` (too large to be tried), or None.
    """

    denials: int
    attacks: int
    followed: int
    comparisons: tuple[Comparison, ...]
    p: float | None
    silent: str | None

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            **vars(self),
            "comparisons": [comparison.to_dict() for comparison in self.comparisons],
        }


def compare(
    trials: Sequence[Trial],
    attacks: Sequence[Attack],
    *,
    within: timedelta,
    permutations: int,
    seed: int,
) -> Chance:
    """Compare what followed the denials with what chance would give.

    Parameters
    ----------
    trials
        The denials, in an order that does not depend on their names.
    attacks
        The attacks to which their sorts refer by position.
    within
        Within which time an attack counts as following.
    permutations
        Most arrangements for each picture of chance.
    seed
        Of the random draws.
    """
    followed = sum(
        any(follows((trial.earliest, trial.latest), attacks[i], within) for i in trial.sort)
        for trial in trials
    )
    if len(trials) < FEWEST or len(attacks) < FEWEST:
        return Chance(len(trials), len(attacks), followed, (), None, "few")
    comparisons = (
        summary("dates", followed, dealt(trials, attacks, within, permutations, seed)),
        summary("calendar", followed, moved(trials, attacks, within, permutations, seed)),
    )
    return Chance(
        len(trials),
        len(attacks),
        followed,
        comparisons,
        max(comparison.p for comparison in comparisons),
        None,
    )


def summary(kind: str, observed: int, draws: Sequence[int]) -> Comparison:
    """Return what draws of the statistic say of the observed value."""
    ordered = sorted(draws)
    tail = max(math.floor(0.025 * len(ordered)), 0)
    return Comparison(
        kind=kind,
        draws=len(ordered),
        as_many=sum(value >= observed for value in ordered),
        mean=round(sum(ordered) / len(ordered), 3) if ordered else 0.0,
        low=ordered[tail] if ordered else 0,
        high=ordered[-1 - tail] if ordered else 0,
        p=p_value(observed, ordered),
    )


def p_value(observed: int, draws: Sequence[int]) -> float:
    """Return (1 + b) / (1 + n): the share of arrangements, the data among them, with as many."""
    return (1 + sum(value >= observed for value in draws)) / (1 + len(draws))


def dealt(
    trials: Sequence[Trial],
    attacks: Sequence[Attack],
    within: timedelta,
    permutations: int,
    seed: int,
) -> list[int]:
    """Return the statistic with the dates dealt out anew, so many times."""
    dates = _dates(trials, attacks)
    # For each date a set of bits: the dates at which an attack would follow in time.
    near = [
        sum(
            1 << place
            for place, (earliest, latest) in enumerate(dates)
            if follows(date, Attack("", earliest, latest), within)
        )
        for date in dates
    ]
    sorts = sorted({tuple(sorted(trial.sort)) for trial in trials})
    which = [sorts.index(tuple(sorted(trial.sort))) for trial in trials]
    chance = Random(seed)  # noqa: S311 (chance, no secret)
    order = list(range(len(dates)))
    result = []
    for _ in range(permutations):
        chance.shuffle(order)
        struck = [sum(1 << order[len(trials) + i] for i in sort) for sort in sorts]
        result.append(sum(bool(near[order[i]] & struck[which[i]]) for i in range(len(trials))))
    return result


def moved(
    trials: Sequence[Trial],
    attacks: Sequence[Attack],
    within: timedelta,
    permutations: int,
    seed: int,
) -> list[int]:
    """Return the statistic with all denials moved by whole days round the calendar.

    Every other shift is looked at once, if there are no more of them than permutations.
    """
    dates = _dates(trials, attacks)
    start = min(earliest for earliest, _ in dates)
    end = max(latest for _, latest in dates)
    days = max(math.ceil((end - start) / _DAY), 1)
    shifts: Sequence[int] = range(1, days)
    if len(shifts) > permutations:
        shifts = Random(seed).sample(shifts, permutations)  # noqa: S311 (chance, no secret)
    round_ = days * _DAY
    # Once round and once more, so that what begins at the end goes on at the beginning.
    twice = [
        Attack(attack.incident, attack.earliest + turn, attack.latest + turn)
        for turn in (timedelta(0), round_)
        for attack in attacks
    ]

    def followed(trial: Trial, shift: int) -> bool:
        earliest = start + (trial.earliest - start + shift * _DAY) % round_
        when = (earliest, earliest + (trial.latest - trial.earliest))
        return any(
            follows(when, twice[i], within) or follows(when, twice[i + len(attacks)], within)
            for i in trial.sort
        )

    return [sum(followed(trial, shift) for trial in trials) for shift in shifts]


def _dates(trials: Sequence[Trial], attacks: Sequence[Attack]) -> list[tuple[datetime, datetime]]:
    return [
        *((trial.earliest, trial.latest) for trial in trials),
        *((attack.earliest, attack.latest) for attack in attacks),
    ]
