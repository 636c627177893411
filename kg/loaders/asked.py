"""Which predicates queries can ask for: of a large file a store needs no others.

rdflib parses a query, and every pattern in it is read, those inside expressions too. Where the
answer may rest on triples of any predicate, this says so, and the store gets everything. So it does
for a variable in a predicate's place, for ``!``, for DESCRIBE, and for a path that may take no step
(``*``, ``?``) between two ends that nothing else in its group finds: Oxigraph finds there whatever
is the subject or object of any triple, and of an IRI it asks whether it is one.

What is left out must be of the default graph, as all of N-Triples is: else a query might miss the
name of a graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.rules import load_rules

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_CODE_POINT = re.compile(r"\\u", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)")


class _AnyError(Exception):
    """Any predicate may be asked for."""


def asked_for(queries: Iterable[str]) -> frozenset[str] | None:
    """Return the predicates that queries can ask for, and the rules that derive kinds.

    Parameters
    ----------
    queries
        Texts of SPARQL that are right, with their prefixes. Those of the rules are added.

    Returns
    -------
    frozenset or None
        As N-Triples has them; None: any may be asked for.
    """
    found = {_TYPE}
    for text in (*queries, *(rule.text for rule in load_rules())):
        predicates = _predicates(text)
        if predicates is None:
            return None
        found |= predicates
    return frozenset(found)


@lru_cache(maxsize=128)
def _predicates(text: str) -> frozenset[str] | None:
    try:
        query, prefixes = _parsed(text)
        reader = _Reader(prefixes)
        for node in _nodes(query):
            reader.read(node)
    except _AnyError:
        return None
    return frozenset(f"<{iri}>" for iri in reader.found)


def _parsed(text: str) -> tuple[CompValue, Mapping[str, str]]:
    """Return a query as rdflib parses it, and what its prefixes stand for.

    This is not its algebra: of that EXISTS in SELECT, HAVING and ORDER BY is left as it was parsed,
    so that there would be two kinds of everything.
    """
    # A fifth of a second that only who checks a large file pays for.
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    # Where these may stand and how many digits they have, rdflib says otherwise than Oxigraph.
    if _CODE_POINT.search(text):
        raise _AnyError
    try:
        # A comment ends at a carriage return, too, and rdflib would read on.
        prologue, query = parseQuery(text.replace("\r", "\n"))
    except Exception as error:  # pyparsing and rdflib raise many kinds
        # Oxigraph knows more than SPARQL 1.1. With all triples it answers right, or says itself
        # what is wrong with the query.
        raise _AnyError from error
    if query.name == "DescribeQuery" or any(each.name == "Base" for each in prologue):
        raise _AnyError  # names after BASE are not worth being put together here
    return query, {each.prefix or "": str(each.iri) for each in prologue}


def _nodes(query: CompValue) -> Iterator[CompValue]:
    """Yield all parts of a query, in groups and in expressions, except what CONSTRUCT makes."""
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415 (see `_parsed`)

    waiting: list[object] = [query]
    while waiting:
        each = waiting.pop()
        if isinstance(each, CompValue):
            yield each
            waiting.extend(value for key, value in each.items() if key != "template")
        elif isinstance(each, Iterable) and not isinstance(each, str):  # terms are text, too
            waiting.extend(each)


def _parts(node: CompValue) -> list[Any]:
    parts = node.part
    return parts if isinstance(parts, list) else [parts]


def _kind(node: object) -> str:
    return str(getattr(node, "name", ""))


def _triples(block: CompValue) -> list[tuple[Any, Any, Any]]:
    terms = iter([term for some in block.triples for term in some])
    try:
        return list(zip(terms, terms, terms, strict=True))
    except ValueError as error:  # rdflib has lost some
        raise _AnyError from error


class _Reader:
    """Collects the predicates of patterns.

    Attributes
    ----------
    found
        Their IRIs.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self.found: set[str] = set()

    def read(self, group: CompValue) -> set[str]:
        """Add the predicates of a group, and return what in it can only be a node of its triples.

        A path of no step is harmless if one of its ends is such a node: the end of another triple
        or path of the group that takes a step. That one finds only nodes of triples whose
        predicates are named; from there the path finds itself and what it reaches by such triples,
        so that its other end is such a node as well. Whatever more the path finds by itself does
        not fit to the other and is gone when the group is put together, whatever stands between
        the two. What is in OPTIONAL or MINUS need not be found, and of a UNION only what every
        branch finds is sure.

        Parameters
        ----------
        group
            Any part of a query; what is no group has no triples.

        Returns
        -------
        set
            Variables, blank nodes and IRIs, as SPARQL has them.

        Raises
        ------
        _AnyError
            If any predicate may be asked for.
        """
        known: set[str] = set()
        waiting: list[set[str]] = []
        for part in _parts(group):
            if _kind(part) == "TriplesBlock":
                for start, path, end in _triples(part):
                    ends = {name for name in map(self._end, (start, end)) if name}
                    if self._may_stay(path):
                        waiting.append(ends)
                    else:
                        known |= ends
            elif _kind(part) == "GroupOrUnionGraphPattern":
                known |= set.intersection(*map(self.read, part.graph))
        while waiting:
            found = next((ends for ends in waiting if ends & known), None)
            if found is None:
                raise _AnyError
            waiting.remove(found)
            known |= found
        return known

    def _may_stay(self, path: Any) -> bool:
        """Add the predicates of a path, and return whether it may take no step."""
        from rdflib import URIRef  # noqa: PLC0415 (see `_parsed`)

        kind = _kind(path)
        if isinstance(path, URIRef) or kind == "pname":
            self.found.add(self._iri(path))
            return False
        if kind not in {"PathAlternative", "PathSequence", "PathElt", "PathEltOrInverse"}:
            raise _AnyError  # a variable, a negated set, or what is not known here
        each = [self._may_stay(part) for part in _parts(path)]
        if kind == "PathSequence":
            return all(each)
        return any(each) or path.mod in {"*", "?"}

    def _end(self, term: Any) -> str | None:
        """Return a name of what stands at the end of a path; None for a literal."""
        from rdflib import BNode, URIRef, Variable  # noqa: PLC0415 (see `_parsed`)

        if isinstance(term, BNode | Variable):
            return term.n3()
        if isinstance(term, URIRef) or _kind(term) == "pname":
            return f"<{self._iri(term)}>"
        return None

    def _iri(self, name: Any) -> str:
        if _kind(name) != "pname":
            return str(name)
        start = self._prefixes.get(name.prefix or "")
        if start is None:
            raise _AnyError  # the engine may be told of it aside
        return start + _ESCAPE.sub(r"\1", name.localname or "")
