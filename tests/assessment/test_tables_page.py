"""The page of the tables names every table, every query of the projection, and every column."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support import ROOT

from kg.assessment.tables import connect
from kg.loaders import assemble, parse
from kg.projection import project

FOLDER = ROOT / "kg" / "assessment"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")
RULES = sorted(path.name for path in FOLDER.glob("[0-9]*.sql"))
QUERIES = sorted(path.stem for path in (ROOT / "queries" / "projection").glob("*.rq"))
INPUT = dict(re.findall(r"^\| `(\w+)` \| ((?:`\w+` ?)+) \|", PAGE, re.MULTILINE))
MADE = dict(re.findall(r"^\| `(\w+\.sql)` \| (.*) \|$", PAGE, re.MULTILINE))


def made_by(name: str) -> set[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return set(re.findall(r"^CREATE TABLE (\w+)", text, re.MULTILINE))


@cache
def columns() -> dict[str, list[str]]:
    connection = connect(project(assemble([parse("none.ttl", b"")])))
    rows = connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns ORDER BY ordinal_position"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found


@pytest.mark.parametrize("name", RULES)
def test_every_table_is_named_with_the_file_that_makes_it(name: str) -> None:
    created = made_by(name)
    assert created
    assert created <= set(re.findall(r"`(\w+)`", MADE[name]))


def test_no_other_table_is_named() -> None:
    known = {table for name in RULES for table in made_by(name)}
    assert list(MADE) == RULES
    for name, text in MADE.items():
        assert set(re.findall(r"`(\w+)`", text)) <= known, name


def test_every_query_of_the_projection_has_a_row() -> None:
    assert sorted(INPUT) == QUERIES


@pytest.mark.parametrize("table", QUERIES)
def test_columns_are_those_of_the_table(table: str) -> None:
    assert re.findall(r"`(\w+)`", INPUT[table]) == columns()[table]


def test_strengths_are_those_of_the_ontology() -> None:
    modes = project(assemble([parse("none.ttl", b"")]))["mode"].columns
    strengths = dict(zip(modes["code"], modes["strength"], strict=True))
    assert strengths == {"carried-out": "3", "directed": "2", "supported": "1"}
    assert "carried out 3, directed 2, supported 1" in PAGE


def test_the_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    example = PAGE.partition("```python\n")[2].partition("```")[0]
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 (text of this repository)
    assert "asad-erbil-missiles-2020-01-08" in capsys.readouterr().out
