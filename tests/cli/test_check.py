"""``kg check`` as a whole command: formats, exit codes, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from kg.schemas import load

PROGRAM = "import sys; from kg.cli.main import run; sys.argv[0] = 'kg'; run()"
GOOD = "<http://x/s> <http://x/p> <http://x/s> .\n"
WARNING = '<http://x/s> <http://www.w3.org/2000/01/rdf-schema#label> "a\u202eb\\u001b[31m[red]" .\n'
ERROR = "<http://x/s> <https://w3id.org/claims-evidence/ontology#nonsense> 1 .\n"


def kg(
    *arguments: str, stdin: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "code", "verdict"),
    [
        (GOOD, 0, "1 file: conforms; 0 errors, 0 warnings, 0 infos."),
        (GOOD + WARNING, 0, "1 file: conforms; 0 errors, 1 warning, 0 infos."),
        (GOOD + ERROR, 1, "1 file: does not conform; 1 error, 0 warnings, 0 infos."),
        (GOOD + "nonsense", 1, "1 file: does not conform; 1 error, 0 warnings, 0 infos."),
    ],
)
def test_exit_codes_and_summary(tmp_path: Path, text: str, code: int, verdict: str) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(text, encoding="utf-8")
    done = kg("check", str(path))
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.splitlines()[-1] == verdict


def test_text_names_file_line_severity_and_rule(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(GOOD + ERROR)
    done = kg("check", "a.ttl", cwd=tmp_path)
    assert done.stdout.startswith("a.ttl:2: error: undeclared-term: http://x/s: There is no term")


def test_text_is_safe_for_terminals(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.ttl"
    path.write_text(WARNING + ERROR.replace("nonsense", "n\\u202e"), encoding="utf-8")
    done = kg("check", str(path))
    assert not {"\x1b", "\u202e"} & set(done.stdout + done.stderr)


@pytest.mark.parametrize("name", ["gone.ttl", "."])
def test_what_cannot_be_read_is_3(tmp_path: Path, name: str) -> None:
    done = kg("check", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"kg: {name}: ")
    assert len(done.stderr.splitlines()) == 1


def test_files_replace_data_and_standard_input_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(ERROR)
    done = kg("--data", "bad.ttl", "check", "-", stdin=GOOD, cwd=tmp_path)
    assert done.returncode == 0
    done = kg("--data", "bad.ttl", "check", cwd=tmp_path)
    assert done.returncode == 1


def test_json_follows_its_schema(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(GOOD + WARNING + ERROR, encoding="utf-8")
    done = kg("check", "a.ttl", "--format", "json", cwd=tmp_path)
    result = json.loads(done.stdout)
    jsonschema.validate(result, load("check"))
    assert (result["schema"], result["conforms"], result["files"]) == ("check/1", False, ["a.ttl"])
    places = [(f["rule"], f["file"], f["line"], f["node"]) for f in result["findings"]]
    assert places == [
        ("invisible-character", "a.ttl", 2, "http://x/s"),
        ("undeclared-term", "a.ttl", 3, "http://x/s"),
    ]


def test_sarif(tmp_path: Path) -> None:
    folder = tmp_path / "my data"
    folder.mkdir()
    (folder / "a.ttl").write_text(GOOD + WARNING + ERROR, encoding="utf-8")
    done = kg("check", "my data/a.ttl", "--format", "sarif", "-o", "out.sarif", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    log = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "my%20data/a.ttl"
        assert place["region"]["startLine"] in {2, 3}


def test_output_into_no_folder_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(GOOD)
    done = kg("check", "a.ttl", "-o", "gone/out.txt", cwd=tmp_path)
    assert done.returncode == 3
    assert "no folder 'gone'" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.ttl"]


def test_help_has_an_example() -> None:
    done = kg("check", "--help")
    assert "kg check mine.ttl more.trig" in done.stdout
