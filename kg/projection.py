"""The graph as flat tables: one SPARQL SELECT in ``queries/projection/`` for each table.

This is the only place where the graph is taken apart; the assessment and the network analysis
read the tables. Adding a table is adding a query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.graph import Graph
from kg.resources import folder


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


@cache
def _queries() -> tuple[tuple[str, str], ...]:
    files = sorted(Path(folder("queries") / "projection").glob("*.rq"))
    return tuple((file.stem, file.read_text(encoding="utf-8")) for file in files)


def project(graph: Graph) -> dict[str, Table]:
    """Return every table of the projection by name, rows in no particular order."""
    # One text for each name, however many rows have it: a fifth of the memory.
    texts: dict[str, str] = {}
    return {name: _select(graph, query, texts) for name, query in _queries()}


def _select(graph: Graph, query: str, texts: dict[str, str]) -> Table:
    solutions = graph.store.query(query, use_default_graph_as_union=True)
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
