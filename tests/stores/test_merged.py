"""The default graph of a store in a folder holds everything, and each graph can be told apart."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.graph import CEV, DERIVED_GRAPH, ONTOLOGY_GRAPH, RDFS_LABEL
from kg.merged import MergedStore, merge_named, twice
from kg.stores import load, open_store

EX = "https://my.example/"
TRIG = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://my.example/> .
ex:a rdfs:label "a" .
ex:g { ex:a rdfs:label "a" , "other" . ex:b ex:p ex:a }
<https://w3id.org/claims-evidence/ontology#Denial> rdfs:label "said otherwise"@en .
"""
NODES = [ox.NamedNode(f"{EX}{name}") for name in "abc"]
GRAPHS: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), ONTOLOGY_GRAPH, *NODES[:2]]


@pytest.fixture(scope="module")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a named graph."""
    path = tmp_path_factory.mktemp("merged") / "mine.trig"
    path.write_text(TRIG)
    return path


@pytest.fixture(scope="module")
def home(trig: Path) -> Path:
    """Return a store of it."""
    load([trig], trig.parent / "store")
    return trig.parent / "store"


def test_everything_stands_in_the_default_graph_alone(home: Path) -> None:
    folder = next(home.glob("built-*/triples"))
    store = ox.Store.read_only(str(folder))
    alone = {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, None)}
    default = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert {str(quad.triple) for quad in default} == alone


def test_a_triple_of_several_graphs_is_one_row(home: Path) -> None:
    case = kg.open(store=home)
    text = f"SELECT ?label {{ <{EX}a> <{RDFS_LABEL.value}> ?label }} ORDER BY ?label"
    assert [row["label"] for row in case.query(text).to_dicts()] == ["a", "other"]
    graphs = f"SELECT ?g {{ GRAPH ?g {{ <{EX}a> <{RDFS_LABEL.value}> 'a' }} }}"
    assert case.query(graphs).to_dicts() == [{"g": f"{EX}g"}]


def test_the_graphs_of_data_ontology_and_derived_kinds_are_told_apart(home: Path) -> None:
    store = open_store(home).store
    label = ox.NamedNode(f"{CEV}Denial"), RDFS_LABEL, None
    assert {
        quad.object.value: quad.graph_name
        for quad in store.quads_for_pattern(*label)
        if isinstance(quad.object, ox.Literal)
    } == {"said otherwise": ox.DefaultGraph(), "denial": ONTOLOGY_GRAPH}
    assert len(list(store.quads_for_pattern(*label, ox.DefaultGraph()))) == 1
    assert len(list(store.quads_for_pattern(*label, ONTOLOGY_GRAPH))) == 1
    assert {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)} == {
        ONTOLOGY_GRAPH.value,
        f"{EX}g",
    }


def test_the_case_has_the_same_quads_as_in_memory(case_file: Path, tmp_path: Path) -> None:
    load([case_file], tmp_path / "store")
    stored, read = kg.open(store=tmp_path / "store").graph.store, kg.open().graph.store
    assert sorted(map(str, stored)) == sorted(map(str, read))
    kinds = (None, None, None, DERIVED_GRAPH)
    assert set(stored.quads_for_pattern(*kinds)) == set(read.quads_for_pattern(*kinds))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(
    st.sets(
        st.builds(
            ox.Quad,
            st.sampled_from(NODES),
            st.just(NODES[0]),
            st.sampled_from(NODES),
            st.sampled_from(GRAPHS),
        )
    )
)
def test_each_pattern_gives_what_the_graphs_have(quads: set[ox.Quad]) -> None:
    kept, inner = ox.Store(), ox.Store()
    kept.extend(quads)
    inner.extend(quad for quad in quads if quad.graph_name != ONTOLOGY_GRAPH)
    merge_named(inner)
    inner.extend(twice((q for q in quads if q.graph_name == ONTOLOGY_GRAPH), ONTOLOGY_GRAPH))
    merged = MergedStore(inner)
    named = {quad.triple for quad in quads if quad.graph_name != ox.DefaultGraph()}
    ends: list[ox.NamedNode | None] = [None, *NODES]
    graphs: list[ox.NamedNode | ox.DefaultGraph | None] = [None, *GRAPHS]
    for (subject, value), graph in product(product(ends, ends), graphs):
        wanted = [
            quad
            for quad in kept.quads_for_pattern(subject, None, value, graph)
            # what stands in a graph of its own too counts as of that
            if quad.graph_name != ox.DefaultGraph() or quad.triple not in named
        ]
        found = list(merged.quads_for_pattern(subject, None, value, graph))
        assert sorted(map(str, found)) == sorted(map(str, wanted))
    for quad in kept:
        own = quad.graph_name != ox.DefaultGraph() or quad.triple not in named
        assert (quad in merged) == own
    union = "SELECT DISTINCT * { ?s ?p ?o }"
    assert {tuple(row) for row in merged.query("SELECT * { ?s ?p ?o }")} == {  # type: ignore[union-attr]
        tuple(row)
        for row in kept.query(union, use_default_graph_as_union=True)  # type: ignore[union-attr]
    }
