"""A report as RDF: both files say the same, and what they say hangs together."""

from __future__ import annotations

import base64
import dataclasses
import json
from functools import cache

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS
from report_cases import MY, small

from kg.provenance import Quotation
from kg.report import Document, write
from kg.vocabulary import CEV, CODE

# rdflib 7.6 reads JSON-LD with a class that it warns of.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
MINE = rdflib.Namespace(MY)


def parsed(document: Document, ending: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=write(document, ending), format={"ttl": "turtle", "jsonld": "json-ld"}[ending])
    return graph


@cache
def graph() -> rdflib.Graph:
    return parsed(small(), "ttl")


def the_report() -> rdflib.term.Node:
    (found,) = graph().subjects(RDF.type, rdflib.URIRef("https://schema.org/Report"))
    return found


def test_both_files_say_the_same() -> None:
    assert len(graph()) > 100
    assert isomorphic(graph(), parsed(small(), "jsonld"))


def test_the_context_stands_within() -> None:
    whole = json.loads(write(small(), "jsonld"))
    assert set(whole) == {"@context", "@graph"}
    assert all(
        isinstance(each, str) and each.endswith(("#", "/")) for each in whole["@context"].values()
    )


def test_there_are_no_blank_nodes_and_no_times() -> None:
    for triple in graph():
        assert not any(isinstance(term, rdflib.BNode) for term in triple)
    times = (PROV.startedAtTime, PROV.endedAtTime, PROV.generatedAtTime)
    assert all((None, each, None) not in graph() for each in times)


def test_the_report_is_derived_from_the_data_by_their_hash() -> None:
    digest = base64.urlsafe_b64encode(bytes.fromhex(small().meta.sha256)).decode().rstrip("=")
    data = rdflib.URIRef(f"ni:///sha-256;{digest}")
    assert (the_report(), PROV.wasDerivedFrom, data) in graph()
    run = graph().value(the_report(), PROV.wasGeneratedBy)
    assert (run, RDF.type, PROV.Activity) in graph()
    assert (run, PROV.used, data) in graph()


def test_the_run_was_that_of_the_program_with_its_command() -> None:
    run = graph().value(the_report(), PROV.wasGeneratedBy)
    program = graph().value(run, PROV.wasAssociatedWith)
    assert (program, RDF.type, PROV.SoftwareAgent) in graph()
    association = graph().value(run, PROV.qualifiedAssociation)
    assert graph().value(association, PROV.agent) == program
    plan = graph().value(association, PROV.hadPlan)
    assert str(graph().value(plan, PROV.value)) == small().meta.command


def test_every_result_is_there_with_its_codes_and_what_it_follows_from() -> None:
    results = list(graph().objects(the_report(), PROV.hadMember))
    pairs = [each.pair for each in small().results.explanations]
    assert len(results) == len(pairs) > 0
    found = set()
    for result in results:
        targets = set(graph().objects(result, OA.hasTarget))
        bodies = {str(each) for each in graph().objects(result, OA.hasBody)}
        found.add((frozenset(map(str, targets)), frozenset(bodies)))
        behind = set(graph().objects(result, PROV.wasDerivedFrom))
        assert targets & behind, "the denial is one of those"
        assert (None, PROV.wasQuotedFrom, None) in graph()
        for each in behind:
            assert (each, RDF.type, PROV.Entity) in graph(), each
    assert found == {
        (
            frozenset((pair.denial, pair.incident)),
            frozenset((CODE[f"coverage-{pair.coverage}"], CODE[f"verdict-{pair.verdict}"])),
        )
        for pair in pairs
    }


def members(node: rdflib.term.Node) -> set[rdflib.term.Node]:
    return set(graph().objects(node, PROV.hadMember))


def parts(about: str) -> list[rdflib.term.Node]:
    return [
        each for each in graph().objects(the_report(), DCTERMS.hasPart) if f"#{about}-" in str(each)
    ]


def test_every_state_of_a_result_is_there_with_its_days_and_causes() -> None:
    histories = {each.denial: each for each in small().results.histories}
    assert len(parts("history")) == len(histories) == 2
    for part in parts("history"):
        denial = graph().value(part, DCTERMS.subject)
        told = histories[str(denial)]
        assert len(members(part)) == len(told.changes) + len(told.undated) == 3
        for state in members(part):
            assert graph().value(state, OA.motivatedBy) == OA.assessing
            assert denial in set(graph().objects(state, OA.hasTarget))
            assert (state, PROV.wasDerivedFrom, None) in graph()


