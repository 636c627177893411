"""A store in a folder: what goes in comes out, and nothing that goes wrong harms an earlier one."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import Kg, environment

import kg
from kg.errors import InputError, OutputError, UnknownNameError, UsageError
from kg.loaders import open_graph
from kg.projection import Prepared, project
from kg.stores import load, open_store
from kg.stores.layout import LOCK, MANIFEST

NT = (
    '<https://my.example/a> <https://my.example/p> "1" .\n'
    "<https://my.example/b> <https://my.example/p> <https://my.example/a> .\n"
)
CEV = "https://w3id.org/claims-evidence/ontology#"


def lines(count: int) -> str:
    return "".join(
        f'<https://my.example/n{number}> <https://my.example/p> "{number}" .\n'
        for number in range(count)
    )


def tables_of(*files: Path) -> dict[str, list[tuple[str | None, ...]]]:
    return rows(project(open_graph(files)))


def rows(tables: object) -> dict[str, list[tuple[str | None, ...]]]:
    assert hasattr(tables, "items")
    return {
        name: sorted(zip(*table.columns.values(), strict=True), key=str)
        for name, table in tables.items()
    }


def test_tables_are_those_of_the_files(hard: Path, case_file: Path, tmp_path: Path) -> None:
    for files in ([hard], [case_file], [case_file, hard]):
        load(files, tmp_path / "store")
        stored = project(open_store(tmp_path / "store"))
        assert isinstance(stored, Prepared)
        assert rows(stored) == tables_of(*files)
        assert stored.rows == sum(len(table) for table in stored.values())


def test_the_engines_own_csv_gives_the_same_tables(case_file: Path, tmp_path: Path) -> None:
    """The case has no empty text, so its tables go the fast way, and line ends stay."""
    long = tmp_path / "long.ttl"
    long.write_text(
        f"<https://x.example/a> a <{CEV}Incident> ; <http://www.w3.org/2000/01/rdf-schema#label> "
        '"a,\\"b\\"\\r\\nc\\n\\n" .'
    )
    load([case_file, long], tmp_path / "store")
    assert rows(project(open_store(tmp_path / "store"))) == tables_of(case_file, long)


@pytest.mark.parametrize("name", ["mixed.nt", "mixed.nq"])
def test_blank_nodes_of_several_files_stay_apart_and_have_the_names_of_memory(
    name: str, tmp_path: Path
) -> None:
    first, second = tmp_path / name, tmp_path / f"second-{name}"
    blank = '_:a <https://my.example/p> "x" .\n_:b <https://my.example/p> _:a .\n'
    first.write_text(NT + blank + lines(3))
    second.write_text(blank)
    load([first, second], tmp_path / "store")
    memory = open_graph([first, second])
    assert set(open_store(tmp_path / "store").store) == set(memory.store)


def test_a_blank_node_far_behind_is_found(tmp_path: Path) -> None:
    path = tmp_path / "far.nt"
    path.write_text(lines(40_000) + '_:a <https://my.example/p> "x" .\n' + lines(2))
    load([path], tmp_path / "store")
    assert set(open_store(tmp_path / "store").store) == set(open_graph([path]).store)


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".zst", None)],
)
def test_packed_files(ending: str, pack: Callable[[bytes], bytes] | None, tmp_path: Path) -> None:
    if pack is None:
        from backports import zstd  # noqa: PLC0415 (as in the code)

        pack = zstd.compress
    path = tmp_path / f"data.nt{ending}"
    path.write_bytes(pack(NT.encode()))
    manifest = load([path], tmp_path / "store")
    assert manifest.triples == 2
    assert manifest.files[0].format == "ntriples"
    assert manifest.files[0].bytes == path.stat().st_size
    half = tmp_path / f"half.nt{ending}"
    half.write_bytes(pack(lines(2_000).encode())[:-30])
    with pytest.raises(InputError):
        load([half], tmp_path / "store")
    assert open_store(tmp_path / "store").triples == 2


def test_standard_input(kg_process: Kg, tmp_path: Path) -> None:
    done = kg_process("load", "-", "--store", str(tmp_path / "s"), stdin=gzip.compress(NT.encode()))
    assert (done.code, done.err) == (0, "")
    assert "2 triples of 1 file" in done.out


def test_a_syntax_error_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.nt"
    path.write_text(lines(30_000) + "_:a <https://my.example/p> 7 .\n")
    with pytest.raises(InputError) as wrong:
        load([path], tmp_path / "store")
    assert (wrong.value.line, wrong.value.file) == (30_001, str(path))
    assert wrong.value.text == "_:a <https://my.example/p> 7 ."
    path.write_text(lines(20_000) + "what\n" + lines(20_000))
    with pytest.raises(InputError) as wrong:
        load([path], tmp_path / "store")
    assert (wrong.value.line, wrong.value.text) == (20_001, "what")
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    "text",
    [
        '<https://x.example/a> <https://x.example/b> "x"@en--ltr .\n',
        "<https://x.example/a> <https://x.example/b> "
        "<<( <https://x.example/a> <https://x.example/b> <https://x.example/c> )>> .\n",
    ],
)
def test_rdf_12_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "new.nt"
    path.write_text(NT + text)
    with pytest.raises(InputError, match=r"RDF 1\.2"):
        load([path], tmp_path / "store")


def test_terms_that_nothing_reads_are_named(kg_process: Kg, tmp_path: Path) -> None:
    path = tmp_path / "misspelt.nt"
    path.write_text(
        NT
        + f'<https://x.example/a> <{CEV}spokenBy> "a text with <{CEV}hardly> in it" .\n'
        + f"<https://x.example/a> <https://x.example/is> <{CEV}Incident> .\n"
    )
    home = tmp_path / "store"
    done = kg_process("load", str(path), "--store", str(home))
    assert done.code == 0
    assert f"{path}:3: cev:spokenBy is no term of the ontology" in done.err
    assert "hardly" not in done.err
    assert kg_process("--store", str(home), "info").err == done.err
    assert not kg_process("--quiet", "--store", str(home), "info").err


def test_unknown_names_have_the_same_nearest(
    case_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([case_file], tmp_path / "store")
    stored, memory = open_store(tmp_path / "store"), open_graph([case_file])
    for name in ("erbil-2021-02-16", "ras-tanoura", "kadhimy"):
        with pytest.raises(UnknownNameError) as here:
            memory.resolve(name)
        with pytest.raises(UnknownNameError) as there:
            stored.resolve(name)
        assert there.value.nearest == here.value.nearest
        monkeypatch.setattr("kg.stores.names._SMALL", 0)
        with pytest.raises(UnknownNameError) as there:
            stored.resolve(name)
        assert set(there.value.nearest) & set(here.value.nearest)


def test_a_label_finds_its_node(case_file: Path, tmp_path: Path) -> None:
    load([case_file], tmp_path / "store")
    stored = open_store(tmp_path / "store")
    label = next(iter(project(stored)["incident"].columns["label"]))
    with pytest.raises(UnknownNameError) as unknown:
        stored.resolve(str(label).upper())
    assert [stored.label(stored.resolve(name)) for name in unknown.value.nearest[:1]] == [label]


def test_the_library_opens_it(case_file: Path, tmp_path: Path) -> None:
    load([case_file], tmp_path / "store")
    case = kg.open(store=tmp_path / "store")
    assert case.info() == kg.open(case_file).info()
    assert len(case.rdflib) == len(kg.open(case_file).rdflib)
    with pytest.raises(UsageError, match="not both"):
        kg.open(case_file, store=tmp_path / "store")


def test_what_needs_the_files_says_so(case_file: Path, kg_process: Kg, tmp_path: Path) -> None:
    load([case_file], tmp_path / "store")
    done = kg_process("--store", str(tmp_path / "store"), "check")
    assert done.code == 2
    assert "kg check FILE" in done.err
    graph = open_store(tmp_path / "store")
    with pytest.raises(InputError, match="the file itself"):
        list(graph.files[0].quads)


def test_files_and_a_store_are_too_much(kg_process: Kg, case_file: Path) -> None:
    done = kg_process("--data", str(case_file), "--store", "x", "info")
    assert done.code == 2
    assert "not both" in done.err


# What goes wrong


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a store of two triples."""
    path = tmp_path / "two.nt"
    path.write_text(NT)
    load([path], tmp_path / "store")
    return tmp_path / "store"


