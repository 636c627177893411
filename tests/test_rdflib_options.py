"""rdflib's options belong to the program that uses this package; it finds them as it left them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import rdflib
from rdflib.plugins import sparql

import kg
from kg.graph import Graph
from kg.loaders import assemble, parse
from kg.queries import run
from kg.rdflib_options import careful_rdflib

NUMBER = (
    '<http://x.example/a> <http://x.example/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .'
)


@pytest.fixture(params=[True, False])
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", request.param)
    monkeypatch.setattr(sparql, "SPARQL_LOAD_GRAPHS", request.param)
    yield request.param
    assert options() == (request.param, request.param)


def options() -> tuple[bool, bool]:
    return rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS


@pytest.fixture
def graph() -> Graph:
    return assemble([parse("a.nt", NUMBER.encode())])


def test_the_dataset_keeps_lexical_forms_and_the_host_its_options(graph: Graph, host: bool) -> None:
    value = graph.rdflib.value(rdflib.URIRef("http://x.example/a"))
    found = {str(o) for o in graph.rdflib.objects(rdflib.URIRef("http://x.example/a"))}
    assert (value, found) == (None, {"01"})
    assert options() == (host, host)


def test_a_query_on_rdflib_gives_them_back(graph: Graph, host: bool) -> None:
    result = run(graph, 'SELECT ?s { ?s ?p "01"^^xsd:integer }', engine="rdflib")
    assert len(result.rows) == 1
    with pytest.raises(kg.errors.KgError):
        run(graph, "SELECT", engine="rdflib")
    assert options() == (host, host)


def test_checks_give_them_back(host: bool) -> None:
    kg.open().check()
    assert options() == (host, host)


def test_the_last_block_that_ends_gives_them_back(host: bool) -> None:
    first, second = careful_rdflib(), careful_rdflib()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert options() == (False, False)
    second.__exit__(None, None, None)
    assert options() == (host, host)
