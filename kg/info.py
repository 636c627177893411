"""Count what is loaded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph import CEV, DERIVED_GRAPH, PREFIXES, Graph

COUNTED = ("Actor", "Place", "Incident", "Source", "Statement", "Quotation", "Proposition")
"""Classes that are counted, each with those below it."""

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_NOTATION = ox.NamedNode(PREFIXES["skos"] + "notation")


@dataclass(frozen=True)
class Info:
    """What is loaded.

    Attributes
    ----------
    files
        The files of the data, as they were named.
    sha256
        Hash of the only file, or of the files' hashes in order.
    triples
        Number of distinct triples in the data, without ontology and derived ones.
    counts
        Number of nodes by class; a class counts those below it.
    statement_kinds
        Number of statements by the kind that the rules derived. A statement may be of several.
    """

    files: tuple[str, ...]
    sha256: str
    triples: int
    counts: Mapping[str, int]
    statement_kinds: Mapping[str, int]

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "schema": "info/1",
            "files": list(self.files),
            "sha256": self.sha256,
            "triples": self.triples,
            "counts": dict(self.counts),
            "statement_kinds": dict(self.statement_kinds),
        }


def describe(graph: Graph) -> Info:
    """Count the nodes of a graph by class, and its statements by kind.

    Parameters
    ----------
    graph
        With the derived kinds of statements.
    """
    graph.demand_derived()
    return Info(
        files=tuple(file.name for file in graph.files),
        sha256=graph.sha256,
        triples=graph.triples,
        counts={name: _instances(graph, name) for name in COUNTED},
        statement_kinds=_kinds(graph),
    )


def _instances(graph: Graph, name: str) -> int:
    classes = _below(graph, ox.NamedNode(CEV + name))
    return len(
        {
            quad.subject
            for class_ in classes
            for quad in graph.store.quads_for_pattern(None, _TYPE, class_)
            if quad.graph_name != DERIVED_GRAPH
        }
    )


def _below(graph: Graph, top: ox.NamedNode) -> set[ox.NamedNode]:
    found, waiting = {top}, [top]
    while waiting:
        for quad in graph.store.quads_for_pattern(None, _SUBCLASS, waiting.pop()):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in found:
                found.add(quad.subject)
                waiting.append(quad.subject)
    return found


def _kinds(graph: Graph) -> dict[str, int]:
    """Return the derived kinds, the most frequent first."""
    kinds: Counter[str] = Counter()
    for quad in graph.store.quads_for_pattern(None, _TYPE, None, DERIVED_GRAPH):
        if isinstance(quad.object, ox.NamedNode):
            kinds[_notation(graph, quad.object)] += 1
    return dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))


def _notation(graph: Graph, kind: ox.NamedNode) -> str:
    for quad in graph.store.quads_for_pattern(kind, _NOTATION, None):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    local = graph.short(kind.value).rpartition(":")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local).lower()
