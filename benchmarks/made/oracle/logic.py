"""Kleene's three values, what lies above a node, and bounds against bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from kg.dates import Bounds, bounds

Truth = bool | None


def any_of(values: Iterable[Truth]) -> Truth:
    """Join by Kleene's OR: of nothing, no."""
    seen = list(values)
    return True if True in seen else None if None in seen else False


def all_of(values: Iterable[Truth]) -> Truth:
    """Join by Kleene's AND: of nothing, yes."""
    seen = list(values)
    return False if False in seen else None if None in seen else True


def at_most_unknown(value: Truth) -> Truth:
    """Return unknown for what would be yes."""
    return False if value is False else None


def closure(start: str, above: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return a node with everything above it."""
    reached = {start}
    ahead = [start]
    while ahead:
        for node in above(ahead.pop()):
            if node not in reached:
                reached.add(node)
                ahead.append(node)
    return frozenset(reached)


def least(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the earliest moment, None (unbounded) if one is."""
    found = list(moments)
    return None if None in found else min(moment for moment in found if moment)


def greatest(moments: Iterable[datetime | None]) -> datetime | None:
    """Return the latest moment, None (unbounded) if one is."""
    found = list(moments)
    return None if None in found else max(moment for moment in found if moment)


def not_after(when: Bounds, limit: Bounds) -> Truth:
    """Whether something lies wholly before another, partly, or not at all."""
    if when.latest and limit.earliest and when.latest <= limit.earliest:
        return True
    if when.earliest and limit.latest and when.earliest > limit.latest:
        return False
    return None


def in_period(when: Bounds, since: str | None, until: str | None) -> Truth:
    """Whether a moment lies in a period; where it overlaps with an end, that is unknown."""
    values: list[Truth] = [True]
    if since:
        begin = bounds(since)
        if when.latest and begin.earliest and when.latest < begin.earliest:
            values.append(False)
        elif not (when.earliest and begin.latest and when.earliest >= begin.latest):
            values.append(None)
    if until:
        values.append(not_after(when, bounds(until)))
    return all_of(values)
