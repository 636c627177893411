"""Small cases for the rules of conflicts, as Turtle, and how to look for one conflict."""

from __future__ import annotations

from collections.abc import Iterable

from kg.conflicts import Conflict, conflicts
from kg.graph import Graph
from kg.loaders import assemble, parse

NAMESPACE = "https://example.org/"
_HEAD = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix ex: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:army a cev:State ; rdfs:label "the army" .
ex:union a cev:Organization ; rdfs:label "the union" .
ex:land a cev:Place ; rdfs:label "the land" ; cev:timeZone "Asia/Baghdad" .
ex:attack a cev:Incident ; rdfs:label "the attack" ; cev:hasKind code:kind-rocket-attack ;
    cev:when "2021-02-15"^^edtf:EDTF ; cev:isLocatedAt ex:land .
ex:raid a cev:Incident ; rdfs:label "the raid" ; cev:hasKind code:kind-rocket-attack ;
    cev:when "2021-03-15"^^edtf:EDTF ; cev:isLocatedAt ex:land .
"""


def graph(*parts: str) -> Graph:
    """Return a graph of an army, a union, an attack, a raid, and whatever the parts add."""
    text = _HEAD + "\n".join(parts)
    return assemble([parse("case.ttl", text.encode())])


def source(name: str, *, issued: str = "2021-02-16", origins: Iterable[str] = ()) -> str:
    """Return a source that rests on others."""
    behind = "".join(f" ; prov:wasDerivedFrom ex:{origin}" for origin in origins)
    return (
        f'ex:{name} a cev:Source ; dcterms:title "{name}" ; dcterms:publisher "P {name}" ; '
        f'dcterms:issued "{issued}"^^edtf:EDTF ; cev:hasAccess code:access-full ; '
        f"cev:hasSourceType code:source-type-article{behind} ."
    )


def detail(
    name: str,
    value: str,
    *,
    about: str = "attack",
    aspect: str = "rounds",
    bounds: tuple[str | None, str | None] = (None, None),
    times: tuple[str | None, str | None] = (None, None),
    sources: Iterable[str] = (),
    giver: str | None = None,
    more: str = "",
) -> str:
    """Return a detail; bounds are numbers, times have a zone."""
    parts = [
        f"ex:{name} a cev:Detail",
        f"cev:isAbout ex:{about}",
        f"cev:hasAspect code:aspect-{aspect}",
        f'cev:value "{value}"',
    ]
    for term, number in zip(("lowerBound", "upperBound"), bounds, strict=True):
        if number is not None:
            parts.append(f"cev:{term} {number}")
    for term, time in zip(("earliest", "latest"), times, strict=True):
        if time is not None:
            parts.append(f'cev:{term} "{time}"^^xsd:dateTime')
    parts += [f"cev:isReportedIn ex:{each}" for each in sources]
    if giver:
        parts.append(f"cev:isAttributedTo ex:{giver}")
    if more:
        parts.append(more)
    return " ; ".join(parts) + " ."


def statement(
    name: str,
    says: str,
    *,
    speaker: str = "army",
    stated: str = "2021-02-16",
    sources: Iterable[str] = ("paper",),
) -> str:
    """Return a statement; what it says is Turtle such as ``cev:affirms ex:d``."""
    where = "".join(f" ; cev:isReportedIn ex:{each}" for each in sources)
    return (
        f'ex:{name} a cev:Statement ; rdfs:label "{name}" ; cev:isSpokenBy ex:{speaker} ; '
        f'cev:statedOn "{stated}"^^edtf:EDTF ; cev:isStatedAt ex:land ; '
        f"cev:hasHedging code:hedging-asserted ; {says}{where} ."
    )


def number(name: str, least: int, most: int | None, source_name: str, **more: str) -> str:
    """Return a number of rounds that a source gives."""
    return detail(
        name,
        more.get("value", str(least) if least == most else f"at least {least}"),
        bounds=(str(least), None if most is None else str(most)),
        sources=(source_name,),
        giver=more.get("giver"),
    )


def found(
    data: Graph,
    kind: str,
    rule: str | None = None,
    *,
    node: str | None = None,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> list[Conflict]:
    """Return the conflicts of a kind, and of a rule."""
    listed = conflicts(data, node, kinds=[kind], as_of=as_of, without=without)
    return [each for each in listed if rule is None or each.rule == rule]


def values(conflict: Conflict) -> list[str]:
    """Return what the sides say."""
    return [side.value for side in conflict.sides]


def short(nodes: Iterable[str]) -> list[str]:
    """Return the names of nodes without their namespace."""
    return [node.rpartition("/")[2] for node in nodes]
