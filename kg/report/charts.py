"""Pictures of a report: what was said and what happened in time, and where words come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.assessment import DENIAL_VERDICTS
from kg.conflicts.phrases import listed
from kg.graph import CEV
from kg.provenance import first, quotations
from kg.report.charts_axis import Days
from kg.report.charts_origins import tree
from kg.report.charts_svg import Picture
from kg.report.charts_time import Happened, Lane, Said, draw, readable
from kg.report.model import Figure
from kg.report.phrases import counted, day, label, title_of
from kg.report.shown import spans

if TYPE_CHECKING:
    from kg.assessment import Explanation
    from kg.graph import Graph
    from kg.origins import Trace
    from kg.report.material import Told

# Beyond so many rows a picture is no longer looked at.
_MOST = 80


def timeline(
    graph: Graph, denial: str, explanations: Sequence[Explanation], name: str
) -> Figure | None:
    """Draw a denial and the incidents that it reaches in time, by verdict.

    Parameters
    ----------
    graph
        For labels and dates.
    denial
        IRI of the denial.
    explanations
        Its pairs.
    name
        Name of the figure.

    Returns
    -------
    Figure or None
        None where there is nothing to draw.
    """
    shown = title_of(graph, denial)
    return _timeline(
        graph,
        [(denial, 1, explanations)],
        name,
        title=f"{shown}: the denial and the incidents in time",
        caption="When the denial was stated and when the incidents happened in which others "
        "speak of the party.",
    )


def overview(graph: Graph, told: Iterable[Told], name: str) -> Figure | None:
    """Draw the denials of a report by party, and every incident in which others speak of it.

    Parameters
    ----------
    graph
        For labels and dates.
    told
        The denials.
    name
        Name of the figure.

    Returns
    -------
    Figure or None
        None where there is nothing to draw, or one denial, which has a picture of its own.
    """
    several = [(each.denial, each.number, each.explanations) for each in told]
    if len(several) == 1:
        return None
    return _timeline(
        graph,
        several,
        name,
        title="The denials and the incidents in time",
        caption="When the denials were stated, and when the incidents happened in which others "
        "speak of the party. An incident that several denials reach bears the first of their "
        "verdicts in the order of the legend above.",
    )


def _timeline(
    graph: Graph,
    told: Sequence[tuple[str, int, Sequence[Explanation]]],
    name: str,
    *,
    title: str,
    caption: str,
) -> Figure | None:
    rows = _rows([each for _, _, explanations in told for each in explanations])
    if not rows:
        return None
    lanes = _lanes(graph, told)
    left = len(rows) - _MOST
    alt = _described(graph, told, rows)
    drawn = draw(Picture(name, title, alt), lanes, rows[:_MOST])
    if drawn is None:
        return None
    if left > 0:
        caption += f" Shown are the first {_MOST} of {len(rows)} incidents."
    return Figure(name, alt, caption, drawn)


def _lanes(
    graph: Graph, told: Sequence[tuple[str, int, Sequence[Explanation]]]
) -> tuple[Lane, ...]:
    """Return a lane for each party; what it denies on one day is one mark."""
    by_party: dict[str, dict[Days, list[tuple[str, int]]]] = {}
    for denial, number, explanations in told:
        stated = readable([first(graph, denial, f"{CEV}statedOn")])
        for party in sorted({each.pair.party for each in explanations}):
            for days in stated:
                by_party.setdefault(party, {}).setdefault(days, []).append((denial, number))
    return tuple(
        Lane(
            text,
            tuple(
                Said(
                    _numbered([number for _, number in denials])
                    if len(told) > 1
                    else title_of(graph, denials[0][0]),
                    days,
                    readable(
                        q.published for denial, _ in denials for q in quotations(graph, denial)
                    ),
                )
                for days, denials in found.items()
            ),
        )
        for text, _, found in sorted(
            ((label(graph, party).text, party, found) for party, found in by_party.items()),
            key=lambda each: each[:2],
        )
    )


def _numbered(numbers: Sequence[int]) -> str:
    return ", ".join(
        f"D{begin}" if begin == end else f"D{begin}\u2013D{end}"
        for begin, end in spans(sorted(numbers))
    )


def _rows(explanations: Iterable[Explanation]) -> list[Happened]:
    """Return a row for each incident: with the verdict that comes first in their order."""
    found: dict[str, Explanation] = {}
    for each in sorted(
        explanations,
        key=lambda e: (
            DENIAL_VERDICTS.index(e.pair.verdict),
            e.pair.coverage != "covered",
            e.pair.denial,
            e.pair.party,
        ),
    ):
        found.setdefault(each.pair.incident, each)
    rows = []
    for each in found.values():
        pair = each.pair
        days = readable([pair.incident_when])
        published = readable(
            quotation.published
            for step in each.steps
            if step.deciding and step.role != "denial"
            for quotation in step.quotations
        )
        key = (pair.incident_when, pair.incident_label, pair.incident)
        rows.append(
            (
                key,
                Happened(
                    pair.incident_when or "undated",
                    pair.incident_label,
                    days[0] if days else None,
                    pair.coverage,
                    pair.verdict,
                    published,
                ),
            )
        )
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _described(
    graph: Graph,
    told: Sequence[tuple[str, int, Sequence[Explanation]]],
    rows: Sequence[Happened],
) -> str:
    if len(told) == 1:
        denial = told[0][0]
        stated = day(first(graph, denial, f"{CEV}statedOn"))
        head = f"A time axis with the denial, stated {stated}, and {counted(len(rows), 'incident')}"
    else:
        head = (
            f"A time axis with {counted(len(told), 'denial')} and {counted(len(rows), 'incident')}"
        )
    counts = Counter(row.verdict for row in rows)
    verdicts = listed(
        (f"{counts[verdict]} {verdict}" for verdict in DENIAL_VERDICTS if counts[verdict]),
        most=len(DENIAL_VERDICTS),
    )
    return (
        f"{head}, from {day(rows[0].when)} to {day(rows[-1].when)}: {verdicts}. The tables of the "
        "report say the same in words."
    )


def origins(graph: Graph, trace: Trace, name: str) -> Figure | None:
    """Draw the sources that carry a statement's words, each with those that have it from there.

    Parameters
    ----------
    graph
        For labels and dates.
    trace
        The way of the words.
    name
        Name of the figure.

    Returns
    -------
    Figure or None
        None where there is nothing to draw: fewer than two sources.
    """
    return tree(graph, trace, name)
