"""The projected tables of a store, as Parquet files: without bounds of dates, and with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.projection import Prepared, Table, queries
from kg.stores.layout import BOUNDED, RAW, StoredTable, damaged

if TYPE_CHECKING:
    import duckdb

    from kg.columns import Columns
    from kg.stores.beside import Beside

TABLES = "tables"
"""The kind of work beside that makes tables."""


class StoredTables(Prepared):
    """Tables beside a store.

    Parameters
    ----------
    home
        The store's folder, for messages.
    built
        The folder that holds the tables.
    entries
        Rows and hashes of each, by name.
    """

    def __init__(self, home: Path, built: Path, entries: Mapping[str, StoredTable]) -> None:
        self._home = home
        self._built = built
        self._entries = entries
        self._read: dict[str, Table] = {}

    @property
    def rows(self) -> int:
        """Number of rows of all tables together."""
        return sum(each.rows for each in self._entries.values())

    @property
    def folder(self) -> str:
        """The folder of the files with bounds."""
        return f"{(self._built / BOUNDED).resolve()}/"

    def put_into(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables, bounds included, in a database."""
        for name, entry in self._entries.items():
            path = Path(self.folder) / f"{name}.parquet"
            self._verify(path, entry.bounded)
            connection.execute(
                f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?)',  # noqa: S608 (the name is a query's)
                [str(path)],
            )

    def file(self, name: str) -> Path:
        """Return the file of a table without bounds, as it was written.

        Raises
        ------
        InputError
            If it is damaged.
        """
        path = self._built / RAW / f"{name}.parquet"
        self._verify(path, self._entries[name].raw)
        return path

    def __getitem__(self, name: str) -> Table:
        if name not in self._read:
            self._read[name] = self._table(name)
        return self._read[name]

    def _table(self, name: str) -> Table:
        path = self.file(name)
        answer = self._database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
        columns = zip(*rows, strict=True) if rows else ([] for _ in names)
        return Table(dict(zip(names, map(list, columns), strict=True)))

    def nodes(self, name: str, column: str, extra: str, condition: str, value: str) -> set[str]:
        """Return the nodes of a column of a table that meet a condition.

        Parameters
        ----------
        name, column
            The table and its column of nodes, which the condition knows as ``node``.
        extra
            SQL of one more column, called ``name``, of the columns of the table and ``node``.
        condition
            What stands after WHERE, with one question mark.
        value
            What is bound to that.
        """
        query = f"""
            SELECT node
            FROM (SELECT *, {extra} AS name FROM (SELECT *, {column} AS node FROM read_parquet(?)))
            WHERE NOT starts_with(node, '_:') AND {condition}
        """  # noqa: S608 (all three are constants)
        rows = self._database.execute(query, [str(self.file(name)), value]).fetchall()
        return {row[0] for row in rows}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        import duckdb  # noqa: PLC0415 (many commands need no table)

        return duckdb.connect(config={"threads": 1, "python_enable_replacements": "false"})

    def _verify(self, path: Path, sha256: str) -> None:
        try:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == sha256
        except OSError as error:
            raise InputError(
                f"This store cannot be read: {error.strerror}.", file=str(path)
            ) from None
        if not same:
            raise damaged(self._home, f"{path.parent.name}/{path.name}")


def write_tables(
    database: duckdb.DuckDBPyConnection, columns: Columns, built: Path, beside: Beside
) -> dict[str, StoredTable]:
    """Project a graph into files.

    Parameters
    ----------
    database
        The database of the columns; the tables of the projection are made in it, and remain.
    columns
        Data, ontology and derived kinds.
    built
        The folder of the store that is being built.
    beside
        Threads for `TABLES`, on the same database.

    Returns
    -------
    dict
        Rows and hashes of each table by name.
    """
    # who opens a store does not need it
    from kg.assessment.bounds import BOUND_BY, DATED, add_bounds  # noqa: PLC0415

    for part in (RAW, BOUNDED):
        (built / part).mkdir()
    # What tables have in common is made while they are translated, before two threads ask for it.
    selects = {name: columns.select(text).sql for name, text in queries()}

    def project(name: str) -> int:
        # In an order of its own, so that the same data have the same files.
        with beside.cursor() as cursor:
            cursor.execute(f'CREATE TABLE "{name}" AS {selects[name]} ORDER BY ALL')
            return _copy(cursor, name, built / RAW / f"{name}.parquet")

    # Dates are read in Python, on one core. The other makes the tables that have none.
    made = {
        name: beside.submit(TABLES, project, name)
        for name in sorted(selects, key=lambda name: name not in BOUND_BY)
    }
    for name in BOUND_BY:
        made[name].result()
    add_bounds(database)
    rows = {name: made[name].result() for name in selects}
    for name in rows:
        target = built / BOUNDED / f"{name}.parquet"
        if name in DATED:
            _copy(database, name, target)
        else:
            target.hardlink_to(built / RAW / f"{name}.parquet")
    return {
        name: StoredTable(
            rows[name],
            _sha256(built / RAW / f"{name}.parquet"),
            _sha256(built / BOUNDED / f"{name}.parquet"),
        )
        for name in rows
    }


def _copy(database: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    """Write a table and return its number of rows."""
    shown = str(path.resolve()).replace("'", "''")
    command = f"COPY \"{name}\" TO '{shown}' (FORMAT parquet, COMPRESSION zstd)"
    found = database.execute(command).fetchone()
    return int(found[0]) if found else 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
