"""How many triples of the data a store has, counted while more is put into it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.stores.build import Step, read_files_into

LINE = "<urn:x:a> <urn:x:p> <urn:x:{}>"


@pytest.mark.parametrize(
    ("name", "lines", "met"),
    [
        ("plain.nt", [LINE.format(1), LINE.format(2), LINE.format(2)], 3),
        ("named.nq", [LINE.format(1), f"{LINE.format(1)} <urn:x:g>", LINE.format(2)], 3),
        ("some.ttl", [LINE.format(1), LINE.format(2)], 2),
    ],
)
def test_a_count_is_of_what_was_read(name: str, lines: list[str], met: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")
    store = ox.Store(str(tmp_path / "triples"))
    steps: list[Step] = []
    read = read_files_into(store, [str(path)], steps.append)
    store.add(ox.Quad(*[ox.NamedNode(f"urn:x:{each}") for each in "later"[:3]]))
    store.bulk_load(b"<urn:x:b> <urn:x:p> <urn:x:c> <urn:x:h> .", format=ox.RdfFormat.N_QUADS)
    assert read.distinct() == 2
    assert steps[-1].triples == met


def test_triples_of_several_files_are_told_and_counted(tmp_path: Path) -> None:
    names = []
    for name, numbers in (("a.nt", (1, 2)), ("b.ttl", (2, 3)), ("c.nt", (3,))):
        names.append(str(tmp_path / name))
        text = "".join(f"{LINE.format(each)} .\n" for each in numbers)
        (tmp_path / name).write_text(text, encoding="utf-8")
    steps: list[Step] = []
    read = read_files_into(ox.Store(str(tmp_path / "triples")), names, steps.append)
    assert (steps[-1].triples, read.distinct()) == (5, 3)
