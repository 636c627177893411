"""The statements behind pairs of denial (or claim) and incident, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.assessment.tables import rule

if TYPE_CHECKING:
    import duckdb

# role, statement, proposition, stance, whether it decided
StepRow = tuple[str, str, str, str, bool]


def step_rows(
    connection: duckdb.DuckDBPyConnection, kind: str, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[StepRow]]:
    """Return the statements that play a part in pairs, by pair, in no particular order.

    Parameters
    ----------
    connection
        A database in which the rules have run with the denials (claims) in focus.
    kind
        ``denial`` or ``claim``.
    pairs
        Each a statement and an incident.

    Returns
    -------
    dict
        For each pair role, statement, proposition, stance and whether it decided. A statement
        may have a row that decided and one that did not.
    """
    found: dict[tuple[str, str], list[StepRow]] = {pair: [] for pair in pairs}
    asked = {
        "denials": [statement for statement, _ in found],
        "incidents": [incident for _, incident in found],
    }
    for *row, statement, incident in connection.execute(rule(f"steps_of_{kind}"), asked).fetchall():
        role, said_by, proposition, stance, deciding = row
        found[statement, incident].append((role, said_by, proposition, stance, bool(deciding)))
    return found
