"""The page of the model says what the shapes ask for, names all prefixes, and its query works."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pyoxigraph as ox
import pytest
from support import ROOT

import kg
from kg.checks import check_graph
from kg.checks.shapes import load_shapes
from kg.graph import PREFIXES
from kg.loaders import assemble, parse

PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
QUERY = PAGE.partition("```sparql\n")[2].partition("```")[0]
MARKS = {"Violation": "**yes**", "Warning": "*wanted*", "Info": "*noted*"}
REQUIRED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?class ?path ?severity WHERE {
  ?shape sh:targetClass ?class ; sh:property ?property .
  ?property sh:path ?path ; sh:minCount ?least ; sh:severity ?severity .
  FILTER (isIRI(?path) && ?least > 0)
}"""
# Shapes that ask for one of several properties.
CHOICES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?shape ?class ?path WHERE {
  ?shape sh:targetClass ?class ; sh:or/rdf:rest*/rdf:first ?choice ; sh:severity sh:Violation .
  ?choice sh:path ?path ; sh:minCount 1 .
  FILTER isIRI(?path)
}"""


def short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def marks() -> dict[tuple[str, str], str]:
    """What the page says is needed, by class and property."""
    found: dict[tuple[str, str], str] = {}
    about = ""
    columns: list[str] = []
    for line in PAGE.splitlines():
        named = re.match(r"`((?:cev|oa):[A-Z]\w+)`", line)
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            about = named[1] if named else about
            columns = []
        elif not columns:
            columns = cells
        elif "needed" in columns:
            row = dict(zip(columns, cells, strict=True))
            of = row["from, to"].partition(",")[0] if "from, to" in row else about
            for name in re.findall(r"`([a-z]+:\w+)`", row["property"]):
                found[of if ":" in of else f"cev:{of}", name] = row["needed"]
    return found


@cache
def asked() -> list[tuple[str, ...]]:
    return _rows(REQUIRED)


def _rows(query: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    for file in load_shapes():
        store.extend(file.quads)
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(tuple(short(str(term).strip("<>")) for term in row) for row in answer)


def test_what_the_shapes_ask_for_is_marked() -> None:
    for name, path, severity in asked():
        assert marks()[name, path] == MARKS[severity.partition(":")[2]], (name, path)
    assert len(asked()) > len(MARKS)


def test_nothing_else_is_marked() -> None:
    wanted = {(name, path) for name, path, _ in asked()}
    marked = {key for key, mark in marks().items() if mark in MARKS.values()}
    assert marked == wanted


def test_choices_are_marked() -> None:
    groups = defaultdict(set)
    for shape, name, path in _rows(CHOICES):
        groups[shape, name].add(path)
    for (_, name), paths in groups.items():
        for path in paths:
            mark = marks()[name, path]
            assert mark.startswith("this or "), (name, path)
            assert paths - {path} <= set(re.findall(r"`([a-z]+:\w+)`", mark)), (name, path)
    assert {name for _, name in groups} == {"cev:Statement", "cev:Involvement", "cev:Detail"}


@pytest.mark.parametrize("prefix", sorted(set(PREFIXES) - {"owl", "sh"}))
def test_prefixes_have_their_namespaces(prefix: str) -> None:
    row = next(
        line for line in PAGE.splitlines() if line.startswith("|") and f"`{prefix}:`" in line
    )
    assert f"`{PREFIXES[prefix]}`" in row


def test_the_query_finds_what_is_said_and_denied_of_one_incident() -> None:
    case = kg.open(str(ROOT / "docs" / "examples" / "own-case.ttl"))
    rows = [
        tuple(case.graph.short(term.value) for term in row if term)
        for row in case.query(QUERY).rows
    ]
    assert rows == [("disavowal", "accusation", "norland", "shelling", "code:mode-carried-out")]


def test_the_query_finds_them_in_the_shipped_case() -> None:
    case = kg.open()
    found = case.query(QUERY).rows
    covered = {(pair.denial, pair.incident) for pair in case.assess().pairs}
    pairs = {(row[0].value, row[3].value) for row in found if row[0] and row[3]}
    assert pairs
    # What the query finds by name the assessment finds too.
    assert pairs & covered


def test_a_circle_of_organs_is_what_the_page_says() -> None:
    text = (
        "@prefix cev: <https://w3id.org/claims-evidence/ontology#> .\n"
        "@prefix x: <http://x.example/> .\n"
        "@prefix code: <https://w3id.org/claims-evidence/codes#> .\n"
        "x:b a cev:State ; cev:isOrganOf x:c . x:c a cev:State ; cev:isOrganOf x:b .\n"
        "x:i a cev:Incident . x:s a cev:Statement ; cev:isSpokenBy x:c ; cev:denies x:p .\n"
        "x:p a cev:Involvement ; cev:hasActor x:b ; cev:concerns x:i ;\n"
        "  cev:hasMode code:mode-directed ."
    )
    graph = assemble([parse("circle.ttl", text.encode())])
    errors = {found.rule for found in check_graph(graph).findings if found.severity == "error"}
    assert any("circle" in rule for rule in errors)
    case = kg.case.Case(graph)
    assert "denial" not in case.info().statement_kinds
    pairs = case.assess(all_pairs=True).pairs
    assert [(pair.denial, pair.party) for pair in pairs] == [
        ("http://x.example/s", "http://x.example/b")
    ]
