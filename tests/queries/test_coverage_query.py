"""The relation of denial and incident in SPARQL finds on the case what must be found there."""

from __future__ import annotations

import pytest

from kg.graph import Graph
from kg.loaders import open_graph
from kg.queries import run

IRNA = "st-iran-letter-202103-involvement"
PRESSTV = "st-rendering-presstv"


@pytest.fixture(scope="module")
def case() -> Graph:
    return open_graph()


def pair(case: Graph, denial: str, incident: str) -> dict[str, str]:
    values = {"denial": denial, "incident": incident, "outside": "true"}
    (row,) = run(case, "denials-against-incidents", values).to_dicts()
    return row


def test_press_tv_words_cover_the_missiles_of_january_2020(case: Graph) -> None:
    row = pair(case, PRESSTV, "asad-erbil-missiles-2020-01-08")
    assert row["coverage"] == "covered"


def test_irna_words_leave_them_possible_by_involvement(case: Graph) -> None:
    row = pair(case, IRNA, "asad-erbil-missiles-2020-01-08")
    assert (row["coverage"], row["involvement"]) == ("possible", "unknown")
    assert {row[each] for each in ("kind", "target", "place", "time")} == {"yes"}


@pytest.mark.parametrize(
    ("incident", "dimension"),
    [
        ("balad-2021-03-15", "time"),
        ("abqaiq-khurais-2019-09-14", "place"),
        ("ras-tanura-2021-03-07", "place"),
        ("soleimani-killing-2020-01-03", "target"),
    ],
)
def test_outside_by_dimension(case: Graph, incident: str, dimension: str) -> None:
    row = pair(case, IRNA, incident)
    assert (row["coverage"], row[dimension]) == ("outside", "no")


def test_the_letters_of_july_do_not_exist_in_march(case: Graph) -> None:
    values = {"denial": "st-iran-letter-202107"}
    assert run(case, "denials-against-incidents", values).rows
    assert not run(case, "denials-against-incidents", values, as_of="2021-03-16").rows


def test_the_query_agrees_with_the_assessment(case: Graph) -> None:
    """Two programs, one definition: where both show a pair reached by scope, they must agree."""
    from kg.assessment import assess  # noqa: PLC0415 (the query is the subject here)

    rows = run(case, "denials-against-incidents").to_dicts()
    reached = {
        (row["statement"], row["event"]): row for row in rows if row["reach"] == "by its scope"
    }
    named = {(row["statement"], row["event"]) for row in rows if row["reach"] != "by its scope"}
    compared = 0
    for each in assess(case).pairs:
        key = (each.denial, each.incident)
        if key not in reached or key in named:
            continue
        compared += 1
        row, dimensions = reached[key], each.dimensions
        for dimension in ("involvement", "kind", "target", "place"):
            assert row[dimension] == dimensions[dimension], (key, dimension)
        # Time zones are known to kg assess alone: what it settles may be unknown to the query.
        assert row["time"] in {dimensions["time"], "unknown"}, key
    assert compared > 20
