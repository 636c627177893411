"""The graph as flat tables: one SPARQL SELECT in ``queries/projection/`` for each table.

This is the only place where the graph is taken apart; the assessment and the network analysis
read the tables. Adding a table is adding a query.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pyoxigraph as ox

from kg.graph import Graph
from kg.resources import folder

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Table:
    """A table by columns.

    Attributes
    ----------
    columns
        Values by column name; every column has the same length. A value is the IRI or the
        lexical form, None where the query binds nothing.
    """

    columns: Mapping[str, list[str | None]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))


class Prepared(ABC, Mapping[str, Table]):
    """Tables that were made when the data were stored, with the bounds of their dates.

    Read one by one and only when somebody asks for it: SQL has them without.
    """

    @property
    @abstractmethod
    def rows(self) -> int:
        """Number of rows of all tables together."""

    @property
    @abstractmethod
    def folder(self) -> str:
        """The folder that the database has to be let into."""

    @abstractmethod
    def put_into(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables, bounds included, in a database.

        Raises
        ------
        kg.errors.InputError
            If one is damaged.
        """


@runtime_checkable
class HasTables(Protocol):
    """A graph whose tables were made before."""

    @property
    def tables(self) -> Prepared:
        """They."""


@cache
def queries() -> tuple[tuple[str, str], ...]:
    """Return name and text of each query, by name."""
    files = sorted(Path(folder("queries") / "projection").glob("*.rq"))
    return tuple((file.stem, file.read_text(encoding="utf-8")) for file in files)


def project(graph: Graph) -> Mapping[str, Table]:
    """Return every table of the projection by name, rows in no particular order.

    Raises
    ------
    kg.errors.InputError
        If the graph lacks what they are made of.
    """
    graph.demand_derived()
    if isinstance(graph, HasTables):
        return graph.tables
    return dict(tables_of(graph))


def tables_of(graph: Graph) -> Iterator[tuple[str, Table]]:
    """Take a graph apart: yield each table with its name."""
    # One text for each name, however many rows have it: a fifth of the memory.
    texts: dict[str, str] = {}
    for name, query in queries():
        yield name, _select(graph, query, texts)


def _select(graph: Graph, query: str, texts: dict[str, str]) -> Table:
    solutions = graph.store.query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("A projection query must be a SELECT.")
    names = [variable.value for variable in solutions.variables]
    columns: list[list[str | None]] = [[] for _ in names]
    for solution in solutions:
        for column, term in zip(columns, solution, strict=True):
            text = _text(term)
            column.append(None if text is None else texts.setdefault(text, text))
    return Table(dict(zip(names, columns, strict=True)))


def _text(term: object) -> str | None:
    if term is None:
        return None
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    raise TypeError("The data holds RDF 1.2 triple terms, which the tables cannot show.")
