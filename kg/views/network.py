"""The network for readers: who is accused and who denies, the links, what hangs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.graph import Graph
from kg.network import LinkRank, Network, Standing
from kg.views.blocks import Block

_MOST = 10
_AMOUNTS = {
    "carried-out": "is the same actor",
    "directed": "directed",
    "supported": "supported",
    None: "nothing (umbrella)",
}
_KINDS = {
    "sponsorship": "sponsors",
    "identity": "stands behind",
    "accusation": "accuses",
    "claim": "affirms its own part, as",
    "denial": "denies",
    "left-open": "leaves open",
    "organ": "is an organ of",
    "member": "is part of",
}


def network_blocks(graph: Graph, network: Network) -> tuple[Block, ...]:
    """Return the network as blocks: what a reader asks first comes first."""
    return (
        _accused(graph, network.standings),
        _denying(graph, network.standings),
        _links(graph, network.links),
        _between(graph, network),
        _components(graph, network),
        _sum(graph, network),
    )


def _top(
    standings: Iterable[Standing], key: Callable[[Standing], tuple[float, ...]]
) -> tuple[list[Standing], int]:
    """Return the first few by a key, without those that have nothing, and how many more."""
    ranked = sorted(
        (standing for standing in standings if any(key(standing))),
        key=lambda standing: (*(-part for part in key(standing)), standing.party),
    )
    return ranked[:_MOST], max(len(ranked) - _MOST, 0)


def _more(count: int) -> tuple[str, ...]:
    return (f"{count} more: kg network --format json",) if count else ()


def _accused(graph: Graph, standings: Sequence[Standing]) -> Block:
    rows, more = _top(standings, lambda s: (s.accused_by, s.accusations, s.accused_in))
    return Block(
        title="Most accused",
        lines=(
            "Of whom other parties say that it carried out, directed or supported an attack. It "
            "counts who speaks, not who is right; an organ counts as its party.",
        ),
        columns=("party", "by parties", "statements", "incidents", "denies its part", "name"),
        rows=tuple(
            (
                graph.label(standing.party),
                str(standing.accused_by),
                str(standing.accusations),
                str(standing.accused_in),
                str(standing.denies_own),
                graph.short(standing.party),
            )
            for standing in rows
        ),
        notes=_more(more),
    )


def _denying(graph: Graph, standings: Sequence[Standing]) -> Block:
    rows, more = _top(
        standings, lambda s: (s.denies_own + s.denies_links + s.denies_of_others, s.denies_own)
    )
    return Block(
        title="Most denying",
        lines=(
            "Statements that deny: the party's own part in attacks, a sponsorship or an identity, "
            "the part of others. Claims stand beside it: statements that affirm its own part.",
        ),
        columns=("party", "own part", "links", "of others", "claims", "name"),
        rows=tuple(
            (
                graph.label(standing.party),
                str(standing.denies_own),
                str(standing.denies_links),
                str(standing.denies_of_others),
                str(standing.claims),
                graph.short(standing.party),
            )
            for standing in rows
        ),
        notes=_more(more),
    )


def _links(graph: Graph, links: Sequence[LinkRank]) -> Block:
    return Block(
        title="Strongest links",
        lines=(
            "Those first that most parties affirm, from most origins. Widely said is not proven: "
            "origins are distinct documents or utterances, not eyewitnesses.",
        ),
        columns=(
            "above",
            "below",
            "amounts to",
            "modes",
            "put as",
            "parties",
            "origins",
            "denied by",
            "name",
        ),
        rows=tuple(
            (
                graph.label(link.upper),
                graph.label(link.lower),
                _AMOUNTS[link.amounts_to],
                ", ".join(link.modes) or "identity",
                link.hedging or "not recorded",
                str(link.parties),
                str(link.origins),
                str(link.denied_by) if link.denied_by else "",
                graph.short(link.link),
            )
            for link in links[:_MOST]
        ),
        notes=_more(max(len(links) - _MOST, 0)),
    )


def _between(graph: Graph, network: Network) -> Block:
    linked = [
        standing
        for standing in network.standings
        if standing.sponsors or standing.sponsored_by or standing.stands_behind or standing.names_of
    ]
    rows, more = _top(
        linked,
        lambda s: (s.between, s.sponsors + s.stands_behind + s.sponsored_by + s.names_of),
    )
    estimated = (
        f"Estimated from {network.sampled} parties, drawn with a fixed seed."
        if network.sampled
        else "Exact."
    )
    return Block(
        title="In the middle of links",
        lines=(
            "Affirmed links only, between parties. sponsors and stands behind count the links "
            "that lead down (out-degree), sponsored by and name of those that lead up (in-degree).",
            "between is betweenness (Freeman 1977): for how many pairs of other parties the "
            "shortest chain runs through this one; a share of a pair where there are several "
            f"shortest. {estimated} A party with a high figure is one whose links many chains "
            "need, because somebody said so; it says nothing of power.",
        ),
        columns=(
            "party",
            "between",
            "sponsors",
            "stands behind",
            "sponsored by",
            "name of",
            "name",
        ),
        rows=tuple(
            (
                graph.label(standing.party),
                f"{standing.between:g}",
                str(standing.sponsors),
                str(standing.stands_behind),
                str(standing.sponsored_by),
                str(standing.names_of),
                graph.short(standing.party),
            )
            for standing in rows
        ),
        notes=_more(more),
    )


def _components(graph: Graph, network: Network) -> Block:
    weak, circles = network.components.weak, network.components.circles
    lines = [
        "Parties that affirmed links connect, whatever their direction: "
        + (_groups(graph, weak) if weak else "none.")
    ]
    lines.append(
        "Circles, in which each sponsors or stands behind the next: "
        + (_groups(graph, circles) if circles else "none.")
    )
    return Block(title="What hangs together", lines=tuple(lines))


def _groups(graph: Graph, groups: Sequence[Sequence[str]]) -> str:
    shown = [
        f"{len(group)} ({', '.join(graph.short(party) for party in group[:_MOST])}"
        + (f" and {len(group) - _MOST} more)" if len(group) > _MOST else ")")
        for group in groups[:_MOST]
    ]
    rest = len(groups) - _MOST
    return "; ".join(shown) + (f"; and {rest} more groups" if rest > 0 else "")


def _sum(graph: Graph, network: Network) -> Block:
    counts = Counter(edge.kind for edge in network.edges)
    notes = [
        f"{len(network.nodes)} actors, {len(network.edges)} edges: every one with its statements "
        "in JSON, GraphML (-o network.graphml) and GEXF; organs and members, which nobody "
        "contests, with the sources of the record.",
    ]
    if network.as_of:
        notes.append(f"As of {network.as_of}: only what was public by the end of that day.")
    if network.without:
        notes.append(f"Without {', '.join(map(graph.short, network.without))}.")
    notes.append("All of this is about what is said; a link is not a fact because it has an edge.")
    return Block(
        title="In sum",
        columns=("edges", "count", "read"),
        rows=tuple(
            (kind, str(counts[kind]), f"source {words} target")
            for kind, words in _KINDS.items()
            if counts[kind]
        ),
        notes=tuple(notes),
    )
