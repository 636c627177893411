"""Measure origins, assessment, conflicts and network over one case, part by part; print JSON.

    python benchmarks/evidence_steps.py [FILE]

`evidence.py` starts this for each size; without a file it is the case that ships. Each row is a
name, seconds of wall and of processor time, and the most memory that the process had used by then,
in MB.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kg.assessment.assess import assess
from kg.conflicts.evidence import Evidence
from kg.conflicts.registry import RULES
from kg.graph import Graph
from kg.loaders.opening import assemble, read_files
from kg.network import network, sequences
from kg.origins import Origins, Voice
from kg.projection import Table, project

# what functions import when they are first called: a process pays for it once, in any size
LIBRARIES = ("duckdb", "networkx", "networkx.algorithms.connectivity", "edtf", "rapidfuzz")
Sides = Mapping[tuple[str, ...], list[Voice]]

rows: list[tuple[str, float, float, int]] = []


@contextmanager
def clock(name: str) -> Iterator[None]:
    """Write down how long a block took and how much memory the process had used by then."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    spent = time.perf_counter() - wall, time.process_time() - cpu
    rows.append((name, round(spent[0], 6), round(spent[1], 6), peak()))


def peak() -> int:
    """Return the most memory that the process has used, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(used / (1024 * 1024 if sys.platform == "darwin" else 1024))


def pairs(
    tables: Mapping[str, Table], table: str, one: str, other: str
) -> Iterator[tuple[str, str]]:
    """Yield two columns of a table, without what is not known."""
    columns = tables[table].columns
    for first, second in zip(columns[one], columns[other], strict=True):
        if first is not None and second is not None:
            yield first, second


def sides_of_incidents(tables: Mapping[str, Table], origins: Origins) -> Sides:
    """Return for each incident and stance who takes it on anybody's involvement."""
    about: dict[str, list[str]] = {}
    for proposition, incident in pairs(tables, "involvement_incident", "proposition", "incident"):
        about.setdefault(proposition, []).append(incident)
    stance = tables["stance"].columns
    found: dict[tuple[str, ...], list[Voice]] = {}
    for said, kind, what in zip(
        stance["statement"], stance["stance"], stance["proposition"], strict=True
    ):
        if said is not None and kind is not None:
            for incident in about.get(what or "", ()):
                found.setdefault((incident, kind), []).append(origins.voice(said))
    return found


def sides_of_details(tables: Mapping[str, Table], origins: Origins) -> Sides:
    """Return for each node and aspect the details that are given of it."""
    sources: dict[str, list[str]] = {}
    for detail, source in pairs(tables, "detail_source", "detail", "source"):
        sources.setdefault(detail, []).append(source)
    givers = dict(pairs(tables, "detail", "detail", "giver"))
    aspects = dict(pairs(tables, "detail", "detail", "aspect"))
    found: dict[tuple[str, ...], list[Voice]] = {}
    for detail, about in pairs(tables, "detail", "detail", "about"):
        voice = origins.detail_voice(detail, givers.get(detail), sources.get(detail, ()))
        found.setdefault((about, aspects.get(detail, "")), []).append(voice)
    return found


def measure_origins(tables: Mapping[str, Table]) -> None:
    """Count the origins of everything: each side of each incident, each aspect of each node."""
    with clock("origins: graphs of statements and sources"):
        origins = Origins(tables)
        origins.circles()
    for name, sides_of in (
        ("origins: sides of incidents", sides_of_incidents),
        ("origins: all details", sides_of_details),
    ):
        with clock(name):
            for (matter, *_), voices in sides_of(tables, origins).items():
                origins.measure(voices, matter=matter)


def measure_conflicts(graph: Graph) -> None:
    """Find the conflicts of each kind."""
    evidence = Evidence(graph, as_of=None, without=())
    with clock("conflicts: tables and assessment"):
        evidence.rows("SELECT 1")
        _ = evidence.origins
    for kind, rules in RULES.items():
        with clock(f"conflicts: {kind}"):
            for rule in rules:
                for _conflict in rule(evidence):
                    pass


def main(files: list[str]) -> None:
    """Measure, print."""
    for library in LIBRARIES:
        importlib.import_module(library)
    with clock("open: read and parse"):
        loaded = read_files(files)
    with clock("open: store, ontology, kinds of statement"):
        graph = assemble(loaded)
    with clock("project to tables"):
        tables = project(graph)
    measure_origins(tables)
    del tables
    measure_conflicts(graph)
    with clock("assess denials"):
        assess(graph)
    with clock("network"):
        network(graph)
    with clock("sequences"):
        sequences(graph)
    json.dump({"statements": len(project(graph)["statement"]), "rows": rows}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
