"""The statements, links and words behind one pair."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.assessment.assess import assess_with_tables
from kg.assessment.choice import chosen
from kg.assessment.model import Explanation, Step
from kg.errors import UsageError
from kg.graph import CEV, Graph
from kg.provenance import first, proposition, quotations, reported_in

if TYPE_CHECKING:
    import duckdb

_INCIDENT = ox.Quad(
    ox.NamedNode("urn:any"),
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode(f"{CEV}Incident"),
)
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

# Every statement that plays a part in the pair, with its proposition and whether it decided.
_DENIAL_STEPS = """
WITH pair_charges AS (
    SELECT * FROM charge WHERE denial = $denial AND incident = $incident
),
decisive AS (
    SELECT * FROM deciding WHERE denial = $denial AND incident = $incident
),
reached AS (
    SELECT doer AS actor FROM pair_charges
    UNION SELECT edge.lower FROM pair_charges JOIN edge
            ON list_contains(pair_charges.links, edge.link)
    UNION SELECT edge.upper FROM pair_charges JOIN edge
            ON list_contains(pair_charges.links, edge.link)
)
SELECT 'denial' AS role, stance.statement, stance.proposition, stance.stance, TRUE AS deciding
FROM verdict
JOIN stance ON stance.proposition = verdict.proposition AND stance.statement = verdict.denial
WHERE verdict.denial = $denial AND verdict.incident = $incident
UNION
SELECT 'denial', stance.statement, stance.proposition, stance.stance, FALSE
FROM verdict
JOIN stance ON stance.statement = verdict.original AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
WHERE verdict.denial = $denial AND verdict.incident = $incident
  AND verdict.original <> verdict.denial
UNION
SELECT CASE WHEN pair_charges.manner = 'self' THEN 'admission'
            WHEN pair_charges.speaker_party = pair_charges.doer THEN 'claim'
            WHEN known.speaker IN (SELECT actor FROM actor WHERE class = 'InvestigativeBody')
            THEN 'finding' ELSE 'accusation' END,
       naming.statement, naming.proposition, 'affirms',
       bool_or(decisive.statement IS NOT NULL)
FROM pair_charges
JOIN naming ON naming.statement = pair_charges.statement
           AND naming.incident = pair_charges.incident AND naming.doer = pair_charges.doer
JOIN known ON known.statement = naming.statement
LEFT JOIN decisive ON decisive.statement = naming.statement AND decisive.doer = naming.doer
GROUP BY ALL
UNION
SELECT 'link', stance.statement, stance.proposition, 'affirms',
       bool_or(decisive.denial IS NOT NULL)
FROM pair_charges
JOIN stance ON list_contains(pair_charges.links, stance.proposition)
           AND list_contains(pair_charges.link_statements, stance.statement)
LEFT JOIN decisive ON list_contains(decisive.links, stance.proposition)
                  AND list_contains(decisive.link_statements, stance.statement)
WHERE stance.stance = 'affirms'
GROUP BY ALL
UNION
-- denials of the links that the deciding charge rests on
SELECT 'exculpation', stance.statement, stance.proposition, 'denies', FALSE
FROM decisive
JOIN stance ON list_contains(decisive.links, stance.proposition) AND stance.stance = 'denies'
JOIN standing ON standing.statement = stance.statement
UNION
-- what the party, and those through whom the chains run, deny of this incident
SELECT CASE WHEN disowning.doer = verdict.party AND disowning.speaker_party = verdict.party
            THEN 'denial' ELSE 'exculpation' END,
       stance.statement, stance.proposition, 'denies', FALSE
FROM disowning
JOIN verdict ON verdict.denial = $denial AND verdict.incident = $incident
JOIN stance ON stance.statement = disowning.statement AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
JOIN root ON root.actor = involvement.actor AND root.root = disowning.doer
JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
                         AND involvement_incident.incident = disowning.incident
WHERE disowning.incident = $incident AND disowning.statement <> $denial
  AND (disowning.doer = verdict.party OR disowning.doer IN (SELECT actor FROM reached))
UNION
-- who else is named, where that is the verdict
SELECT 'accusation', naming.statement, naming.proposition, 'affirms', TRUE
FROM verdict
JOIN naming ON naming.incident = verdict.incident
JOIN rival_author ON rival_author.actor = naming.doer
WHERE verdict.denial = $denial AND verdict.incident = $incident
  AND verdict.verdict = 'attributed-elsewhere'
  AND naming.doer <> verdict.party AND naming.speaker_party <> verdict.party
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE
FROM withdrawal
JOIN stance ON stance.statement = withdrawal.successor
WHERE withdrawal.denial = $denial AND withdrawal.incident = $incident
"""

_CLAIM_STEPS = """
SELECT 'claim' AS role, claim.claim AS statement, claim.proposition, 'affirms' AS stance,
       TRUE AS deciding
