"""The locator finds where a triple is written, whichever way it is abbreviated."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.loaders import Locator, parse, read_file
from kg.resources import folder

X = "http://x/"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(X + name)


def place(text: str, *parts: object, name: str = "a.ttl") -> tuple[int, int] | None:
    found = Locator(parse(name, text.encode())).find(*parts)
    return (found.line, found.column) if found else None


SAMPLE = """\
# x:s in a comment, and a "quote
@prefix x: <http://x/> .
PREFIX y: <http://y/>
x:other x:p "x:s x:q [ ( { ; , ." , '''two
lines ' of ''' .

x:s a y:T ; x:p 1.5,
        "two"@en-GB ,  "3"^^y:d ; # a dot .
    x:q [ x:r 1 ; x:t [ x:u x:\\,v.w ] ] ;
    x:l ( 1 [ x:m 2 ] ( ) ( 3 ) ) ;
    x:z true .
<http://x/full#s> x:p _:b1.c .
_:b1.c x:p () .
"""


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((node("other"),), (4, 1)),
        ((node("other"), node("p"), ox.Literal("two\nlines ' of ")), (4, 37)),
        ((node("s"),), (7, 1)),
        ((node("s"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")), (7, 5)),
        ((node("s"), node("p")), (7, 13)),
        ((node("s"), node("p"), ox.Literal("two", language="en-gb")), (8, 9)),
        ((node("s"), node("p"), ox.Literal("3", datatype=ox.NamedNode("http://y/d"))), (8, 24)),
        ((node("s"), node("q")), (9, 5)),
        ((node("s"), node("z")), (11, 5)),
        ((node("full#s"), node("p")), (12, 19)),
        ((node("s"), node("nothing")), (7, 1)),
        ((node("s"), node("p"), ox.Literal("absent")), (7, 13)),
    ],
)
def test_places_in_turtle(parts: tuple[object, ...], expected: tuple[int, int]) -> None:
    assert place(SAMPLE, *parts) == expected


def test_places_of_nodes_without_a_name() -> None:
    file = parse("a.ttl", SAMPLE.encode())
    found = {
        quad.predicate.value.removeprefix(X): Locator(file).find(quad.subject, quad.predicate)
        for quad in file.quads
        if isinstance(quad.subject, ox.BlankNode)
    }
    assert {name: (p.line, p.column) for name, p in found.items() if p and len(name) == 1} == {
        "r": (9, 11),
        "t": (9, 19),
        "u": (9, 25),
        "m": (10, 15),
        "p": (13, 8),
    }


def test_absent_subject_has_no_place() -> None:
    assert place(SAMPLE, node("absent")) is None


def test_places_in_trig() -> None:
    text = "@prefix x: <http://x/> .\nx:g {\n  x:s x:p 1\n}\n"
    text += "GRAPH x:h { x:t x:p 2 . }\n[] { x:u x:p 3 }"
    assert place(text, node("s"), node("p"), name="a.trig") == (3, 7)
    assert place(text, node("t"), node("p"), name="a.trig") == (5, 17)
    assert place(text, node("u"), node("p"), name="a.trig") == (6, 10)


def test_places_in_nquads() -> None:
    text = '<http://x/s> <http://x/p> "a . <b>" <http://x/g> .\n\n_:a <http://x/q> _:b _:g.\r\n'
    text += "<http://x/t> <http://x/p> <http://x/o> ."
    assert place(text, node("t"), node("p"), node("o"), name="a.nq") == (4, 27)


def test_places_in_jsonld() -> None:
    text = '{"@context": {"x": "http://x/"},\n "@graph": [\n  {"@id": "x:s", "x:p": 1},\n'
    text += '  {"@id": "http://x/t", "x:p": 2}]}'
    assert place(text, node("s"), node("p"), name="a.jsonld") == (3, 4)
    assert place(text, node("t"), name="a.jsonld") == (4, 4)


def test_explicit_list_terms_do_not_shift_places() -> None:
    text = "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    text += "<http://x/l> r:first 1 ;\n r:rest ( 2 3 ) .\n<http://x/s> <http://x/p> 1 ."
    assert place(text, node("s"), node("p")) == (4, 14)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(end: str) -> None:
    text = end.join(["@prefix x: <http://x/> .", "", "x:s", "  x:p 1 ."])
    assert place(text, node("s"), node("p")) == (4, 3)


@pytest.mark.parametrize("path", sorted(folder("ontology").rglob("*.ttl")), ids=lambda p: p.name)
def test_every_triple_of_the_ontology_has_a_place(path: Path) -> None:
    file = read_file(str(path))
    locator = Locator(file)
    lines = file.content.decode().splitlines()
    for quad in file.quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found = locator.find(quad.subject, quad.predicate, quad.object)
            assert found is not None
            written = quad.object.value.replace("\\", "\\\\").replace('"', '\\"').split("\n")[0]
            assert written in lines[found.line - 1]


NAMES = st.sampled_from(["a", "b", "c.d", "e-f", "g_1"])
STRINGS = st.text(st.sampled_from("aé .;,[](){}<>#\"'\\\n@^:_x"), max_size=12)
SUFFIXES = st.sampled_from(["", "", "@en", "@en-GB", "^^x:d", "^^<http://y/d>"])


def quoted(value: str, suffix: str, long: bool) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    text = f'"""{escaped}"""' if long else '"' + escaped.replace("\n", "\\n") + '"'
    return text + suffix


LITERALS = st.builds(quoted, STRINGS, SUFFIXES, st.booleans())
VALUES = st.recursive(
    LITERALS | st.sampled_from(["1", "1.5", "true", "x:o", "<http://x/o>", "_:n.1", "()", "[]"]),
    lambda inner: (
        st.builds("[ x:in {} ]".format, inner)
        | st.builds("[ x:in {} ; x:two {} , 3 ]".format, inner, inner)
        | st.builds("( {} {} )".format, inner, inner)
    ),
    max_leaves=6,
)
BLOCKS = st.lists(
    st.tuples(NAMES, st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=4)),
    min_size=1,
    max_size=5,
)


@given(BLOCKS)
@settings(max_examples=300, deadline=None)
def test_finds_the_true_line(blocks: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Whatever strings, comments, brackets and lists stand around it, the line is the true one."""
    text = "@prefix x: <http://x/> .\n"
    expected: dict[tuple[ox.NamedNode, ox.NamedNode | None], int] = {}
    for number, (subject, properties) in enumerate(blocks):
        named = node(f"{subject}{number}")
        text += f'# x:{subject} x:a "\nx:{subject}{number} '
        expected[named, None] = text.count("\n") + 1
        for predicate, value in properties:
            text += "\n    "
            expected.setdefault((named, node(predicate)), text.count("\n") + 1)
            text += f"x:{predicate} {value} ;"
        text += " .\n"
    locator = Locator(parse("a.ttl", text.encode()))
    for (named, asked), line in expected.items():
        found = locator.find(named, asked)
        assert found is not None
        assert found.line == line


@given(BLOCKS)
@settings(max_examples=200, deadline=None)
def test_every_literal_stands_where_it_is_said_to_stand(
    blocks: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    text = "@prefix x: <http://x/> .\n"
    for subject, properties in blocks:
        text += f"x:{subject} " + " ;\n ".join(f"x:{p} {v}" for p, v in properties) + " .\n"
    file = parse("a.ttl", text.encode())
    lines = text.split("\n")
    for quad in file.quads:
        if "#first" in quad.predicate.value or "#rest" in quad.predicate.value:
            continue
        found = Locator(file).find(quad.subject, quad.predicate, quad.object)
        assert found is not None
        rest = "\n".join([lines[found.line - 1][found.column - 1 :], *lines[found.line :]])
        if isinstance(quad.object, ox.Literal):
            assert rest.startswith(('"', "1", "3", "true"))
        elif isinstance(quad.object, ox.BlankNode):
            assert rest.startswith(("[", "(", "_:n.1"))
        else:
            assert rest.startswith(("x:o", "<http://x/o>", "()"))
