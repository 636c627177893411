"""Build a report: gather the results, put them into words, number what they rest on."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from kg.dates import as_of_day, last_day
from kg.graph import ONTOLOGY_GRAPH, Graph
from kg.report.ach import Hypotheses, read
from kg.report.ach_section import hypotheses_section
from kg.report.conflicts import conflicts_section
from kg.report.denial import denial_section
from kg.report.lists import references, sources
from kg.report.material import Material, gather
from kg.report.matrix import matrix_section
from kg.report.method import made_from_section, method_section
from kg.report.model import Document, Meta, Results, Section, Source, sources_of, statements_of
from kg.report.phrases import heading_of
from kg.report.summary import subtitle, summary_section
from kg.resources import shipped_case

_PROGRAM = "claims-evidence-kg"
_CORE = "https://w3id.org/claims-evidence/ontology/core"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


def report(
    graph: Graph,
    denials: Iterable[str] = (),
    *,
    as_of: str | None = None,
    without: Iterable[str] = (),
    date: str | None = None,
    ach: str | None = None,
) -> Document:
    """Make a report of denials.

    Parameters
    ----------
    graph
        The graph.
    denials
        Names or IRIs of denials; none: every one.
    as_of
        EDTF or ISO date; only what had been made public by its end (UTC) counts.
    without
        Names or IRIs of statements, sources or links that are left out.
    date
        The date that the report bears; None: the last publication that it rests on.
    ach
        Path of a TOML file with hypotheses and the user's judgements of statements under each
        (`kg.report.ach`); None: no such section.

    Returns
    -------
    Document
        The report; `kg.report.write` makes a file of it.

    Raises
    ------
    kg.errors.UsageError
        If a name or date means nothing, a statement is no denial, or no denial counts.
    kg.errors.InputError
        If the file with hypotheses cannot be read, or something in it means nothing.
    """
    judged = read(graph, ach) if ach is not None else None
    given = as_of_day(date) if date is not None else None
    material = gather(graph, denials, as_of=as_of, without=tuple(without))
    told = [denial_section(material, each) for each in material.told]
    sections: tuple[Section, ...] = (
        summary_section(material),
        matrix_section(material),
        *told,
        *conflicts_section(material),
        *((hypotheses_section(material, judged),) if judged else ()),
    )
    entries = references(material, statements_of(sections))
    named = sources_of(sections)
    behind = sources(material, entries, named)
    last = _last(source for source in behind if source.statements or source.source in named)
    meta = _meta(material, last, given, judged)
    return Document(
        meta=meta,
        sections=(*sections, method_section(), made_from_section(graph, meta)),
        references=entries,
        sources=behind,
        results=_results(material),
    )


def _meta(
    material: Material,
    last: str | None,
    given: datetime.date | None,
    judged: Hypotheses | None,
) -> Meta:
    graph, assessment = material.graph, material.assessment
    names = tuple(told.denial for told in material.told)
    shown = given or last_day(last)
    return Meta(
        title="What the denials say, and what others say",
        subtitle=(
            subtitle(material.told)
            if material.every
            else "; ".join(heading_of(graph, name) for name in names)
        ),
        program=_PROGRAM,
        version=_program_version(),
        ontology=_ontology_version(graph),
        files=assessment.files,
        sha256=assessment.sha256,
        as_of=assessment.as_of,
        without=assessment.without,
        denials=names,
        every=material.every,
        command=_command(material, given, judged),
        date=shown.isoformat() if shown else None,
        date_given=given is not None,
        last_publication=last,
        judgements=(judged.file, judged.sha256) if judged else None,
    )


def _last(behind: Iterable[Source]) -> str | None:
    """Return when the last of sources came out; of dates with the same end the most exact."""
    dates = [
        (day, len(each.issued), each.issued)
        for each in behind
        if each.issued and (day := last_day(each.issued))
    ]
    return max(dates)[2] if dates else None


def _command(material: Material, given: datetime.date | None, judged: Hypotheses | None) -> str:
    """Return the command line that makes the report again, without the output's name."""
    graph, assessment = material.graph, material.assessment
    words = ["kg"]
    if graph.place is not None:
        words += ["--store", graph.place]
    elif [file.name for file in graph.files] != [str(shipped_case())]:
        words += [word for name in assessment.files for word in ("--data", name)]
    words.append("report")
    words += [graph.short(name) for name in assessment.statements]
    if assessment.as_of:
        words += ["--as-of", assessment.as_of]
    for node in assessment.without:
        words += ["--without", graph.short(node)]
    if given:
        words += ["--date", given.isoformat()]
    if judged:
        words += ["--ach", judged.file]
    return shlex.join(words)


def _program_version() -> str:
    try:
        return version(_PROGRAM)
    except PackageNotFoundError:
        return "(version unknown)"


def _ontology_version(graph: Graph) -> str:
    import pyoxigraph as ox  # noqa: PLC0415

    found = sorted(
        quad.object.value
        for quad in graph.store.quads_for_pattern(
            ox.NamedNode(_CORE), ox.NamedNode(_VERSION), None, ONTOLOGY_GRAPH
        )
        if isinstance(quad.object, ox.Literal)
    )
    return found[0] if found else "(version unknown)"


def _results(material: Material) -> Results:
    graph = material.graph
    explanations = tuple(each for told in material.told for each in told.explanations)
    nodes = {
        node
        for each in explanations
        for node in (each.pair.denial, each.pair.incident, each.pair.party)
    }
    nodes |= {step.speaker for each in explanations for step in each.steps if step.speaker}
    traces = {told.trace.statement: told.trace for told in material.told}
    return Results(
        explanations=explanations,
        histories=tuple(told.history for told in material.told if told.history),
        conflicts=material.conflicts,
        traces=tuple(traces.values()),
        labels={node: graph.label(node) for node in sorted(nodes)},
    )
