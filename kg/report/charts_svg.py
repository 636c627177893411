"""A small writer of SVG: shapes and text in the order in which they are drawn.

No style sheet, no script, no address: a picture can stand in a page with a strict policy and in a
PDF. Numbers are rounded, so that the same picture is the same text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from kg.report.html import shown as visible

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Libertinus Serif, sans-serif"
INK, SOFT, RULE, WASH, PAPER = "#1c1b19", "#5b5852", "#c9c5bc", "#f4f2ee", "#ffffff"
# Widths of letters of a common sans-serif, in parts of its size; a little more than they take.
_NARROW, _THIN, _WIDE, _CAPITAL, _FULL, _OTHER = 0.3, 0.4, 0.9, 0.69, 1.05, 0.575
_LETTERS = {
    **dict.fromkeys("ijl.,:;'|!()[]", _NARROW),
    **dict.fromkeys("frt- ", _THIN),
    **dict.fromkeys("mwMW%@—", _WIDE),
}


class Picture:
    """A picture that is drawn from back to front.

    Parameters
    ----------
    name
        Prefix of the ids within, unique in the document.
    title, description
        What it is called and what it shows, for those who do not see it.
    """

    def __init__(self, name: str, title: str, description: str) -> None:
        self._name = name
        self._title = title
        self._description = description
        self._parts: list[str] = []

    def line(self, *ends: float, colour: str = INK, width: float = 1.0, dashes: str = "") -> None:
        """Draw a straight line between two points, given as x, y, x, y."""
        self._add("line", dict(zip(("x1", "y1", "x2", "y2"), ends, strict=True)),
                  stroke=colour, stroke_width=width, stroke_dasharray=dashes or None)  # fmt: skip

    def box(self, *sides: float, fill: str, stroke: str = "none", round_: float = 0.0) -> None:
        """Draw a rectangle, given as x, y, width, height."""
        self._add("rect", dict(zip(("x", "y", "width", "height"), sides, strict=True)),
                  rx=round_ or None, fill=fill, stroke=stroke)  # fmt: skip

    def shape(self, points: Iterable[tuple[float, float]], *, fill: str, stroke: str) -> None:
        """Draw a closed shape."""
        drawn = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polygon", {"points": drawn}, fill=fill, stroke=stroke, stroke_width=1.4,
                  stroke_linejoin="round")  # fmt: skip

    def circle(self, x: float, y: float, radius: float, *, fill: str, stroke: str) -> None:
        """Draw a circle."""
        self._add("circle", {"cx": x, "cy": y, "r": radius}, fill=fill, stroke=stroke,
                  stroke_width=1.4)  # fmt: skip

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 11.0,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
        room: float | None = None,
    ) -> None:
        """Write words at a point; what does not fit the room ends with an ellipsis."""
        shown = visible(words)
        cut = shown if room is None else fitted(shown, size, room)
        whole = f"<title>{escape(shown)}</title>" if cut != shown else ""
        attributes = _attributes(
            {
                "x": x,
                "y": y,
                "font-size": size,
                "fill": colour,
                "text-anchor": None if anchor == "start" else anchor,
                "font-weight": "bold" if bold else None,
            }
        )
        self._parts.append(f"<text{attributes}>{escape(cut)}{whole}</text>")

    def svg(self, width: float, height: float) -> str:
        """Return the picture as an SVG element of a size."""
        title, description = f"{self._name}-title", f"{self._name}-desc"
        size = {
            "width": width,
            "height": height,
            "viewBox": f"0 0 {number(width)} {number(height)}",
        }
        return "\n".join(
            (
                '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
                f"{_attributes({'aria-labelledby': f'{title} {description}', **size})}"
                f" font-family={quoteattr(FONT)}>",
                f"<title id={quoteattr(title)}>{escape(visible(self._title))}</title>",
                f"<desc id={quoteattr(description)}>{escape(visible(self._description))}</desc>",
                f'<rect width="{number(width)}" height="{number(height)}" fill="{PAPER}"/>',
                *self._parts,
                "</svg>",
            )
        )

    def _add(self, element: str, place: dict[str, object], **more: object) -> None:
        rest = {name.replace("_", "-"): value for name, value in more.items()}
        self._parts.append(f"<{element}{_attributes({**place, **rest})}/>")


def number(value: float) -> str:
    """Return a number as short as it goes, to a tenth."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is; rather more than less, since fonts differ."""
    return size * sum(map(_letter, text))


def fitted(text: str, size: float, room: float) -> str:
    """Return as much of a text as fits a width, with an ellipsis where it was cut."""
    if width_of(text, size) <= room:
        return text
    left = room - width_of("…", size)
    for place, letter in enumerate(text):
        left -= size * _letter(letter)
        if left < 0:
            return f"{text[:place].rstrip()}…"
    return text


def _letter(letter: str) -> float:
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _FULL
    return _CAPITAL if letter.isupper() else _OTHER


def _attributes(values: dict[str, object]) -> str:
    return "".join(
        f" {name}={quoteattr(number(value) if isinstance(value, int | float) else str(value))}"
        for name, value in values.items()
        if value is not None
    )
