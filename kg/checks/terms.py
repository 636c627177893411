"""Names that the ontology does not have: misspelt terms and codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.checks.data import Data
from kg.checks.keys import Key, iri_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.graph import CEV, CODE, Term

UNDECLARED_TERM = Rule(
    "undeclared-term",
    "error",
    "A term of the ontology's namespace that the ontology does not declare.",
    "No query or rule reads a term that is not declared, so what it says would be lost. "
    "It is usually misspelt.",
)
UNKNOWN_CODE = Rule(
    "unknown-code",
    "error",
    "A code that is in none of the code lists.",
    "Use a code of ontology/codes.ttl, or add a new one there with a definition.",
)
RESERVED_GRAPH = Rule(
    "reserved-graph",
    "error",
    "A file puts triples where kg keeps the ontology or what the rules derive.",
    "What was derived must stay apart from what was curated. Name another graph.",
)


def check(data: Data) -> Iterator[Problem]:
    """Look at every name in the data once per place where it is used."""
    for subject, predicate, value in data.triples(_suspicious(data)):
        yield from _undeclared(data, predicate, (subject, predicate, value))
        if isinstance(value, ox.NamedNode):
            yield from _undeclared(data, value, (subject, predicate, value))
        elif isinstance(value, ox.Literal):
            yield from _undeclared(data, value.datatype, (subject, predicate, value))
    yield from _reserved_graphs(data)


def _suspicious(data: Data) -> Iterator[Key]:
    """Yield the terms that name something, or have a datatype, which is not declared."""
    ours = (f"<{CEV}", f"<{CODE}")
    for key in data.iris:
        if key.startswith(ours) and iri_of(key) not in data.declared:
            yield key
    for ending, keys in data.literals_by_ending.items():
        name = ending[2:]
        if name.startswith(ours) and iri_of(name) not in data.declared:
            yield from keys


def _undeclared(
    data: Data,
    name: ox.NamedNode,
    triple: tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, Term],
) -> Iterator[Problem]:
    for rule, what, namespace in ((UNDECLARED_TERM, "term", CEV), (UNKNOWN_CODE, "code", CODE)):
        if not name.value.startswith(namespace) or name.value in data.declared:
            continue
        near = nearest(name.value, data.declared)
        hint = f" Nearest: {', '.join(data.graph.short(iri) for iri in near)}." if near else ""
        yield rule.broken(f"There is no {what} {data.name(name)}.{hint}", *triple)


def nearest(iri: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the known IRIs of the same namespace that look like the one given."""
    namespace = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    # Without the namespace: a long one makes any two names look alike.
    names = sorted(other.removeprefix(namespace) for other in known if other.startswith(namespace))
    local = iri.removeprefix(namespace)
    return [namespace + name for name in difflib.get_close_matches(local, names, n=3, cutoff=0.7)]


def _reserved_graphs(data: Data) -> Iterator[Problem]:
    if not any(data.rows.reserved):
        return
    for file, reserved in zip(data.graph.files, data.rows.reserved, strict=True):
        for graph in reserved:
            yield RESERVED_GRAPH.broken(
                f"{file.name} puts triples into <{graph}>, which is kept for what kg itself "
                "puts there. Leave that graph out of the file."
            )


CHECK = Check((UNDECLARED_TERM, UNKNOWN_CODE, RESERVED_GRAPH), check)
