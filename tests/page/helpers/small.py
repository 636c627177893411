"""Small cases for the page: Turtle in, graph or scene out."""

from __future__ import annotations

from typing import Any

from kg.graph import Graph
from kg.loaders.opening import read_ontology
from kg.loaders.parsing import parse
from kg.page import scene
from kg.rules import derive

PREFIXES = """\
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

# A militia denies the rockets; a minister says that it fired them, in a source a day later.
DENIED = """
case:militia a cev:ArmedGroup ; rdfs:label "Militia" .
case:land a cev:State ; rdfs:label "Land" .
case:minister a cev:Person ; rdfs:label "Minister" ; cev:isOrganOf case:land .
case:rockets a cev:Incident ; rdfs:label "Rockets" ; cev:hasKind code:kind-rocket-attack ;
    cev:when "2021-02-15"^^edtf:EDTF ; cev:isReportedIn case:paper .
case:paper a cev:Source ; dcterms:title "Paper" ; dcterms:issued "2021-02-17"^^edtf:EDTF ;
    cev:hasSourceType code:source-type-article ; cev:hasAccess code:access-full .
case:post a cev:Source ; dcterms:title "Post" ; dcterms:issued "2021-02-16"^^edtf:EDTF ;
    cev:hasSourceType code:source-type-statement ; cev:hasAccess code:access-full .
case:no a cev:Statement ; rdfs:label "It was not us" ; cev:isSpokenBy case:militia ;
    cev:statedOn "2021-02-16"^^edtf:EDTF ; cev:hasHedging code:hedging-asserted ;
    cev:isReportedIn case:post ; cev:denies case:no-involvement .
case:no-involvement a cev:Involvement ; cev:hasActor case:militia ;
    cev:hasMode code:mode-carried-out ; cev:concerns case:rockets .
case:yes a cev:Statement ; rdfs:label "It was them" ; cev:isSpokenBy case:minister ;
    cev:statedOn "2021-02-16"^^edtf:EDTF ; cev:hasHedging code:hedging-asserted ;
    cev:isReportedIn case:paper ; cev:affirms case:yes-involvement .
case:yes-involvement a cev:Involvement ; cev:hasActor case:militia ;
    cev:hasMode code:mode-carried-out ; cev:concerns case:rockets .
"""


def graph_of(turtle: str, prefixes: str = PREFIXES) -> Graph:
    """Return a graph of some Turtle, with ontology and derived kinds."""
    content = (prefixes + turtle).encode()
    graph = Graph([parse("small.ttl", content, "turtle")], read_ontology())
    derive(graph)
    return graph


def json_of(graph: Graph, **asked: Any) -> dict[str, Any]:
    """Return the scene of a graph as a JSON object."""
    return scene(graph, **asked).to_dict()


def scene_of(turtle: str, **asked: Any) -> dict[str, Any]:
    """Return the scene of some Turtle as a JSON object."""
    return json_of(graph_of(turtle), **asked)


def node(found: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a node of a scene by its id."""
    chosen: dict[str, Any] = next(each for each in found["nodes"] if each["id"] == name)
    return chosen
