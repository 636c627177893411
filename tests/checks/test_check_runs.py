"""Results as a whole: order, files, syntax errors, SHACL in words, the shipped case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.checks import CheckResult, Finding, check_files, check_graph
from kg.checks.queries import load_checks, parse_check, run_query
from kg.checks.registry import rules
from kg.errors import InputError
from kg.loaders import assemble, open_graph, parse

GOOD = '<http://x/s> <http://x/p> "v" .\n'


def test_syntax_error_is_a_finding(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(GOOD)
    bad.write_text(GOOD + "<http://x/s> <http://x/p> nonsense .")
    result = check_files([good, bad])
    assert not result.conforms
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.node) == ("syntax", "error", None)
    assert (finding.file, finding.line, finding.column) == (str(bad), 2, 27)
    assert "nonsense" in finding.message


def test_file_that_cannot_be_read_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_files([tmp_path / "gone.ttl"])


def test_findings_are_sorted_and_counted_once() -> None:
    made = [
        Finding("info", "b", None, "m", "b.ttl", 1),
        Finding("warning", "a", None, "m", "a.ttl", 9),
        Finding("info", "a", None, "m", "a.ttl", 2),
        Finding("error", "z", None, "m", "a.ttl", 2),
        Finding("error", "z", None, "m", "a.ttl", 2),
        Finding("info", "a", None, "m", "a.ttl", None),
    ]
    result = CheckResult.of(made)
    shown = [(f.file, f.line, f.severity) for f in result.findings]
    assert shown == [
        ("a.ttl", None, "info"),
        ("a.ttl", 2, "error"),
        ("a.ttl", 2, "info"),
        ("a.ttl", 9, "warning"),
        ("b.ttl", 1, "info"),
    ]
    assert not result.conforms
    assert result.count("info") == 3


def test_finding_names_the_file_that_says_it(tmp_path: Path) -> None:
    paths = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    prefix = "@prefix cev: <https://w3id.org/claims-evidence/ontology#> .\n"
    paths[0].write_text(prefix + "<http://x/s> a cev:State .")
    paths[1].write_text(prefix + "\n\n<http://x/s> cev:nonsense 1 .")
    found = [f for f in check_files(paths).findings if f.rule == "undeclared-term"]
    assert [(f.file, f.line) for f in found] == [(str(paths[1]), 4)]


def test_node_without_a_name_is_placed_by_its_owner() -> None:
    text = '{"@context": {"c": "https://w3id.org/claims-evidence/ontology#"},\n'
    text += ' "@id": "http://x/s", "c:hasScope": {"c:nonsense": 2}}'
    findings = check_graph(assemble([parse("a.jsonld", text.encode())])).findings
    found = [f for f in findings if f.rule == "undeclared-term"]
    assert [(f.node, f.line) for f in found] == [("http://x/s", 2)]


def test_references_across_files_do_not_dangle(tmp_path: Path) -> None:
    paths = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    paths[0].write_text("<http://x/s> <http://x/p> <http://x/o> .")
    paths[1].write_text("<http://x/o> <http://x/p> <http://x/s> .")
    assert "dangling-node" not in {f.rule for f in check_files(paths).findings}
    assert "dangling-node" in {f.rule for f in check_files(paths[:1]).findings}


def test_shape_is_said_in_words_with_its_place(check: Callable[[str], CheckResult]) -> None:
    text = 'x:s a cev:Statement ;\n rdfs:label "Says no" ;\n cev:isSpokenBy "someone" .\n'
    found = [f for f in check(text).findings if f.rule == "statement-speaker"]
    assert [f.line for f in found] == [14]
    assert found[0].message.startswith("s: ")
    assert found[0].message.endswith("('Says no'; cev:isSpokenBy someone)")
    assert found[0].severity == "error"


def test_shapes_know_codes_and_classes_of_the_ontology(
    check: Callable[[str], CheckResult],
) -> None:
    text = "x:i a cev:Incident ; cev:hasKind code:kind-rocket-attack .\n"
    text += "x:j a cev:Incident ; cev:hasKind code:mode-directed ."
    found = [f for f in check(text).findings if f.rule == "incident-kind"]
    assert [f.node for f in found] == ["http://x.example/j"]


def test_ill_typed_literals_make_no_noise(
    check: Callable[[str], CheckResult], capfd: pytest.CaptureFixture[str]
) -> None:
    check('x:d a cev:Detail ; cev:lowerBound "many"^^xsd:decimal .')
    assert capfd.readouterr() == ("", "")


def test_every_finding_names_a_known_rule(check: Callable[[str], CheckResult]) -> None:
    text = "x:s a cev:Statement, cev:Denial ; cev:isSpokenBy x:n ; cev:nonsense code:n .\n"
    text += "x:i a cev:Incident . x:d a cev:Detail . x:q a cev:Quotation ."
    known = rules()
    findings = check(text).findings
    assert len(findings) > 8
    for finding in findings:
        assert known[finding.rule].severity == finding.severity


def test_rules_are_named_once_and_explained() -> None:
    from kg.checks.registry import checks  # noqa: PLC0415

    names = [rule.name for group in checks() for rule in group.rules]
    assert len(names) == len(set(names))
    for rule in rules().values():
        assert rule.summary.endswith((".", "?")), rule.name
        assert len(rule.help) > 40, rule.name


def test_queries_that_ship_run() -> None:
    from kg.checks.data import Data  # noqa: PLC0415

    data = Data(assemble([parse("a.ttl", GOOD.encode())]))
    assert load_checks()
    for query in load_checks():
        assert list(run_query(query, data)) == []


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("#+ severity: error\n#+ summary: s\n#+ message: m", "lacks help"),
        ("#+ severity: fatal\n#+ summary: s\n#+ help: h\n#+ message: m", "severity 'fatal'"),
    ],
)
def test_wrong_header_is_refused(header: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_check("name", f"{header}\nSELECT ?node WHERE {{}}")


def test_message_of_a_query_cannot_reach_into_objects() -> None:
    from kg.checks.data import Data  # noqa: PLC0415

    header = (
        "#+ severity: info\n#+ summary: s\n#+ help: h\n#+ message: {node.__class__}|{value}|{gone}"
    )
    query = parse_check("name", f"{header}\nSELECT ?node ?value WHERE {{ ?node ?p ?value }}")
    data = Data(assemble([parse("a.ttl", GOOD.encode())]))
    messages = {p.message for p in run_query(query, data) if p.node and "x/s" in str(p.node)}
    assert messages == {"|v|"}


@pytest.fixture(scope="module")
def shipped() -> CheckResult:
    return check_graph(open_graph())


def test_the_shipped_case_conforms(shipped: CheckResult) -> None:
    assert [f for f in shipped.findings if f.severity == "error"] == []
    assert all(f.line is not None for f in shipped.findings if f.node is not None)


def test_the_shipped_case_shows_the_slip_of_the_caption(shipped: CheckResult) -> None:
    found = [f for f in shipped.findings if f.rule == "wrong-weekday"]
    assert len(found) == 1
    assert "16 February 2020 was a Sunday; it was a Tuesday in 2021" in found[0].message
    assert "jpost-caption-20210316" in (found[0].node or "")
