"""One suite over all stores: memory, a folder, Oxigraph and Virtuoso; rdflib for queries."""

from __future__ import annotations

import pytest

import kg
from kg.case import Case
from kg.errors import LimitError, UnknownNameError, UsageError
from kg.queries import named
from kg.resources import shipped_case
from kg.stores import load, load_remote

PLACES = ("folder", "oxigraph", "virtuoso")
# A value for each parameter that a query needs; the case has them.
VALUES = {
    "about": "ras-tanura-2021-03-07",
    "actor": "houthis",
    "denial": "st-rendering-presstv",
    "incident": "erbil-2021-02-15",
    "party": "iran",
    "persona": "awliya-al-dam",
    "source": "sputnik-20210301",
    "statement": "st-rendering-presstv",
}


@pytest.fixture(scope="session")
def memory() -> Case:
    return kg.open(shipped_case())


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("stores") / "case"
    load([shipped_case()], home)
    return kg.open(store=home)


@pytest.fixture(scope="session")
def remote(server: str) -> Case:
    assert load_remote([shipped_case()], server) == kg.open(shipped_case()).info().triples
    return kg.open(store=server)


@pytest.fixture(scope="session")
def on_virtuoso(virtuoso: str) -> Case:
    with pytest.MonkeyPatch.context() as patch:  # who may write to a new Virtuoso
        patch.setenv("KG_STORE_USER", "dba")
        patch.setenv("KG_STORE_PASSWORD", "dba")
        load_remote([shipped_case()], virtuoso)
    return kg.open(store=virtuoso)


@pytest.fixture(params=PLACES)
def store(request: pytest.FixtureRequest) -> Case:
    """Return the case that ships, in one of the stores."""
    fixture = {"folder": "folder", "oxigraph": "remote", "virtuoso": "on_virtuoso"}[request.param]
    case: Case = request.getfixturevalue(fixture)
    return case


def needed(name: str) -> dict[str, str]:
    (query,) = [each for each in named() if each.name == name]
    return {each.name: VALUES[each.name] for each in query.parameters if each.required}


@pytest.mark.parametrize("name", [query.name for query in named()])
def test_named_queries_give_the_same_rows(memory: Case, store: Case, name: str) -> None:
    wanted, given = memory.query(name, needed(name)), store.query(name, needed(name))
    assert given.variables == wanted.variables
    # Rows that a query leaves in no order have none.
    assert sorted(given.rows, key=str) == sorted(wanted.rows, key=str)


def test_named_queries_were_found_and_give_rows(memory: Case) -> None:
    assert sum(bool(memory.query(each.name, needed(each.name)).rows) for each in named()) > 20


@pytest.mark.parametrize("name", ["denials", "contradictory-dates", "organs-and-members"])
def test_rdflib_gives_the_same_rows_from_a_folder(memory: Case, folder: Case, name: str) -> None:
    wanted = memory.query(name, needed(name))
    given = folder.query(name, needed(name), engine="rdflib")
    assert sorted(given.rows, key=str) == sorted(wanted.rows, key=str)


def test_verdicts_are_the_same(memory: Case, store: Case) -> None:
    for kind in ("denial", "claim"):
        assert store.assess(kind=kind) == memory.assess(kind=kind)
    assert (
        store.assess(as_of="2021-02-20", all_pairs=True).to_dict()
        == memory.assess(as_of="2021-02-20", all_pairs=True).to_dict()
    )


def test_what_stands_behind_is_the_same(memory: Case, store: Case) -> None:
    pair = ("st-rendering-presstv", "asad-erbil-missiles-2020-01-08")
    assert store.why(*pair).to_dict() == memory.why(*pair).to_dict()
    assert store.info() == memory.info()
    assert store.conflicts() == memory.conflicts()
    assert store.network().to_dict() == memory.network().to_dict()


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s a cev:Incident }",
        "ASK { ?s a cev:Nothing }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a cev:Denial } } GROUP BY ?g",
        "SELECT ?s { ?s a cev:Incident } ORDER BY ?s LIMIT 7 OFFSET 2",
        "SELECT ?l { ?s rdfs:label ?l FILTER(LANG(?l) != '') }",
        "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a cev:Incident ; rdfs:label ?l }",
    ],
)
def test_free_queries_give_the_same(memory: Case, store: Case, text: str) -> None:
    wanted, given = memory.query(text), store.query(text)
    assert (given.kind, given.boolean, given.triples) == (
        wanted.kind,
        wanted.boolean,
        wanted.triples,
    )
    assert sorted(given.rows, key=str) == sorted(wanted.rows, key=str)


def test_limits_hold_in_every_store(memory: Case, store: Case) -> None:
    text = "SELECT ?s { ?s a cev:Incident }"
    given = store.query(text, timeout=60, max_memory=100)
    assert sorted(given.rows, key=str) == sorted(memory.query(text).rows, key=str)
    with pytest.raises(LimitError, match="max-rows"):
        store.query(text, max_rows=3)


def test_names_that_are_not_there(memory: Case, store: Case) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        store.query("statements-on-incident", {"incident": "erbil-2021-02-16"})
    assert "erbil-2021-02-15" in unknown.value.nearest


def test_an_endpoint_has_no_rdflib(remote: Case) -> None:
    with pytest.raises(UsageError, match="on this machine"):
        remote.query("denials", engine="rdflib")
