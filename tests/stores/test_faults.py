"""What may befall a store: flipped bytes, a full disk, kills. Right answers or an error."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from support import Kg, environment

import kg
from kg.errors import InputError
from kg.projection import Prepared
from kg.stores import damage, directory, load, open_store
from kg.stores.layout import MANIFEST, end_of, read_manifest

# Bytes of each file of the triples.
FLIPS = 2
KILLS = 16
# Bytes at the end of a file in which its index lies, and that are always read.
END = 256 * 1024
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
NT = (
    '<https://my.example/a> <https://my.example/p> "1" .\n'
    "<https://my.example/b> <https://my.example/p> <https://my.example/a> .\n"
)


def lines(count: int) -> str:
    return "".join(
        f'<https://my.example/n{number}> <https://my.example/p> "{number}" .\n'
        for number in range(count)
    )


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a file of two triples."""
    path = tmp_path / "two.nt"
    path.write_text(NT)
    return path


@pytest.fixture
def home(two: Path, tmp_path: Path) -> Path:
    """Return a store of two triples."""
    load([two], tmp_path / "store")
    return tmp_path / "store"


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 (no secret)


# Flipped bytes


@contextmanager
def flipped(path: Path, rng: random.Random, last: int = 0) -> Iterator[int]:
    """Change one byte of a file, of its last if so many are given. Yield which.

    The file is whole again afterwards.
    """
    content = path.read_bytes()
    place = rng.randrange(max(0, len(content) - last) if last else 0, len(content))
    changed = bytearray(content)
    changed[place] ^= rng.randrange(1, 256)
    path.write_bytes(changed)
    try:
        yield place
    finally:
        path.write_bytes(content)


@pytest.fixture(scope="module")
def case_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the case that ships."""
    from kg.resources import shipped_case  # noqa: PLC0415

    home = tmp_path_factory.mktemp("flips") / "store"
    load([shipped_case()], home)
    return home


ASK = "SELECT ?g (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def said(home: Path) -> object:
    """Return what a store says when it is asked for much: all triples, and by their values."""
    case = kg.open(store=home)
    store = case.graph.store
    by_text = [
        len(list(store.quads_for_pattern(None, None, quad.object)))
        for quad in islice(store.quads_for_pattern(None, LABEL, None), 50)
    ]
    return sorted(map(str, store)), sorted(map(str, case.query(ASK).rows)), by_text


def outcome(home: Path) -> tuple[object, BaseException | None]:
    """Return what a store says, or the error in words."""
    try:
        return said(home), None
    except (InputError, RuntimeError, OSError) as error:
        return None, error if isinstance(error, InputError) else damage(error) or error


def test_a_flipped_byte_in_the_triples_is_an_error_or_changes_nothing(case_store: Path) -> None:
    rng = seeded(5)
    right = said(case_store)
    noticed = 0
    for path in sorted(case_store.glob("built-*/triples/*")):
        for _ in range(FLIPS if path.stat().st_size else 0):
            with flipped(path, rng) as place:
                found, error = outcome(case_store)
            assert found == right or isinstance(error, InputError), f"{path.name}:{place}: {error}"
            # In queries the engine would go on for ever: no byte gets that far.
            assert error is not None or path.suffix != ".sst", f"{path.name}:{place}"
            noticed += error is not None
    assert noticed > 10
    assert said(case_store) == right


def test_a_flipped_byte_in_an_index_of_a_large_store_does_not_reach_the_engine(
    case_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which would go on for ever."""
    monkeypatch.setattr(directory, "_READ_BEFORE", 0)
    rng = seeded(8)
    paths = sorted(case_store.glob("built-*/triples/*.sst"))
    assert max(path.stat().st_size for path in paths) > END
    for path in paths:
        for _ in range(10):
            with flipped(path, rng, END), pytest.raises(InputError, match="damaged"):
                open_store(case_store)
    assert said(case_store)


@pytest.mark.parametrize(("place", "seen"), [(15 / 16, True), (15 / 16 - 0.01, False)])
def test_the_end_of_a_large_file_is_a_16th_of_it(tmp_path: Path, place: float, seen: bool) -> None:
    """Indexes and filters were found to take up to 3 in a hundred of a file."""
    path = tmp_path / "large.sst"
    path.touch()
    os.truncate(path, 64 * END)
    before = end_of(path)
    with path.open("r+b") as file:
        file.seek(int(64 * END * place))
        file.write(b"\1")
    assert (end_of(path) != before) is seen


def test_a_flipped_byte_anywhere_in_the_triples_of_a_small_store_is_seen_at_once(
    case_store: Path,
) -> None:
    rng = seeded(9)
    for path in sorted(case_store.glob("built-*/triples/*.sst")):
        for _ in range(20):
            with flipped(path, rng), pytest.raises(InputError, match="damaged"):
                open_store(case_store)
    assert said(case_store)


