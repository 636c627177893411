"""Data that go into stores: small, with all that is hard to store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.resources import shipped_case

HARD = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://my.example/> .
my:raid a cev:Incident ; rdfs:label "" ; cev:note "a,\\"b\\nc", "«é»"@fr, "01"^^xsd:integer .
my:flood a cev:Incident ; rdfs:label "flood, \\"great\\"\\r\\nand long" ; cev:occurredOn "2021-02" .
[] a cev:Incident ; rdfs:label "nameless" .
"""


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """Return a file with blank nodes, an empty text, quotes, line ends and strange terms."""
    path = tmp_path / "hard.ttl"
    path.write_text(HARD, encoding="utf-8")
    return path


@pytest.fixture
def case_file() -> Path:
    """Return the file of the case that ships."""
    return shipped_case()
