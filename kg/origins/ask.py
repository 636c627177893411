"""What can be asked of origins, by the name of a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pyoxigraph as ox

from kg.dates import as_of_day
from kg.errors import UsageError
from kg.graph import CEV, Graph
from kg.origins.origins import Origins
from kg.origins.trace import OriginsResult, stances, trace
from kg.projection import Table, project
from kg.provenance import objects

_SUPERSEDES = ox.NamedNode(f"{CEV}supersedes")
_PARTY = f"{CEV}hasParty"


def origins_of(
    graph: Graph,
    node: str | None = None,
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> OriginsResult:
    """Say how words came to the reader, and how many origins stand behind a matter.

    Parameters
    ----------
    graph
        The graph.
    node
        Name or IRI of a statement (how its words came to us), of an incident (who is said to have
        had a part in it, by whom), or of a proposition (who affirms and denies it); None: every
        statement that stands in sources that copy one another.
    as_of
        EDTF or ISO date: count only what was public by its end (UTC); None: everything.
    without
        IRIs of statements and sources that are left out.

    Raises
    ------
    kg.errors.UsageError
        If the name means nothing or is none of these, or nothing of it was public by the day.
    """
    day = as_of_day(as_of) if as_of is not None else None
    tables = project(graph)
    origins = Origins(tables, as_of=day, without=tuple(without))
    chosen = graph.resolve(node) if node is not None else None
    every = [each for each in _said(tables, chosen) if origins.is_known(each[2])]
    replaced = {
        statement: successor
        for _, _, statement in every
        if (successor := _successor(graph, statement, origins))
    }
    said = [each for each in every if each[2] not in replaced]
    if chosen is None:
        statements = _with_copies(origins, tables)
    elif chosen in set(tables["statement"].columns["statement"]):
        if not origins.is_known(chosen):
            raise UsageError(f"'{node}' does not count: {_why_not(day)}.")
        statements = [chosen]
    elif every:
        statements = sorted({origins.voice(statement).node for _, _, statement in every})
    else:
        by_then = f" by {day}" if day else ""
        raise UsageError(
            f"Nobody takes a stance on '{node}'{by_then}. Name a statement, an incident or a "
            "proposition; `kg query incidents` and `kg query denials` list some."
        )
    incidents = set(tables["incident"].columns["incident"])
    matter = chosen if chosen in incidents else None
    return OriginsResult(
        node=chosen,
        as_of=day.isoformat() if day else None,
        traces=tuple(trace(origins, statement) for statement in statements),
        stances=stances(origins, said, matter),
        replaced=tuple(sorted(replaced.items())),
        circles=origins.circles(),
    )


def _said(tables: Mapping[str, Table], node: str | None) -> list[tuple[str, str, str]]:
    """Return stance, matter and statement of whoever speaks of the incident or proposition."""
    if node is None:
        return []
    involvement = tables["involvement"].columns
    actor = dict(zip(involvement["proposition"], involvement["actor"], strict=True))
    named = tables["involvement_incident"].columns
    about = {
        proposition: actor.get(proposition)
        for proposition, incident in zip(named["proposition"], named["incident"], strict=True)
        if incident == node
    }
    about[node] = node
    stance = tables["stance"].columns
    return [
        (how, whose, statement)
        for statement, how, proposition in zip(
            stance["statement"], stance["stance"], stance["proposition"], strict=True
        )
        if statement and how and (whose := about.get(proposition))
    ]


def _why_not(day: date | None) -> str:
    return f"it is left out, or was not public by {day}" if day else "it is left out"


def _successor(graph: Graph, statement: str, origins: Origins) -> str | None:
    """Return the statement of the same party that replaced a statement, None if none did.

    Of two that replace each other neither is the later one.
    """
    party = set(objects(graph, statement, _PARTY))
    return next(
        (
            quad.subject.value
            for quad in sorted(
                graph.store.quads_for_pattern(None, _SUPERSEDES, ox.NamedNode(statement), None),
                key=str,
            )
            if isinstance(quad.subject, ox.NamedNode)
            and origins.is_known(quad.subject.value)
            and party & set(objects(graph, quad.subject.value, _PARTY))
            and quad.subject.value not in objects(graph, statement, _SUPERSEDES.value)
        ),
        None,
    )


def _with_copies(origins: Origins, tables: Mapping[str, Table]) -> list[str]:
    """Return the originals that stand in several sources of which one has it from another."""
    found = set()
    for statement in filter(None, tables["statement"].columns["statement"]):
        voice = origins.voice(statement)
        if len(voice.sources) > 1 and any(map(origins.sources.has_it_from, voice.sources)):
            found.add(voice.node)
    return sorted(found)