def test_a_failed_load_leaves_the_earlier_store(home: Path, tmp_path: Path) -> None:
    before = sorted(home.rglob("*"))
    wrong = tmp_path / "wrong.nt"
    wrong.write_text("no\n")
    with pytest.raises(InputError):
        load([wrong], home)
    assert sorted(home.rglob("*")) == before
    assert open_store(home).triples == 2


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.nt"
    path.write_text(NT)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="something else"):
        load([path], tmp_path / "full")
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["letter.txt"]
    with pytest.raises(InputError, match="This is a file"):
        load([path], path)
    (tmp_path / "empty").mkdir()
    load([path], tmp_path / "empty")
    with pytest.raises(InputError, match="no store"):
        open_store(tmp_path / "full")
    with pytest.raises(InputError, match="no store here"):
        open_store(tmp_path / "missing")
    with pytest.raises(InputError, match="This is a file"):
        open_store(path)


def test_a_second_writer_is_refused_and_a_reader_is_not(home: Path, tmp_path: Path) -> None:
    with (home / LOCK).open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="Another kg load"):
            load([tmp_path / "two.nt"], home)
        assert open_store(home).triples == 2
    load([tmp_path / "two.nt"], home)


def test_a_reader_keeps_what_it_reads(home: Path, tmp_path: Path) -> None:
    reader = open_store(home)
    (tmp_path / "more.nt").write_text(lines(5))
    load([tmp_path / "more.nt"], home)
    assert len(project(reader)) == len(list(reader.tables))
    assert reader.has_node("https://my.example/b")
    assert open_store(home).triples == 5
    assert len(list(home.glob("built-*"))) == 2
    del reader
    load([tmp_path / "more.nt"], home)
    assert len(list(home.glob("built-*"))) == 1


