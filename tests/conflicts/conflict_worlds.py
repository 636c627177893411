"""Small worlds of who says what of whom, for the conflicts among statements.

Alpha, Beta and Gamma are states, Group and Rebels armed groups, Mask is a name, Someone a man,
Militias and Officials are known by a description alone. A raid struck Beta on 15 February 2021.
"""

from __future__ import annotations

from dataclasses import replace

from worlds import (
    Actor,
    Incident,
    Involvement,
    Link,
    Place,
    Scope,
    Source,
    Statement,
    World,
    graph_of,
    turtle_blocks,
)

from kg.conflicts import Conflict, conflicts
from kg.graph import CASE, Graph

ALL = ("carried-out", "directed", "supported")
DONE = ("carried-out",)
BASE = World(
    actors=(
        Actor("alpha", "State"),
        Actor("alpha-army", "MilitaryUnit", organ_of=("alpha",)),
        Actor("beta", "State"),
        Actor("gamma", "State"),
        Actor("group", "ArmedGroup"),
        Actor("group-unit", "ArmedGroup", part_of=("group",)),
        Actor("rebels", "ArmedGroup"),
        Actor("mask", "Persona"),
        Actor("someone", "Person"),
        Actor("militias", "DescribedGroup"),
        Actor("officials", "DescribedGroup", anonymous=True),
    ),
    places=(Place("land", zone="Asia/Baghdad"),),
    incidents=(
        Incident(
            "raid",
            kinds=("rocket-attack",),
            when="2021-02-15",
            places=("land",),
            strikes=("beta",),
        ),
    ),
    sources=(Source("paper", issued="2021-03-20"), Source("gazette", issued="2021-03-21")),
)
Nodes = tuple[object, ...]


def part(
    name: str,
    speaker: str,
    actor: str,
    modes: tuple[str, ...] = DONE,
    *,
    stance: str = "affirms",
    left: tuple[str, ...] = (),
    incidents: tuple[str, ...] = ("raid",),
    read: bool = False,
    scope: Scope | None = None,
    **more: object,
) -> Nodes:
    """Something that is said of somebody's part, in named incidents or in a scope."""
    certain, possible = ((), incidents) if read else (incidents, ())
    if scope is not None:
        certain = possible = ()
    node = Involvement(f"{name}-part", actor, modes, left, certain, possible, scope)
    said = Statement(name, speaker, stated="2021-02-20", stated_at="land", reported_in=("paper",))
    return node, replace(said, **({stance: (node.id,)} | more))  # type: ignore[arg-type]


def tie(
    name: str,
    speaker: str,
    low: str,
    high: str,
    *modes: str,
    stance: str = "affirms",
    link: str | None = None,
    stated: str = "2021-02-20",
    since: str | None = None,
    until: str | None = None,
) -> Nodes:
    """A stance on a sponsorship, or on an identity where no mode is given."""
    node = Link(link or f"{name}-link", low, high, modes or None, since, until)
    said = Statement(name, speaker, stated=stated, stated_at="land", reported_in=("paper",))
    return node, replace(said, **{stance: (node.id,)})  # type: ignore[arg-type]


def load(world: World, *more: str) -> Graph:
    """Return the graph of a world, and of Turtle beside it."""
    return graph_of("\n\n".join([*turtle_blocks(world), *more]))


def find(
    world: World | Graph, kind: str, rule: str | None = None, **options: object
) -> list[Conflict]:
    """Return the conflicts of a kind, and of a rule."""
    graph = load(world) if isinstance(world, World) else world
    listed = conflicts(graph, kinds=[kind], **options)  # type: ignore[arg-type]
    return [each for each in listed if rule is None or each.rule == rule]


def one(world: World | Graph, kind: str, rule: str | None = None, **options: object) -> Conflict:
    """Return the only conflict of a kind, and of a rule."""
    found = find(world, kind, rule, **options)
    assert len(found) == 1, [(each.rule, each.summary) for each in found]
    return found[0]


def sides(conflict: Conflict) -> dict[str, list[str]]:
    """Return the statements of each side by what it says."""
    return {
        side.value: [statement.removeprefix(CASE) for statement in side.statements]
        for side in conflict.sides
    }


def names(nodes: object) -> list[str]:
    """Return the names of nodes without their namespace."""
    assert isinstance(nodes, list | tuple)
    return [str(node).removeprefix(CASE) for node in nodes]
