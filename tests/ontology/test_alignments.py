"""Terms of other vocabularies exist, as far as they can be looked up or were verified."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from ontology_support import MODULES, ONTOLOGY
from rdflib.namespace import DCTERMS, PROV, SDO

from kg.vocabulary import CEV, CODE

AIDA = (
    "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/"
    "java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#"
)
# Verified against the published files of these vocabularies; rdflib has no closed list of them.
VERIFIED = {
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "Actor Event Place accordingTo eventType hasActor "
    "hasBeginTimeStamp hasEarliestBeginTimeStamp hasEndTimeStamp hasLatestEndTimeStamp hasPlace "
    "hasTimeStamp",
    "http://www.w3.org/ns/oa#": "SpecificResource",
    # proposition, assertion, asserts_proposition, contradicts
    "http://purl.obolibrary.org/obo/SEPIO_": "0000000 0000001 0000030 0000101",
    AIDA: "Claim EpistemicTrueUncertain EpistemicUnknown Event TextJustification claimDateTime "
    "claimLocation claimMedium claimer claimerAffiliation epistemic justifiedBy refutingClaims",
}
SKOS_MATCHES = tuple(
    f"http://www.w3.org/2004/02/skos/core#{kind}Match"
    for kind in ("exact", "close", "broad", "narrow", "related")
)
CASE_FILE = ONTOLOGY.parent / "data" / "triples.ttl"
CLOSED = {str(PROV): PROV, str(SDO): SDO, str(DCTERMS): DCTERMS}
META = {rdflib.RDF.type, rdflib.OWL.imports, rdflib.OWL.versionIRI, DCTERMS.license}


@pytest.fixture(scope="module")
def matches() -> set[tuple[str, str]]:
    graph = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl", format="turtle")
    return {(str(s), str(o)) for s, p, o in graph if p not in META and isinstance(o, rdflib.URIRef)}


def test_every_match_is_of_a_term_of_ours(matches: set[tuple[str, str]]) -> None:
    ours = {CEV[name] for name in CEV} | {CODE[name] for name in CODE}
    assert {subject for subject, _ in matches} <= ours


def test_every_term_that_is_matched_exists(matches: set[tuple[str, str]]) -> None:
    unknown = []
    for _, other in matches:
        space = next((n for n in (*CLOSED, *VERIFIED) if other.startswith(n)), "")
        local = other.removeprefix(space)
        if space in CLOSED:
            CLOSED[space].__getitem__(local)  # raises where the vocabulary has no such term
        elif not space or local not in VERIFIED[space].split():
            unknown.append(other)
    assert unknown == []


def test_nothing_verified_is_left_over(matches: set[tuple[str, str]]) -> None:
    used = {other for _, other in matches}
    listed = {space + local for space, locals_ in VERIFIED.items() for local in locals_.split()}
    assert listed <= used


def test_every_vocabulary_of_the_design_is_aligned(matches: set[tuple[str, str]]) -> None:
    used = {other for _, other in matches}
    for space in (str(PROV), str(SDO), *VERIFIED):
        assert any(other.startswith(space) for other in used), space


def test_skos_matches_stand_between_concepts_only() -> None:
    """They entail skos:Concept, which a class, a property or an actor is not."""
    for path in (*MODULES, CASE_FILE):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if quad.predicate.value.startswith(SKOS_MATCHES):
                assert str(quad.subject).startswith(f"<{CODE.namespace}"), quad
