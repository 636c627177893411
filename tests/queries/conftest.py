"""A small graph that the tests of this folder ask."""

from __future__ import annotations

import pytest

from kg.graph import Graph
from kg.loaders import assemble, parse

DATA = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <http://x.example/> .
x:one { x:raid a cev:Incident ; rdfs:label "Raid"@en . }
x:two { x:blast a cev:Incident ; rdfs:label "Blast" ; x:rounds 5 ; x:note "01" . }
"""


@pytest.fixture(scope="session")
def small() -> Graph:
    return assemble([parse("small.trig", DATA.encode())])
