"""Dates as people give them: mostly a day, else inferred, a span, a month, a year, about."""

from __future__ import annotations

from random import Random

from made.plan import day

# Within so many days after a day lies whatever is said of when it was.
SPAN = 3


def happened(ordinal: int, random: Random) -> str:
    """Return when something happened, as EDTF."""
    chance = random.random()
    if chance < 0.82:
        return day(ordinal)
    month = day(ordinal)[:7]
    year = int(month[:4])
    forms = (
        f"{day(ordinal)}?",
        f"{day(ordinal)}/{day(ordinal + random.randrange(1, SPAN))}",
        month,
        f"{month}~",
        f"{year}",
        f"{day(ordinal)}T{random.randrange(24):02}:{random.randrange(60):02}:00+03:00",
        f"{month}/..",
        f"[{month},{year + 1}-01]",
    )
    return random.choices(forms, weights=(20, 30, 30, 8, 5, 5, 1, 1))[0]


def stated(ordinal: int, random: Random) -> str | None:
    """Return when something was said, as EDTF; now and then nobody knows."""
    chance = random.random()
    if chance < 0.85:
        return day(ordinal)
    if chance < 0.89:
        return f"{day(ordinal)}?"
    if chance < 0.93:
        return f"{day(ordinal)}/{day(ordinal + 1)}"
    if chance < 0.96:
        return f"{day(ordinal)}T{random.randrange(24):02}:00:00+03:00"
    return day(ordinal)[:7] if chance < 0.985 else None


def end(ordinal: int, random: Random) -> str:
    """Return an end of a period: a year most often, a month, a day, about a month."""
    chance = random.random()
    if chance < 0.5:
        return day(ordinal)[:4]
    if chance < 0.75:
        return day(ordinal)[:7]
    return day(ordinal) if chance < 0.92 else f"{day(ordinal)[:7]}~"
