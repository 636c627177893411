"""What is expected of every pair of denial and incident, without the rules in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from made.graph import world
from made.oracle.claims import Oracle
from made.plan import Plan
from made.writer import BASE

COLUMNS = ("denial", "incident", "coverage", "verdict")
MOST_PAIRS = 200_000  # one or two minutes


def expected(plan: Plan, as_of: date | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Yield every pair with coverage and verdict, those that a denial leaves outside among them.

    Parameters
    ----------
    plan
        The graph.
    as_of
        Only what had been made public by the end of that day, UTC; None: everything.

    Yields
    ------
    tuple[str, str, str, str]
        The IRIs of denial and incident, coverage, verdict; by denial, then incident.
    """
    results = Oracle(world(plan), as_of).denials()
    for (denial, incident, _), result in sorted(results.items()):
        yield f"{BASE}{denial}", f"{BASE}{incident}", result.coverage, result.verdict
