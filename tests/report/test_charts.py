"""Pictures of a report: well-formed, harmless, deterministic, and nothing in them overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import MY, case, small

from kg.origins import Carrier, Measure, Trace
from kg.report import charts
from kg.report.charts_axis import Axis, axis, days_of
from kg.report.charts_svg import Picture, fitted, number, width_of
from kg.report.charts_time import Happened, Lane, Said, draw
from kg.report.model import Figure, walk

SVG = "{http://www.w3.org/2000/svg}"
DAY = (date(2021, 3, 4), date(2021, 3, 4))


@cache
def figures() -> dict[str, Figure]:
    return {
        block.name: block
        for section in walk(small().sections)
        for block in section.blocks
        if isinstance(block, Figure)
    }


def texts(root: Element) -> Iterator[tuple[float, float, float, str]]:
    """Left end, baseline, right end and words of every text."""
    for text in root.iter(f"{SVG}text"):
        words = text.text or ""
        wide = width_of(words, float(text.get("font-size", "0")))
        x = float(text.get("x", "nan"))
        shift = {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0.0)
        yield x - shift, float(text.get("y", "nan")), x - shift + wide, words


def overlapping(root: Element) -> list[tuple[str, str]]:
    """Texts that touch one another; a line is at least 12 high."""
    found = sorted(texts(root), key=lambda each: (each[1], each[0]))
    return [
        (one[3], other[3])
        for place, one in enumerate(found)
        for other in found[place + 1 :]
        if other[1] - one[1] < 9 and one[0] < other[2] and other[0] < one[2]
    ]


def drawn(lanes: list[Lane], rows: list[Happened]) -> Element:
    svg = draw(Picture("p", "title", "description"), lanes, rows)
    assert svg is not None
    return fromstring(svg)  # noqa: S314 (our own text)


def happened(when: str, **more: str) -> Happened:
    values = {"label": "An incident", "coverage": "covered", "verdict": "contested"} | more
    days = days_of(when)
    return Happened(when, values["label"], days, values["coverage"], values["verdict"], ())


def test_a_report_has_a_timeline_of_all_and_of_each_denial() -> None:
    assert {"timeline", "d1-timeline", "d2-timeline", "d1-origins"} <= set(figures())


def test_pictures_run_and_fetch_nothing_and_need_no_style() -> None:
    for figure in figures().values():
        root = fromstring(figure.svg)  # noqa: S314
        for element in root.iter():
            name = element.tag.removeprefix(SVG)
            assert name in {
                *("svg", "title", "desc", "text", "rect", "line", "circle", "polygon")
            }, name
            for key, value in element.attrib.items():
                assert not key.startswith("on"), key
                assert key not in {"style", "href", "class", "filter"}, key
                assert "url(" not in value
        assert "http" not in figure.svg.replace("http://www.w3.org/2000/svg", "")


def test_pictures_have_a_name_and_a_description_of_their_own() -> None:
    ids: list[str] = []
    for figure in figures().values():
        root = fromstring(figure.svg)  # noqa: S314
        named = (root.get("aria-labelledby") or "").split()
        own = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        assert root.get("role") == "img"
        assert set(named) == set(own)
        assert all(own.values())
        ids += named
    assert len(ids) == len(set(ids))


def test_labels_of_others_are_text() -> None:
    timeline = figures()["timeline"].svg
    assert "Shelling of &lt;b&gt;" in timeline
    assert "<b>" not in timeline


def test_no_label_touches_another() -> None:
    for name, figure in figures().items():
        assert overlapping(fromstring(figure.svg)) == [], name  # noqa: S314


def test_everything_lies_within_the_picture() -> None:
    for figure in figures().values():
        root = fromstring(figure.svg)  # noqa: S314
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        for left, y, right, words in texts(root):
            assert 0 <= left < right <= width + 1, words
            assert 0 < y < height, words


def test_a_verdict_has_a_shape_of_its_own_and_is_told_in_words() -> None:
    verdicts = ("self-contradicted", "contested", "contested-through-proxy", "attributed-elsewhere")
    shapes = set()
    for verdict in verdicts:
        root = drawn([], [happened("2021-02-15", verdict=verdict)])
        assert verdict in {words for *_, words in texts(root)}
        points = [element.get("points") for element in root.iter(f"{SVG}polygon")]
        shapes.add((len(points), len(points[0].split()) if points and points[0] else 0, *points))
    assert len(shapes) == len(verdicts)


def test_covered_is_filled_and_possible_is_not() -> None:
    fills = []
    for coverage in ("covered", "possible"):
        (mark,) = drawn([], [happened("2021-02-15", coverage=coverage)]).iter(f"{SVG}polygon")
        fills.append(mark.get("fill"))
    assert fills[0] == "#9b2d20"
    assert fills[1] == "#ffffff"


def test_an_uncertain_date_is_a_span_and_a_day_is_none() -> None:
    rows = [happened("2020-01-01"), happened("2020-06-01/2020-09-01"), happened("2021-01-01")]
    plain = [*rows[:1], happened("2020-06-01"), *rows[2:]]

    def spans(found: list[Happened]) -> list[float]:
        return [
            float(each.get("width", "0"))
            for each in drawn([], found).iter(f"{SVG}rect")
            if each.get("height") == "4"
        ]

    # One more in both: that of the legend.
    (span,) = set(spans(rows)) - set(spans(plain))
    assert len(spans(plain)) == 1
    assert span == pytest.approx(92 / 385 * 310, rel=0.2)


def test_many_denials_on_near_days_are_stacked() -> None:
    lane = Lane(
        "Norland",
        tuple(Said(f"D{n}", (date(2021, 3, n), date(2021, 3, n)), ()) for n in range(1, 29)),
    )
    root = drawn([lane], [happened("2019-01-01")])
    assert overlapping(root) == []
    names = [words for *_, words in texts(root) if words.startswith("D") and words[1:].isdigit()]
    assert sorted(names) == sorted(f"D{n}" for n in range(1, 29))


@pytest.mark.parametrize("day", ["2019-01-02", "2020-06-01", "2021-01-01"])
def test_a_long_name_of_a_denial_stays_in_the_picture_and_off_the_party(day: str) -> None:
    stated = days_of(day)
    assert stated is not None
    lane = Lane("A party with a name that is rather long", (Said("m" * 60, stated, ()),))
    root = drawn([lane], [happened("2019-01-01"), happened("2021-01-01")])
    assert overlapping(root) == []
    assert all(left >= 0 and right <= 721 for left, _, right, _ in texts(root))


def test_denials_of_one_day_are_one_mark_with_their_numbers() -> None:
    timeline = fromstring(figures()["timeline"].svg)  # noqa: S314
    assert "D1, D2" in {words for *_, words in texts(timeline)}


def test_nothing_with_a_date_is_no_picture() -> None:
    assert draw(Picture("p", "t", "d"), [], [happened("unknown")]) is None
    assert charts.timeline(case().graph, f"{MY}denial", [], "x") is None


def test_an_open_end_goes_to_the_edge() -> None:
    time = Axis(0, 99, 100.0, 200.0)
    assert time.span((None, date.fromordinal(50)))[0] == 100.0
    assert time.span((date.fromordinal(50), None))[1] == 200.0


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_days_lie_on_the_axis_in_their_order(days: list[date]) -> None:
    time = axis([(day, day) for day in days], 10.0, 300.0)
    assert time is not None
    places = [time.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(10.0 < place < 300.0 for place in places)
    marks = time.marks(6)
    assert len(marks) <= 6
    assert [x for x, _ in marks] == sorted({x for x, _ in marks})
    assert all(10.0 <= x <= 300.0 for x, _ in marks)


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    for day in (date.min, date.max):
        time = axis([(day, day)], 0.0, 100.0)
        assert time is not None
        assert time.marks(5) is not None


def test_dates_are_read_as_their_civil_days() -> None:
    assert days_of("2021-02-15T21:30:00+03:00") == (date(2021, 2, 15), date(2021, 2, 15))
    assert days_of("2021-02") == (date(2021, 2, 1), date(2021, 2, 28))
    assert days_of("soon") is None
    assert days_of(None) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (1.04, "1"), (-0.04, "0"), (12.36, "12.4"), (1234567.0, "1234567")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


@given(st.text(max_size=80), st.floats(0, 300))
@settings(max_examples=80, deadline=None)
def test_what_is_fitted_fits(text: str, room: float) -> None:
    cut = fitted(text, 10.0, room)
    assert cut == text or cut.endswith("…")
    assert cut in {text, "…"} or width_of(cut, 10.0) <= room + 0.001


def carrier(name: str, *behind: str, words: bool = True, on_record: bool = True) -> Carrier:
    said = (f"{MY}denial",) if words else ()
    return Carrier(f"{MY}{name}", tuple(f"{MY}{each}" for each in behind), said, on_record)


def tree_of(*carriers: Carrier) -> Figure | None:
    trace = Trace(f"{MY}denial", (f"{MY}denial",), Measure(1, 0, 1), carriers)
    return charts.origins(case().graph, trace, "tree")


def indents(figure: Figure | None) -> dict[str, float]:
    assert figure is not None
    root = fromstring(figure.svg)  # noqa: S314
    return {words.removesuffix(" (not seen)"): x for x, _, _, words in texts(root)}


def test_each_source_stands_one_step_in_below_that_which_it_has_it_from() -> None:
    found = indents(tree_of(carrier("a"), carrier("b", "a"), carrier("c", "b"), carrier("d")))
    assert found["b"] - found["a"] == found["c"] - found["b"] == 24
    assert found["d"] == found["a"]


def test_of_several_behind_a_source_the_others_are_named() -> None:
    found = indents(tree_of(carrier("a"), carrier("b"), carrier("c", "a", "b")))
    assert any(words.startswith("also from") for words in found)


def test_a_circle_of_sources_is_drawn_and_ends() -> None:
    found = indents(tree_of(carrier("a", "c"), carrier("b", "a"), carrier("c", "b")))
    assert {"a", "b", "c"} <= set(found)


def test_one_source_is_no_tree() -> None:
    assert tree_of(carrier("a")) is None


def test_what_is_not_on_record_is_dashed_and_told() -> None:
    figure = tree_of(carrier("a", on_record=False), carrier("b"))
    assert figure is not None
    dashed = [
        line
        for line in fromstring(figure.svg).iter(f"{SVG}line")  # noqa: S314
        if line.get("stroke-dasharray")
    ]
    assert len(dashed) == 3  # down, across, and in the legend
    assert "Of one source it is not on record where from." in figure.alt
