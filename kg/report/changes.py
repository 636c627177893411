"""How the results of a denial changed as statements became public."""

from __future__ import annotations

from itertools import groupby

from kg.assessment import Change, Outcome
from kg.report.material import Material, Told
from kg.report.model import Block, Cell, Column, Paragraph, Row, Run, Runs, Section, Table
from kg.report.phrases import counted, day, label, line, resting, sentence


def changes_section(material: Material, told: Told) -> tuple[Section, ...]:
    """Return a table of the days on which a result became another, none if there was no result."""
    history = told.history
    if history is None or not (history.changes or history.undated):
        return ()
    changes = sorted(
        (*history.changes, *history.undated),
        key=lambda each: (
            each.incident_when,
            each.incident,
            each.party,
            each.date is None,
            each.date or "",
        ),
    )
    rows = []
    steady = 0
    for _, group in groupby(changes, key=lambda each: (each.incident, each.party)):
        found = list(group)
        if len(found) == 1:
            steady += 1
        else:
            rows += [_row(material, each) for each in found]
    blocks: list[Block] = []
    if rows:
        columns = ("Incident", "Public", "Before", "From then on", "Because of")
        blocks.append(
            Table(
                "Results that became others",
                tuple(Column(each) for each in columns),
                tuple(rows),
            )
        )
    if steady:
        rest = "other " if rows else ""
        since = f"since it became public, by {day(history.public)}" if history.public else "always"
        text = f"in {counted(steady, f'{rest}incident')} the result is the same {since}"
        blocks.append(Paragraph(resting(line(sentence(text)), told.denial)))
    for beside in history.beside:
        blocks.append(
            Paragraph(
                resting(
                    line(
                        label(material.graph, beside.statement),
                        " admits a part and denies another: it stays beside this denial.",
                    ),
                    beside.statement,
                )
            )
        )
    return (Section(f"{told.anchor}-changes", line("How the results changed"), tuple(blocks)),)


def told_outcome(outcome: Outcome | None) -> Runs:
    """Return a result in words."""
    if outcome is None:
        return line("nothing to assess")
    runs = line(Run(outcome.coverage, "coverage"), ", ", Run(outcome.verdict, "verdict"))
    if outcome.mode is None:
        return runs
    said = "denied" if outcome.words == "denied" else "left open"
    composed = ", composed" if outcome.composed else ""
    return line(runs, f" ({outcome.mode.replace('-', ' ')}, {said}{composed})")


def _row(material: Material, change: Change) -> Row:
    because = line(
        *(
            part
            for place, cause in enumerate(change.by)
            for part in (
                "; " if place else "",
                resting(line(Run(cause.label, "label")), cause.statement),
            )
        ),
        " (only together)" if change.together else "",
    )
    return Row(
        (
            Cell(line(Run(change.incident_label, "label"), f", {day(change.incident_when)}")),
            Cell(line(change.date or "undated")),
            Cell(told_outcome(change.before)),
            Cell(told_outcome(change.after), change.after.verdict),
            Cell(because),
        )
    )
