"""Sides of values that were given: who gives each, in which sources, from how many origins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.conflicts.model import Side
from kg.origins import Voice

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence


def side_of(evidence: Evidence, given: Sequence[Given], *, value: str | None = None) -> Side:
    """Return the side of those who give a value, as statements or as sources of their own.

    Parameters
    ----------
    evidence
        The case.
    given
        Details with one and the same value, in whatever words.
    value
        What the side says; None: the values themselves.
    """
    statements = {statement for each in given for statement in each.affirmed}
    return evidence.side(
        value or " / ".join(dict.fromkeys(each.value for each in given)),
        statements,
        # Where a statement says it, the source that passes it on is no voice of its own.
        voices=[_voice(evidence, each) for each in given if not each.affirmed],
        sources=[source for each in given for source in each.sources],
        givers=[giver for each in given for giver in each.givers],
        credited=[words for each in given for words in each.credited],
    )


def denied_side(evidence: Evidence, given: Sequence[Given]) -> Side:
    """Return the side of those who deny a value."""
    values = " / ".join(f"“{value}”" for value in dict.fromkeys(each.value for each in given))
    return evidence.side(
        f"not {values}", {statement for each in given for statement in each.denied}
    )


def _voice(evidence: Evidence, given: Given) -> Voice:
    # Several who are credited with one value speak as one: a joint finding is one origin.
    # Beside an actor the words are a remark ("first count"), not somebody else.
    speaker = " ".join(given.givers or given.credited) or None
    return evidence.origins.detail_voice(given.detail, speaker, given.sources)


def in_several(sides: Iterable[Side]) -> list[str]:
    """Return the sources that stand on more than one side, sorted."""
    seen: set[str] = set()
    twice: set[str] = set()
    for side in sides:
        twice.update(seen.intersection(side.sources))
        seen.update(side.sources)
    return sorted(twice)


def revised(groups: Sequence[Sequence[Given]]) -> list[dict[str, object]]:
    """Return who gave several of the values one after the other, with the dates.

    Parameters
    ----------
    groups
        The details of each side.
    """
    by_giver: dict[str, dict[int, Given]] = {}
    for number, group in enumerate(groups):
        for given in sorted(group, key=lambda each: (str(each.when), each.detail)):
            if given.when is not None:
                for giver in given.givers or given.credited:
                    by_giver.setdefault(giver, {}).setdefault(number, given)
    found: list[dict[str, object]] = []
    for giver, values in sorted(by_giver.items()):
        days = [given.when for given in values.values()]
        if len(values) > 1 and len(set(days)) == len(days):
            ordered = sorted(values.values(), key=lambda each: str(each.when))
            found.append({"by": giver, "values": [_dated(given) for given in ordered]})
    return found


def _dated(given: Given) -> Mapping[str, object]:
    return {"value": given.value, "date": given.when.isoformat() if given.when else None}


def beside(given: Iterable[Given]) -> list[dict[str, object]]:
    """Return values that exclude none of the sides, for a reader who wants to see them all."""
    return [
        {
            "value": each.value,
            "statements": list(each.affirmed),
            "sources": list(each.sources),
        }
        for each in sorted(given, key=lambda each: (each.words, each.value, each.detail))
    ]
