"""The benchmarks still run; what they measure is for people to read, and never a test."""

from __future__ import annotations

import json
import subprocess
import sys

from support import ROOT


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
