"""The bounds of dates, which SQL cannot read out of EDTF, put beside them in the database.

Each text of a date is read once, however many rows have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.dates import Bounds, bounds, last_day
from kg.graph import CEV

if TYPE_CHECKING:
    import duckdb

DATED = frozenset(
    ("actor", "dating", "detail", "incident", "link", "mode", "scope", "source", "statement")
)
"""The tables that `add_bounds` replaces."""

BOUND_BY = DATED | {"incident_place", "place"}
"""The tables that `add_bounds` reads; all others may be made meanwhile."""

_TEXTS = (
    ("incident", "earliest"),
    ("incident", "latest"),
    ("statement", "earliest"),
    ("statement", "latest"),
    ("dating", "earliest"),
    ("dating", "latest"),
    ("detail", "earliest"),
    ("detail", "latest"),
    ("scope", "from"),
    ("scope", "until"),
    ("link", "from"),
    ("link", "until"),
)
_DAYS = (("statement", "public"), ("source", "issued"))


def add_bounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the tables that have dates by tables with their bounds.

    Parameters
    ----------
    connection
        A database with every table of the projection, whose columns are texts. `README.md` beside
        this module says what the tables have then.
    """
    places = connection.execute("SELECT place, whole, zone FROM place").fetchall()
    zones = zones_of_places(places)
    _make(connection, "zone", ("place", "zone"), zones.items())
    connection.execute(
        "CREATE TABLE zones_of_incident AS "
        "SELECT incident, list(DISTINCT zone ORDER BY zone) AS zones "
        "FROM incident_place JOIN zone USING (place) GROUP BY incident"
    )
    zoned = connection.execute(
        """
        SELECT "when", coalesce(zones, [])
        FROM incident LEFT JOIN zones_of_incident USING (incident)
        WHERE "when" IS NOT NULL
        UNION
        SELECT stated, CASE WHEN zone IS NULL THEN [] ELSE [zone] END
        FROM statement LEFT JOIN zone USING (place)
        WHERE stated IS NOT NULL
        """
    ).fetchall()
    _make(
        connection,
        "zoned_bound",
        ("text", "zones", "earliest", "latest"),
        ((text, names, *_naive(_anywhere_in(text, names))) for text, names in zoned),
    )
    texts = _distinct(connection, _TEXTS)
    _make(
        connection,
        "text_bound",
        ("text", "earliest", "latest"),
        ((text, *_naive(bounds(text))) for text in texts),
    )
    days = _distinct(connection, _DAYS)
    _make(connection, "last_day", ("text", "day"), ((text, last_day(text)) for text in days))
    connection.execute("SET VARIABLE ontology = ?", [CEV])
    connection.execute((Path(__file__).parent / "bounds.sql").read_text(encoding="utf-8"))


def zones_of_places(
    places: Iterable[tuple[str | None, str | None, str | None]],
) -> dict[str, str]:
    """Return the time zone of each place, inherited from what it lies in.

    Parameters
    ----------
    places
        Place, what it lies in, its own zone; any number of rows for each.
    """
    own: dict[str, str] = {}
    within: dict[str, list[str]] = {}
    for place, whole, zone in sorted(places, key=str):
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


def _anywhere_in(text: str, zones: Collection[str]) -> Bounds:
    """Return the bounds of a date whose civil day is that of any of several places."""
    days = [bounds(text, zone) for zone in zones] or [bounds(text)]
    earliest = [day.earliest for day in days if day.earliest]
    latest = [day.latest for day in days if day.latest]
    return Bounds(min(earliest, default=None), max(latest, default=None))


def _naive(found: Bounds) -> tuple[datetime | None, datetime | None]:
    first, last = found.earliest, found.latest
    return (
        first.replace(tzinfo=None) if first else None,
        last.replace(tzinfo=None) if last else None,
    )


def _distinct(
    connection: duckdb.DuckDBPyConnection, columns: Iterable[tuple[str, str]]
) -> list[str]:
    query = " UNION ".join(
        f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608 (constants)
        for table, column in columns
    )
    return [row[0] for row in connection.execute(query).fetchall()]


def _make(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    lists: list[list[object]] = [list(column) for column in zip(*rows, strict=True)] or [
        [] for _ in columns
    ]
    kinds = {"earliest": "TIMESTAMP", "latest": "TIMESTAMP", "day": "DATE", "zones": "VARCHAR[]"}
    parts = ", ".join(
        f"unnest(CAST(? AS {kinds.get(column, 'VARCHAR')}[])) AS {column}" for column in columns
    )
    connection.execute(f"CREATE TABLE {name} AS SELECT {parts}", lists)
