"""A report as Turtle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.graph import CASE
from kg.report.rdf import triples
from kg.report.rdf_terms import NAMESPACES, STRING, TYPE, Iri, Node, Triple, shortened

if TYPE_CHECKING:
    from kg.report.model import Document

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DELETE = 0x7F
_FEW = 3


def write(document: Document) -> bytes:
    """Return the report as Turtle in UTF-8."""
    found = triples(document)
    # What the report makes hangs on its own name, which comes first.
    namespaces = {**NAMESPACES, "case": CASE, "report": f"{found[0].subject}#"}
    prefixes = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(namespaces.items())]
    return "\n".join([*prefixes, "", *_described(found, namespaces)]).encode()


def _described(found: list[Triple], namespaces: Mapping[str, str]) -> list[str]:
    """Return lines, a block for each subject in the order in which it first comes."""
    subjects: dict[str, dict[str, list[Node]]] = {}
    for each in found:
        own = subjects.setdefault(each.subject, {})
        own.setdefault(each.predicate, []).append(each.object)
    lines: list[str] = []
    for subject, properties in subjects.items():
        lines.append(_name(subject, namespaces))
        for predicate, nodes in properties.items():
            name = "a" if predicate == TYPE else _name(predicate, namespaces)
            between = " , " if len(nodes) <= _FEW else " ,\n        "
            lines.append(f"    {name} {between.join(_node(each, namespaces) for each in nodes)} ;")
        lines += ["    .", ""]
    return lines


def _node(node: Node, namespaces: Mapping[str, str]) -> str:
    if isinstance(node, Iri):
        return _name(node.value, namespaces)
    text = "".join(map(_escaped, node.value))
    if node.language:
        return f'"{text}"@{node.language}'
    kind = "" if node.datatype == STRING else f"^^{_name(node.datatype, namespaces)}"
    return f'"{text}"{kind}'


def _name(iri: str, namespaces: Mapping[str, str]) -> str:
    return shortened(iri, namespaces) or f"<{iri}>"


def _escaped(letter: str) -> str:
    known = _ESCAPES.get(letter)
    if known is not None:
        return known
    control = ord(letter) < ord(" ") or ord(letter) == _DELETE
    return f"\\u{ord(letter):04X}" if control else letter
