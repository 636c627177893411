"""Which predicates queries ask for: too many do no harm, too few would lose findings."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from support import ROOT

from kg.loaders.asked import asked_for
from kg.rules import load_rules

QUERIES = sorted((ROOT / "queries" / "checks" / "data").glob("*.rq"))


def local(names: frozenset[str] | None) -> set[str]:
    assert names is not None
    return {name[3:-1] for name in names if name.startswith("<x:")}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?a ?b ?c { ?a <x:p> ?b . FILTER (?a != ?b) ?b <x:q> ?c }", {"p", "q"}),
        ("PREFIX y: <x:> SELECT * { ?a y:p/y:q* ?b ; ^y:r ?c , 5 }", {"", "p", "q", "r"}),
        ("SELECT ?a { VALUES (?a ?b ?c) { (1 2 3) } ?a <x:p> ?b } GROUP BY ?a ?b ?c", {"p"}),
        ('SELECT ?a { ?a <x:p> "<x:no>" } # <x:neither>', {"p"}),
        ("SELECT ?a { { SELECT ?a ?b ?c { ?a <x:p> ?b } } ?c <x:q> true }", {"p", "q"}),
        ("PREFIX : <x:> SELECT * { ?s :p.q ?o . }", {"", "p.q"}),
    ],
)
def test_names_of_a_query(query: str, names: set[str]) -> None:
    ox.Store().query(query)  # is right
    assert local(asked_for([query])) == names


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * WHERE { <x:s> a ?c ; ?p ?d }",
        "SELECT * { ?s !<x:p> ?o }",
        "SELECT * { ?s !(<x:p>|^<x:q>) ?o }",
        "SELECT * { ?a ?b 5 }",
        "SELECT * { ?a $b true }",
        "SELECT * { ?a ?b 'text' }",
        "SELECT * { ?a ?b [ <x:p> ?c ] }",
        "SELECT * { [] ?b ?c }",
        "SELECT * { <x:s> ?b _:c }",
        "BASE <x:y> SELECT * { ?s <p> ?o }",
        "PREFIX y: <x:> SELECT * { ?s y:a\\-b ?o }",
        "PREFIX y: <x:> SELECT * { ?s y:a%20b ?o }",
    ],
)
def test_queries_that_may_ask_for_anything(query: str) -> None:
    ox.Store().query(query)  # is right
    assert asked_for([query]) is None


def test_the_queries_and_rules_that_ship_say_what_they_ask_for() -> None:
    """Else nothing is wrong, but a large file takes a second longer for every million triples."""
    found = asked_for(path.read_text(encoding="utf-8") for path in QUERIES)
    assert found is not None
    text = "".join(rule.text for rule in load_rules())
    for name in ("isOrganOf", "isSpokenBy", "affirms"):
        assert f"cev:{name}" in text
        assert f"<https://w3id.org/claims-evidence/ontology#{name}>" in found
