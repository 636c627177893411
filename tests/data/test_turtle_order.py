"""The canonical order of Turtle: it loses nothing, invents nothing, and is the same again."""

from __future__ import annotations

import string
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import InputError, OutputError
from kg.exports.turtle import Difference, canonical, difference, main, rewrite
from kg.exports.turtle_text import write
from kg.graph import CEV, PREFIXES

CASE = "https://example.org/case/"
HEAD = (
    "# A file.\n\n# Second paragraph.\n\n"
    f"@prefix case: <{CASE}> .\n@prefix cev: <{CEV}> .\n"
    f"@prefix rdfs: <{PREFIXES['rdfs']}> .\n"
)

_names = st.text(string.ascii_lowercase + "-.%~é1", min_size=0, max_size=6)
_iris = st.builds(
    lambda ns, name: ox.NamedNode(ns + name.replace("%", "%20")),
    st.sampled_from([CASE, CEV, PREFIXES["rdf"] + "t", "urn:x:"]),
    _names,
)
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_datatypes = st.sampled_from(["decimal", "integer", "boolean", "date", "string"])
_literals = st.one_of(
    st.builds(ox.Literal, _texts),
    st.builds(lambda t: ox.Literal(t, language="fa"), _texts),
    st.builds(
        lambda t, d: ox.Literal(t, datatype=ox.NamedNode(PREFIXES["xsd"] + d)),
        st.one_of(_texts, st.sampled_from(["1", "01", "1.0", "1.50", ".5", "-2", "+3", "true"])),
        _datatypes,
    ),
)
_classes = st.sampled_from(["Statement", "Incident", "Detail", "Sponsorship", "Actor", "Unknown"])
_typed = st.builds(
    lambda s, c: (s, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(CEV + c)),
    _iris,
    _classes,
)
_any = st.tuples(_iris, _iris, st.one_of(_iris, _literals))
_triples = st.frozensets(st.one_of(_typed, _any), max_size=12)


def _parse(text: str) -> frozenset[object]:
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    return frozenset((q.subject, q.predicate, q.object) for q in quads)


@given(_triples)
@settings(max_examples=150, deadline=None)
def test_writing_loses_and_invents_nothing(
    triples: frozenset[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> None:
    text = write(triples, {"case": CASE, "cev": CEV, "xsd": PREFIXES["xsd"]})
    assert _parse(text) == triples
    assert canonical(text) == text
    assert (
        write(sorted(triples, key=str), {"case": CASE, "cev": CEV, "xsd": PREFIXES["xsd"]}) == text
    )


def test_the_shipped_case_stays_isomorphic(case_file: Path) -> None:
    text = case_file.read_text(encoding="utf-8")
    # The head of the file is enough here: rdflib needs seconds for the whole.
    cut = text.index("# ==== Sources ====")
    before, after = rdflib.Graph(), rdflib.Graph()
    before.parse(data=text[:cut], format="turtle")
    after.parse(data=canonical(text[:cut]), format="turtle")
    assert len(before) > 1000
    assert isomorphic(before, after)


def test_order_of_sections_subjects_and_predicates() -> None:
    text = canonical(
        HEAD
        + """
case:st-2 a cev:Statement ; cev:statedOn "2020-01-08" .
case:st-1-quote a cev:Quotation .
case:st-1-involvement a cev:Involvement .
case:st-1 cev:statedOn "2020-01" ; rdfs:label "later name, earlier date" ; a cev:Statement .
case:x-10 a cev:Incident ; cev:when "2019" .
case:x-9-rounds-10 a cev:Detail . case:x-9-rounds-9 a cev:Detail .
case:x-9 a cev:Incident ; cev:when "2019" .
case:link a cev:Sponsorship . case:st-1-sponsorship a cev:Sponsorship .
case:iran a cev:State . case:odd a cev:Odd . case:base a cev:Base . case:s a cev:Source .
"""
    )
    subjects = [line for line in text.split("\n") if line.startswith(("case:", "# ==== "))]
    assert subjects == [
        "# ==== Actors ====",
        "case:iran",
        "# ==== Places ====",
        "case:base",
        "# ==== Incidents and their details ====",
        "case:x-9",
        "case:x-9-rounds-9",
        "case:x-9-rounds-10",
        "case:x-10",
        "# ==== Sources ====",
        "case:s",
        "# ==== Links ====",
        "case:link",
        "# ==== Statements ====",
        "case:st-1",
        "case:st-1-involvement",
        "case:st-1-sponsorship",
        "case:st-1-quote",
        "case:st-2",
        "# ==== Other nodes ====",
        "case:odd",
    ]
    first = text.split("case:st-1\n")[1].split("\n")[:3]
    assert [line.split()[0] for line in first] == ["a", "rdfs:label", "cev:statedOn"]


def test_comments_stay_with_their_subject() -> None:
    text = HEAD + (
        '# about b, with "quotes" and a full stop.\n\n# more about b\n'
        'case:b a cev:State ; # inside b\n    rdfs:label "# no comment. \\"" . # after b\n'
        "# about a\ncase:a a cev:State ;\n rdfs:label '''# none\n# either''' .\n"
        "<https://example.org/case/c#d> a cev:State . # after c\n# at the end\n"
    )
    result = canonical(text)
    assert result.startswith("# A file.\n\n# Second paragraph.\n\n@prefix case:")
    assert "\n\n# about a\ncase:a\n" in result
    about_b = ['# about b, with "quotes" and a full stop.', "# more about b", "# inside b"]
    assert "\n".join(["", "", *about_b, "# after b", "case:b", ""]) in result
    assert "\n\n# after c\n<https://example.org/case/c#d>\n" in result
    assert result.endswith("    .\n\n# at the end\n")
    assert canonical(result) == result


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX case: <https://example.org/case/>\n# about a\ncase:a a case:b .",
        "BASE <https://example.org/case/>\n# about a\n<a> a <b> .",
        "@base <https://example.org/> .\n@prefix c: <case/> .\n# about a\n<case/\\u0061> a c:b.",
        "# heading\n\n# about a\n<https://example.org/case/a> a <https://example.org/case/b>.",
    ],
)
def test_comments_find_subjects_however_they_are_written(text: str) -> None:
    result = canonical(text)
    assert _parse(result) == _parse(text)
    above = result.split("# about a\n")[1].split("\n")[0]
    assert above in ("case:a", "c:a", "<https://example.org/case/a>")
    assert canonical(result) == result


