"""How the results of one denial or claim changed from date to date, and which statements did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.assessment.assess import assess_with_tables
from kg.assessment.causes import Turn, causes
from kg.assessment.changes import Cause, Change, History, Outcome
from kg.assessment.choice import chosen, the_incident
from kg.assessment.model import SILENT, Assessment
from kg.assessment.whatif import Key, WhatIf
from kg.assessment.why import unrelated
from kg.errors import UsageError
from kg.graph import CEV, Graph
from kg.provenance import first, objects

if TYPE_CHECKING:
    import duckdb

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# Part of a statement that no step of an explanation names, by its kind; the first that fits.
_ROLES = {
    "ClaimOfResponsibility": "claim",
    "Admission": "admission",
    "Finding": "finding",
    "Accusation": "accusation",
    "Denial": "denial",
    "Exculpation": "exculpation",
}
_Outcomes = Mapping[Key, Outcome]


def history(
    graph: Graph,
    statement: str,
    incident: str | None = None,
    *,
    kind: str | None = None,
    without: Iterable[str] = (),
) -> History:
    """Tell how the results of one denial or claim changed as statements became public.

    Parameters
    ----------
    graph
        The graph.
    statement
        Name or IRI of the denial or claim.
    incident
        Name or IRI of an incident; None: every one that the statement reaches with a verdict on
        some day.
    kind
        ``denial`` or ``claim``; None: as a denial if it is one.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name means nothing, the second is no incident, the statement is no denial (claim) or
        is left out, or nothing relates the two.
    """
    node = the_incident(graph, incident, statement, "history") if incident is not None else None
    assessment, connection = assess_with_tables(
        graph,
        chosen(graph, [statement]),
        kind=kind or "all",
        as_of=None,
        without=without,
        all_pairs=False,
    )
    denial = assessment.statements[0]
    if assessment.absent:
        raise UsageError(unrelated(graph, assessment, node or ""))
    looked_at = kind or _kind(connection, denial)
    whatif = WhatIf(connection, [node] if node else _reached(connection, denial, looked_at))
    turns = _turns(whatif, [denial], looked_at, every=node is not None)
    if node is not None and not turns:
        raise UsageError(unrelated(graph, assessment, node))
    changes = _changes(graph, connection, whatif, turns)
    return replace(
        _made(graph, assessment, denial, changes),
        public=_text(whatif.touching[denial]),
        kind=looked_at,
        incident=node,
        beside=_beside(graph, connection, whatif, denial, changes),
    )


def histories(
    graph: Graph, assessment: Assessment, connection: duckdb.DuckDBPyConnection
) -> tuple[History, ...]:
    """Tell the same of every denial of an assessment, in one go.

    Parameters
    ----------
    graph
        The graph.
    assessment, connection
        What `assess_with_tables` gave for the denials. What was not public by its date has no
        place in the histories either.

    Returns
    -------
    tuple[History, ...]
        One for each denial that is known, in order of the denials.
    """
    rows = connection.execute(
        "SELECT DISTINCT denial FROM denial JOIN focus ON focus.statement = denial.denial "
        "ORDER BY ALL"
    ).fetchall()
    denials = [str(row[0]) for row in rows]
    reached = {node for denial in denials for node in _reached(connection, denial, "denial")}
    whatif = WhatIf(connection, reached)
    turns = _turns(whatif, denials, "denial", every=False)
    changes: dict[str, list[Change]] = {denial: [] for denial in denials}
    for turn, change in zip(turns, _changes(graph, connection, whatif, turns), strict=True):
        changes[turn.key.statement].append(change)
    return tuple(
        replace(
            _made(graph, assessment, denial, changes[denial]),
            public=_text(whatif.touching[denial]),
            beside=_beside(graph, connection, whatif, denial, changes[denial]),
        )
        for denial in denials
    )


def _made(graph: Graph, assessment: Assessment, denial: str, changes: Sequence[Change]) -> History:
    return History(
        denial=denial,
        label=graph.label(denial),
        stated_on=first(graph, denial, f"{CEV}statedOn"),
        public=None,
        kind="denial",
        incident=None,
        files=assessment.files,
        sha256=assessment.sha256,
        without=assessment.without,
        changes=tuple(change for change in changes if change.date is not None),
        undated=tuple(change for change in changes if change.date is None),
        beside=(),
    )


def _kind(connection: duckdb.DuckDBPyConnection, denial: str) -> str:
    found = connection.execute("SELECT 1 FROM denial WHERE denial = ?", [denial]).fetchone()
    return "denial" if found else "claim"


def _reached(connection: duckdb.DuckDBPyConnection, denial: str, kind: str) -> list[str]:
    """Return the incidents that can get a verdict on some day: no date changes what they fit."""
    query = (
        "SELECT DISTINCT incident FROM claim WHERE claim = ?"
        if kind == "claim"
        else "SELECT DISTINCT incident FROM covered WHERE denial = ? "
        "AND (kind AND target AND place AND time) IS DISTINCT FROM FALSE"
    )
    return [row[0] for row in connection.execute(query, [denial]).fetchall()]


def _turns(whatif: WhatIf, denials: Sequence[str], kind: str, *, every: bool) -> list[Turn]:
    """Return every turn of every pair that is to be told, in order of day and pair."""
    public = whatif.touching
    start = min((day for denial in denials if (day := public[denial])), default=None)
    days = sorted({day for day in public.values() if day and start and day >= start})
    unknown = [
        *(
            frozenset(name for name, since in public.items() if not since or since > day)
            for day in days
        ),
        frozenset(),
    ]
    found = [
        {key: outcome for key, outcome in outcomes.items() if key.kind == kind}
        for outcomes in whatif.outcomes(unknown)
    ]
    told = sorted(
        {
            key
            for outcomes in found
            for key, outcome in outcomes.items()
            if every or (outcome.verdict not in SILENT and outcome.coverage != "outside")
        }
    )
    turns = []
    before: _Outcomes = {}
    for day, absence, after in zip([*days, None], unknown, found, strict=True):
        turns += [
            Turn(key, day, absence, before.get(key), after[key])
            for key in told
            if key in after and before.get(key) != after[key]
        ]
        before = after
    return turns


def _changes(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    whatif: WhatIf,
    turns: Sequence[Turn],
) -> list[Change]:
    made = causes(whatif, turns, whatif.touching)
    roles = whatif.roles([(turn.unknown, turn.key) for turn in turns])
    about = {
        row[0]: (row[1] or "", row[2] or "")
        for row in connection.execute('SELECT incident, label, "when" FROM incident').fetchall()
    }
    return [
        Change(
            date=_text(turn.day),
            incident=turn.key.incident,
            incident_label=about[turn.key.incident][0],
            incident_when=about[turn.key.incident][1],
            party=turn.key.party,
            kind=turn.key.kind,
            before=turn.before,
            after=turn.after,
            by=tuple(
                _cause(graph, name, whatif.touching[name], parts.get(name, ())) for name in names
            ),
            together=together,
        )
        for turn, (names, together), parts in zip(turns, made, roles, strict=True)
    ]


def _cause(graph: Graph, name: str, public: date | None, roles: Sequence[str]) -> Cause:
    kinds = _kinds(graph, name)
    by_kind = [role for kind, role in _ROLES.items() if kind in kinds]
    return Cause(
        statement=name,
        label=graph.label(name),
        speaker=first(graph, name, f"{CEV}isSpokenBy"),
        stated_on=first(graph, name, f"{CEV}statedOn"),
        public=_text(public),
        role=next(iter([*roles, *by_kind]), "supersedes"),
        kinds=kinds,
    )


def _kinds(graph: Graph, name: str) -> tuple[str, ...]:
    own = (iri.removeprefix(CEV) for iri in objects(graph, name, _TYPE) if iri.startswith(CEV))
    return tuple(kind for kind in own if kind != "Statement")


def _beside(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    whatif: WhatIf,
    denial: str,
    changes: Iterable[Change],
) -> tuple[Cause, ...]:
    """Return the partial admissions of the same party that speak of incidents that are told."""
    rows = connection.execute(
        """
        SELECT DISTINCT party.statement
        FROM party
        JOIN party AS own ON own.party = party.party AND own.statement = $denial
        JOIN stance ON stance.statement = party.statement
        JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
        WHERE party.statement <> $denial
          AND list_contains(CAST($incidents AS VARCHAR[]), involvement_incident.incident)
        ORDER BY party.statement
        """,
        {"denial": denial, "incidents": sorted({change.incident for change in changes})},
    ).fetchall()
    return tuple(
        _cause(graph, name, whatif.touching[name], ["admission"])
        for (name,) in rows
        if "PartialAdmission" in _kinds(graph, name)
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
