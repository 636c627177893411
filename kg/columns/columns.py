"""A graph in a database: one table of subjects and objects for each property that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.columns.lines import ODD, select_lines
from kg.columns.relations import UnsupportedError, quoted
from kg.columns.sparql import Construct, Select, predicates_of, translate
from kg.columns.tokens import TYPED, VALUE, as_stored, node, term, token

if TYPE_CHECKING:
    import duckdb

_SOME = 100_000  # triples that wait before they are put into the database


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
        connection.execute("CREATE TABLE _property (iri VARCHAR, p SMALLINT)")
        connection.execute(
            "INSERT INTO _property SELECT unnest(CAST(? AS VARCHAR[])), "
            "unnest(CAST(? AS SMALLINT[]))",
            [list(self._numbers), list(self._numbers.values())],
        )
        connection.execute("CREATE TABLE _triple (s VARCHAR, p SMALLINT, o VARCHAR)")

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
            A file that a parser has found to be right, in UTF-8, without U+0000 and U+0001, whose
            lines end with a line feed and have at most `kg.columns.lines.LONGEST` bytes.
        """
        self._connection.execute(f"INSERT INTO _triple {select_lines()}", [str(path)])
        query = f"SELECT o FROM _triple WHERE p = {ODD}"
        odd = self._connection.cursor().execute(query)
        while rows := odd.fetchmany(_SOME):
            text = "\n".join(row[0] for row in rows)
            self.add(ox.parse(text, format=ox.RdfFormat.N_QUADS))
        self._connection.execute(f"DELETE FROM _triple WHERE p = {ODD}")

    def settle(self) -> None:
        """Make a table for each property, of terms as a store of the engine has them."""
        self._flush()
        query = f"SELECT DISTINCT o FROM _triple WHERE {TYPED.format('o')}"
        typed = [row[0] for row in self._connection.execute(query).fetchall()]
        changed = list(as_stored(typed))
        self._connection.execute(
            "CREATE TABLE _stored AS SELECT unnest(CAST(? AS VARCHAR[])) AS o, "
            "unnest(CAST(? AS VARCHAR[])) AS form",
            [[before for before, _ in changed], [after for _, after in changed]],
        )
        source = "_triple"
        if changed:
            source = (
                "(SELECT s, p, coalesce(form, o) AS o FROM _triple LEFT JOIN _stored USING (o))"
            )
        for number in self._numbers.values():
            self._connection.execute(
                f"CREATE TABLE _p{number} AS SELECT s, o FROM {source} WHERE p = {number}"
            )
        self._connection.execute("DROP TABLE _triple")

    def construct(self, text: str) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT, keep what it gives, and yield it.

        Raises
        ------
        UnsupportedError
            If it is none, or not one that can be translated.
        """
        done = translate(text, self._table, self._closure)
        if not isinstance(done, Construct):
            raise UnsupportedError("This is no CONSTRUCT.")
        made = [(iri, self._connection.execute(sql).fetchall()) for iri, sql in done.triples]
        for iri, found in made:
            # SPARQL 1.1, 16.2: what is no triple is left out.
            rows = [row for row in found if not row[0].startswith('"')]
            if not rows:
                continue
            self._connection.execute(
                f"INSERT INTO {self._table(iri)} SELECT unnest(CAST(? AS VARCHAR[])), "
                "unnest(CAST(? AS VARCHAR[]))",
                [[row[0] for row in rows], [row[1] for row in rows]],
            )
            if iri in self._closures:
                self._connection.execute(f"DROP TABLE {self._closures.pop(iri)}")
            predicate = ox.NamedNode(iri)
            for subject, value in rows:
                yield ox.Triple(node(subject), predicate, term(value))

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
            self._connection.execute(
                "INSERT INTO _triple SELECT unnest(CAST(? AS VARCHAR[])), "
                "unnest(CAST(? AS SMALLINT[])), unnest(CAST(? AS VARCHAR[]))",
                list(self._waiting),
            )
            self._waiting = ([], [], [])
