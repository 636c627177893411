"""All chains from an incident to an actor, with the words that carry each hop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import CEV, Graph
from kg.network.chains import MAX_LINKS, Chain, Found, find, in_order
from kg.network.hops import Answer, Carrier, Hop, link_hops, naming_hops, weigh
from kg.network.path_model import Nearest, Path, Paths, Step, Words
from kg.network.reader import Reading, denials_of, read
from kg.network.rows import MODES
from kg.provenance import first, quotations

if TYPE_CHECKING:
    import duckdb

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def paths(
    graph: Graph,
    incident: str,
    actor: str,
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
) -> Paths:
    """Find all simple chains from an incident to an actor.

    Parameters
    ----------
    graph
        The graph.
    incident, actor
        Names or IRIs.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.

    Raises
    ------
    kg.errors.UsageError
        If a name means nothing, the first is no incident or the second no actor.
    kg.errors.LimitError
        If there are too many chains.
    """
    event, whom = _incident_and_actor(graph, incident, actor)
    reading = read(graph, as_of, without)
    rows = reading.rows
    doers = _weighed(reading, naming_hops(rows, event, denials_of(reading.connection, event)))
    links = _weighed(reading, link_hops(rows, bounds_of(reading.connection, event)))
    found = find(rows, doers, links, whom)
    ordered = in_order(found.chains)
    counting = [chain for chain in ordered if chain.in_period]
    excluded = [chain for chain in ordered if not chain.in_period]
    hops = dict.fromkeys(hop for chain in (*counting, *excluded) for hop in chain.hops)
    numbers = {hop.id: number for number, hop in enumerate(hops, 1)}
    return Paths(
        incident=event,
        actor=whom,
        as_of=reading.day.isoformat() if reading.day else None,
        without=reading.without,
        paths=tuple(_path(chain, numbers) for chain in counting),
        steps=tuple(_step(graph, reading, numbers[hop.id], hop) for hop in hops),
        excluded=tuple(_path(chain, numbers) for chain in excluded),
        longer=found.longer,
        nearest=None if counting else _nearest(reading, found, doers, links, whom),
    )


def _weighed(reading: Reading, hops: Iterable[Hop]) -> tuple[Hop, ...]:
    return tuple(
        weigh(
            hop,
            reading.count_origins(
                [carrier.statement for carrier in hop.carriers],
                hop.lower if hop.kind == "naming" else None,
            ),
        )
        for hop in hops
    )


def _path(chain: Chain, numbers: Mapping[str, int]) -> Path:
    weakest = min(chain.hops, key=lambda hop: (hop.weight.key, numbers[hop.id]))
    return Path(
        hops=tuple(numbers[hop.id] for hop in chain.hops),
        weakest=numbers[weakest.id],
        mode=MODES[min(hop.weight.mode for hop in chain.hops)],
        whole_by=chain.whole_by,
        denied=tuple(numbers[hop.id] for hop in chain.hops if not hop.weight.undenied),
    )


def _step(graph: Graph, reading: Reading, number: int, hop: Hop) -> Step:
    return Step(
        number,
        hop,
        tuple(_words(graph, reading, carrier) for carrier in hop.carriers),
        tuple(_words(graph, reading, answer) for answer in hop.answers),
    )


def _words(graph: Graph, reading: Reading, said: Carrier | Answer) -> Words:
    statement = reading.rows.statements[said.statement]
    return Words(
        statement=statement.iri,
        label=graph.label(statement.iri),
        speaker=first(graph, statement.iri, f"{CEV}isSpokenBy"),
        parties=statement.parties,
        stated_on=statement.stated,
        hedging=statement.hedging,
        quotations=quotations(graph, statement.iri, reading.origins.counts),
    )


def bounds_of(
    connection: duckdb.DuckDBPyConnection, incident: str
) -> tuple[datetime | None, datetime | None]:
    """Return the earliest and latest moment of an incident."""
    row = connection.execute(
        "SELECT earliest, latest FROM incident WHERE incident = ?", [incident]
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)


def _nearest(
    reading: Reading, found: Found, doers: Sequence[Hop], links: Sequence[Hop], actor: str
) -> Nearest:
    rows = reading.rows
    wholes = [
        whole
        for whole in rows.wholes(actor)[1:]
        if any(chain.in_period for chain in find(rows, doers, links, whole).chains)
    ]
    far = found.shortest is not None and found.shortest > MAX_LINKS
    return Nearest(
        doers=tuple(hop.upper for hop in doers),
        below=tuple(sorted({hop.lower for hop in links if actor in rows.wholes(hop.upper)})),
        wholes=tuple(wholes),
        shortest=found.shortest if far else None,
    )


def _incident_and_actor(graph: Graph, incident: str, actor: str) -> tuple[str, str]:
    graph.demand_derived()
    event, whom = graph.resolve(incident), graph.resolve(actor)
    if not _is(graph, event, f"{CEV}Incident"):
        hint = (
            f"The incident comes first: kg paths {actor} {incident}"
            if _is(graph, whom, f"{CEV}Incident")
            else "`kg query incidents` lists them."
        )
        raise UsageError(f"'{incident}' is no incident. {hint}")
    if not _is_actor(graph, whom):
        raise UsageError(f"'{actor}' is no actor. `kg network` lists those who are spoken of.")
    return event, whom


def _is(graph: Graph, node: str, class_iri: str) -> bool:
    return (
        next(
            graph.store.quads_for_pattern(ox.NamedNode(node), _TYPE, ox.NamedNode(class_iri), None),
            None,
        )
        is not None
    )


def _is_actor(graph: Graph, node: str) -> bool:
    answer = graph.store.query(
        "ASK { ?node a ?class . ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?actor }",
        substitutions={
            ox.Variable("node"): ox.NamedNode(node),
            ox.Variable("actor"): ox.NamedNode(f"{CEV}Actor"),
        },
    )
    return bool(answer)