def test_lexical_forms_and_characters_are_kept() -> None:
    text = HEAD + (
        'case:a rdfs:label "line\\nbreak\\t\\"", "عربي"@ar, 01, 1.50, true, "1"^^cev:x, "\\u2028" .'
    )
    result = canonical(text)
    assert _parse(result) == _parse(text)
    for form in (" 01 ,", " 1.50 ;", " true ,", '"عربي"@ar', '"\\u2028"', '"line\\nbreak\\t\\""'):
        assert form in result


def test_an_empty_file_stays_empty() -> None:
    assert canonical("") == ""


def test_blank_nodes_are_refused() -> None:
    with pytest.raises(InputError, match="Give it a name"):
        canonical("<urn:a> <urn:b> [] .")


def test_a_syntax_error_says_where() -> None:
    with pytest.raises(InputError) as caught:
        canonical("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", "x.ttl")
    assert caught.value.file == "x.ttl"
    assert caught.value.line == 2
    assert caught.value.text == "<urn:a> <urn:b> ."


def test_difference_is_the_first_line() -> None:
    assert difference("a\nb\n", "a\nb\n") is None
    assert difference("a\nc\n", "a\nb\n") == Difference(2, "c", "b")
    assert difference("a\n", "a\nb\n") == Difference(2, "", "b")
    assert difference("a", "a\n") == Difference(2, None, "")


def test_rewriting_changes_a_file_once(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<urn:b> <urn:p> 1 .\r\n<urn:a> <urn:p> 2 .", encoding="utf-8", newline="")
    path.chmod(0o640)
    assert rewrite(path)
    assert not rewrite(path)
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8").index("<urn:a>") < path.read_text().index("<urn:b>")
    assert list(tmp_path.iterdir()) == [path]


def test_a_bad_file_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes(b"<urn:a> <urn:b> \xff")
    assert main([str(path)]) == 3
    assert "not UTF-8" in capsys.readouterr().err
    assert path.read_bytes() == b"<urn:a> <urn:b> \xff"
    assert main([str(tmp_path / "none.ttl")]) == 3


def test_a_failing_disk_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<urn:a> <urn:p> 1 .", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        rewrite(path)
    assert path.read_text(encoding="utf-8") == "<urn:a> <urn:p> 1 ."
    assert list(tmp_path.iterdir()) == [path]


def test_check_names_the_first_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<urn:a> <urn:p> 1 .", encoding="utf-8")
    assert main(["--check", str(path)]) == 1
    shown = capsys.readouterr().err
    assert f"{path}:1: not in canonical order" in shown
    assert "<urn:a> <urn:p> 1 ." in shown
    assert path.read_text(encoding="utf-8") == "<urn:a> <urn:p> 1 ."
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0


@pytest.mark.parametrize("arguments", [[], ["--check"], ["--chekc", "x.ttl"]])
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Usage" in capsys.readouterr().err
