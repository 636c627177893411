"""The bound on independence: how few nodes all the ways of the words go through."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Vertex = Hashable
# Where the ways begin and end; no node of the case is one of these.
READER: Vertex = ("reader",)
ORIGIN: Vertex = ("origin",)
# One vertex for whatever lies behind sources of which nobody recorded where they have it from.
UNRECORDED: Vertex = ("unrecorded",)


def bound(ways: Mapping[Vertex, Iterable[Vertex]]) -> int:
    """Return the size of the least set of vertices that cuts the reader off from every origin.

    Parameters
    ----------
    ways
        For each vertex those from which it has the words at once. What `READER` leads to are the
        statements; `ORIGIN` is where the words begin.

    References
    ----------
    Menger, K. (1927), Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10: the least cut
    is as large as the greatest number of ways that share no vertex.
    """
    parts = _parts(ways)
    return sum(_size(ways, starts) for starts in parts)


def cut(ways: Mapping[Vertex, Iterable[Vertex]]) -> set[Vertex]:
    """Return a least set of vertices that cuts the reader off from every origin."""
    from networkx.algorithms.connectivity import minimum_st_node_cut  # noqa: PLC0415

    found: set[Vertex] = set()
    for starts in _parts(ways):
        if len(starts) > 1:
            found.update(minimum_st_node_cut(_graph(ways, starts), READER, ORIGIN))
        elif _leads_to_origin(ways, starts[0]):
            found.add(starts[0])
    return found


def _parts(ways: Mapping[Vertex, Iterable[Vertex]]) -> list[list[Vertex]]:
    """Divide the first vertices into parts whose ways share nothing; their cuts add up."""
    part_of: dict[Vertex, int] = {}
    parts: dict[int, list[Vertex]] = {}
    for number, start in enumerate(dict.fromkeys(ways.get(READER, ()))):
        met = set()
        stack = [start]
        seen = {start}
        while stack:
            vertex = stack.pop()
            if vertex in part_of:
                met.add(part_of[vertex])
                continue  # what lies behind it belongs to that part already
            part_of[vertex] = number
            for lead in ways.get(vertex, ()):
                if lead != ORIGIN and lead not in seen:
                    seen.add(lead)
                    stack.append(lead)
        parts[number] = [start]
        if met:
            for other in met:
                parts[number] += parts.pop(other)
            joined = met
            for vertex, part in part_of.items():
                if part in joined:
                    part_of[vertex] = number
    return list(parts.values())


def _size(ways: Mapping[Vertex, Iterable[Vertex]], starts: list[Vertex]) -> int:
    if len(starts) == 1:
        # A single statement is itself the least cut, if it leads anywhere.
        return int(_leads_to_origin(ways, starts[0]))
    from networkx.algorithms.connectivity import local_node_connectivity  # noqa: PLC0415

    return int(local_node_connectivity(_graph(ways, starts), READER, ORIGIN))


def _graph(ways: Mapping[Vertex, Iterable[Vertex]], starts: list[Vertex]) -> nx.DiGraph[Vertex]:
    import networkx as nx  # noqa: PLC0415 (a tenth of a second that few commands need)

    graph: nx.DiGraph[Vertex] = nx.DiGraph()
    graph.add_nodes_from((READER, ORIGIN))
    stack = list(starts)
    seen = set(starts)
    graph.add_edges_from((READER, start) for start in starts)
    while stack:
        vertex = stack.pop()
        for lead in ways.get(vertex, ()):
            graph.add_edge(vertex, lead)
            if lead != ORIGIN and lead not in seen:
                seen.add(lead)
                stack.append(lead)
    return graph


def _leads_to_origin(ways: Mapping[Vertex, Iterable[Vertex]], start: Vertex) -> bool:
    stack = [start]
    seen = {start}
    while stack:
        for lead in ways.get(stack.pop(), ()):
            if lead == ORIGIN:
                return True
            if lead not in seen:
                seen.add(lead)
                stack.append(lead)
    return False
