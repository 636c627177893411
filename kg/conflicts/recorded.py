"""When things happened, were said and were published, as the graph records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kg.conflicts.intervals import Interval, moments
from kg.dates import bounds

if TYPE_CHECKING:
    from kg.conflicts.tables import Tables


@dataclass(frozen=True)
class Recorded:
    """A recorded date.

    Attributes
    ----------
    text
        As it is recorded (EDTF).
    time
        What it allows, in UTC.
    sources
        Where it can be read.
    """

    text: str
    time: Interval
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """When a statement was made: as recorded, and between which moments."""

    text: str
    earliest: datetime | None
    latest: datetime | None


def stated_times(tables: Tables) -> Mapping[str, Stated]:
    """Return when each known statement was made."""
    found = {}
    for row in tables.rows("SELECT statement, stated, earliest, latest FROM known"):
        earliest, latest = row["earliest"], row["latest"]
        found[str(row["statement"])] = Stated(
            str(row["stated"] or ""),
            earliest if isinstance(earliest, datetime) else None,
            latest if isinstance(latest, datetime) else None,
        )
    return found


def recorded_times(tables: Tables) -> Mapping[str, Recorded]:
    """Return the recorded date of each incident, statement and source that has one."""
    reported: dict[str, list[str]] = {}
    for row in tables.rows("SELECT DISTINCT statement, source FROM report ORDER BY ALL"):
        reported.setdefault(str(row["statement"]), []).append(str(row["source"]))
    found: dict[str, Recorded] = {}
    for row in tables.rows(_RECORDED):
        earliest, latest = row["earliest"], row["latest"]
        if not isinstance(earliest, datetime):
            earliest = None
        if not isinstance(latest, datetime):
            latest = None
        if row["kind"] == "source":
            day = bounds(str(row["text"]))
            earliest, latest = day.earliest, day.latest
        time = moments(earliest, latest, "")
        if time is not None:
            name = str(row["node"])
            sources = (name,) if row["kind"] == "source" else tuple(reported.get(name, ()))
            found[name] = Recorded(str(row["text"]), time, sources)
    return found


_RECORDED = """
    SELECT 'incident' AS kind, incident AS node, "when" AS text, earliest, latest
    FROM incident WHERE "when" IS NOT NULL
    UNION ALL
    SELECT 'statement', statement, stated, earliest, latest FROM present WHERE stated IS NOT NULL
    UNION ALL
    SELECT 'source', source, issued, NULL, NULL FROM source WHERE issued IS NOT NULL
    ORDER BY node
"""