def flip(path: Path, where: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("where", [0.02, 0.3, 0.5, 0.7, 0.98])
def test_a_flipped_bit_in_the_manifest_is_noticed(home: Path, where: float) -> None:
    flip(home / MANIFEST, where)
    with pytest.raises(InputError):
        open_store(home)


@pytest.mark.parametrize("folder", ["tables", "bounded"])
def test_a_flipped_bit_in_a_table_is_noticed(home: Path, folder: str) -> None:
    flip(next(home.glob(f"built-*/{folder}/source.parquet")), 0.5)
    case = kg.open(store=home)
    ask = case.origins if folder == "tables" else case.assess
    with pytest.raises(InputError, match="damaged"):
        ask()


def test_triples_that_are_cut_off_are_noticed(home: Path) -> None:
    part = next(home.glob("built-*/triples/*.sst"))
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(InputError, match="damaged"):
        open_store(home)


def test_flipped_bits_in_the_triples_give_an_error_and_no_answer(
    home: Path, kg_process: Kg
) -> None:
    for part in home.glob("built-*/triples/*.sst"):
        content = bytearray(part.read_bytes())
        for place in range(0, len(content) - 64, 16):
            content[place] ^= 0x10
        part.write_bytes(content)
    done = kg_process("--store", str(home), "query", "-", stdin="SELECT * { ?s ?p ?o }")
    assert done.code == 3
    assert "Traceback" not in done.err
    assert "store" in done.err
    assert not done.out


def test_an_older_layout_asks_for_the_files(home: Path, tmp_path: Path) -> None:
    content = json.loads((home / MANIFEST).read_text())
    (home / MANIFEST).write_text(json.dumps({**content, "layout": 0, "store": {"any": "thing"}}))
    with pytest.raises(InputError, match=r"layout 0.*Load the files again"):
        open_store(home)
    load([tmp_path / "two.nt"], home)
    assert open_store(home).triples == 2


def test_other_rules_ask_for_the_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.stores.layout.rules_hash", lambda: "other")
    with pytest.raises(InputError, match="another version of the ontology"):
        open_store(home)


# Killed loads


STEPS = (
    *("build.put", "build._counting", "aside.Aside._derive", "aside.write_tables"),
    *("aside.Derived.put_into", "build._sync_all", "build.write_manifest", "build.clean"),
)


def start(path: Path, home: Path, dies_at: str = "") -> subprocess.Popen[bytes]:
    """Start a load in a process of its own, that kills itself before a step."""
    program = f"""
import os, signal
from kg.stores import aside, build
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{f"{dies_at} = die" if dies_at else ""}
build.load([{str(path)!r}], {str(home)!r})
"""
    return subprocess.Popen([sys.executable, "-c", program], env=environment())


@pytest.mark.parametrize("step", STEPS)
def test_a_load_killed_at_a_step_changes_nothing(step: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "more.nt").write_text(lines(50))
    assert start(tmp_path / "more.nt", home, step).wait() == -signal.SIGKILL
    # Once the manifest is in its place the new store is the store.
    assert open_store(home).triples == (50 if step == "build.clean" else 2)
    assert len(list(home.glob("built-*"))) == 2
    load([tmp_path / "more.nt"], home)
    assert open_store(home).triples == 50
    assert len(list(home.glob("built-*"))) == 1


def test_a_first_load_that_is_killed_leaves_a_folder_that_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "more.nt").write_text(lines(50))
    home = tmp_path / "store"
    assert start(tmp_path / "more.nt", home, "aside.Aside._derive").wait() == -signal.SIGKILL
    with pytest.raises(InputError, match="was not finished"):
        open_store(home)
    load([tmp_path / "more.nt"], home)
    assert open_store(home).triples == 50


