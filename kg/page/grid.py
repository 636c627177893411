"""Places near others: cells of a grid, each taken once.

Nothing is drawn at random: the same order of names gives the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.page.model import Edge, Node

Positions = dict[str, tuple[int, int]]


def neighbours(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Return for each node what is at the other end of its edges."""
    near: dict[str, list[str]] = {name: [] for name in nodes}
    for edge in edges:
        if edge.source != edge.target:
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    return near


def fill(
    at: Positions, names: Sequence[str], near: Mapping[str, list[str]], grid: Grid, middle: int
) -> None:
    """Give each name the free cell that is nearest to the middle of its placed neighbours."""
    wanted = _wanted(at, names, near, (grid.x(0), middle))
    # From the middle outwards, so that what belongs together stays together.
    for name in sorted(names, key=lambda name: (abs(wanted[name][1] - middle), name)):
        at[name] = grid.take(*wanted[name])


def fill_block(
    at: Positions,
    names: Sequence[str],
    near: Mapping[str, list[str]],
    corner: tuple[int, int],
    form: tuple[int, tuple[int, int]],
) -> None:
    """Give each name a cell of a block without gaps, rows and columns as their neighbours stand.

    Sorting takes the place of looking for free cells: as fast for a hundred thousand names.

    Parameters
    ----------
    at
        Places by name; those of the block are added.
    names, near
        Who gets a place, and the neighbours of each.
    corner
        Left upper corner of the block.
    form
        How many columns, and width and height of a cell.
    """
    columns, (width, height) = form
    wanted = _wanted(at, names, near, corner)
    in_rows = sorted(names, key=lambda name: (wanted[name][1], wanted[name][0], name))
    for begin in range(0, len(in_rows), columns):
        row = sorted(in_rows[begin : begin + columns], key=lambda name: (wanted[name][0], name))
        y = corner[1] + begin // columns * height
        for column, name in enumerate(row):
            at[name] = (corner[0] + column * width + width // 2, y)


def _wanted(
    at: Mapping[str, tuple[int, int]],
    names: Sequence[str],
    near: Mapping[str, list[str]],
    otherwise: tuple[int, int],
) -> Positions:
    """Return the middle of the neighbours of each name, of those far off once these are known."""
    wanted: Positions = {}
    waiting = list(names)
    while waiting:
        ready = {name: places for name in waiting if (places := _places(at, wanted, near[name]))}
        if not ready:
            wanted |= dict.fromkeys(waiting, otherwise)
            break
        for name, places in ready.items():
            wanted[name] = (
                sum(x for x, _ in places) // len(places),
                sum(y for _, y in places) // len(places),
            )
        waiting = [name for name in waiting if name not in ready]
    return wanted


def _places(
    at: Mapping[str, tuple[int, int]], wanted: Mapping[str, tuple[int, int]], names: Iterable[str]
) -> list[tuple[int, int]]:
    return [place for name in names if (place := at.get(name) or wanted.get(name))]


class Grid:
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
