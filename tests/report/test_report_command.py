"""``kg report``: files, standard output, bad input, and the same bytes twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report_cases import SMALL
from support import Kg

import kg
from kg.errors import UsageError
from kg.report import WRITERS, known, write

DATA = ("--data", str(SMALL))


def test_markdown_on_standard_output(kg_here: Kg) -> None:
    done = kg_here(*DATA, "report", "denial")
    assert done.code == 0
    assert done.out.startswith("# What the denials say")
    assert "self-contradicted" in done.out


@pytest.mark.parametrize("ending", ["html", "md", "json", "pdf", "ttl", "jsonld", "csl.json"])
def test_two_runs_write_the_same_bytes(kg_process: Kg, tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    for file in (first, second):
        done = kg_process(*DATA, "report", "-o", str(file))
        assert (done.code, done.out) == (0, ""), done.err
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path).encode() not in first.read_bytes()


def test_an_ending_in_capitals_and_a_format_beside_it(kg_here: Kg, tmp_path: Path) -> None:
    assert kg_here(*DATA, "report", "denial", "-o", str(tmp_path / "A.JSON")).code == 0
    assert json.loads((tmp_path / "A.JSON").read_text(encoding="utf-8"))["schema"] == "report/1"
    done = kg_here(*DATA, "report", "denial", "--format", "json")
    assert json.loads(done.out)["denials"] == ["https://example.org/case/denial"]


def test_a_date_that_is_given_is_the_date(kg_here: Kg) -> None:
    done = kg_here(*DATA, "report", "denial", "--date", "2022-05-06", "--format", "json")
    result = json.loads(done.out)
    assert (result["date"], result["date_given"]) == ("2022-05-06", True)
    assert result["command"].endswith("report denial --date 2022-05-06")
    assert kg_here(*DATA, "report", "--date", "soon").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nobody"], 2, "There is no node named 'nobody'"),
        (["accusation"], 2, "neither denies nor affirms"),
        (["admission"], 2, "owns up"),
        (["-o", "x.docx"], 2, "Nothing writes '.docx'"),
        (["-o", "report"], 2, "a name without an ending"),
        (["--format", "xml"], 2, ".html, .md, .json"),
        (["-o", "nowhere/x.md"], 3, "There is no folder 'nowhere'"),
        (["--as-of", "1999"], 2, "There is no denial to report on"),
        (["denial", "--as-of", "1999"], 2, "was not public by"),
        (["denial", "--without", "denial"], 2, "is left out"),
        (["--as-of", "soon"], 2, "'soon' is no date"),
        (["--without", "shelling"], 2, "cannot be left out"),
    ],
)
def test_bad_input_is_named(
    kg_here: Kg,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg_here(*DATA, "report", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(kg_here: Kg, tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    done = kg_here(*DATA, "report", "denial", "-o", str(tmp_path / "x.md"))
    assert done.code == 3
    assert "folder" in done.err


def test_data_without_denials(kg_here: Kg, tmp_path: Path) -> None:
    file = tmp_path / "empty.ttl"
    text = "<https://example.org/a> a <https://w3id.org/claims-evidence/ontology#State> ."
    file.write_text(text, encoding="utf-8")
    done = kg_here("--data", str(file), "report")
    assert done.code == 2
    assert "There is no denial" in done.err


def test_the_library_gives_the_same() -> None:
    document = kg.open(SMALL).report(["denial"])
    assert write(document, "md") == write(kg.open(SMALL).report(["denial"]), ".MD")
    assert known(".Html") == "html"
    with pytest.raises(UsageError, match="can be written as"):
        write(document, "docx")
    assert set(WRITERS) >= {"html", "md", "json"}
