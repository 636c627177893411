"""The picture of origins: from the words at the root, by the sources that pass them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph import CEV, Graph
from kg.provenance import codes, first
from kg.report.charts_svg import INK, PAPER, RULE, SOFT, Picture, width_of
from kg.report.charts_time import WIDTH
from kg.report.model import Figure
from kg.report.phrases import counted, title_of

if TYPE_CHECKING:
    from kg.origins import Carrier, Trace

_DCTERMS = "http://purl.org/dc/terms/"
_ROW, _TOP, _INDENT = 18.0, 14.0, 24.0
_SIZE, _SMALL = 11.0, 9.5
_MARK = 9.0
_DATES = WIDTH - 84
_MOST = 120
_UNSEEN = "#8a4b08"


@dataclass(frozen=True)
class _Row:
    """A source on its row. `behind` are those from which it has it beside the one above."""

    carrier: Carrier
    depth: int
    above: str | None
    behind: tuple[str, ...]


def tree(graph: Graph, trace: Trace, name: str) -> Figure | None:
    """Draw how a statement's words came to the reader, None for fewer than two sources.

    Parameters
    ----------
    graph
        For names and dates.
    trace
        The way of the words.
    name
        Name of the figure.
    """
    rows = _rows(graph, {each.source: each for each in trace.carriers})
    if not 1 < len(rows) <= _MOST:
        return None
    alt = _described(graph, trace)
    picture = Picture(name, f"{title_of(graph, trace.statement)}: where the words come from", alt)
    _draw(picture, graph, trace, rows)
    bottom = _TOP + len(rows) * _ROW + 14
    picture.line(0, bottom, WIDTH, bottom, colour=RULE, width=0.6)
    return Figure(
        name,
        alt,
        "From the words at the top: the sources that have them at first hand or name no source, "
        "and below each, one step in, those that have them from there.",
        picture.svg(WIDTH, _legend(picture, bottom + 15)),
    )


def _rows(graph: Graph, carriers: Mapping[str, Carrier]) -> list[_Row]:
    """Return the sources as an outline: each below one from which it has it, by date."""
    layers = _layers(carriers)
    children: dict[str | None, list[str]] = {}
    above: dict[str, str | None] = {}
    for source in carriers:
        behind = [
            each
            for each in carriers[source].has_it_from
            if each in carriers and layers[each] < layers[source]
        ]
        # Of several the one that is itself furthest on the way.
        above[source] = max(behind, key=lambda each: (layers[each], each), default=None)
        children.setdefault(above[source], []).append(source)
    rows: list[_Row] = []
    stack = [(source, 1) for source in _sorted(graph, children.get(None, []))]
    while stack:
        source, depth = stack.pop()
        carrier = carriers[source]
        others = tuple(each for each in carrier.has_it_from if each != above[source])
        rows.append(_Row(carrier, depth, above[source], others))
        stack += [(each, depth + 1) for each in _sorted(graph, children.get(source, []))]
    return rows


def _sorted(graph: Graph, sources: list[str]) -> list[str]:
    """Return sources by date, the last first, as a stack has them."""
    return sorted(
        sources,
        key=lambda each: (_issued(graph, each) or "9999", _publisher(graph, each), each),
        reverse=True,
    )


def _layers(carriers: Mapping[str, Carrier]) -> dict[str, int]:
    """Return how many sources lie behind each one on the longest way; a circle is cut open."""
    found: dict[str, int] = {}
    for start in sorted(carriers):
        stack = [(start, False)]
        open_: set[str] = set()
        while stack:
            source, done = stack.pop()
            behind = [each for each in carriers[source].has_it_from if each in carriers]
            if done:
                found[source] = 1 + max((found.get(each, -1) for each in behind), default=-1)
            elif source not in found and source not in open_:
                open_.add(source)
                stack.append((source, True))
                stack += [(each, False) for each in behind if each not in found]
    return found


def _draw(picture: Picture, graph: Graph, trace: Trace, rows: list[_Row]) -> None:
    x, y = 6.0, _TOP
    picture.box(x - 4, y - 5, 8, 10, fill=INK, round_=1)
    root = graph.label(trace.statement)
    if trace.roots and trace.roots != (trace.statement,):
        root += f", which rests on {counted(len(trace.roots), 'other statement')}"
    picture.text(x + _MARK, y + 4, root, size=_SIZE, bold=True, room=_DATES - x - _MARK - 10)
    stated = first(graph, trace.statement, f"{CEV}statedOn")
    if stated:
        picture.text(_DATES, y + 4, stated, size=_SMALL, colour=SOFT, room=WIDTH - _DATES)
    places = {
        row.carrier.source: (x + row.depth * _INDENT, _TOP + place * _ROW)
        for place, row in enumerate(rows, start=1)
    }
    stems: dict[str | None, float] = {}
    for row in rows:
        end_x, end_y = places[row.carrier.source]
        begin_x, begin_y = places[row.above] if row.above else (x, _TOP)
        dashes = "2 3" if row.above is None and not row.carrier.on_record else ""
        begin_y = stems.get(row.above, begin_y + 6)
        stems[row.above] = end_y
        picture.line(begin_x, begin_y, begin_x, end_y, colour=SOFT, dashes=dashes)
        picture.line(begin_x, end_y, end_x - 5, end_y, colour=SOFT, dashes=dashes)
    for row in rows:
        _named(picture, graph, row, *places[row.carrier.source])


def _named(picture: Picture, graph: Graph, row: _Row, x: float, y: float) -> None:
    source = row.carrier.source
    seen = bool({"full", "excerpt"}.intersection(codes(graph, source, f"{CEV}hasAccess")))
    colour = INK if seen else _UNSEEN
    picture.circle(x, y, 3.8, fill=colour if row.carrier.wordings else PAPER, stroke=colour)
    left = x + _MARK
    name = _publisher(graph, source) + ("" if seen else " (not seen)")
    picture.text(left, y + 4, name, size=_SIZE, colour=colour, room=_DATES - left - 10)
    left += width_of(name, _SIZE) + 8
    more = first(graph, source, f"{_DCTERMS}title") or ""
    if row.behind:
        more = f"also from {', '.join(_publisher(graph, each) for each in row.behind)}"
    if more and left < _DATES - 60:
        picture.text(left, y + 4, more, size=_SMALL, colour=SOFT, room=_DATES - left - 10)
    issued = _issued(graph, source) or "undated"
    picture.text(_DATES, y + 4, issued, size=_SMALL, colour=SOFT, room=WIDTH - _DATES)


def _publisher(graph: Graph, source: str) -> str:
    return first(graph, source, f"{_DCTERMS}publisher") or graph.short(source)


def _issued(graph: Graph, source: str) -> str | None:
    return first(graph, source, f"{_DCTERMS}issued")


def _described(graph: Graph, trace: Trace) -> str:
    bottoms = [each for each in trace.carriers if not each.has_it_from]
    unknown = sum(not each.on_record for each in bottoms)
    rest = len(trace.carriers) - len(bottoms)
    text = (
        f"A tree from the words of {title_of(graph, trace.statement)} to "
        f"{counted(len(trace.carriers), 'source')}: {counted(len(bottoms), 'source')} at its "
        f"beginning, {counted(rest, 'source')} that "
        f"{'has' if rest == 1 else 'have'} it from others."
    )
    if unknown:
        text += f" Of {counted(unknown, 'source')} it is not on record where from."
    return f"{text} The list above says the same in words."


def _legend(picture: Picture, y: float) -> float:
    x = 5.0
    for fill, words in (
        (INK, "its words can be read there"),
        (PAPER, "on the way, no words of it"),
    ):
        picture.circle(x, y, 3.8, fill=fill, stroke=INK)
        picture.text(x + _MARK, y + 3.5, words, size=_SMALL, colour=SOFT)
        x += _MARK + width_of(words, _SMALL) + 14
    picture.line(x, y, x + 22, y, colour=SOFT, dashes="2 3")
    picture.text(x + 28, y + 3.5, "not on record where from", size=_SMALL, colour=SOFT)
    return y + 12
