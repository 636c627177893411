"""Run the rules again with something left out: many times over, in one go.

One run over a small case takes its time for setting up some sixty statements of SQL, hardly any
for rows. So what is asked is put side by side: the data of each world, which lacks what that world
leaves out, carry the world's number before every name, and the rules run once over all of them
(``worlds.sql``). The rules are the files that every assessment runs; none is written twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
_RULES = (
    "02_standing",
    "03_chains",
    "05_denials",
    "06_denial_verdicts",
    "07_claim_verdicts",
    "09_deciding",
)
# So many rows of statements at once: more would only take memory.
_MOST_ROWS = 20_000
# What is left out, and the incidents that are asked for without it.
_Asked = Mapping[frozenset[str], frozenset[str]]


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
        self._incidents = frozenset(incidents)
        connection.execute(
            "CREATE OR REPLACE TABLE at_issue AS SELECT unnest(CAST(? AS VARCHAR[])) AS incident",
            [sorted(self._incidents)],
        )
        connection.execute(rule("touching"))
        rows = connection.execute("SELECT * FROM touching ORDER BY ALL").fetchall()
        self.touching: dict[str, date | None] = dict(rows)
        kept = connection.execute("SELECT count(*) FROM kept").fetchone()
        self._told: dict[frozenset[str], frozenset[str]] = {}
        self._found: dict[frozenset[str], dict[Key, Outcome]] = {}
        self._size = max(1, _MOST_ROWS // max(1, kept[0] if kept else 1))

    def outcomes(
        self,
        absences: Sequence[Collection[str]],
        about: Sequence[Collection[str]] | None = None,
    ) -> list[dict[Key, Outcome]]:
        """Return the outcome of every pair, once for each set of nodes that is left out.

        Parameters
        ----------
        absences
            Statements, sources, links and other propositions, by IRI. Leaving out every statement
            that became public after a day gives what was to be said by that day.
        about
            For each of them the incidents whose pairs are wanted, of those at issue; those of
            others may be there or not. None: all at issue, every time.
        """
        sets = [frozenset(absence) for absence in absences]
        wanted = [self._incidents] * len(sets) if about is None else map(frozenset, about)
        asked = _together(zip(sets, wanted, strict=True))
        # A history asks for the day before a turn again: what was found once is kept.
        new = {each: about - self._told.get(each, frozenset()) for each, about in asked.items()}
        found = self._found
        for some in self._batches(new):
            with self._worlds(some):
                rows = self._connection.execute(rule("outcomes")).fetchall()
            names = list(some)
            for kind, statement, incident, party, *outcome in rows:
                world, name = _split(statement)
                key = Key(kind, name, _split(incident)[1], _split(party)[1])
                found.setdefault(names[world], {})[key] = _outcome(*outcome)
            for absence, incidents in some.items():
                self._told[absence] = self._told.get(absence, frozenset()) | incidents
        return [found.get(absence, {}) for absence in sets]

    def roles(
        self, asked: Sequence[tuple[Collection[str], Key]]
    ) -> list[dict[str, tuple[str, ...]]]:
        """Return for pairs in worlds which part each statement plays, what decided first."""
        sets = [frozenset(absence) for absence, _ in asked]
        wanted = _together(
            (absence, frozenset((key.incident,)))
            for absence, (_, key) in zip(sets, asked, strict=True)
        )
        result: list[dict[str, tuple[str, ...]]] = [{} for _ in asked]
        for some in self._batches(wanted):
            number = {absence: world for world, absence in enumerate(some)}
            pairs = {
                place: _pair(number[absence], asked[place][1])
                for place, absence in enumerate(sets)
                if absence in number
            }
            with self._worlds(some):
                for kind in ("denial", "claim"):
                    of_kind = {p: pair for p, pair in pairs.items() if asked[p][1].kind == kind}
                    rows = step_rows(self._connection, kind, of_kind.values())
                    result_of = {pair: _parts(found) for pair, found in rows.items()}
                    for place, pair in of_kind.items():
                        result[place] = result_of[pair]
        return result

    def _batches(self, asked: _Asked) -> Iterator[_Asked]:
        """Yield what is asked in parts of so many worlds as are run at once."""
        # Nothing is asked of a world without incidents, and nothing holds its denials apart.
        items = [(absence, incidents) for absence, incidents in asked.items() if incidents]
        for first in range(0, len(items), self._size):
            yield dict(items[first : first + self._size])

    @contextmanager
    def _worlds(self, asked: _Asked) -> Iterator[None]:
        """Make the worlds and run the rules; afterwards nothing is left of them."""
        connection = self._connection
        worlds = [(_prefix(world), *each) for world, each in enumerate(asked.items())]
        made = {
            "absent": ("node", [(p, node) for p, absence, _ in worlds for node in sorted(absence)]),
            "issue": ("incident", [(p, node) for p, _, about in worlds for node in sorted(about)]),
        }
        connection.execute("BEGIN")
        try:
            connection.execute("CREATE SCHEMA worlds")
            connection.execute("SET search_path = 'worlds,main'")
            connection.execute(
                "CREATE TABLE world AS SELECT unnest(CAST(? AS VARCHAR[])) AS prefix",
                [[prefix for prefix, _, _ in worlds]],
            )
            for table, (column, rows) in made.items():
                connection.execute(
                    f"CREATE TABLE {table} AS SELECT unnest(CAST(? AS VARCHAR[])) AS prefix, "
                    f"unnest(CAST(? AS VARCHAR[])) AS {column}",
                    [[prefix for prefix, _ in rows], [node for _, node in rows]],
                )
            for name in ("worlds", *_RULES):
                connection.execute(rule(name))
            yield
        finally:
            connection.execute("SET search_path = 'main'")
            connection.execute("ROLLBACK")


def _together(asked: Iterable[tuple[frozenset[str], frozenset[str]]]) -> _Asked:
    """Return for each set of nodes that is left out every incident that is asked for with it."""
    found: dict[frozenset[str], frozenset[str]] = {}
    for absence, incidents in asked:
        found[absence] = found.get(absence, frozenset()) | incidents
    return found


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
