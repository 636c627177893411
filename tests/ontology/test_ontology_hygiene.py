"""The checks of the ontology find nothing in it, and each finds what it is there for."""

from __future__ import annotations

from pathlib import Path

import pytest
from ontology_support import CHECKS, MODULES, ONTOLOGY, PREFIXED, SHAPES, rows, store

from kg.vocabulary import CEV, CODE

QUERIES = sorted(CHECKS.glob("*-violation.rq"))
PREFIXES = """
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# One small fault for every check.
FAULTS = {
    "missing-label-violation": 'cev:Thing a owl:Class ; rdfs:label "Ding"@de .',
    "missing-definition-violation": 'cev:Thing a owl:Class ; rdfs:label "thing"@en .',
    "definition-no-sentence-violation": 'cev:Thing skos:definition "a thing of some sort"@en .',
    "undeclared-term-violation": "cev:Denial rdfs:subClassOf cev:Statment .",
    "missing-module-violation": "cev:Thing a owl:Class ; rdfs:isDefinedBy <urn:nowhere> .",
    "missing-header-violation": '<urn:module> a owl:Ontology ; owl:versionInfo "1" .',
    "unknown-import-violation": "<urn:module> owl:imports <urn:nowhere> .",
    "code-notation-violation": 'code:mode-sold a skos:Concept ; skos:notation "bought" .',
    "code-place-violation": "code:mode-sold a skos:Concept ; skos:inScheme code:modes .",
    "same-definition-violation": 'cev:Thing a owl:Class ; rdfs:label "denial"@en .',
}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_check_finds_nothing_in_the_ontology(path: Path) -> None:
    graph = store(files=[*MODULES, *SHAPES])
    assert rows(graph, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_check_finds_its_fault(path: Path) -> None:
    graph = store(PREFIXES + FAULTS[path.stem], files=MODULES)
    assert rows(graph, path.read_text(encoding="utf-8"))


def test_every_check_has_a_fault() -> None:
    assert {path.stem for path in QUERIES} == set(FAULTS)


@pytest.mark.parametrize("path", [*MODULES, *SHAPES], ids=lambda path: path.name)
def test_module_is_named_after_its_file(path: Path) -> None:
    if path.stem == "codes":
        own = "https://w3id.org/claims-evidence/codes"
    elif path in SHAPES:
        own = f"https://w3id.org/claims-evidence/shapes/{path.stem}"
    else:
        own = f"https://w3id.org/claims-evidence/ontology/{path.stem}"
    query = "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2002/07/owl#versionIRI> ?o }"
    assert rows(store(files=[path]), query) == [(f"<{own}>", f"<{own}/0.1.0>")]


def test_vocabulary_is_the_ontology() -> None:
    declared = {term for (term,) in rows(store(files=MODULES), "SELECT ?s WHERE { ?s a ?type }")}
    for vocabulary in (CEV, CODE):
        start = f"<{vocabulary.namespace}"
        found = {term[len(start) : -1] for term in declared if term.startswith(start)}
        assert found == vocabulary.names


def test_model_page_and_ontology_name_the_same_terms() -> None:
    page = (ONTOLOGY.parent / "docs" / "model.md").read_text(encoding="utf-8")
    named = {name for prefix, name in PREFIXED.findall(page) if prefix == "cev"}
    assert named - CEV.names == set()
    assert CEV.names - named == set()


@pytest.mark.parametrize("path", sorted((ONTOLOGY / "rules").glob("*.rq")), ids=lambda p: p.stem)
def test_rules_name_declared_terms_only(path: Path) -> None:
    named = PREFIXED.findall(path.read_text(encoding="utf-8"))
    assert [n for p, n in named if n not in (CEV if p == "cev" else CODE)] == []
