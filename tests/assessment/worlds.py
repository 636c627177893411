"""How to write a small world as RDF and load it; its nodes are those of ``made.model``.

A world is plain values, so that the oracle can read it without RDF and hypothesis can shrink it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
from made.model import (
    Actor,
    Incident,
    Involvement,
    Link,
    Names,
    Place,
    Scope,
    Source,
    Statement,
    World,
    joined,
)

from kg.graph import Graph, LoadedFile
from kg.loaders.opening import read_ontology
from kg.loaders.parsing import parse
from kg.rules import derive

__all__ = [
    "Actor",
    "Incident",
    "Involvement",
    "Link",
    "Names",
    "Place",
    "Scope",
    "Source",
    "Statement",
    "World",
    "case",
    "code",
    "graph_of",
    "joined",
    "load",
    "turtle_blocks",
]

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
            ("cev:isReportedIn", case(node.reported_in)),
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
