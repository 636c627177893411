"""Misspelt terms of the ontology, found fast: for people who ask questions of data with errors.

`kg check` says more. This looks at every triple once and at no shape, so that every command can
afford it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pyoxigraph as ox

from kg.graph import CEV, CODE, DataFile, Graph

_OURS = (CEV, CODE)


@dataclass(frozen=True)
class UnreadTerm:
    """A term of our namespaces that the ontology does not declare.

    Attributes
    ----------
    iri
        The term.
    name
        How to show it, such as ``cev:spokenBy``.
    file, line
        Where it stands first; the line is None where it is not known.
    nearest
        The declared term that looks most like it, as it would be shown; None: no one does.
    """

    iri: str
    name: str
    file: str
    line: int | None
    nearest: str | None

    def __str__(self) -> str:
        """Say it in one sentence, with the place."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        hint = f" (nearest: {self.nearest})" if self.nearest else ""
        return f"{place}: {self.name} is no term of the ontology and is not read{hint}."


@runtime_checkable
class KnowsUnread(Protocol):
    """A graph of whose files it was found out before."""

    @property
    def unread(self) -> Iterable[tuple[str, str, int | None]]:
        """The terms, with the file and the line where each stands first."""


def undeclared_terms(graph: Graph) -> tuple[UnreadTerm, ...]:
    """Return the terms of our namespaces that the files use and the ontology does not declare.

    Parameters
    ----------
    graph
        With its files.

    Returns
    -------
    tuple of UnreadTerm
        Each term once, in the order of the files.
    """
    if isinstance(graph, KnowsUnread):
        return tuple(unread(graph, *each) for each in graph.unread)
    found: dict[str, UnreadTerm] = {}
    declared = declared_terms(graph)
    if _used(graph) <= declared:
        return ()  # nearly always, and a large file need not be parsed again to know it
    from kg.loaders.locator import Locator  # noqa: PLC0415 (as below)

    for file in graph.files:
        locator = Locator(file)
        for quad, iri in _first_uses(file):
            if iri in declared or iri in found:
                continue
            place = locator.find(quad.subject, quad.predicate, quad.object)
            found[iri] = unread(graph, iri, file.name, place.line if place else None)
    return tuple(found.values())


def declared_terms(graph: Graph) -> frozenset[str]:
    """Return the terms of our namespaces that the ontology says something about."""
    return frozenset(
        quad.subject.value
        for file in graph.ontology
        for quad in file.quads
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(_OURS)
    )


def unread(graph: Graph, iri: str, file: str, line: int | None) -> UnreadTerm:
    """Return a term with how to show it and the nearest that is declared."""
    from kg.checks.terms import nearest  # noqa: PLC0415 (only where one is misspelt)

    near = nearest(iri, declared_terms(graph))
    return UnreadTerm(iri, _show(iri), file, line, _show(near[0]) if near else None)


def is_ours(iri: str) -> bool:
    """Whether an IRI is in the ontology's namespaces, declared or not."""
    return iri.startswith(_OURS)


def _used(graph: Graph) -> set[str]:
    """Return the terms of ours that the graph uses, the ontology included."""
    solutions = graph.store.query(_USED)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("The query for terms must be a SELECT.")
    return {term.value for (term,) in solutions if is_ours(term.value)}


_USED = f"""
    SELECT DISTINCT ?term {{
        {{ SELECT DISTINCT (?p AS ?term) {{ ?s ?p ?o }} }}
        UNION
        {{ SELECT DISTINCT (?o AS ?term) {{
            ?s ?p ?o
            FILTER(isIRI(?o) && (STRSTARTS(STR(?o), "{CEV}") || STRSTARTS(STR(?o), "{CODE}")))
        }} }}
        UNION
        {{ SELECT DISTINCT (DATATYPE(?o) AS ?term) {{ ?s ?p ?o FILTER(isLiteral(?o)) }} }}
    }}
"""


def _first_uses(file: DataFile) -> Iterator[tuple[ox.Quad, str]]:
    """Yield each term of ours with the first triple of the file that has it."""
    seen: set[str] = set()
    for quad in file.quads:
        for iri in _names(quad):
            if iri not in seen and is_ours(iri):
                seen.add(iri)
                yield quad, iri


def _names(quad: ox.Quad) -> Iterable[str]:
    if isinstance(quad.object, ox.NamedNode):
        return quad.predicate.value, quad.object.value
    if isinstance(quad.object, ox.Literal):
        return quad.predicate.value, quad.object.datatype.value
    return (quad.predicate.value,)


def _show(iri: str) -> str:
    """Return the prefixed name that messages use, whatever prefixes the file has."""
    prefix, namespace = ("cev", CEV) if iri.startswith(CEV) else ("code", CODE)
    return f"{prefix}:{iri.removeprefix(namespace)}"
