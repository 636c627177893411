"""What one result hangs on: the single statements, sources and links without which it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.assessment.changes import Hinge, difference
from kg.assessment.tables import rule
from kg.assessment.whatif import Key, WhatIf

if TYPE_CHECKING:
    import duckdb

    from kg.assessment.model import Pair
    from kg.graph import Graph

# The order in which they are told: what was said, how it hangs together, where it stands.
_KINDS = ("statement", "link", "source")


def hinges(
    graph: Graph, connection: duckdb.DuckDBPyConnection, pair: Pair
) -> tuple[tuple[Hinge, ...], dict[str, int]]:
    """Return the hinges of a pair, and how many nodes of each kind were tried.

    Every node that could change the result is left out in turn, and coverage, verdict and charge
    are compared. The denial (or claim) itself is not tried, nor is a source without which it would
    be gone: nothing would be left to assess.

    Parameters
    ----------
    graph
        For the labels.
    connection
        A database in which the rules have run with the denial in focus.
    pair
        The pair.
    """
    key = Key(pair.kind, pair.denial, pair.incident, pair.party)
    whatif = WhatIf(connection, [pair.incident])
    rows = connection.execute(
        rule("candidates"),
        {
            "kind": pair.kind,
            "denial": pair.denial,
            "incident": pair.incident,
            "party": pair.party,
        },
    ).fetchall()
    candidates = sorted(rows, key=lambda row: (_KINDS.index(row[0]), row[1]))
    outcomes = whatif.outcomes([(), *([instead or node] for _, node, instead in candidates)])
    before = outcomes[0][key]
    found = []
    tried = dict.fromkeys(_KINDS, 0)
    for (kind, node, _), outcome in zip(candidates, outcomes[1:], strict=True):
        after = outcome.get(key)
        if after is None:
            continue
        tried[kind] += 1
        if after != before:
            found.append(Hinge(node, kind, graph.label(node), after, difference(before, after)))
    return tuple(found), tried
