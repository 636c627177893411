"""The projected tables in DuckDB, with the bounds that SQL cannot read out of EDTF."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from kg.dates import UNKNOWN, Bounds, bounds, last_day
from kg.errors import LimitError
from kg.graph import CEV
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
    "08_deciding",
    "09_unspoken",
    "10_tallies",
    "11_datings",
    "12_wordings",
)
# Below so many rows threads cost more than they bring: a fifth of the time of the rules.
_SMALL = 100_000
# Bytes of memory for the tables of a large case, those that the rules make included.
_MEMORY = 256 * 1024 * 1024
_MEMORY_OF_A_ROW = 100
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
    with _enough_memory():
        if made:
            made.put_into(connection)
            return connection
        for name, columns in with_bounds(tables).items():
            create(connection, name, columns)
    return connection


@contextmanager
def _enough_memory() -> Iterator[None]:
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
    with _enough_memory():
        for name in (*VERDICTS, *(BESIDE if beside else ())):
            connection.execute(rule(name))


def create(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Column]) -> None:
    """Make a table of columns in a database; the names of the columns say of which types."""
    # Names come from this module and from the query files, never from data.
    parts = ", ".join(
        f'unnest(CAST(? AS {sql_type(column)}[])) AS "{column}"' for column in columns
    )
    connection.execute(f'CREATE TABLE "{name}" AS SELECT {parts}', list(columns.values()))


def sql_type(column: str) -> str:
    """Return the type that a column of this name has in the database."""
    if column.endswith("_day"):
        return "DATE"
    if column in {"earliest", "latest"} or column.endswith(("_earliest", "_latest")):
        return "TIMESTAMP"
    if column == "strength":
        return "INTEGER"
    return "VARCHAR"


def with_bounds(tables: Mapping[str, Table]) -> dict[str, dict[str, Column]]:
    """Return the tables by name and column, with the bounds that SQL cannot read out of EDTF.

    Columns that stay as they are are the same lists.
    """
    zones = _zones(tables["place"])
    result: dict[str, dict[str, Column]] = {
        name: dict(table.columns) for name, table in tables.items()
    }
    result["actor"]["class"] = [
        value.removeprefix(CEV) if value else None for value in tables["actor"].columns["class"]
    ]
    located = _zones_of_incidents(tables["incident_place"], zones)
    _one_row_each(result, "incident")
    _one_row_each(result, "statement")
    _one_row_each(result, "source")
    incident = result["incident"]
    incident["earliest_text"] = incident["earliest"]
    incident["latest_text"] = incident["latest"]
    _add_bounds(
        incident,
        "",
        [
            _override(_anywhere_in(when, located.get(node or "", ())), low, high)
            for node, when, low, high in _rows(incident, "incident", "when", "earliest", "latest")
        ],
    )
    statement = result["statement"]
    _add_bounds(
        statement,
        "",
        [
            _override(bounds(stated, zones.get(place or "")), low, high)
            for stated, place, low, high in _rows(
                statement, "stated", "place", "earliest", "latest"
            )
        ],
    )
    statement["public_day"] = [last_day(text) for (text,) in _rows(statement, "public")]
    for name in ("dating", "detail"):
        given = result[name]
        _add_bounds(
            given,
            "",
            [_override(UNKNOWN, low, high) for low, high in _rows(given, "earliest", "latest")],
        )
    source = result["source"]
    source["issued_day"] = [last_day(text) for (text,) in _rows(source, "issued")]
    for name in ("scope", "link"):
        for end in ("from", "until"):
            texts = [text for (text,) in _rows(result[name], end)]
            del result[name][end]
            result[name][f"{end}_text"] = texts
            _add_bounds(result[name], f"{end}_", [bounds(text) for text in texts])
    return result


def _zones_of_incidents(located: Table, zones: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each incident the time zones of its places, of those that have one."""
    found: dict[str, set[str]] = {}
    for incident, place in zip(located.columns["incident"], located.columns["place"], strict=True):
        if incident and place and place in zones:
            found.setdefault(incident, set()).add(zones[place])
    return found


def _anywhere_in(when: str | None, zones: Collection[str]) -> Bounds:
    """Return the bounds of a date whose civil day is that of any of several places."""
    days = [bounds(when, zone) for zone in zones] or [bounds(when)]
    earliest = [day.earliest for day in days if day.earliest]
    latest = [day.latest for day in days if day.latest]
    return Bounds(min(earliest, default=None), max(latest, default=None))


def _rows(columns: Mapping[str, Column], *names: str) -> list[tuple[str | None, ...]]:
    chosen = [[_as_text(value) for value in columns[name]] for name in names]
    return list(zip(*chosen, strict=True))


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def _one_row_each(tables: dict[str, dict[str, Column]], name: str) -> None:
    """Keep one row for each node: a second label or date must not double its pairs."""
    columns = tables[name]
    first: dict[object, tuple[str | int | datetime | date | None, ...]] = {}
    for row in zip(*columns.values(), strict=True):
        other = first.setdefault(row[0], row)
        if other is not row:
            first[row[0]] = min(other, row, key=_sortable)
    kept = [first[key] for key in sorted(first, key=str)]
    tables[name] = {
        column: [row[position] for row in kept] for position, column in enumerate(columns)
    }


def _sortable(row: Iterable[object]) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, str(value)) for value in row)


def _add_bounds(columns: dict[str, Column], prefix: str, values: Sequence[Bounds]) -> None:
    columns[f"{prefix}earliest"] = [_naive(value.earliest) for value in values]
    columns[f"{prefix}latest"] = [_naive(value.latest) for value in values]


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None


def _override(day: Bounds, low: str | None, high: str | None) -> Bounds:
    """Sharpen the bounds of a day by the finer ones that are stated beside it."""
    earliest = bounds(low).earliest if low else None
    latest = bounds(high).latest if high else None
    if earliest is None and latest is None:
        return day
    return Bounds(earliest or day.earliest, latest or day.latest)


def _zones(places: Table) -> dict[str, str]:
    """Return the time zone of each place, inherited from what it lies in."""
    own: dict[str, str] = {}
    within: dict[str, list[str]] = {}
    columns = places.columns
    for place, whole, zone in sorted(
        zip(columns["place"], columns["whole"], columns["zone"], strict=True), key=str
    ):
        if place and zone:
            own.setdefault(place, zone)
        if place and whole:
            within.setdefault(place, []).append(whole)
    return {
        place: zone
        for place in own.keys() | within.keys()
        if (zone := _inherited(place, own, within)) is not None
    }


def _inherited(place: str, own: Mapping[str, str], within: Mapping[str, list[str]]) -> str | None:
    seen = {place}
    queue = [place]
    for current in queue:
        if current in own:
            return own[current]
        for whole in within.get(current, []):
            if whole not in seen:
                seen.add(whole)
                queue.append(whole)
    return None
