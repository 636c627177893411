"""Large files: read otherwise, with the same rows, findings and places."""

from __future__ import annotations

import bz2
import gzip
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from kg.checks import check_files
from kg.checks import rows as rows_of_lines
from kg.checks.keys import key_of, literal_of, term_of
from kg.checks.queries import load_checks
from kg.checks.rows import Rows
from kg.errors import InputError, LimitError
from kg.graph import PREFIXES
from kg.loaders import large, parse, row_places, unpacking
from kg.loaders.large import LargeFile
from kg.loaders.parsing import ParseError

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CEV = "https://w3id.org/claims-evidence/ontology#"
LINES = f"""\
# what no line of kg's own looks like, and yet is N-Triples
<http://x/a> {LABEL} "plain" .
<http://x/a><{CEV}nonsense><http://x/b>.

  <http://x/a>\t{LABEL}   "caf\\u00E9 \\"q\\" \\\\ \\t end"@EN-gb . # a comment
<http://x/a> {LABEL} "typed"^^<http://www.w3.org/2001/XMLSchema#string> .
<http://x/a> {LABEL} "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://x/a> {LABEL} "hidden\u202etext" .\r
<http://x/a> {LABEL} "plain" .
<http://x/\\u00e9> <{CEV}when> "2021-02-30"^^<http://id.loc.gov/datatypes/edtf/EDTF> .
"""
BLANK = f'<http://x/a> <{CEV}hasSelector> _:q .\n_:q <{CEV}nonsense> "w" .\n_:q a <http://x/C> .\n'
FAILING = sorted((ROOT / "ontology" / "examples" / "fail").glob("statement-*.ttl"))


