"""Spark's results against DuckDB's, of the same rules, table by table and row by row.

Planning some 130 queries takes Spark a minute, whatever their size: the rules run once, over one
store of the case that ships, a graph that was made, and random worlds.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from strategies import worlds
from support import ROOT
from worlds import World, joined
from worlds import load as graph_of

import kg
from kg.assessment.tables import BESIDE, VERDICTS, assess_tables, connect, rule
from kg.exports.pairs import pairs_csv
from kg.projection import project, queries
from kg.resources import shipped_case
from kg.spark.__main__ import main
from kg.spark.dialect import steps
from kg.spark.results import RESULTS
from kg.spark.rules import PAIRS, run_rules
from kg.spark.tables import folder_of_tables, read_tables
from kg.stores import load, open_store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Rows = Counter[str]
Failure = Callable[..., tuple[int, str]]
DAY = date(2021, 3, 20)


@dataclass(frozen=True)
class Run:
    """A run of the rules on both engines."""

    store: Path
    by_duckdb: duckdb.DuckDBPyConnection
    by_spark: SparkSession


def drawn(count: int) -> World:
    """Return random worlds: circles, missing dates, vague places, of which the case has little."""
    found: list[World] = []

    @settings(max_examples=count, deadline=None, database=None, derandomize=True)
    @given(worlds())
    def draw(world: World) -> None:
        found.append(world)

    draw()
    return joined(found)


@pytest.fixture(scope="module")
def run(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Build a store and run the rules over it, with every pair."""
    home = tmp_path_factory.mktemp("spark")
    script = ROOT / "benchmarks" / "generate.py"
    size = ["--incidents", "120", "--denials", "15", "--seed", "3"]
    subprocess.run([sys.executable, script, *size, "-o", home / "made.nt"], check=True)
    quads = (quad for file in graph_of(drawn(30)).files for quad in file.quads)
    triples = (quad.triple for quad in quads)
    ox.serialize(triples, str(home / "worlds.nt"), format=ox.RdfFormat.N_TRIPLES)
    store = home / "store"
    load([shipped_case(), home / "made.nt", home / "worlds.nt"], store)
    connection = connect(project(open_store(store)))
    assess_tables(connection, focus=(), without=(), as_of=DAY, all_pairs=True)
    connection.execute(PAIRS.read_text(encoding="utf-8"))
    tables = read_tables(session, folder_of_tables(str(store)))
    run_rules(session, tables, str(home / "steps"), as_of=DAY, all_pairs=True)
    return Run(store, connection, session)


def made() -> list[str]:
    """Return the names of all tables that the rules make."""
    texts = [*map(rule, (*VERDICTS, *BESIDE)), PAIRS.read_text(encoding="utf-8")]
    return list(dict.fromkeys(step.table for text in texts for step in steps(text)))


def rows(connection: duckdb.DuckDBPyConnection, columns: list[str], source: str) -> Rows:
    chosen = ", ".join(f'"{column}"' for column in columns)
    query = f"SELECT {chosen} FROM {source}"  # noqa: S608 (names of tables and columns)
    return Counter(map(repr, connection.execute(query).fetchall()))


