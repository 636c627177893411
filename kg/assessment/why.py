"""The statements, links and words behind one pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.assessment.assess import assess_with_tables
from kg.assessment.choice import chosen, the_incident
from kg.assessment.hinges import hinges_of
from kg.assessment.model import Assessment, Explanation, Pair, Step
from kg.assessment.steps import StepRow, step_rows
from kg.errors import UsageError
from kg.graph import CEV, Graph
from kg.origins import Origins
from kg.projection import project
from kg.provenance import codes, first, proposition, quotations, reported_in

if TYPE_CHECKING:
    import duckdb

_ROLE_ORDER = (
    "denial",
    "claim",
    "admission",
    "finding",
    "accusation",
    "link",
    "exculpation",
    "supersedes",
)


def why(
    graph: Graph,
    statement: str,
    incident: str,
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
    party: str | None = None,
) -> Explanation:
    """Explain one pair of denial (or claim) and incident.

    Parameters
    ----------
    graph
        The graph.
    statement, incident
        Names or IRIs.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.
    party
        Name or IRI of the party that is meant, where the statement speaks for several.

    Raises
    ------
    kg.errors.UsageError
        If a name means nothing, if the second is no incident, if the statement speaks for
        several parties and none is given, or if nothing relates the two: the statement names
        other incidents, was not public by then, or is left out.
    """
    node = the_incident(graph, incident, statement, "why")
    assessment, connection = assess_with_tables(
        graph, chosen(graph, [statement]), kind="all", as_of=as_of, without=without, all_pairs=True
    )
    pairs = [pair for pair in assessment.pairs if pair.incident == node]
    if not pairs:
        raise UsageError(unrelated(graph, assessment, node))
    pair = _only(graph, pairs, party)
    origins = Origins(
        project(graph),
        as_of=date.fromisoformat(assessment.as_of) if assessment.as_of else None,
        without=assessment.without,
    )
    return explanations(graph, assessment, connection, origins, [pair])[0]


def explanations(
    graph: Graph,
    assessment: Assessment,
    connection: duckdb.DuckDBPyConnection,
    origins: Origins,
    pairs: Sequence[Pair],
) -> tuple[Explanation, ...]:
    """Explain many pairs of one assessment, in their order.

    Parameters
    ----------
    graph
        The graph.
    assessment, connection
        What `assess_with_tables` gave.
    origins
        Where statements come from, as of the same day and without the same nodes.
    pairs
        Pairs of the assessment.
    """
    rows = {
        kind: step_rows(connection, kind, [(p.denial, p.incident) for p in pairs if p.kind == kind])
        for kind in sorted({pair.kind for pair in pairs})
    }
    return tuple(
        Explanation(
            pair=pair,
            as_of=assessment.as_of,
            steps=_steps(graph, origins, pair, rows[pair.kind][pair.denial, pair.incident]),
            hinges=found,
            tried=tried,
        )
        for pair, (found, tried) in zip(pairs, hinges_of(graph, connection, pairs), strict=True)
    )


def _only(graph: Graph, pairs: Sequence[Pair], party: str | None) -> Pair:
    """Return the one pair that is meant: of the party, if the statement speaks for several."""
    # A statement that both denies and owns up to the same incident is asked for its denial.
    kind = min((pair.kind for pair in pairs), key=lambda kind: kind != "denial")
    wanted = [pair for pair in pairs if pair.kind == kind]
    if party is not None:
        chosen_party = graph.resolve(party)
        wanted = [pair for pair in wanted if pair.party == chosen_party]
    if len(wanted) == 1:
        return wanted[0]
    names = ", ".join(sorted(graph.short(pair.party) for pair in pairs if pair.kind == kind))
    raise UsageError(f"The statement speaks for several parties: name one with --party ({names}).")


def unrelated(graph: Graph, assessment: Assessment, incident: str) -> str:
    """Return why an assessment of one statement has no pair with an incident."""
    name, other = graph.short(assessment.statements[0]), graph.short(incident)
    reasons = {
        "not-public": f"'{name}' was not public by {assessment.as_of}.",
        "left-out": f"'{name}' is left out, or no source of it is left.",
    }
    for absent in assessment.absent:
        return reasons[absent.reason]
    return f"'{name}' names other incidents: nothing relates it to '{other}'."


def _steps(
    graph: Graph,
    origins: Origins,
    pair: Pair,
    rows: Iterable[StepRow],
) -> tuple[Step, ...]:
    decisive: dict[tuple[str, str, str, str], bool] = {}
    for role, statement, node, stance, deciding in rows:
        key = (role, statement, node, stance)
        decisive[key] = decisive.get(key, False) or deciding
    steps = [
        Step(
            role=role,
            statement=statement,
            label=graph.label(statement),
            speaker=first(graph, statement, f"{CEV}isSpokenBy") or "",
            stated_on=first(graph, statement, f"{CEV}statedOn"),
            hedging=next(iter(codes(graph, statement, f"{CEV}hasHedging")), None),
            stance=stance,
            proposition=proposition(graph, node),
            deciding=deciding,
            rendering_of=first(graph, statement, f"{CEV}isRenderingOf"),
            quotations=quotations(graph, statement, origins.counts),
            sources=tuple(filter(origins.counts, reported_in(graph, statement))),
            origins=origins.roots(statement, pair.incident),
        )
        for (role, statement, node, stance), deciding in decisive.items()
    ]
    return tuple(
        sorted(
            steps,
            key=lambda step: (
                step.statement != pair.denial,
                not step.deciding,
                _ROLE_ORDER.index(step.role),
                step.stated_on or "",
                step.statement,
                str(step.proposition["iri"]),
            ),
        )
    )
