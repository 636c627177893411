"""What one result hangs on: the single statements, sources and links without which it changes."""

from __future__ import annotations

from collections.abc import Sequence
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


def hinges_of(
    graph: Graph, connection: duckdb.DuckDBPyConnection, pairs: Sequence[Pair]
) -> list[tuple[tuple[Hinge, ...], dict[str, int]]]:
    """Return the hinges of each pair, and how many nodes of each kind were tried.

    Every node that could change a result is left out in turn, once for all pairs, and coverage,
    verdict and charge are compared. The denial (or claim) itself is not tried, nor is a source
    without which it would be gone: nothing would be left to assess.

    Parameters
    ----------
    graph
        For the labels.
    connection
        A database in which the rules have run with the denials in focus.
    pairs
        The pairs.
    """
    whatif = WhatIf(connection, [pair.incident for pair in pairs])
    candidates = [_candidates(connection, pair) for pair in pairs]
    absent = sorted({instead or node for rows in candidates for _, node, instead in rows})
    without = dict(
        zip([None, *absent], whatif.outcomes([(), *([node] for node in absent)]), strict=True)
    )
    found = []
    for pair, rows in zip(pairs, candidates, strict=True):
        key = Key(pair.kind, pair.denial, pair.incident, pair.party)
        before = without[None][key]
        changing = []
        tried = dict.fromkeys(_KINDS, 0)
        for kind, node, instead in rows:
            after = without[instead or node].get(key)
            if after is None:
                continue
            tried[kind] += 1
            if after != before:
                label, changes = graph.label(node), difference(before, after)
                changing.append(Hinge(node, kind, label, after, changes))
        found.append((tuple(changing), tried))
    return found


def _candidates(
    connection: duckdb.DuckDBPyConnection, pair: Pair
) -> list[tuple[str, str, str | None]]:
    """Return what could change a pair: its kind, the node, and what is left out instead of it."""
    rows = connection.execute(
        rule("candidates"),
        {
            "kind": pair.kind,
            "denial": pair.denial,
            "incident": pair.incident,
            "party": pair.party,
        },
    ).fetchall()
    return sorted(rows, key=lambda row: (_KINDS.index(row[0]), row[1]))
