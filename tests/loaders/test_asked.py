"""Which predicates queries ask for: too many do no harm, too few would lose findings."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from kg.checks import check_files, run
from kg.loaders.asked import asked_for
from kg.rules import load_rules

QUERIES = sorted((ROOT / "queries" / "checks" / "data").glob("*.rq"))
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LIST = {"first", "rest"}

NAMED = [
    ("SELECT ?a ?b ?c { ?a <x:p> ?b . FILTER (?a != ?b) ?b <x:q> ?c }", {"p", "q"}),
    ("PREFIX y: <x:> SELECT * { ?a y:p/y:q* ?b ; ^y:r ?c , 5 }", {"p", "q", "r"}),
    ("SELECT ?a { VALUES (?a ?b ?c) { (1 2 3) } ?a <x:p> ?b } GROUP BY ?a ?b ?c", {"p"}),
    ('SELECT ?a { ?a <x:p> "<x:no>" } # <x:neither>', {"p"}),
    ("SELECT ?a { { SELECT ?a ?b ?c { ?a <x:p> ?b } } ?c <x:q> true }", {"p", "q"}),
    ("PREFIX : <x:> SELECT * { ?s :p.q ?o . }", {"p.q"}),
    ("PREFIX a: <x:> PREFIX b: <x:> SELECT * { ?s a:p ?o ; b:q <x:no> . <x:s> a b:C }", {"p", "q"}),
    ("PREFIX y: <x:> SELECT * { ?s y:a\\-b ?o ; y:c%20d\\~ ?o }", {"a-b", "c%20d~"}),
    ("SELECT * { ?s <x:p>|^<x:q>|(<x:r>/(<x:t>+))+ ?o }", {"p", "q", "r", "t"}),
    # lists and nodes without names
    ("SELECT * { ?s <x:p> (1 [ <x:q> ?b ] ((?c))) }", {"p", "q", *LIST}),
    ("SELECT * { (1) <x:p> () }", {"p", *LIST}),
    ("SELECT * { [ <x:p> [ <x:q> ?a ] , 5 ; <x:r> [] ] . [] <x:t> -1 }", {"p", "q", "r", "t"}),
    # patterns in patterns and in expressions
    ("ASK { GRAPH ?g { ?s <x:p> ?o } MINUS { ?s <x:q> ?p } }", {"p", "q"}),
    ("SELECT * { OPTIONAL { ?s <x:p> ?o } { ?s <x:q> 1 } UNION { ?s <x:r> 1 } }", {"p", "q", "r"}),
    ("SELECT * { ?s <x:p> ?o FILTER (1 = 1 || NOT EXISTS { ?s <x:q> ?p }) }", {"p", "q"}),
    ("SELECT (EXISTS { ?s <x:q> ?p } AS ?e) { ?s <x:p> ?o }", {"p", "q"}),
    ("SELECT * { ?s <x:p> ?o BIND (IF(EXISTS { ?s <x:q> ?p }, 1, 2) AS ?e) }", {"p", "q"}),
    ("SELECT * { ?s <x:p> ?o } ORDER BY DESC(EXISTS { ?s <x:q>/<x:r> ?p })", {"p", "q", "r"}),
    ("SELECT ?s { ?s <x:p> ?o } GROUP BY ?s HAVING (EXISTS { ?s ^<x:q> 1 })", {"p", "q"}),
    ("SELECT (COUNT(*) AS ?n) { ?s <x:p> 1 } GROUP BY (EXISTS { ?s <x:q> 1 } AS ?e)", {"p", "q"}),
    ("SELECT (SUM(IF(EXISTS { ?s <x:q> 1 }, 1, 0)) AS ?n) { ?s <x:p> 1 }", {"p", "q"}),
    ("SELECT * { ?s <x:p> 1 OPTIONAL { ?s <x:q> 1 FILTER EXISTS { ?s <x:r> 1 } } }", set("pqr")),
    # what is made is not asked for
    ("CONSTRUCT { ?s ?o <x:no> ; <x:no> ?o } WHERE { ?s <x:p> ?o }", {"p"}),
    ("CONSTRUCT WHERE { ?s <x:p> ?o ; <x:q> [ <x:r> 1 ] }", {"p", "q", "r"}),
    # variables in a row that are no triples, and a path of no step from what a triple finds
    ("SELECT ?a ?b ?c { ?a <x:p> ?b . ?c <x:q> ?b } ORDER BY ?a ?b ?c", {"p", "q"}),
    ("SELECT * { ?a <x:p> ?b FILTER (?a != 1) ?b <x:q>* ?c }", {"p", "q"}),
    ("SELECT * { ?c <x:q>? ?b . ?a <x:p> ?b }", {"p", "q"}),
    ("SELECT * { ?a <x:p> ?b . ?b <x:q>* ?c . ?d <x:q>? ?c . ?d (<x:q>|<x:r>?)* ?e }", set("pqr")),
    ("SELECT * { ?a <x:p>/<x:q>* ?b . ?b (<x:q>*/<x:r>?) ?c }", {"p", "q", "r"}),
    ("SELECT * { <x:a> <x:p> ?b ; <x:q>* ?c }", {"p", "q"}),
    ("SELECT * { ?a <x:p>+ ?b . _:c <x:q>* ?b ; <x:r>? ?d }", {"p", "q", "r"}),
    ("SELECT * { { ?a <x:p> ?b } UNION { ?b <x:q> 1 } ?b <x:r>* ?c }", set("pqr")),
    ("SELECT * { ?b <x:r>* ?c OPTIONAL { ?c <x:q> 1 } { { ?a <x:p> ?b } } }", {"p", "q", "r"}),
    ("SELECT * { ?a <x:p> ?b FILTER EXISTS { ?b <x:q>* ?c . ?b <x:r> 1 } }", {"p", "q", "r"}),
]  # fmt: skip

ANY = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * WHERE { <x:s> a ?c ; ?p ?d }",
    "SELECT * { ?s !<x:p> ?o }",
    "SELECT * { ?s !(<x:p>|^<x:q>) ?o }",
    "SELECT * { ?s <x:p>/(<x:q>|!<x:p>) ?o }",
    "SELECT * { ?a ?b 5 }",
    "SELECT * { ?a $b true }",
    "SELECT * { ?a ?b 'text' }",
    "SELECT * { ?a ?b [ <x:p> ?c ] }",
    "SELECT * { [] ?b ?c }",
    "SELECT * { <x:s> ?b _:c }",
    "SELECT * { ?a <x:p> [ ?b 5 ] }",
    "SELECT * { [ ?b 5 ] }",
    "SELECT * { [ <x:p> 1 ; ?b 5 ] }",
    "SELECT * { (1) ?b 5 }",
    "SELECT * { ?a <x:p> ([ ?b 5 ]) }",
    "SELECT * { ?a ?b -5 }",
    "SELECT * { ?a ?b +5.0 }",
    "SELECT * { ?a ?b () }",
    "SELECT * { 1 ?b ?c }",
    "SELECT * { true ?b ?c }",
    "ASK { 'text'@en ?b ?c }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "CONSTRUCT { <x:a> <x:p> 1 } WHERE { ?s ?p -1 }",
    "DESCRIBE <x:s>",
    "DESCRIBE ?s { ?s <x:p> ?o }",
    # in expressions
    "SELECT * { ?s <x:p> ?o FILTER NOT EXISTS { ?s ?q -1 } }",
    "SELECT (EXISTS { ?s ?q ?p } AS ?e) { ?s <x:p> ?o }",
    "SELECT * { ?s <x:p> ?o } ORDER BY DESC(EXISTS { ?s ?q 1 })",
    "SELECT ?s { ?s <x:p> ?o } GROUP BY ?s HAVING (EXISTS { ?s ?q 1 })",
    "SELECT * { ?s <x:p> ?o { SELECT * { ?s ?q -1 } } }",
    # paths of no step from what nothing else in the group finds
    "SELECT * { ?a <x:p>* ?b }",
    "SELECT * { ?a <x:p>? ?b }",
    "SELECT * { ?a (<x:p>/<x:q>?)? ?b }",
    "SELECT * { ?a (<x:p>|<x:q>*) ?b }",
    "SELECT * { ?a <x:p>*/^(<x:q>?) ?b }",
    "SELECT * { ?a (<x:p>*)+ ?b }",
    "SELECT * { ?a <x:p> ?b . ?c <x:q>* ?d }",
    "SELECT * { ?a <x:p>* ?b . ?b <x:p>* ?a }",
    "SELECT * { ?a <x:p>* _:b }",
    "SELECT * { <x:a> <x:p>* ?b }",
    "SELECT * { ?a <x:p>? <x:b> }",
    "SELECT * { ?a <x:p>? 5 }",
    "ASK { <x:a> <x:p>* <x:a> }",
    "SELECT * { VALUES ?a { <x:a> } ?a <x:p>* ?b }",
    "SELECT * { BIND (<x:a> AS ?a) ?a <x:p>* ?b }",
    "SELECT * { OPTIONAL { ?a <x:p> ?b } ?b <x:q>* ?c }",
    "SELECT * { ?b <x:q>* ?c MINUS { ?a <x:p> ?b } }",
    "SELECT * { { ?a <x:p> ?b } UNION { ?a <x:p> ?c } ?b <x:q>* ?c }",
    "SELECT * { { SELECT ?a { ?a <x:p> ?b } } ?b <x:q>* ?c }",
    "SELECT * { GRAPH <x:g> { ?a <x:p> ?b } ?b <x:q>* ?c }",
    "SELECT * { ?a <x:p> 1 FILTER EXISTS { ?b <x:q>* ?c } }",
    "SELECT * { ?a <x:p> ?b OPTIONAL { ?b <x:q>* ?c } }",
    # what rdflib reads otherwise than Oxigraph, or cannot read
    "BASE <x:y> SELECT * { ?s <p> ?o }",
    "SELECT * { ?s <x:\\u0070> ?o }",
    "SELECT * { # a comment\r ?s ?p ?o\n}",
    "SELECT * { ?a <x:p> ?b LATERAL { ?b ?c ?d } }",
    "SELECT * { ?a <x:p> <<( ?b ?c ?d )>> }",
    "SELECT * { ?a <x:p> * ?b }",
]


def local(names: frozenset[str] | None) -> set[str]:
    assert names is not None
    left = {name[1:-1].removeprefix("x:").removeprefix(RDF) for name in names - of_the_rules()}
    assert not {name for name in left if ":" in name}
    return left


def of_the_rules() -> frozenset[str]:
    found = asked_for(())
    assert found is not None
    return found


@pytest.mark.parametrize(("query", "names"), NAMED)
def test_names_of_a_query(query: str, names: set[str]) -> None:
    ox.Store().query(query)  # is right
    assert local(asked_for([query])) == names


@pytest.mark.parametrize("query", ANY)
def test_queries_that_may_ask_for_anything(query: str) -> None:
    ox.Store().query(query)  # is right
    assert asked_for([query]) is None


def test_one_query_that_asks_for_anything_is_enough() -> None:
    assert asked_for([NAMED[0][0], ANY[0], NAMED[1][0]]) is None


@pytest.mark.parametrize("query", ["SELECT", "", "SELECT * { ?s no:p ?o }", "{" * 10_000])
def test_what_cannot_be_parsed_may_ask_for_anything(query: str) -> None:
    assert asked_for([query]) is None


def test_the_queries_and_rules_that_ship_say_what_they_ask_for() -> None:
    """Else nothing is wrong, but a large file takes a second longer for every million triples."""
    found = asked_for(path.read_text(encoding="utf-8") for path in QUERIES)
    assert found is not None
    text = "".join(rule.text for rule in load_rules())
    for name in ("isOrganOf", "isSpokenBy", "affirms"):
        assert f"cev:{name}" in text
        assert f"<https://w3id.org/claims-evidence/ontology#{name}>" in found
    assert f"<{RDF}type>" in found
    # classes, codes and namespaces are none
    assert not [name for name in found if "/codes#" in name or not name[-2].isalpha()]
    assert "<https://w3id.org/claims-evidence/ontology#Persona>" not in found


def test_small_files_do_not_wait_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It takes half a second, which is as long as all else."""
    path = tmp_path / "a.nt"
    path.write_text("<x:a> <x:p> <x:b> .\n", encoding="utf-8")

    def never(queries: object) -> None:
        pytest.fail("asked")

    monkeypatch.setattr(run, "asked_for", never)
    assert check_files([path]).findings