def compare(expected: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> int:
    """Compare a table with files that Spark wrote, and return its number of rows."""
    columns = [column[0] for column in expected.execute(f'DESCRIBE "{table}"').fetchall()]
    with duckdb.connect() as reader:
        names = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", [files]).fetchall()
        assert {name[0] for name in names} == set(columns), table
        shown = ", ".join(f"'{file}'" for file in files)
        found = rows(reader, columns, f"read_parquet([{shown}])")
    wanted = rows(expected, columns, f'"{table}"')
    assert found - wanted == Counter(), f"{table}: rows of Spark alone"
    assert wanted - found == Counter(), f"{table}: rows of DuckDB alone"
    return found.total()


def test_every_table_of_every_rule_is_the_same(run: Run) -> None:
    counts = {}
    for name in made():
        files = [file.removeprefix("file://") for file in run.by_spark.table(name).inputFiles()]
        counts[name] = compare(run.by_duckdb, name, files)
    assert counts["pair"] > 1000
    # Of an empty table a comparison would say little.
    empty = {name for name, count in counts.items() if not count}
    assert empty <= {
        "claim_withdrawal",
        "dating_differs",
        "several_scopes",
        "taken_back",
        "wording_differs",
    }


def test_the_command_gives_the_pairs_of_kg_assess(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = []
    monkeypatch.setattr("kg.spark.assess.run_rules", lambda *_, **how: asked.append(how))
    target = tmp_path / "results"
    options = ["--kind", "all", "--as-of", DAY.isoformat(), "--all"]
    assert main([str(run.store), "--out", str(target), *options]) == 0
    assert asked == [{"as_of": DAY, "all_pairs": True}]
    case = kg.open(store=run.store)
    table = pairs_csv(case.assess(kind="all", as_of=DAY.isoformat(), all_pairs=True))
    wanted = list(csv.DictReader(StringIO(table)))
    assert capsys.readouterr().out.startswith(f"{target}: {len(wanted):,} pairs: ")
    assert list(tmp_path.iterdir()) == [target]
    assert {path.name for path in target.iterdir()} == set(RESULTS)
    for name in RESULTS:
        compare(run.by_duckdb, name, sorted(map(str, (target / name).glob("*.parquet"))))
    with duckdb.connect() as reader:
        answer = reader.execute("SELECT * FROM read_parquet(?)", [f"{target}/pairs/*.parquet"])
        names = [column[0] for column in answer.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    assert set(names) < set(wanted[0])
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        shown = {name: as_csv(value) for name, value in one.items()}
        assert shown == {name: other[name] for name in names}


def as_csv(value: object) -> str:
    """Return a value as `kg assess --format csv` writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else str(value)


def test_a_comparison_finds_a_row_that_is_another(run: Run, tmp_path: Path) -> None:
    """It would be worth nothing if it found none."""
    path = tmp_path / "root.parquet"
    run.by_duckdb.execute("CREATE TEMP TABLE other AS SELECT * FROM root UNION ALL SELECT 'x', 'y'")
    with duckdb.connect() as writer:
        writer.execute("CREATE TABLE root (actor VARCHAR, root VARCHAR)")
        writer.executemany(
            "INSERT INTO root VALUES (?, ?)", run.by_duckdb.sql("FROM other").fetchall()
        )
        writer.execute("COPY root TO '" + str(path) + "' (FORMAT parquet)")
    with pytest.raises(AssertionError, match="Spark alone"):
        compare(run.by_duckdb, "root", [str(path)])


# --- what goes wrong in a session: here, so that there is one session for all ---------------


def test_a_folder_without_tables(session: SparkSession, tmp_path: Path, failure: Failure) -> None:
    target = tmp_path / "out"
    code, said = failure(str(tmp_path), "--out", str(target))
    assert (code, target.exists()) == (3, False)
    assert "not the tables of a store: actor, actor_name, dating and" in said
    code, said = failure(str(tmp_path / "nowhere"), "--out", str(target))
    assert code == 3
    assert "There is no such folder" in said


def test_tables_without_bounds(session: SparkSession, tmp_path: Path, failure: Failure) -> None:
    """Those that lie beside the right ones in a store."""
    with duckdb.connect() as writer:
        writer.execute("CREATE TABLE made AS SELECT 'x' AS statement")
        for name, _ in queries():
            writer.execute(f"COPY made TO '{tmp_path}/{name}.parquet' (FORMAT parquet)")
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "without the bounds of dates. Name the folder 'bounded'" in said


def test_a_table_that_is_no_parquet(
    session: SparkSession, tmp_path: Path, failure: Failure
) -> None:
    (tmp_path / "actor.parquet").write_bytes(b"no Parquet at all")
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 3
    assert "actor.parquet: Spark cannot read this" in said


def test_results_never_go_where_something_is(
    session: SparkSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: Failure,
) -> None:
    monkeypatch.setattr("kg.spark.assess.read_tables", lambda *_: {})
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    code, said = failure(str(tmp_path), "--out", str(target))
    assert code == 3
    assert "There is something here" in said
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_fails_leaves_nothing_behind(
    session: SparkSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: Failure,
) -> None:
    def fail(*_: object, **__: object) -> None:
        session.sql("SELECT raise_error('no more memory')").collect()

    monkeypatch.setattr("kg.spark.assess.read_tables", lambda *_: {})
    monkeypatch.setattr("kg.spark.assess.run_rules", fail)
    code, said = failure(str(tmp_path), "--out", str(tmp_path / "out"))
    assert code == 4
    assert "Spark gave up" in said
    assert list(tmp_path.iterdir()) == []
