"""The values that were given of an aspect of a node, with who gives, affirms or denies each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from kg.conflicts.intervals import Interval, moments, numbers

if TYPE_CHECKING:
    from kg.conflicts.tables import Tables

_SIGNS = re.compile(r"[^\w%+-]+")
# Of this aspect a value may begin with what it is of: "nationality of the contractor: Filipino".
_MIXED = "other"


@dataclass(frozen=True)
class Given:
    """A value that was given.

    Attributes
    ----------
    detail
        The detail's node.
    about, aspect, topic
        Of what it is a value; the topic is what the value itself says before a colon, of the
        aspect ``other`` only.
    value
        As it was said.
    number, time
        What fits it, where its bounds are on record.
    givers, credited
        Whom sources credit with it: actors, and words for somebody who is no node.
    sources
        Which sources give it.
    affirmed, denied, open
        Statements that affirm it, deny it, leave it open.
    when
        The first day on which it was said or published, as far as it is known.
    """

    detail: str
    about: str
    aspect: str
    topic: str
    value: str
    number: Interval | None
    time: Interval | None
    givers: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    affirmed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    when: date | None = None

    @property
    def asserted(self) -> bool:
        """Whether anybody gives the value: a statement that affirms it, or a source."""
        return bool(self.affirmed or self.sources)

    @property
    def words(self) -> str:
        """The value as it is compared: small letters, no signs."""
        return normal(self.value)


def number_of(given: Given) -> Interval | None:
    """Return the numbers that fit a value."""
    return given.number


def time_of(given: Given) -> Interval | None:
    """Return the times that fit a value."""
    return given.time


def by_aspect(details: Iterable[Given]) -> Iterator[tuple[Given, ...]]:
    """Yield the values of one aspect of one node together, in order."""
    for _, group in groupby(
        sorted(details, key=lambda each: (each.about, each.aspect, each.topic, each.detail)),
        lambda each: (each.about, each.aspect, each.topic),
    ):
        yield tuple(group)


def normal(text: str) -> str:
    """Return words as they are compared: small letters, one blank between, no signs."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def details(tables: Tables) -> tuple[Given, ...]:
    """Return every value that counts on the day, in order of what it is about.

    A detail counts by a statement that affirms, denies or leaves it open and was not replaced, or
    by a source that gives it and was published by then.
    """
    stances = _lists(
        tables,
        """
        SELECT stance.proposition || ' ' || stance.stance AS key, stance.statement AS item
        FROM stance JOIN standing ON standing.statement = stance.statement
        """,
    )
    sources = _lists(
        tables,
        """
        SELECT detail_source.detail AS key, detail_source.source AS item
        FROM detail_source
        LEFT JOIN source ON source.source = detail_source.source
        CROSS JOIN setting
        WHERE detail_source.source NOT IN (SELECT node FROM without)
          AND (setting.as_of IS NULL OR source.issued_day <= setting.as_of)
        """,
    )
    days = {
        str(row["node"]): row["day"]
        for row in tables.rows(
            """
            SELECT source AS node, issued_day AS day FROM source WHERE issued_day IS NOT NULL
            UNION ALL
            SELECT statement, CAST(latest AS DATE) FROM statement WHERE latest IS NOT NULL
            """
        )
    }
    found = []
    for row in tables.rows(_DETAILS):
        name, value = str(row["detail"]), str(row["value"])
        said = {
            stance: tuple(stances.get(f"{name} {stance}", ()))
            for stance in ("affirms", "denies", "leaves-open")
        }
        given_in = tuple(sources.get(name, ()))
        if not given_in and not any(said.values()):
            continue
        topic, colon, _ = value.partition(": ")
        found.append(
            Given(
                detail=name,
                about=str(row["about"]),
                aspect=str(row["aspect"]),
                topic=normal(topic) if colon and row["aspect"] == _MIXED else "",
                value=value,
                number=numbers(_text(row["lower"]), _text(row["upper"]), value),
                time=moments(_moment(row["earliest"]), _moment(row["latest"]), value),
                givers=_texts(row["givers"]),
                credited=_texts(row["credited"]),
                sources=given_in,
                affirmed=said["affirms"],
                denied=said["denies"],
                open=said["leaves-open"],
                when=_first(days.get(node) for node in said["affirms"] or given_in),
            )
        )
    return tuple(found)


# A second value or bound of one detail is an error that `kg check` reports; the least one counts.
_DETAILS = """
    SELECT detail, min(about) AS about, min(aspect) AS aspect, min(value) AS value,
           min(lower) AS lower, min(upper) AS upper,
           min(earliest) AS earliest, min(latest) AS latest,
           list_sort(list(DISTINCT giver) FILTER (WHERE giver IS NOT NULL)) AS givers,
           list_sort(list(DISTINCT attribution) FILTER (WHERE attribution IS NOT NULL)) AS credited
    FROM detail
    WHERE about IS NOT NULL AND aspect IS NOT NULL AND value IS NOT NULL
      AND detail NOT IN (SELECT node FROM without)
    GROUP BY detail
    ORDER BY about, aspect, detail
"""


def _lists(tables: Tables, query: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for row in tables.rows(query):
        found.setdefault(str(row["key"]), set()).add(str(row["item"]))
    return {key: sorted(items) for key, items in found.items()}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _first(days: Iterable[object]) -> date | None:
    return min((day for day in days if isinstance(day, date)), default=None)
