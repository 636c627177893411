"""Triples that come in many parts are those that come in one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest

from kg.columns import Columns
from kg.columns import columns as module

P = "https://my.example/p"
QUERY = f"SELECT ?s ?o {{ ?s <{P}> ?o }}"
XSD = "http://www.w3.org/2001/XMLSchema#"


def rows(
    parts: int, most: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[object, ...]]:
    """Return what lines and triples become; their numbers are written as no store keeps them."""
    monkeypatch.setattr(module, "_PARTS", parts)
    monkeypatch.setattr(module, "_MOST", most)
    with duckdb.connect() as database:
        columns = Columns(database, [QUERY])
        for number in range(9):
            path.write_text(f'<https://my.example/a> <{P}> "0{number % 4}"^^<{XSD}integer> .\n')
            columns.add_lines(path)
            value = ox.Literal(f"+{number % 3}", datatype=ox.NamedNode(f"{XSD}integer"))
            columns.take(ox.Triple(ox.NamedNode("https://my.example/b"), ox.NamedNode(P), value))
        columns.settle()
        assert not columns._changed
        return sorted(database.execute(columns.select(QUERY).sql).fetchall())


@pytest.mark.parametrize("parts", [1, 2, 3, 100])
@pytest.mark.parametrize("most", [0, 2, 1000])
def test_how_much_goes_together_makes_no_difference(
    parts: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = rows(parts, most, tmp_path / "lines.nt", monkeypatch)
    a = [("https://my.example/a", str(number % 4)) for number in range(9)]
    b = [("https://my.example/b", str(number % 3)) for number in range(9)]
    assert found == sorted({*a, *b})


def test_forms_that_change_are_forgotten_where_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 5)
    path = tmp_path / "lines.nt"
    with duckdb.connect() as database:
        columns = Columns(database, [QUERY])
        for number in range(40):
            path.write_text(f'<https://my.example/a> <{P}> "0{number}"^^<{XSD}integer> .\n')
            columns.add_lines(path)
            assert len(columns._changed) <= len(columns._seen) <= 6
