"""The tables of a case as of a day, in which the rules of conflicts look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.assessment.tables import assess_tables, connect
from kg.graph import Graph
from kg.origins import Origins
from kg.projection import project

if TYPE_CHECKING:
    import duckdb

Row = dict[str, object]


class Tables:
    """A case as of a day, with some nodes left out.

    Parameters
    ----------
    graph
        The graph.
    as_of
        Count only what was public by the end of that day (UTC); None: everything.
    without
        IRIs of statements, sources and links that are left out.
    whole
        Also run the rules for what is shown beside verdicts, which no conflict reads.
    """

    def __init__(
        self, graph: Graph, *, as_of: date | None, without: Sequence[str], whole: bool = False
    ) -> None:
        self.graph = graph
        self.as_of = as_of
        self.without = frozenset(without)
        self.whole = whole

    @cached_property
    def _read(self) -> tuple[Origins, duckdb.DuckDBPyConnection]:
        tables = project(self.graph)
        connection = connect(tables)
        assess_tables(
            connection,
            focus=(),
            without=sorted(self.without),
            as_of=self.as_of,
            all_pairs=False,
            beside=self.whole,
        )
        return Origins(tables, as_of=self.as_of, without=self.without), connection

    @property
    def origins(self) -> Origins:
        """Where the words come from."""
        return self._read[0]

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database in which the rules have run, every statement in focus."""
        return self._read[1]

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run SQL over the tables that kg/assessment/README.md lists; one dict a row."""
        cursor = self.connection.execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
