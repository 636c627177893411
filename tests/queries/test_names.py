"""Names in free queries that mean nothing, and queries that are given in the wrong place."""

from __future__ import annotations

import pytest
from support import Kg

from kg.queries.names import written_iris

X = {"x": "http://x.example/"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SELECT * { ?s x:a x:b }", [("a", 1), ("b", 1)]),
        ("SELECT * {\n ?s a\n x:a. x:b x:c.d.\n}", [("a", 3), ("b", 3), ("c.d", 3)]),
        ("ASK { ?s <http://x.example/a> ?o.x:b x:c ?p }", [("a", 1), ("b", 1), ("c", 1)]),
        ("PREFIX y: <http://x.example/z> ASK { ?s y:a ?o }", [("za", 1)]),
        ("prefix : <http://x.example/>\nASK { ?s :a ?o }", [("a", 2)]),
        ("# x:no\nASK { ?s ?p 'x:no', \"x:no\\\"x:no\", '''x:no'x:no''' }", []),
        (
            "ASK { ?s ?p 'w'@en-x , '1'^^x:int ; x:a/x:b|^x:c ?o }",
            [(name, 1) for name in ("int", "a", "b", "c")],
        ),
        ("ASK { ?s unknown:a ?o }", []),
    ],
)
def test_written_iris(text: str, written: list[tuple[str, int]]) -> None:
    found = [(iri.removeprefix("http://x.example/"), line) for iri, line in written_iris(text, X)]
    assert found == written


def test_a_term_that_nobody_declares_is_named(kg_here: Kg) -> None:
    query = "SELECT ?s {\n ?s a cev:Incidents }"
    done = kg_here("query", "-", stdin=query)
    assert (done.code, done.err) == (
        0,
        "kg: standard input:2: cev:Incidents is no term of the ontology and is not read "
        "(nearest: cev:Incident).\n",
    )
    assert kg_here("--quiet", "query", "-", stdin=query).err == ""


def test_each_term_is_named_once(kg_here: Kg) -> None:
    done = kg_here("query", "-", stdin="SELECT ?s { ?s cev:x ?o . ?o cev:x code:y }")
    assert [line.split()[3] for line in done.err.splitlines()] == ["cev:x", "code:y"]


def test_declared_terms_are_not(kg_here: Kg) -> None:
    done = kg_here("query", "-", stdin="SELECT ?s { ?s a cev:Incident } # cev:x")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s a cev:Incident }",
        " ask { ?s ?p <http://x.example/> }",
        "PREFIX a: <http://x.example/> SELECT * {}",
        "SELECT * { ?s ?p 'x.rq' }.rq",
    ],
)
def test_the_text_of_a_query_in_place_of_its_name(kg_here: Kg, text: str) -> None:
    done = kg_here("query", text)
    assert (done.code, done.out) == (2, "")
    assert "echo 'SELECT …' | kg query -" in done.err


def test_a_misspelt_name_still_gets_the_nearest(kg_here: Kg) -> None:
    assert "Nearest: denials" in kg_here("query", "denial").err
