"""Small worlds: a few actors, places, incidents and statements, and how to write them as RDF.

A world is plain values, so that the oracle can read it without RDF and hypothesis can shrink it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TypeVar

import pyoxigraph as ox

from kg.graph import Graph, LoadedFile
from kg.loaders.opening import read_ontology
from kg.loaders.parsing import parse
from kg.rules import derive

_PREFIXES = """\
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_BLOCK = "\n\n"
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


def turtle_blocks(world: World) -> list[str]:
    """Return the world as one block of Turtle for each node."""
    blocks = [_actor(actor) for actor in world.actors]
    blocks += [_place(place) for place in world.places]
    blocks += [_incident(incident) for incident in world.incidents]
    blocks += [_source(source) for source in world.sources]
    for involvement in world.involvements:
        blocks += _involvement(involvement)
    blocks += [_link(link) for link in world.links]
    blocks += [_statement(statement) for statement in world.statements]
    return blocks


def graph_of(*texts: str) -> Graph:
    """Load Turtle documents as files of one graph, with ontology and derived kinds."""
    files = [
        parse(f"world-{number}.ttl", f"{_PREFIXES}\n{text}".encode(), "turtle", number=number)
        for number, text in enumerate(texts)
    ]
    graph = Graph(files)
    graph.ontology = _ontology()
    graph.store.bulk_extend(_ontology_quads())
    derive(graph)
    return graph


def load(world: World) -> Graph:
    """Load a world as a graph."""
    return graph_of(_BLOCK.join(turtle_blocks(world)))


@cache
def _ontology() -> tuple[LoadedFile, ...]:
    return read_ontology()


@cache
def _ontology_quads() -> tuple[ox.Quad, ...]:
    return tuple(Graph((), _ontology()).store)


def case(names: Iterable[str]) -> list[str]:
    """Return names of nodes as Turtle."""
    return [f"case:{name}" for name in names]


def code(prefix: str, codes: Iterable[str]) -> list[str]:
    """Return codes of a list as Turtle."""
    return [f"code:{prefix}-{item}" for item in codes]


def _actor(node: Actor) -> str:
    anonymous = ["true" if node.anonymous else "false"] if node.kind == "DescribedGroup" else []
    return _block(
        node.id,
        [
            ("a", [f"cev:{node.kind}"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:isOrganOf", case(node.organ_of)),
            ("cev:isPartOf", case(node.part_of)),
            ("cev:isMandatedBy", case(node.mandated_by)),
            ("cev:isAnonymous", anonymous),
        ],
    )


def _place(node: Place) -> str:
    return _block(
        node.id,
        [
            ("a", ["cev:Base" if node.base else "cev:Place"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:isWithin", case(node.within)),
            ("cev:timeZone", [f'"{node.zone}"'] if node.zone else []),
            ("cev:isVague", ["true"] if node.vague else []),
            ("cev:hosts", case(node.hosts)),
        ],
    )


def _incident(node: Incident) -> str:
    return _block(
        node.id,
        [
            ("a", ["cev:Incident"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:hasKind", code("kind", node.kinds)),
            ("cev:when", _edtf(node.when)),
            ("cev:earliest", _moment(node.earliest)),
            ("cev:latest", _moment(node.latest)),
            ("cev:isLocatedAt", case(node.places)),
            ("cev:strikes", case(node.strikes)),
            ("cev:touches", case(node.touches)),
            ("cev:isHostedBy", case(node.hosts)),
        ],
    )


def _source(node: Source) -> str:
    return _block(
        node.id,
        [
            ("a", ["cev:Source"]),
            ("dcterms:issued", _edtf(node.issued)),
            ("prov:wasDerivedFrom", case(node.derived_from)),
            ("cev:hasSourceType", code("source-type", ["statement"] if node.first_hand else [])),
        ],
    )


def _involvement(node: Involvement) -> list[str]:
    scope = f"{node.id}-scope"
    blocks = [
        _block(
            node.id,
            [
                ("a", ["cev:Involvement"]),
                ("cev:hasActor", case([node.actor])),
                ("cev:hasMode", code("mode", node.modes)),
                ("cev:leavesModeOpen", code("mode", node.open)),
                ("cev:concerns", case(node.concerns)),
                ("cev:mayConcern", case(node.may_concern)),
                ("cev:hasScope", case([scope]) if node.scope else []),
            ],
        )
    ]
    if node.scope:
        blocks.append(
            _block(
                scope,
                [
                    ("a", ["cev:Scope"]),
                    ("cev:coversKind", code("kind", node.scope.kinds)),
                    ("cev:coversTarget", case(node.scope.targets)),
                    ("cev:coversPlace", case(node.scope.places)),
                    ("cev:from", _edtf(node.scope.since)),
                    ("cev:until", _edtf(node.scope.until)),
                ],
            )
        )
    return blocks


def _link(node: Link) -> str:
    period = [("cev:from", _edtf(node.since)), ("cev:until", _edtf(node.until))]
    if node.modes is None:
        what = [
            ("a", ["cev:Identity"]),
            ("cev:hasPersona", case([node.low])),
            ("cev:hasActorBehind", case([node.high])),
        ]
    else:
        what = [
            ("a", ["cev:Sponsorship"]),
            ("cev:hasProxy", case([node.low])),
            ("cev:hasPrincipal", case([node.high])),
            ("cev:hasSponsorshipMode", code("sponsorship", node.modes)),
        ]
    return _block(node.id, what + period)


def _statement(node: Statement) -> str:
    def one(value: str | None) -> list[str]:
        return case([value]) if value else []

    return _block(
        node.id,
        [
            ("a", ["cev:Statement"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:isSpokenBy", case([node.speaker])),
            ("cev:isMadeFor", case(node.made_for)),
            ("cev:statedOn", _edtf(node.stated)),
            ("cev:isStatedAt", one(node.stated_at)),
            ("cev:madePublic", _edtf(node.made_public)),
            ("cev:affirms", case(node.affirms)),
            ("cev:denies", case(node.denies)),
            ("cev:leavesOpen", case(node.leaves_open)),
            ("cev:isRenderingOf", one(node.rendering_of)),
            ("cev:supersedes", case(node.supersedes)),
            ("cev:isBasedOn", case(node.based_on)),
            ("cev:isReportedIn", case(node.reported_in)),
        ],
    )


def _edtf(value: str | None) -> list[str]:
    return [f'"{value}"^^edtf:EDTF'] if value else []


def _moment(value: str | None) -> list[str]:
    return [f'"{value}"^^xsd:dateTime'] if value else []


def _block(subject: str, properties: list[tuple[str, list[str]]]) -> str:
    given = [f"    {name} {' , '.join(values)} ;" for name, values in properties if values]
    return "\n".join([f"case:{subject}", *given, "    ."])
