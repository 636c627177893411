"""The benchmarks still run; what they measure is for people to read, and never a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import words
from support import ROOT
from world import World

from kg.case import Case


def test_every_part_of_an_assessment_is_timed() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "assess_steps.py")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    rows = json.loads(done.stdout)
    assert len(rows) == len({name for name, _, _ in rows})
    # A clock around something that the command no longer calls would stand at zero.
    assert {"run the rules", "make the text"} <= {name for name, _, _ in rows}
    assert all(wall > 0 for _, wall, _ in rows)


def test_startup_prints_a_table_and_writes_figures() -> None:
    path = ROOT / "benchmarks" / "startup.py"
    done = subprocess.run(
        [sys.executable, str(path), "--runs", "1", "--json", "/dev/stderr"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "kg --help" in done.stdout
    figures = json.loads(done.stderr)
    assert figures["kg_assess"]["wall"] > 0
    assert figures["steps"]["run the rules"]["cpu"] > 0


def test_evidence_measures_the_case_and_made_up_ones(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    script = ROOT / "benchmarks" / "evidence.py"
    done = subprocess.run(
        [sys.executable, str(script), "--sizes", "60", "--json", str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "60 statements" in done.stdout
    shipped, made = json.loads(path.read_text(encoding="utf-8"))["cases"]
    assert made["statements"] == 60
    names = [row["name"] for row in made["rows"]]
    assert names == [row["name"] for row in shipped["rows"]]
    assert {"origins: sides of incidents", "conflicts: detail", "network"} <= set(names)
    assert all(row["wall"] > 0 and row["memory"] > 0 for row in made["rows"])


@pytest.mark.parametrize("size", [World.of(200), World.of(150, incidents=4, denials=30, seed=2)])
def test_a_made_up_world_is_as_large_as_asked_and_always_the_same(
    size: World, tmp_path: Path
) -> None:
    text = "".join(words.lines(size))
    assert text == "".join(words.lines(size))
    assert text != "".join(words.lines(World.of(size.statements, seed=3)))
    path = tmp_path / "world.nt"
    path.write_text(text, encoding="ascii")
    case = Case.open(path)
    counts = case.info().counts
    assert counts["Statement"] == size.statements
    assert counts["Incident"] == size.incidents
    assert case.assess(kind="all").pairs
    # worth measuring: there is something of nearly every kind to find
    assert {each.kind for each in case.conflicts()} >= {
        "detail",
        "rendering",
        "self",
        "attribution",
    }
