"""Run the rules again with something left out: many times over, in one go.

One run over a small case takes its time for setting up some sixty statements of SQL, hardly any
for rows. So what is asked is put side by side: the data of each world, which lacks what that world
leaves out, carry the world's number before every name, and the rules run once over all of them
(``worlds.sql``). The rules are the files that every assessment runs; none is written twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.assessment.changes import Outcome
from kg.assessment.steps import StepRow, step_rows
from kg.assessment.tables import rule

if TYPE_CHECKING:
    import duckdb

# What the pairs need; how scopes fit looks (01, 04) is the same in every world, and counts beside
# the verdict are not compared.
_RULES = ("02_standing", "03_chains", "05_denials", "06_denial_verdicts", "07_claim_verdicts")
# So many rows of statements at once: more would only take memory.
_MOST_ROWS = 20_000


@dataclass(frozen=True, order=True)
class Key:
    """A pair: what kind, whose words, which incident, whose part."""

    kind: str
    statement: str
    incident: str
    party: str


class WhatIf:
    """The pairs of denials and claims with some incidents, with other things left out each time.

    Parameters
    ----------
    connection
        A database in which the rules have run with the denials and claims in focus. What was left
        out there stays left out, and what was not public by its date stays unknown.
    incidents
        The incidents that are at issue.

    Attributes
    ----------
    touching
        The statements that can matter, each with the day by which it was public.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, incidents: Iterable[str]) -> None:
        self._connection = connection
        connection.execute(
            "CREATE OR REPLACE TABLE at_issue AS SELECT unnest(CAST(? AS VARCHAR[])) AS incident",
            [sorted(set(incidents))],
        )
        connection.execute(rule("touching"))
        rows = connection.execute("SELECT * FROM touching ORDER BY ALL").fetchall()
        self.touching: dict[str, date | None] = dict(rows)
        kept = connection.execute("SELECT count(*) FROM kept").fetchone()
        self._size = max(1, _MOST_ROWS // max(1, kept[0] if kept else 1))

    def outcomes(self, absences: Sequence[Collection[str]]) -> list[dict[Key, Outcome]]:
        """Return the outcome of every pair, once for each set of nodes that is left out.

        Parameters
        ----------
        absences
            Statements, sources, links and other propositions, by IRI. Leaving out every statement
            that became public after a day gives what was to be said by that day.
        """
        sets = [frozenset(absence) for absence in absences]
        found: dict[frozenset[str], dict[Key, Outcome]] = {absence: {} for absence in sets}
        different = list(found)
        for first in range(0, len(different), self._size):
            some = different[first : first + self._size]
            with self._worlds(some):
                rows = self._connection.execute(rule("outcomes")).fetchall()
            for kind, statement, incident, party, *outcome in rows:
                world, name = _split(statement)
                key = Key(kind, name, _split(incident)[1], _split(party)[1])
                found[some[world]][key] = _outcome(*outcome)
        return [found[absence] for absence in sets]

    def roles(
        self, asked: Sequence[tuple[Collection[str], Key]]
    ) -> list[dict[str, tuple[str, ...]]]:
        """Return for pairs in worlds which part each statement plays, what decided first."""
        sets = list(dict.fromkeys(frozenset(absence) for absence, _ in asked))
        number = {absence: place for place, absence in enumerate(sets)}
        result: list[dict[str, tuple[str, ...]]] = [{} for _ in asked]
        for first in range(0, len(sets), self._size):
            some = sets[first : first + self._size]
            pairs = {
                place: _pair(number[frozenset(absence)] - first, key)
                for place, (absence, key) in enumerate(asked)
                if 0 <= number[frozenset(absence)] - first < len(some)
            }
            with self._worlds(some):
                for kind in ("denial", "claim"):
                    wanted = {p: pair for p, pair in pairs.items() if asked[p][1].kind == kind}
                    rows = step_rows(self._connection, kind, wanted.values())
                    result_of = {pair: _parts(found) for pair, found in rows.items()}
                    for place, pair in wanted.items():
                        result[place] = result_of[pair]
        return result

    @contextmanager
    def _worlds(self, absences: Sequence[frozenset[str]]) -> Iterator[None]:
        """Make the worlds and run the rules; afterwards nothing is left of them."""
        connection = self._connection
        absent = [
            (_prefix(world), node)
            for world, absence in enumerate(absences)
            for node in sorted(absence)
        ]
        connection.execute("BEGIN")
        try:
            connection.execute("CREATE SCHEMA worlds")
            connection.execute("SET search_path = 'worlds,main'")
            connection.execute(
                "CREATE TABLE world AS SELECT unnest(CAST(? AS VARCHAR[])) AS prefix",
                [[_prefix(world) for world in range(len(absences))]],
            )
            connection.execute(
                "CREATE TABLE absent AS SELECT unnest(CAST(? AS VARCHAR[])) AS prefix, "
                "unnest(CAST(? AS VARCHAR[])) AS node",
                [[prefix for prefix, _ in absent], [node for _, node in absent]],
            )
            for name in ("worlds", *_RULES):
                connection.execute(rule(name))
            yield
        finally:
            connection.execute("SET search_path = 'main'")
            connection.execute("ROLLBACK")


def _pair(world: int, key: Key) -> tuple[str, str]:
    return _prefix(world) + key.statement, _prefix(world) + key.incident


def _parts(rows: Iterable[StepRow]) -> dict[str, tuple[str, ...]]:
    """Return the parts that each statement plays, those that decided first."""
    found: dict[str, set[tuple[bool, str]]] = {}
    for role, statement, _, _, deciding in rows:
        found.setdefault(_split(statement)[1], set()).add((not deciding, role))
    return {
        statement: tuple(dict.fromkeys(role for _, role in sorted(roles)))
        for statement, roles in found.items()
    }


def _prefix(world: int) -> str:
    # Before the name, so that names of one world stand in the order in which they always stand.
    return f"{world} "


def _split(name: str) -> tuple[int, str]:
    world, _, rest = name.partition(" ")
    return int(world), rest


def _outcome(
    coverage: str, verdict: str, mode: str | None, words: str, composed: bool | None
) -> Outcome:
    if mode is None:
        return Outcome(coverage, verdict)
    return Outcome(coverage, verdict, mode, words, bool(composed))
