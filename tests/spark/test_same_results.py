"""Spark's results against DuckDB's, of the same rules, table by table and row by row."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import worlds
from support import ROOT
from worlds import World, joined
from worlds import load as graph_of

import kg
from kg.assessment.tables import BESIDE, VERDICTS, assess_tables, connect, rule
from kg.exports.pairs import pairs_csv
from kg.projection import project
from kg.resources import shipped_case
from kg.spark.__main__ import main
from kg.spark.dialect import steps
from kg.spark.results import RESULTS
from kg.spark.rules import PAIRS, run_rules
from kg.spark.tables import folder_of_tables, read_tables
from kg.stores import load, open_store
from kg.stores.layout import BOUNDED
from kg.stores.tables import write_tables

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from kg.graph import Graph

Rows = Counter[str]


def made() -> list[str]:
    """Return the names of all tables that the rules make."""
    texts = [*map(rule, (*VERDICTS, *BESIDE)), PAIRS.read_text(encoding="utf-8")]
    return list(dict.fromkeys(step.table for text in texts for step in steps(text)))


def by_duckdb(graph: Graph, as_of: date | None, *, all_pairs: bool) -> duckdb.DuckDBPyConnection:
    connection = connect(project(graph))
    assess_tables(connection, focus=(), without=(), as_of=as_of, all_pairs=all_pairs)
    connection.execute(PAIRS.read_text(encoding="utf-8"))
    return connection


def rows(connection: duckdb.DuckDBPyConnection, columns: list[str], source: str) -> Rows:
    chosen = ", ".join(f'"{column}"' for column in columns)
    query = f"SELECT {chosen} FROM {source}"  # noqa: S608 (names of tables and columns)
    return Counter(map(repr, connection.execute(query).fetchall()))


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [column[0] for column in connection.execute(f'DESCRIBE "{table}"').fetchall()]


def compare(expected: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> int:
    """Compare a table with files that Spark wrote, and return its number of rows."""
    columns = columns_of(expected, table)
    with duckdb.connect() as reader:
        names = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", [files]).fetchall()
        assert {name[0] for name in names} == set(columns), table
        shown = ", ".join(f"'{file}'" for file in files)
        found = rows(reader, columns, f"read_parquet([{shown}])")
    wanted = rows(expected, columns, f'"{table}"')
    assert found - wanted == Counter(), f"{table}: rows of Spark alone"
    assert wanted - found == Counter(), f"{table}: rows of DuckDB alone"
    return found.total()


def compare_all(
    session: SparkSession,
    graph: Graph,
    folder: Path,
    scratch: Path,
    *,
    as_of: date | None,
    all_pairs: bool,
) -> dict[str, int]:
    expected = by_duckdb(graph, as_of, all_pairs=all_pairs)
    tables = read_tables(session, folder_of_tables(str(folder)))
    run_rules(session, tables, str(scratch), as_of=as_of, all_pairs=all_pairs)
    return {
        name: compare(
            expected,
            name,
            [file.removeprefix("file://") for file in session.table(name).inputFiles()],
        )
        for name in made()
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the case that ships and of a graph that was made."""
    home = tmp_path_factory.mktemp("stores")
    script = ROOT / "benchmarks" / "generate.py"
    size = ["--incidents", "120", "--denials", "15", "--seed", "3"]
    subprocess.run([sys.executable, script, *size, "-o", home / "made.nt"], check=True)
    load([shipped_case(), home / "made.nt"], home / "store")
    return home / "store"


def test_every_table_of_every_rule_is_the_same(
    session: SparkSession, store: Path, tmp_path: Path
) -> None:
    counts = compare_all(session, open_store(store), store, tmp_path, as_of=None, all_pairs=True)
    # Rows in nearly all, or the comparison would say little; in the case nobody takes words back.
    assert sum(count > 0 for count in counts.values()) > len(counts) - 8, counts
    assert counts["pair"] > 1000


@settings(
    max_examples=1,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(worlds(), min_size=30, max_size=30))
def test_random_worlds_are_the_same_as_of_a_day(
    session: SparkSession, tmp_path_factory: pytest.TempPathFactory, several: list[World]
) -> None:
    """Circles, missing dates, vague places: what the case has little of."""
    home = tmp_path_factory.mktemp("worlds")
    graph = graph_of(joined(several))
    write_tables(graph, home, empty_texts=True)
    day = date(2021, 3, 10)
    counts = compare_all(session, graph, home / BOUNDED, home / "steps", as_of=day, all_pairs=False)
    assert min(counts[name] for name in ("verdict", "claim_verdict", "withdrawal")) > 0


def test_the_command_gives_the_pairs_of_kg_assess(
    session: SparkSession, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "results"
    arguments = [str(store), "--out", str(target), "--kind", "all", "--as-of", "2021-03-20"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith(f"{target}: ")
    assert list(tmp_path.iterdir()) == [target]
    assert {path.name for path in target.iterdir()} == set(RESULTS)
    expected = by_duckdb(open_store(store), date(2021, 3, 20), all_pairs=False)
    for name in RESULTS:
        compare(expected, name, sorted(map(str, (target / name).glob("*.parquet"))))
    case = kg.open(store=store)
    table = csv.DictReader(StringIO(pairs_csv(case.assess(kind="all", as_of="2021-03-20"))))
    wanted = list(table)
    with duckdb.connect() as reader:
        answer = reader.execute("SELECT * FROM read_parquet(?)", [f"{target}/pairs/*.parquet"])
        names = [column[0] for column in answer.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    assert len(found) == len(wanted) > 100
    assert set(names) < set(wanted[0])
    for one, other in zip(found, wanted, strict=True):
        assert {name: as_csv(value) for name, value in one.items()} == {
            name: other[name] for name in names
        }


def as_csv(value: object) -> str:
    """Return a value as `kg assess --format csv` writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else str(value)
