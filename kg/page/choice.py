"""What of a case is shown: all of it, what was public by a day, or what is near a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.page.material import Material
from kg.page.model import SAID, Edge, Node
from kg.page.pairs import Result

_SPOKEN_OF = frozenset((*SAID, "incident", "link", "source"))
# Along these whoever is shown brings with him what he belongs to.
_UPWARDS = frozenset(("organ", "member", "mandated", "within"))


def public(
    nodes: Mapping[str, Node], edges: Sequence[Edge], *, everything: bool
) -> dict[str, Node]:
    """Return the nodes without actors and places of which nothing that is shown speaks.

    Parameters
    ----------
    nodes, edges
        What was public by the day.
    everything
        Whether there is no day: then all are kept.
    """
    if everything:
        return dict(nodes)
    kept = {name for name, node in nodes.items() if node.kind in _SPOKEN_OF}
    kept |= {
        name
        for edge in edges
        for name in (edge.source, edge.target)
        if edge.source in kept or edge.target in kept
    }
    above: dict[str, list[str]] = {}
    for edge in edges:
        if edge.kind in _UPWARDS:
            above.setdefault(edge.source, []).append(edge.target)
    waiting = sorted(kept)
    while waiting:
        new = [name for name in above.get(waiting.pop(), ()) if name not in kept]
        kept.update(new)
        waiting += new
    return {name: node for name, node in nodes.items() if name in kept}


def near(
    material: Material,
    edges: Iterable[Edge],
    results: Sequence[Result],
    focus: str,
    depth: int,
) -> tuple[set[str], list[Result]]:
    """Return the ids of what is near a node, and the results that are shown.

    These are the results in which the node has a part, with all that they rest on, and those
    between nodes that are near anyway.

    Parameters
    ----------
    material
        The case.
    edges
        All edges but those of the results.
    results
        All results.
    focus
        Id of the node.
    depth
        How many steps are near; a result counts as a step from statement to incident.
    """

    def ids(iris: Iterable[str]) -> set[str]:
        return {material.id(iri) for iri in iris}

    beside: dict[str, set[str]] = {}
    ends = [(edge.source, edge.target) for edge in edges]
    ends += [
        (material.id(result.pair.denial), material.id(result.pair.incident)) for result in results
    ]
    for one, other in ends:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    walked = {focus}
    latest = {focus}
    for _ in range(depth):
        latest = {other for name in latest for other in beside.get(name, ())} - walked
        walked |= latest
    shown = []
    found = set(walked)
    for result in results:
        whole = ids((*result.nodes, result.pair.party))
        if focus in whole:
            found |= whole
            shown.append(result)
        elif whole <= walked:
            shown.append(result)
    return found, shown
