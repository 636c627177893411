"""Where the nodes of a large scene stand: blocks side by side instead of two long columns.

From left to right: everything else, renderings, denials by party and date, what stands behind
results, incidents by date, sources. Denials and incidents run through their block as words run
through the columns of a newspaper, so that a whole first look has the form of a window and can be
looked at from afar. The other blocks are sorted by the places of what their nodes belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt

from kg.page.grid import Positions, fill_block, neighbours
from kg.page.model import BEHIND, FIRST_LOOK, SAID, SOURCES, Edge, Node, Values
from kg.page.order import by_party, when

ROW = 36
COLUMN = 310  # from a column of the first look to the next
BOX = (280, 28)
CELL = (164, 30)  # of everything else
_FORM = 1.6  # how much wider than tall everything together is
_LEAST_ROWS = 24
_LEAST_GAP = 1600
_AIR = 240

# Parties, or a year, with the place of their name: middle of the column and of its row.
Captions = list[tuple[str | tuple[str, ...], int, int]]


def places(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> Positions:
    """Return where each node stands: the same data, the same places.

    Parameters
    ----------
    nodes
        Nodes with their levels, in a total order.
    edges
        What they should stand near of.
    """
    rows = _rows(nodes.values())
    said, incidents = _first_look(nodes.values())
    later = [node for node in nodes.values() if node.level != FIRST_LOOK]
    behind = [n.id for n in later if n.level == BEHIND and n.kind != "rendering"]
    height = rows * ROW
    at, _ = _flow(said, 0, rows)
    gap = max(_width(behind, height), _LEAST_GAP) + 2 * _AIR
    begin = _incidents(said, gap, rows)
    at |= _flow(incidents, begin, rows)[0]

    near = neighbours(nodes, edges)
    left = -COLUMN // 2 - _AIR
    renderings = [n.id for n in later if n.kind == "rendering" and n.level == BEHIND]
    others = [n.id for n in later if n.level > SOURCES]
    sources = [n.id for n in later if n.level == SOURCES]
    right = begin + _columns(incidents, rows) * COLUMN + _AIR
    middle = (begin - COLUMN - gap // 2, 0)
    for names, x in (
        (behind, middle[0] + COLUMN // 2 - _width(behind, height) // 2),
        (renderings, left - _width(renderings, height)),
        (sources, right),
        (others, left - _width(renderings, height) - _AIR - _width(others, height)),
    ):
        fill_block(at, names, near, (x, 0), (_across(names, height), CELL))
    return at


def described(nodes: Sequence[Node]) -> Values:
    """Return what a page has to know of the places; `nodes` are all that are shown."""
    rows = _rows(nodes)
    said, incidents = _first_look(nodes)
    first = next((node.x for node in incidents), 0)
    groups = _flow(said, 0, rows)[1]
    years = _flow(incidents, first, rows)[1]
    return {
        "row": ROW,
        "box": list(BOX),
        "cell": list(CELL),
        "columns": {"denials": 0, "incidents": first},
        "groups": [
            {"parties": list(parties), "x": x, "y": y} for parties, x, y in groups if parties
        ],
        "years": [{"year": year, "x": x, "y": y} for year, x, y in years if year],
    }


def _first_look(nodes: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    first = [node for node in nodes if node.level == FIRST_LOOK]
    said = by_party([node for node in first if node.kind != "incident"])
    return said, sorted((node for node in first if node.kind == "incident"), key=when)


def _rows(nodes: Iterable[Node]) -> int:
    """Return how many rows the blocks have, so that all of them together have their form."""
    area = sum(COLUMN * ROW if node.level == FIRST_LOOK else CELL[0] * CELL[1] for node in nodes)
    return max(ceil(sqrt(area / _FORM) / ROW), _LEAST_ROWS)


def _group(node: Node) -> str | tuple[str, ...]:
    if node.kind in SAID:
        return node.parties
    return node.happened.get("earliest", "")[:4] if node.kind == "incident" else ""


def _flow(nodes: Sequence[Node], begin: int, rows: int) -> tuple[Positions, Captions]:
    """Return places column by column, with a row for the name where a group begins.

    A column that goes on with a group has its name again.
    """
    at: Positions = {}
    captions: Captions = []
    column, row = 0, 0
    before: object = None
    for node in nodes:
        group = _group(node)
        if row and group != before:
            row += 1  # air above the next group
        if row >= rows - 1:
            column, row = column + 1, 0
        if group != before or row == 0:
            captions.append((group, begin + column * COLUMN, row * ROW))
            row += 1
        at[node.id] = (begin + column * COLUMN, row * ROW)
        row += 1
        before = group
    return at, captions


def _columns(nodes: Sequence[Node], rows: int) -> int:
    at, _ = _flow(nodes, 0, rows)
    return max((x for x, _ in at.values()), default=0) // COLUMN + 1


def _incidents(said: Sequence[Node], gap: int, rows: int) -> int:
    """Return the middle of the first column of incidents."""
    return _columns(said, rows) * COLUMN + gap


def _across(names: Sequence[str], height: int) -> int:
    """Return how many columns of cells a block needs."""
    return max(ceil(len(names) * CELL[1] / max(height, 1)), 1)


def _width(names: Sequence[str], height: int) -> int:
    return _across(names, height) * CELL[0] if names else 0
