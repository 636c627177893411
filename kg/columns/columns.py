"""A graph in a database: one table of subjects and objects for each property that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.columns.lines import ODD, read_lines, select_lines
from kg.columns.relations import UnsupportedError, quoted
from kg.columns.sparql import Construct, Select, predicates_of, translate
from kg.columns.tokens import TYPED, VALUE, as_stored, token

if TYPE_CHECKING:
    import duckdb

_SOME = 100_000  # triples that wait; who hands over more at a time gains nothing
_PARTS = 4  # in a transaction
_MOST = 1_000_000  # literals whose form is remembered not to change


class Columns:
    """The triples that some queries read, on the disk.

    Filled first (`add`, `add_lines`), then settled, then asked.

    Parameters
    ----------
    connection
        A database to make the tables in.
    queries
        Texts of the queries that will be asked; only their properties are kept.

    Raises
    ------
    UnsupportedError
        If a query is not one that can be translated.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, queries: Iterable[str]) -> None:
        self._connection = connection
        self._numbers = {iri: number for number, iri in enumerate(predicates_of(queries))}
        self._closures: dict[str, str] = {}
        self._waiting: tuple[list[str], list[int], list[str]] = ([], [], [])
        self._seen: set[str] = set()
        self._changed: dict[str, str] = {}  # of those seen
        self._parts = 0
        connection.execute("CREATE TABLE _property (iri VARCHAR, p SMALLINT)")
        connection.execute(
            "INSERT INTO _property SELECT unnest(CAST(? AS VARCHAR[])), "
            "unnest(CAST(? AS SMALLINT[]))",
            [list(self._numbers), list(self._numbers.values())],
        )
        for iri in self._numbers:
            connection.execute(f"CREATE TABLE {self._table(iri)} (s VARCHAR, o VARCHAR)")
        # In a transaction of several parts rows are written once. One by one they would go into a
        # log first, and the tables would be put together again each time that it is full. In one
        # for all, the tables `_some` that were dropped would lie on the disk until its end.
        connection.execute("BEGIN")

    def add(self, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """Take triples; which graph they are of makes no difference."""
        for quad in quads:
            self.take(quad)

    def take(self, quad: ox.Quad | ox.Triple) -> None:
        """Take one triple."""
        number = self._numbers.get(quad.predicate.value)
        if number is None:
            return
        subjects, properties, objects = self._waiting
        subjects.append(token(quad.subject))
        properties.append(number)
        objects.append(token(quad.object))
        if len(subjects) >= _SOME:
            self._flush()

    def add_lines(self, path: Path) -> None:
        """Take a file of N-Triples.

        Parameters
        ----------
        path
            A file that a parser finds to be right, in UTF-8, without U+0000 and U+0001, whose
            lines end with a line feed and have at most `kg.columns.lines.LONGEST` bytes. Of one
            that it does not, something is made or an error raised, and neither is of use.
        """
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE _line AS {read_lines()}", [str(path)]
        )
        self._take_in(select_lines("_line"), [])
        odd = self._connection.execute(f"SELECT o FROM _some WHERE p = {ODD}").fetchall()
        self.add(ox.parse("\n".join(row[0] for row in odd), format=ox.RdfFormat.N_QUADS))

    def settle(self) -> None:
        """Take in what waits; nothing comes after."""
        self._flush()
        self._connection.execute("COMMIT")
        self._connection.execute("DROP TABLE IF EXISTS _line")
        self._connection.execute("DROP TABLE IF EXISTS _some")
        self._seen.clear()
        self._changed.clear()

    def construct(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Run a CONSTRUCT, keep what it gives, and yield it.

        Yields
        ------
        tuple
            The tokens of subject, property and object; `kg.columns.triple` makes a triple of them.

        Raises
        ------
        UnsupportedError
            If it is none, or not one that can be translated.
        """
        done = translate(text, self._table, self._closure)
        if not isinstance(done, Construct):
            raise UnsupportedError("This is no CONSTRUCT.")
        for number, (_, sql) in enumerate(done.triples):
            # SPARQL 1.1, 16.2: what is no triple is left out.
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE _made{number} AS "
                f"SELECT s, o FROM ({sql}) WHERE NOT starts_with(s, '\"')"
            )
        for number, (iri, _) in enumerate(done.triples):
            self._connection.execute(f"INSERT INTO {self._table(iri)} FROM _made{number}")
            if iri in self._closures:
                self._connection.execute(f"DROP TABLE {self._closures.pop(iri)}")
            rows = self._connection.execute(f"FROM _made{number}").fetchall()
            self._connection.execute(f"DROP TABLE _made{number}")
            for subject, value in rows:
                yield subject, iri, value

    def select(self, text: str) -> Select:
        """Return a SELECT in SQL whose values are texts, as the tables of the projection have them.

        Two rows that differ in terms and not in texts stay two.

        Raises
        ------
        UnsupportedError
            If it is none, or not one that can be translated.
        """
        done = translate(text, self._table, self._closure)
        if not isinstance(done, Select):
            raise UnsupportedError("This is no SELECT.")
        shown = ", ".join(
            f"{VALUE.format(quoted(name))} AS {quoted(name)}" for name in done.columns
        )
        return Select(f"SELECT {shown} FROM ({done.sql})", done.columns)

    def _table(self, iri: str) -> str:
        return f"_p{self._numbers[iri]}"

    def _closure(self, iri: str) -> str:
        """Return the table of what a property leads to in one step or more."""
        if iri not in self._closures:
            step = self._table(iri)
            self._closures[iri] = name = f"{step}_closure"
            self._connection.execute(
                f"""
                CREATE TABLE {name} AS
                WITH RECURSIVE way(s, o) AS (
                    SELECT s, o FROM {step}
                    UNION
                    SELECT way.s, step.o FROM way JOIN {step} AS step ON step.s = way.o
                )
                SELECT s, o FROM way
                """
            )
        return self._closures[iri]

    def _flush(self) -> None:
        if self._waiting[0]:
            waiting, self._waiting = self._waiting, ([], [], [])
            self._take_in(
                "SELECT unnest(CAST(? AS VARCHAR[])) AS s, unnest(CAST(? AS SMALLINT[])) AS p, "
                "unnest(CAST(? AS VARCHAR[])) AS o",
                list(waiting),
            )

    def _take_in(self, rows: str, values: list[object]) -> None:
        """Put rows with the columns ``s``, ``p`` and ``o`` into the tables of their properties."""
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE _some AS {rows}", values)
        changed = self._changed_forms()
        present = self._connection.execute(
            f"SELECT DISTINCT p FROM _some WHERE p <> {ODD} ORDER BY p"
        ).fetchall()
        value, source = "o", "_some"
        if changed:
            value, source = "coalesce(form, o)", "_some LEFT JOIN _form USING (o)"
        for (number,) in present:
            self._connection.execute(
                f"INSERT INTO _p{number} SELECT s, {value} FROM {source} WHERE p = {number}"
            )
        self._parts += 1
        if not self._parts % _PARTS:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    def _changed_forms(self) -> bool:
        """Note in a table which literals a store of the engine gives back in another form."""
        query = f"SELECT DISTINCT o FROM _some WHERE p <> {ODD} AND {TYPED.format('o')}"
        typed = {row[0] for row in self._connection.execute(query).fetchall()}
        if len(self._seen) > _MOST:
            self._seen.clear()
            self._changed.clear()
        new = dict(as_stored(typed - self._seen))
        self._seen |= typed
        self._changed |= new
        here = {form: self._changed[form] for form in typed if form in self._changed}
        if here:
            self._connection.execute(
                "CREATE OR REPLACE TEMP TABLE _form AS SELECT unnest(CAST(? AS VARCHAR[])) AS o, "
                "unnest(CAST(? AS VARCHAR[])) AS form",
                [list(here), list(here.values())],
            )
        return bool(here)
