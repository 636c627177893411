"""Questions to the graph: named queries in ``queries/``, files and text, on two engines."""

from kg.queries.execute import run
from kg.queries.headers import NamedQuery, Parameter, parse_query
from kg.queries.registry import find, named
from kg.queries.results import QueryResult

__all__ = ["NamedQuery", "Parameter", "QueryResult", "find", "named", "parse_query", "run"]
