"""The projected tables of a store, as Parquet files: without bounds of dates, and with them."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError
from kg.projection import Prepared, Table, queries, tables_of
from kg.stores.layout import BOUNDED, RAW, StoredTable, damaged

if TYPE_CHECKING:
    import duckdb

    from kg.graph import Graph

_READ = (
    "read_csv(?, auto_detect=false, header=true, all_varchar=true, delim=',', quote='\"', "
    "escape='\"', nullstr='', allow_quoted_nulls=false, max_line_size=67108864, columns={})"
)
_MEMORY = "1GB"
_THREADS = 2


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


def write_tables(graph: Graph, built: Path, *, empty_texts: bool) -> dict[str, StoredTable]:
    """Project a graph into files.

    Parameters
    ----------
    graph
        Data, ontology and derived kinds.
    built
        The folder of the store that is being built.
    empty_texts
        Whether an empty text stands in the data. In the engine's own CSV, which is the fast way,
        it would look like one that is missing.

    Returns
    -------
    dict
        Rows and hashes of each table by name.
    """
    import duckdb  # noqa: PLC0415 (only who builds a store pays for it)

    from kg.assessment.tables import create, sql_type, with_bounds  # noqa: PLC0415 (as the database)

    for part in (RAW, BOUNDED):
        (built / part).mkdir()
    rows = {}
    with duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(built / "scratch"),
            "python_enable_replacements": "false",
        }
    ) as database:
        tables = _through_python(graph) if empty_texts else _through_csv(graph, built)
        for name, query, parameters in tables:
            database.execute(f"CREATE TABLE made AS {query}", parameters)
            rows[name] = _copy(database, "made", built / RAW / f"{name}.parquet")
            database.execute("DROP TABLE made")
        raw = {name: _sha256(built / RAW / f"{name}.parquet") for name in rows}
        entries = {name: StoredTable(rows[name], raw[name], "") for name in rows}
        with _without_collection():
            without = dict(StoredTables(built.parent, built, entries))
            bounded = with_bounds(without)
        for name, columns in bounded.items():
            target = built / BOUNDED / f"{name}.parquet"
            texts = all(sql_type(column) == "VARCHAR" for column in columns)
            if texts and _same(columns, without[name].columns):
                target.hardlink_to(built / RAW / f"{name}.parquet")
                continue
            create(database, name, columns)
            _copy(database, name, target)
            database.execute(f'DROP TABLE "{name}"')
    return {
        name: StoredTable(rows[name], raw[name], _sha256(built / BOUNDED / f"{name}.parquet"))
        for name in rows
    }


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no circles: millions of rows have none, and half of the time goes into looking."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether a table stayed as it was, column by column."""
    return one.keys() == other.keys() and all(one[name] is other[name] for name in one)


def _through_csv(graph: Graph, built: Path) -> Iterator[tuple[str, str, list[object]]]:
    """Yield name, SQL and its parameters for each table, by way of files that the engine writes."""
    with ThreadPoolExecutor(_THREADS) as pool:
        made = [
            pool.submit(_write_csv, graph, query, built / f"{name}.csv")
            for name, query in queries()
        ]
        for (name, _), each in zip(queries(), made, strict=True):
            columns = ", ".join(f"'{column}': 'VARCHAR'" for column in each.result())
            path = built / f"{name}.csv"
            read = _READ.format("{" + columns + "}")
            yield name, f"SELECT * FROM {read}", [str(path)]  # noqa: S608 (names of columns)
            path.unlink()


def _write_csv(graph: Graph, query: str, path: Path) -> list[str]:
    solutions = graph.store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("A projection query must be a SELECT.")
    try:
        solutions.serialize(str(path), format=ox.QueryResultsFormat.CSV)
        return [variable.value for variable in solutions.variables]
    finally:
        del solutions  # it must end in this thread, and a traceback would carry it away


def _through_python(graph: Graph) -> Iterator[tuple[str, str, list[object]]]:
    for name, table in tables_of(graph):
        parts = ", ".join(f'unnest(CAST(? AS VARCHAR[])) AS "{each}"' for each in table.columns)
        yield name, f"SELECT {parts}", list(table.columns.values())


def _copy(database: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    """Write a table and return its number of rows."""
    shown = str(path.resolve()).replace("'", "''")
    command = f"COPY \"{name}\" TO '{shown}' (FORMAT parquet, COMPRESSION zstd)"
    found = database.execute(command).fetchone()
    return int(found[0]) if found else 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
