"""Each constraint component and each kind of path, by hand: what holds, what does not.

What is expected is written down here, and the reference engine has to agree with it, too.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.checks.data import Data
from kg.checks.shacl import ENGINES, Result, validate
from kg.checks.shacl.literals import has_datatype, surely_has
from kg.checks.shacl.reading import PARAMETERS, read_shapes
from kg.errors import InputError
from kg.loaders import assemble, parse

PREFIXES = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <http://x.example/> .
"""
Triples = list[tuple[str, str, str]]


def triples(text: str) -> Triples:
    quads = parse("shapes.ttl", (PREFIXES + text).encode(), number=9).quads
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]


def results(shapes: str, data: str, engine: str) -> set[Result]:
    made = Data(assemble([parse("data.ttl", (PREFIXES + data).encode())]))
    return set(validate(made, triples(shapes), [], engine))


def short(key: str | None) -> str | None:
    return key and key.split("^^")[0].replace("<http://x.example/", "x:").replace(">", "")


def found(shapes: str, data: str, engine: str) -> set[tuple[str, str | None]]:
    return {(str(short(r.focus)), short(r.value)) for r in results(shapes, data, engine)}


# x:p of x:T unless a shape of its own is given; data; focus nodes and values that are wrong.
CASES: dict[str, tuple[str, str, set[tuple[str, str | None]]]] = {
    "class": (
        "sh:class x:C",
        "x:a x:p x:c, x:d, x:e, 'c', _:b . x:c a x:C . x:d a x:D . x:D rdfs:subClassOf x:C ."
        " _:b a x:C .",
        {("x:a", "x:e"), ("x:a", '"c"')},
    ),
    "datatype": (
        "sh:datatype xsd:integer",
        "x:a x:p 1, 01, 'one'^^xsd:integer, '1', 1.0, x:i .",
        {("x:a", '"one"'), ("x:a", '"1"'), ("x:a", '"1.0"'), ("x:a", "x:i")},
    ),
    "datatype of moments": (
        "sh:datatype xsd:dateTime",
        "x:a x:p '2021-02-15T21:15:00+03:00'^^xsd:dateTime, '2021-02-30T00:00:00Z'^^xsd:dateTime, "
        "'2021-02-15'^^xsd:date .",
        {("x:a", '"2021-02-30T00:00:00Z"'), ("x:a", '"2021-02-15"')},
    ),
    "datatype of plain text": (
        "sh:datatype xsd:string",
        "x:a x:p 'a', 'b'^^xsd:string, 'c'@en, true .",
        {("x:a", '"c"@en'), ("x:a", '"true"')},
    ),
    "datatype of text in a language": (
        "sh:datatype rdf:langString",
        "x:a x:p 'a'@en, 'b' .",
        {("x:a", '"b"')},
    ),
    "datatype that nobody knows": (
        "sh:datatype x:type",
        "x:a x:p 'a'^^x:type, 'b'^^x:other .",
        {("x:a", '"b"')},
    ),
    "nodeKind": (
        "sh:nodeKind sh:IRI",
        "x:a x:p x:i, 'l' .",
        {("x:a", '"l"')},
    ),
    "nodeKind of literals and nodes without a name": (
        "sh:nodeKind sh:BlankNodeOrLiteral",
        "x:a x:p x:i, 'l', [] .",
        {("x:a", "x:i")},
    ),
    "minCount": (
        "sh:minCount 2",
        "x:a x:p 1 . x:b a x:T ; x:p 1, 2 . x:c a x:T .",
        {("x:a", None), ("x:c", None)},
    ),
    "minCount of one": ("sh:minCount 1", "x:b a x:T ; x:p 1 .", {("x:a", None)}),
    "minCount of none": ("sh:minCount 0", "x:a x:q 1 .", set()),
    "maxCount": (
        "sh:maxCount 1",
        "x:a x:p 1, 01 . x:b a x:T ; x:p 1 . x:c a x:T .",
        {("x:a", None)},
    ),
    "maxCount of none": ("sh:maxCount 0", "x:a x:p 1 .", {("x:a", None)}),
    "minExclusive": (
        "sh:minExclusive 1",
        "x:a x:p 1, 1.5, 1.0, '2', x:i .",
        {("x:a", '"1"'), ("x:a", '"1.0"'), ("x:a", '"2"'), ("x:a", "x:i")},
    ),
    "minInclusive": (
        "sh:minInclusive -90",
        "x:a x:p -90, -90.0, -90.5, 'north', '1'^^xsd:date, 12.5e0 .",
        {("x:a", '"-90.5"'), ("x:a", '"north"'), ("x:a", '"1"')},
    ),
    "maxExclusive": ("sh:maxExclusive 1", "x:a x:p 1, 0.5 .", {("x:a", '"1"')}),
    "maxInclusive": (
        "sh:maxInclusive '2021-01-01T00:00:00Z'^^xsd:dateTime",
        "x:a x:p '2021-01-01T03:00:00+03:00'^^xsd:dateTime, '2021-01-01T00:00:01Z'^^xsd:dateTime, "
        "'2020-01-01T00:00:00'^^xsd:dateTime .",
        {("x:a", '"2021-01-01T00:00:01Z"'), ("x:a", '"2020-01-01T00:00:00"')},
    ),
    "minLength": (
        "sh:minLength 3",
        "x:a x:p 'abc', 'é\\n', x:i, [] .",
        {("x:a", '"é\\n"'), ("x:a", "_:f0b0")},
    ),
    "maxLength": ("sh:maxLength 2", "x:a x:p 'abc', 'é\\n' .", {("x:a", '"abc"')}),
    "pattern": (
        "sh:pattern '^a.c$' ; sh:pattern 'b'",
        "x:a x:p 'abc', 'adc', 'ABC', 'a\\nc' .",
        {("x:a", '"adc"'), ("x:a", '"ABC"'), ("x:a", '"a\\nc"')},
    ),
    "pattern of addresses": (
        "sh:pattern '^http://x'",
        "x:a x:p x:i, <http://y.example/>, [] .",
        {("x:a", "<http://y.example/"), ("x:a", "_:f0b0")},
    ),
    "pattern without case": ("sh:pattern 'abc' ; sh:flags 'i'", "x:a x:p 'ABC' .", set()),
    "languageIn": (
        "sh:languageIn ( 'en' 'ar' )",
        "x:a x:p 'a'@en, 'b'@en-GB, 'c'@fa, 'd', x:i .",
        {("x:a", '"c"@fa'), ("x:a", '"d"'), ("x:a", "x:i")},
    ),
    "uniqueLang": (
        "sh:uniqueLang true",
        "x:a x:p 'a'@en, 'b'@EN . x:b a x:T ; x:p 'a'@en, 'b'@fa, 'c', 'd' .",
        {("x:a", None)},
    ),
    "uniqueLang not asked for": ("sh:uniqueLang false", "x:a x:p 'a'@en, 'b'@en .", set()),
    "equals": (
        "sh:equals x:q",
        "x:a x:p 1, 2 ; x:q 2, 3 . x:b a x:T ; x:p 1 ; x:q 1 .",
        {("x:a", '"1"'), ("x:a", '"3"')},
    ),
    "disjoint": (
        "sh:disjoint x:q, x:r",
        "x:a x:p 1, 2, 3 ; x:q 2 ; x:r 3 . x:b a x:T ; x:p 1 ; x:q 01 .",
        {("x:a", '"2"'), ("x:a", '"3"')},
    ),
    "lessThan": (
        "sh:lessThan x:q",
        "x:a x:p 1, 2 ; x:q 2, 3 . x:b a x:T ; x:p 'a' ; x:q 1 .",
        {("x:a", '"2"'), ("x:b", '"a"')},
    ),
    "lessThanOrEquals": (
        "sh:lessThanOrEquals x:q",
        "x:a x:p 2, 3.5 ; x:q 2.0, 3 . x:b a x:T ; x:p '2021-01-01T12:00:00+03:00'^^xsd:dateTime ;"
        " x:q '2021-01-01T09:00:00Z'^^xsd:dateTime .",
        {("x:a", '"3.5"')},
    ),
    "hasValue": (
        "sh:hasValue true",
        "x:a x:p true, false . x:b a x:T ; x:p false . x:c a x:T .",
        {("x:b", None), ("x:c", None)},
    ),
    "in": (
        "sh:in ( x:i 1 'a'@en )",
        "x:a x:p x:i, 1, 'a'@en, 01, 'a' .",
        {("x:a", '"01"'), ("x:a", '"a"')},
    ),
    "node": (
        "sh:node [ sh:nodeKind sh:IRI ; sh:property [ sh:path x:q ; sh:minCount 1 ] ]",
        "x:a x:p x:i, x:j, 'l' . x:i x:q 1 .",
        {("x:a", "x:j"), ("x:a", '"l"')},
    ),
    "property": (
        "sh:property [ sh:path x:q ; sh:minCount 1 ; sh:message 'm' ]",
        "x:a x:p x:i, x:j . x:i x:q 1 .",
        {("x:j", None)},
    ),
    "not": ("sh:not [ sh:in ( x:i ) ]", "x:a x:p x:i, x:j .", {("x:a", "x:i")}),
    "and": (
        "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class x:C ] )",
        "x:a x:p x:i, x:j, 'l' . x:i a x:C .",
        {("x:a", "x:j"), ("x:a", '"l"')},
    ),
    "or": (
        "sh:or ( [ sh:class x:C ] [ sh:datatype xsd:integer ] )",
        "x:a x:p x:i, 1, 'l' . x:i a x:C .",
        {("x:a", '"l"')},
    ),
    "xone": (
        "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:in ( x:i 'l' ) ] )",
        "x:a x:p x:i, x:j, 'l', 'm' .",
        {("x:a", "x:i"), ("x:a", '"m"')},
    ),
}  # fmt: skip
PATHS: dict[str, tuple[str, str, set[tuple[str, str | None]]]] = {
    "inverse": ("[ sh:inversePath x:p ]", "x:i x:p x:a . x:a x:q 1 .", {("x:a", "x:i")}),
    "sequence": ("( x:p x:q )", "x:a x:p x:i, x:k . x:i x:q x:j .", {("x:a", "x:j")}),
    "alternative": (
        "[ sh:alternativePath ( x:p [ sh:inversePath x:q ] ) ]",
        "x:a x:p x:i . x:j x:q x:a .",
        {("x:a", "x:i"), ("x:a", "x:j")},
    ),
    "zeroOrMore": (
        "[ sh:zeroOrMorePath x:p ]",
        "x:a x:p x:i . x:i x:p x:j .",
        {("x:a", "x:a"), ("x:a", "x:i"), ("x:a", "x:j")},
    ),
    "oneOrMore": (
        "[ sh:oneOrMorePath x:p ]",
        "x:a x:p x:i . x:i x:p x:a, x:j .",
        {("x:a", "x:i"), ("x:a", "x:a"), ("x:a", "x:j")},
    ),
    "zeroOrOne": (
        "[ sh:zeroOrOnePath x:p ]",
        "x:a x:p x:i . x:i x:p x:j .",
        {("x:a", "x:a"), ("x:a", "x:i")},
    ),
    "sequence with steps": (
        "( [ sh:oneOrMorePath x:p ] x:q )",
        "x:a x:p x:i . x:i x:p x:j ; x:q 1 . x:j x:q 2 .",
        {("x:a", '"1"'), ("x:a", '"2"')},
    ),
}
TARGETS: dict[str, tuple[str, str, set[str]]] = {
    "class and those below": (
        "sh:targetClass x:T",
        "x:b a x:U . x:U rdfs:subClassOf x:T . x:c a x:V .",
        {"x:a", "x:b"},
    ),
    "nodes": ("sh:targetNode x:b, x:gone", "x:b x:p 1 .", {"x:b"}),
    "subjects": ("sh:targetSubjectsOf x:q", "x:b x:q x:c .", {"x:b"}),
    "objects": ("sh:targetObjectsOf x:q", "x:b x:q x:c . x:c x:r 1 .", {"x:c"}),
    "the shape is the class": ("a owl:Class", "x:b a x:S .", {"x:b"}),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CASES)
