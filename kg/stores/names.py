"""Names in a store that look like one that is not there, found in its tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import DERIVED_GRAPH, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.stores.tables import StoredTables

# Up to so many triples every node is looked at, as in memory: a fifth of a second.
_SMALL = 100_000
_MOST = 200
# Tables that have rows of a node, with the column of the node and that of its label.
_NODES = (
    ("actor", "actor", None),
    ("incident", "incident", "label"),
    ("involvement", "proposition", None),
    ("place", "place", None),
    ("source", "source", None),
    ("statement", "statement", "label"),
)
_LOCAL = "lower(regexp_replace(node, '^.*[/#]', ''))"


def like(graph: Graph, tables: StoredTables, local: str) -> Iterable[str]:
    """Return names of which some look like the one that is not there.

    Parameters
    ----------
    graph
        The graph, for the short names.
    tables
        Its tables.
    local
        What was typed, without prefix and in one case.
    """
    if graph.triples <= _SMALL:
        return [
            graph.short(quad.subject.value)
            for quad in graph.store
            if isinstance(quad.subject, ox.NamedNode)
            and quad.graph_name not in (ONTOLOGY_GRAPH, DERIVED_GRAPH)
        ]
    found: set[str] = set()
    for name, column, _ in _NODES:
        for condition in (
            f"contains(name, ?) ORDER BY length(name), name LIMIT {_MOST}",
            f"true ORDER BY jaro_winkler_similarity(name, ?) DESC, name LIMIT {_MOST}",
        ):
            found |= tables.nodes(name, column, _LOCAL, condition, local)
    return [graph.short(iri) for iri in found]


def labelled(tables: StoredTables, text: str) -> Iterable[str]:
    """Return the incidents and statements that have a text as their label, whatever its case."""
    found: set[str] = set()
    for name, column, label in _NODES:
        if label is not None:
            found |= tables.nodes(name, column, f"lower({label})", "name = lower(?)", text)
    return sorted(found)
