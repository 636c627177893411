"""Rows of the projected tables, and what statements render and take a stance on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.projection import Table


def pairs(table: Table, one: str, other: str) -> list[tuple[str, str]]:
    return [
        (first, second)
        for first, second in zip(table.columns[one], table.columns[other], strict=True)
        if first and second
    ]


def triples(table: Table, *names: str) -> list[tuple[str, str, str]]:
    columns = (table.columns[name] for name in names)
    return [(a, b, c) for a, b, c in zip(*columns, strict=True) if a and b and c]


def originals_of(renders: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Follow renderings up to what is no rendering; in a circle each stays its own."""
    above: dict[str, set[str]] = {}
    for rendering, other in renders:
        above.setdefault(rendering, set()).add(other)
    found = {}
    for rendering in above:
        seen = {rendering}
        stack = [rendering]
        tops = set()
        while stack:
            current = stack.pop()
            if current not in above:
                tops.add(current)
            new = above.get(current, set()) - seen
            seen |= new
            stack += sorted(new)
        found[rendering] = min(tops, default=rendering)
    return found


def matters_of(tables: Mapping[str, Table], originals: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each original what it takes a stance on.

    An involvement is about its incidents, or about its actor where it names none; a link about
    the two whom it joins; a detail about an aspect of something.
    """
    about: dict[str, set[str]] = {}
    for proposition, incident in pairs(tables["involvement_incident"], "proposition", "incident"):
        about.setdefault(proposition, set()).add(incident)
    for proposition, actor in pairs(tables["involvement"], "proposition", "actor"):
        about.setdefault(proposition, {f"actor {actor}"})
    for link, upper, lower in triples(tables["link"], "link", "upper", "lower"):
        about.setdefault(link, {f"link {upper} {lower}"})
    detail = tables["detail"]
    for name, node, aspect in triples(detail, "detail", "about", "aspect"):
        about.setdefault(name, {f"detail {aspect} {node}"})
    found: dict[str, set[str]] = {}
    for statement, proposition in pairs(tables["stance"], "statement", "proposition"):
        found.setdefault(originals.get(statement, statement), set()).update(
            about.get(proposition, {proposition})
        )
    return found
