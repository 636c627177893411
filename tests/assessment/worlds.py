"""Small worlds: a few actors, places, incidents and statements, and how to write them as RDF.

A world is plain values, so that the oracle can read it without RDF and hypothesis can shrink it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cache

import pyoxigraph as ox

from kg.graph import Graph, LoadedFile
from kg.loaders.opening import read_ontology
from kg.loaders.parsing import parse
from kg.rules import derive

CASE = "https://w3id.org/claims-evidence/case/iraq-2021/"
_PREFIXES = """\
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_BLOCK = "\n\n"
Names = tuple[str, ...]


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or speaks. ``kind`` is the local name of a class."""

    id: str
    kind: str
    organ_of: Names = ()
    part_of: Names = ()
    mandated_by: Names = ()
    anonymous: bool = False


@dataclass(frozen=True)
class Place:
    """A place, or a base if it hosts somebody or can be struck."""

    id: str
    within: Names = ()
    zone: str | None = None
    vague: bool = False
    base: bool = False
    hosts: Names = ()


@dataclass(frozen=True)
class Incident:
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


@dataclass(frozen=True)
class Source:
    """Where words are found."""

    id: str
    issued: str | None = None


@dataclass(frozen=True)
class Scope:
    """What a general statement is about."""

    kinds: Names = ()
    targets: Names = ()
    places: Names = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Involvement:
    """Somebody's part in incidents: named, read into the words, or in a scope."""

    id: str
    actor: str
    modes: Names = ()
    open: Names = ()
    concerns: Names = ()
    may_concern: Names = ()
    scope: Scope | None = None


@dataclass(frozen=True)
class Link:
    """A sponsorship from proxy up to principal, or (no modes) an identity from persona up."""

    id: str
    low: str
    high: str
    modes: Names | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Statement:
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
    reported_in: Names = ()


@dataclass(frozen=True)
class World:
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
                    _forget(node, ids) for node in getattr(self, field.name) if node.id not in ids
                )
                for field in fields(self)
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


def _forget(node: object, ids: tuple[str, ...]) -> object:
    changes: dict[str, object] = {}
    for field in fields(node):  # type: ignore[arg-type]
        value = getattr(node, field.name)
        if isinstance(value, tuple) and any(item in ids for item in value):
            changes[field.name] = tuple(item for item in value if item not in ids)
        elif field.name != "id" and isinstance(value, str) and value in ids:
            changes[field.name] = None
    return replace(node, **changes) if changes else node  # type: ignore[type-var]


def turtle_blocks(world: World, name: Callable[[str], str] = str) -> list[str]:
    """Return the world as one block of Turtle for each node.

    Parameters
    ----------
    world
        The world.
    name
        Gives each node its local name; another one renames them all.
    """

    def case(ids: Iterable[str]) -> list[str]:
        return [f"case:{name(item)}" for item in ids]

    def code(prefix: str, codes: Iterable[str]) -> list[str]:
        return [f"code:{prefix}-{item}" for item in codes]

    blocks = [_actor(node, case) for node in world.actors]
    blocks += [_place(node, case) for node in world.places]
    blocks += [_incident(node, case, code) for node in world.incidents]
    blocks += [
        _block(case([node.id])[0], [("a", ["cev:Source"]), ("dcterms:issued", _edtf(node.issued))])
        for node in world.sources
    ]
    for node in world.involvements:
        blocks += _involvement(node, case, code, f"case:{name(node.id)}-scope")
    blocks += [_link(node, case, code) for node in world.links]
    blocks += [_statement(node, case) for node in world.statements]
    return blocks


def turtle(world: World, name: Callable[[str], str] = str) -> str:
    """Return the world as a Turtle document."""
    return _BLOCK.join([_PREFIXES, *turtle_blocks(world, name)])


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


def load(world: World, name: Callable[[str], str] = str) -> Graph:
    """Load a world as a graph."""
    return graph_of(turtle(world, name))


@cache
def _ontology() -> tuple[LoadedFile, ...]:
    return read_ontology()


@cache
def _ontology_quads() -> tuple[ox.Quad, ...]:
    return tuple(Graph((), _ontology()).store)


_Case = Callable[[Iterable[str]], list[str]]
_Code = Callable[[str, Iterable[str]], list[str]]


def _actor(node: Actor, case: _Case) -> str:
    anonymous = ["true" if node.anonymous else "false"] if node.kind == "DescribedGroup" else []
    return _block(
        case([node.id])[0],
        [
            ("a", [f"cev:{node.kind}"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:isOrganOf", case(node.organ_of)),
            ("cev:isPartOf", case(node.part_of)),
            ("cev:isMandatedBy", case(node.mandated_by)),
            ("cev:isAnonymous", anonymous),
        ],
    )


def _place(node: Place, case: _Case) -> str:
    return _block(
        case([node.id])[0],
        [
            ("a", ["cev:Base" if node.base else "cev:Place"]),
            ("rdfs:label", [f'"{node.id}"@en']),
            ("cev:isWithin", case(node.within)),
            ("cev:timeZone", [f'"{node.zone}"'] if node.zone else []),
            ("cev:isVague", ["true"] if node.vague else []),
            ("cev:hosts", case(node.hosts)),
        ],
    )


def _incident(node: Incident, case: _Case, code: _Code) -> str:
    return _block(
        case([node.id])[0],
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


def _involvement(node: Involvement, case: _Case, code: _Code, scope: str) -> list[str]:
    blocks = [
        _block(
            case([node.id])[0],
            [
                ("a", ["cev:Involvement"]),
                ("cev:hasActor", case([node.actor])),
                ("cev:hasMode", code("mode", node.modes)),
                ("cev:leavesModeOpen", code("mode", node.open)),
                ("cev:concerns", case(node.concerns)),
                ("cev:mayConcern", case(node.may_concern)),
                ("cev:hasScope", [scope] if node.scope else []),
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


def _link(node: Link, case: _Case, code: _Code) -> str:
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
    return _block(case([node.id])[0], what + period)


def _statement(node: Statement, case: _Case) -> str:
    def one(value: str | None) -> list[str]:
        return case([value]) if value else []

    return _block(
        case([node.id])[0],
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
            ("cev:isReportedIn", case(node.reported_in)),
        ],
    )


def _edtf(value: str | None) -> list[str]:
    return [f'"{value}"^^edtf:EDTF'] if value else []


def _moment(value: str | None) -> list[str]:
    return [f'"{value}"^^xsd:dateTime'] if value else []


def _block(subject: str, properties: list[tuple[str, list[str]]]) -> str:
    given = [f"    {name} {' , '.join(values)} ;" for name, values in properties if values]
    return "\n".join([subject, *given, "    ."])
