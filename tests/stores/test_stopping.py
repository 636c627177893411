"""Ctrl-C while a store is built: it is told, at once, and nothing is left or lost."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from support import PROGRAM, environment

from kg.columns import Columns, Select
from kg.errors import OutputError
from kg.loaders import ParseError
from kg.stores import build, load, open_store

LINES = '<https://my.example/a> <https://my.example/p> "1" .\n'

# Whoever runs the tests may ignore Ctrl-C, and a child would too.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
ENDLESS = "SELECT max(a.range + b.range) AS s, '' AS o FROM range(10000000000) a, range(10000000) b"
# From here on the database would never be done by itself.
ENDLESS_RULE = f"""
from kg.columns import Columns
Columns.construct = lambda self, text: self._connection.execute({ENDLESS!r}).fetchall()
"""
ENDLESS_TABLES = f"""
from kg.columns import Columns, Select
Columns.select = lambda self, text: Select({ENDLESS!r}, ("s", "o"))
"""
ENDLESS_COLUMNS = f"""
import kg.stores.aside as aside
from kg.columns import Columns
aside._AT_ONCE = 1
Columns.add_lines = lambda self, path: self._connection.execute({ENDLESS!r})
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a store of one triple."""
    path = tmp_path / "one.nt"
    path.write_text(LINES)
    load([path], tmp_path / "store")
    return tmp_path / "store"


@dataclass(frozen=True)
class Stopped:
    """How a load ended that was stopped."""

    code: int
    told: str


def stopped(home: Path, more: Path, at: str, prelude: str, give: Callable[[], object]) -> Stopped:
    """Run ``kg load`` on a terminal, and press Ctrl-C when its line of progress has some words."""
    terminal, other = pty.openpty()
    words = [sys.executable, "-c", LISTENING + prelude + PROGRAM, "load", str(more)]
    told = ""
    with os.fdopen(terminal, "rb", buffering=0) as shown:
        child = subprocess.Popen(
            [*words, "--store", str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=other,
            env=environment(),
        )
        os.close(other)
        try:
            give()
            sent = False
            with suppress(OSError):  # so a terminal says that nobody writes to it any more
                while text := shown.read(4096):
                    told += text.decode()
                    if not sent and at in told:
                        child.send_signal(signal.SIGINT)
                        sent = True
            assert sent, told
            return Stopped(child.wait(), told.rpartition("\x1b[K")[2].strip())
        finally:
            child.kill()
            child.wait()


@pytest.mark.parametrize(
    ("at", "prelude"),
    [
        ("making the tables", ENDLESS_TABLES),
        ("deriving", ENDLESS_RULE),
        ("deriving", ENDLESS_COLUMNS),
    ],
)
def test_ctrl_c_ends_what_the_database_does(
    at: str, prelude: str, home: Path, tmp_path: Path
) -> None:
    before = sorted(home.rglob("*"))
    more = tmp_path / "more.nt"
    more.write_text(LINES * 100)
    found = stopped(home, more, at, prelude, lambda: None)
    assert found == Stopped(130, "kg: Stopped.")
    assert sorted(home.rglob("*")) == before
    assert open_store(home).triples == 1


@pytest.mark.parametrize("prelude", ["", ENDLESS_COLUMNS])
def test_ctrl_c_while_a_file_is_read(prelude: str, home: Path, tmp_path: Path) -> None:
    before = sorted(home.rglob("*"))
    more = tmp_path / "more.nt"
    os.mkfifo(more)

    def write() -> None:  # a file without an end
        with suppress(BrokenPipeError), more.open("wb", buffering=0) as writer:
            while True:
                writer.write(LINES.encode() * 1000)

    feeding = Thread(target=write)
    found = stopped(home, more, " triples", prelude, feeding.start)
    feeding.join()
    assert found == Stopped(130, "kg: Stopped.")
    assert sorted(home.rglob("*")) == before
    assert open_store(home).triples == 1


# What is made while the engine still reads


def endless_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Columns, "select", lambda *_: Select(ENDLESS, ("s", "o")))


def test_a_wrong_last_line_ends_tables_that_are_being_made(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(home.rglob("*"))
    endless_tables(monkeypatch)
    monkeypatch.setattr(Columns, "add_lines", lambda *_: None)
    more = tmp_path / "more.nt"
    more.write_text(LINES * 100 + "wrong\n")
    with pytest.raises(ParseError) as found:
        load([more], home)
    assert found.value.line == 101
    assert sorted(home.rglob("*")) == before


def test_an_engine_that_fails_at_its_end_ends_tables_that_are_being_made(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(home.rglob("*"))
    endless_tables(monkeypatch)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(build, "_counting", full)
    more = tmp_path / "more.nt"
    more.write_text(LINES * 100)
    with pytest.raises(OutputError, match="disk is full"):
        load([more], home)
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("place", ["write_tables", "Derived.put_into"])
def test_tables_and_kinds_that_cannot_be_written_end_the_load(
    place: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(home.rglob("*"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"kg.stores.aside.{place}", full)
    more = tmp_path / "more.nt"
    more.write_text(LINES * 100)
    with pytest.raises(OutputError, match="disk is full"):
        load([more], home)
    assert sorted(home.rglob("*")) == before
    assert open_store(home).triples == 1
