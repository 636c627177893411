"""Read the ontology's files for a page: what every term says, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph import PREFIXES

RDF_TYPE = "rdf:type"
# The page names terms of other vocabularies as readers know them.
_NAMESPACES: Mapping[str, str] = {
    **PREFIXES,
    "aida": "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/"
    "java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#",
    "obo": "http://purl.obolibrary.org/obo/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "shape": "https://w3id.org/claims-evidence/shapes#",
}


@dataclass(frozen=True)
class Terms:
    """Everything that some files say, by subject and predicate.

    Attributes
    ----------
    statements
        Values by predicate by subject, all as prefixed names, addresses or plain text.
    """

    statements: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def read(cls, *paths: Path) -> Terms:
        """Read Turtle files; what a later one says of a term comes after the earlier."""
        found: dict[str, dict[str, list[str]]] = {}
        for path in paths:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                values = found.setdefault(_text(quad.subject), {})
                values.setdefault(_text(quad.predicate), []).append(_text(quad.object))
        return cls({s: {p: tuple(v) for p, v in ps.items()} for s, ps in found.items()})

    def all(self, term: str, *predicates: str) -> list[str]:
        """Return the values of a term, in the order of the files."""
        said = self.statements.get(term, {})
        return [value for predicate in predicates for value in said.get(predicate, ())]

    def one(self, term: str, *predicates: str) -> str:
        """Return the first value, or nothing."""
        return next(iter(self.all(term, *predicates)), "")

    def of_type(self, *types: str) -> Iterator[str]:
        """Yield the terms of any of the types, in the order of the files."""
        for term, said in self.statements.items():
            if not set(types).isdisjoint(said.get(RDF_TYPE, ())):
                yield term

    def merged_with(self, other: Terms) -> Terms:
        """Return these terms with what the other files add to them."""
        return Terms(
            {
                term: {
                    **said,
                    **{
                        predicate: (*said.get(predicate, ()), *values)
                        for predicate, values in other.statements.get(term, {}).items()
                    },
                }
                for term, said in self.statements.items()
            }
        )


def short(iri: str) -> str:
    """Return the prefixed name of an address, or the address."""
    for prefix, namespace in _NAMESPACES.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local:
            return f"{prefix}:{local}"
    return iri


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return str(term)
