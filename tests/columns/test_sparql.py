"""Queries as SQL give what the engine gives."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.columns import Columns, UnsupportedError, predicates_of, translate, triple
from kg.projection import queries
from kg.rules import load_rules

PREFIX = "PREFIX : <urn:x:>\n"
DATA = """
@prefix : <urn:x:> .
:a a :Dog ; :knows :b , :c ; :name "A" , "A"@en ; :age 3 .
:b a :Cat ; :knows :c ; :part :whole .
:c :knows :c ; :name "C" ; :part :b .
:d a :Cat ; :knows :a ; :name "D" ; :same :d .
:Dog :sub :Animal . :Cat :sub :Animal . :Animal :sub :Being .
_:x a :Dog ; :knows :a .
"""
SELECTS = (
    "SELECT ?a ?b { ?a :knows ?b }",
    "SELECT DISTINCT ?a { ?a :knows ?b }",
    "SELECT ?a ?missing { ?a :knows ?b }",
    "SELECT ?a { ?a :knows ?a }",
    "SELECT ?a ?n { ?a :knows :c ; :name ?n }",
    'SELECT ?a { ?a :name "A" }',
    'SELECT ?a { ?a :name "A"@en }',
    "SELECT ?a ?n { ?a :knows ?b OPTIONAL { ?a :name ?n } }",
    "SELECT ?a ?n ?p { ?a :knows ?b OPTIONAL { ?a :name ?n } OPTIONAL { ?b :part/:knows ?p } }",
    "SELECT ?a ?how { { ?a :knows :b BIND('b' AS ?how) } UNION { ?a :knows :c BIND(:c AS ?how) } }",
    "SELECT ?a ?n ?o { { ?a :name ?n } UNION { ?a :part ?o } }",
    "SELECT ?a ?b { ?a :knows|:part ?b }",
    "SELECT ?a ?b { ?a :knows|(:part/:knows) ?b }",
    "SELECT ?a ?b { ?a ^:knows ?b }",
    "SELECT ?a ?b { ?a a :Dog ; :knows/:knows ?b }",
    "SELECT ?a { ?a a/:sub* :Animal }",
    "SELECT ?a ?k { ?a a/:sub* ?k }",
    "SELECT ?a ?b { ?a a :Cat ; :part* ?b }",
    "SELECT ?a ?b { ?b a :Cat . ?a :part* ?b }",
    "SELECT ?a ?b { ?a a :Cat . ?b a ?k . ?a :part* ?b }",
    "SELECT ?a ?b ?n { ?a a :Cat ; :part* ?b . ?b :name ?n }",
    "SELECT ?a ?b { :a :knows ?a . ?a :part* ?b }",
    "SELECT ?a { ?a :knows ?b FILTER NOT EXISTS { ?a a ?k } }",
    "SELECT ?a { ?a :knows ?b FILTER NOT EXISTS { ?b :name ?n } FILTER EXISTS { ?a a ?k } }",
    "SELECT ?a { ?a :knows ?b FILTER NOT EXISTS { ?z :sub ?y } }",
    "SELECT ?a { ?a :knows ?b FILTER NOT EXISTS { VALUES ?k { :Dog :Cat } ?a a ?k } }",
    "SELECT ?a ?k { VALUES ?k { :Dog :Bird } ?a a ?k }",
    'SELECT ?a ?m { VALUES (?k ?m) { (:Dog "d") (:Cat "c") } ?a a ?k }',
    "SELECT ?a { ?a a :Bird }",
    "SELECT ?a ?b { ?a :sub ?x . ?b :part ?y }",
)
CONSTRUCTS = (
    "CONSTRUCT { ?a :friend ?b } { ?a :knows ?b }",
    "CONSTRUCT { ?a a :Friend } { ?a :knows ?b }",
    "CONSTRUCT { ?a :friend ?n ; a :Known } { ?a :knows ?b OPTIONAL { ?a :name ?n } }",
    "CONSTRUCT { ?n :of ?a } { ?a :name ?n }",
)
REFUSED = (
    "SELECT ?p { :a ?p ?b }",
    "SELECT ?a { ?a :age ?n FILTER(?n > 2) }",
    "SELECT ?a { ?a :age 3 }",
    "SELECT ?a { ?a :part+ ?b }",
    "SELECT ?a ?b { ?a :part* ?b }",
    "SELECT ?a { ?a !:part ?b }",
    "SELECT (COUNT(*) AS ?n) { ?a :part ?b }",
    "SELECT ?a { ?a :part ?b } ORDER BY ?a",
    "SELECT ?a { ?a :part ?b } LIMIT 1",
    "SELECT ?a { ?a :part ?b MINUS { ?a :knows ?b } }",
    "SELECT ?a { GRAPH ?g { ?a :part ?b } }",
    "SELECT ?a FROM <urn:x:g> { ?a :part ?b }",
    "SELECT ?a { ?a :part ?b BIND(STR(?b) AS ?c) }",
    "SELECT ?a { ?a :part ?b OPTIONAL { ?b :part ?c } ?c :part ?d }",
    "SELECT ?a { ?a :part ?b OPTIONAL { ?b :part ?c FILTER(?c = ?a) } }",
    "SELECT ?a { VALUES (?a ?b) { (:a UNDEF) (:b :c) } ?a :part ?b }",
    "SELECT ?a ?d { ?a :part ?b OPTIONAL { ?b :part ?c } ?c :knows* ?d }",
    "SELECT ?b { :a :part* ?b }",
    "ASK { ?a :part ?b }",
    "CONSTRUCT { ?a :x ?unbound } { ?a :part ?b }",
    "CONSTRUCT { ?a :x [] } { ?a :part ?b }",
)


def columns(
    given_quads: Iterable[ox.Quad], texts: Iterable[str]
) -> tuple[duckdb.DuckDBPyConnection, Columns]:
    """Return columns of quads, ready to be asked some queries, with their database."""
    connection = duckdb.connect(config={"threads": 1})
    made = Columns(connection, texts)
    made.add(given_quads)
    made.settle()
    return connection, made


def quads() -> list[ox.Quad]:
    return list(ox.parse(DATA, format=ox.RdfFormat.TURTLE))


def expected(store: ox.Store, text: str) -> list[tuple[str | None, ...]]:
    """Return the rows that the engine gives, those that are the same in all terms once."""
    answer = store.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    rows = {tuple(solution) for solution in answer}
    return sorted((tuple(map(shown, row)) for row in rows), key=str)


def shown(term: object) -> str | None:
    if term is None:
        return None
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


@pytest.mark.parametrize("query", SELECTS)
def test_a_select_gives_what_the_engine_gives(query: str) -> None:
    given_quads = quads()
    store = ox.Store()
    store.extend(given_quads)
    connection, made = columns(given_quads, [PREFIX + query])
    select = made.select(PREFIX + query)
    rows = connection.execute(select.sql).fetchall()
    assert sorted(rows, key=str) == expected(store, PREFIX + query)


@pytest.mark.parametrize("query", CONSTRUCTS)
def test_a_construct_gives_what_the_engine_gives(query: str) -> None:
    given_quads = quads()
    store = ox.Store()
    store.extend(given_quads)
    answer = store.query(PREFIX + query)
    assert isinstance(answer, ox.QueryTriples)
    _, made = columns(given_quads, [PREFIX + query])
    assert {triple(*each) for each in made.construct(PREFIX + query)} == set(answer)


def test_what_was_constructed_is_read_by_the_next() -> None:
    first = PREFIX + "CONSTRUCT { ?a :friend ?b } { ?a :knows ?b }"
    then = PREFIX + "SELECT ?a { ?a :friend :b }"
    connection, made = columns(quads(), [first, then])
    assert list(made.construct(first))
    assert connection.execute(made.select(then).sql).fetchall() == [("urn:x:a",)]


def test_ways_are_looked_for_again_after_a_step_was_constructed() -> None:
    ask = PREFIX + "SELECT ?a { :d :knows ?c . ?c :part* ?a }"
    more = PREFIX + "CONSTRUCT { ?a :part ?b . ?n :part :whole } { ?a :knows ?b ; :name ?n }"
    store = ox.Store()
    store.extend(quads())
    connection, made = columns(quads(), [ask, more])
    before = connection.execute(made.select(ask).sql).fetchall()
    derived = [triple(*each) for each in made.construct(more)]
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in derived)
    after = sorted(connection.execute(made.select(ask).sql).fetchall(), key=str)
    assert len(after) > len(before)
    assert after == expected(store, ask)


def test_what_is_no_triple_is_not_kept() -> None:
    more = PREFIX + "CONSTRUCT { ?n :of ?a } { ?a :name ?n }"
    ask = PREFIX + "SELECT ?n { ?n :of ?a }"
    connection, made = columns(quads(), [more, ask])
    assert not list(made.construct(more))
    assert not connection.execute(made.select(ask).sql).fetchall()


@pytest.mark.parametrize("query", REFUSED)
def test_what_is_not_translated_is_refused(query: str) -> None:
    with pytest.raises(UnsupportedError):
        translate(PREFIX + query, lambda _: "t", lambda _: "t")


def test_a_quote_in_a_query_stays_in_its_text() -> None:
    query = PREFIX + "SELECT ?a { ?a :name \"x' OR '1'='1\" }"
    connection, made = columns(quads(), [query])
    assert connection.execute(made.select(query).sql).fetchall() == []


RULES = tuple(rule.text for rule in load_rules())
EVERY = (*RULES, *(text for _, text in queries()))
PROPERTIES = predicates_of(EVERY)
NODES = [ox.NamedNode(f"urn:x:{name}") for name in "abcdef"]
CLASSES = [
    ox.NamedNode("https://w3id.org/claims-evidence/ontology#" + name)
    for name in ("Statement", "Incident", "Actor", "ArmedGroup", "Sponsorship", "Detail", "Source")
]
VALUES = [*NODES, *CLASSES, ox.Literal("occurrence"), ox.Literal("b", language="en")]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*NODES, *CLASSES]),
            st.sampled_from(PROPERTIES).map(ox.NamedNode),
            st.sampled_from(VALUES),
        ),
        min_size=60,
        max_size=300,
    )
)
def test_rules_and_projection_give_what_the_engine_gives(
    triples: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> None:
    given_quads = [ox.Quad(*each) for each in triples]
    store = ox.Store()
    store.extend(given_quads)
    connection, made = columns(given_quads, EVERY)
    for rule in RULES:
        answer = store.query(rule, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QueryTriples)
        derived = set(answer)
        assert {triple(*each) for each in made.construct(rule)} == derived, rule
        store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in derived)
    for name, text in queries():
        rows = connection.execute(made.select(text).sql).fetchall()
        assert sorted(rows, key=str) == expected(store, text), name
