"""Which statements an assessment is about, and what it leaves out, from names that users type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import CEV, Graph

if TYPE_CHECKING:
    import duckdb

KINDS = ("denial", "claim", "all")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INCIDENT = ox.NamedNode(f"{CEV}Incident")
_REMOVABLE = frozenset(
    f"{CEV}{name}"
    for name in ("Statement", "Source", "Sponsorship", "Identity", "Involvement", "Detail")
)


class Asked(TypedDict, total=False):
    """The options of an assessment, as `kg.assessment.assess` takes them."""

    kind: str
    as_of: str | None
    without: Iterable[str]
    all_pairs: bool


def left_out(graph: Graph, names: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs of what is to be left out.

    Raises
    ------
    kg.errors.UsageError
        If a name is unknown or is neither a statement, a source nor a proposition.
    """
    nodes = []
    for name in names:
        node = graph.resolve(name)
        types = {
            quad.object.value
            for quad in graph.store.quads_for_pattern(ox.NamedNode(node), _TYPE, None, None)
            if isinstance(quad.object, ox.NamedNode)
        }
        if not types & _REMOVABLE:
            raise UsageError(
                f"'{name}' cannot be left out: it is no statement, source or link. "
                "Name the statements or links that speak of it."
            )
        nodes.append(node)
    return tuple(nodes)


def chosen(graph: Graph, names: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs of the statements that were named, each once, in the order given."""
    return tuple(dict.fromkeys(graph.resolve(name) for name in names))


def the_incident(graph: Graph, name: str, statement: str, command: str) -> str:
    """Return the IRI of an incident that was named beside a statement.

    Raises
    ------
    kg.errors.UsageError
        If it is no incident; it says so where the two were named the wrong way round.
    """
    node = graph.resolve(name)
    if not _is_incident(graph, node):
        hint = (
            f"The statement comes first: kg {command} {name} {statement}"
            if _is_incident(graph, graph.resolve(statement))
            else "`kg query incidents` lists them."
        )
        raise UsageError(f"'{name}' is no incident. {hint}")
    return node


def _is_incident(graph: Graph, node: str) -> bool:
    # in whichever graph
    found = graph.store.quads_for_pattern(ox.NamedNode(node), _TYPE, _INCIDENT)
    return next(found, None) is not None


def require_kind(
    graph: Graph, connection: duckdb.DuckDBPyConnection, statements: Iterable[str], kind: str
) -> None:
    """Check that each named statement is a denial or claim of the kind that is assessed.

    Raises
    ------
    kg.errors.UsageError
        If one is not; it says what it is instead and where to look.
    """
    for statement in statements:
        denies = _occurs(connection, "denies", statement)
        claims = _occurs(connection, "affirms", statement)
        if (kind != "claim" and denies) or (kind != "denial" and claims):
            continue
        name = graph.short(statement)
        if denies:
            raise UsageError(f"'{name}' denies; assess it without '--kind claim'.")
        if claims:
            raise UsageError(f"'{name}' owns up to an incident; assess it with '--kind claim'.")
        if _denies_a_link(connection, statement):
            raise UsageError(
                f"'{name}' denies a sponsorship or an identity. It stands against links, not "
                "against incidents: see `kg query rival-sponsorship-links`."
            )
        raise UsageError(
            f"'{name}' neither denies nor affirms that its own party was involved in an "
            "incident. `kg query denials` lists the denials."
        )


def _occurs(connection: duckdb.DuckDBPyConnection, stance: str, statement: str) -> bool:
    """Whether a statement has the stance on an involvement of its own party, at any date."""
    found = connection.execute(
        """
        SELECT 1
        FROM stance
        JOIN involvement ON involvement.proposition = stance.proposition
        JOIN statement ON statement.statement = stance.statement
        LEFT JOIN made_for ON made_for.statement = stance.statement
        JOIN root AS speaking ON speaking.actor = coalesce(made_for.actor, statement.speaker)
        JOIN root AS involved ON involved.actor = involvement.actor
                             AND involved.root = speaking.root
        WHERE stance.statement = ? AND stance.stance = ?
        """,
        [statement, stance],
    ).fetchone()
    return found is not None


def _denies_a_link(connection: duckdb.DuckDBPyConnection, statement: str) -> bool:
    found = connection.execute(
        """
        SELECT 1 FROM stance JOIN link ON link.link = stance.proposition
        WHERE stance.statement = ? AND stance.stance = 'denies'
        """,
        [statement],
    ).fetchone()
    return found is not None
