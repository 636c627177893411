"""The projected tables in DuckDB, with the bounds that SQL cannot read out of EDTF."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from kg.assessment.bounds import add_bounds
from kg.errors import LimitError
from kg.projection import Prepared, Table

if TYPE_CHECKING:
    import duckdb

VERDICTS = (
    "01_parties",
    "02_standing",
    "03_chains",
    "04_fit",
    "05_denials",
    "06_denial_verdicts",
    "07_claim_verdicts",
)
# What verdicts themselves do not need.
BESIDE = (
    "08_listed",
    "09_deciding",
    "10_unspoken",
    "11_tallies",
    "12_datings",
    "13_wordings",
)
# Below so many rows threads cost more than they bring: a fifth of the time of the rules.
_SMALL = 100_000
# Bytes of memory for the tables of a large case, those that the rules make included.
_MEMORY = 1024 * 1024 * 1024
_MEMORY_OF_A_ROW = 300
Column = Sequence[str | int | datetime | date | None]


@cache
def rule(name: str) -> str:
    """Return the text of a rule file of this package."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def connect(tables: Mapping[str, Table]) -> duckdb.DuckDBPyConnection:
    """Return an in-memory database that holds the projected tables with their bounds.

    Raises
    ------
    LimitError
        If a large case needs more memory or temporary files than there is.
    """
    import duckdb  # noqa: PLC0415 (a fifth of a second that only the assessment needs)

    # The database sees what it is given and nothing else: no files, no network, and no variables
    # of the functions that call it.
    settings: dict[str, str | bool | int | float | list[str]] = {
        "python_enable_replacements": "false",
    }
    made = tables if isinstance(tables, Prepared) else None
    rows = made.rows if made else sum(map(len, tables.values()))
    scratch = None
    if rows < _SMALL:
        settings["threads"] = "1"
    else:
        # What does not fit goes to a file that only this user can read. With everything in memory
        # the rules take three times as much of it, and more time too.
        scratch = mkdtemp(prefix="kg-")
        settings["temp_directory"] = scratch
        settings["memory_limit"] = f"{_MEMORY + rows * _MEMORY_OF_A_ROW}B"
    connection = duckdb.connect(config=settings)
    if made:
        connection.execute("SET allowed_directories = ?", [[made.folder]])
    connection.execute("SET enable_external_access = false")
    if scratch is not None:
        weakref.finalize(connection, shutil.rmtree, scratch, ignore_errors=True)
    with enough_memory():
        if made:
            made.put_into(connection)
            return connection
        for name, table in tables.items():
            create(connection, name, table.columns, texts=True)
        add_bounds(connection)
    return connection


@contextmanager
def enough_memory() -> Iterator[None]:
    """Say in words that a large case needs more than there is."""
    import duckdb  # noqa: PLC0415 (see `connect`)

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise LimitError(
            "The rules need more memory, or room for temporary files, than there is: "
            f"{str(error).splitlines()[0]} Ask for fewer statements, or make room in the folder "
            "that TMPDIR names."
        ) from None


def assess_tables(
    connection: duckdb.DuckDBPyConnection,
    *,
    focus: Iterable[str],
    without: Iterable[str],
    as_of: date | None,
    all_pairs: bool,
    beside: bool = True,
) -> None:
    """Run the rules over the tables; the results are tables again.

    Parameters
    ----------
    focus
        Statements whose pairs are wanted; none: every one.
    without
        Statements, sources and links that are left out.
    as_of
        Count only what was public by the end of that day.
    all_pairs
        Also relate the focused denials to the incidents that their words leave outside.
    beside
        Also what is shown beside verdicts: what decided, counts, other datings, other wordings.
        Without them a large case takes half the time.

    Raises
    ------
    LimitError
        If a large case needs more memory or temporary files than there is.
    """
    create(connection, "without", {"node": list(without)})
    wanted = list(focus)
    if not wanted:
        rows = connection.execute("SELECT statement FROM statement").fetchall()
        wanted = [row[0] for row in rows]
    create(connection, "focus", {"statement": list(wanted)})
    create(connection, "against", {"statement": [], "incident": []})
    connection.execute(
        "CREATE TABLE setting AS SELECT CAST(? AS DATE) AS as_of, CAST(? AS BOOLEAN) AS all_pairs",
        [as_of, all_pairs],
    )
    with enough_memory():
        for name in (*VERDICTS, *(BESIDE if beside else ())):
            connection.execute(rule(name))


def create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, Column],
    *,
    texts: bool = False,
) -> None:
    """Make a table of columns in a database.

    Parameters
    ----------
    name
        Of the table; it and the names of the columns come from this package, never from data.
    columns
        Values by column, of the types that `sql_type` gives to the names.
    texts
        All are texts, whatever their names.
    """
    parts = ", ".join(
        f'unnest(CAST(? AS {"VARCHAR" if texts else sql_type(column)}[])) AS "{column}"'
        for column in columns
    )
    connection.execute(f'CREATE TABLE "{name}" AS SELECT {parts}', list(columns.values()))


def strengths(modes: int) -> frozenset[int]:
    """Return the strengths in a set of modes, which the rules keep as a number: a bit for each.

    Parameters
    ----------
    modes
        1 for supported, 2 for directed, 4 for carried out; their sum for several.

    Returns
    -------
    frozenset of int
        1, 2 and 3 in their place.
    """
    return frozenset(each for each in (1, 2, 3) if modes & (1 << (each - 1)))


def sql_type(column: str) -> str:
    """Return the type that a column of this name has in the database."""
    if column.endswith("_day"):
        return "DATE"
    if column in {"earliest", "latest"} or column.endswith(("_earliest", "_latest")):
        return "TIMESTAMP"
    if column == "strength":
        return "INTEGER"
    return "VARCHAR"
