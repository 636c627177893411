"""Named queries that are written to scale, against the same question answered pair by pair."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.loaders import assemble, parse
from kg.queries import QueryResult, run

Span = tuple[datetime, datetime]
HEAD = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <http://x.example/> .
x:state a cev:State .
"""
ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=3, minutes=30)), timezone(timedelta(hours=-5))]
)
MOMENTS = st.builds(
    lambda minutes, zone: (
        datetime(2020, 2, 20, tzinfo=UTC) + timedelta(minutes=minutes)
    ).astimezone(zone),
    st.integers(0, 60 * 24 * 60),
    ZONES,
)
# Up to a little over the week beyond which a date tells nothing about hours.
SPANS = st.builds(
    lambda first, minutes: (first, first + timedelta(minutes=minutes)),
    MOMENTS,
    st.one_of(st.integers(0, 180 * 60), st.sampled_from([0, 168 * 60, 168 * 60 + 1])),
)
HOURS = st.one_of(st.integers(-400, 1500), st.sampled_from([-341, -340, -339, -5, 0, 1, 48]))


def _dated(name: str, kind: str, span: Span, more: str) -> str:
    first, last = (f'"{moment.isoformat()}"^^xsd:dateTime' for moment in span)
    day = f'"{span[0].date().isoformat()}"^^edtf:EDTF'
    date = "cev:when" if kind == "cev:Incident" else "cev:statedOn"
    return f"x:{name} a {kind} ; {date} {day} ; cev:earliest {first} ; cev:latest {last} {more}.\n"


def _case(denials: Sequence[Span], incidents: Sequence[Span]) -> Graph:
    text = HEAD + "x:none a cev:Involvement ; cev:hasActor x:state .\n"
    for number, span in enumerate(denials):
        text += _dated(
            f"denial{number}",
            "cev:Statement",
            span,
            "; cev:isSpokenBy x:state ; cev:denies x:none ",
        )
    for number, span in enumerate(incidents):
        text += _dated(f"incident{number}", "cev:Incident", span, "")
    return assemble([parse("made.ttl", text.encode())])


def _hours(later: datetime, earlier: datetime) -> float:
    return (later - earlier) / timedelta(hours=1)


def _after(denials: Sequence[Span], incidents: Sequence[Span], within: int) -> set[tuple[str, ...]]:
    rows: set[tuple[str, ...]] = set()
    for said, denial in enumerate(denials):
        for happened, incident in enumerate(incidents):
            if _hours(denial[1], denial[0]) > 168 or _hours(incident[1], incident[0]) > 168:
                continue
            least = math.floor(_hours(incident[0], denial[1]))
            most = math.ceil(_hours(incident[1], denial[0]))
            if incident[1] >= denial[0] and least <= within:
                certain = least >= 0 and most <= within
                rows.add(
                    (
                        f"denial{said}",
                        f"incident{happened}",
                        str(least),
                        str(most),
                        "certain" if certain else "possible",
                    )
                )
    return rows


def _check_after(denials: Sequence[Span], incidents: Sequence[Span], within: int) -> None:
    result = run(_case(denials, incidents), "incidents-after-denial", {"hours": str(within)})
    columns = ["statement", "incident", "hoursAtLeast", "hoursAtMost", "certainty"]
    found = _texts(result, columns)
    assert len(found) == len(set(found))
    assert set(found) == _after(denials, incidents, within)


@settings(max_examples=60)
@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=6), HOURS)
def test_incidents_after_denial(denials: list[Span], incidents: list[Span], within: int) -> None:
    _check_after(denials, incidents, within)


@pytest.mark.parametrize("within", [-250, -30, 0, 48, 1000])
def test_incidents_after_denial_wherever_slots_begin(within: int) -> None:
    # The query sorts into slots of 340 hours and more: the widest denial, shifted through one, with
    # the earliest and the latest incident that it may have, and those that just miss.
    start = datetime(2020, 3, 1, tzinfo=UTC)
    week, hour = timedelta(hours=168), timedelta(hours=1)
    denials, incidents = [], []
    for shift in range(0, 341 + within, max(3, (341 + within) // 40)):
        said = start + shift * hour
        least = said + week + within * hour
        denials.append((said, said + week))
        incidents += [(said - week, said), (said - week - hour, said - hour)]
        incidents += [(least, least + week), (least + hour, least + hour)]
    _check_after(denials, incidents, within)


def _texts(result: QueryResult, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The columns of all rows, IRIs by what follows the last slash."""
    places = [result.variables.index(column) for column in columns]
    rows = []
    for row in result.rows:
        terms = [row[place] for place in places]
        rows.append(tuple(term.value.rpartition("/")[2] for term in terms if term is not None))
    return rows


ACTORS, INCIDENTS = 3, 2
WORDS = st.lists(
    st.tuples(
        st.sampled_from(["affirms", "denies", "leavesOpen"]),
        st.integers(0, ACTORS - 1),
        st.sampled_from(["concerns", "mayConcern"]),
        st.integers(0, INCIDENTS - 1),
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(WORDS)
def test_rival_attributions(words: list[tuple[str, int, str, int]]) -> None:
    text = HEAD + "".join(f"x:actor{number} a cev:ArmedGroup .\n" for number in range(ACTORS))
    text += "".join(f"x:incident{number} a cev:Incident .\n" for number in range(INCIDENTS))
    for number, (stance, actor, reach, incident) in enumerate(words):
        text += (
            f"x:part{number} a cev:Involvement ; cev:hasActor x:actor{actor} ;\n"
            f"    cev:{reach} x:incident{incident} .\n"
            f"x:words{number} a cev:Statement ; cev:isSpokenBy x:state ;\n"
            f"    cev:{stance} x:part{number} .\n"
        )
    listed = set()
    for (one, actor, _, incident), (two, other, _, elsewhere) in combinations(words, 2):
        if incident == elsewhere and (
            (one == two == "affirms" and actor != other)
            or ({one, two} == {"affirms", "denies"} and actor == other)
        ):
            listed.add(f"incident{incident}")
    graph = assemble([parse("made.ttl", text.encode())])
    result = run(graph, "rival-attributions", {})
    assert {name for (name,) in _texts(result, ["onIncident"])} == listed
    spoken = [said for said in words if f"incident{said[3]}" in listed]
    assert len(result.rows) == len(spoken)


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_an_incident_that_nobody_speaks_of_gives_no_rows(engine: str) -> None:
    # rdflib makes one row without bindings of an empty GROUP BY.
    graph = assemble([parse("made.ttl", (HEAD + "x:raid a cev:Incident .\n").encode())])
    result = run(graph, "statements-on-incident", {"incident": "raid"}, engine=engine)
    assert list(result.rows) == []
