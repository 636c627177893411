"""What is missing is said in a sentence: Java, PySpark, a date."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.spark.session import require_java

Failure = Callable[..., tuple[int, str]]


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no session of another test be taken."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)


def test_without_java(
    nothing_runs: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: Failure,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "needs Java 17 or newer, and there is none. Install it" in said
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert (
        f"JAVA_HOME ({tmp_path}) has none"
        in failure(str(tmp_path), "--out", str(tmp_path / "out"))[1]
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "is Java 11"),
        ('java version "1.8.0_202"', "is Java 8"),
        ("Segmentation fault", "does not run"),
    ],
)
def test_with_a_java_that_is_too_old(
    said: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Exception, match=f"{java} {found}"):
        require_java()


def test_without_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Failure) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "pip install 'claims-evidence-kg[spark]'" in said


def test_a_date_that_means_nothing(failure: Failure, tmp_path: Path) -> None:
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "o"), "--as-of", "soon")
    assert code == 2
    assert "soon" in said
