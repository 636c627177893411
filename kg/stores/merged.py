"""The triples of a store in a folder: each stands in the default graph, and in its own graph again.

Queries ask everything that is loaded. Over several graphs the engine looks into two indexes
wherever a query takes a step; over one, into one, and takes up to half the time. So the default
graph holds data, ontology and derived kinds together, and the named graphs (the ontology's, the
derived kinds', those of the files) hold theirs a second time, so that they can be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.DefaultGraph
_DEFAULT = ox.DefaultGraph()


class MergedStore:
    """What the rest of kg asks of a store, answered by one whose default graph holds everything.

    As in memory, data without a graph of its own counts as of the default graph; what files say
    again that stands in the ontology or is derived counts as of these.

    Parameters
    ----------
    store
        Filled by `twice` and `merge_named`.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def query(
        self,
        query: str,
        *,
        use_default_graph_as_union: bool = False,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the store; the parameters are those of ``pyoxigraph.Store.query``.

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
        own = set()
        for quad in self._store.quads_for_pattern(*pattern, None):  # type: ignore[arg-type]
            if quad.graph_name != _DEFAULT:
                own.add(quad.triple)
                if graph_name is None:
                    yield quad
        for quad in self._store.quads_for_pattern(*pattern, _DEFAULT):  # type: ignore[arg-type]
            if quad.triple not in own:
                yield quad

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None)

    def __contains__(self, quad: ox.Quad) -> bool:
        found = self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name)
        return next(found, None) is not None


def twice(
    triples: Iterable[ox.Triple | ox.Quad], graph: ox.NamedNode | ox.BlankNode
) -> Iterator[ox.Quad]:
    """Yield each triple as of the default graph, and as of its own."""
    for each in triples:
        yield ox.Quad(each.subject, each.predicate, each.object)
        yield ox.Quad(each.subject, each.predicate, each.object, graph)


def merge_named(store: ox.Store) -> None:
    """Put what the named graphs of a store hold into its default graph too."""
    for graph in list(store.named_graphs()):
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
