"""Names in free queries that mean nothing, and queries that are given in the wrong place."""

from __future__ import annotations

import pytest
from support import Kg

from kg.queries.names import place, undeclared_prefix, written_names

X = {"x": "http://x.example/"}
LONGEST = 100_000  # bytes of a query


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SELECT * { ?s x:a x:b }", [("a", 1), ("b", 1)]),
        ("SELECT * {\n ?s a\n x:a. x:b x:c.d.\n}", [("a", 3), ("b", 3), ("c.d", 3)]),
        ("ASK { ?s <http://x.example/a> ?o.x:b x:c ?p }", [("a", 1), ("b", 1), ("c", 1)]),
        ("PREFIX y: <http://x.example/z> ASK { ?s y:a ?o }", [("za", 1)]),
        ("prefix : <http://x.example/>\nASK { ?s :a ?o }", [("a", 2)]),
        ("# x:no\nASK { ?s ?p 'x:no', \"x:no\\\"x:no\", '''x:no'x:no''' }", []),
        ("ASK { ?s ?p 'w'@en-x , '1'^^x:a ; x:b/x:c|^x:d ?o }", [(n, 1) for n in "abcd"]),
        ("ASK { ?s unknown:a ?o . _:b x:a ?o }", [("a", 1)]),
        ('ASK { ?s x:a """x:no "x:no" \\""" x:no""", "it\'s x:no" }', [("a", 1)]),
    ],
)
def test_written_names(text: str, written: list[tuple[str, int]]) -> None:
    found = [
        (name.iri.removeprefix("http://x.example/"), place(text, name.offset)[0])
        for name in written_names(text, X)
        if name.iri
    ]
    assert found == written


@pytest.mark.parametrize(
    ("text", "prefix", "where"),
    [
        ("ASK { ?s a foo:Bar }", "foo", (1, 12)),
        ("ASK {\n ?s x:a 'no:x'@no, '1'^^foo:int }", "foo", (2, 25)),
        ("PREFIX y: <http://y.example/>\nASK { ?s y:a :b }", "", (2, 14)),
        ("ASK { foo:b. ?s PREFIX foo: <http://x.example/> }", "foo", (1, 7)),
    ],
)
def test_undeclared_prefix(text: str, prefix: str, where: tuple[int, int]) -> None:
    name = undeclared_prefix(text, X)
    assert name
    assert (name.prefix, place(text, name.offset)) == (prefix, where)


def test_no_undeclared_prefix() -> None:
    assert undeclared_prefix("ASK { ?s x:a _:b, <http://y.example/a> } # foo:x", X) is None


@pytest.mark.parametrize(
    "piece",
    ['"""\\', "a.", "'''\\", "<a", "PREFIX ", ':"', "a-:", "?a.b:", "\\", '"\\\n'],
    ids=repr,
)
def test_every_text_is_read_in_one_pass(piece: str) -> None:
    """With a step back for each character this would take minutes."""
    text = piece * (LONGEST // len(piece))
    assert len(list(written_names(text, X))) <= len(text)


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


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_syntax_error_names_the_prefix(kg_here: Kg, engine: str) -> None:
    query = "SELECT * {\n  ?s a foo:Bar . ?s cev:when '1'^^xsd:int }"
    done = kg_here("query", "-", "--engine", engine, stdin=query)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("kg: standard input:2:8: The prefix foo: is not declared. ")
    assert "  ?s a foo:Bar . ?s" in done.err


def test_other_syntax_errors_stay(kg_here: Kg) -> None:
    done = kg_here("query", "-", stdin="SELECT * { ?s a cev:Incident ")
    assert done.code == 3
    assert "This is no SPARQL query" in done.err
