"""Namespaces that are spelt otherwise than the ones that are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.checks import Finding, check_graph
from kg.checks.spelling import FOREIGN_SPELLING, right_spelling
from kg.loaders import assemble, parse

Found = Callable[[str, str], list[Finding]]

OURS = "https://w3id.org/claims-evidence/"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("http://schema.org/url", ("schema", "https://schema.org/url")),
        ("https://www.schema.org/url", ("schema", "https://schema.org/url")),
        ("https://purl.org/dc/terms/title", ("dcterms", "http://purl.org/dc/terms/title")),
        ("http://www.w3.org/ns/oa/exact", ("oa", "http://www.w3.org/ns/oa#exact")),
        (
            "http://id.loc.gov/datatypes/edtf#EDTF",
            ("edtf", "http://id.loc.gov/datatypes/edtf/EDTF"),
        ),
        (OURS + "ontology/affirms", ("cev", OURS + "ontology#affirms")),
        ("https://schema.org/url", None),
        ("http://xmlns.com/foaf/0.1/name", None),
        ("http://purl.org/dc/elements/1.1/title", None),
        ("http://schema.org/", None),
        ("urn:x", None),
    ],
)
def test_right_spelling(written: str, right: tuple[str, str] | None) -> None:
    assert right_spelling(written) == right


def test_a_term_is_named_once_at_its_first_place(found: Found) -> None:
    text = (
        "@prefix s: <http://schema.org/> .\n"
        'x:a a cev:Source ;\n s:url "https://a.example/" .\n'
        'x:b a cev:Source ;\n s:url "https://b.example/" .'
    )
    (finding,) = found(FOREIGN_SPELLING.name, text)
    assert (finding.severity, finding.node, finding.line) == ("warning", "http://x.example/a", 14)
    assert "<http://schema.org/url> is not read (2 times)." in finding.message
    assert (
        "Write <https://schema.org/url>: @prefix schema: <https://schema.org/> ." in finding.message
    )


@pytest.mark.parametrize(
    "text",
    [
        "x:a a cev:Quotation ; oa:hasSelector x:s . x:s <https://www.w3.org/ns/oa#exact> 'w'@en .",
        "x:a a cev:Quotation ; oa:hasSelector [ a <http://www.w3.org/ns/oa/TextQuoteSelector> ] .",
        'x:a a cev:Incident ; cev:when "2021"^^<https://id.loc.gov/datatypes/edtf/EDTF> .',
    ],
    ids=["predicate of a selector", "class", "datatype"],
)
def test_terms_of_the_model_are_looked_at(found: Found, text: str) -> None:
    (finding,) = found(FOREIGN_SPELLING.name, text)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        f"x:a a <{OURS}ontology/Statement> .",
        "x:a <http://w3id.org/claims-evidence/ontology#affirms> x:a .",
        f"x:a cev:hasMode <{OURS}codes/mode-directed> .",
    ],
    ids=["class", "predicate", "code"],
)
def test_our_own_terms_are_errors_wherever_they_stand(found: Found, text: str) -> None:
    (finding,) = found(FOREIGN_SPELLING.name, text)
    assert finding.severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        'x:a <http://schema.org/name> "A" .',
        "x:a a cev:State ; schema:sameAs <http://schema.org/Thing> .",
        'x:a a cev:Source ; schema:url "http://schema.org/url" .',
    ],
    ids=["another vocabulary's node", "a node that is pointed at", "words"],
)
def test_what_is_left_alone(found: Found, text: str) -> None:
    assert found(FOREIGN_SPELLING.name, text) == []


def test_an_address_given_as_a_node_is_an_error_but_shown() -> None:
    """It can be read, so nothing is lost; the shape asks for the one form all the same."""
    from kg.provenance import first  # noqa: PLC0415

    text = "<http://x.example/a> a <https://w3id.org/claims-evidence/ontology#Source> ; "
    graph = assemble(
        [parse("a.ttl", (text + "<https://schema.org/url> <https://b.example/> .").encode())]
    )
    assert first(graph, "http://x.example/a", "https://schema.org/url") == "https://b.example/"
    assert "source-address" in {finding.rule for finding in check_graph(graph).findings}
