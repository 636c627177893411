"""An endpoint in place of files: every command gives the same, or says why it cannot."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from support import Done, Kg

import kg
from kg.resources import shipped_case
from kg.stores import load_remote

PAIR = ("st-rendering-presstv", "asad-erbil-missiles-2020-01-08")
SAME = [
    ("info",),
    ("assess", "--summary"),
    ("assess", "--format", "json", "--as-of", "2021-03-16"),
    ("assess", "--kind", "claim", "--format", "csv"),
    ("why", *PAIR),
    ("history", *PAIR),
    ("history", "st-rendering-presstv", "--format", "json"),
    ("paths", "erbil-2021-02-15", "iran"),
    ("network",),
    ("network", "--format", "json"),
    ("conflicts", "--format", "json"),
    ("conflicts", "erbil-2021-02-15"),
    ("origins",),
    ("origins", "erbil-2021-02-15", "--format", "json"),
    ("sequences",),
    ("report", "st-rendering-presstv", "-o", "report.md"),
    ("graph", "--focus", "erbil-2021-02-15", "--depth", "1", "-o", "graph.html"),
]


@pytest.fixture(scope="module")
def loaded(server: str) -> str:
    """Return the address of an endpoint that kg load filled."""
    load_remote([shipped_case()], server)
    return server


@pytest.mark.parametrize("words", SAME, ids=" ".join)
def test_a_command_gives_what_it_gives_of_files(
    words: tuple[str, ...],
    loaded: str,
    kg_here: Kg,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    wanted, made = kg_here("--quiet", *words), written(tmp_path)
    given = kg_here("--quiet", "--store", loaded, *words)
    assert (given.code, given.err) == (wanted.code, wanted.err) == (wanted.code, "")
    assert given.out == wanted.out
    found = written(tmp_path)
    assert without_place(found, loaded) == without_place(made, loaded)
    if "report" in words:
        assert f"kg --store {loaded} report st-rendering-presstv" in found["report.md"]


def written(folder: Path) -> dict[str, str]:
    files = sorted(folder.iterdir())
    return {each.name: each.read_text(encoding="utf-8") for each in files if each.is_file()}


def without_place(files: dict[str, str], place: str) -> dict[str, str]:
    """Take away the only words that may differ: how to name the store to ask the same again."""
    return {name: text.replace(f"kg --store {place} ", "kg ") for name, text in files.items()}


def test_copies_are_verified_the_same(
    loaded: str, kg_here: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "page.txt"
    copy.write_text("What was read.")
    assert kg_here("archive", "add", "irna-letter-en", str(copy)).code == 0
    wanted = kg_here("archive", "verify", "--format", "json")
    given = kg_here("--store", loaded, "archive", "verify", "--format", "json")
    assert (given.code, given.out) == (wanted.code, wanted.out)
    assert wanted.code == 1  # no quotation of that source stands in it


# An endpoint that somebody else filled

OTHERS = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix case: <https://w3id.org/claims-evidence/case/iraq-2021/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
case:raid a cev:Incident ; rdfs:label "Raid" .
case:iran a cev:State ; rdfs:label "Iran" .
case:st-no a cev:Statement ; cev:isSpokenBy case:iran ; cev:denies case:did .
case:did a cev:Involvement ; cev:hasActor case:iran ; cev:concerns case:raid .
[] a cev:Incident ; rdfs:label "nameless" .
"""


@pytest.fixture(scope="module")
def others(another_server: str) -> str:
    """Return the address of an endpoint that another program filled."""
    address = another_server.replace("/query", "/store?default")
    request = urllib.request.Request(  # noqa: S310 (loopback)
        address, OTHERS.encode(), {"Content-Type": "text/turtle"}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (loopback)
        assert answer.status in {201, 204}
    return another_server


REFUSED = [
    ("info",),
    ("assess",),
    ("why", "st-no", "raid"),
    ("history", "st-no"),
    ("paths", "raid", "iran"),
    ("network",),
    ("conflicts",),
    ("origins",),
    ("sequences",),
    ("report", "-o", "report.md"),
    ("graph", "-o", "graph.html"),
    ("archive", "verify"),
    ("query", "denials"),
    ("query", "incidents", "--max-rows", "5"),
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_would_lack_parts_is_refused(
    words: tuple[str, ...],
    others: str,
    kg_here: Kg,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive").mkdir()
    done = kg_here("--store", others, *words)
    assert done.code == 3
    assert "was not filled by kg load" in done.err
    assert "kg load FILE --store URL" in done.err
    assert not done.out
    assert not written(tmp_path)


def ask(others: str, kg_here: Kg, text: str, *words: str) -> Done:
    return kg_here("--store", others, "query", "-", "--format", "json", *words, stdin=text)


def test_ones_own_queries_work(others: str, kg_here: Kg) -> None:
    done = ask(others, kg_here, "SELECT ?l { ?s a cev:Incident ; rdfs:label ?l } ORDER BY ?l")
    assert (done.code, done.err) == (0, "")
    assert [row["l"]["value"] for row in json.loads(done.out)["results"]["bindings"]] == [
        "Raid",
        "nameless",
    ]
    done = ask(others, kg_here, "ASK { ?s cev:isSpokenBy case:iran }", "--timeout", "60")
    assert json.loads(done.out)["boolean"] is True


def test_a_blank_node_has_a_name_within_an_answer_alone(others: str, kg_here: Kg) -> None:
    done = ask(others, kg_here, "SELECT ?s { ?s rdfs:label 'nameless' }")
    (row,) = json.loads(done.out)["results"]["bindings"]
    assert row["s"]["type"] == "bnode"
    # No endpoint finds it again by that name, so nothing is said of it.
    node = f"_:{row['s']['value']}"
    assert kg.open(store=others).graph.label(node) == node
