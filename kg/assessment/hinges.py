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
# Its kind, the node, and what is left out instead of it.
_Candidate = tuple[str, str, str | None]


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
    candidates = _candidates(connection, pairs)
    # Without a node only the incidents are looked at in which it could change something.
    about: dict[str | None, set[str]] = {None: {pair.incident for pair in pairs}}
    for pair, rows in zip(pairs, candidates, strict=True):
        for _, node, instead in rows:
            about.setdefault(instead or node, set()).add(pair.incident)
    absences = [[node] if node else [] for node in about]
    without = dict(zip(about, whatif.outcomes(absences, list(about.values())), strict=True))
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
    connection: duckdb.DuckDBPyConnection, pairs: Sequence[Pair]
) -> list[list[_Candidate]]:
    """Return for each pair what could change it, in the order in which it is told."""
    keys = [(pair.kind, pair.denial, pair.incident, pair.party) for pair in pairs]
    found: dict[tuple[str, ...], list[_Candidate]] = {key: [] for key in keys}
    if not found:
        return []
    kinds, denials, incidents, parties = map(list, zip(*found, strict=True))
    asked = {"kinds": kinds, "denials": denials, "incidents": incidents, "parties": parties}
    for *key, kind, node, instead in connection.execute(rule("candidates"), asked).fetchall():
        found[tuple(key)].append((kind, node, instead))
    for rows in found.values():
        rows.sort(key=lambda row: (_KINDS.index(row[0]), row[1]))
    return [found[key] for key in keys]
