"""Everything in a case that does not fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.assessment.choice import left_out
from kg.conflicts.evidence import Evidence
from kg.conflicts.model import Conflict
from kg.conflicts.registry import KINDS, RULES
from kg.dates import as_of_day
from kg.errors import UsageError
from kg.graph import Graph


def conflicts(
    graph: Graph,
    node: str | None = None,
    *,
    kinds: Iterable[str] = (),
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> tuple[Conflict, ...]:
    """Find what does not fit together.

    Parameters
    ----------
    graph
        The graph.
    node
        Name or IRI: only conflicts about this node, or in which it has a part (an incident, a
        statement, a source, an actor); None: all.
    kinds
        Only these kinds; none: all.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Returns
    -------
    tuple[Conflict, ...]
        By kind in the order of `KINDS`, then by what they are about.

    Raises
    ------
    kg.errors.UsageError
        If a name, kind or date means nothing.
    """
    wanted = tuple(dict.fromkeys(kinds)) or KINDS
    for kind in wanted:
        if kind not in RULES:
            raise UsageError(f"There is no kind '{kind}'. Known: {', '.join(KINDS)}.")
    chosen = graph.resolve(node) if node is not None else None
    evidence = Evidence(
        graph,
        as_of=as_of_day(as_of) if as_of is not None else None,
        without=left_out(graph, without),
    )
    found = found_in(evidence, wanted)
    return tuple(conflict for conflict in found if chosen is None or chosen in conflict.nodes)


def found_in(evidence: Evidence, kinds: Collection[str] = KINDS) -> tuple[Conflict, ...]:
    """Return the conflicts of some kinds in a case whose tables are there already."""
    found = [
        conflict
        for kind in KINDS
        if kind in kinds
        for rule in RULES[kind]
        for conflict in rule(evidence)
    ]
    return tuple(sorted(found, key=_order))


def _order(conflict: Conflict) -> tuple[object, ...]:
    return (
        KINDS.index(conflict.kind),
        conflict.about,
        conflict.rule,
        conflict.summary,
        [(side.value, side.statements, side.sources) for side in conflict.sides],
    )
