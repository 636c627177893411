"""Rows for the network analysis, taken out of the tables of the assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.assessment.choice import left_out
from kg.assessment.tables import assess_tables, connect, strengths
from kg.dates import as_of_day
from kg.graph import CEV, Graph
from kg.network.rows import (
    IDENTITY,
    STRENGTH,
    Actor,
    Denying,
    Involvement,
    Link,
    Rows,
    Stance,
    Statement,
)
from kg.origins import Origins
from kg.projection import project
from kg.provenance import codes

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Reading:
    """The tables of one call, and what they were made from.

    Attributes
    ----------
    connection
        The database of the assessment.
    origins
        Counts what stands behind statements.
    day, without
        As of which day, and what is left out.
    rows
        What the analysis works on.
    """

    connection: duckdb.DuckDBPyConnection
    origins: Origins
    day: date | None
    without: tuple[str, ...]
    rows: Rows

    def count_origins(self, statements: Iterable[str], matter: str | None = None) -> int:
        """Return the number of distinct origins of some statements."""
        voices = [self.origins.voice(statement) for statement in statements]
        return self.origins.measure(voices, matter).origins


def read(graph: Graph, as_of: str | None, without: Iterable[str]) -> Reading:
    """Run the rules of the assessment over a graph and take the rows out.

    Parameters
    ----------
    graph
        The graph.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name or a date means nothing.
    """
    nodes = left_out(graph, without)
    day = as_of_day(as_of) if as_of is not None else None
    tables = project(graph)
    connection = connect(tables)
    assess_tables(connection, focus=(), without=nodes, as_of=day, all_pairs=False)
    rows = Rows(
        actors=_actors(connection),
        statements=_statements(connection),
        links=_links(graph, connection),
        involvements=_involvements(connection),
        stances=_stances(connection),
    )
    return Reading(connection, Origins(tables, as_of=day, without=nodes), day, nodes, rows)


def _grouped(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in rows:
        if key and value:
            found[key].add(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = connection.execute(query).fetchall()
    return rows


def _actors(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Actor]:
    roots = _grouped(_fetch(connection, "SELECT actor, root FROM root"))
    classes = _grouped(_fetch(connection, "SELECT actor, class FROM actor"))
    organs = _grouped(_fetch(connection, "SELECT actor, whole FROM organ"))
    parts = _grouped(
        _fetch(
            connection,
            "SELECT actor, whole FROM part EXCEPT SELECT actor, whole FROM organ",
        )
    )
    names = sorted(roots.keys() | classes.keys() | organs.keys() | parts.keys())
    return {
        name: Actor(
            name,
            # Every actor is one; only the narrower class tells something.
            tuple(each for each in classes.get(name, ()) if each != "Actor") or ("Actor",),
            roots.get(name, (name,)),
            organs.get(name, ()),
            parts.get(name, ()),
        )
        for name in names
    }


def _statements(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Statement]:
    parties = _grouped(_fetch(connection, "SELECT statement, party FROM party"))
    rows = connection.execute(
        """
        SELECT known.statement, original.original, known.hedging, known.stated,
               known.earliest, known.latest,
               known.statement IN (SELECT statement FROM standing)
        FROM known JOIN original ON original.statement = known.statement
        ORDER BY known.statement
        """
    ).fetchall()
    return {
        iri: Statement(
            iri, original, parties.get(iri, ()), hedging or "", stated, earliest, latest, stands
        )
        for iri, original, hedging, stated, earliest, latest, stands in rows
    }


def _links(graph: Graph, connection: duckdb.DuckDBPyConnection) -> Mapping[str, Link]:
    rows = connection.execute(
        """
        SELECT link.link, link.kind, min(link.upper), min(link.lower), max(mode.strength),
               min(link.from_text), min(link.from_earliest),
               max(link.until_text), max(link.until_latest)
        FROM link LEFT JOIN mode ON mode.sponsorship = link.sponsorship
        WHERE link.link NOT IN (SELECT node FROM without)
        GROUP BY link.link, link.kind, link.upper, link.lower
        ORDER BY 1, 2, 3, 4
        """
    ).fetchall()
    found: dict[str, Link] = {}
    for iri, kind, upper, lower, strength, since, since_at, until, until_at in rows:
        identity = kind == "identity"
        modes = () if identity else tuple(codes(graph, iri, f"{CEV}hasSponsorshipMode"))
        amounts = IDENTITY if identity else strength
        # A link with two principals breaks the model (`kg check` tells); the first stands.
        found.setdefault(
            iri, Link(iri, kind, upper, lower, modes, amounts, since, since_at, until, until_at)
        )
    return found


def _involvements(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Involvement]:
    modes = _grouped(
        _fetch(
            connection,
            """
            SELECT involvement_mode.proposition, mode.code
            FROM involvement_mode JOIN mode ON mode.mode = involvement_mode.mode
            WHERE involvement_mode.words = 'meant'
            """,
        )
    )
    incidents = {
        how: _grouped(
            _fetch(
                connection,
                "SELECT proposition, incident FROM involvement_incident "  # noqa: S608 (a constant)
                f"WHERE named = '{how}'",
            )
        )
        for how in ("named", "read")
    }
    rows = _fetch(
        connection,
        """
        SELECT proposition, min(actor) FROM involvement
        WHERE proposition NOT IN (SELECT node FROM without)
        GROUP BY proposition ORDER BY proposition
        """,
    )
    return {
        iri: Involvement(
            iri,
            actor,
            tuple(mode for mode in modes.get(iri, ()) if mode in STRENGTH),
            incidents["named"].get(iri, ()),
            incidents["read"].get(iri, ()),
        )
        for iri, actor in rows
    }


def _stances(connection: duckdb.DuckDBPyConnection) -> tuple[Stance, ...]:
    rows = connection.execute(
        """
        SELECT DISTINCT stance.statement, stance.stance, stance.proposition
        FROM stance
        JOIN known ON known.statement = stance.statement
        WHERE stance.proposition NOT IN (SELECT node FROM without)
          AND (stance.proposition IN (SELECT link FROM link)
               OR stance.proposition IN (SELECT proposition FROM involvement))
        ORDER BY ALL
        """
    ).fetchall()
    return tuple(Stance(*row) for row in rows)


def denials_of(connection: duckdb.DuckDBPyConnection, incident: str) -> tuple[Denying, ...]:
    """Return the standing words that deny, or leave open, anybody's part in an incident."""
    rows = connection.execute(
        """
        SELECT pair.denial, pair.party,
               CASE WHEN pair.covers THEN 'covered' ELSE 'possible' END,
               pair.denied, pair.touched
        FROM pair JOIN standing ON standing.statement = pair.denial
        WHERE pair.incident = $incident AND pair.covers IS DISTINCT FROM FALSE
          AND NOT pair.by_name
        UNION
        -- by name, of whomever; what only the curator reads into the words is no more than possible
        SELECT disowning.statement, disowning.doer,
               CASE WHEN involvement_incident.named = 'named' THEN 'named' ELSE 'possible' END,
               words.denied, words.touched
        FROM disowning
        JOIN stance ON stance.statement = disowning.statement AND stance.stance = 'denies'
        JOIN involvement ON involvement.proposition = stance.proposition
        JOIN root ON root.actor = involvement.actor AND root.root = disowning.doer
        JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
                                 AND involvement_incident.incident = disowning.incident
        JOIN words ON words.proposition = stance.proposition
        WHERE disowning.incident = $incident
        UNION
        SELECT unhappened.statement, '', 'event', 7, 7
        FROM unhappened WHERE unhappened.incident = $incident
        ORDER BY ALL
        """,
        {"incident": incident},
    ).fetchall()
    return tuple(
        Denying(statement, incident, party, how, strengths(denied), strengths(touched))
        for statement, party, how, denied, touched in rows
    )
