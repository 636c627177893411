"""What a load keeps beside the store it fills: the triples that tables are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.columns import Columns
from kg.projection import queries
from kg.rules import load_rules

if TYPE_CHECKING:
    from types import TracebackType

    import duckdb

_MEMORY = "1GB"


class Aside:
    """A database of columns, and the lines that it has not read yet.

    Parameters
    ----------
    folder
        A folder of its own, made here and removed at the end.
    """

    def __init__(self, folder: Path) -> None:
        import duckdb  # noqa: PLC0415 (only who builds a store pays for it)

        folder.mkdir()
        self._folder = folder
        self._lines = folder / "lines.nt"
        self._file = self._lines.open("wb")
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

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()
        self.database.close()
        for path in self._folder.iterdir():
            path.unlink()
        self._folder.rmdir()

    def keep(self, block: bytes) -> None:
        """Keep whole lines of N-Triples that the parser has still to find right."""
        self._file.write(block.replace(b"\r", b"\n") if b"\r" in block else block)
        if not block.endswith(b"\n"):
            self._file.write(b"\n")

    def passing(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield quads as they are and keep them."""
        for quad in quads:
            self.columns.take(quad)
            yield quad

    def settle(self) -> None:
        """Read the lines; nothing comes after."""
        self._file.close()
        if self._lines.stat().st_size:
            self.columns.add_lines(self._lines)
        self._lines.unlink()
        self.columns.settle()
