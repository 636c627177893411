"""The whole graph, node after node; what is pointed at is yielded too, sooner or later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from made import cast, denials, incidents, links
from made.model import (
    Actor,
    Detail,
    Incident,
    Involvement,
    Link,
    Place,
    Source,
    Statement,
    World,
)
from made.plan import Plan
from made.scenes import Scene

Node = Actor | Place | Link | Source | Incident | Involvement | Statement | Detail
_FIELDS: dict[type, str] = {
    Actor: "actors",
    Place: "places",
    Incident: "incidents",
    Source: "sources",
    Involvement: "involvements",
    Link: "links",
    Statement: "statements",
}


def nodes(plan: Plan) -> Iterator[Node]:
    """Yield every node of the graph, each once, always in the same order."""
    yield from cast.actors(plan)
    yield from cast.places(plan)
    yield from links.links(plan)
    yield from links.told(plan)
    yield from denials.denials(plan)
    yield from incidents.bulletins()
    for number in range(plan.incidents):
        event = incidents.event(plan, number)
        yield from incidents.published(plan, event)
        yield event.incident
        yield from Scene(plan, event).tell()


def world(plan: Plan) -> World:
    """Return all nodes that the rules look at; only for graphs that fit in memory."""
    found: dict[str, list[object]] = {field.name: [] for field in fields(World)}
    for node in nodes(plan):
        if not isinstance(node, Detail):
            found[_FIELDS[type(node)]].append(node)
    return World(**{name: tuple(several) for name, several in found.items()})  # type: ignore[arg-type]
