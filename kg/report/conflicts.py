"""What does not fit together about the denials and the incidents that they reach."""

from __future__ import annotations

from itertools import groupby

from kg.conflicts import Conflict, Side
from kg.graph import CEV
from kg.provenance import first, objects
from kg.report.material import Material
from kg.report.model import Block, Cell, Column, Paragraph, Row, Run, Runs, Section, Table
from kg.report.phrases import joined, label, line, resting, sentence

_PUBLISHER = "http://purl.org/dc/terms/publisher"
_REPORTED = f"{CEV}isReportedIn"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST = 8
_FEW = 3
_KINDS = {
    "detail": "Details that differ",
    "rendering": "Wordings that reach differently far",
    "self": "Own words against own words",
    "attribution": "Who is said to have done it",
    "link": "Who stands behind whom",
    "order": "What came first",
    "source": "Sources",
    "citation": "What is cited, and what it says",
}


def conflicts_section(material: Material) -> tuple[Section, ...]:
    """Return a section of all conflicts, by kind; none if there are none."""
    if not material.conflicts:
        return ()
    sections = []
    for kind, group in groupby(material.conflicts, key=lambda each: each.kind):
        blocks: list[Block] = []
        for each in group:
            blocks.append(
                Paragraph(
                    resting(
                        line(Run(sentence(each.summary), "label")),
                        *(statement for side in each.sides for statement in side.statements),
                    )
                )
            )
            blocks.append(_sides(material, each))
        sections.append(Section(f"conflicts-{kind}", line(_KINDS.get(kind, kind)), tuple(blocks)))
    intro = (
        "What kg conflicts finds about the denials and about incidents that they reach. A "
        "conflict names a relation between what is said."
    )
    return (
        Section(
            "conflicts",
            line("What does not fit together"),
            (Paragraph(line(intro)),),
            tuple(sections),
            kind="conflicts",
        ),
    )


def _sides(material: Material, conflict: Conflict) -> Table:
    shown = conflict.sides[:_MOST]
    rest = len(conflict.sides) - len(shown)
    return Table(
        f"{conflict.rule.replace('-', ' ').capitalize()}"
        + (f", and {rest} sides more" if rest else ""),
        (Column("Says"), Column("Who"), Column("Where"), Column("Origins", "end")),
        tuple(
            Row(
                (
                    Cell(resting(line(Run(side.value, "quoted")), *side.statements)),
                    Cell(_who(material, side)),
                    Cell(_where(material, conflict, side)),
                    Cell(line(_origins(side))),
                )
            )
            for side in shown
        ),
    )


def _origins(side: Side) -> str:
    unknown = side.measure.unknown
    return f"{side.measure.origins}" + (f" ({unknown} not on record)" if unknown else "")


def _who(material: Material, side: Side) -> Runs:
    graph = material.graph
    speakers = (first(graph, each, f"{CEV}isSpokenBy") for each in side.statements)
    people = [label(graph, actor) for actor in (*speakers, *side.givers) if actor]
    credited = [Run(words, "quoted") for words in side.credited]
    named = list(dict.fromkeys((*people, *credited)))
    if not named:
        publishers = (first(graph, each, _PUBLISHER) or graph.short(each) for each in side.sources)
        named = [Run(name, "label") for name in dict.fromkeys(publishers)]
    rest = len(named) - _MOST
    return line(joined(named[:_MOST]), f" and {rest} more" if rest > 0 else "")


def _where(material: Material, conflict: Conflict, side: Side) -> Runs:
    """Return the sources of a side: all of them, unless its statements lead to theirs."""
    graph, about = material.graph, conflict.about
    sources = side.sources
    if not side.statements and not sources:
        # What the data record of the node itself, or what any calendar says, has none of its own.
        types = objects(graph, about, _TYPE)
        if f"{CEV}Statement" in types:
            return resting(line(Run(graph.short(about), "name")), about)
        recorded = [about] if f"{CEV}Source" in types else objects(graph, about, _REPORTED)
        sources = tuple(filter(material.origins.counts, recorded))
    shown = sources[:_FEW] if side.statements else sources
    rest = len(sources) - len(shown)
    named = [Run(graph.short(source), "name", source=source) for source in shown]
    return line(joined(named), f" and {rest} more" if rest else "")
