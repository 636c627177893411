"""Terms of pyoxigraph as terms of rdflib and back, with blank nodes that stay the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import Term

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node as RdflibNode

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class TermMaker:
    """Makes terms of rdflib and remembers which term of pyoxigraph each was."""

    def __init__(self) -> None:
        self._made: dict[object, RdflibNode] = {}
        self._origin: dict[RdflibNode, Term] = {}

    def graph(self, triples: Iterable[tuple[object, object, object]]) -> rdflib.Graph:
        """Return an rdflib graph with the triples."""
        import rdflib  # noqa: PLC0415 (a third of a second)

        made = rdflib.Graph()
        for subject, predicate, value in triples:
            made.add((self.make(subject), self.make(predicate), self.make(value)))
        return made

    def make(self, term: object) -> RdflibNode:
        """Return the term of rdflib."""
        import rdflib  # noqa: PLC0415

        if term in self._made:
            return self._made[term]
        made: RdflibNode
        if isinstance(term, ox.NamedNode):
            made = rdflib.URIRef(term.value)
        elif isinstance(term, ox.BlankNode):
            made = rdflib.BNode(term.value)
        elif isinstance(term, ox.Literal):
            typed = term.language is None and term.datatype.value != _STRING
            datatype = rdflib.URIRef(term.datatype.value) if typed else None
            # Lexical forms are evidence: "01" stays "01".
            made = rdflib.Literal(
                term.value, lang=term.language, datatype=datatype, normalize=False
            )
        else:
            raise TypeError(f"This is no term of a triple: {term!r}.")
        self._made[term] = made
        if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
            self._origin[made] = term
        return made

    def back(self, node: RdflibNode | None) -> Term | None:
        """Return the term that was made into this one; None for one that pyshacl made up."""
        return self._origin.get(node) if node is not None else None