@pytest.mark.parametrize("part", range(12))
def test_a_load_killed_at_any_time_leaves_a_whole_store(
    part: int, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "more.nt").write_text(lines(20_000))
    process = start(tmp_path / "more.nt", home)
    before = set(home.glob("built-*"))
    while process.poll() is None and set(home.glob("built-*")) == before:
        time.sleep(0.001)
    time.sleep(0.03 * part)
    process.kill()
    process.wait()
    graph = open_store(home)
    assert graph.triples in {2, 20_000}
    data = graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert sum(1 for _ in data) == graph.triples
    del graph, data
    load([tmp_path / "two.nt"], home)
    assert len(list(home.glob("built-*"))) == 1


@pytest.mark.parametrize("blocks", [1, 20, 200])
def test_a_full_disk_leaves_the_earlier_store(
    blocks: int, home: Path, tmp_path: Path, kg_process: Kg
) -> None:
    (tmp_path / "more.nt").write_text(lines(50_000))
    done = kg_process("load", str(tmp_path / "more.nt"), "--store", str(home), limit=blocks)
    assert done.code != 0
    assert "Traceback" not in done.err
    assert open_store(home).triples == 2


def test_an_ontology_that_could_not_be_read_once_is_read_again(
    case_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([case_file], tmp_path / "store")
    graph = open_store(tmp_path / "store")

    def gone() -> list[object]:
        raise InputError("It cannot be read.", file="ontology")

    with monkeypatch.context() as patch:
        patch.setattr("kg.loaders.opening.read_ontology", gone)
        with pytest.raises(InputError):
            _ = graph.ontology
    assert graph.ontology
