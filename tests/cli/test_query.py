"""``kg query``: what it takes, the formats it writes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pyoxigraph as ox
import pytest
from support import Done, Kg

from kg.schemas import load

DATA = """\
@prefix x: <http://x.example/> .
x:a x:says "=1+1" ; x:n -5 ; x:lines "two\\nlines | <b>" .
x:b x:says "\\tplain"@en ; x:n 7 .
"""
SAYS = "SELECT ?s ?v ?none { ?s <http://x.example/says> ?v } ORDER BY ?s"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "small.ttl"
    file.write_text(DATA)
    return file


Read = tuple[list[str], list[tuple[object, ...]]]


def read(text: str, form: ox.QueryResultsFormat) -> Read:
    """Read results with a reader that is not ours.

    Its result may not outlive this call: it has to be dropped in the thread that made it.
    """
    found = ox.parse_query_results(text.encode(), format=form)
    assert isinstance(found, ox.QuerySolutions)
    return [variable.value for variable in found.variables], [tuple(row) for row in found]


def literals(text: str) -> list[str | None]:
    """Return the literals of results in XML as they stand in the file."""
    root = ET.fromstring(text)  # noqa: S314 (written by the command under test)
    return [each.text for each in root.iter() if each.tag.endswith("}literal")]


def ask(kg_here: Kg, data: Path, query: str, *arguments: str) -> Done:
    return kg_here("--data", str(data), "query", "-", *arguments, stdin=query)


def test_list_fits_its_schema_and_names_parameters(kg_here: Kg) -> None:
    listed = json.loads(kg_here("query", "--list", "--format", "json").out)
    jsonschema.validate(listed, load("query-list"))
    hours = next(each for each in listed if each["name"] == "incidents-after-denial")
    assert {"name": "hours", "type": "integer", "default": "48", "required": False}.items() <= (
        hours["parameters"][0].items()
    )
    table = kg_here("query", "--list")
    assert "incidents-after-denial" in table.out
    assert kg_here("query", "--list", "--format", "csv").code == 2


def test_describe(kg_here: Kg) -> None:
    done = kg_here("query", "--describe", "incidents-after-denial")
    assert done.code == 0
    assert "hours (integer, default 48)" in done.out
    unknown = kg_here("query", "--describe", "incident-after-denial")
    assert (unknown.code, "incidents-after-denial" in unknown.err) == (2, True)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_json_and_xml_are_the_standard_formats(kg_here: Kg, data: Path, engine: str) -> None:
    for form, kind in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
        done = ask(kg_here, data, SAYS, "--format", form, "--engine", engine)
        columns, rows = read(done.out, kind)
        assert columns == ["s", "v", "none"]
        a, b = (ox.NamedNode(f"http://x.example/{name}") for name in "ab")
        assert rows == [
            (a, ox.Literal("=1+1"), None),
            # This reader trims what stands in XML; the file itself is checked below.
            (b, ox.Literal("\tplain" if form == "json" else "plain", language="en"), None),
        ]
    texts = [each.text for each in ET.fromstring(done.out).iter() if each.tag.endswith("}literal")]  # noqa: S314
    assert texts == ["=1+1", "\tplain"]


def test_xml_says_what_it_cannot_hold(kg_here: Kg, data: Path) -> None:
    data.write_bytes(b'<a:a> <a:b> "bell \\u0007" , "line\\r" .')
    query = "SELECT ?v { ?s ?p ?v } ORDER BY ?v"
    refused = ask(kg_here, data, query, "--format", "xml")
    assert (refused.code, "json" in refused.err) == (2, True)
    kept = ask(
        kg_here, data, 'SELECT ?v { ?s ?p ?v FILTER(STRSTARTS(?v, "line")) }', "--format", "xml"
    )
    assert literals(kept.out) == ["line\r"]


def test_tsv_is_exact_and_csv_is_safe_for_spreadsheets(kg_here: Kg, data: Path) -> None:
    tsv = ask(kg_here, data, SAYS, "--format", "tsv").out
    assert tsv.splitlines()[:2] == ["?s\t?v\t?none", '<http://x.example/a>\t"=1+1"\t']
    assert len(read(tsv, ox.QueryResultsFormat.TSV)[1]) == 2
    table = ask(kg_here, data, SAYS, "--format", "csv").out
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[1:] == [
        ["http://x.example/a", "'=1+1", ""],
        ["http://x.example/b", "'\tplain", ""],
    ]
    # A number is no formula, even a negative one.
    numbers = ask(
        kg_here,
        data,
        "SELECT ?n { <http://x.example/a> <http://x.example/n> ?n }",
        "--format",
        "csv",
    )
    assert numbers.out.split() == ["n", "-5"]


def test_table_and_markdown_keep_a_row_on_a_line(kg_here: Kg, data: Path) -> None:
    query = "SELECT ?s ?v { ?s <http://x.example/lines> ?v }"
    table = ask(kg_here, data, query).out
    assert "two lines | <b>" in table
    markdown = ask(kg_here, data, query, "--format", "md").out
    assert markdown.splitlines()[2] == r"| a | two lines \| &lt;b&gt; |"


def test_construct_is_turtle(kg_here: Kg, data: Path) -> None:
    query = "CONSTRUCT { ?s <http://x.example/m> ?n } { ?s <http://x.example/n> ?n }"
    done = ask(kg_here, data, query)
    assert len(list(ox.parse(done.out.encode(), format=ox.RdfFormat.TURTLE))) == 2
    assert ask(kg_here, data, query, "--format", "csv").out.startswith("subject,predicate,object")
    refused = ask(kg_here, data, query, "--format", "json")
    assert (refused.code, "ttl" in refused.err) == (2, True)
    assert ask(kg_here, data, SAYS, "--format", "ttl").code == 2


@pytest.mark.parametrize(
    ("query", "code", "word"), [("ASK { ?s ?p 7 }", 0, "true"), ("ASK { ?s ?p 8 }", 1, "false")]
)
def test_ask_tells_by_its_exit_code(
    kg_here: Kg, data: Path, query: str, code: int, word: str
) -> None:
    for form in ("table", "csv", "tsv", "md"):
        done = ask(kg_here, data, query, "--format", form)
        assert (done.code, done.out.strip()) == (code, word)
    assert json.loads(ask(kg_here, data, query, "--format", "json").out)["boolean"] is (code == 0)


def test_named_query_wins_over_a_file_of_the_same_name(
    kg_here: Kg, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "denials").write_text("ASK { ?s ?p 8 }")
    assert kg_here("--data", str(data), "query", "denials").code == 0
    assert kg_here("--data", str(data), "query", "./denials").code == 1


def test_file_with_a_header_takes_parameters(kg_here: Kg, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text(
        "#+ params:\n#+   - name: least\n#+     type: integer\n#+     default: 0\n"
        "SELECT ?s ?least { ?s <http://x.example/n> ?n FILTER(?n >= ?least) }"
    )
    arguments = ["--data", str(data), "query", str(file), "--format", "csv"]
    assert kg_here(*arguments).out.split() == ["s", "http://x.example/b"]
    assert "http://x.example/a" in kg_here(*arguments, "-p", "least=-9").out
    twice = kg_here(*arguments, "-p", "least=1", "-p", "least=2")
    assert (twice.code, "twice" in twice.err) == (2, True)


def test_errors_say_where(kg_here: Kg, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_text("SELECT *\n{ ?s ?p }")
    bad = kg_here("--data", str(data), "query", str(file))
    assert bad.code == 3
    assert f"{file}:2:" in bad.err
    file.write_bytes(b"SELECT * {\n ?s ?p '\xff' }")
    encoded = kg_here("--data", str(data), "query", str(file))
    assert (encoded.code, f"{file}:2" in encoded.err) == (3, True)
    missing = kg_here("--data", str(data), "query", str(tmp_path / "none.rq"))
    assert (missing.code, "No such file" in missing.err) == (3, True)


def test_time_limit_is_exit_code_4(kg_here: Kg, data: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert ask(kg_here, data, query, "--timeout", "0.05").code == 4


def test_output_file_holds_the_result(kg_here: Kg, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    done = ask(kg_here, data, SAYS, "--format", "json", "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert len(json.loads(target.read_text())["results"]["bindings"]) == 2
