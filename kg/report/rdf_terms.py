"""Nodes, values and triples of a report's RDF, with the names that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.dates import day_bounds
from kg.graph import PREFIXES
from kg.vocabulary import CEV as TERMS
from kg.vocabulary import CODE as CODES

_USED = ("cev", "code", "dcterms", "edtf", "oa", "owl", "prov", "rdf", "rdfs", "schema", "xsd")
NAMESPACES = {prefix: PREFIXES[prefix] for prefix in _USED}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
TYPE = f"{NAMESPACES['rdf']}type"
STRING = f"{NAMESPACES['xsd']}string"
EDTF = f"{NAMESPACES['edtf']}EDTF"


@dataclass(frozen=True, order=True)
class Iri:
    """A node."""

    value: str


@dataclass(frozen=True, order=True)
class Literal:
    """A value with a type, or with a language."""

    value: str
    datatype: str = STRING
    language: str = ""


Node = Iri | Literal


@dataclass(frozen=True)
class Triple:
    """A subject, a property, and a node or value."""

    subject: str
    predicate: str
    object: Node


def shortened(iri: str, namespaces: Mapping[str, str] = NAMESPACES) -> str | None:
    """Return an IRI with the prefix of its namespace, None where it has none that is plain."""
    for prefix, namespace in namespaces.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def full(name: str) -> str:
    """Return the IRI of a prefixed name; of the project's names only those that are declared."""
    prefix, _, local = name.partition(":")
    if prefix in {"cev", "code"}:
        return TERMS[local] if prefix == "cev" else CODES[local]
    return NAMESPACES[prefix] + local


def iris(*names: str) -> list[Iri]:
    """Return the nodes of prefixed names."""
    return [Iri(full(name)) for name in names]


def many(subject: str, predicate: str, nodes: Iterable[Iri]) -> Iterator[Triple]:
    """Yield a triple for each node."""
    for node in nodes:
        yield Triple(subject, predicate, node)


def points(subject: str, name: str, *nodes: str) -> Iterator[Triple]:
    """Yield a triple for each node that a property leads to."""
    yield from many(subject, full(name), map(Iri, nodes))


def says(
    subject: str, name: str, text: str | None, language: str | None = None
) -> Iterator[Triple]:
    """Yield a triple with a text; none where there is no text."""
    if not text:
        return
    tag = language.lower() if language and _LANGUAGE.fullmatch(language) else ""
    yield Triple(subject, full(name), Literal(text, STRING, tag))


def dated(subject: str, predicate: str, date: str | None) -> Iterator[Triple]:
    """Yield a triple with a date, as EDTF where it is that; none where there is no date."""
    if not date:
        return
    plain = "T" not in date or "/" in date
    known = plain and day_bounds(date) is not None
    kind = EDTF if known else STRING
    yield Triple(subject, predicate, Literal(date, kind))


def day(date: str) -> Literal:
    """Return a day as a value."""
    return Literal(date, full("xsd:date"))
