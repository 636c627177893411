"""Where nodes stand: the same data, the same places.

First look: denials in one column, by party and date; incidents in another, by date. What is shown
later stands near what it belongs to, in cells of a grid beside and between the two columns.
Nothing is drawn at random, and nothing moves when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil, sqrt

from kg.page.model import BEHIND, FIRST_LOOK, SAID, SOURCES, Edge, Node, Values

ROW = 44
BOX = (340, 30)
INCIDENTS = 1600
_CELL = (190, 66)
_WIDE = (360, 40)  # a rendering's cell
_AIR = 60
_TALL = 2  # a grid is at most about twice as tall as the first look

Positions = dict[str, tuple[int, int]]


def placed(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> dict[str, Node]:
    """Return the nodes with their places.

    Parameters
    ----------
    nodes
        Nodes with their levels, in a total order.
    edges
        What they should stand near of.
    """
    at = _columns([node for node in nodes.values() if node.level == FIRST_LOOK])
    near = _neighbours(nodes, edges)
    rows = sorted(y for _, y in at.values()) or [0]
    middle, height = (rows[0] + rows[-1]) // 2, max(rows[-1] - rows[0], 12 * ROW)
    half = BOX[0] // 2 + _AIR

    later = [node for node in nodes.values() if node.id not in at]
    renderings = [n.id for n in later if n.kind == "rendering" and n.level == BEHIND]
    behind = [n.id for n in later if n.level == BEHIND and n.kind != "rendering"]
    sources = [n.id for n in later if n.level == SOURCES]
    others = [n.id for n in later if n.level > SOURCES]

    between = (INCIDENTS - 2 * half) // _CELL[0]
    regions: Sequence[tuple[list[str], _Grid]] = (
        (renderings, _Grid(-half - _WIDE[0] // 2, -1, 1, _WIDE)),
        (behind, _Grid(half + _CELL[0] // 2, 1, max(between, 1), _CELL)),
        (sources, _Grid(INCIDENTS + half + _CELL[0] // 2, 1, _many(sources, height), _CELL)),
        (
            others,
            _Grid(-half - _WIDE[0] - _AIR - _CELL[0] // 2, -1, _many(others, height), _CELL),
        ),
    )
    for names, grid in regions:
        _fill(at, names, near, grid, middle)
    return {name: replace(node, x=at[name][0], y=at[name][1]) for name, node in nodes.items()}


def _many(names: Sequence[str], height: int) -> int:
    """Return how many columns so many cells need beside the first look."""
    square = ceil(sqrt(len(names) * _CELL[1] / _CELL[0]))
    return max(square, ceil(len(names) * _CELL[1] / (_TALL * height)), 1)


# --- first look ----------------------------------------------------------------------------------


def _columns(first: Sequence[Node]) -> Positions:
    """Return the places of the first look: boxes in two columns that do not overlap."""
    incidents = sorted((n for n in first if n.kind == "incident"), key=_when)
    said = _by_party([n for n in first if n.kind != "incident"])
    times = _rows_by_date(incidents)
    left = _rows_with_gaps(said)
    shift = (max(times, default=0) - max(left, default=0)) // 2
    down, up = max(0, shift), max(0, -shift)
    return {
        **{node.id: (0, y + down) for node, y in zip(said, left, strict=True)},
        **{node.id: (INCIDENTS, y + up) for node, y in zip(incidents, times, strict=True)},
    }


def _when(node: Node) -> tuple[str, str, str]:
    begin = node.happened.get("earliest", "")
    return (begin or node.published.get("day", "9999"), node.happened.get("latest", ""), node.id)


def _by_party(said: Sequence[Node]) -> list[Node]:
    """Return statements by party, the party that spoke first before the others, and date."""
    begun: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for node in said:
        when = _when(node)
        begun[node.parties] = min(begun.get(node.parties, when), when)
    return sorted(said, key=lambda node: (begun[node.parties], _when(node)))


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


# --- what is shown later -------------------------------------------------------------------------


def _neighbours(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {name: [] for name in nodes}
    for edge in edges:
        if edge.source != edge.target:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    return near


def _fill(
    at: Positions, names: Sequence[str], near: Mapping[str, list[str]], grid: _Grid, middle: int
) -> None:
    """Give each name the free cell that is nearest to the middle of its placed neighbours."""
    wanted: dict[str, tuple[int, int]] = {}
    waiting = list(names)
    while waiting:
        ready = {name: places for name in waiting if (places := _places(at, wanted, near[name]))}
        if not ready:
            wanted |= dict.fromkeys(waiting, (grid.x(0), middle))
            break
        for name, places in ready.items():
            wanted[name] = (
                sum(x for x, _ in places) // len(places),
                sum(y for _, y in places) // len(places),
            )
        waiting = [name for name in waiting if name not in ready]
    # From the middle outwards, so that what belongs together stays together.
    for name in sorted(names, key=lambda name: (abs(wanted[name][1] - middle), name)):
        at[name] = grid.take(*wanted[name])


def _places(
    at: Positions, wanted: Mapping[str, tuple[int, int]], names: Iterable[str]
) -> list[tuple[int, int]]:
    return [place for name in names if (place := at.get(name) or wanted.get(name))]


class _Grid:
    """Cells in columns; each is taken once.

    Parameters
    ----------
    begin
        Middle of the first column.
    towards
        1 if the columns go to the right, -1 if to the left.
    columns
        How many.
    cell
        Width and height of a cell.
    """

    def __init__(self, begin: int, towards: int, columns: int, cell: tuple[int, int]) -> None:
        self._begin = begin
        self._step = towards * cell[0]
        self._height = cell[1]
        self._columns = columns
        # From a taken row to one nearer to a free row, downwards and upwards.
        self._down: list[dict[int, int]] = [{} for _ in range(columns)]
        self._up: list[dict[int, int]] = [{} for _ in range(columns)]

    def x(self, column: int) -> int:
        """Return the middle of a column."""
        return self._begin + column * self._step

    def take(self, x: int, y: int) -> tuple[int, int]:
        """Take the free cell that is nearest to a place, and return its middle."""
        row = round(y / self._height)
        best: tuple[int, int, int, int] | None = None
        for column in self._from(x):
            beside = abs(self.x(column) - x)
            if best is not None and beside >= best[0]:
                break
            for free in (_free(self._down[column], row, 1), _free(self._up[column], row, -1)):
                away = beside + abs(free * self._height - y)
                best = min(best or (away, column, abs(free), free), (away, column, abs(free), free))
        if best is None:
            raise ValueError("A grid has at least one column.")
        _, column, _, free = best
        self._down[column][free] = free + 1
        self._up[column][free] = free - 1
        return self.x(column), free * self._height

    def _from(self, x: int) -> Iterator[int]:
        """Yield the columns from the nearest to the farthest."""
        nearest = min(max(round((x - self._begin) / self._step), 0), self._columns - 1)
        before, after = nearest, nearest + 1
        while before >= 0 or after < self._columns:
            if after >= self._columns or (
                before >= 0 and abs(self.x(before) - x) <= abs(self.x(after) - x)
            ):
                yield before
                before -= 1
            else:
                yield after
                after += 1


def _free(taken: dict[int, int], row: int, step: int) -> int:
    """Return the next row that is not taken, and shorten the way to it for the next time."""
    way = []
    while row in taken:
        way.append(row)
        row = taken[row]
    for passed in way:
        taken[passed] = row
    return row