@pytest.mark.parametrize("folder", ["tables", "bounded"])
def test_a_flipped_byte_in_any_table_is_an_error(case_store: Path, folder: str) -> None:
    rng = seeded(6)
    for path in sorted(case_store.glob(f"built-*/{folder}/*")):
        with flipped(path, rng), pytest.raises(InputError, match="damaged"):
            read_table(open_store(case_store).tables, folder, path.stem)
    assert len(kg.open(store=case_store).assess().pairs) > 100


def read_table(tables: Prepared, folder: str, name: str) -> None:
    import duckdb  # noqa: PLC0415 (as in the code)

    if folder == "tables":
        _ = tables[name]
    else:
        with duckdb.connect() as database:
            tables.put_into(database)


def test_a_flipped_byte_in_the_manifest_is_an_error_or_means_the_same(case_store: Path) -> None:
    rng = seeded(7)
    right = read_manifest(case_store)
    noticed = 0
    for _ in range(300):
        with flipped(case_store / MANIFEST, rng) as place:
            try:
                assert read_manifest(case_store) == right, place
            except InputError:
                noticed += 1
    assert noticed > 200


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of four MiB, where the system lets us."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    words = ("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder))
    mounted = subprocess.run(words, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(("umount", "-l", str(folder)), check=True)


@pytest.mark.parametrize("size", [4, 6, 8])
def test_a_full_disk_leaves_the_earlier_store(
    size: int, small_disk: Path, two: Path, tmp_path: Path, kg_process: Kg
) -> None:
    home = small_disk / "store"
    load([two], home)
    before = sorted(home.rglob("*"))
    resize = ("mount", "-o", f"remount,size={size}m", str(small_disk))
    subprocess.run(resize, check=True)
    more = tmp_path / "more.nt"
    more.write_text(lines(50_000))
    done = kg_process("load", str(more), "--store", str(home))
    assert done.code == 3
    assert f"{home}: The store cannot be written: the disk is full." in done.err
    assert "What was there before is as it was." in done.err
    assert sorted(home.rglob("*")) == before
    assert open_store(home).triples == 2


# Kills

# A load of one file in place of another is killed again and again, each time in a process of its
# own that was split off this one, at its n-th call within kg/stores, for n of all phases.
KILLER = """
import json, os, random, signal, sys, threading
import duckdb, pyoxigraph
import kg.assessment.assess, kg.stores.streaming, kg.stores.tables
from kg.stores import load, open_store
from kg.projection import project

old, new, home, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

def content():
    graph = open_store(home)
    tables = {name: sorted(map(str, zip(*table.columns.values())))
              for name, table in project(graph).items()}
    return sorted(map(str, graph.store)), tables

def apart(work):
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            with os.fdopen(write, "w") as out:
                json.dump(work(), out)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as file:
        text = file.read()
    return os.waitpid(child, 0)[1], json.loads(text) if text else None

def calls(last=None):
    done = 0
    def watch(frame, event, _):
        nonlocal done
        if event == "c_call" and frame.f_globals.get("__name__", "").startswith("kg.stores"):
            done += 1
            if done == last or (last == "cleaning" and frame.f_code.co_name == "_is_read"):
                os.kill(os.getpid(), signal.SIGKILL)
    def work():
        sys.setprofile(watch)
        load([new], home)
        sys.setprofile(None)
        return done
    return apart(work)

def loaded(path):
    def work():
        load([path], home)
        return content()
    status, found = apart(work)
    assert status == 0
    return found

after = loaded(new)
before = loaded(old)
whole = calls()[1]
assert loaded(old) == before
whole = whole * 24 // 25  # they may be fewer next time
rng = random.Random(9)
kept = 0
for part in range(count):
    at = rng.randrange(whole * part // count, whole * (part + 1) // count) + 1
    # How many calls there are differs by the number of parts that the engine writes, and what
    # comes after the manifest is short: that is named.
    at = "cleaning" if part == count - 1 else at
    status, _ = calls(at)
    assert status == signal.SIGKILL, (at, whole, status)
    status, found = apart(content)
    assert status == 0, at
    assert found in (before, after), at
    kept += found == before
    assert loaded(old) == before, at
    names = sorted(name for name in os.listdir(home) if name.startswith("built-"))
    assert len(names) == 1, (at, names)
print(json.dumps({"calls": whole, "kept": kept}))
"""


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory, where there is one: a load waits for the disk a hundred times."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


def test_a_load_killed_anywhere_leaves_a_whole_store(
    hard: Path, two: Path, quick_disk: Path
) -> None:
    home = str(quick_disk / "store")
    words = (sys.executable, "-c", KILLER, str(hard), str(two), home, str(KILLS))
    done = subprocess.run(words, capture_output=True, text=True, env=environment(), check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["calls"] > KILLS
    assert KILLS > told["kept"] > KILLS // 2