FROM claim
WHERE claim.claim = $denial AND claim.incident = $incident
UNION
SELECT CASE WHEN refuting.statement IS NOT NULL THEN 'finding'
            WHEN answer.manner = 'self' THEN 'denial'
            WHEN answer.manner = 'denied' THEN 'exculpation'
            ELSE 'accusation' END,
       stance.statement, stance.proposition, stance.stance,
       answering.statement IS NOT NULL
FROM answer
LEFT JOIN refuting ON refuting.claim = answer.claim AND refuting.incident = answer.incident
                  AND refuting.statement = answer.statement
LEFT JOIN answering ON answering.claim = answer.claim AND answering.incident = answer.incident
                   AND answering.statement = answer.statement
JOIN stance ON stance.statement = answer.statement
           AND (stance.stance = 'denies') = (answer.manner IN ('self', 'denied'))
JOIN involvement ON involvement.proposition = stance.proposition
LEFT JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
WHERE answer.claim = $denial AND answer.incident = $incident
  AND (involvement_incident.incident = answer.incident OR involvement.scope IS NOT NULL)
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE
FROM claim_withdrawal
JOIN stance ON stance.statement = claim_withdrawal.successor
WHERE claim_withdrawal.claim = $denial AND claim_withdrawal.incident = $incident
"""


def why(
    graph: Graph,
    statement: str,
    incident: str,
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
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

    Raises
    ------
    kg.errors.UsageError
        If a name means nothing, if the second is no incident, or if nothing relates the two:
        the statement names other incidents, or was not public by then.
    """
    node = graph.resolve(incident)
    if ox.Quad(ox.NamedNode(node), _INCIDENT.predicate, _INCIDENT.object) not in graph.store:
        raise UsageError(f"'{incident}' is no incident. `kg query incidents` lists them.")
    assessment, connection = assess_with_tables(
        graph, chosen(graph, [statement]), kind="all", as_of=as_of, without=without, all_pairs=True
    )
    pairs = [pair for pair in assessment.pairs if pair.incident == node]
    if not pairs:
        raise UsageError(_unrelated(graph, assessment.statements[0], node, assessment.as_of))
    # A statement that both denies and owns up to the same incident is asked for its denial.
    pair = min(pairs, key=lambda candidate: candidate.kind != "denial")
    query = _DENIAL_STEPS if pair.kind == "denial" else _CLAIM_STEPS
    rows = connection.execute(query, {"denial": pair.denial, "incident": node}).fetchall()
    return Explanation(
        pair=pair, as_of=assessment.as_of, steps=_steps(graph, connection, pair.denial, rows)
    )


def _unrelated(graph: Graph, statement: str, incident: str, as_of: str | None) -> str:
    name, other = graph.short(statement), graph.short(incident)
    if as_of:
        return (
            f"Nothing relates '{name}' to '{other}' as of {as_of}: it was not public by then, "
            "or it names other incidents."
        )
    return f"'{name}' names other incidents: nothing relates it to '{other}'."


def _steps(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    denial: str,
    rows: Iterable[tuple[str, str, str, str, bool]],
) -> tuple[Step, ...]:
    decisive: dict[tuple[str, str, str, str], bool] = {}
    for role, statement, node, stance, deciding in rows:
        key = (role, statement, node, stance)
        decisive[key] = decisive.get(key, False) or bool(deciding)
    origins: dict[str, list[str]] = {}
    for statement, origin in connection.execute(
        "SELECT statement, origin FROM origin ORDER BY statement, origin"
    ).fetchall():
        origins.setdefault(statement, []).append(origin)
    steps = [
        Step(
            role=role,
            statement=statement,
            label=graph.label(statement),
            speaker=first(graph, statement, f"{CEV}isSpokenBy") or "",
            stated_on=first(graph, statement, f"{CEV}statedOn"),
            stance=stance,
            proposition=proposition(graph, node),
            deciding=deciding,
            rendering_of=first(graph, statement, f"{CEV}isRenderingOf"),
            quotations=quotations(graph, statement),
            sources=reported_in(graph, statement),
            origins=tuple(origins.get(statement, [])),
        )
        for (role, statement, node, stance), deciding in decisive.items()
    ]
    return tuple(
        sorted(
            steps,
            key=lambda step: (
                step.statement != denial,
                not step.deciding,
                _ROLE_ORDER.index(step.role),
                step.stated_on or "",
                step.statement,
                str(step.proposition["iri"]),
            ),
        )
    )
