"""Attack, denial, attack: which came before a denial, which after, and how far apart.

Dates are bounds: an event lies somewhere between its earliest and its latest moment, so that the
time between two of them lies between a least and a most. Pure functions over plain values.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# What is dated more vaguely than this has no place in an order of days.
FINEST = timedelta(days=4)


@dataclass(frozen=True)
class Attack:
    """An incident with the bounds of its date (UTC)."""

    incident: str
    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class Occasion:
    """Denials that were stated at one time by the same parties: a letter counts once.

    Attributes
    ----------
    statements
        The denials; a rendering counts as its original.
    parties
        Whose denials they are.
    stated
        Their date as recorded (EDTF).
    earliest, latest
        Its bounds; None where undated.
    sorts
        Groups of incidents that look alike and of which general words speak (yes or unknown in
        kind, target and place; time left aside).
    named
        Incidents that the words name, or are read to mean: a denial comes after what it names.
    """

    statements: tuple[str, ...]
    parties: tuple[str, ...]
    stated: str | None
    earliest: datetime | None
    latest: datetime | None
    sorts: frozenset[int] = frozenset()
    named: frozenset[str] = frozenset()

    @property
    def placed(self) -> bool:
        """Whether it is dated finely enough to stand in an order of days."""
        return (
            self.earliest is not None
            and self.latest is not None
            and self.latest - self.earliest <= FINEST
        )


@dataclass(frozen=True)
class Gap:
    """An attack and the time between it and a denial, in whole hours, rounded outwards."""

    incident: str
    least_hours: int
    most_hours: int

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


@dataclass(frozen=True)
class Around:
    """A denial with the last attack before it and the next one after it, of its sort.

    Attributes
    ----------
    occasion
        The denial.
    attacks
        How many attacks of its sort there are that are dated finely enough.
    before, after
        The last that was certainly before, the next that was certainly after.
    undecided
        Those of which the dates do not tell whether they came before or after.
    within
        Whether an attack of its sort followed within the time that was asked for:
        ``certainly``, ``possibly``, ``no``, or ``unknown`` where its words name only what had
        happened, or its date is missing or too vague.
    """

    occasion: Occasion
    attacks: int
    before: Gap | None
    after: Gap | None
    undecided: tuple[Gap, ...]
    within: str


class Sort:
    """Attacks that look alike, ready to be searched by time.

    Parameters
    ----------
    attacks
        Those that are dated finely enough.
    """

    def __init__(self, attacks: Iterable[Attack]) -> None:
        self.by_earliest = sorted(attacks, key=lambda a: (a.earliest, a.latest, a.incident))
        self.by_latest = sorted(attacks, key=lambda a: (a.latest, a.earliest, a.incident))
        self._earliest = [attack.earliest for attack in self.by_earliest]
        self._latest = [attack.latest for attack in self.by_latest]
        self.names = frozenset(attack.incident for attack in self.by_earliest)

    def __len__(self) -> int:
        return len(self.by_earliest)

    def after(self, moment: datetime) -> Attack | None:
        """Return the next attack that began certainly after a moment."""
        place = bisect_right(self._earliest, moment)
        return self.by_earliest[place] if place < len(self) else None

    def before(self, moment: datetime) -> Attack | None:
        """Return the last attack that was certainly over before a moment."""
        place = bisect_left(self._latest, moment)
        return self.by_latest[place - 1] if place else None

    def between(self, low: datetime, high: datetime) -> list[Attack]:
        """Return the attacks that may lie between two moments, ends included."""
        start = bisect_left(self._earliest, low - FINEST)
        end = bisect_right(self._earliest, high)
        return [attack for attack in self.by_earliest[start:end] if attack.latest >= low]


def placed(attacks: Iterable[Attack]) -> list[Attack]:
    """Return the attacks that are dated finely enough."""
    return [attack for attack in attacks if attack.latest - attack.earliest <= FINEST]


def gap(first: tuple[datetime, datetime], then: tuple[datetime, datetime], incident: str) -> Gap:
    """Return the time from one event to another, from the bounds of both."""
    least = max((then[0] - first[1]).total_seconds(), 0)
    most = max((then[1] - first[0]).total_seconds(), 0)
    return Gap(incident, math.floor(least / 3600), math.ceil(most / 3600))


def sequence(
    occasion: Occasion,
    sorts: Mapping[int, Sort],
    incidents: Mapping[str, Attack],
    within: timedelta,
) -> Around:
    """Place a denial among the attacks of its sort.

    Parameters
    ----------
    occasion
        The denial.
    sorts
        Attacks by the number of the group that they look like.
    incidents
        Attacks by name, for those that the words name.
    within
        Within which time of the denial an attack counts as following it.
    """
    named = [incidents[name] for name in sorted(occasion.named) if name in incidents]
    groups = [sorts[number] for number in sorted(occasion.sorts) if number in sorts]
    count = sum(len(group) for group in groups) + sum(
        not any(attack.incident in group.names for group in groups) for attack in named
    )
    if not occasion.placed or occasion.earliest is None or occasion.latest is None:
        return Around(occasion, count, None, None, (), "unknown")
    when = (occasion.earliest, occasion.latest)
    before = [found for group in groups if (found := group.before(when[0]))]
    before += [attack for attack in named if attack.earliest <= when[1]]
    after = [found for group in groups if (found := _next(group, when[1], occasion.named))]
    undecided = [
        attack
        for group in groups
        for attack in group.between(*when)
        if attack.incident not in occasion.named
    ]
    last = max(before, key=lambda a: (a.latest, a.earliest, a.incident), default=None)
    following = min(after, key=lambda a: (a.earliest, a.latest, a.incident), default=None)
    return Around(
        occasion,
        count,
        gap((last.earliest, last.latest), when, last.incident) if last else None,
        gap(when, (following.earliest, following.latest), following.incident)
        if following
        else None,
        tuple(
            gap(when, (attack.earliest, attack.latest), attack.incident)
            for attack in sorted(undecided, key=lambda a: (a.earliest, a.latest, a.incident))
        ),
        _within(occasion, groups, when, within),
    )


def _next(group: Sort, moment: datetime, named: frozenset[str]) -> Attack | None:
    """Return the next attack after a moment that the words do not name: those came before."""
    found = group.after(moment)
    while found is not None and found.incident in named:
        found = group.after(found.earliest)
    return found


def _within(
    occasion: Occasion,
    groups: Sequence[Sort],
    when: tuple[datetime, datetime],
    within: timedelta,
) -> str:
    if not groups:
        return "unknown"
    near = [
        attack
        for group in groups
        for attack in group.between(when[0], when[1] + within)
        if attack.incident not in occasion.named
    ]
    if any(attack.earliest > when[1] and attack.latest - when[0] <= within for attack in near):
        return "certainly"
    return "possibly" if any(follows(when, attack, within) for attack in near) else "no"


def follows(when: tuple[datetime, datetime], attack: Attack, within: timedelta) -> bool:
    """Whether an attack may have followed an event at these bounds within a time."""
    return attack.latest > when[0] and attack.earliest - when[1] <= within
