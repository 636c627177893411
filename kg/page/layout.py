"""Where nodes stand: the same data, the same places.

First look: denials in one column, by party and date; incidents in another, by date. What is shown
later stands near what it belongs to, in cells of a grid beside and between the two columns.
Nothing is drawn at random, and nothing moves when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil, sqrt

from kg.page import blocks
from kg.page.grid import Grid, Positions, fill, neighbours
from kg.page.model import BEHIND, FIRST_LOOK, LARGE, SAID, SOURCES, Edge, Node, Values
from kg.page.order import by_party, when

ROW = 44
BOX = (340, 30)
INCIDENTS = 1600
_CELL = (190, 66)
_WIDE = (360, 40)  # a rendering's cell
_AIR = 60
_TALL = 2  # a grid is at most about twice as tall as the first look


def placed(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> dict[str, Node]:
    """Return the nodes with their places.

    Parameters
    ----------
    nodes
        Nodes with their levels, in a total order.
    edges
        What they should stand near of.
    """
    if len(nodes) > LARGE:
        at = blocks.places(nodes, edges)
        return {name: replace(node, x=at[name][0], y=at[name][1]) for name, node in nodes.items()}
    at = _columns([node for node in nodes.values() if node.level == FIRST_LOOK])
    near = neighbours(nodes, edges)
    rows = sorted(y for _, y in at.values()) or [0]
    middle, height = (rows[0] + rows[-1]) // 2, max(rows[-1] - rows[0], 12 * ROW)
    half = BOX[0] // 2 + _AIR

    later = [node for node in nodes.values() if node.id not in at]
    renderings = [n.id for n in later if n.kind == "rendering" and n.level == BEHIND]
    behind = [n.id for n in later if n.level == BEHIND and n.kind != "rendering"]
    sources = [n.id for n in later if n.level == SOURCES]
    others = [n.id for n in later if n.level > SOURCES]

    between = (INCIDENTS - 2 * half) // _CELL[0]
    regions: Sequence[tuple[list[str], Grid]] = (
        (renderings, Grid(-half - _WIDE[0] // 2, -1, 1, _WIDE)),
        (behind, Grid(half + _CELL[0] // 2, 1, max(between, 1), _CELL)),
        (sources, Grid(INCIDENTS + half + _CELL[0] // 2, 1, _many(sources, height), _CELL)),
        (
            others,
            Grid(-half - _WIDE[0] - _AIR - _CELL[0] // 2, -1, _many(others, height), _CELL),
        ),
    )
    for names, grid in regions:
        fill(at, names, near, grid, middle)
    return {name: replace(node, x=at[name][0], y=at[name][1]) for name, node in nodes.items()}


def _many(names: Sequence[str], height: int) -> int:
    """Return how many columns so many cells need beside the first look."""
    square = ceil(sqrt(len(names) * _CELL[1] / _CELL[0]))
    return max(square, ceil(len(names) * _CELL[1] / (_TALL * height)), 1)


# --- first look ----------------------------------------------------------------------------------


def _columns(first: Sequence[Node]) -> Positions:
    """Return the places of the first look: boxes in two columns that do not overlap."""
    incidents = sorted((n for n in first if n.kind == "incident"), key=when)
    said = by_party([n for n in first if n.kind != "incident"])
    times = _rows_by_date(incidents)
    left = _rows_with_gaps(said)
    shift = (max(times, default=0) - max(left, default=0)) // 2
    down, up = max(0, shift), max(0, -shift)
    return {
        **{node.id: (0, y + down) for node, y in zip(said, left, strict=True)},
        **{node.id: (INCIDENTS, y + up) for node, y in zip(incidents, times, strict=True)},
    }


def _rows_with_gaps(said: Sequence[Node]) -> list[int]:
    rows: list[int] = []
    for place, node in enumerate(said):
        if place == 0:
            rows.append(0)
        else:
            same = node.parties == said[place - 1].parties
            rows.append(rows[-1] + (ROW if same else 2 * ROW))
    return rows


def _rows_by_date(incidents: Sequence[Node]) -> list[int]:
    """Return rows along a time axis: as far apart as the dates are, and never nearer than a row."""
    if not incidents:
        return []
    days = [_day(node) for node in incidents]
    last = int(1.25 * ROW * (len(days) - 1))
    known = [day for day in days if day is not None]
    first, length = min(known, default=0), max(known, default=0) - min(known, default=0)
    rows: list[int] = []
    for day in days:
        wanted = (day - first) * last // length if day is not None and length else 0
        rows.append(max(wanted, rows[-1] + ROW) if rows else wanted)
    # What was pushed beyond the end moves back up, as far as the boxes allow.
    end = last
    for place in range(len(rows) - 1, -1, -1):
        rows[place] = min(rows[place], end)
        end = rows[place] - ROW
    return rows


def _day(node: Node) -> int | None:
    """Return the day of an incident as a number: its earliest possible one."""
    text = node.happened.get("earliest", "")[:10]
    return date.fromisoformat(text).toordinal() if text else None


def described(nodes: Sequence[Node]) -> Values:
    """Return what a page has to know of the places; `nodes` are all that are shown."""
    if len(nodes) > LARGE:
        return blocks.described(nodes)
    return {
        "row": ROW,
        "box": list(BOX),
        "columns": {"denials": 0, "incidents": INCIDENTS},
        "groups": party_places(nodes),
        "years": year_places(nodes),
    }


def party_places(nodes: Iterable[Node]) -> list[Values]:
    """Return the parties of the first look, each with the place for its name above its boxes."""
    found: dict[tuple[str, ...], int] = {}
    for node in nodes:
        if node.level == FIRST_LOOK and node.kind in SAID:
            found[node.parties] = min(found.get(node.parties, node.y), node.y)
    return [
        {"parties": list(parties), "x": 0, "y": y - ROW}
        for parties, y in sorted(found.items(), key=lambda item: (item[1], item[0]))
    ]


def year_places(nodes: Iterable[Node]) -> list[Values]:
    """Return the years of the time axis, each with the place of its first incident."""
    found: dict[str, int] = {}
    for node in nodes:
        year = node.happened.get("earliest", "")[:4]
        if node.level == FIRST_LOOK and node.kind == "incident" and year:
            found[year] = min(found.get(year, node.y), node.y)
    return [{"year": year, "x": INCIDENTS, "y": y} for year, y in sorted(found.items())]
