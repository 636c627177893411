"""Every shape has an example that passes, every rule one that fails it and nothing else."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyshacl
import pytest
import rdflib
from ontology_support import MODULES, ONTOLOGY, PREFIXED, SHAPES
from rdflib.namespace import RDF, SKOS

from kg.vocabulary import CEV, CODE

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPE = rdflib.Namespace("https://w3id.org/claims-evidence/shapes#")
PASS = sorted((ONTOLOGY / "examples" / "pass").glob("*.ttl"))
FAIL = sorted((ONTOLOGY / "examples" / "fail").glob("*.ttl"))
FALSE_FRIENDS = """
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
"""
GOOD_DATES = [
    "2021", "2021-03", "2021-03-14", "2021-03-14?", "2020-01~", "2019-1X", "202X", "2021-03-XX",
    "2021-02-15T21:30:00+03:00", "2021-02-15T18:30:00Z", "2021-03-14/2021-03-15", "2020/..",
    "../2021-03-14", "2020-12?/2021-01", "[2020-01-02,2020-01-04]", "{2020-01-02,2020-01-04}",
    "[..2020-01-04]", "[2020-01..]", "{1667,1668?,1670..1672}",
]  # fmt: skip
BAD_DATES = [
    "14 March 2021", "2021-3-14", "2021-02-15T21:30", "2021-02-15T21:30+03:00", "2021-03-14 ",
    "2021-03-14 - 2021-03-15", "", "21-03-14", "2021/03/14",
    "[2020-01-02,2020-01-04", "[2020-01-02,2020-01-04}", "[]", "[..]", "2020-01-02,2020-01-04",
    "[2020-01-02 or 2020-01-04]",
]  # fmt: skip


def merged(paths: list[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return merged(SHAPES)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return merged(MODULES)


def findings(
    data: rdflib.Graph, shapes: rdflib.Graph, ontology: rdflib.Graph
) -> dict[str, set[str]]:
    """Names of the violated rules by folder of the focus node: one folder is one example."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, inference="none")
    assert isinstance(report, rdflib.Graph)
    found: dict[str, set[str]] = defaultdict(set)
    for result in report.objects(None, SH.result):
        focus = str(report.value(result, SH.focusNode))
        rule = str(report.value(result, SH.sourceShape)).removeprefix(SHAPE)
        found[focus.rpartition("/")[0].rpartition("/")[2]].add(rule)
    return found


@pytest.fixture(scope="module")
def passing(shapes: rdflib.Graph, ontology: rdflib.Graph) -> dict[str, set[str]]:
    return findings(merged(PASS), shapes, ontology)


@pytest.fixture(scope="module")
def failing(shapes: rdflib.Graph, ontology: rdflib.Graph) -> dict[str, set[str]]:
    return findings(merged(FAIL), shapes, ontology)


def node_shapes(shapes: rdflib.Graph) -> set[str]:
    return {str(s).removeprefix(SHAPE) for s in shapes.subjects(SH.targetClass)}


def rules(shapes: rdflib.Graph) -> set[str]:
    return {str(s).removeprefix(SHAPE) for s in shapes.subjects(SH.message)}


@pytest.mark.parametrize("path", PASS, ids=lambda path: path.stem)
def test_passing_example_conforms(path: Path, passing: dict[str, set[str]]) -> None:
    assert passing.get(path.stem, set()) == set()


@pytest.mark.parametrize("path", FAIL, ids=lambda path: path.stem)
def test_failing_example_violates_its_rule_and_no_other(
    path: Path, failing: dict[str, set[str]]
) -> None:
    assert failing[path.stem] == {path.stem}


def test_passing_examples_have_something_to_check(shapes: rdflib.Graph) -> None:
    for path in PASS:
        target = shapes.value(SHAPE[path.stem], SH.targetClass)
        data = merged([path, *MODULES])
        below = data.transitive_subjects(rdflib.RDFS.subClassOf, target)
        own = f"https://example.org/pass/{path.stem}/"
        instances = {s for c in below for s in data.subjects(RDF.type, c)}
        assert any(str(node).startswith(own) for node in instances), path.name


def test_every_shape_and_every_rule_has_its_example(shapes: rdflib.Graph) -> None:
    assert {path.stem for path in PASS} == node_shapes(shapes)
    assert {path.stem for path in FAIL} == rules(shapes)


def test_every_rule_says_how_grave_it_is_and_what_to_do(shapes: rdflib.Graph) -> None:
    for rule in shapes.subjects(SH.message):
        [message] = shapes.objects(rule, SH.message)
        [severity] = shapes.objects(rule, SH.severity)
        assert severity in {SH.Violation, SH.Warning, SH.Info}
        assert str(message).endswith(".")
        assert len(str(message).split()) > 8, rule


def test_every_property_shape_is_named_and_used(shapes: rdflib.Graph) -> None:
    used = set(shapes.objects(None, SH.property))
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, rdflib.URIRef)
        assert shape in used


def test_target_classes_and_classes_are_declared(
    shapes: rdflib.Graph, ontology: rdflib.Graph
) -> None:
    named = set(shapes.objects(None, SH.targetClass)) | set(shapes.objects(None, SH["class"]))
    foreign = {rdflib.URIRef("http://www.w3.org/ns/oa#TextQuoteSelector")}
    assert named - foreign == {c for c in named if (c, RDF.type, rdflib.OWL.Class) in ontology}


@pytest.mark.parametrize("path", [*SHAPES, *PASS, *FAIL], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_names_are_declared(path: Path) -> None:
    named = PREFIXED.findall(path.read_text(encoding="utf-8"))
    assert {n for p, n in named if n not in (CEV if p == "cev" else CODE)} == set()


def test_code_lists_in_shapes_are_those_of_the_ontology(
    shapes: rdflib.Graph, ontology: rdflib.Graph
) -> None:
    compared = 0
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        name = str(shape).removeprefix(SHAPE)
        if name.startswith("code-of-"):
            scheme = rdflib.URIRef(CODE[name.removeprefix("code-of-")])
            [head] = shapes.objects(shape, SH["in"])
            listed = rdflib.collection.Collection(shapes, head)
            assert set(listed) == set(ontology.subjects(SKOS.inScheme, scheme))
            compared += 1
    assert compared == 14


@pytest.mark.parametrize(("texts", "good"), [(GOOD_DATES, True), (BAD_DATES, False)])
def test_dates(texts: list[str], good: bool, shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    text = FALSE_FRIENDS + "".join(
        f'<https://example.org/d/{n}/s> a cev:Scope ; cev:from "{date}"^^edtf:EDTF .\n'
        for n, date in enumerate(texts)
    )
    found = findings(rdflib.Graph().parse(data=text, format="turtle"), shapes, ontology)
    assert {n for n, _ in enumerate(texts) if "scope-from" in found[str(n)]} == (
        set() if good else set(range(len(texts)))
    )
