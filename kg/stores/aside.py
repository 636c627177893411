"""What a load keeps beside the store it fills: the triples that tables are made of.

The database takes them in beside the engine, on a thread of its own: both work without Python,
and of two cores the engine alone does not make use.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.columns import Columns
from kg.projection import queries
from kg.rules import load_rules

if TYPE_CHECKING:
    from types import TracebackType

    import duckdb

T = TypeVar("T")

_MEMORY = "1GB"
_AT_ONCE = 64 * 1024 * 1024  # bytes of lines in a file
_SOME = 100_000  # quads
_AHEAD = 2  # parts that may wait


class Aside:
    """A database of columns, and what it has not taken in yet.

    Parameters
    ----------
    folder
        A folder of its own, made here and removed at the end.

    Attributes
    ----------
    columns
        What is taken in; to be asked once it is settled, and not before.
    database
        Where it lies.
    """

    def __init__(self, folder: Path) -> None:
        import duckdb  # noqa: PLC0415 (only who builds a store pays for it)

        folder.mkdir()
        self._folder = folder
        self._parts = (folder / f"lines-{number}.nt" for number in count())
        self._lines = next(self._parts)
        self._file = self._lines.open("wb")
        self._size = 0
        self.database: duckdb.DuckDBPyConnection = duckdb.connect(
            str(folder / "columns.db"),
            config={
                "memory_limit": _MEMORY,
                "temp_directory": str(folder),
                "preserve_insertion_order": "false",
                "python_enable_replacements": "false",
            },
        )
        rules = [rule.text for rule in load_rules()]
        self.columns = Columns(self.database, [*rules, *(text for _, text in queries())])
        self._beside = ThreadPoolExecutor(1, "kg-columns")
        self._waiting: deque[Future[None]] = deque()
        self._failed: BaseException | None = None

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.database.interrupt()  # nobody wants what is being made
        self._beside.shutdown(cancel_futures=True)
        self._file.close()
        self.database.close()
        for path in self._folder.iterdir():
            path.unlink()
        self._folder.rmdir()

    def keep(self, block: bytes) -> None:
        """Keep whole lines of N-Triples that the parser is about to read.

        Where it finds them wrong the load ends, and what was made of them here with it.
        """
        self._file.write(block.replace(b"\r", b"\n") if b"\r" in block else block)
        self._size += len(block)
        if not block.endswith(b"\n"):
            self._file.write(b"\n")
        if self._size >= _AT_ONCE:
            self.hand_over()

    def take(self, quads: Sequence[ox.Quad]) -> None:
        """Keep quads; not too many at a time, for they wait in memory."""
        self._do(self.columns.add, quads)

    def passing(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads as they are and keep them."""
        remaining = iter(quads)
        while some := list(islice(remaining, _SOME)):
            self.take(some)
            yield from some

    def hand_over(self) -> None:
        """Have the database read the lines that were kept, and begin another file."""
        if not self._size:
            return
        self._file.close()
        self._do(self._read, self._lines)
        self._lines = next(self._parts)
        self._file = self._lines.open("wb")
        self._size = 0

    def settle(self) -> None:
        """Have everything taken in; nothing comes after.

        Raises
        ------
        duckdb.Error
            If it could not be.
        """
        self.hand_over()
        self._file.close()
        self._lines.unlink()
        while self._waiting:
            self._end_first()
        if self._failed is not None:
            raise self._failed
        self.columns.settle()

    def _read(self, lines: Path) -> None:
        self.columns.add_lines(lines)
        lines.unlink()

    def _do(self, work: Callable[[T], None], what: T) -> None:
        if self._failed is None:
            self._waiting.append(self._beside.submit(work, what))
        while len(self._waiting) > _AHEAD:
            self._end_first()

    def _end_first(self) -> None:
        """Wait for the part that came first.

        What went wrong is told at the end: where lines are wrong the parser says it, in better
        words, and at its own time.
        """
        error = self._waiting.popleft().exception()
        self._failed = self._failed or error
