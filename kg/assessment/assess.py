"""Run the rules over a graph and give the pairs. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.assessment.choice import KINDS, chosen, left_out, require_kind
from kg.assessment.model import Assessment, Pair, Unspoken
from kg.assessment.reader import Reader
from kg.assessment.tables import assess_tables, connect
from kg.dates import as_of_day
from kg.errors import UsageError
from kg.graph import Graph
from kg.origins import Origins
from kg.projection import project

if TYPE_CHECKING:
    import duckdb


def assess(
    graph: Graph,
    statements: Iterable[str] = (),
    *,
    kind: str = "denial",
    as_of: str | None = None,
    without: Iterable[str] = (),
    all_pairs: bool = False,
) -> Assessment:
    """Relate denials or claims of responsibility to incidents.

    Parameters
    ----------
    graph
        The graph.
    statements
        Names or IRIs of the denials or claims; none: every one.
    kind
        ``denial``, ``claim`` or ``all``.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.
    all_pairs
        Also the pairs that nobody speaks of and those that the words leave outside.

    Returns
    -------
    Assessment
        Pairs in order of denial, date of the incident, incident.

    Raises
    ------
    kg.errors.UsageError
        If a name, kind or date means nothing, or a statement is no denial (claim).
    """
    assessment, _ = assess_with_tables(
        graph, statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    return assessment


def assess_with_tables(
    graph: Graph,
    statements: Iterable[str],
    *,
    kind: str,
    as_of: str | None,
    without: Iterable[str],
    all_pairs: bool,
) -> tuple[Assessment, duckdb.DuckDBPyConnection]:
    """Do the same and also give the database, for those who look behind a result."""
    if kind not in KINDS:
        raise UsageError(f"There is no kind '{kind}'. Known: {', '.join(KINDS)}.")
    focus = chosen(graph, statements)
    nodes = left_out(graph, without)
    day = as_of_day(as_of) if as_of is not None else None
    tables = project(graph)
    connection = connect(tables)
    assess_tables(connection, focus=focus, without=nodes, as_of=day, all_pairs=all_pairs)
    require_kind(graph, connection, focus, kind)
    assessment = read_assessment(
        graph,
        connection,
        Origins(tables, as_of=day, without=nodes),
        kind=kind,
        focus=focus,
        as_of=day,
        without=nodes,
        all_pairs=all_pairs,
    )
    return assessment, connection


def read_assessment(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    origins: Origins,
    *,
    kind: str,
    focus: tuple[str, ...] = (),
    as_of: date | None = None,
    without: tuple[str, ...] = (),
    all_pairs: bool = False,
) -> Assessment:
    """Read the pairs out of a database in which the rules have run.

    Parameters
    ----------
    graph
        The graph.
    connection
        The database.
    origins
        Where statements come from, as of the same day and without the same nodes.
    kind, focus, as_of, without, all_pairs
        As the rules were run.
    """
    reader = Reader(connection, origins, all_pairs)
    pairs: list[Pair] = []
    unspoken: list[Unspoken] = []
    if kind in {"denial", "all"}:
        pairs += reader.denials()
        unspoken += reader.unspoken_denials()
    if kind in {"claim", "all"}:
        pairs += reader.claims()
        unspoken += reader.unspoken_claims()
    pairs.sort(key=lambda pair: (pair.denial, pair.incident_when, pair.incident, pair.kind))
    return Assessment(
        as_of=as_of.isoformat() if as_of else None,
        files=tuple(PurePath(file.name).name for file in graph.files),
        sha256=graph.sha256,
        without=without,
        statements=focus,
        pairs=tuple(pairs),
        unspoken=tuple(unspoken),
        wordings=tuple(reader.wordings()) if kind != "claim" else (),
        absent=tuple(reader.absent(focus)),
    )
