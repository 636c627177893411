"""Circles in relations that cannot have any: what derives from itself, or is part of itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.checks.data import Data, Node, term
from kg.checks.keys import Key, is_literal
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule

CIRCLE = Rule(
    "circle",
    "error",
    "A relation that has a direction leads back to where it began.",
    "Nothing derives from itself or is part of itself. Walking the relation would never reach an "
    "origin. Take out the link that is a guess; if a page was changed later, enter its versions "
    "as two sources.",
)
SELF_RENDERING = Rule(
    "self-rendering",
    "error",
    "A statement is a rendering of itself.",
    "A rendering passes another statement on. Point it at the original.",
)

_RENDERING = term("cev:isRenderingOf")
_RELATIONS = tuple(
    term(name)
    for name in (
        "prov:wasDerivedFrom",
        "cev:isBasedOn",
        "cev:isRenderingOf",
        "cev:supersedes",
        "cev:isWithin",
        "cev:isPartOf",
        "cev:isOrganOf",
        "cev:answers",
        "skos:broader",
    )
)


def check(data: Data) -> Iterator[Problem]:
    """Report one circle, a shortest one, for every knot of nodes that reach each other."""
    for relation in _RELATIONS:
        edges = [each for each in data.keys(str(relation)) if not is_literal(each[1])]
        for subject in dict.fromkeys(subject for subject, value in edges if subject == value):
            yield _to_itself(data, data.node(subject), relation)
        yield from _knots(data, relation, [edge for edge in edges if edge[0] != edge[1]])


def _knots(
    data: Data, relation: ox.NamedNode, edges: Sequence[tuple[Key, Key]]
) -> Iterator[Problem]:
    edges = _within_circles(edges)
    if not edges:
        return
    import networkx as nx  # noqa: PLC0415 (a fifth of a second)

    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_edges_from((data.node(subject), data.node(value)) for subject, value in edges)
    for knot in nx.strongly_connected_components(graph):
        if len(knot) > 1:
            yield _circle(data, _shortest(graph.subgraph(knot)), relation)


def _within_circles(edges: Sequence[tuple[Key, Key]]) -> list[tuple[Key, Key]]:
    """Return the edges but for those that lead, in the end, nowhere: nearly always all of them."""
    onward = Counter(subject for subject, _ in edges)
    before: dict[Key, list[Key]] = defaultdict(list)
    for subject, value in edges:
        before[value].append(subject)
    ends = [value for value in before if value not in onward]
    gone: set[Key] = set()
    while ends:
        end = ends.pop()
        gone.add(end)
        for subject in before.get(end, ()):
            onward[subject] -= 1
            if not onward[subject]:
                ends.append(subject)
    return [edge for edge in edges if edge[0] not in gone and edge[1] not in gone]


def _shortest(knot: object) -> list[Node]:
    """Return the nodes of a shortest circle through the first node of a knot, by name."""
    import networkx as nx  # noqa: PLC0415

    if not isinstance(knot, nx.DiGraph):
        raise TypeError("A knot is a directed graph.")
    start = min(knot, key=str)
    ways = (nx.shortest_path(knot, follower, start) for follower in sorted(knot[start], key=str))
    return [start, *min(ways, key=len)[:-1]]


def _circle(data: Data, nodes: list[Node], relation: ox.NamedNode) -> Problem:
    way = " → ".join(data.name(node) for node in [*nodes, nodes[0]])
    return CIRCLE.broken(
        f"{data.name(relation)} runs in a circle: {way}.", nodes[0], relation, nodes[1]
    )


def _to_itself(data: Data, node: Node, relation: ox.NamedNode) -> Problem:
    if relation == _RENDERING:
        return SELF_RENDERING.broken("It is said to be a rendering of itself.", node, relation)
    return CIRCLE.broken(f"{data.name(relation)} points at the node itself.", node, relation, node)


CHECK = Check((CIRCLE, SELF_RENDERING), check)
