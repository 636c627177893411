"""The quotations and sources of a graph: what the archive is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.archive.addresses import normal_address
from kg.archive.match import Quoted
from kg.errors import UsageError
from kg.graph import CEV, PREFIXES, Graph
from kg.provenance import first, first_term, objects

_OA = PREFIXES["oa"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_URL = PREFIXES["schema"] + "url"


@dataclass(frozen=True)
class Wanted:
    """A quotation to look for.

    Attributes
    ----------
    source
        IRI of its source.
    exact, prefix, suffix
        The words, and those before and after; None where not stated.
    statements
        IRIs of the statements that it stands for.
    node
        IRI of the quotation, empty if it has none.
    language
        Language tag of the words.
    read_at
        Where they stand, if not at the source's own address.
    """

    source: str
    exact: str
    statements: tuple[str, ...]
    node: str
    prefix: str | None
    suffix: str | None
    language: str | None
    read_at: str | None

    @property
    def quoted(self) -> Quoted:
        """The words as they are looked for."""
        return Quoted(self.exact, self.prefix, self.suffix)


def quotations(graph: Graph) -> tuple[Wanted, ...]:
    """Return the quotations that name a source, by source, words and statements."""
    statements: dict[str, list[str]] = {node: [] for node in _instances(graph, "Quotation")}
    for quad in graph.store.quads_for_pattern(None, ox.NamedNode(f"{CEV}hasQuotation"), None):
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode):
            said = statements.setdefault(_name(quad.object), [])
            if isinstance(quad.subject, ox.NamedNode):
                said.append(quad.subject.value)
    found = (_wanted(graph, node, said) for node, said in statements.items())
    return tuple(sorted((each for each in found if each), key=_order))


def _wanted(graph: Graph, node: str, statements: Iterable[str]) -> Wanted | None:
    source = first(graph, node, f"{_OA}hasSource")
    if source is None:
        return None  # kg check says so
    selector = first(graph, node, f"{_OA}hasSelector")
    words = first_term(graph, selector, f"{_OA}exact")
    literal = words if isinstance(words, ox.Literal) else None
    return Wanted(
        source=source,
        exact=literal.value if literal else "",
        statements=tuple(sorted(set(statements))),
        node="" if node.startswith("_:") else node,
        prefix=first(graph, selector, f"{_OA}prefix"),
        suffix=first(graph, selector, f"{_OA}suffix"),
        language=literal.language if literal else None,
        read_at=first(graph, node, f"{CEV}readAt"),
    )


def _order(wanted: Wanted) -> tuple[str, ...]:
    # Names of blank nodes change from run to run; nothing may hang on them.
    return (
        *(wanted.source, wanted.exact, "\n".join(wanted.statements), wanted.node),
        *(wanted.prefix or "", wanted.suffix or "", wanted.read_at or "", wanted.language or ""),
    )


def sources(graph: Graph) -> frozenset[str]:
    """Return the IRIs of all sources."""
    return frozenset(_instances(graph, "Source"))


def source_named(graph: Graph, name: str) -> str:
    """Return the IRI of a source given by local name, prefixed name or IRI.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If no node or several have the name.
    UsageError
        If the node is no source.
    """
    node = graph.resolve(name)
    if node not in sources(graph):
        raise UsageError(f"'{name}' is no source. kg query sources-by-statements lists them.")
    return node


def stated_hash(graph: Graph, source: str) -> str | None:
    """Return the hash that the data states for the copy of a source."""
    stated = first(graph, source, f"{CEV}sha256")
    return stated.lower() if stated else None


def by_address(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return the sources by their normalised addresses, those of copies that were read included."""
    found: dict[str, set[str]] = {}
    for source in sources(graph):
        for address in objects(graph, source, _URL):
            found.setdefault(normal_address(address), set()).add(source)
    for wanted in quotations(graph):
        if wanted.read_at:
            found.setdefault(normal_address(wanted.read_at), set()).add(wanted.source)
    found.pop("", None)
    return {address: tuple(sorted(nodes)) for address, nodes in found.items()}


def _instances(graph: Graph, name: str) -> list[str]:
    return [
        _name(quad.subject)
        for quad in graph.store.quads_for_pattern(None, _TYPE, ox.NamedNode(CEV + name))
        if isinstance(quad.subject, ox.NamedNode | ox.BlankNode)
    ]


def _name(node: ox.NamedNode | ox.BlankNode) -> str:
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else node.value
