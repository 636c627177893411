"""Checks that are SPARQL: every file in ``queries/checks/data/`` is one, its rows are findings.

The header says the rest in ``#+`` lines: ``rule`` (else the file's name), ``severity``,
``summary``, ``help`` and ``message``. In the message ``{x}`` is the short name or text of the
variable ``?x`` and ``{x:label}`` the label of a node. A row binds ``?node``; ``?path`` and
``?value``, where bound, name the triple whose line is shown. A new check needs no Python.

Name the predicates: of a large file the store takes only those that a query names, and everything
as soon as one has a variable in their place, or a path that may take no step from what no triple of
the same group finds (`kg.loaders.asked`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

import pyoxigraph as ox

from kg.checks.data import Data
from kg.checks.result import SEVERITIES, Problem
from kg.checks.rules import Check, Rule
from kg.resources import folder, read_header


@dataclass(frozen=True)
class QueryCheck:
    """One file of ``queries/checks/data/``."""

    rule: Rule
    message: str
    text: str


def parse_check(name: str, text: str) -> QueryCheck:
    """Make a check of a query with its header.

    Raises
    ------
    ValueError
        If the header lacks a field or names a severity that does not exist.
    """
    fields = read_header(text)
    missing = [key for key in ("severity", "summary", "help", "message") if not fields.get(key)]
    if missing:
        raise ValueError(f"The header of queries/checks/data/{name}.rq lacks {', '.join(missing)}.")
    if fields["severity"] not in SEVERITIES:
        raise ValueError(f"queries/checks/data/{name}.rq has the severity '{fields['severity']}'.")
    rule = Rule(fields.get("rule", name), fields["severity"], fields["summary"], fields["help"])
    return QueryCheck(rule, fields["message"], text)


@lru_cache(maxsize=1)
def load_checks() -> tuple[QueryCheck, ...]:
    """Return the checks that ship, by name."""
    paths = sorted((folder("queries") / "checks" / "data").glob("*.rq"))
    return tuple(parse_check(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def run_query(check: QueryCheck, data: Data) -> Iterator[Problem]:
    """Run one check; every row is a problem."""
    result = data.graph.store.query(check.text)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError(f"The check '{check.rule.name}' is no SELECT query.")
    names = [variable.value for variable in result.variables]
    for row in result:
        terms = {name: row[name] for name in names if row[name] is not None}
        node, path, value = terms.get("node"), terms.get("path"), terms.get("value")
        yield Problem(
            severity=check.rule.severity,
            rule=check.rule.name,
            message=_Filler(data).vformat(check.message, (), terms),
            node=node if isinstance(node, ox.NamedNode | ox.BlankNode) else None,
            predicate=path if isinstance(path, ox.NamedNode) else None,
            value=None if isinstance(value, ox.Triple) else value,
        )


class _Filler(Formatter):
    """Fills ``{x}`` and ``{x:label}`` with words for terms; a variable that is unbound is empty."""

    def __init__(self, data: Data) -> None:
        self._data = data

    def get_field(
        self, field_name: str, args: object, kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        # No attributes or indexes: a header is data, not a program.
        return kwargs.get(field_name, ""), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        if value == "":
            return ""
        if format_spec == "label" and isinstance(value, ox.NamedNode | ox.BlankNode):
            return self._data.title(value) or self._data.name(value)
        return self._data.name(value)


def check(data: Data) -> Iterator[Problem]:
    """Run all checks that are queries."""
    for query in load_checks():
        yield from run_query(query, data)


def make_check() -> Check:
    """Return the group; reads the headers of all files."""
    return Check(tuple(query.rule for query in load_checks()), check, asks_graph=True)
