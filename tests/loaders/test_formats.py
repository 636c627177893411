"""The formats that are read, how they are told apart, and what is refused."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph import Graph
from kg.loaders import FORMATS, ParseError, parse
from kg.loaders.formats import detect

SAMPLES = {
    "turtle": "@prefix x: <http://x/> .\nx:s x:p 'v' .",
    "trig": "@prefix x: <http://x/> .\nx:g { x:s x:p 'v' }",
    "ntriples": '<http://x/s> <http://x/p> "v" .\n',
    "nquads": '# one\n<http://x/s> <http://x/p> "v"@en <http://x/g> .\n',
    "jsonld": '{"@context": {"x": "http://x/"}, "@id": "x:s", "x:p": "v"}',
}


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize("key", SAMPLES)
def test_known_by_extension(key: str) -> None:
    for extension in FORMATS[key][0]:
        file = parse(f"a.{extension.upper()}", SAMPLES[key].encode())
        assert file.format == key
        assert [quad.subject for quad in file.quads] == [ox.NamedNode("http://x/s")]


@pytest.mark.parametrize("key", SAMPLES)
def test_known_by_content(key: str) -> None:
    file = parse("-", SAMPLES[key].encode())
    # Plain triples are Turtle too; that is told apart by the extension only.
    assert file.format == ("turtle" if key == "ntriples" else key)
    assert len(file.quads) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[] <http://x/p> 1 .", "turtle"),
        ("[ <http://x/p> 1 ] .", "turtle"),
        ("(1) <http://x/p> 1 .", "turtle"),
        ("PREFIX x: <http://x/>", "turtle"),
        ("{ <http://x/s> <http://x/p> 1 }", "trig"),
        ('<http://x/s> <http://x/p> "{" .', "turtle"),
        ("[{}]", "jsonld"),
        ("{}", "jsonld"),
    ],
)
def test_content_that_is_easily_mistaken(text: str, key: str) -> None:
    assert detect("-", text) == key


def test_unknown_content_lists_what_is_known() -> None:
    with pytest.raises(InputError, match=r"\.ttl, \.trig, \.nt, \.nq, \.jsonld"):
        parse("notes.txt", b"Dear all, here is the data.")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.rdf", "<rdf:RDF/>", "RDF/XML"),
        ("a.owl", "anything", "RDF/XML"),
        ("a.ttl", '<?xml version="1.0"?><rdf:RDF/>', "RDF/XML"),
        ("-", "<!-- c --> <!DOCTYPE rdf:RDF [<!ENTITY a 'b'>]>", "RDF/XML"),
        ("-", "<!ENTITY a 'b'>", "RDF/XML"),
        ("-", "<!doctype html><html>", "web page"),
    ],
)
def test_xml_is_refused_with_the_reason(name: str, content: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse(name, content.replace("doctype", "DOCTYPE").encode())


def test_doctype_within_a_text_is_only_text() -> None:
    assert len(parse("a.ttl", b'<http://x/s> <http://x/p> "<!DOCTYPE x>" .').quads) == 1


@pytest.mark.parametrize(
    "context",
    [
        '"http://localhost:1/context"',
        '"file:///etc/passwd"',
        '"context.jsonld"',
        '[{"x": "http://x/"}, "http://localhost:1/context"]',
        '{"@import": "http://localhost:1/context"}',
        '{"p": {"@id": "http://x/p", "@context": "file:///etc/passwd"}}',
    ],
)
def test_context_is_never_fetched(context: str) -> None:
    text = f'{{"@context": {context}, "@id": "http://x/s", "p": {{"@id": "http://x/o"}}}}'
    with pytest.raises(ParseError, match=r"nothing is fetched|context"):
        parse("a.jsonld", text.encode())


def test_json_without_meaning_is_no_empty_graph() -> None:
    with pytest.raises(ParseError, match="no triple"):
        parse("a.json", b'{"name": "value"}')


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<http://x/s> <http://x/p> << <http://x/s> <http://x/p> 1 >> ."),
        ("a.ttl", "<http://x/s> <http://x/p> 1 {| <http://x/p> 2 |} ."),
        ("a.nt", "<http://x/s> <http://x/p> <<( <http://x/s> <http://x/p> <http://x/o> )>> ."),
        ("a.nt", '<http://x/s> <http://x/p> "v"@en--rtl .'),
    ],
)
def test_rdf_12_is_refused(name: str, text: str) -> None:
    with pytest.raises(ParseError, match=r"RDF 1\.2"):
        parse(name, text.encode())


def test_triple_term_within_a_string_is_only_text() -> None:
    assert len(parse("a.ttl", b'<http://x/s> <http://x/p> "<< {| |} >>" .').quads) == 1


def test_syntax_error_says_where_and_shows_the_line() -> None:
    with pytest.raises(ParseError) as caught:
        parse("a.ttl", b"@prefix x: <http://x/> .\nx:s x:p 1 ;\n    x:q nonsense .\n")
    error = caught.value
    assert (error.file, error.line, error.column) == ("a.ttl", 3, 9)
    assert str(error).startswith("a.ttl:3:9: ")
    assert str(error).endswith("\n        x:q nonsense .")


def test_long_line_is_shown_around_the_error() -> None:
    text = b'<http://x/s> <http://x/p> "' + b"a" * 5000 + b'" , nonsense , "' + b"b" * 5000 + b'" .'
    with pytest.raises(ParseError) as caught:
        parse("a.ttl", text)
    assert "nonsense" in str(caught.value.text)
    assert len(str(caught.value)) < 400


def test_blank_nodes_of_several_files_stay_apart() -> None:
    first = parse("a.ttl", b"_:n <http://x/p> 1 .", number=0)
    second = parse("b.ttl", b"_:n <http://x/p> 2 .", number=1)
    graph = Graph([first, second])
    assert len({quad.subject for quad in graph.store}) == 2


def test_blank_nodes_have_the_same_names_every_time() -> None:
    text = b"[ <http://x/p> [ <http://x/q> _:a ] ] ."
    assert parse("a.ttl", text).quads == parse("a.ttl", text).quads


def test_lexical_forms_are_kept() -> None:
    quads = parse("a.ttl", b"<http://x/s> <http://x/p> 01, 1.50 .").quads
    values = [quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)]
    assert values == ["01", "1.50"]
