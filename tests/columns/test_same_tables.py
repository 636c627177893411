"""Tables of whole graphs by way of columns are those of the projection."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import LimitError
from kg.projection import tables_of
from kg.resources import shipped_case
from kg.stores import load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["shipped", "made"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "shipped":
        return Path(shipped_case())
    path = tmp_path_factory.mktemp("made") / "made.nt"
    script = ROOT / "benchmarks" / "generate.py"
    arguments = ["--incidents", "150", "--denials", "30", "--seed", "4", "-o", str(path)]
    subprocess.run([sys.executable, str(script), *arguments], check=True, capture_output=True)
    return path


def test_tables_and_derived_kinds_are_the_same(file: Path, tmp_path: Path) -> None:
    load([file], tmp_path / "store")
    stored = kg.open(store=tmp_path / "store").graph
    read = kg.open(file).graph
    assert {str(quad) for quad in stored.store} == {str(quad) for quad in read.store}
    tables = stored.tables  # type: ignore[attr-defined]
    for name, table in tables_of(read):
        rows = list(zip(*table.columns.values(), strict=True))
        assert list(tables[name].columns) == list(table.columns), name
        assert sorted(zip(*tables[name].columns.values(), strict=True), key=str) == sorted(
            rows, key=str
        ), name


def test_the_same_files_make_the_same_tables(file: Path, tmp_path: Path) -> None:
    one, other = load([file], tmp_path / "one"), load([file], tmp_path / "other")
    assert one.tables == other.tables


def test_a_line_that_the_parser_does_not_take_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.nt"
    path.write_text(f'<urn:a> <urn:b> "{"x" * 18_000_000}" .\n', encoding="utf-8")
    with pytest.raises(LimitError, match="16 MiB"):
        load([path], tmp_path / "store")


def test_odd_blocks_of_lines_give_the_same_tables(tmp_path: Path) -> None:
    ontology = "https://w3id.org/claims-evidence/ontology#"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    ends = {"line feed": "\n", "both": "\r\n", "carriage return": "\r"}
    texts = {"plain": "x", "control": "\x01", "long": "x" * 16_000_000, "many": "y"}
    cases = [(end, text) for end in ends for text in texts if text != "long" or end == "both"]
    for number, (end, text) in enumerate(cases):
        lines = [
            f"<urn:i{count}> <{kind}> <{ontology}Incident> .{ends[end]}"
            f'<urn:i{count}> <{label}> "{texts[text]}" .{ends[end]}'
            for count in range(20_000 if text == "many" else 2)
        ]
        path = tmp_path / f"{number}.nt"
        path.write_text("".join(lines), encoding="utf-8", newline="")
        load([path], tmp_path / f"store{number}")
        table = kg.open(store=tmp_path / f"store{number}").graph.tables["incident"]  # type: ignore[attr-defined]
        assert len(table) == len(lines), (end, text)
        assert set(table.columns["label"]) == {texts[text]}, (end, text)
