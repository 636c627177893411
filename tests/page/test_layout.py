"""Places of nodes: always the same, never one upon the other, in the order of dates."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.page import Edge, Node, Scene, scene
from kg.page.layout import BOX, INCIDENTS, ROW, party_places, placed, year_places
from kg.page.model import SAID, Kind

_CELL = (180, 60)


def space(each: Node) -> tuple[int, int]:
    """Width and height that a node takes with its label."""
    return BOX if each.level == 0 or (each.level, each.kind) == (1, "rendering") else _CELL


@pytest.fixture(scope="module")
def shown() -> Scene:
    return scene(kg.open().graph)


def overlap(one: Node, other: Node) -> bool:
    wide, high = ((space(one)[side] + space(other)[side]) // 2 for side in (0, 1))
    return abs(one.x - other.x) < wide and abs(one.y - other.y) < high


def overlaps(nodes: Sequence[Node]) -> list[tuple[str, str]]:
    return [
        (one.id, other.id)
        for place, one in enumerate(nodes)
        for other in nodes[place + 1 :]
        if overlap(one, other)
    ]


def node(name: str, kind: Kind, level: int, when: str = "", party: str = "") -> Node:
    return Node(
        id=name,
        iri=name,
        kind=kind,
        label=name,
        parties=(party,) if party else (),
        happened={"text": when, "earliest": f"{when}T00:00:00"} if when else {},
        level=level,
    )


def places(nodes: Sequence[Node], edges: Sequence[Edge] = ()) -> dict[str, Node]:
    return placed({each.id: each for each in nodes}, edges)


def test_nothing_lies_upon_another_in_the_shipped_case(shown: Scene) -> None:
    assert not overlaps(shown.nodes)


def test_denials_stand_in_one_column_and_incidents_in_another(shown: Scene) -> None:
    columns = {(each.kind == "incident", each.x) for each in shown.nodes if each.level == 0}
    assert columns == {(False, 0), (True, INCIDENTS)}


def test_incidents_stand_in_the_order_of_their_dates(shown: Scene) -> None:
    first = [each for each in shown.nodes if each.level == 0 and each.kind == "incident"]
    rows = sorted(first, key=lambda each: each.y)
    dates = [each.happened["earliest"] for each in rows]
    assert dates == sorted(dates)


def test_what_stands_behind_is_between_the_columns(shown: Scene) -> None:
    behind = [n for n in shown.nodes if n.level == 1 and n.kind != "rendering"]
    assert behind
    assert all(BOX[0] // 2 < each.x < INCIDENTS - BOX[0] // 2 for each in behind)


def test_incidents_are_as_far_apart_as_their_dates_and_never_nearer_than_a_row() -> None:
    days = ("2019-01-01", "2021-01-01", "2021-01-01", "2021-01-02")
    found = places([node(f"i{n}", "incident", 0, day) for n, day in enumerate(days)])
    rows = [found[f"i{place}"].y for place in range(4)]
    steps = [below - above for above, below in pairwise(rows)]
    assert steps == [round(1.25 * ROW * 3) - 2 * ROW, ROW, ROW]


def test_parties_stand_together_with_room_for_their_name() -> None:
    found = places(
        [
            node("a", "denial", 0, "2021-01-03", "one"),
            node("b", "denial", 0, "2021-01-02", "two"),
            node("c", "denial", 0, "2021-01-01", "one"),
        ]
    )
    assert sorted(found, key=lambda name: found[name].y) == ["c", "a", "b"]
    assert found["b"].y - found["a"].y == 2 * ROW
    assert party_places(found.values()) == [
        {"parties": ["one"], "x": 0, "y": found["c"].y - ROW},
        {"parties": ["two"], "x": 0, "y": found["b"].y - ROW},
    ]


def test_years_stand_beside_their_first_incident() -> None:
    days = ("2020-03-01", "2020-05-01", "2021-01-01")
    found = places([node(f"i{n}", "incident", 0, day) for n, day in enumerate(days)])
    assert year_places(found.values()) == [
        {"year": "2020", "x": INCIDENTS, "y": found["i0"].y},
        {"year": "2021", "x": INCIDENTS, "y": found["i2"].y},
    ]


def test_what_is_shown_later_stands_near_what_it_belongs_to() -> None:
    days = [f"2021-{month:02}-01" for month in range(1, 13)]
    incidents = [node(f"i{month:02}", "incident", 0, day) for month, day in enumerate(days)]
    sources = [node(f"s{month:02}", "source", 2) for month in range(12)]
    edges = [Edge(f"i{month:02}", f"s{month:02}", "reported-in") for month in range(12)]
    found = places([*incidents, *sources], edges)
    for month in range(12):
        assert abs(found[f"s{month:02}"].y - found[f"i{month:02}"].y) <= 2 * ROW


def test_nodes_without_dates_and_neighbours_have_places() -> None:
    found = places(
        [
            node("a", "incident", 0),
            node("b", "incident", 0, "2021-01-01"),
            node("c", "denial", 0),
            node("d", "actor", 1),
            node("e", "place", 3),
        ]
    )
    assert not overlaps(list(found.values()))


_KINDS = st.sampled_from(get_args(Kind))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    count = draw(st.integers(1, 40))
    nodes = []
    for number in range(count):
        kind = draw(_KINDS)
        level = draw(
            st.sampled_from((0, 1, 3) if kind in SAID or kind == "incident" else (1, 2, 3))
        )
        when = draw(st.sampled_from(("", "2019-05-01", "2021-02-15", "2021-02-16")))
        party = draw(st.sampled_from(("", "one", "two")))
        nodes.append(node(f"n{number:02}", kind, level, when, party))
    names = [each.id for each in nodes]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    edges = [Edge(*pair, "about") for pair in draw(st.lists(ends, max_size=60))]
    return nodes, edges


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_places_are_whole_numbers_that_do_not_hang_on_the_order_of_edges(
    graph: tuple[list[Node], list[Edge]], order: random.Random
) -> None:
    nodes, edges = graph
    found = places(nodes, edges)
    shuffled = list(edges)
    order.shuffle(shuffled)
    assert places(nodes, shuffled) == found
    assert all(isinstance(each.x, int) and isinstance(each.y, int) for each in found.values())
    assert not overlaps(list(found.values()))


def test_thousands_of_nodes_have_places_of_their_own() -> None:
    nodes = [node(f"n{number:05}", "source", 2) for number in range(20_000)]
    edges = [Edge(nodes[number].id, nodes[number // 7].id, "about") for number in range(20_000)]
    found = places(nodes, edges)
    assert len({(each.x, each.y) for each in found.values()}) == len(nodes)