def columns(rows: Rows) -> list[tuple[str, str, str]]:
    return list(zip(rows.subjects, rows.predicates, rows.values, strict=True))


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("http://x/é#a"),
        ox.BlankNode("f0b1"),
        ox.Literal(""),
        ox.Literal('a"\\\n\r\t\x07\u202e^^<x>@en'),
        ox.Literal("x", language="en-gb"),
        ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ],
    ids=str,
)
def test_a_key_stands_for_one_term(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    assert term_of(key_of(term)) == term
    if isinstance(term, ox.Literal):
        assert literal_of(key_of(term)).text == term.value


@pytest.mark.parametrize(
    "text", [LINES, BLANK.replace(" a ", f" <{CEV}x> ")], ids=["lines", "blank"]
)
def test_lines_are_the_rows_that_the_parser_gives(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(text.encode())
    small = Rows.of([parse(str(path), path.read_bytes())])
    assert columns(Rows.of([LargeFile(str(path), path.read_bytes(), 0)])) == columns(small)
    assert len(columns(small)) == sum(line.strip()[:1] in {"<", "_"} for line in text.splitlines())


@pytest.fixture
def always_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 1)


def both_ways(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> int:
    small = check_files(paths)
    monkeypatch.setattr(large, "LARGE", 1)
    found = check_files(paths)
    assert found == small
    assert [f.column for f in found.findings] == [f.column for f in small.findings]
    return len([finding for finding in found.findings if finding.line is not None])


def test_findings_and_places_in_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(LINES.encode())
    assert both_ways([path], monkeypatch) > 3
    lines = {finding.rule: finding.line for finding in check_files([path]).findings}
    assert (lines["undeclared-term"], lines["bad-date"]) == (3, 10)
    assert lines["invisible-character"] == 8


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("comment", ["", "# é\n\n"], ids=["lines", "comments"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("block", [0, 100, 1 << 16])
def test_places_in_blocks_of_lines(
    block: int, end: str, comment: str, mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_of_lines, "_BLOCK", block)
    monkeypatch.setattr(row_places, "_BLOCK", block)
    path = tmp_path / "a.nt"
    lines = [
        f'<http://x/{number}> <{CEV}{"label" if number % 3 else "nonsense"}> "é" .\n{comment}'
        for number in range(20)
    ]
    path.write_bytes((mark + "".join(lines)).replace("\n", end).rstrip().encode())
    assert both_ways([path], monkeypatch) >= 20
    found = [f.line for f in check_files([path]).findings if f.node == "http://x/18"]
    assert set(found) == {18 * (1 + comment.count("\n")) + 1}


def test_findings_and_places_in_turtle(monkeypatch: pytest.MonkeyPatch) -> None:
    assert both_ways([*FAILING, ROOT / "data" / "triples.ttl"], monkeypatch) > 50


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nq", LINES.replace(" .\n", " <http://x/g> .\n")),
        ("a.trig", f'<http://x/g> {{ <http://x/a> <{CEV}n> ( 1 2 ), [ <{CEV}o> "\u202e" ] }}'),
        ("a.jsonld", f'{{"@id": "http://x/a",\n "{CEV}n": [{{"@id": "http://x/b"}}]}}'),
        (
            "a.nt",
            f"# one\n<http://x/a> {LABEL} 'x' .\r<http://x/b> <{CEV}n> <http://x/c> .\n".replace(
                "'", '"'
            ),
        ),
        ("a.nt", BLANK.replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ")),
    ],
)
def test_findings_and_places_in_other_formats(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    assert both_ways([path], monkeypatch)


@pytest.mark.usefixtures("always_large")
@pytest.mark.parametrize(
    "line",
    ["nonsense .", f'<http://x/a b> {LABEL} "x" .', f'<http://x/a> {LABEL} "x"@en--ltr .'],
    ids=["no triple", "no IRI", "direction"],
)
def test_a_syntax_error_is_a_finding_in_every_file(tmp_path: Path, line: str) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f'<http://x/a> {LABEL} "x" .\n{line}\n')
    found = check_files([tmp_path / "a.nt", tmp_path / "b.nt"]).findings
    assert [(Path(f.file or "").name, f.rule) for f in found] == [
        ("a.nt", "syntax"),
        ("b.nt", "syntax"),
    ]
    if "--ltr" not in line:
        assert {finding.line for finding in found} == {2}


@pytest.mark.usefixtures("always_large")
@pytest.mark.parametrize(
    "line",
    [
        f'<relative> {LABEL} "x" .',
        f'<http://x/a> {LABEL} "x"@toolongalanguage .',
        f'<http://x/a> {LABEL} "x"^^<y> .',
        f'"x" {LABEL} "x" .',
        '<http://x/a> "x" "x" .',
        f"<http://x/a> {LABEL} .",
        f'<http://x/a> {LABEL} "x" <http://x/g> .',
        f'<http://x/a> {LABEL} "\ud800" .',
    ],
)
def test_what_looks_like_a_plain_line_and_is_none(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.nt"
    right = f'<http://x/a> {LABEL} "x" .\n' * 3
    path.write_bytes(f"{right}{line}\n{right}".encode(errors="surrogatepass"))
    with pytest.raises(InputError) as of_small:
        parse(str(path), path.read_bytes())
    if isinstance(of_small.value, ParseError):
        (finding,) = check_files([path]).findings
        assert (finding.rule, finding.line) == ("syntax", 4)
        assert finding.message.startswith(of_small.value.message)
    else:
        with pytest.raises(InputError) as of_large:
            check_files([path])
        assert str(of_large.value) == str(of_small.value)


TERMS = st.one_of(
    st.text(alphabet='<>"\\ .:/#aé\u202e\uffff\x7f\x85@^-', max_size=9),
    st.sampled_from(
        [
            "<http://x/a>",
            "<x:é>",
            '"é"',
            '"\uffff"',
            '"a b"@en',
            '"a"@en-GB',
            '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"1"^^<http://www.w3.org/2001/XMLSchema#string>',
            '"\\u00e9"',
            r'"\""',
            r'"\\\\"',
            r'"\n \r \t"@en',
            r'"\b \f \' \u000a \U0000000A \x"',
            "<x:\\u00e9>",
        ]
    ),
)


@given(
    st.lists(st.tuples(TERMS, TERMS, TERMS, st.sampled_from([".", " .", " .\r", " . # c"]))),
    st.integers(0, 200),
)
def test_lines_are_rows_or_fail_as_the_parser_says(
    lines: list[tuple[str, str, str, str]], block: int
) -> None:
    right = f'<http://x/a> {LABEL} "x"'
    text = "".join(f"{right} .\n{s} {p} {o}{end}\n" for s, p, o, end in lines)
    content = f"{right} .\n{text}{right} .".encode()
    if b"_:" in content:
        return
    try:
        wanted = columns(Rows.of([parse("a.nt", content)]))
    except InputError as error:
        with pytest.raises(InputError, match=re.escape(str(error))):
            Rows.of([LargeFile("a.nt", content, 0)])
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_of_lines, "_BLOCK", block)
        assert columns(Rows.of([LargeFile("a.nt", content, 0)])) == wanted


@pytest.mark.usefixtures("always_large")
def test_an_error_in_one_file_stops_the_other_thread(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text(f'<http://x/a> {LABEL} "x" .\nnonsense\n')
    (tmp_path / "b.nt").write_text(f'<http://x/a> {LABEL} "x" .\n')
    (tmp_path / "c.ttl").write_text("nonsense")
    found = check_files([tmp_path / "a.nt", tmp_path / "b.nt"]).findings
    assert [f.rule for f in found] == ["syntax"]
    found = check_files([tmp_path / name for name in ("a.nt", "b.nt", "c.ttl")]).findings
    assert [f.rule for f in found] == ["syntax", "syntax"]


ASKED = """\
x:state a cev:State ; cev:isOrganOf x:other . x:other a cev:State .
x:part cev:isOrganOf x:one, x:two ; cev:isPartOf x:one .
x:persona a cev:Persona .
x:one-said cev:isSpokenBy x:one ; cev:supersedes x:two-said ; cev:isRenderingOf x:two-said ;
    cev:hasBasis code:basis-own-act ; cev:affirms x:act .
x:two-said cev:isSpokenBy x:two .
x:act a cev:Involvement ; cev:hasActor x:other ; cev:mayConcern x:incident .
x:quotation a cev:Quotation ; oa:hasSource x:source ; cev:carriesStance false ;
    cev:hasWordCheck code:word-check-no-page .
x:source cev:hasAccess code:access-not-seen .
"""


def test_queries_find_the_same_in_a_store_of_what_they_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefixes = {**PREFIXES, "x": "http://x/"}.items()
    text = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes) + ASKED
    lines = ox.serialize(parse("a.ttl", text.encode()).quads, format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    path = tmp_path / "a.nt"
    path.write_bytes(lines)
    assert both_ways([path], monkeypatch) > 10
    found = {finding.rule for finding in check_files([path]).findings}
    assert {query.rule.name for query in load_checks()} <= found


@pytest.mark.usefixtures("always_large")
def test_a_file_that_changes_meanwhile_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(f'<http://x/a> {LABEL} "x" .\n')
    file = LargeFile(str(path), path.read_bytes(), 0)
    file.fill(ox.Store())
    path.write_text("other")
    with pytest.raises(InputError, match="changed"):
        Rows.of([file])


@pytest.mark.parametrize("limit", [1, large.LARGE], ids=["large", "small"])
@pytest.mark.parametrize(
    ("ending", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("zst", zstd.compress)],
)
def test_packed_files_have_lines(
    ending: str, pack: object, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(pack)
    path = tmp_path / f"a.nt.{ending}"
    path.write_bytes(pack(LINES.encode()))
    monkeypatch.setattr(large, "LARGE", limit)
    lines = {finding.rule: finding.line for finding in check_files([path]).findings}
    assert lines["undeclared-term"] == 3


def test_packed_files_that_are_broken_or_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(LINES.encode())[:-9])
    with pytest.raises(InputError, match="cannot be unpacked"):
        check_files([path])
    (tmp_path / "a.nt.zst").write_bytes(zstd.compress(LINES.encode())[:-9])
    with pytest.raises(InputError, match="cannot be unpacked"):
        check_files([tmp_path / "a.nt.zst"])
    monkeypatch.setattr(unpacking, "MAX_BYTES", 10)
    path.write_bytes(gzip.compress(LINES.encode()))
    with pytest.raises(LimitError, match="larger"):
        check_files([path])
