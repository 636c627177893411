"""The curated triples, indexed for checks: as the files have them, without what was derived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import cached_property

import pyoxigraph as ox

from kg.checks.keys import Key, is_iri, is_literal, term_of
from kg.checks.rows import RESERVED_GRAPHS, Rows
from kg.graph import PREFIXES, Graph, LoadedFile, Term

Node = ox.NamedNode | ox.BlankNode
_LONGEST_VALUE = 80

__all__ = ["LABEL", "RESERVED_GRAPHS", "SUBCLASS", "TITLE", "TYPE", "Data", "Node", "term"]


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

    A store rewrites literals (``"01"`` becomes ``1``); here they are as written. What looks at
    very many triples does so by keys (`kg.checks.keys`), what looks at few by terms.

    Parameters
    ----------
    graph
        A graph with its files, or what will give one: it is waited for once it is asked for.
    rows
        What is in the files; None: they are read.
    ontology
        The graph's, if it is known before the graph is.
    """

    def __init__(
        self,
        graph: Graph | Future[Graph],
        rows: Rows | None = None,
        ontology: Sequence[LoadedFile] | None = None,
    ) -> None:
        self._graph = graph
        self.rows = Rows.of(self.graph.files) if rows is None else rows
        self.ontology = self.graph.ontology if ontology is None else ontology
        self._forward: dict[Key, Mapping[Key, Sequence[Key]]] = {}
        self._instances: dict[str, Sequence[Key]] = {}
        self._terms: dict[Key, Term] = {}

    @property
    def graph(self) -> Graph:
        """The graph."""
        if isinstance(self._graph, Future):
            self._graph = self._graph.result()
        return self._graph

    def term(self, key: Key) -> Term:
        """Return the term of a key."""
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = term_of(key)
        return found

    def node(self, key: Key) -> Node:
        """Return the node of a key.

        Raises
        ------
        TypeError
            If it is that of a literal.
        """
        found = self.term(key)
        if isinstance(found, ox.Literal):
            raise TypeError(f"This is no node: {key}.")
        return found

    @cached_property
    def subjects(self) -> frozenset[Key]:
        """The nodes that are described."""
        rows = self.rows
        if not any(rows.reserved):
            return frozenset(rows.subjects)
        return frozenset(s for s, p in zip(rows.subjects, rows.predicates, strict=True) if p)

    @cached_property
    def iris(self) -> Sequence[Key]:
        """The IRIs among the terms."""
        return [key for key in self.rows.terms if is_iri(key)]

    @cached_property
    def literals_by_ending(self) -> Mapping[str, Sequence[Key]]:
        """The literals among the terms, by what follows their text: ``@en``, ``^^<iri>``, or none.

        There are few endings and very many literals: what is asked of a datatype is asked once.
        """
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.rows.terms:
            if is_literal(key):
                found[key[key.rindex('"') + 1 :]].append(key)
        return found

    def triples(self, wanted: Iterable[Key]) -> Iterator[tuple[Node, ox.NamedNode, Term]]:
        """Yield every triple once that has a wanted predicate or value, in the order of the files.

        A predicate is wanted as the value of a triple, too.
        """
        keys = frozenset(wanted)
        rows = self.rows
        if not keys:
            return
        columns = zip(rows.subjects, rows.predicates, rows.values, strict=True)
        found = dict.fromkeys(t for t in columns if t[1] and (t[2] in keys or t[1] in keys))
        for subject, predicate, value in found:
            name = self.term(predicate)
            if isinstance(name, ox.NamedNode):
                yield self.node(subject), name, self.term(value)

    def keys(self, predicate: Key) -> dict[tuple[Key, Key], None]:
        """Return subject and object of every triple with the predicate, in order."""
        return dict.fromkeys(self.rows.pairs(predicate))

    def forward(self, predicate: Key) -> Mapping[Key, Sequence[Key]]:
        """Return the objects of every subject that has the predicate, each once."""
        found = self._forward.get(predicate)
        if found is None:
            found = self._forward[predicate] = gathered(*self.rows.columns(predicate))
        return found

    def pairs(self, predicate: ox.NamedNode) -> list[tuple[Node, Term]]:
        """Return subject and object of every triple with the predicate."""
        return [(self.node(s), self.term(o)) for s, o in self.keys(str(predicate))]

    def values(self, subject: Node, predicate: ox.NamedNode) -> list[Term]:
        """Return the objects of a subject and predicate."""
        return [self.term(key) for key in self.forward(str(predicate)).get(str(subject), ())]

    def literals(self, subject: Node, predicate: ox.NamedNode) -> list[ox.Literal]:
        """Return the objects that are literals."""
        return [v for v in self.values(subject, predicate) if isinstance(v, ox.Literal)]

    def nodes(self, subject: Node, predicate: ox.NamedNode) -> list[Node]:
        """Return the objects that are nodes."""
        found = self.values(subject, predicate)
        return [v for v in found if isinstance(v, ox.NamedNode | ox.BlankNode)]

    def instances(self, name: str) -> Sequence[Key]:
        """Return the nodes of a class or of one below it, given by prefixed name, in order."""
        found = self._instances.get(name)
        if found is None:
            classes = {str(each) for each in self.below(term(name))}
            typed = self.rows.pairs(str(TYPE))
            found = self._instances[name] = list(dict.fromkeys(s for s, c in typed if c in classes))
        return found

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
            for file in self.ontology
            for quad in file.quads
            if isinstance(quad.subject, ox.NamedNode)
        )

    @cached_property
    def _parents(self) -> dict[Key, Key]:
        """The node that first points at each node without a name."""
        rows = self.rows
        found: dict[Key, Key] = {}
        if any(key.startswith("_:") for key in rows.terms):
            for subject, predicate, value in zip(
                rows.subjects, rows.predicates, rows.values, strict=True
            ):
                if predicate and value.startswith("_:"):
                    found.setdefault(value, subject)
        return found

    def owner(self, node: Node) -> Node:
        """Return the node itself or, of one without a name, the nearest named one above it."""
        if isinstance(node, ox.NamedNode):
            return node
        seen: set[Key] = set()
        key = str(node)
        while key.startswith("_:") and key in self._parents and key not in seen:
            seen.add(key)
            key = self._parents[key]
        return self.node(key)

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


def grouped(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, Sequence[Key]]:
    """Return the values of every key in order, each once."""
    columns = tuple(zip(*pairs, strict=True))
    return gathered(*columns) if columns else {}


def gathered(keys: Sequence[Key], values: Sequence[Key]) -> dict[Key, Sequence[Key]]:
    """Return the values of every key in order, each once, of two columns."""
    found: dict[Key, Sequence[Key]] = dict(zip(keys, zip(values, strict=True), strict=True))
    if len(found) == len(keys):
        return found
    several: dict[Key, dict[Key, None]] = {
        key: {} for key, count in Counter(keys).items() if count > 1
    }
    for key, value in zip(keys, values, strict=True):
        if key in several:
            several[key][value] = None
    found.update((key, tuple(each)) for key, each in several.items())
    return found
