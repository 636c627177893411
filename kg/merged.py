"""A store whose default graph holds everything; what named graphs hold stands in these again.

Queries ask everything that is loaded. Asked for the union of several graphs, the engine gives a
row for each graph that has a triple, where SPARQL wants one (a union of graphs is a set), and
looks into two indexes wherever a query takes a step; over one graph it takes up to half the time.
So the default graph holds data, ontology and derived kinds together, and the named graphs (the
ontology's, the derived kinds', those of the files) hold theirs a second time, so that they can be
told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

import pyoxigraph as ox

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.DefaultGraph


class MergedStore:
    """What the rest of kg asks of a store, answered by one whose default graph holds everything.

    Queries see everything in the default graph. Patterns, iteration and ``in`` give each quad in
    the graph that it was put into, as ``pyoxigraph.Store`` does.

    Parameters
    ----------
    store
        Where quads lie. If it is not empty, all of its named graphs are in its default graph too
        (`twice`, `merge_named`), and what they hold counts as of these alone: what the default
        graph would have besides is not known.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        # Of what named graphs hold: what was put into the default graph by itself too.
        self._stated: set[ox.Triple] = set()

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the store; the parameters are as of ``pyoxigraph.Store.query``.

        The default graph is the union in any case, and one row a triple.

        Raises
        ------
        SyntaxError
            If it is no query.
        RuntimeError
            If it cannot be answered.
        """
        return self._store.query(
            query,
            prefixes=None if prefixes is None else dict(prefixes),
            substitutions=None if substitutions is None else dict(substitutions),
        )

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """Return the named graphs."""
        return iter(self._store.named_graphs())

    def quads_for_pattern(
        self,
        subject: Node | ox.Triple | None,
        predicate: Node | None,
        value: Node | ox.Triple | None,
        graph_name: Node | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that match, None matching any, each in the graph that it came from."""
        pattern = (subject, predicate, value)
        if graph_name is not None and graph_name != _DEFAULT:
            yield from self._store.quads_for_pattern(*pattern, graph_name)  # type: ignore[arg-type]
            return
        if subject is not None:  # they are few: one look finds those of all graphs
            found = list(self._store.quads_for_pattern(*pattern, None))  # type: ignore[arg-type]
            named = [quad for quad in found if quad.graph_name != _DEFAULT]
            if graph_name is None:
                yield from named
            own = {quad.triple for quad in named}
            for quad in found:
                if quad.graph_name == _DEFAULT and self._is_stated(quad.triple, own):
                    yield quad
            return
        own = set()
        for quad in self._named(*pattern):
            own.add(quad.triple)
            if graph_name is None:
                yield quad
        for quad in self._store.quads_for_pattern(*pattern, _DEFAULT):  # type: ignore[arg-type]
            if self._is_stated(quad.triple, own):
                yield quad

    def _is_stated(self, triple: ox.Triple, named: set[ox.Triple]) -> bool:
        """Whether a triple of the default graph was put there by itself."""
        return not named or triple not in named or triple in self._stated

    def _named(
        self,
        subject: Node | ox.Triple | None,
        predicate: Node | None,
        value: Node | ox.Triple | None,
    ) -> Iterator[ox.Quad]:
        """Yield what named graphs hold, without a look at the default graph if they are few."""
        pattern = (subject, predicate, value)
        graphs = list(islice(self._store.named_graphs(), _FEW + 1))
        if len(graphs) <= _FEW:
            for graph in graphs:
                yield from self._store.quads_for_pattern(*pattern, graph)  # type: ignore[arg-type]
            return
        for quad in self._store.quads_for_pattern(*pattern, None):  # type: ignore[arg-type]
            if quad.graph_name != _DEFAULT:
                yield quad

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None)

    def __contains__(self, quad: ox.Quad) -> bool:
        found = self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
        return next(found, None) is not None

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def add(self, quad: ox.Quad) -> None:
        """Put in a quad."""
        self.extend((quad,))

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Put in quads, some at a time."""
        remaining = iter(quads)
        while some := tuple(islice(remaining, _AT_ONCE)):
            named = [quad for quad in some if quad.graph_name != _DEFAULT]
            default = [quad for quad in some if quad.graph_name == _DEFAULT]
            for quad in default:
                if quad in self._store and self._is_named(quad):
                    self._stated.add(quad.triple)
            self._store.extend(default)
            graphs = {quad.graph_name for quad in named}
            for graph in graphs:
                of_it = [quad for quad in named if quad.graph_name == graph]
                self.put(of_it, graph)  # type: ignore[arg-type]

    bulk_extend = extend

    def put(
        self, triples: Iterable[ox.Triple | ox.Quad], graph: ox.NamedNode | ox.BlankNode
    ) -> None:
        """Put triples into a named graph.

        Parameters
        ----------
        triples
            The triples; of quads the graph does not count.
        graph
            The graph.
        """
        pairs = tuple(twice(triples, graph))
        store = self._store
        for plain in pairs[::2]:
            if plain in store and not self._is_named(plain):
                self._stated.add(plain.triple)
        store.extend(pairs)

    def take(self, fills: Iterable[Callable[[ox.Store], None]]) -> None:
        """Let the store itself be filled, which is faster; it is empty.

        Parameters
        ----------
        fills
            Each puts quads into the store that it is given.
        """
        for fill in fills:
            fill(self._store)
        self.merge()

    def merge(self) -> None:
        """Merge a store that was filled as any other: named graphs into the default graph too.

        Once only: after it the default graph has them all.
        """
        for graph in self._store.named_graphs():
            for quad in self._store.quads_for_pattern(None, None, None, graph):
                plain = ox.Quad(quad.subject, quad.predicate, quad.object)
                if plain in self._store:
                    self._stated.add(plain.triple)
        merge_named(self._store)

    def _is_named(self, quad: ox.Quad) -> bool:
        found = self._named(quad.subject, quad.predicate, quad.object)
        return next(found, None) is not None


def twice(
    triples: Iterable[ox.Triple | ox.Quad], graph: ox.NamedNode | ox.BlankNode
) -> Iterator[ox.Quad]:
    """Yield each triple as of the default graph, and as of its own."""
    for each in triples:
        subject, predicate, value = each.subject, each.predicate, each.object
        yield ox.Quad(subject, predicate, value)
        yield ox.Quad(subject, predicate, value, graph)


def merge_named(store: ox.Store) -> None:
    """Put what the named graphs of a store hold into its default graph too."""
    for graph in list(store.named_graphs()):
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in store.quads_for_pattern(None, None, None, graph)
        )


_DEFAULT = ox.DefaultGraph()
_FEW = 8  # graphs that are asked one by one
_AT_ONCE = 100_000  # quads
