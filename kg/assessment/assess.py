"""Run the rules over a graph and give the pairs. No rule lives here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.assessment.choice import KINDS, chosen, left_out, require_kind
from kg.assessment.model import Assessment
from kg.assessment.reader import Reader
from kg.assessment.running import RunningAssessment
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
    running, connection = _run(
        graph, statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    return running.whole(), connection


def assess_each(
    graph: Graph,
    statements: Iterable[str] = (),
    *,
    kind: str = "denial",
    as_of: str | None = None,
    without: Iterable[str] = (),
    all_pairs: bool = False,
) -> RunningAssessment:
    """Do the same as `assess`, with pairs that come one after another.

    A million pairs take some gigabytes at once, and a few dozen megabytes so.

    Parameters
    ----------
    graph, statements, kind, as_of, without, all_pairs
        As for `assess`.

    Raises
    ------
    kg.errors.UsageError
        As for `assess`, before the first pair.
    kg.errors.LimitError
        If a large case needs more memory or temporary files than there is; pairs may have been
        given by then.
    """
    running, _ = _run(
        graph, statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
    )
    return running


def _run(
    graph: Graph,
    statements: Iterable[str],
    *,
    kind: str,
    as_of: str | None,
    without: Iterable[str],
    all_pairs: bool,
) -> tuple[RunningAssessment, duckdb.DuckDBPyConnection]:
    if kind not in KINDS:
        raise UsageError(f"There is no kind '{kind}'. Known: {', '.join(KINDS)}.")
    focus = chosen(graph, statements)
    nodes = left_out(graph, without)
    day = as_of_day(as_of) if as_of is not None else None
    tables = project(graph)
    connection = connect(tables)
    assess_tables(connection, focus=focus, without=nodes, as_of=day, all_pairs=all_pairs)
    require_kind(graph, connection, focus, kind)
    running = _read(
        graph,
        connection,
        Origins(tables, as_of=day, without=nodes),
        kind=kind,
        focus=focus,
        as_of=day,
        without=nodes,
    )
    return running, connection


def read_assessment(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    origins: Origins,
    *,
    kind: str,
    focus: tuple[str, ...] = (),
    as_of: date | None = None,
    without: tuple[str, ...] = (),
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
    kind, focus, as_of, without
        As the rules were run.
    """
    running = _read(
        graph,
        connection,
        origins,
        kind=kind,
        focus=focus,
        as_of=as_of,
        without=without,
    )
    return running.whole()


def _read(
    graph: Graph,
    connection: duckdb.DuckDBPyConnection,
    origins: Origins,
    *,
    kind: str,
    focus: tuple[str, ...],
    as_of: date | None,
    without: tuple[str, ...],
) -> RunningAssessment:
    kinds = ("denial", "claim") if kind == "all" else (kind,)
    reader = Reader(connection, origins)
    return RunningAssessment(
        as_of=as_of.isoformat() if as_of else None,
        files=tuple(PurePath(file.name).name for file in graph.files),
        sha256=graph.sha256,
        without=without,
        statements=focus,
        pairs=reader.pairs(kinds),
        unspoken=(
            *(reader.unspoken_denials() if "denial" in kinds else ()),
            *(reader.unspoken_claims() if "claim" in kinds else ()),
        ),
        wordings=reader.wordings() if "denial" in kinds else iter(()),
        absent=tuple(reader.absent(focus)),
    )
