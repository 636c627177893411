"""The tables of a case as of a day, in which the rules of conflicts look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.assessment.assess import assess_with_tables
from kg.graph import Graph

if TYPE_CHECKING:
    import duckdb

    from kg.assessment.model import Assessment

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
    """

    def __init__(self, graph: Graph, *, as_of: date | None, without: Sequence[str]) -> None:
        self.graph = graph
        self.as_of = as_of
        self.without = frozenset(without)

    @cached_property
    def _assessed(self) -> tuple[Assessment, duckdb.DuckDBPyConnection]:
        return assess_with_tables(
            self.graph,
            (),
            kind="all",
            as_of=self.as_of.isoformat() if self.as_of else None,
            without=sorted(self.without),
            all_pairs=False,
        )

    @property
    def assessment(self) -> Assessment:
        """Every pair of denial or claim and incident that has a verdict to speak of."""
        return self._assessed[0]

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database in which the rules have run, every statement in focus."""
        return self._assessed[1]

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Run SQL over the tables that kg/assessment/README.md lists; one dict a row."""
        cursor = self._assessed[1].execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
