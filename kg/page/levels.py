"""When each node of a scene is shown: at first, behind a result, as a source, or on demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.page.model import BEHIND, FIRST_LOOK, SAID, SOURCES, THE_REST, Edge, Node


def with_levels(
    nodes: Mapping[str, Node],
    edges: Iterable[Edge],
    results: Iterable[tuple[str, str, str, Iterable[str]]],
    focus: str | None,
) -> tuple[dict[str, Node], list[Edge]]:
    """Return nodes and edges with their levels.

    Parameters
    ----------
    nodes, edges
        What is drawn.
    results
        Of each pair kind, statement, incident, and every node that has a part in it.
    focus
        The node that was asked for: always shown at first.
    """
    levels = {name: SOURCES if node.kind == "source" else THE_REST for name, node in nodes.items()}
    drawn = list(edges)
    denials: list[tuple[str, str]] = []
    for kind, statement, incident, behind in results:
        for name in (statement, incident, *behind):
            levels[name] = min(levels[name], BEHIND)
        if kind == "denial":
            denials.append((statement, incident))
    first = _first_look(nodes, drawn, denials, focus)
    # Whoever speaks for somebody, and at whose door it is laid, belongs to the statement.
    for edge in drawn:
        if edge.kind in {"speaks", "made-for", "sponsorship", "identity"}:
            pair = (edge.source, edge.target)
            said = [name for name in pair if nodes[name].kind in SAID or nodes[name].kind == "link"]
            if any(levels[name] <= BEHIND for name in said):
                for name in pair:
                    levels[name] = min(levels[name], BEHIND)
    levels |= dict.fromkeys(first, FIRST_LOOK)
    if focus in levels:
        levels[focus] = FIRST_LOOK
    least = min(levels.values(), default=FIRST_LOOK)
    levels = {name: level - least for name, level in levels.items()}
    return (
        {name: replace(node, level=levels[name]) for name, node in nodes.items()},
        [
            replace(edge, level=max(levels[edge.source], levels[edge.target], _least(edge, least)))
            for edge in drawn
        ],
    )


def _first_look(
    nodes: Mapping[str, Node],
    edges: Iterable[Edge],
    denials: Iterable[tuple[str, str]],
    focus: str | None,
) -> set[str]:
    """Return denials with a result and their incidents.

    A rendering is among them only if the statement that it renders has no result, or if it was
    asked for.
    """
    pairs = list(denials)
    plain = {statement for statement, _ in pairs if nodes[statement].kind != "rendering"}
    behind = {edge.source for edge in edges if edge.kind == "renders" and edge.target in plain}
    return {name for pair in pairs if pair[0] not in behind or pair[0] == focus for name in pair}


_OF_SOURCES = frozenset(("reported-in", "derived-from", "references"))
_BEHIND = frozenset(
    (
        "affirms",
        "denies",
        "leaves-open",
        "speaks",
        "made-for",
        "organ",
        "sponsorship",
        "identity",
        "renders",
        "supersedes",
        "based-on",
    )
)


def _least(edge: Edge, shifted: int) -> int:
    if edge.kind == "verdict":
        level = FIRST_LOOK
    elif edge.kind in _OF_SOURCES:
        level = SOURCES
    else:
        level = BEHIND if edge.kind in _BEHIND else THE_REST
    return max(0, level - shifted)
