"""The nodes that the rules look at, as plain values: what an oracle can read without RDF.

A world is all of them together. Labels, titles and quotations decide nothing and are left to
whoever writes the nodes down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

Names = tuple[str, ...]


class Short:
    """Shows only what a node has, so that a world fits on a screen."""

    def __repr__(self) -> str:
        given = [
            f"{field.name}={value!r}"
            for field in fields(self)  # type: ignore[arg-type]
            if (value := getattr(self, field.name)) not in (None, (), False)
        ]
        return f"{type(self).__name__}({', '.join(given)})"


@dataclass(frozen=True, repr=False)
class Actor(Short):
    """Somebody who acts or speaks. ``kind`` is the local name of a class."""

    id: str
    kind: str
    organ_of: Names = ()
    part_of: Names = ()
    mandated_by: Names = ()
    anonymous: bool = False


@dataclass(frozen=True, repr=False)
class Place(Short):
    """A place, or a base if it hosts somebody or can be struck."""

    id: str
    within: Names = ()
    zone: str | None = None
    vague: bool = False
    base: bool = False
    hosts: Names = ()


@dataclass(frozen=True, repr=False)
class Incident(Short):
    """Something that happened."""

    id: str
    kinds: Names = ()
    when: str | None = None
    earliest: str | None = None
    latest: str | None = None
    places: Names = ()
    strikes: Names = ()
    touches: Names = ()
    hosts: Names = ()
    reported_in: Names = ()


@dataclass(frozen=True, repr=False)
class Source(Short):
    """Where words are found."""

    id: str
    issued: str | None = None
    derived_from: Names = ()
    first_hand: bool = False


@dataclass(frozen=True, repr=False)
class Scope(Short):
    """What a general statement is about."""

    kinds: Names = ()
    targets: Names = ()
    places: Names = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, repr=False)
class Involvement(Short):
    """Somebody's part in incidents: named, read into the words, or in a scope."""

    id: str
    actor: str
    modes: Names = ()
    open: Names = ()
    concerns: Names = ()
    may_concern: Names = ()
    scope: Scope | None = None


@dataclass(frozen=True, repr=False)
class Link(Short):
    """A sponsorship from proxy up to principal, or (no modes) an identity from persona up."""

    id: str
    low: str
    high: str
    modes: Names | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, repr=False)
class Statement(Short):
    """Who said what."""

    id: str
    speaker: str
    affirms: Names = ()
    denies: Names = ()
    leaves_open: Names = ()
    made_for: Names = ()
    stated: str | None = None
    stated_at: str | None = None
    made_public: str | None = None
    rendering_of: str | None = None
    supersedes: Names = ()
    based_on: Names = ()
    reported_in: Names = ()


@dataclass(frozen=True, repr=False)
class Detail(Short):
    """A value that somebody gives; it decides no verdict and is in no world."""

    id: str
    about: str
    aspect: str
    value: str
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, repr=False)
class World(Short):
    """Everything there is."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    incidents: tuple[Incident, ...] = ()
    sources: tuple[Source, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = ()

    def plus(self, *nodes: object) -> World:
        """Return the world with more nodes, each put where its type belongs."""
        world = self
        for node in nodes:
            name = _FIELDS[type(node)]
            world = replace(world, **{name: (*getattr(world, name), node)})
        return world

    def minus(self, *ids: str) -> World:
        """Return the world without some nodes and without every mention of them."""
        return World(
            **{
                field.name: tuple(
                    _mapped(node, lambda name: None if name in ids else name)
                    for node in getattr(self, field.name)
                    if node.id not in ids
                )
                for field in fields(self)
            }
        )

    def renamed(self, name: Callable[[str], str]) -> World:
        """Return the same world with other names for its nodes."""
        return World(
            **{
                field.name: tuple(_mapped(node, name) for node in getattr(self, field.name))
                for field in fields(self)
            }
        )

    def names(self) -> list[str]:
        """Return the names of all nodes."""
        return [node.id for field in fields(self) for node in getattr(self, field.name)]


def joined(worlds: Sequence[World]) -> World:
    """Return one world of several that share no node: world 3 is prefixed "w3-"."""
    parts = [world.renamed(f"w{number}-{{}}".format) for number, world in enumerate(worlds)]
    return World(
        **{
            field.name: tuple(node for part in parts for node in getattr(part, field.name))
            for field in fields(World)
        }
    )


_FIELDS: dict[type, str] = {
    Actor: "actors",
    Place: "places",
    Incident: "incidents",
    Source: "sources",
    Involvement: "involvements",
    Link: "links",
    Statement: "statements",
}


# Fields that hold codes, dates or flags; all other strings are names of nodes.
_PLAIN = {"kind", "kinds", "modes", "open", "zone", "vague", "base", "anonymous"} | {
    "first_hand",
    *("when", "earliest", "latest", "issued", "since", "until", "stated", "made_public"),
}
_Node = TypeVar("_Node", Actor, Place, Incident, Source, Scope, Involvement, Link, Statement)


def _mapped(node: _Node, name: Callable[[str], str | None]) -> _Node:
    """Return a node with every name in it replaced; a name that becomes None goes."""
    changes: dict[str, object] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in _PLAIN or value is None:
            continue
        if isinstance(value, Scope):
            changes[field.name] = _mapped(value, name)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(new for old in value if (new := name(old)) is not None)
        else:
            changes[field.name] = name(value)
    return replace(node, **changes)  # type: ignore[arg-type]
