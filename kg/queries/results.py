"""What a query gives back, the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import Term

Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class QueryResult:
    """The answer to a query.

    Attributes
    ----------
    kind
        ``select``, ``ask`` or ``graph`` (CONSTRUCT and DESCRIBE).
    variables
        The columns of a select, without question marks. Parameters are not among them.
    rows
        One tuple of terms a row, None where a variable is unbound.
    boolean
        The answer of an ask.
    triples
        What a construct gave, each once, in a stable order.
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] = ()

    def to_dicts(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries of plain strings, unbound variables left out."""
        return [
            {
                name: term.value
                for name, term in zip(self.variables, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]
