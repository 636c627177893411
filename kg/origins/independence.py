"""The bound on independence: how few nodes all the ways of the words go through."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Vertex = Hashable
_Key = TypeVar("_Key", bound=Hashable)
# Where the ways begin and end; no node of the case is one of these.
READER: Vertex = ("reader",)
ORIGIN: Vertex = ("origin",)
# One vertex for whatever lies behind sources of which nobody recorded where they have it from.
UNRECORDED: Vertex = ("unrecorded",)
# Nearly every graph is as small as it gets after three; stopping early costs time only.
_ROUNDS = 12


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
    graph = _reduced(ways)
    first = graph.pop(READER)
    last = {vertex for vertex, leads in graph.items() if ORIGIN in leads}
    if len(first) <= 1 or len(last) <= 1 or first <= last:
        return min(len(first), len(last))
    from networkx.algorithms.connectivity import local_node_connectivity  # noqa: PLC0415

    return int(local_node_connectivity(_graph(graph, sorted(first, key=repr)), READER, ORIGIN))


def _reduced(ways: Mapping[Vertex, Iterable[Vertex]]) -> dict[Vertex, set[Vertex]]:
    """Return a smaller graph whose least cut is as large; most cuts can be read off it.

    None of these changes how many ways there are that share no vertex: a vertex with a single
    lead is one with it, since whatever goes through the one goes through the other; who leads to
    the origin needs no other lead; and who leads to a first vertex needs not, for the reader is
    there already.
    """
    graph = {vertex: set(ways.get(vertex, ())) for vertex in _backwards(ways)}
    first = set(ways.get(READER, ()))
    same: dict[Vertex, Vertex] = {}
    for _ in range(_ROUNDS):
        before = (first, graph)
        graph = _round(graph, first, same)
        first = {met for vertex in first if (met := _last(same, vertex)) in graph}
        if (first, graph) == before:
            break
    return {**graph, READER: first}


def _round(
    graph: Mapping[Vertex, set[Vertex]], first: set[Vertex], same: dict[Vertex, Vertex]
) -> dict[Vertex, set[Vertex]]:
    """Go once over the vertices, each after those that it leads to (but for circles)."""
    smaller: dict[Vertex, set[Vertex]] = {}
    for vertex, found in graph.items():
        leads = {_last(same, lead) for lead in found} - {vertex}
        if ORIGIN in leads:
            smaller[vertex] = {ORIGIN}
            continue
        # what is not in the graph any more leads nowhere
        leads = {lead for lead in leads if lead in graph and lead not in first}
        if len(leads) == 1:
            same[vertex] = leads.pop()
        elif leads:
            smaller[vertex] = leads
    return smaller


def _last(same: Mapping[_Key, _Key], key: _Key) -> _Key:
    while key in same:
        key = same[key]
    return key


def _backwards(ways: Mapping[Vertex, Iterable[Vertex]]) -> list[Vertex]:
    """Return what the reader's ways lead through, each vertex after those that it leads to."""
    found: list[Vertex] = []
    seen = {READER, ORIGIN}
    stack = [(READER, iter(ways.get(READER, ())))]
    while stack:
        vertex, leads = stack[-1]
        lead = next((lead for lead in leads if lead not in seen), None)
        if lead is None:
            stack.pop()
            found.append(vertex)
        else:
            seen.add(lead)
            stack.append((lead, iter(ways.get(lead, ()))))
    return found[:-1]


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
    joined: dict[int, int] = {}
    for number, start in enumerate(dict.fromkeys(ways.get(READER, ()))):
        met = set()
        stack = [start]
        seen = {start}
        while stack:
            vertex = stack.pop()
            if vertex in part_of:
                part_of[vertex] = _last(joined, part_of[vertex])
                met.add(part_of[vertex])
                continue  # what lies behind it belongs to that part already
            part_of[vertex] = number
            for lead in ways.get(vertex, ()):
                if lead != ORIGIN and lead not in seen:
                    seen.add(lead)
                    stack.append(lead)
        parts[number] = [start]
        for other in met:
            parts[number] += parts.pop(other)
            joined[other] = number
    return list(parts.values())


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