def test_a_state_holds_until_the_next_that_revises_it() -> None:
    (last,) = (
        state
        for state in graph().subjects(PROV.wasRevisionOf)
        if MINE.denial in set(graph().objects(state, OA.hasTarget))
    )
    before = graph().value(last, PROV.wasRevisionOf)
    assert before is not None
    assert MINE.raid in set(graph().objects(last, OA.hasTarget))
    assert MINE.raid in set(graph().objects(before, OA.hasTarget))
    assert str(graph().value(before, DCTERMS.valid)) == "2021-03-04/2021-05-31"
    assert str(graph().value(last, DCTERMS.valid)) == "2021-06-01/.."
    assert set(graph().objects(last, PROV.wasDerivedFrom)) == {MINE.admission}
    assert rdflib.URIRef(CODE["verdict-unattributed"]) in set(graph().objects(before, OA.hasBody))
    assert rdflib.URIRef(CODE["verdict-self-contradicted"]) in set(
        graph().objects(last, OA.hasBody)
    )


def test_every_conflict_is_there_with_its_rule_and_its_sides() -> None:
    conflicts = small().results.conflicts
    assert len(parts("conflict")) == len(conflicts) > 3
    found = set()
    for part in parts("conflict"):
        bodies = set(graph().objects(part, OA.hasBody))
        texts = tuple(sorted(str(graph().value(body, RDF.value)) for body in bodies))
        values = frozenset(str(graph().value(side, PROV.value)) for side in members(part))
        found.add((str(graph().value(part, OA.hasTarget)), texts, values))
        for side in members(part):
            assert (side, PROV.wasDerivedFrom, None) in graph()
    assert found == {
        (
            each.about,
            tuple(sorted((each.kind, each.rule, each.summary))),
            frozenset(side.value for side in each.sides),
        )
        for each in conflicts
    }
    assert (None, PROV.wasDerivedFrom, MINE.wire) in graph()
    assert (MINE.wire, RDF.type, PROV.Entity) in graph()


def test_words_are_to_the_letter_and_lead_to_their_source() -> None:
    exact = 'Norland had no part in an attack by anybody on "Sudland"'
    words = rdflib.Literal(exact, lang="en")
    (selector,) = graph().subjects(OA.exact, words)
    (quotation,) = graph().subjects(OA.hasSelector, selector)
    assert graph().value(quotation, PROV.wasQuotedFrom) == MINE.letter
    assert graph().value(None, rdflib.URIRef(CEV.hasQuotation), quotation) == MINE.denial
    persian = rdflib.Literal("نورلند در هیچ حمله‌ای دست نداشت", lang="fa")
    assert (None, OA.exact, persian) in graph()


def test_sources_derive_from_one_another_and_have_plain_addresses() -> None:
    assert (MINE.agency, PROV.wasDerivedFrom, MINE.letter) in graph()
    assert "javascript:" not in write(small(), "ttl").decode()


def test_every_term_of_the_project_is_declared() -> None:
    for term in {term for triple in graph() for term in triple}:
        if str(term).startswith(CEV.namespace):
            assert str(term).removeprefix(CEV.namespace) in CEV, term
        if str(term).startswith(CODE.namespace):
            assert str(term).removeprefix(CODE.namespace) in CODE, term


def test_two_files_of_data_have_a_name_within_the_report() -> None:
    meta = dataclasses.replace(small().meta, files=("one.ttl", "two.ttl"))
    found = parsed(dataclasses.replace(small(), meta=meta), "ttl")
    (data,) = {
        each for each in found.objects(None, PROV.wasDerivedFrom) if str(each).endswith("#data")
    }
    assert {str(each) for each in found.objects(data, RDFS.label)} == {"one.ttl", "two.ttl"}


def test_judgements_are_one_of_the_things_that_it_was_made_from() -> None:
    meta = dataclasses.replace(small().meta, judgements=("h.toml", "00" * 32))
    found = parsed(dataclasses.replace(small(), meta=meta), "ttl")
    labels = {str(label) for label in found.objects(None, RDFS.label)}
    assert "h.toml" in labels
    assert set(found.subjects(PROV.hadMember)) != set(graph().subjects(PROV.hadMember))


def with_words(text: str, language: str | None) -> Document:
    first, *rest = small().references
    quotation = Quotation(text, language, None, None, None, None, None, None, carries_stance=True)
    changed = dataclasses.replace(first, label=text, quotations=(quotation,))
    return dataclasses.replace(small(), references=(changed, *rest))


# Lone halves of a pair of characters are no text; Turtle has no way to write them.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(TEXT, st.sampled_from([None, "en", "fa-IR", "no language", "EN"]))
@settings(max_examples=15, deadline=None)
def test_any_words_come_through_both(text: str, language: str | None) -> None:
    document = with_words(text, language)
    turtle, jsonld = parsed(document, "ttl"), parsed(document, "jsonld")
    for found in (turtle, jsonld):
        assert text in {str(each) for each in found.objects(None, OA.exact)}
    # The whole comparison takes long where graphs are equal: sets do, for nothing is blank.
    assert set(turtle) == set(jsonld)


@pytest.mark.parametrize("ending", ["ttl", "jsonld"])
def test_the_same_report_is_the_same_bytes(ending: str) -> None:
    assert write(small(), ending) == write(small(), ending)
