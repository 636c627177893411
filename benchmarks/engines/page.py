"""The figures as one page: tables and plots, without script, address or style from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from engines.goals import Goal
from engines.model import Row
from kg.report.charts_svg import INK, RULE, SOFT, Picture

_COLOURS = {
    "kg": "#b3261e",
    "kg in memory": "#e08a84",
    "Oxigraph": "#1f5fa8",
    "Oxigraph, in order": "#7fa6d1",
    "Virtuoso": "#3a7d34",
    "rdflib": "#8a5a00",
    "pyshacl": "#6a4fa3",
    "pyrudof": "#00757a",
}
_OTHER = "#777777"
_WIDTH, _HEIGHT, _LEFT, _TOP, _LOW = 460.0, 270.0, 62.0, 14.0, 40.0
_RIGHT = 120.0  # room for the names of engines
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1b19; background: #fff }
table { border-collapse: collapse; margin: .6rem 0 1.4rem; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #ddd; text-align: left;
  vertical-align: top }
td.n, th.n { text-align: right }
.bad { color: #a11; font-weight: 600 } .good { color: #2a6a25 }
.plots { display: flex; flex-wrap: wrap; gap: 1rem } figure { margin: 0 }
.scroll { overflow-x: auto }
"""


def page(about: Mapping[str, str], rows: Sequence[Row], goals: Sequence[Goal], runs: int) -> str:
    """Return the page.

    Parameters
    ----------
    about
        What it was measured on.
    rows, goals
        What was measured, and what was hoped for.
    runs
        Of how many runs the figures are medians.
    """
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>kg beside other engines</title><style>{_STYLE}</style></head><body>",
            "<h1>kg beside other engines</h1>",
            f"<p>Medians of {runs} runs. {escape(', '.join(f'{k} {v}' for k, v in about.items()))}."
            " Compare figures of this page with each other, not with those of another run.</p>",
            "<h2>Goals</h2>",
            *_goals(goals),
            "<h2>Growth</h2>",
            "<p>Both axes are logarithmic; the dashed line grows as the data do.</p>",
            '<div class="plots">',
            *_plots(rows),
            "</div>",
            *(part for size in _sizes(rows) for part in _table(size, rows)),
            "</body></html>",
            "",
        )
    )


def _sizes(rows: Sequence[Row]) -> list[int]:
    return sorted({each.incidents for each in rows})


def _goals(goals: Sequence[Goal]) -> Iterator[str]:
    yield '<div class="scroll"><table><thead><tr><th>goal</th><th class="n">incidents</th>'
    yield '<th class="n">is</th><th class="n">should be</th><th>met</th><th>note</th></tr></thead>'
    yield "<tbody>"
    for goal in goals:
        met = {True: "yes", False: "no", None: "not known"}[goal.met]
        look = {True: ' class="good"', False: ' class="bad"', None: ""}[goal.met]
        value = "-" if goal.value is None else f"{goal.value:,.2f}"
        wanted = f"{'≥' if goal.least else '≤'} {goal.goal:,.4g}"
        yield (
            f'<tr><td>{escape(goal.name)}</td><td class="n">{goal.incidents:,}</td>'
            f'<td class="n">{value}</td><td class="n">{wanted}</td><td{look}>{met}</td>'
            f"<td>{escape(goal.note)}</td></tr>"
        )
    yield "</tbody></table></div>"


def _table(size: int, rows: Sequence[Row]) -> Iterator[str]:
    mine = [each for each in rows if each.incidents == size]
    yield f"<h2>{size:,} incidents, {mine[0].triples:,} triples</h2>"
    yield '<div class="scroll"><table><thead><tr><th>task</th><th>engine</th>'
    yield '<th class="n">seconds</th><th class="n">whole process</th><th class="n">MiB</th>'
    yield '<th class="n">rows</th><th>answer</th></tr></thead><tbody>'
    for each in mine:
        answer = {True: "same", False: '<span class="bad">differs</span>', None: ""}[each.agrees]
        if each.status != "done":
            answer = f'<span class="bad">{escape(each.why)}</span>'
        said = "; ".join(filter(None, (answer, escape(each.note))))
        yield (
            f"<tr><td>{escape(each.task.name)}</td><td>{escape(each.engine)}</td>"
            f'<td class="n">{_number(each.seconds, 3)}</td><td class="n">{_number(each.whole, 3)}'
            f'</td><td class="n">{_number(each.memory, 0)}</td>'
            f'<td class="n">{_number(each.rows, 0)}</td><td>{said}</td></tr>'
        )
    yield "</tbody></table></div>"


