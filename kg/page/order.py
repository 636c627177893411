"""In which order nodes stand: by party and date."""

from __future__ import annotations

from collections.abc import Sequence

from kg.page.model import Node


def when(node: Node) -> tuple[str, str, str]:
    """Return what to sort a node by: when it happened or was said, or since when it is public."""
    begin = node.happened.get("earliest", "")
    return (begin or node.published.get("day", "9999"), node.happened.get("latest", ""), node.id)


def by_party(said: Sequence[Node]) -> list[Node]:
    """Return statements by party, the party that spoke first before the others, and date."""
    begun: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for node in said:
        said_when = when(node)
        begun[node.parties] = min(begun.get(node.parties, said_when), said_when)
    return sorted(said, key=lambda node: (begun[node.parties], when(node)))
