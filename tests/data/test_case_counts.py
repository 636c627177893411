"""The case is whole: as many nodes of each class as were recorded, and what curating added."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import CASE, CEV, PREFIXES, Graph

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
HERE = Path(__file__).parent

Quads = tuple[ox.Quad, ...]


def _name(quad: ox.Quad) -> str:
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject.value.removeprefix(CASE)


def _types(quads: Quads) -> dict[str, str]:
    found = {}
    for quad in quads:
        if quad.predicate == TYPE:
            assert isinstance(quad.object, ox.NamedNode)
            name = _name(quad)
            assert name not in found, f"{name} has two classes"
            found[name] = quad.object.value.removeprefix(CEV)
    return found


@pytest.fixture(scope="module")
def types(quads: Quads) -> dict[str, str]:
    return _types(quads)


def test_every_node_has_exactly_one_class(types: dict[str, str], quads: Quads) -> None:
    assert {_name(q) for q in quads} == set(types)


def test_counts_of_what_was_recorded(types: dict[str, str]) -> None:
    counts = Counter(types.values())
    # 55 incidents and 178 statements were recorded; 306 sources and two documents that others
    # derive from; 25 links, and those that single statements make up for themselves.
    assert counts["Incident"] == 55
    assert counts["Source"] == 306 + 2
    recorded = [name for name, cls in types.items() if cls == "Statement" and name[:3] == "st-"]
    with (HERE / "recorded_kinds.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 178
    assert {row["statement"] for row in rows} <= set(recorded)
    links = [n for n, c in types.items() if c in ("Sponsorship", "Identity") and n[:3] == "px-"]
    assert len(links) == 25


def test_the_statements_that_were_added_are_named_after_what_they_belong_to(
    types: dict[str, str],
) -> None:
    with (HERE / "recorded_kinds.csv").open(newline="", encoding="utf-8") as file:
        recorded = {row["statement"] for row in csv.DictReader(file)}
    added = {name for name, cls in types.items() if cls == "Statement"} - recorded
    assert len(added) == 35
    for name in added:
        owners = [name[: match.start()] for match in re.finditer("-", name)]
        assert any(owner in types for owner in owners), name


def test_parts_are_named_after_what_they_belong_to(types: dict[str, str]) -> None:
    parts = ("Involvement", "Detail", "Scope", "Quotation")
    for name, cls in types.items():
        if cls in parts or cls.endswith("TextQuoteSelector"):
            owners = [name[: match.start()] for match in re.finditer("-", name)]
            assert any(owner in types for owner in owners), name


def test_actors_and_places(types: dict[str, str]) -> None:
    counts = Counter(types.values())
    # 151 recorded actors: 13 of them bases. Added: forces, congress and senate of the United
    # States, seven described groups, the base of Basmaya.
    assert counts["Base"] == 13 + 1
    speakers = [n for n in types if n.endswith("-speaker")]
    groups = ("ArmedGroup", "MilitaryUnit", "Organization", "InvestigativeBody", "MediaOutlet")
    actor_classes = ("State", "Person", "Persona", "DescribedGroup", *groups)
    assert sum(counts[cls] for cls in actor_classes) - len(speakers) == 151 - 13 + 3 + 7
    assert counts["State"] == 12
    assert counts["Persona"] == 7


def _derived(graph: Graph) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    solutions = graph.store.query(
        "PREFIX cev: <https://w3id.org/claims-evidence/ontology#>"
        " PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        " SELECT ?s ?k { GRAPH <https://w3id.org/claims-evidence/graph/derived> { ?s a ?k } }"
    )
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        kind = re.sub("(?<=[a-z])(?=[A-Z])", "-", row["k"].value.removeprefix(CEV)).lower()
        kinds.setdefault(row["s"].value.removeprefix(CASE), set()).add(kind)
    return kinds


def test_derived_kinds_agree_with_the_recorded_ones(case_graph: Graph) -> None:
    derived = _derived(case_graph)
    with (HERE / "recorded_kinds.csv").open(newline="", encoding="utf-8") as file:
        expected = {row["statement"]: {row["expected"]} for row in csv.DictReader(file)}
    with (HERE / "kind_exceptions.csv").open(newline="", encoding="utf-8") as file:
        exceptions = {row["statement"]: set(row["derived"].split()) for row in csv.DictReader(file)}
    assert all(expected[name] != kinds for name, kinds in exceptions.items())
    wanted = expected | exceptions
    assert {name: derived.get(name, set()) for name in wanted} == wanted
