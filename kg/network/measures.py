"""Counts and measures of the network: who is accused, who denies, what hangs together.

Measures of links are taken between parties, as chains are: an organ is the party itself. Only
links that somebody's standing words affirm count, and that amount to a mode.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

from kg.network.model import Components, Edge, LinkRank, Standing
from kg.network.rows import MODES, Rows
from kg.network.strength import HEDGING

if TYPE_CHECKING:
    import networkx as nx

# Exact betweenness takes parties times links; beyond this it is estimated from some of them.
EXACT_BETWEENNESS = 1_000
SAMPLED_BETWEENNESS = 200
_SEED = 0


def affirmed_links(rows: Rows, edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return the links that somebody affirms, that join two parties and amount to a mode."""
    return tuple(
        edge
        for edge in edges
        if edge.kind in {"sponsorship", "identity"}
        and edge.affirmed_by
        and rows.links[edge.link or ""].strength is not None
        and set(rows.roots(edge.source)).isdisjoint(rows.roots(edge.target))
    )


def link_graph(rows: Rows, edges: Iterable[Edge]) -> nx.DiGraph[str]:
    """Return the affirmed links between parties, from the one above to the one below."""
    import networkx as nx  # noqa: PLC0415 (heavy)

    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in affirmed_links(rows, edges):
        for upper in rows.roots(edge.source):
            graph.add_edges_from((upper, lower) for lower in rows.roots(edge.target))
    return graph


def components(graph: nx.DiGraph[str]) -> Components:
    """Return which parties hang together, and which stand in a circle."""
    import networkx as nx  # noqa: PLC0415 (heavy)

    def ordered(groups: Iterable[set[str]]) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted((tuple(sorted(group)) for group in groups), key=lambda g: (-len(g), g)))

    return Components(
        weak=ordered(nx.weakly_connected_components(graph)),
        circles=ordered(
            group for group in nx.strongly_connected_components(graph) if len(group) > 1
        ),
    )


def betweenness(graph: nx.DiGraph[str]) -> tuple[dict[str, float], int | None]:
    """Return betweenness by party, and from how many parties it was estimated (None: all).

    The figure is not normalised: it counts pairs of other parties.
    """
    import networkx as nx  # noqa: PLC0415 (heavy)

    size = graph.number_of_nodes()
    if size <= EXACT_BETWEENNESS:
        return nx.betweenness_centrality(graph, normalized=False), None
    # NetworkX draws from the order of nodes: it must not depend on the order of the rows.
    ordered: nx.DiGraph[str] = nx.DiGraph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges))
    seed = Random(_SEED)  # noqa: S311 (chance, no secret)
    found = nx.betweenness_centrality(ordered, k=SAMPLED_BETWEENNESS, normalized=False, seed=seed)
    return found, SAMPLED_BETWEENNESS


def rank_links(rows: Rows, edges: Iterable[Edge]) -> tuple[LinkRank, ...]:
    """Return the affirmed links: those first that most parties and most origins affirm.

    Of links that are alike in both: the more firmly put, the one that amounts to more, the one that
    fewer parties deny.
    """
    ranked = [
        _rank(rows, edge)
        for edge in edges
        if edge.kind in {"sponsorship", "identity"} and edge.affirmed_by
    ]
    return tuple(sorted(ranked, key=lambda rank: _attested_first(rows, rank)))


def _attested_first(rows: Rows, rank: LinkRank) -> tuple[object, ...]:
    return (
        -rank.parties,
        -rank.origins,
        -HEDGING.get(rank.hedging, 0),
        -(rows.links[rank.link].strength or 0),
        rank.denied_by,
        rank.link,
    )


def _rank(rows: Rows, edge: Edge) -> LinkRank:
    link = rows.links[edge.link or ""]
    words = [rows.statements[iri].hedging for iri in edge.affirmed_by]
    return LinkRank(
        link=link.iri,
        kind=link.kind,
        upper=link.upper,
        lower=link.lower,
        modes=link.modes,
        amounts_to=MODES[link.strength] if link.strength else None,
        hedging=max(words, key=lambda word: HEDGING.get(word, 0)),
        parties=len(edge.parties),
        origins=edge.origins,
        denied_by=len({party for iri in edge.denied_by for party in rows.statements[iri].parties}),
    )


def standings(rows: Rows, edges: Iterable[Edge], between: dict[str, float]) -> tuple[Standing, ...]:
    """Return the counts of every party that speaks, is spoken of, or has a link."""
    sets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in edges:
        words = {
            rows.statements[iri].original for iri in edge.carried_by if rows.statements[iri].stands
        }
        targets = rows.roots(edge.target)
        if edge.kind == "accusation" and words:
            for target in targets:
                sets[target]["accused_by"].add(edge.source)
                sets[target]["accused_in"] |= set(edge.incidents)
                sets[target]["accusations"] |= words
            sets[edge.source]["accuses"] |= set(targets)
        elif edge.kind == "claim":
            sets[edge.source]["claims"] |= words
        elif edge.kind == "denial":
            own = edge.source in targets
            name = "denies_own" if own else "denies_of_others"
            sets[edge.source][name if edge.of == "involvement" else "denies_links"] |= words
    for edge in affirmed_links(rows, edges):
        above, below = (
            ("sponsors", "sponsored_by")
            if edge.kind == "sponsorship"
            else ("stands_behind", "names_of")
        )
        for upper in rows.roots(edge.source):
            for lower in rows.roots(edge.target):
                sets[upper][above].add(lower)
                sets[lower][below].add(upper)
    return tuple(
        Standing(
            party,
            **{name: len(found[name]) for name in _COUNTS},
            between=round(between.get(party, 0.0), 3),
        )
        for party, found in sorted(sets.items())
    )


_COUNTS = (
    "accused_by",
    "accused_in",
    "accusations",
    "accuses",
    "denies_own",
    "denies_of_others",
    "denies_links",
    "claims",
    "sponsors",
    "sponsored_by",
    "stands_behind",
    "names_of",
)
