"""What a load keeps beside the store: taken in on another thread; what goes wrong there."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import duckdb
import pyoxigraph as ox
import pytest

from kg.columns import Columns
from kg.graph import CEV, RDFS_LABEL
from kg.projection import queries
from kg.stores import aside as module
from kg.stores.aside import Aside

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
INCIDENT = ox.NamedNode(f"{CEV}Incident")
SELECT = dict(queries())["incident"]


def line(number: int) -> bytes:
    node = f"<https://my.example/{number}>"
    return f'{node} {TYPE} {INCIDENT} .\n{node} {RDFS_LABEL} "{number}" .\n'.encode()


def quads(number: int) -> list[ox.Quad]:
    node = ox.NamedNode(f"https://my.example/{number}")
    return [ox.Quad(node, TYPE, INCIDENT), ox.Quad(node, RDFS_LABEL, ox.Literal(str(number)))]


def incidents(aside: Aside) -> list[tuple[object, ...]]:
    select = aside.columns.select(SELECT)
    place = select.columns.index("incident"), select.columns.index("label")
    rows = aside.database.execute(select.sql).fetchall()
    return sorted(tuple(row[index] for index in place) for row in rows)


def test_lines_and_quads_of_many_parts_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 500)
    monkeypatch.setattr(module, "_SOME", 7)
    with Aside(tmp_path / "scratch", tmp_path) as aside:
        for number in range(60):
            aside.keep(line(number))
            passed = list(aside.passing(quad for quad in quads(1000 + number)))
            assert passed == quads(1000 + number)
        aside.keep(line(60).rstrip(b"\n"))  # the last line of a file may end without
        aside.keep(line(61).replace(b"\n", b"\r\n"))
        aside.derived()
        numbers = [*range(62), *range(1000, 1060)]
        assert incidents(aside) == sorted(
            (f"https://my.example/{number}", str(number)) for number in numbers
        )
        tables = aside.tables()
    assert {name for name, _ in queries()} == set(tables)
    assert tables["incident"].rows == len(numbers)
    assert not (tmp_path / "scratch").exists()


def test_what_goes_wrong_beside_is_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    with Aside(tmp_path / "scratch", tmp_path) as aside:
        aside.keep(b'<https://my.example/a> <https://my.example/p> "\xff\xfe" .\n')
        for number in range(10):
            aside.keep(line(number))  # the parser has the first word
        with pytest.raises(duckdb.Error):
            aside.derived()
    assert not (tmp_path / "scratch").exists()


@pytest.mark.parametrize("error", [duckdb.IOException, duckdb.OutOfMemoryException, OSError])
def test_what_no_line_can_cause_is_told_at_once(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 1)

    def full(*_: object) -> None:
        raise error("the disk is full")

    monkeypatch.setattr(Columns, "add_lines", full)
    with Aside(tmp_path / "scratch", tmp_path) as aside:
        with pytest.raises(error, match="full"):
            list(map(aside.keep, map(line, range(10))))
        with pytest.raises(error, match="full"):
            aside.take(quads(1))


def test_when_something_went_wrong_no_more_lines_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    with Aside(tmp_path / "scratch", tmp_path) as aside:
        aside.keep(b'<https://my.example/a> <https://my.example/p> "\xff\xfe" .\n')
        for number in range(10):
            aside.keep(line(number))
        while list((tmp_path / "scratch").glob("lines*")):
            sleep(0.01)  # those that were waiting are removed on the thread beside
        monkeypatch.setattr(module, "_AT_ONCE", 1000)
        aside.keep(line(10))
        assert not list((tmp_path / "scratch").glob("lines*"))
        with pytest.raises(duckdb.Error):
            aside.check()


def test_a_load_that_ends_early_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 1)

    def broken_off() -> None:
        with Aside(tmp_path / "scratch", tmp_path) as aside:
            for number in range(10):
                aside.keep(line(number))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert not (tmp_path / "scratch").exists()
