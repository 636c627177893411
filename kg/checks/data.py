"""The curated triples, indexed for checks: as the files have them, without what was derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from kg.graph import DERIVED_GRAPH, ONTOLOGY_GRAPH, PREFIXES, Graph, Term

Node = ox.NamedNode | ox.BlankNode
RESERVED_GRAPHS = frozenset({DERIVED_GRAPH, ONTOLOGY_GRAPH})
_LONGEST_VALUE = 80


def term(name: str) -> ox.NamedNode:
    """Return the IRI of a prefixed name of the project's prefixes.

    Raises
    ------
    KeyError
        If the prefix is none of the project's.
    """
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


TYPE = term("rdf:type")
LABEL = term("rdfs:label")
TITLE = term("dcterms:title")
SUBCLASS = term("rdfs:subClassOf")


class Data:
    """The data of a graph, by subject and by predicate.

    A store rewrites literals (``"01"`` becomes ``1``); here they are as written.

    Parameters
    ----------
    graph
        A graph with its files.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.out: dict[Node, dict[ox.NamedNode, list[Term]]] = {}
        self._by_predicate: dict[ox.NamedNode, list[tuple[Node, Term]]] = defaultdict(list)
        self._parents: dict[Node, tuple[Node, ox.NamedNode]] = {}
        for subject, predicate, value in dict.fromkeys(_triples(graph)):
            self.out.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._by_predicate[predicate].append((subject, value))
            if isinstance(value, ox.BlankNode):
                self._parents.setdefault(value, (subject, predicate))

    def triples(self) -> Iterator[tuple[Node, ox.NamedNode, Term]]:
        """Yield every triple once, in the order of the files."""
        for subject, properties in self.out.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value

    def pairs(self, predicate: ox.NamedNode) -> list[tuple[Node, Term]]:
        """Return subject and object of every triple with the predicate."""
        return self._by_predicate.get(predicate, [])

    def values(self, subject: Node, predicate: ox.NamedNode) -> list[Term]:
        """Return the objects of a subject and predicate."""
        return self.out.get(subject, {}).get(predicate, [])

    def literals(self, subject: Node, predicate: ox.NamedNode) -> list[ox.Literal]:
        """Return the objects that are literals."""
        return [v for v in self.values(subject, predicate) if isinstance(v, ox.Literal)]

    def nodes(self, subject: Node, predicate: ox.NamedNode) -> list[Node]:
        """Return the objects that are nodes."""
        found = self.values(subject, predicate)
        return [v for v in found if isinstance(v, ox.NamedNode | ox.BlankNode)]

    def instances(self, name: str) -> Iterator[Node]:
        """Yield the nodes of a class or of one below it, given by prefixed name."""
        classes = self.below(term(name))
        seen: set[Node] = set()
        for subject, value in self.pairs(TYPE):
            if value in classes and subject not in seen:
                seen.add(subject)
                yield subject

    def below(self, top: ox.NamedNode) -> set[Term]:
        """Return a class and all classes below it."""
        found: set[Term] = {top}
        waiting: list[ox.NamedNode] = [top]
        while waiting:
            for quad in self.graph.store.quads_for_pattern(None, SUBCLASS, waiting.pop()):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject not in found:
                    found.add(quad.subject)
                    waiting.append(quad.subject)
        return found

    @cached_property
    def declared(self) -> frozenset[str]:
        """IRIs of everything that the ontology says something about."""
        return frozenset(
            quad.subject.value
            for file in self.graph.ontology
            for quad in file.quads
            if isinstance(quad.subject, ox.NamedNode)
        )

    def owner(self, node: Node) -> Node:
        """Return the node itself or, of one without a name, the nearest named one above it."""
        seen: set[Node] = set()
        while isinstance(node, ox.BlankNode) and node in self._parents and node not in seen:
            seen.add(node)
            node = self._parents[node][0]
        return node

    def name(self, node: object) -> str:
        """Return what to call a term in a message: a short name, or a literal's text."""
        if isinstance(node, ox.NamedNode):
            return self.graph.short(node.value)
        if isinstance(node, ox.Literal):
            text = node.value
            return f"{text[:_LONGEST_VALUE]}…" if len(text) > _LONGEST_VALUE else text
        if isinstance(node, ox.BlankNode):
            owner = self.owner(node)
            named = isinstance(owner, ox.NamedNode)
            return f"a node of {self.name(owner)}" if named else "a node without a name"
        return str(node)

    def names(self, nodes: Iterable[object]) -> str:
        """Return several names, joined by commas."""
        return ", ".join(self.name(node) for node in nodes)

    def title(self, node: Node) -> str:
        """Return the node's label or title, empty if it has none."""
        for predicate in (LABEL, TITLE):
            for literal in self.literals(node, predicate):
                return literal.value
        return ""


def _triples(graph: Graph) -> Iterator[tuple[Node, ox.NamedNode, Term]]:
    for file in graph.files:
        for quad in file.quads:
            subject, value = quad.subject, quad.object
            if quad.graph_name in RESERVED_GRAPHS:
                continue
            # The loader refuses triples within triples; this tells the type checker.
            if not isinstance(subject, ox.Triple) and not isinstance(value, ox.Triple):
                yield subject, quad.predicate, value
