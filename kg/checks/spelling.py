"""Terms of vocabularies that the project reads, in a namespace that is spelt otherwise.

``http://schema.org/url`` and ``https://schema.org/url`` are two terms to RDF, and only one of them
is read. Both are widely written, so nobody notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from kg.checks.data import TYPE, Data, Node
from kg.checks.keys import Key, iri_of
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.graph import CASE, CEV, CODE, PREFIXES, Term

FOREIGN_SPELLING = Rule(
    "foreign-spelling",
    "warning",
    "A term whose namespace is spelt otherwise than the one that is read.",
    "http and https, a # and a / at the end make different terms. What is said with the other one "
    "is kept but not read. Mend the line of the prefix.",
)

_OWN = frozenset({CEV, CODE})
_DECORATION = re.compile(r"^https?://(www\.)?|[#/]+$", re.IGNORECASE)
_LOCAL = re.compile(r"[^#/]*$")


def _bare(namespace: str) -> str:
    """Return what is left of a namespace without all that is commonly spelt in two ways."""
    return _DECORATION.sub("", namespace).lower()


_READ: Mapping[str, tuple[str, str]] = MappingProxyType(
    {_bare(iri): (prefix, iri) for prefix, iri in PREFIXES.items() if iri != CASE}
)


def right_spelling(iri: str) -> tuple[str, str] | None:
    """Return prefix and IRI of the term that is read, None if this is it or is something else.

    Examples
    --------
    >>> right_spelling("http://schema.org/url")
    ('schema', 'https://schema.org/url')
    >>> right_spelling("https://schema.org/url") is None
    True
    """
    local = _LOCAL.search(iri)
    name = local.group() if local else ""
    namespace = iri.removesuffix(name)
    found = _READ.get(_bare(namespace)) if name else None
    if found is None or found[1] == namespace:
        return None
    return found[0], found[1] + name


def check(data: Data) -> Iterator[Problem]:
    """Look at predicates, classes and datatypes; one finding for each term, at its first place."""
    places: dict[str, list[tuple[Node, ox.NamedNode, Term]]] = {}
    spelt: dict[str, tuple[str, str]] = {}
    wrong = frozenset(_misspelt(data))
    ours = _nodes_of_the_model(data) if wrong else frozenset()
    for subject, predicate, value in data.triples(wrong):
        for name in _terms(predicate, value):
            right = right_spelling(name)
            if right and (str(subject) in ours or _namespace(right) in _OWN):
                spelt[name] = right
                places.setdefault(name, []).append((subject, predicate, value))
    for name, uses in places.items():
        prefix, iri = spelt[name]
        often = f" ({len(uses)} times)" if len(uses) > 1 else ""
        severity = "error" if _namespace((prefix, iri)) in _OWN else None
        message = (
            f"<{name}> is not read{often}. Write <{iri}>: "
            f"@prefix {prefix}: <{_namespace((prefix, iri))}> ."
        )
        yield FOREIGN_SPELLING.broken(message, *uses[0], severity=severity)


def _misspelt(data: Data) -> Iterator[Key]:
    """Yield the terms that are, or have as their datatype, a name with another spelling."""
    known: dict[str, bool] = {}
    for key in data.iris:
        # Names of one namespace are all right or all wrong: one of them is looked at.
        length = max(key.rfind("/"), key.rfind("#")) + 1
        if length == len(key) - 1:
            continue
        wrong = known.get(key[1:length])
        if wrong is None:
            wrong = known[key[1:length]] = right_spelling(iri_of(key)) is not None
        if wrong:
            yield key
    for ending, keys in data.literals_by_ending.items():
        if ending.startswith("^^") and right_spelling(ending[3:-1]) is not None:
            yield from keys


def _namespace(right: tuple[str, str]) -> str:
    return PREFIXES[right[0]]


def _terms(predicate: ox.NamedNode, value: Term) -> Iterator[str]:
    yield predicate.value
    if isinstance(value, ox.Literal):
        yield value.datatype.value
    elif isinstance(value, ox.NamedNode) and (predicate == TYPE or _local_is_ours(value.value)):
        yield value.value


def _local_is_ours(iri: str) -> bool:
    """Whether the IRI is a code or term of ours in another spelling; other nodes are left alone."""
    right = right_spelling(iri)
    return right is not None and _namespace(right) in _OWN


def _nodes_of_the_model(data: Data) -> frozenset[Key]:
    """Return the nodes of a class of ours, and what they point at, such as selectors.

    Other nodes may be described in any vocabulary that their author likes.
    """
    rows = data.rows
    typed = {node for node, value in rows.pairs(str(TYPE)) if value.startswith(f"<{CEV}")}
    columns = zip(rows.subjects, rows.predicates, rows.values, strict=True)
    pointed = {o for s, p, o in columns if p and s in typed and o in data.subjects}
    return frozenset(typed | pointed)


CHECK = Check((FOREIGN_SPELLING,), check)
