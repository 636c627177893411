"""Tables are of all that was read, whichever file comes last, and of nothing that came later."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.loaders import open_graph
from kg.projection import project
from kg.stores import load, open_store
from kg.stores.aside import Aside
from kg.stores.feeding import feed
from kg.stores.streaming import Lines


@pytest.fixture
def halves(case_file: Path, tmp_path: Path) -> list[Path]:
    """Return the case as two files of N-Triples without blank nodes."""
    named = [
        triple
        for triple in ox.parse(path=case_file, format=ox.RdfFormat.TURTLE)
        if not isinstance(triple.subject, ox.BlankNode)
        and not isinstance(triple.object, ox.BlankNode)
    ]
    paths = [tmp_path / "one.nt", tmp_path / "two.nt"]
    for start, path in enumerate(paths):
        path.write_bytes(ox.serialize(named[start::2], format=ox.RdfFormat.N_QUADS) or b"")
    return paths


def tables(graph: object) -> dict[str, list[str]]:
    return {
        name: sorted(map(str, zip(*table.columns.values(), strict=True)))
        for name, table in project(graph).items()  # type: ignore[arg-type]
    }


@pytest.mark.parametrize(
    ("first", "last"), [("nt", "nt"), ("nt", "ttl"), ("ttl", "nt"), ("ttl", "ttl"), ("nt", "_:")]
)
def test_tables_are_of_every_file(
    halves: list[Path], tmp_path: Path, first: str, last: str
) -> None:
    files = []
    for path, kind in zip(halves, (first, last), strict=True):
        if kind == "ttl":
            other = path.with_suffix(".ttl")  # N-Triples are Turtle
            other.write_bytes(path.read_bytes())
            files.append(other)
        else:
            if kind == "_:":
                with path.open("ab") as file:
                    file.write(b'_:a <https://my.example/p> "1" .\n')
            files.append(path)
    load(files, tmp_path / "store")
    found = tables(open_store(tmp_path / "store"))
    assert found == tables(open_graph(files))
    assert len(found["incident"]) > 20


def test_what_is_written_to_a_file_after_its_end_was_met_is_not_loaded(
    halves: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules and tables are made from there on; the triples must not be others."""
    one, two = halves
    right = tables(open_graph([one]))
    whole = Lines.blocks

    def growing(lines: Lines) -> Iterator[bytes]:
        yield from whole(lines)
        with one.open("ab") as file:
            file.write(two.read_bytes())

    monkeypatch.setattr(Lines, "blocks", growing)
    before = one.read_bytes()
    load([one], tmp_path / "store")
    stored = open_store(tmp_path / "store")
    assert one.stat().st_size > len(before)
    assert stored.sha256 == hashlib.sha256(before).hexdigest()
    assert tables(stored) == right
    labels = stored.store.query(
        "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a "
        "<https://w3id.org/claims-evidence/ontology#Incident> }"
    )
    assert [int(row[0].value) for row in labels] == [len(right["incident"])]  # type: ignore[union-attr]


def test_tables_are_begun_while_the_engine_is_at_work(
    halves: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the last file alone, for rules and tables need all of them."""
    seen: list[str] = []
    finish = Aside.finish

    def feeding(load_from: Callable[[str], None], blocks: Iterator[bytes]) -> None:
        seen.append("engine")
        feed(load_from, blocks)
        seen.append("sorted")

    def finishing(aside: Aside) -> None:
        seen.append("tables")
        finish(aside)

    monkeypatch.setattr("kg.stores.streaming.feed", feeding)
    monkeypatch.setattr(Aside, "finish", finishing)
    load(halves, tmp_path / "store")
    assert seen[:5] == ["engine", "sorted", "engine", "tables", "sorted"]
