"""A denial: its exact words, how far they reach, its other wordings, where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.graph import CEV, Graph
from kg.provenance import codes, first, objects, proposition
from kg.report import charts
from kg.report.changes import changes_section
from kg.report.material import Material, Told
from kg.report.model import (
    Block,
    Definition,
    Definitions,
    Listing,
    Paragraph,
    Run,
    Runs,
    Section,
)
from kg.report.pairs import incidents_section
from kg.report.phrases import (
    MODES,
    counted,
    day,
    described,
    heading_of,
    joined,
    kind_names,
    labels,
    line,
    medium_of,
    resting,
    sentence,
    who,
    whole_label,
)
from kg.report.wordings import publisher, wordings_sections, words_of


def denial_section(material: Material, told: Told) -> Section:
    """Return the section of a denial with everything that the report says of it."""
    graph = material.graph
    sections = [
        _reach(graph, told),
        *wordings_sections(material, told),
        *incidents_section(material, told),
        *changes_section(material, told),
        *_origins(material, told),
        *_conflicts(told),
    ]
    return Section(
        anchor=told.anchor,
        title=line(
            f"D{told.number}. ",
            Run(heading_of(graph, told.denial), "label"),
            f", {day(first(graph, told.denial, f'{CEV}statedOn'))}",
        ),
        blocks=(
            _said(material, told),
            *words_of(material, told.denial),
            *_timeline(graph, told),
        ),
        sections=tuple(sections),
        kind="denial",
        node=told.denial,
    )


def _said(material: Material, told: Told) -> Definitions:
    graph, denial = material.graph, told.denial
    medium = medium_of(graph, denial)
    stated = line(
        day(first(graph, denial, f"{CEV}statedOn")),
        *((", ", Run(medium, "label")) if medium else ()),
    )
    public = told.history.public if told.history else None
    items = [
        ("Said by", resting(who(graph, denial), denial)),
        ("Stated", resting(stated, denial)),
        ("Public", resting(line(f"by {day(public)}" if public else "no day is on record"), denial)),
    ]
    if told.original != denial:
        original = material.of(told.original)
        items.append(
            (
                "Passes on",
                resting(
                    line(
                        Run(
                            f"D{original.number}, " if original else "",
                            anchor=original.anchor if original else None,
                        ),
                        whole_label(graph, told.original),
                    ),
                    told.original,
                ),
            )
        )
    items += [
        ("In the curator's words", resting(line(whole_label(graph, denial)), denial)),
        ("Name in the data", resting(line(Run(graph.short(denial), "name")), denial)),
    ]
    return Definitions(tuple(Definition(line(term), runs) for term, runs in items))


def _timeline(graph: Graph, told: Told) -> tuple[Block, ...]:
    figure = charts.timeline(graph, told.denial, told.explanations, f"{told.anchor}-timeline")
    return (figure,) if figure else ()


def _reach(graph: Graph, told: Told) -> Section:
    blocks: list[Block] = []
    for node in objects(graph, told.denial, f"{CEV}denies"):
        said = proposition(graph, node)
        if said["type"] != "involvement":
            blocks.append(
                Paragraph(
                    resting(line("The words deny ", described(graph, said), "."), told.denial)
                )
            )
            continue
        blocks.append(
            Paragraph(resting(line("The words deny ", described(graph, said), "."), told.denial))
        )
        blocks.append(Definitions(tuple(_dimensions(graph, told.denial, node, said))))
    return Section(f"{told.anchor}-reach", line("How far the words reach"), tuple(blocks))


def _dimensions(
    graph: Graph, denial: str, node: str, said: Mapping[str, object]
) -> Iterable[Definition]:
    meant, left = codes(graph, node, f"{CEV}hasMode"), codes(graph, node, f"{CEV}leavesModeOpen")
    modes = {
        "denied": [MODES[mode] for mode in MODES if mode in meant],
        "left open": [MODES[mode] for mode in MODES if mode in left],
        "not touched": [MODES[mode] for mode in MODES if mode not in {*meant, *left}],
    }
    told = "; ".join(f"{how}: {', '.join(names)}" for how, names in modes.items() if names)
    yield _dimension("Involvement", line(told), denial)
    scope = said.get("scope")
    if isinstance(scope, dict):
        kinds = kind_names(graph, str(scope["iri"]))
        targets, places = list(scope["targets"]), list(scope["places"])
        listed = " or ".join(kinds)
        yield _dimension(
            "Kind", line(f"{listed}, and what is narrower" if kinds else "any kind"), denial
        )
        yield _dimension(
            "Target", labels(graph, targets, " or ") if targets else line("any target"), denial
        )
        yield _dimension(
            "Place", labels(graph, places, " or ") if places else line("any place"), denial
        )
        yield _dimension("Time", line(_time(graph, denial, scope)), denial)
    named = objects(graph, node, f"{CEV}concerns")
    read = objects(graph, node, f"{CEV}mayConcern")
    if named:
        yield _dimension("Incidents named", labels(graph, named), denial)
    if read:
        yield _dimension("Incidents read into the words", labels(graph, read), denial)


def _dimension(name: str, runs: Runs, denial: str) -> Definition:
    return Definition(line(name), resting(runs, denial))


def _time(graph: Graph, denial: str, scope: Mapping[str, object]) -> str:
    begin, end = scope["from"], scope["until"]
    since = f"from {day(str(begin))} " if begin else ""
    if end:
        return f"{since}up to {day(str(end))}"
    stated = first(graph, denial, f"{CEV}statedOn")
    return f"{since}up to when it was stated ({day(stated)})"


def _origins(material: Material, told: Told) -> tuple[Section, ...]:
    graph, trace = material.graph, told.trace
    if told.original != told.denial and material.of(told.original):
        return ()
    read_in = [carrier for carrier in trace.carriers if carrier.wordings]
    measure = trace.measure
    text = (
        f"In all its wordings the denial can be read in {counted(len(read_in), 'source')}, "
        f"from {counted(measure.origins, 'origin')}"
    )
    if measure.unknown:
        text += " (how it came to the reports is not on record)"
    roots = [root for root in trace.roots if root != trace.statement]
    blocks: list[Block] = [
        Paragraph(
            resting(
                line(
                    text,
                    *((". It rests on ", labels(graph, roots)) if roots else ()),
                    ".",
                ),
                *told.family,
                *roots,
            )
        )
    ]
    shown = {node for each in trace.carriers for node in (each.source, *each.has_it_from)}
    names = _names(graph, shown)
    items = [
        line(
            Run(names[carrier.source], "label", source=carrier.source),
            " has it from " if carrier.has_it_from else ": the text itself, or no source is named",
            joined(Run(names[source], "label", source=source) for source in carrier.has_it_from),
            "" if carrier.on_record else " (not on record where from)",
            Run("", statements=carrier.wordings or (trace.statement,)),
        )
        for carrier in trace.carriers
    ]
    if items:
        blocks.append(Listing(tuple(items)))
    figure = charts.origins(graph, trace, f"{told.anchor}-origins")
    if figure:
        blocks.append(figure)
    return (Section(f"{told.anchor}-way", line("Where the words come from"), tuple(blocks)),)


def _conflicts(told: Told) -> tuple[Section, ...]:
    if not told.conflicts:
        return ()
    items = [
        resting(
            line(
                Run(each.kind, anchor=f"conflicts-{each.kind}"),
                ": ",
                Run(sentence(each.summary), "label"),
            ),
            *(statement for side in each.sides for statement in side.statements),
        )
        for each in told.conflicts
    ]
    intro = "What kg conflicts finds with these words, or with what they are about:"
    return (
        Section(
            f"{told.anchor}-conflicts",
            line("What does not fit together"),
            (Paragraph(line(intro)), Listing(tuple(items))),
        ),
    )


def _names(graph: Graph, sources: Iterable[str]) -> dict[str, str]:
    """Return the publisher of each source, with the source's own name where it has several."""
    publishers = {source: publisher(graph, source) for source in sources}
    several = Counter(publishers.values())
    return {
        source: name if several[name] == 1 else f"{name} ({graph.short(source)})"
        for source, name in publishers.items()
    }
