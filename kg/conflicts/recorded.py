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