def _number(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:,.{places}f}"


def _plots(rows: Sequence[Row]) -> Iterator[str]:
    names = list(dict.fromkeys(each.task.name for each in rows if each.task.kind != "start"))
    for number, name in enumerate(names):
        mine = [each for each in rows if each.task.name == name and each.seconds]
        if mine:
            yield f"<figure>{_plot(f'plot-{number}', name, mine)}</figure>"


def _plot(prefix: str, name: str, rows: Sequence[Row]) -> str:
    picture = Picture(prefix, f"{name}: seconds by triples", _words(rows))
    across = _Axis([each.triples for each in rows], _LEFT, _WIDTH - _RIGHT)
    up = _Axis([each.seconds or 1.0 for each in rows], _HEIGHT - _LOW, _TOP + 16)
    for power in up.powers:
        y = up.at(10.0**power)
        picture.line(_LEFT, y, _WIDTH - _RIGHT, y, colour=RULE)
        picture.text(_LEFT - 6, y + 4, f"{10.0**power:g} s", size=10, anchor="end", colour=SOFT)
    for power in across.powers:
        x = across.at(10.0**power)
        picture.line(x, _HEIGHT - _LOW, x, _HEIGHT - _LOW + 4, colour=SOFT)
        picture.text(
            x, _HEIGHT - _LOW + 16, f"{10**power:,}", size=10, anchor="middle", colour=SOFT
        )
    picture.text(_LEFT, _TOP, name, size=12, bold=True)
    picture.text(_LEFT, _HEIGHT - 6, "triples", size=10, colour=SOFT)
    labels: list[tuple[float, str, str]] = []
    for engine in dict.fromkeys(each.engine for each in rows):
        colour = _COLOURS.get(engine, _OTHER)
        points = sorted(
            (across.at(each.triples), up.at(each.seconds or 1.0))
            for each in rows
            if each.engine == engine
        )
        for one, other in pairwise(points):
            picture.line(*one, *other, colour=colour, width=1.8)
        for x, y in points:
            picture.circle(x, y, 3, fill=colour, stroke=colour)
        labels.append((points[-1][1], engine, colour))
    _linear(picture, rows, across, up)
    below = 0.0
    for y, engine, colour in sorted(labels):
        below = max(y + 4, below + 13)
        picture.text(_WIDTH - _RIGHT + 8, below, engine, size=11, colour=colour)
    return picture.svg(_WIDTH, _HEIGHT)


def _linear(picture: Picture, rows: Sequence[Row], across: _Axis, up: _Axis) -> None:
    """Draw how the first engine would go on if time grew as the data do."""
    mine = sorted(
        (each.triples, each.seconds)
        for each in rows
        if each.engine == rows[0].engine and each.seconds
    )
    (small, least), (large, _) = mine[0], mine[-1]
    if large > small:
        end = min(least * large / small, 10.0 ** up.powers[-1])
        ends = (across.at(small), up.at(least), across.at(small * end / least), up.at(end))
        picture.line(*ends, colour=INK, width=0.8, dashes="4 4")


def _words(rows: Sequence[Row]) -> str:
    return "; ".join(
        f"{each.engine}, {each.triples:,} triples: {each.seconds:g} s"
        for each in rows
        if each.seconds
    )


class _Axis:
    """A logarithmic axis over whole powers of ten."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        low = floor(log10(min(values)))
        high = max(ceil(log10(max(values))), low + 1)
        self.powers = range(low, high + 1)
        self._begin, self._end = begin, end

    def at(self, value: float) -> float:
        """Return where a value stands."""
        part = (log10(value) - self.powers[0]) / (self.powers[-1] - self.powers[0])
        return self._begin + part * (self._end - self._begin)
