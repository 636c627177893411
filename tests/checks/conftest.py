"""Small graphs for the checks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.checks import CheckResult, Finding, check_graph
from kg.loaders import assemble, parse

PREFIXES = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <http://x.example/> .
"""

Checker = Callable[..., list[Finding]]


@pytest.fixture
def check() -> Callable[[str], CheckResult]:
    """Check Turtle that is written without its prefixes."""

    def run(text: str) -> CheckResult:
        return check_graph(assemble([parse("data.ttl", (PREFIXES + text).encode())]))

    return run


@pytest.fixture
def found(check: Callable[[str], CheckResult]) -> Checker:
    """Return the findings of one rule."""

    def run(rule: str, text: str) -> list[Finding]:
        return [finding for finding in check(text).findings if finding.rule == rule]

    return run
