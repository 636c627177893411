"""The network of a graph: the one call that views, exports and scripts make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from kg.graph import Graph
from kg.network.edges import edges_of
from kg.network.measures import betweenness, components, link_graph, rank_links, standings
from kg.network.model import Edge, Network, Node
from kg.network.reader import read
from kg.network.rows import Rows
from kg.provenance import objects

_SOURCE = "http://purl.org/dc/terms/source"


def network(graph: Graph, *, as_of: str | None = None, without: Iterable[str] = ()) -> Network:
    """Gather what is said between actors: sponsorship, identity, accusation, claim, denial.

    Parameters
    ----------
    graph
        The graph.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name or a date means nothing.
    """
    reading = read(graph, as_of, without)
    rows = reading.rows
    edges = tuple(_with_sources(graph, edge) for edge in edges_of(rows, reading.count_origins))
    links = link_graph(rows, edges)
    between, sampled = betweenness(links)
    return Network(
        as_of=reading.day.isoformat() if reading.day else None,
        without=reading.without,
        files=tuple(PurePath(file.name).name for file in graph.files),
        sha256=graph.sha256,
        nodes=_nodes(graph, rows, edges),
        edges=edges,
        standings=standings(rows, edges, between),
        links=rank_links(rows, edges),
        components=components(links),
        sampled=sampled,
    )


def _with_sources(graph: Graph, edge: Edge) -> Edge:
    """Add to a record of an organ or a member where it was read."""
    if edge.kind not in {"organ", "member"}:
        return edge
    return replace(edge, sources=objects(graph, edge.source, _SOURCE))


def _nodes(graph: Graph, rows: Rows, edges: Iterable[Edge]) -> tuple[Node, ...]:
    names = {end for edge in edges for end in (edge.source, edge.target)}
    return tuple(
        Node(
            name,
            graph.short(name),
            graph.label(name),
            rows.actors[name].classes if name in rows.actors else (),
            rows.party(name),
        )
        for name in sorted(names)
    )
