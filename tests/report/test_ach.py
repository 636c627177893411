"""Statements against hypotheses: what the judgements add up to, and files that are wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_cases import JUDGING, MY, SMALL, case, lines, voice
from support import ROOT, Kg

import kg
from kg.errors import InputError
from kg.report import write
from kg.report.ach import JUDGEMENTS, Judged, inconsistency, read
from kg.report.model import Section, Table

HEAD = """
title = "Who shelled the fort?"
author = "A. Reader"
[[hypothesis]]
id = "N"
text = "Norland did"
[[hypothesis]]
id = "W"
text = "the Wolves did"
"""
GOOD = f"""{HEAD}
[[statement]]
name = "denial"
judged = {{ N = "C", W = "C" }}
[[statement]]
name = "accusation"
judged = {{ N = "CC", W = "II" }}
credibility = "low"
relevance = "high"
why = "It names <b>one</b> and not the other."
[[statement]]
name = "claim"
judged = {{ N = "I", W = "CC" }}
relevance = "high"
[[statement]]
name = "arming"
judged = {{ N = "NA", W = "N" }}
"""


def file(folder: Path, text: str) -> str:
    path = folder / "h.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def section(folder: Path, text: str = GOOD, **more: object) -> Section:
    document = case().report(["denial"], ach=file(folder, text), **more)  # type: ignore[arg-type]
    return next(each for each in document.sections if each.kind == "hypotheses")


def matrix(found: Section) -> list[list[str]]:
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    return [["".join(run.text for run in cell.runs) for cell in row.cells] for row in table.rows]


def test_scores_are_those_computed_by_hand(tmp_path: Path) -> None:
    judged = read(case().graph, file(tmp_path, GOOD)).statements
    # W: 2 for II times a weight of 1 (low times high); N: 1 for I times the root of two.
    assert inconsistency(judged, "W") == pytest.approx(2.0)
    assert inconsistency(judged, "N") == pytest.approx(math.sqrt(2))
    assert [each.diagnosticity for each in judged] == [0, 4, 3, 0]


def test_the_matrix_has_what_tells_most_apart_first_and_the_scores_last(tmp_path: Path) -> None:
    rows = matrix(section(tmp_path))
    assert [row[1:] for row in rows] == [
        ["CC", "II", "4", "1"],
        ["I", "CC", "3", "1.41"],
        ["C", "C", "0", "1"],
        ["NA", "N", "0", "1"],
        ["1.41", "2", "", ""],
    ]
    assert rows[0][0].startswith("Norland is guilty of the shelling (Sudland, 20 February 2021")


def test_the_section_says_whose_judgements_they_are_and_judges_nobody(tmp_path: Path) -> None:
    found = section(tmp_path)
    said = [voice(line) for block in found.blocks for line in lines(block)]
    assert not [text for text in said if JUDGING.search(text)]
    whole = " ".join(
        "".join(run.text for run in line) for block in found.blocks for line in lines(block)
    )
    assert "those of A. Reader, read from h.toml" in whole
    assert "Norland is guilty of the shelling: It names <b>one</b>" in whole


def test_every_statement_in_it_is_among_the_statements_of_the_report(tmp_path: Path) -> None:
    document = case().report(["denial"], ach=file(tmp_path, GOOD))
    assert {f"{MY}claim", f"{MY}accusation", f"{MY}arming"} <= set(document.numbers)
    assert document.meta.command.endswith("report denial --ach h.toml")
    assert document.meta.judgements is not None
    for ending in ("md", "html", "json", "pdf", "ttl"):
        assert write(document, ending)
    assert "<b>one</b>" not in write(document, "html").decode()


def test_a_report_without_a_file_has_no_such_section() -> None:
    document = case().report(["denial"])
    assert "hypotheses" not in {each.kind for each in document.sections}
    assert document.meta.judgements is None


def test_what_was_not_public_or_is_left_out_does_not_count(tmp_path: Path) -> None:
    assert matrix(section(tmp_path, without=["accusation"]))[-1][1:3] == ["1.41", "0"]
    rows = matrix(section(tmp_path, as_of="2021-04-01"))
    assert len(rows) == 4, "the arming was published in June"


@given(
    st.lists(
        st.tuples(*[st.sampled_from(JUDGEMENTS)] * 2, *[st.sampled_from(["low", "high"])] * 2),
        min_size=1,
        max_size=12,
    )
)
def test_order_does_not_matter_and_more_against_is_never_less(
    drawn: list[tuple[str, str, str, str]],
) -> None:
    judged = [
        Judged(str(n), {"A": a, "B": b}, credibility, relevance, "")
        for n, (a, b, credibility, relevance) in enumerate(drawn)
    ]
    score = inconsistency(judged, "A")
    assert inconsistency(judged[::-1], "A") == score
    more = [*judged, Judged("x", {"A": "I", "B": "N"}, "low", "low", "")]
    assert inconsistency(more, "A") == pytest.approx(score + 0.5)
    assert inconsistency(more, "B") == inconsistency(judged, "B")
    for each in judged:
        assert 0 <= each.diagnosticity <= 4
        if each.judgements["A"] == each.judgements["B"]:
            assert each.diagnosticity == 0


def bad(change: str, into: str) -> str:
    assert change in GOOD
    return GOOD.replace(change, into, 1)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (bad('name = "claim"', 'name = "clam"'), 21, r"no statement named 'clam'\. Nearest: claim"),
        (bad('name = "claim"', 'name = "shelling"'), 21, "'shelling' is no statement"),
        (bad('name = "claim"', 'name = "denial"'), 21, "has the words of 'denial'"),
        (bad('name = "claim"', 'name = "passed-on"'), 21, "has the words of 'denial'"),
        (bad('name = "claim"', ""), 20, "Name the statement"),
        (bad('W = "II"', 'W = "III"'), 16, "'III' is no judgement. One of CC, C, N, I, II, NA"),
        (bad('W = "II"', 'X = "II"'), 16, "There is no hypothesis 'X'"),
        (bad(', W = "II"', ""), 16, "Judge it for 'W' too"),
        (bad('judged = { N = "CC", W = "II" }', ""), 14, 'Judge it: judged = { N = "N", W = "N" }'),
        (bad('credibility = "low"', 'credibility = "some"'), 17, "low, medium, high, not 'some'"),
        (bad('credibility = "low"', "credibility = 1"), 17, "low, medium, high, not '1'"),
        (bad('why = "', 'because = "'), 19, "'because' means nothing here. Known: cred"),
        (bad('id = "W"', 'id = "N"'), 8, "There is a hypothesis 'N' already"),
        (bad('id = "W"', 'id = "a b"'), 8, "An id is a letter"),
        (bad('text = "the Wolves did"', ""), 7, "Say what hypothesis 'W' is"),
        (bad('author = "A. Reader"', "author = 3"), 3, "author is a text"),
        (bad('title = "', 'titel = "'), 2, "'titel' means nothing here"),
        (bad("[[hypothesis]]", "[hypothesis]"), 7, "This is no TOML"),
        (bad('why = "', "why = "), 19, "This is no TOML"),
    ],
)
def test_a_file_that_is_wrong_is_told_where(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(InputError, match=message) as error:
        read(case().graph, file(tmp_path, text))
    assert error.value.file == str(tmp_path / "h.toml")
    assert error.value.line == line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD.encode(), "It has no statement"),
        (b"", "two hypotheses at least"),
        (b"\xff\xfe", "no UTF-8"),
        (b"#" * 1_000_001, "larger than 1 MB"),
        (b"hypothesis = 3", "above each one"),
        (b"[[hypothesis]]\nid = 'A'\ntext = 'x'", "two hypotheses at least"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "h.toml").write_bytes(content)
    with pytest.raises(InputError, match=message):
        read(case().graph, str(tmp_path / "h.toml"))


def test_the_command_tells_of_a_missing_file_and_of_a_wrong_one(
    kg_here: Kg, tmp_path: Path
) -> None:
    data = ("--data", str(SMALL), "report", "denial", "--ach")
    done = kg_here(*data, str(tmp_path / "none.toml"))
    assert (done.code, done.out) == (3, "")
    assert "none.toml: It cannot be read: No such file" in done.err
    done = kg_here(*data, file(tmp_path, bad('"II"', '"?"')))
    assert done.code == 3
    assert "h.toml:16: '?' is no judgement" in done.err


def test_the_example_runs_on_the_shipped_case() -> None:
    graph = kg.open().graph
    found = read(graph, str(ROOT / "docs" / "examples" / "erbil-hypotheses.toml"))
    assert [each.id for each in found.hypotheses] == ["D", "A", "O"]
    assert len(found.statements) > 5
    # It shows the form; it must not look as if the project told two of its hypotheses apart.
    assert inconsistency(found.statements, "D") == inconsistency(found.statements, "A")
