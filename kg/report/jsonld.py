"""A report as JSON-LD, with its context within: nothing is fetched to read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.report.rdf import triples
from kg.report.rdf_terms import NAMESPACES, STRING, TYPE, Iri, Node, shortened

if TYPE_CHECKING:
    from kg.report.model import Document


def write(document: Document) -> bytes:
    """Return the report as JSON-LD in UTF-8."""
    nodes: dict[str, dict[str, object]] = {}
    for each in triples(document):
        node = nodes.setdefault(each.subject, {"@id": each.subject})
        key, value = _property(each.predicate, each.object)
        values = node.setdefault(key, [])
        if isinstance(values, list):
            values.append(value)
    whole = {"@context": dict(NAMESPACES), "@graph": list(nodes.values())}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _property(predicate: str, node: Node) -> tuple[str, object]:
    if predicate == TYPE and isinstance(node, Iri):
        return "@type", shortened(node.value) or node.value
    return shortened(predicate) or predicate, _value(node)


def _value(node: Node) -> object:
    if isinstance(node, Iri):
        return {"@id": node.value}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype == STRING:
        return node.value
    return {"@value": node.value, "@type": shortened(node.datatype) or node.datatype}
