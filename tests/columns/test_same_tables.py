"""Tables of whole graphs by way of columns are those of the projection."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
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
