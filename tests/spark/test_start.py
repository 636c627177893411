"""What is missing is said in a sentence: Java, PySpark, tables, room for the results."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from kg.projection import queries
from kg.spark.__main__ import main
from kg.spark.session import require_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no session of another test be taken."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)


def failure(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    return code, shown.err


def test_without_java(
    nothing_runs: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "needs Java 17 or newer, and there is none. Install it" in said
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert (
        f"JAVA_HOME ({tmp_path}) has none"
        in failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))[1]
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


def test_without_pyspark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "pip install 'claims-evidence-kg[spark]'" in said


def test_a_date_that_means_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "o"), "--as-of", "soon")
    assert code == 2
    assert "soon" in said


def test_a_folder_without_tables(
    session: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    code, said = failure(capsys, str(tmp_path), "--out", str(target))
    assert (code, target.exists()) == (3, False)
    assert "not the tables of a store: actor, actor_name, dating and" in said
    code, said = failure(capsys, str(tmp_path / "nowhere"), "--out", str(target))
    assert code == 3
    assert "There is no such folder" in said


def test_tables_without_bounds(
    session: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that lie beside the right ones in a store."""
    with duckdb.connect() as writer:
        writer.execute("CREATE TABLE made AS SELECT 'x' AS statement")
        for name, _ in queries():
            writer.execute(f"COPY made TO '{tmp_path}/{name}.parquet' (FORMAT parquet)")
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "without the bounds of dates. Name the folder 'bounded'" in said


def test_a_table_that_is_no_parquet(
    session: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "actor.parquet").write_bytes(b"no Parquet at all")
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "actor.parquet: Spark cannot read this" in said


def test_results_never_go_where_something_is(
    session: SparkSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("kg.spark.assess.read_tables", lambda *_: {})
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    code, said = failure(capsys, str(tmp_path), "--out", str(target))
    assert code == 3
    assert "There is something here" in said
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_fails_leaves_nothing_behind(
    session: SparkSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        session.sql("SELECT raise_error('no more memory')").collect()

    monkeypatch.setattr("kg.spark.assess.read_tables", lambda *_: {})
    monkeypatch.setattr("kg.spark.assess.run_rules", fail)
    code, said = failure(capsys, str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 4
    assert "Spark gave up" in said
    assert list(tmp_path.iterdir()) == []
