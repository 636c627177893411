"""A triple that stands in several graphs is one row, in every store and on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.case import Case
from kg.graph import CEV, DERIVED_GRAPH, ONTOLOGY_GRAPH
from kg.loaders import large
from kg.stores import load, load_remote

# Said again: a triple of the ontology, one that the rules derive, and one of two named graphs.
STATED = f"""\
@prefix cev: <{CEV}> .
@prefix my: <https://my.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
cev:Denial rdfs:label "denial"@en .
my:raid a cev:Incident ; rdfs:label "raid" .
my:said a cev:Statement , cev:Report ; cev:affirms my:what .
my:what a cev:Proposition .
my:one {{ my:raid my:hit my:tower . my:raid rdfs:label "raid" }}
my:two {{ my:raid my:hit my:tower }}
"""
NAMES = "PREFIX cev: <https://w3id.org/claims-evidence/ontology#> PREFIX my: <https://my.example/>"
ONCE = {
    "the ontology has it": 'cev:Denial rdfs:label ?x FILTER(?x = "denial"@en)',
    "the rules derive it": "my:said a ?x FILTER(?x = cev:Report)",
    "two named graphs have it": "?x my:hit my:tower",
    "a named graph has it too": 'my:raid rdfs:label ?x FILTER(?x = "raid")',
}
ALONE = ("memory", "large", "rdflib", "folder", "folder and rdflib", "virtuoso")
PLACES = (*ALONE, "oxigraph")
one_graph = pytest.mark.parametrize("place", ALONE, indirect=True)


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("again") / "mine.trig"
    path.write_text(STATED)
    return path


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, stated: Path, tmp_path: Path) -> tuple[Case, str]:
    """Return the data in one of the stores, and the engine to ask."""
    name, engine = request.param, "rdflib" if "rdflib" in request.param else "oxigraph"
    if name in ("memory", "rdflib"):
        return kg.open(stated), engine
    if name == "large":
        lines = tmp_path / "mine.nq"
        quads = ox.parse(stated.read_bytes(), ox.RdfFormat.TRIG)
        ox.serialize(quads, lines, ox.RdfFormat.N_QUADS)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(large, "LARGE", 0)
            return kg.open(lines), engine
    if name.startswith("folder"):
        load([stated], tmp_path / "store")
        return kg.open(store=tmp_path / "store"), engine
    url = request.getfixturevalue("server" if name == "oxigraph" else "virtuoso")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_STORE_USER", "dba")
        patch.setenv("KG_STORE_PASSWORD", "dba")
        load_remote([stated], url)
    return kg.open(store=url), engine


@one_graph
@pytest.mark.parametrize("pattern", ONCE.values(), ids=ONCE)
def test_it_is_one_row_and_counts_once(place: tuple[Case, str], pattern: str) -> None:
    case, engine = place
    rows = case.query(f"{NAMES} SELECT ?x {{ {pattern} }}", engine=engine).rows
    assert len(rows) == 1
    counted = case.query(f"{NAMES} SELECT (COUNT(*) AS ?n) {{ {pattern} }}", engine=engine)
    assert counted.to_dicts() == [{"n": "1"}]


def test_graphs_are_still_told_apart(place: tuple[Case, str]) -> None:
    case, engine = place
    text = f"{NAMES} SELECT ?g {{ GRAPH ?g {{ ?s my:hit ?o }} }}"
    found = sorted(json.dumps(row) for row in case.query(text, engine=engine).to_dicts())
    assert found == [json.dumps({"g": f"https://my.example/{each}"}) for each in ("one", "two")]


@one_graph
def test_from_chooses_one_of_them(place: tuple[Case, str]) -> None:
    case, engine = place
    text = "SELECT ?s FROM <https://my.example/two> { ?s ?p ?o }"
    assert len(case.query(text, engine=engine).rows) == 1


@pytest.mark.parametrize("place", ["oxigraph"], indirect=True)
@pytest.mark.parametrize("pattern", ONCE.values(), ids=ONCE)
def test_an_oxigraph_server_says_it_once_when_asked_for_what_is_distinct(
    place: tuple[Case, str], pattern: str
) -> None:
    """It gives a row for each graph otherwise, as docs/stores.md says."""
    case, _ = place
    assert len(case.query(f"{NAMES} SELECT ?x {{ {pattern} }}").rows) == 2
    assert len(case.query(f"{NAMES} SELECT DISTINCT ?x {{ {pattern} }}").rows) == 1


@one_graph
def test_all_triples_are_as_many_as_are_distinct(place: tuple[Case, str]) -> None:
    case, engine = place
    every = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    assert case.query(every, engine=engine).rows == case.query(distinct, engine=engine).rows


def test_in_memory_each_quad_is_told_as_it_was_stated(stated: Path) -> None:
    """What files say is not lost where a named graph says it too."""
    graph = kg.open(stated).graph
    (file,) = graph.files
    quads = set(graph.store)
    assert set(file.quads) <= quads
    assert len(list(graph.store)) == len(quads) == len(graph.store)
    own = {quad for quad in quads if quad.graph_name not in (ONTOLOGY_GRAPH, DERIVED_GRAPH)}
    assert own == set(file.quads)
    assert all(quad in graph.store for quad in quads)
