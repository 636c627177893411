"""The section with statements against hypotheses."""

from __future__ import annotations

from collections.abc import Sequence

from kg.report.ach import Hypotheses, Judged, inconsistency
from kg.report.material import Material
from kg.report.model import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Listing,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from kg.report.phrases import joined, line, resting, who_and_when, whole_label

_LEGEND = (
    ("CC, C", "the statement is very much, or somewhat, what one would expect under it"),
    ("N", "as much to be expected as not"),
    ("I, II", "somewhat, or very much, what one would not expect under it"),
    ("NA", "has no bearing on it"),
    ("Tells apart", "how far the judgements on a statement differ, 0 to 4; at 0 it is as much "
     "to be expected under one as under another"),
    ("Against", "the inconsistency score: 1 for each I and 2 for each II, times the weight of the "
     "statement. A weight is credibility times relevance: low 0.71, medium 1, high 1.41"),
)  # fmt: skip


def hypotheses_section(material: Material, given: Hypotheses) -> Section:
    """Return the matrix of statements and hypotheses with what it adds up to."""
    counts, aside = _counting(material, given)
    names = [each.id for each in given.hypotheses]
    whose = line("those of ", Run(given.author, "label")) if given.author else line("the user's")
    blocks: list[Block] = [
        Paragraph(
            line(
                "The judgements below are ",
                whose,
                ", read from ",
                Run(given.file, "name"),
                ". The tool adds them up; it makes none.",
            )
        ),
        *((Paragraph(line(Run(given.title, "label"))),) if given.title else ()),
        Definitions(
            tuple(
                Definition(line(Run(each.id, "strong")), line(Run(each.text, "label")))
                for each in given.hypotheses
            )
        ),
        Table(
            "Statements against hypotheses, those that tell most apart first",
            (
                Column("Statement"),
                *(Column(name) for name in names),
                Column("Tells apart", "end"),
                Column("Weight", "end"),
            ),
            (*(_row(material, each, names) for each in counts), _sum(counts, names)),
        ),
        *_reasons(material, counts),
        *_aside(material, aside),
        Definitions(tuple(Definition(line(term), line(f"{text}.")) for term, text in _LEGEND)),
        Paragraph(
            line(
                "After R. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: what "
                "counts is what speaks against a hypothesis. A low score says that little in this "
                "list does; it does not say who did it."
            ),
            "note",
        ),
    ]
    return Section(
        "hypotheses", line("Statements against hypotheses"), tuple(blocks), kind="hypotheses"
    )


def _counting(material: Material, given: Hypotheses) -> tuple[list[Judged], list[Judged]]:
    """Return the statements that count, those that tell most apart first, and those set aside."""
    assessment = material.assessment
    limited = bool(assessment.as_of or assessment.without)
    counts: list[Judged] = []
    aside: list[Judged] = []
    for each in given.statements:
        hidden = each.statement in assessment.without or (
            limited and not material.read_in(each.statement)
        )
        (aside if hidden else counts).append(each)
    return sorted(counts, key=lambda each: -each.diagnosticity), aside


def _row(material: Material, judged: Judged, names: Sequence[str]) -> Row:
    graph = material.graph
    return Row(
        (
            Cell(
                resting(
                    line(
                        whole_label(graph, judged.statement),
                        " (",
                        who_and_when(graph, judged.statement),
                        ")",
                    ),
                    judged.statement,
                )
            ),
            *(Cell(line(judged.judgements[name])) for name in names),
            Cell(line(str(judged.diagnosticity))),
            Cell(line(_number(judged.weight))),
        )
    )


def _sum(counts: Sequence[Judged], names: Sequence[str]) -> Row:
    return Row(
        (
            Cell(line(Run("Against", "strong"))),
            *(Cell(line(Run(_number(inconsistency(counts, name)), "strong"))) for name in names),
            Cell(()),
            Cell(()),
        )
    )


def _reasons(material: Material, counts: Sequence[Judged]) -> list[Block]:
    reasons = [
        resting(
            line(whole_label(material.graph, each.statement), ": ", Run(each.why, "label")),
            each.statement,
        )
        for each in counts
        if each.why
    ]
    if not reasons:
        return []
    return [Paragraph(line(Run("Reasons given", "strong"))), Listing(tuple(reasons))]


def _aside(material: Material, aside: Sequence[Judged]) -> list[Block]:
    if not aside:
        return []
    names = joined(whole_label(material.graph, each.statement) for each in aside)
    text = "Judged, but not public by then or left out, and so not counted: "
    return [Paragraph(line(text, names, "."), "note")]


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"