def test_component(name: str, engine: str) -> None:
    body, data, expected = CASES[name]
    shapes = f"x:S sh:targetClass x:T ; sh:property [ sh:path x:p ; sh:message 'm' ; {body} ] ."
    assert read_shapes(triples(shapes)).others == {}
    assert found(shapes, f"x:a a x:T . {data}", engine) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", PATHS)
def test_path(name: str, engine: str) -> None:
    path, data, expected = PATHS[name]
    asked = f"sh:path {path} ; sh:message 'm' ; sh:in ( x:no )"
    shapes = f"x:S sh:targetNode x:a ; sh:property [ {asked} ] ."
    assert read_shapes(triples(shapes)).others == {}
    assert found(shapes, data, engine) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TARGETS)
def test_target(name: str, engine: str) -> None:
    target, data, expected = TARGETS[name]
    shapes = f"x:S a sh:NodeShape ; {target} ; sh:nodeKind sh:Literal ; sh:message 'm' ."
    assert read_shapes(triples(shapes)).others == {}
    described = {node for node, _ in found(shapes, f"x:a a x:T . {data}", engine)} - {"x:gone"}
    assert described == expected


def test_every_parameter_that_is_known_is_tried() -> None:
    assert {name.partition(" ")[0] for name in CASES} == PARAMETERS


