"""Bytes that one thread makes and another reads, and what happens when either fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from kg.stores import feeding as module
from kg.stores.beside import Working
from kg.stores.feeding import feed

BLOCK = bytes(range(256)) * 8192  # more than a pipe holds


def handles() -> int:
    """Return how many files this process has open."""
    return sum(1 for _ in Path("/dev/fd").iterdir())


@pytest.fixture(autouse=True)
def _closes_what_it_opens() -> Iterator[None]:
    before = handles()
    yield
    assert handles() == before


def endless() -> Iterator[bytes]:
    while True:
        yield BLOCK


def failing() -> Iterator[bytes]:
    yield BLOCK
    raise LookupError("no more")


@pytest.mark.parametrize("blocks", [[], [b""], [b"a", b"b"], [BLOCK, b"", BLOCK, b"end"]])
def test_all_bytes_arrive_in_order(blocks: list[bytes]) -> None:
    found: list[bytes] = []
    feed(lambda path: found.append(Path(path).read_bytes()), blocks)
    assert found == [b"".join(blocks)]


def test_an_error_of_the_reader_is_raised_and_ends_the_blocks() -> None:
    def read(path: str) -> None:
        with Path(path).open("rb") as file:
            raise ValueError(len(file.read(3)))

    with pytest.raises(ValueError, match="3"):
        feed(read, endless())


def test_a_reader_that_does_not_open_the_pipe_ends_the_blocks() -> None:
    def read(path: str) -> None:
        raise ValueError(path)

    with pytest.raises(ValueError, match="/dev/fd/"):
        feed(read, endless())


def test_an_error_of_the_blocks_is_raised_when_what_came_before_is_read() -> None:
    found: list[bytes] = []
    with pytest.raises(LookupError, match="no more"):
        feed(lambda path: found.append(Path(path).read_bytes()), failing())
    assert found == [BLOCK]


def test_of_two_errors_the_reader_s_is_raised() -> None:
    def read(path: str) -> None:
        raise ValueError(len(Path(path).read_bytes()))

    with pytest.raises(ValueError, match=str(len(BLOCK))):
        feed(read, failing())


def test_ctrl_c_is_told_and_not_what_the_reader_makes_of_half_a_line() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"half a li"
        raise KeyboardInterrupt

    def read(path: str) -> None:
        raise ValueError(Path(path).read_bytes())

    with pytest.raises(KeyboardInterrupt):
        feed(read, blocks())


def test_ctrl_c_while_the_reader_is_begun_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bytes] = []
    begun = Event()

    def read(path: str) -> None:
        with Path(path).open("rb") as file:
            begun.set()
            found.append(file.read())

    class Interrupted(ThreadPoolExecutor):
        def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
            super().submit(*arguments, **named)
            begun.wait()
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "ThreadPoolExecutor", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        feed(read, endless())
    assert found == [b""]


def test_a_broken_pipe_of_somebody_else_is_an_error() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"some"
        raise BrokenPipeError("where progress is told")

    found: list[bytes] = []
    with pytest.raises(BrokenPipeError, match="progress"):
        feed(lambda path: found.append(Path(path).read_bytes()), blocks())
    assert found == [b"some"]


def test_ctrl_c_when_all_is_written_waits_for_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    awaited = Event()
    found: list[bytes] = []
    end = Working.end

    def read(path: str) -> None:
        content = Path(path).read_bytes()
        awaited.wait(60)  # the engine sorts
        found.append(content)

    class Impatient(ThreadPoolExecutor):
        """Whose end is broken off by a Ctrl-C, unless all has ended before."""

        def shutdown(self, *values: Any, **named: Any) -> None:
            if not found:
                raise KeyboardInterrupt
            super().shutdown(*values, **named)

    def result(*_: object) -> None:
        raise KeyboardInterrupt

    def ended(self: Working, interrupt: Callable[[], None]) -> None:
        awaited.set()
        end(self, interrupt)

    monkeypatch.setattr(module, "ThreadPoolExecutor", Impatient)
    monkeypatch.setattr(Future, "result", result)
    monkeypatch.setattr(Working, "end", ended)
    try:
        with pytest.raises(KeyboardInterrupt):
            feed(read, [b"all"])
        assert found == [b"all"]
    finally:
        awaited.set()
