"""The exact words of a denial, and how other wordings of it differ."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.conflicts import Side
from kg.conflicts.words import compare, likeness, same_language
from kg.graph import Graph
from kg.provenance import Quotation, first, quotations
from kg.report.material import Material, Told
from kg.report.model import Block, Listing, Paragraph, Quoted, Run, Runs, Section
from kg.report.phrases import joined, line, resting, title_of, whole_label

_MARKS = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")
_SIGNS = ("[-", "-]", "{+", "+}")
_BESIDE = "These words stand beside the denial; they are not the denial itself."


def wordings_sections(material: Material, told: Told) -> tuple[Section, ...]:
    """Return the other wordings: of an original all, of a rendering only the original."""
    graph = material.graph
    others = [name for name in told.family if name != told.denial]
    if not others:
        return ()
    original = told.original == told.denial
    if not original and material.of(told.original):
        others = [told.original]
    blocks: list[Block] = []
    for conflict in told.conflicts:
        if conflict.kind == "rendering" and conflict.about == told.original and original:
            intro = "By how far they reach; behind a colon what differs from the first of them:"
            blocks += [Paragraph(line(intro)), _moved(conflict.sides)]
    quoted = [
        (name, each)
        for name in told.family
        for each in quotations(graph, name)
        if each.exact and each.carries_stance
    ]
    for name in others:
        against = [pair for pair in quoted if pair[0] == told.denial] or [
            pair for pair in quoted if pair[0] != name
        ]
        in_report = material.of(name)
        blocks.append(
            Paragraph(
                resting(
                    line(
                        Run(f"D{in_report.number}. ", anchor=in_report.anchor) if in_report else "",
                        Run(title_of(graph, name), "label"),
                        ": ",
                        whole_label(graph, name),
                        ".",
                    ),
                    name,
                )
            )
        )
        blocks += words_of(material, name, against)
    return (Section(f"{told.anchor}-wordings", line("Other wordings"), tuple(blocks)),)


def _moved(sides: Iterable[Side]) -> Listing:
    return Listing(
        tuple(resting(line(Run(side.value, "label"), "."), *side.statements) for side in sides)
    )


def words_of(
    material: Material, statement: str, against: Iterable[tuple[str, Quotation]] = ()
) -> tuple[Block, ...]:
    """Return a statement's exact words, or that none are quoted.

    Parameters
    ----------
    material
        What the report is made of.
    statement
        The statement.
    against
        Other wordings: what each quotation adds to the nearest of them, or lacks, is marked.
    """
    graph = material.graph
    shown = material.read_in(statement)
    quoted = [
        each
        for each in quotations(graph, statement)
        if each.exact and (each.source is None or each.source in shown)
    ]
    if quoted:
        others = list(against)
        return tuple(_quoted(graph, statement, each, others) for each in quoted)
    sources = joined(Run(publisher(graph, source), "label", source=source) for source in shown)
    return (
        Paragraph(
            resting(
                line(
                    "No words are quoted. In the curator's words: ",
                    whole_label(graph, statement),
                    *((". It can be read in ", sources) if shown else ()),
                    ".",
                ),
                statement,
            ),
            "note",
        ),
    )


def _quoted(
    graph: Graph, statement: str, quotation: Quotation, against: list[tuple[str, Quotation]]
) -> Quoted:
    remark = "" if quotation.carries_stance else _BESIDE
    near = [
        (-likeness(other.exact, quotation.exact), name, other.exact)
        for name, other in against
        if same_language(other, quotation)
    ]
    if not near:
        return Quoted(statement, quotation, None, remark)
    _, name, words = min(near)
    marked = _marked(words, quotation.exact)
    other = title_of(graph, name)
    compared = f"Marked is what differs from {other}, as far as both are quoted."
    if marked is not None and not any(run.style in {"gone", "new"} for run in marked):
        marked, compared = None, f"As far as both are quoted, the words are those of {other}."
    elif marked is None:
        compared = ""
    return Quoted(statement, quotation, marked, " ".join(filter(None, (remark, compared))))


def _marked(one: str, other: str) -> Runs | None:
    """Return a wording with what it lacks and adds marked; None where signs would be mistaken."""
    if any(sign in text for sign in _SIGNS for text in (one, other)):
        return None
    text = compare(one, other).marked
    runs: list[Run] = []
    start = 0
    for found in _MARKS.finditer(text):
        runs.append(Run(text[start : found.start()], "quoted"))
        gone, new = found.groups()
        runs.append(Run(gone, "gone") if gone is not None else Run(new, "new"))
        start = found.end()
    runs.append(Run(text[start:], "quoted"))
    return _within([run for run in runs if run.text])


def _within(runs: list[Run]) -> Runs:
    """Return marked words without what only stands before or behind a shorter quotation."""
    said = [place for place, run in enumerate(runs) if run.text.strip()]
    begin, end = 0, len(runs)
    # What something else stands in place of is no edge.
    if len(said) > 1 and _lacks_only(runs[said[0]], runs[said[1]]):
        begin = said[0] + 1
        said = said[1:]
    if len(said) > 1 and _lacks_only(runs[said[-1]], runs[said[-2]]):
        end = said[-1]
    kept = runs[begin:end]
    if kept and kept[0].style == "quoted":
        kept[0] = Run(kept[0].text.lstrip(), "quoted")
    if kept and kept[-1].style == "quoted":
        kept[-1] = Run(kept[-1].text.rstrip(), "quoted")
    return tuple(run for run in kept if run.text)


def _lacks_only(edge: Run, beside: Run) -> bool:
    return edge.style == "gone" and beside.style == "quoted"


def publisher(graph: Graph, source: str) -> str:
    """Return who publishes a source, its short name where nobody is recorded."""
    return first(graph, source, "http://purl.org/dc/terms/publisher") or graph.short(source)
