"""From the tables that the rules leave to result objects. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.assessment.model import OUTSIDE_ORDER, Absent, Pair, Unspoken, Wording
from kg.assessment.pairs import BATCH, Pairs
from kg.assessment.tables import enough_memory
from kg.origins import Origins

if TYPE_CHECKING:
    import duckdb

_Row = Mapping[str, object]


class Reader:
    """Reads the result tables of one assessment.

    Parameters
    ----------
    connection
        The database after the rules have run.
    origins
        Where statements come from.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, origins: Origins) -> None:
        self._connection = connection
        self._origins = origins

    def pairs(self, kinds: Iterable[str]) -> Iterator[Pair]:
        """Yield the pairs of these kinds that were asked for."""
        return Pairs(self._connection, self._origins).read(kinds)

    def unspoken_denials(self) -> list[Unspoken]:
        """Return the counts of the pairs of denials that got no row."""
        counts = {
            str(row["denial"]): [0, 0]
            for row in self._rows(
                "SELECT DISTINCT denial.denial FROM denial "
                "JOIN focus ON focus.statement = denial.denial"
            )
        }
        for row in self._rows("SELECT * FROM inside"):
            counts[str(row["denial"])][row["covers"] != "true"] += _number(row["n"])
        for row in self._rows(
            """
            SELECT verdict.denial, verdict.covers, count(*) AS n
            FROM verdict
            JOIN focus ON focus.statement = verdict.denial
            WHERE verdict.verdict = 'unattributed' AND verdict.covers IS DISTINCT FROM FALSE
              AND (verdict.by_name OR verdict.incident IN (SELECT incident FROM spoken)
                   OR (verdict.party, verdict.incident) IN (
                       SELECT (taken_back.party, taken_back.incident) FROM taken_back
                   ))
            GROUP BY verdict.denial, verdict.covers
            """
        ):
            counts[str(row["denial"])][row["covers"] is not True] += _number(row["n"])
        outside: dict[str, dict[str, int]] = {}
        for row in self._rows("SELECT * FROM outside"):
            outside.setdefault(str(row["denial"]), {})[str(row["dimension"])] = _number(row["n"])
        return [
            Unspoken(
                "denial",
                denial,
                covered,
                possible,
                {
                    name: outside[denial][name]
                    for name in OUTSIDE_ORDER
                    if name in outside.get(denial, {})
                },
            )
            for denial, (covered, possible) in sorted(counts.items())
        ]

    def unspoken_claims(self) -> list[Unspoken]:
        """Return the counts of the pairs of claims that nobody else speaks of."""
        return [
            Unspoken("claim", str(row["claim"]), _number(row["sure"]), _number(row["unsure"]), {})
            for row in self._rows(
                """
                SELECT claim, count(*) FILTER (WHERE verdict = 'uncontested' AND certain) AS sure,
                       count(*) FILTER (WHERE verdict = 'uncontested' AND NOT certain) AS unsure
                FROM claim_verdict
                JOIN focus ON focus.statement = claim_verdict.claim
                GROUP BY claim ORDER BY claim
                """
            )
        ]

    def wordings(self) -> Iterator[Wording]:
        """Yield where another wording of the same words gives another coverage."""
        columns = ", ".join(Wording.__dataclass_fields__)
        # A cursor of its own, so that pairs can be read meanwhile.
        cursor = self._connection.cursor()
        with enough_memory():
            cursor.execute(
                f"SELECT {columns} FROM wording_differs ORDER BY denial, incident, other"  # noqa: S608 (names of fields)
            )
        while True:
            with enough_memory():
                rows = cursor.fetchmany(BATCH)
            if not rows:
                return
            yield from (Wording(*row) for row in rows)

    def absent(self, statements: Sequence[str]) -> list[Absent]:
        """Return which of the statements do not count, and why."""
        rows = self._connection.execute(
            """
            SELECT statement, statement IN (SELECT statement FROM present)
            FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS statement)
            WHERE statement NOT IN (SELECT statement FROM known)
            """,
            [list(statements)],
        ).fetchall()
        reasons = {
            statement: "not-public" if present else "left-out" for statement, present in rows
        }
        return [Absent(name, reasons[name]) for name in statements if name in reasons]

    def _rows(self, query: str) -> list[_Row]:
        with enough_memory():
            cursor = self._connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _number(value: object) -> int:
    return int(str(value))