# Answers on a graph, and on what is left of it.

Triples = list[tuple[str, str, str]]
NODES = [f"<x:{name}>" for name in "abcd"]
PREDICATES = [*(f"<x:{name}>" for name in "pqr"), f"<{RDF}first>", f"<{RDF}rest>"]
NUMBERS = [f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>' for number in (1, 5, -5)]
graphs = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(PREDICATES),
        st.sampled_from([*NODES, f"<{RDF}nil>", *NUMBERS]),
    ),
    max_size=9,
)


def answer(lines: list[str], query: str) -> object:
    store = ox.Store()
    store.load("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    found = store.query(query, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    rows = [row if isinstance(row, ox.Triple) else tuple(row) for row in found]
    # Nodes without names are other ones each time, and a query has named none.
    return sorted(str(row) for row in rows)


def same_answer(triples: Triples, query: str) -> None:
    """Hold what a query finds against what it finds where the predicates it names are left."""
    asked = asked_for([query])
    if asked is None:
        return
    lines = {f"{' '.join(triple)} .\n": triple[1] for triple in triples}
    left = [line for line, predicate in lines.items() if predicate in asked]
    assert answer(left, query) == answer(list(lines), query)


@pytest.mark.parametrize("query", [query for query, _ in NAMED] + ANY)
@settings(max_examples=30)
@given(triples=graphs)
def test_nothing_is_missing_from_the_answer(
    query: str, triples: list[tuple[str, str, str]]
) -> None:
    same_answer(triples, query)


ends = st.sampled_from(["?a", "?b", "?c", "<x:a>", "<x:b>", "[]"])
paths = st.recursive(
    st.sampled_from(["<x:p>", "<x:q>"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("*?+")).map(lambda each: f"({each[0]}){each[1]}"),
        st.tuples(inner, st.sampled_from("/|"), inner).map(lambda each: f"({''.join(each)})"),
        inner.map(lambda path: f"^({path})"),
    ),
    max_leaves=3,
)
objects = st.one_of(
    ends,
    st.tuples(paths, ends).map(lambda each: f"[ {' '.join(each)} ]"),
    st.lists(ends, max_size=2).map(lambda each: f"( {' '.join(each)} )"),
)
patterns = st.tuples(ends, paths, objects).map(" ".join)


def in_group(parts: list[str]) -> str:
    return f"{{ {' '.join(parts)} }}"


def groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    part = st.one_of(
        patterns.map("{} .".format),
        patterns.map("{} .".format),
        inner,
        st.tuples(inner, inner).map(" UNION ".join),
        inner.map("OPTIONAL {}".format),
        inner.map("MINUS {}".format),
        inner.map("FILTER NOT EXISTS {}".format),
        inner.map("{{ SELECT DISTINCT ?a {} }}".format),
        st.just("VALUES ?b { <x:a> <x:d> }"),
    )
    return st.lists(part, min_size=1, max_size=3).map(in_group)


queries = st.recursive(
    st.lists(patterns.map("{} .".format), min_size=1, max_size=2).map(in_group),
    groups,
    max_leaves=3,
).map("SELECT ?a ?b ?c {}".format)


@given(triples=graphs, query=queries)
def test_nothing_is_missing_from_the_answer_to_any_query(triples: Triples, query: str) -> None:
    same_answer(triples, query)
