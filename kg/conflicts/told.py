"""An event that is denied: who else tells of it, and what happened in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.conflicts.model import Side
from kg.conflicts.parties import Parties

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence


def told_by_others(
    evidence: Evidence, given: Iterable[Given], deniers: Collection[str]
) -> list[Given]:
    """Return the values of those who are not the parties of some statements.

    Whoever denies an event does not tell of it by saying what happened in its place.

    Parameters
    ----------
    evidence
        The case.
    given
        What is said of the event; values that are denied are left out.
    deniers
        The statements that deny it.
    """
    parties = {party for statement in deniers for party in evidence.parties_of(statement)}
    root = Parties(evidence).root
    found = []
    for each in given:
        affirmed = tuple(
            statement
            for statement in each.affirmed
            if statement not in deniers and not evidence.parties_of(statement) <= parties
        )
        givers = tuple(giver for giver in each.givers if root(giver) not in parties)
        theirs = affirmed or givers or not (each.affirmed or each.givers)
        if each.asserted and not each.denied and theirs:
            found.append(replace(each, affirmed=affirmed, givers=givers))
    return found


def instead(side: Side, given: Iterable[Given], deniers: Collection[str]) -> Side:
    """Return the side of those who deny an event, with what their statements say in its place."""
    values = [each.value for each in given if not set(deniers).isdisjoint(each.affirmed)]
    words = " / ".join(f"“{value}”" for value in dict.fromkeys(values))
    return replace(side, value=f"{side.value}, but {words}") if words else side