@pytest.mark.parametrize("engine", ENGINES)
def test_a_result_says_what_the_shape_says(engine: str) -> None:
    shapes = """
    x:S sh:targetClass x:T ; sh:property x:P .
    x:P sh:path x:p ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "one"@en, "eins"@de .
    """
    (result,) = results(shapes, "x:a a x:T .", engine)
    assert result == Result(
        focus="<http://x.example/a>",
        path="<http://x.example/p>",
        value=None,
        component="MinCountConstraintComponent",
        shape="<http://x.example/P>",
        severity="Warning",
        messages=("eins", "one"),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_shape_that_is_switched_off_asks_for_nothing(engine: str) -> None:
    off = "sh:deactivated true ; sh:message 'm' ; sh:nodeKind sh:Literal"
    shapes = (
        f"x:S sh:targetClass x:T ; {off} . x:R sh:targetClass x:T ; sh:message 'm' ; sh:not x:S ."
    )
    assert found(shapes, "x:a a x:T .", engine) == {("x:a", "x:a")}


HANDED_OVER = {
    "a query": (
        "sh:sparql [ sh:message 'm' ;"
        " sh:select 'SELECT $this WHERE { $this <http://x.example/p> 1 }' ]",
        {"x:a"},
    ),
    "a closed shape": ("sh:closed true ; sh:ignoredProperties ( rdf:type )", {"x:a", "x:b"}),
    "a number of values of a kind": (
        "sh:property [ sh:path x:p ; sh:message 'm' ; sh:qualifiedMinCount 1 ;"
        " sh:qualifiedValueShape [ sh:in ( 1 ) ] ]",
        {"x:b"},
    ),
    "no message": ("sh:property [ sh:path x:p ; sh:in ( 1 ) ]", {"x:b"}),
    "an inverse of several steps": (
        "sh:property [ sh:path [ sh:inversePath ( x:q x:q ) ] ; sh:maxCount 0 ; sh:message 'm' ]",
        set(),
    ),
    "two severities": (
        "sh:property [ sh:path x:p ; sh:in ( 1 ) ; sh:severity sh:Info ; sh:severity sh:Info, x:s ;"
        " sh:message 'm' ]",
        {"x:b"},
    ),
}


@pytest.mark.parametrize("name", HANDED_OVER)
def test_what_is_not_known_goes_to_the_reference(name: str) -> None:
    """And what is known beside it does not come twice."""
    body, expected = HANDED_OVER[name]
    shapes = f"x:S sh:targetClass x:T ; sh:message 'm' ; {body} ."
    known = (
        "x:R sh:targetClass x:T ; sh:property [ sh:path x:r ; sh:message 'k' ; sh:minCount 1 ] ."
    )
    data = "x:a a x:T ; x:p 1 ; x:r 1 . x:b a x:T ; x:p 2 ."
    assert set(read_shapes(triples(shapes + known)).others) == {"<http://x.example/S>"}
    assert {node for node, _ in found(shapes, data, "kg")} == expected
    made = Data(assemble([parse("data.ttl", (PREFIXES + data).encode())]))
    of_both = [r for r in validate(made, triples(shapes + known), [], "kg") if "k" in r.messages]
    assert [short(result.focus) for result in of_both] == ["x:b"]


def test_shapes_that_lead_back_to_themselves_go_to_the_reference() -> None:
    shapes = "x:S sh:targetClass x:T ; sh:property x:P ."
    shapes += "x:P sh:path x:p ; sh:message 'm' ; sh:not x:S ."
    (reason,) = read_shapes(triples(shapes)).others.values()
    assert "leads back to itself" in reason


def test_components_of_ones_own_send_all_shapes_to_the_reference() -> None:
    shapes = "x:S sh:targetClass x:T ; sh:message 'm' ; sh:nodeKind sh:IRI ."
    shapes += "x:C a sh:ConstraintComponent ."
    assert set(read_shapes(triples(shapes)).others) == {"<http://x.example/S>"}


@pytest.mark.parametrize("datatype", ["decimal", "date", "dateTime"])
def test_what_cannot_be_compared_is_not_less(datatype: str) -> None:
    body = "sh:path x:p ; sh:message 'm' ; sh:lessThanOrEquals x:q"
    shapes = f"x:S sh:targetNode x:a ; sh:property [ {body} ] ."
    data = f"x:a x:p 'none'^^xsd:{datatype} ; x:q '2021'^^xsd:{datatype} ."
    assert {focus for focus, _ in found(shapes, data, "kg")} == {"x:a"}
    if datatype == "decimal":
        with pytest.raises(InputError, match="pyshacl cannot check this"):
            found(shapes, data, "pyshacl")


def test_shapes_of_which_nobody_wants_to_know_are_left_out() -> None:
    text = """x:S sh:targetNode x:a ; sh:property x:one, x:two ; sh:nodeKind sh:Literal ;
            sh:message 'm' .
        x:one sh:path x:p ; sh:minCount 2 ; sh:message 'm' .
        x:two sh:path x:p ; sh:node x:node ; sh:message 'm' .
        x:node a sh:NodeShape ; sh:property x:one ."""
    assert read_shapes(triples(text)).others == {}
    data = Data(assemble([parse("data.ttl", f"{PREFIXES} x:a x:p x:b .".encode())]))

    def said(*unsaid: str) -> set[str | None]:
        names = {f"<http://x.example/{name}>" for name in unsaid}
        return {short(r.shape) for r in validate(data, triples(text), [], "kg", names.__contains__)}

    assert said() == {"x:S", "x:one", "x:two"}
    assert said("one") == {"x:S", "x:two"}
    assert said("S", "two") == {"x:one"}


TYPES = ["integer", "decimal", "boolean", "date", "dateTime", "anyURI", "string", "foo"]
LEXICAL = st.one_of(
    st.from_regex(r"[+-]?\d{0,19}(\.\d{0,19})?", fullmatch=True),
    st.from_regex(r"[0-3]\d{3}-[01]\d-[0-3]\d(T[0-2]\d:[0-6]\d:[0-6]\d)?(Z|[+-][01]\d:[0-6]\d)?"),
    st.text(alphabet="!#%:/?[]^`{|}~ abtruefls0é"),
)


@given(LEXICAL, st.sampled_from(TYPES))
def test_what_surely_has_a_datatype_has_it_for_rdflib(text: str, name: str) -> None:
    for datatype in (f"http://www.w3.org/2001/XMLSchema#{name}", f"http://x/{name}"):
        sure = surely_has(datatype)
        key = str(ox.Literal(text, datatype=ox.NamedNode(datatype)))
        assert not sure(key) or has_datatype(key, datatype)
        assert not sure(f"{key[:-1]}x>")
        assert not sure(f"<{text}>")
