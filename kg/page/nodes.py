"""Nodes of a scene: what they are, since when they were public. Where they stand comes later."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph import CEV, DERIVED_GRAPH, subject_of
from kg.page.material import Material, moment
from kg.page.model import SAID, Kind, Node
from kg.provenance import codes, first

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DCTERMS = "http://purl.org/dc/terms/"
# ClaimOfResponsibility is the class, claim-of-responsibility its code.
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DENYING = frozenset(("denial", "partial-admission"))
_OWNING_UP = frozenset(("claim-of-responsibility", "admission"))


def nodes(material: Material) -> dict[str, Node]:
    """Return every node by its id, in the order of the ids."""
    kinds = _kinds_of_statements(material)
    parties = _parties(material)
    found = {}
    for iri, kind in material.kinds.items():
        said = tuple(kinds.get(iri, ()))
        node = Node(
            id=material.id(iri),
            iri=iri,
            kind=_sharpened(kind, said),
            label=_label(material, iri, kind),
            sort=_sort(material, iri, kind),
            kinds=said,
            parties=tuple(material.known(parties.get(iri, ()))),
            happened=_happened(material, iri, kind),
            published=_published(material, iri, kind),
        )
        found[node.id] = node
    return dict(sorted(found.items()))


def _sharpened(kind: Kind, said: tuple[str, ...]) -> Kind:
    """Return a statement's kind, those included that deny or own up to a link."""
    if kind == "statement" and _DENYING & set(said):
        return "denial"
    return "claim" if kind == "statement" and _OWNING_UP & set(said) else kind


def _label(material: Material, iri: str, kind: Kind) -> str:
    if kind != "link":
        return material.label(iri)
    row = material.links[iri][0]
    upper, lower = material.label(str(row["upper"])), material.label(str(row["lower"]))
    if row["kind"] == "identity":
        return f"{upper} behind {lower}"
    modes = codes(material.graph, iri, f"{CEV}hasSponsorshipMode")
    return f"{upper} {', '.join(modes) or 'sponsors'} {lower}"


def _sort(material: Material, iri: str, kind: Kind) -> str:
    if kind in {"actor", "persona"}:
        return material.actors[iri]
    if kind == "place":
        return material.places[iri]
    if kind == "link":
        return str(material.links[iri][0]["kind"])
    predicate = {"incident": "hasKind", "source": "hasSourceType"}.get(kind)
    return next(iter(codes(material.graph, iri, CEV + predicate)), "") if predicate else ""


def _happened(material: Material, iri: str, kind: Kind) -> Mapping[str, str]:
    if kind == "link":
        row = material.links[iri][0]
        begin, end = str(row["from_text"] or ""), str(row["until_text"] or "")
        span = {
            "text": f"{begin or '..'}/{end or '..'}" if begin or end else "",
            "earliest": moment(row["from_earliest"]),
            "latest": moment(row["until_latest"]),
        }
    elif kind == "incident":
        row = material.incidents[iri]
        finer = [str(row[name]) for name in ("earliest_text", "latest_text") if row[name]]
        span = {"text": "/".join(finer) or str(row["when"] or "")}
        span |= {end: moment(row[end]) for end in ("earliest", "latest")}
    elif kind in SAID:
        row = material.statements[iri]
        span = {"text": str(row["stated"] or "")}
        span |= {end: moment(row[end]) for end in ("earliest", "latest")}
    else:
        return {}
    return {key: value for key, value in span.items() if value}


def _published(material: Material, iri: str, kind: Kind) -> Mapping[str, str]:
    text = first(material.graph, iri, f"{_DCTERMS}issued") if kind == "source" else None
    since = {"day": material.since(iri), "text": text or ""}
    return {key: value for key, value in since.items() if value}


def _parties(material: Material) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement, party in material.pairs_of("SELECT statement, party FROM party"):
        found.setdefault(statement, []).append(party)
    return found


def _kinds_of_statements(material: Material) -> dict[str, list[str]]:
    store = material.graph.store
    found: dict[str, set[str]] = {}
    for statement in material.statements:
        for quad in store.quads_for_pattern(subject_of(statement), _TYPE, None, DERIVED_GRAPH):
            if isinstance(quad.object, ox.NamedNode):
                local = quad.object.value.removeprefix(CEV)
                code = _CAPITAL.sub("-", local).lower()
                found.setdefault(statement, set()).add(code)
    return {statement: sorted(kinds) for statement, kinds in found.items()}
