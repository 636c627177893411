"""Where the nodes of a large scene stand."""

from __future__ import annotations

import jsonschema
import pytest
from crowd import crowd

import kg.schemas
from kg.page import Node, Scene, page
from kg.page.blocks import BOX, CELL, COLUMN, ROW
from kg.page.model import FIRST_LOOK, LARGE


@pytest.fixture(scope="module")
def large() -> Scene:
    return crowd(4_000, 9_000)


def size(node: Node) -> tuple[int, int]:
    """Return the room of a node as the page draws it."""
    return BOX if node.level == FIRST_LOOK else (CELL[0] - 14, CELL[1] - 8)


def test_nothing_lies_upon_another(large: Scene) -> None:
    last: list[Node] = []
    for node in sorted(large.nodes, key=lambda each: (each.y, each.x, each.id)):
        last = [each for each in last if node.y - each.y < ROW]
        for other in last:
            across = abs(node.x - other.x) < (size(node)[0] + size(other)[0]) / 2
            down = abs(node.y - other.y) < (size(node)[1] + size(other)[1]) / 2
            assert not (across and down), (node.id, other.id)
        last.append(node)


def test_names_of_parties_and_years_stand_upon_no_box(large: Scene) -> None:
    layout = large.meta["layout"]
    assert isinstance(layout, dict)
    taken = {(node.x, node.y) for node in large.nodes if node.level == FIRST_LOOK}
    named = [(each["x"], each["y"]) for key in ("groups", "years") for each in layout[key]]
    assert named
    assert not taken & set(named)


def test_a_column_begins_with_the_name_that_its_boxes_belong_to(large: Scene) -> None:
    layout = large.meta["layout"]
    assert isinstance(layout, dict)
    named = {(each["x"], each["y"]): each["parties"] for each in layout["groups"]}
    for node in large.nodes:
        if node.kind != "denial" or node.level != FIRST_LOOK:
            continue
        above = max(y for x, y in named if x == node.x and y < node.y)
        assert named[node.x, above] == list(node.parties)


def test_denials_stand_left_of_incidents_by_date(large: Scene) -> None:
    first = [node for node in large.nodes if node.level == FIRST_LOOK]
    incidents = sorted(
        (node for node in first if node.kind == "incident"), key=lambda node: (node.x, node.y)
    )
    dates = [node.happened["earliest"] for node in incidents]
    assert dates == sorted(dates)
    assert max(node.x for node in first if node.kind == "denial") + COLUMN < incidents[0].x


def test_it_all_has_about_the_form_of_a_window(large: Scene) -> None:
    wide = max(node.x for node in large.nodes) - min(node.x for node in large.nodes)
    tall = max(node.y for node in large.nodes) - min(node.y for node in large.nodes)
    assert 1 < wide / tall < 3


def test_one_node_more_makes_a_scene_large() -> None:
    few, many = crowd(LARGE, 2_000), crowd(LARGE + 1, 2_000)
    assert "cell" not in str(few.meta["layout"])
    assert "cell" in str(many.meta["layout"])
    assert 'id="vis"' in page(few)
    assert 'id="vis"' not in page(many)
    assert "sigma" in page(many)


def test_two_runs_write_the_same_bytes(large: Scene) -> None:
    assert page(crowd(4_000, 9_000)) == page(large)


def test_a_large_scene_is_as_its_schema_says(large: Scene) -> None:
    jsonschema.Draft202012Validator(kg.schemas.load("scene")).validate(large.to_dict())
