"""How many incidents the periods of a denial meet: counted in SQL, and one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st
from worlds import Actor, Incident, Involvement, Scope, Statement, World, load

from kg.assessment.assess import assess_with_tables
from kg.graph import CASE

When = tuple[str | None, str | None]
Period = tuple[str | None, str | None]

YEARS = [f"20{year:02}" for year in range(16)]
# The last of these contradicts itself: it begins after its day.
CONTRADICTORY = ("2006-06-30", "2006-07-02T12:00:00Z")
WHENS = st.one_of(
    st.tuples(st.sampled_from([*YEARS, "2003/2011", "2005/2006", "2001/2014", None]), st.none()),
    st.just(CONTRADICTORY),
)
PERIODS = st.tuples(
    st.sampled_from([*YEARS, "2006-07-03", None]), st.sampled_from([*YEARS, "2006-07-01", None])
)


def world_of(whens: Sequence[When], periods: Sequence[Period]) -> World:
    """One denial, whose words have as many scopes as there are periods."""
    parts = tuple(
        Involvement(f"part{number}", "alpha", ("directed",), scope=Scope(since=since, until=until))
        for number, (since, until) in enumerate(periods)
    )
    return World(
        actors=(Actor("alpha", "State"),),
        incidents=tuple(
            Incident(f"i{number}", when=when, earliest=earliest)
            for number, (when, earliest) in enumerate(whens)
        ),
        involvements=parts,
        statements=(
            Statement("no", "alpha", denies=tuple(part.id for part in parts), stated="2012-05"),
        ),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(WHENS, min_size=1, max_size=8), st.lists(PERIODS, min_size=1, max_size=4))
# a gap, and what lies in it, spans it, or is not dated
@example(
    [("2006", None), ("2003/2011", None), (None, None), ("2004", None)],
    [(None, "2004"), ("2008", "2009"), ("2011", None)],
)
# in no time zone that is known both ends lie between the two dates of the incident
@example([CONTRADICTORY, ("2006", None)], [("2006-07-03", "2006-07-01")])
def test_time_is_counted_as_if_each_incident_were_looked_at(
    whens: list[When], periods: list[Period]
) -> None:
    assessment, tables = assess_with_tables(
        load(world_of(whens, periods)),
        (),
        kind="denial",
        as_of=None,
        without=(),
        all_pairs=False,
    )
    scopes: list[tuple[datetime | None, datetime | None]] = tables.execute(
        "SELECT from_earliest, until_latest FROM denial_scope"
    ).fetchall()
    incidents = tables.execute("SELECT incident, earliest, latest FROM signature").fetchall()
    in_time = Counter(
        any(
            not (first and until and first > until) and not (last and since and last < since)
            for since, until in scopes
        )
        for _, first, last in incidents
    )
    (counts,) = assessment.unspoken
    assert counts.denial == f"{CASE}no"
    assert counts.covered + counts.possible == in_time[True]
    assert counts.outside == ({"time": in_time[False]} if in_time[False] else {})
