"""What can be asked of origins, by the name of a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import UsageError
from kg.graph import Graph
from kg.origins.origins import Origins
from kg.origins.trace import OriginsResult, stances, trace
from kg.projection import Table, project


def origins_of(
    graph: Graph, node: str | None = None, *, without: Iterable[str] = ()
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
    without
        IRIs of statements and sources that are left out.

    Raises
    ------
    kg.errors.UsageError
        If the name means nothing or is none of these.
    """
    tables = project(graph)
    left_out = tuple(without)
    origins = Origins(tables, without=left_out)
    chosen = graph.resolve(node) if node is not None else None
    said = [
        (stance, about, statement)
        for stance, about, statement in _said(tables, chosen)
        if statement not in left_out
    ]
    if chosen is None:
        statements = _with_copies(origins, tables)
    elif chosen in set(tables["statement"].columns["statement"]):
        statements = [chosen]
    elif said:
        statements = sorted({origins.voice(statement).node for _, _, statement in said})
    else:
        raise UsageError(
            f"Nobody takes a stance on '{node}'. Name a statement, an incident or a proposition; "
            "`kg query incidents` and `kg query denials` list some."
        )
    incidents = set(tables["incident"].columns["incident"])
    matter = chosen if chosen in incidents else None
    return OriginsResult(
        node=chosen,
        traces=tuple(trace(origins, statement) for statement in statements),
        stances=stances(origins, said, matter),
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


def _with_copies(origins: Origins, tables: Mapping[str, Table]) -> list[str]:
    """Return the originals that stand in several sources of which one has it from another."""
    found = set()
    for statement in tables["statement"].columns["statement"]:
        voice = origins.voice(statement or "")
        if len(voice.sources) > 1 and any(map(origins.sources.has_it_from, voice.sources)):
            found.add(voice.node)
    return sorted(found)
