"""The named queries: each holds its own, answers as expected, and agrees on both engines."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.exports.results import cells
from kg.graph import CODE, Graph
from kg.loaders import open_graph
from kg.queries import NamedQuery, QueryResult, find, named, run
from kg.queries.headers import TYPES
from kg.resources import shipped_case

COMPETENCY = Path(__file__).resolve().parents[1] / "competency"
NAMES = [query.name for query in named()]
LEAST = 20  # that a reader finds at least so many questions answered
# What required parameters are set to on the shipped case.
ON_CASE = {
    "actor-timeline": {"actor": "iran"},
    "source-and-what-it-rests-on": {"source": "jpost-20210316"},
    "sponsorship-chains": {"incident": "erbil-2021-02-15", "actor": "iran"},
    "statements-on-incident": {"incident": "erbil-2021-02-15"},
}
_NOT_CODE = re.compile(r'#[^\n>]*$|"(?:[^"\\]|\\.)*"', re.MULTILINE)


@pytest.fixture(scope="module")
def case() -> Graph:
    return open_graph()


@pytest.fixture(scope="module")
def declared() -> set[str]:
    """Every project term that the ontology declares."""
    graph = open_graph([COMPETENCY / "who-answers-whom" / "data.ttl"])
    return {
        quad.subject.value
        for file in graph.ontology
        for quad in file.quads
        if isinstance(quad.subject, ox.NamedNode)
    }


def check_same(one: QueryResult, other: QueryResult) -> None:
    assert one.variables == other.variables
    assert one.rows == other.rows


def body(query: NamedQuery) -> str:
    return _NOT_CODE.sub("", query.text)


def test_there_are_enough() -> None:
    assert len(NAMES) >= LEAST


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete(name: str) -> None:
    query = find(name)
    assert query.summary.endswith(".")
    for parameter in query.parameters:
        assert parameter.type in TYPES
        assert parameter.summary
        # Oxigraph binds only what a SELECT projects.
        assert re.search(rf"\?{parameter.name}\b", query.text.partition("WHERE")[0])


@pytest.mark.parametrize("name", NAMES)
def test_parses_without_borrowed_prefixes(name: str) -> None:
    text = find(name).text
    ox.Store().query(text)
    prepareQuery(text)


@pytest.mark.parametrize("name", NAMES)
def test_names_only_declared_terms_and_no_node_of_the_case(name: str, declared: set[str]) -> None:
    query = find(name)
    prefixes = dict(re.findall(r"PREFIX (\w*): <([^>]*)>", query.text))
    terms = {
        prefixes[prefix] + local
        for prefix, local in re.findall(r"(?<![\w?])(\w+):([\w-]+)", body(query))
        if prefix in prefixes
    }
    ours = {term for term in terms if "claims-evidence" in term}
    assert ours
    assert ours <= declared
    assert "/case/" not in query.text
    assert all(term.startswith(CODE) or "ontology#" in term for term in ours)


@pytest.mark.parametrize("name", NAMES)
def test_order_is_given(name: str) -> None:
    # Bare STR() of what may be unbound cannot be sorted by rdflib.
    order = find(name).text.rpartition("\nORDER BY ")[2]
    assert order.strip()
    assert not re.search(r"(?<!COALESCE\()STR\(", order)


def test_every_query_has_a_competency_case_and_no_case_lacks_its_query() -> None:
    assert sorted(path.name for path in COMPETENCY.iterdir() if path.is_dir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_competency(name: str, engine: str) -> None:
    folder = COMPETENCY / name
    graph = open_graph([folder / "data.ttl"])
    file = folder / "params.json"
    values = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    columns, rows = cells(run(graph, name, values, engine=engine), graph)
    expected = list(csv.reader(io.StringIO((folder / "expected.csv").read_text(encoding="utf-8"))))
    assert [columns, *rows] == expected
    assert rows, "a case without rows would also pass with a broken query"


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_agree_on_the_shipped_case(name: str, case: Graph) -> None:
    assert shipped_case().exists()
    values = ON_CASE.get(name, {})
    one = run(case, name, values)
    check_same(one, run(case, name, values, engine="rdflib"))
    assert one.rows
    assert len(set(one.rows)) == len(one.rows)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({"denial": "letter"}, 4),
        ({"denial": "letter", "asOf": "2021-12-31"}, 2),
        ({"denial": "letter", "asOf": "2021-03-13"}, 0),
        ({"denial": "boast"}, 0),
        ({"incident": "raid"}, 4),
        ({"incident": "hill"}, 0),
        ({"denial": "letter", "incident": "raid", "party": "redland"}, 4),
    ],
)
def test_admissions_of_one_denial_or_incident(
    engine: str, values: dict[str, str], rows: int
) -> None:
    graph = open_graph([COMPETENCY / "admissions-against-denials" / "data.ttl"])
    assert len(run(graph, "admissions-against-denials", values, engine=engine).rows) == rows
