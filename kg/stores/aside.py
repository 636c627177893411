"""What a load makes beside the store that it fills: what the rules derive, and the tables.

A database takes in the triples that both are made of, on a thread of its own: it and the engine
work without Python, and of two cores the engine alone does not make use. When all is read it goes
on by itself, while the engine sorts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.columns import Columns
from kg.projection import queries
from kg.rules import load_rules
from kg.stores.beside import Beside, Working
from kg.stores.derived import Derived
from kg.stores.tables import TABLES, write_tables

if TYPE_CHECKING:
    from io import BufferedWriter
    from types import TracebackType

    import duckdb
    import pyoxigraph as ox

    from kg.stores.layout import StoredTable

_MEMORY = "1GB"
_AT_ONCE = 64 * 1024 * 1024  # bytes of lines in a file
_SOME = 100_000  # quads that are handed over together; `kg.columns` puts as many in at a time
_AHEAD = 2  # parts that may wait


class Aside:
    """A database of columns, and what it has not taken in yet.

    Parameters
    ----------
    folder
        A folder of its own, made here and removed at the end.
    built
        The folder of the store that is being built, for its tables.

    Attributes
    ----------
    database
        Where the columns lie.
    """

    def __init__(self, folder: Path, built: Path) -> None:
        import duckdb  # noqa: PLC0415 (only who builds a store pays for it)

        folder.mkdir()
        self._folder = folder
        self._built = built
        self._parts = (folder / f"lines-{number}.nt" for number in count())
        self._file: BufferedWriter | None = None
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
        self._beside = ThreadPoolExecutor(1, "kg-columns")
        self._working = Working()
        self._waiting: deque[Future[None]] = deque()
        self._failed: BaseException | None = None  # set on the thread beside
        self._columns: Columns | None = None  # likewise
        self._derived = Derived(folder / "derived.nq")
        self._tables: dict[str, StoredTable] = {}  # likewise
        self._making: Beside | None = None  # likewise
        self._deriving: Future[None] | None = None
        # Reading the queries takes a quarter of a second, and the engine can begin with the files.
        # What reads them is imported before: Ctrl-C in an import of the main thread may leave the
        # lock of all imports held, and another thread that imports then waits for ever.
        import rdflib.plugins.sparql.algebra  # noqa: PLC0415 (as duckdb)
        import rdflib.plugins.stores.memory  # noqa: F401, PLC0415

        import kg.assessment.bounds  # noqa: F401, PLC0415

        self._do(self._prepare)

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._beside.shutdown(wait=False, cancel_futures=True)
        try:
            self._working.end(self._interrupt)  # nobody wants what is being made
        finally:
            self._drop_lines()
            self.database.close()
            for path in self._folder.iterdir():
                path.unlink()
            self._folder.rmdir()

    @property
    def columns(self) -> Columns:
        """What is taken in; to be asked once that is finished, and not before."""
        if self._columns is None:
            raise RuntimeError("The columns are not finished.")
        return self._columns

    def keep(self, block: bytes) -> None:
        """Keep whole lines of N-Triples that the parser is about to read.

        Where it finds them wrong the load ends, and what was made of them here with it.

        Raises
        ------
        duckdb.Error, OSError
            If nothing can be kept any more and no line is to blame; of what a line may be to
            blame for, `check` tells.
        """
        if not self._goes_on():
            return
        if self._file is None:
            self._file = next(self._parts).open("wb")
        self._file.write(block.replace(b"\r", b"\n") if b"\r" in block else block)
        self._size += len(block)
        if not block.endswith(b"\n"):
            self._file.write(b"\n")
        if self._size >= _AT_ONCE:
            self.hand_over()

    def take(self, quads: Sequence[ox.Quad]) -> None:
        """Keep quads; not too many at a time, for they wait in memory. Raises what `keep` does."""
        if self._goes_on():
            self._do(lambda: self.columns.add(quads))

    def passing(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads as they are and keep them."""
        remaining = iter(quads)
        while some := list(islice(remaining, _SOME)):
            self.take(some)
            yield from some

    def hand_over(self) -> None:
        """Have the database read the lines that were kept, and begin another file."""
        if self._file is None:
            return
        self._file.close()
        lines, self._file, self._size = Path(self._file.name), None, 0
        self._do(lambda: self.columns.add_lines(lines), lines)

    def check(self) -> None:
        """Say what went wrong so far; to be asked where the parser has read what it was given.

        Raises
        ------
        duckdb.Error, OSError
            If something did.
        """
        if self._failed is not None:
            raise self._failed

    def finish(self) -> None:
        """Have all taken in, the rules run over it, and the tables made; nothing comes after.

        Raises
        ------
        duckdb.Error, OSError
            If it cannot be taken in, as `keep` says.
        """
        if self._deriving is None:
            self.hand_over()
            self._deriving = self._submit(self._derive)
            self._submit(self._make_tables)

    def derived(self) -> Derived:
        """Wait until the rules have run, and return what they derive.

        Raises
        ------
        duckdb.Error, OSError
            If anything went wrong.
        """
        self.finish()
        if self._deriving is not None:
            self._deriving.result()
        self.check()
        return self._derived

    def tables(self) -> dict[str, StoredTable]:
        """Wait until all is made, and return the tables by name.

        Raises
        ------
        duckdb.Error, OSError
            If anything went wrong.
        """
        self.finish()
        while self._waiting:
            self._end_first()
        self.check()
        return self._tables

    def _prepare(self) -> None:
        rules = [rule.text for rule in load_rules()]
        self._columns = Columns(self.database, [*rules, *(text for _, text in queries())])

    def _derive(self) -> None:
        """Run the rules over the columns, which is what a store on the disk is too slow for."""
        self.columns.settle()
        for rule in load_rules():
            self._derived.keep(self.columns.construct(rule.text))

    def _make_tables(self) -> None:
        with Beside(self.database, {TABLES: 2}) as self._making:
            self._tables = write_tables(self.database, self.columns, self._built, self._making)

    def _interrupt(self) -> None:
        self.database.interrupt()
        if self._making is not None:
            self._making.end()

    def _goes_on(self) -> bool:
        """Whether there is any use in keeping more.

        Of wrong lines the parser tells, in better words: with the place. It may come to them later
        than the database, but in the same file, so that what they can have caused waits for the
        end of that. A full disk, or too little memory, they cannot have caused.
        """
        import duckdb  # noqa: PLC0415 (as above)

        if self._failed is None:
            return True
        if isinstance(self._failed, (duckdb.OperationalError, OSError)):
            raise self._failed
        self._drop_lines()
        return False

    def _drop_lines(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # the disk may be too full for what is not written yet
                self._file.close()
            Path(self._file.name).unlink()
            self._file = None

    def _do(self, work: Callable[[], None], lines: Path | None = None) -> None:
        self._submit(work, lines)
        while len(self._waiting) > _AHEAD:
            self._end_first()

    def _submit(self, work: Callable[[], None], lines: Path | None = None) -> Future[None]:
        self._waiting.append(self._beside.submit(self._run, work, lines))
        return self._waiting[-1]

    def _run(self, work: Callable[[], None], lines: Path | None) -> None:
        """Do a part, unless an earlier one failed, and remove its lines; on the thread beside."""
        with self._working.begun() as wanted:
            try:
                if wanted and self._failed is None:
                    work()
            except BaseException as error:  # raised on the main thread
                self._failed = error
            finally:
                if wanted and lines is not None:
                    lines.unlink()

    def _end_first(self) -> None:
        self._waiting[0].result()
        self._waiting.popleft()
