"""Running queries: parameters are bound, both engines agree, errors say where."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import InputError, LimitError, UnknownNameError, UsageError
from kg.graph import Graph
from kg.queries import QueryResult, find, parse_query, run

ENGINES = ["oxigraph", "rdflib"]
ALL = "SELECT ?i { ?i a cev:Incident } ORDER BY ?i"
BY_NODE = """\
#+ summary: Test.
#+ params:
#+   - name: only
#+     type: node
#+   - name: word
#+     type: string
#+   - name: limit
#+     type: integer
#+     default: 9
SELECT ?i ?only ?word ?limit {
  ?i a cev:Incident ; rdfs:label ?label .
  OPTIONAL { ?i <http://x.example/rounds> ?rounds }
  FILTER(COALESCE(?i = ?only, true))
  FILTER(COALESCE(STR(?label) = ?word, true))
  FILTER(COALESCE(?rounds, 0) <= ?limit)
} ORDER BY ?i
"""


def names(result: QueryResult) -> list[str]:
    return [str(row[0].value).rpartition("/")[2] for row in result.rows if row[0] is not None]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["blast", "raid"]),
        ({"only": "raid"}, ["raid"]),
        ({"only": "<http://x.example/blast>"}, ["blast"]),
        ({"word": "Raid"}, ["raid"]),
        ({"limit": "4"}, ["raid"]),
        ({"word": '" ) } #'}, []),
        ({"word": 'Raid" || true || "a'}, []),
    ],
)
def test_parameters_are_bound(
    small: Graph, engine: str, values: dict[str, str], expected: list[str]
) -> None:
    result = run(small, BY_NODE, values, engine=engine)
    assert names(result) == expected
    assert result.variables == ("i",)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"onyl": "raid"}, "Nearest: only"),
        ({"only": "riad"}, "raid"),
        ({"limit": "4.5"}, "whole number"),
        ({"limit": "9" * 30}, "whole number"),
        ({"word": "\udc80"}, "UTF-8"),
    ],
)
def test_values_that_mean_nothing(small: Graph, values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(small, BY_NODE, values)


def test_required_parameter_is_asked_for(small: Graph) -> None:
    with pytest.raises(UsageError, match="-p incident=VALUE"):
        run(small, "statements-on-incident")


def test_code_is_found_by_notation_and_by_name(small: Graph) -> None:
    for value in ("killed", "code:aspect-killed"):
        assert run(small, "disputed-details", {"aspect": value}).rows == ()
    with pytest.raises(UnknownNameError, match="killed"):
        run(small, "disputed-details", {"aspect": "kiled"})


def test_as_of_only_where_declared(small: Graph) -> None:
    assert run(small, "denials", as_of="2021-03").rows == ()
    with pytest.raises(UsageError, match="as of a date"):
        run(small, "renderings", as_of="2021-03")
    with pytest.raises(UsageError, match="no date"):
        run(small, "denials", as_of="yesterday")


@pytest.mark.parametrize("engine", ENGINES)
def test_default_graph_is_the_union(small: Graph, engine: str) -> None:
    assert names(run(small, ALL, engine=engine)) == ["blast", "raid"]


@pytest.mark.parametrize("engine", ENGINES)
def test_from_and_graph_choose_graphs_of_the_data(small: Graph, engine: str) -> None:
    chosen = "SELECT ?i FROM <http://x.example/one> { ?i a cev:Incident }"
    assert names(run(small, chosen, engine=engine)) == ["raid"]
    named = "SELECT ?i FROM NAMED <http://x.example/two> { GRAPH ?g { ?i a cev:Incident } }"
    assert names(run(small, named, engine=engine)) == ["blast"]
    # Nothing stays behind in the data.
    assert names(run(small, ALL, engine=engine)) == ["blast", "raid"]
    for clause in ("FROM", "FROM NAMED"):
        with pytest.raises(UsageError, match="not in the data"):
            run(small, f"ASK {clause} <http://elsewhere.example/> {{ ?s ?p ?o }}", engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_kinds_of_answers(small: Graph, engine: str) -> None:
    assert run(small, "ASK { ?i a cev:Incident }", engine=engine).boolean is True
    assert run(small, "ASK { ?i a cev:Nothing }", engine=engine).boolean is False
    built = run(small, "CONSTRUCT { ?i a cev:Event } { ?i a cev:Incident }", engine=engine)
    assert (built.kind, len(built.triples)) == ("graph", 2)


@pytest.mark.parametrize("engine", ENGINES)
def test_terms_are_the_same_from_both_engines(small: Graph, engine: str) -> None:
    text = "SELECT ?l ?n ?r ?none { ?i rdfs:label ?l ; <http://x.example/note> ?n ; x:rounds ?r }"
    result = run(small, text, engine=engine)
    five = ox.Literal("5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    assert result.rows == ((ox.Literal("Blast"), ox.Literal("01"), five, None),)
    assert result.to_dicts() == [{"l": "Blast", "n": "01", "r": "5"}]


@pytest.mark.parametrize("engine", ENGINES)
def test_syntax_error_has_its_place(small: Graph, engine: str) -> None:
    query = parse_query("SELECT *\n{ ?s ?p }", "bad.rq")
    with pytest.raises(InputError) as raised:
        run(small, query, engine=engine)
    assert (raised.value.file, raised.value.line) == ("bad.rq", 2)
    assert raised.value.column is not None
    assert raised.value.text == "{ ?s ?p }"


@pytest.mark.parametrize("engine", ENGINES)
def test_refused_on_both_engines(small: Graph, engine: str) -> None:
    with pytest.raises(UsageError, match="SERVICE"):
        run(small, "SELECT * { SERVICE SILENT <http://x.example/> { ?s ?p ?o } }", engine=engine)


@pytest.mark.parametrize(
    "filter_",
    ["!" * 60_000 + "?a", " + ".join(["1"] * 2_000), " || ".join(["?a"] * 15_000)],
)
def test_long_chains_do_not_overflow_the_stack(small: Graph, filter_: str) -> None:
    assert run(small, f"ASK {{ VALUES ?a {{ true }} FILTER({filter_}) }}").boolean is True


def test_unknown_names_come_with_the_nearest(small: Graph) -> None:
    with pytest.raises(UnknownNameError, match="denials"):
        run(small, "denails")
    with pytest.raises(UnknownNameError, match="oxigraph"):
        run(small, "denials", engine="oxygraph")


def test_parameter_of_an_ask_is_refused_with_the_reason(small: Graph) -> None:
    ask = "#+ params:\n#+   - name: i\n#+     type: node\nASK { ?x a cev:Incident FILTER(?x = ?i) }"
    with pytest.raises(UsageError, match="SELECT"):
        run(small, ask, {"i": "raid"})


def test_time_limit(small: Graph) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(LimitError, match="seconds"):
        run(small, slow, timeout=0.05)


def test_find() -> None:
    assert find("denials").name == "denials"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (TRIPLE(?s, ?p, ?o) AS ?t) { ?s ?p ?o }",
        "SELECT (strlangdir('a', 'ar', 'rtl') AS ?t) {}",
        "SELECT ?t { VALUES ?t { <<( <a:a> <a:b> <a:c> )>> } }",
        "CONSTRUCT { ?s ?p ?t } { ?s ?p ?o BIND(TRIPLE(?s, ?p, ?o) AS ?t) }",
    ],
)
def test_terms_that_no_format_holds_are_refused(small: Graph, text: str) -> None:
    with pytest.raises(UsageError, match=r"RDF 1\.2"):
        run(small, text)


def test_a_query_may_take_triples_apart_with_the_new_functions(small: Graph) -> None:
    text = "SELECT (OBJECT(?t) AS ?o) { BIND(TRIPLE(<a:a>, <a:b>, <a:c>) AS ?t) }"
    assert run(small, text).rows == ((ox.NamedNode("a:c"),),)
