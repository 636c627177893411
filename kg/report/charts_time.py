"""The timeline: denials in a lane for each party, a row for each incident, on one time axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.report.charts_axis import Axis, Days, axis, days_of
from kg.report.charts_svg import INK, PAPER, RULE, SOFT, WASH, Picture, width_of

WIDTH = 720.0
_LABELS, _WORDS = 268.0, 118.0
_LEFT, _RIGHT = _LABELS + 8, WIDTH - _WORDS - 8
_ROW, _LEVEL, _TOP = 17.0, 17.0, 30.0
_MARKS = 5
_GUIDES = 3
_SIZE = 10.5
COLOURS = {
    "withdrawn": "#7a1f4b",
    "self-contradicted": "#7a1f4b",
    "contradicted-by-finding": "#9b2d20",
    "contested": "#9b2d20",
    "contested-through-proxy": "#8a4b08",
    "attributed-elsewhere": "#1f4e79",
    "unattributed": "#5b5852",
}
# Corners of the mark of each verdict, in parts of its size; none: a circle.
_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "withdrawn": ((-1, -0.45), (1, -0.45), (1, 0.45), (-1, 0.45)),
    "self-contradicted": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "contradicted-by-finding": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "contested": ((0, -1.15), (1.2, 0.9), (-1.2, 0.9)),
    "contested-through-proxy": ((-1.2, -0.9), (1.2, -0.9), (0, 1.15)),
}


@dataclass(frozen=True)
class Said:
    """A denial on the timeline: what it is called there, when it was stated, when published."""

    name: str
    stated: Days
    published: tuple[Days, ...]


@dataclass(frozen=True)
class Lane:
    """The denials of a party."""

    party: str
    denials: tuple[Said, ...]


@dataclass(frozen=True)
class Happened:
    """An incident on the timeline.

    Attributes
    ----------
    when, label
        Its date as it is written, and what it is called.
    days
        Its first and last day, None where its date cannot be read.
    coverage, verdict
        Codes of the result that it is drawn with.
    published
        When the statements that the result follows from were published.
    """

    when: str
    label: str
    days: Days | None
    coverage: str
    verdict: str
    published: tuple[Days, ...]


def draw(picture: Picture, lanes: Sequence[Lane], rows: Sequence[Happened]) -> str | None:
    """Draw lanes and rows.

    Parameters
    ----------
    picture
        An empty picture.
    lanes
        The denials by party.
    rows
        The incidents in order.

    Returns
    -------
    str or None
        The picture as SVG; None where nothing has a date.
    """
    time = axis(_days(lanes, rows), _LEFT, _RIGHT)
    if time is None:
        return None
    placed = _stacked(time, lanes)
    first_row = (placed[-1].bottom if placed else _TOP) + 8
    bottom = first_row + len(rows) * _ROW + 4
    for place in range(1, len(rows), 2):
        picture.box(0, first_row + place * _ROW - 1.5, WIDTH, _ROW, fill=WASH)
    _grid(picture, time, bottom)
    few = sum(len(lane.denials) for lane in lanes) <= _GUIDES
    for each in placed:
        _lane(picture, time, each, bottom if few else None)
    picture.line(0, first_row - 6, WIDTH, first_row - 6, colour=INK, width=0.8)
    for place, row in enumerate(rows):
        _row(picture, time, row, first_row + place * _ROW)
    height = _legend(picture, bottom + 16)
    return picture.svg(WIDTH, height)


@dataclass(frozen=True)
class _Placed:
    """A lane with its upper and lower edge, and each denial with its place and level in it."""

    lane: Lane
    top: float
    bottom: float
    marks: tuple[tuple[Said, float, int], ...]


def _stacked(time: Axis, lanes: Iterable[Lane]) -> list[_Placed]:
    found = []
    y = _TOP
    for lane in lanes:
        marks = _marks(time, lane.denials)
        levels = 1 + max((level for _, _, level in marks), default=0)
        found.append(_Placed(lane, y, y + levels * _LEVEL + 12, marks))
        y = found[-1].bottom
    return found


def _days(lanes: Iterable[Lane], rows: Iterable[Happened]) -> list[Days]:
    found = [row.days for row in rows if row.days]
    found += [day for row in rows for day in row.published]
    for lane in lanes:
        for said in lane.denials:
            found += [said.stated, *said.published]
    return found


def _marks(time: Axis, denials: Iterable[Said]) -> tuple[tuple[Said, float, int], ...]:
    """Return where each denial stands, and on which level, so that no name touches another."""
    ends: list[float] = []
    placed = []
    for said in sorted(denials, key=lambda each: (time.span(each.stated), each.name)):
        begin, end = time.span(said.stated)
        right = end + 9 + width_of(said.name, _SIZE)
        begins = min(begin - 6, _RIGHT - width_of(said.name, _SIZE) - 9)
        level = next((n for n, last in enumerate(ends) if last + 4 < begins), len(ends))
        if level == len(ends):
            ends.append(right)
        ends[level] = right
        placed.append((said, (begin + end) / 2, level))
    return tuple(placed)


def _grid(picture: Picture, time: Axis, bottom: float) -> None:
    for x, name in time.marks(_MARKS):
        picture.line(x, _TOP - 8, x, bottom, colour=RULE, width=0.6)
        picture.text(x, _TOP - 14, name, size=9.5, colour=SOFT, anchor="middle")


def _lane(picture: Picture, time: Axis, placed: _Placed, guide: float | None) -> None:
    top = placed.top
    picture.text(0, top + 11, "Denials of", size=9, colour=SOFT)
    offset = width_of("Denials of ", 9)
    picture.text(offset, top + 11, placed.lane.party, size=_SIZE, bold=True, room=_LABELS - offset)
    for said, x, level in placed.marks:
        y = top + level * _LEVEL + 7
        if guide is not None:
            picture.line(x, y, x, guide, colour=INK, width=0.8, dashes="2 3")
        begin, end = time.span(said.stated)
        if end - begin > 1:
            picture.box(begin, y - 2, end - begin, 4, fill=SOFT, round_=2)
        picture.box(x - 4, y - 5, 8, 10, fill=INK, round_=1)
        # Behind the mark where it fits, else on the side with more room.
        behind, before = WIDTH - end - 7, begin - 7 - _LEFT
        after = width_of(said.name, _SIZE) <= behind or behind >= before
        picture.text(
            end + 7 if after else begin - 7,
            y + 4,
            said.name,
            size=_SIZE,
            bold=True,
            anchor="start" if after else "end",
            room=behind if after else before,
        )
        _ticks(picture, time, said.published, y + 9)


def _row(picture: Picture, time: Axis, row: Happened, top: float) -> None:
    y = top + _ROW / 2 - 1.5
    when = width_of("0000-00-00 ", 9.5) + 6
    picture.text(0, y + 3.5, row.when, size=9.5, colour=SOFT, room=when - 2)
    picture.text(when, y + 3.5, row.label, size=_SIZE, room=_LABELS - when)
    colour = COLOURS.get(row.verdict, SOFT)
    _ticks(picture, time, row.published, y + 4)
    if row.days:
        begin, end = time.span(row.days)
        if end - begin > 1:
            picture.box(begin, y - 2, end - begin, 4, fill=colour, round_=2)
        mark(picture, (begin + end) / 2, y, row.verdict, covered=row.coverage == "covered")
    picture.text(_RIGHT + 8, y + 3.5, row.verdict, size=9.5, colour=colour, room=_WORDS)


def mark(picture: Picture, x: float, y: float, verdict: str, *, covered: bool) -> None:
    """Draw the mark of a verdict: filled where the words cover the incident."""
    colour = COLOURS.get(verdict, SOFT)
    fill = colour if covered else PAPER
    corners = _SHAPES.get(verdict)
    if corners is None:
        picture.circle(x, y, 4.2, fill=fill, stroke=colour)
    else:
        size = 4.2
        picture.shape(
            ((x + size * dx, y + size * dy) for dx, dy in corners), fill=fill, stroke=colour
        )


def _ticks(picture: Picture, time: Axis, published: Iterable[Days], y: float) -> None:
    places = {round(time.span(days)[1], 1) for days in published}
    for x in sorted(places):
        picture.line(x, y - 1, x, y + 3.5, colour=INK, width=1)


def _legend(picture: Picture, y: float) -> float:
    x = 0.0
    picture.circle(x + 5, y, 4.2, fill=SOFT, stroke=SOFT)
    x = _named(picture, x + 14, y, "covered")
    picture.circle(x + 5, y, 4.2, fill=PAPER, stroke=SOFT)
    x = _named(picture, x + 14, y, "may be covered")
    picture.box(x, y - 2, 22, 4, fill=SOFT, round_=2)
    x = _named(picture, x + 27, y, "uncertain date, or it lasted")
    picture.line(x + 2, y - 2.5, x + 2, y + 2.5, colour=INK, width=1)
    _named(picture, x + 8, y, "words that the result follows from were published")
    return y + 12


def _named(picture: Picture, x: float, y: float, words: str) -> float:
    picture.text(x, y + 3.5, words, size=9.5, colour=SOFT)
    return x + width_of(words, 9.5) + 14


def readable(dates: Iterable[str | None]) -> tuple[Days, ...]:
    """Return the days of those dates that can be read, each once, in order."""
    found = {days for date in dates if (days := days_of(date))}
    return tuple(sorted(found, key=lambda pair: tuple(d.toordinal() if d else 0 for d in pair)))
