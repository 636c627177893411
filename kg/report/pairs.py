"""The incidents that a denial covers or may cover: a table, and the chain behind each result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.assessment import DIMENSIONS, Explanation, Pair, Step
from kg.report.changes import told_outcome
from kg.report.material import Material, Told
from kg.report.model import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Listing,
    Paragraph,
    Quoted,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from kg.report.phrases import (
    COVERAGES,
    ROLES,
    STANCES,
    day,
    described,
    joined,
    label,
    labels,
    line,
    number,
    reached,
    resting,
    sentence,
    side_words,
    title_of,
    who_and_when,
    whole_label,
)

# How kg.assessment.wording joins what is not known with the rule behind a verdict.
_IF_MEANT = ". If the words are meant to cover it: "
_COLUMNS = (
    Column("Happened"),
    Column("Incident"),
    Column("Coverage"),
    Column("What others say"),
    Column("For", "end"),
    Column("Against", "end"),
    Column("Independent", "end"),
)


def incidents_section(material: Material, told: Told) -> tuple[Section, ...]:
    """Return the incidents of a denial; none if it reaches none."""
    graph = material.graph
    blocks: list[Block] = [Paragraph(resting(line(_counts(told)), told.denial))]
    several = len({each.pair.party for each in told.explanations}) > 1
    own = [each for each in told.explanations if _is_told_here(material, told, each)]
    alike = [each for each in told.explanations if not _is_told_here(material, told, each)]
    if told.explanations:
        blocks.append(
            Table(
                "Incidents that the words cover or may cover, and in which others speak of the "
                "party",
                (*_COLUMNS, *((Column("Party"),) if several else ())),
                tuple(_row(material, each.pair, several=several) for each in told.explanations),
            )
        )
    if told.quiet:
        blocks.append(
            Paragraph(
                resting(
                    line("Nobody names the party, or anybody from whom links lead to it, in:"),
                    told.denial,
                )
            )
        )
        blocks.append(
            Listing(
                tuple(
                    line(
                        Run(pair.incident_label, "label"),
                        f", {day(pair.incident_when)} (",
                        Run(pair.coverage, "coverage"),
                        ")",
                        Run("", statements=(told.denial,)),
                    )
                    for pair in told.quiet
                )
            )
        )
    sections = tuple(_pair_section(material, told, each) for each in own)
    if alike:
        blocks.append(
            Paragraph(
                resting(
                    line(
                        "Result and reasons are those of ",
                        Run(title_of(graph, told.original), "label"),
                        ", whose words these pass on, for ",
                        joined(
                            Run(
                                each.pair.incident_label,
                                "label",
                                anchor=material.anchor(each.pair),
                            )
                            for each in alike
                        ),
                        ".",
                    ),
                    told.denial,
                    told.original,
                )
            )
        )
    return (
        Section(
            f"{told.anchor}-incidents", line("The incidents"), tuple(blocks), sections=sections
        ),
    )


def _counts(told: Told) -> str:
    text = f"the words cover {reached(told.covered, told.possible)}"
    outside = sum(told.outside.values())
    if outside:
        by = ", ".join(f"{name} {count}" for name, count in told.outside.items())
        lie = "one lies" if outside == 1 else f"{number(outside)} lie"
        text += f"; {lie} outside them ({by})"
    return sentence(text)


def _is_told_here(material: Material, told: Told, each: Explanation) -> bool:
    return material.anchor(each.pair).startswith(f"{told.anchor}-")


def _row(material: Material, pair: Pair, *, several: bool) -> Row:
    cells = [
        Cell(line(pair.incident_when or "unknown")),
        Cell(line(Run(pair.incident_label, "label", anchor=material.anchor(pair)))),
        Cell(line(Run(pair.coverage, "coverage")), pair.coverage),
        Cell(line(Run(pair.verdict, "verdict")), pair.verdict),
        Cell(line(str(pair.for_.statements))),
        Cell(line(str(pair.against.statements))),
        Cell(line(f"{pair.for_.independence} : {pair.against.independence}")),
    ]
    if several:
        cells.append(Cell(line(label(material.graph, pair.party))))
    return Row(tuple(cells))


def _pair_section(material: Material, told: Told, each: Explanation) -> Section:
    graph, pair = material.graph, each.pair
    deciding = [step for step in each.steps if step.deciding and step.statement != pair.denial]
    beside = [step for step in each.steps if not step.deciding]
    blocks: list[Block] = [
        Paragraph(
            resting(_lead(pair), pair.denial, *(step.statement for step in deciding)), "lead"
        ),
        Definitions(tuple(_resting(fact, pair.denial) for fact in _facts(material, told, each))),
    ]
    if deciding:
        blocks.append(Paragraph(line(Run("What decided", "strong"))))
        for step in deciding:
            blocks.append(Paragraph(_step(material, step)))
            blocks += _words(material, step)
    if beside:
        blocks.append(Paragraph(line(Run("Beside it", "strong"))))
        blocks.append(Listing(tuple(_step(material, step) for step in beside)))
    return Section(
        anchor=material.anchor(pair),
        title=line(
            Run(pair.incident_label, "label"),
            f", {day(pair.incident_when)}",
            *(
                (": the part of ", label(graph, pair.party))
                if len({other.pair.party for other in told.explanations}) > 1
                else ()
            ),
        ),
        blocks=tuple(blocks),
        kind="pair",
        node=pair.incident,
    )


def _lead(pair: Pair) -> Runs:
    """Return coverage and verdict, each with what settled it."""
    unknown, meant, rule = pair.decided_by.rpartition(_IF_MEANT)
    return line(
        Run(pair.coverage.capitalize(), "coverage"),
        f": {unknown or COVERAGES[pair.coverage]}. ",
        Run(pair.verdict.capitalize(), "verdict"),
        ", if the words are meant to cover it: " if meant else ": ",
        f"{rule}.",
    )


def _facts(material: Material, told: Told, each: Explanation) -> Iterable[Definition]:
    graph, pair = material.graph, each.pair
    yield _fact("Dimensions", line("; ".join(f"{n}: {pair.dimensions[n]}" for n in DIMENSIONS)))
    dating = "".join(
        f" Dated {other.value} ({', '.join(other.publishers)}), time would be '{other.time}'."
        for other in pair.other_datings
    )
    yield _fact("Dates", line(f"{pair.dating}.{dating}"))
    if pair.charge and pair.charge.composed:
        yield _fact(
            "Composed",
            line(
                "No single party says it: the chain is put together from the words of ",
                labels(graph, pair.charge.parties),
                ".",
                Run(
                    "",
                    statements=tuple(
                        step.statement
                        for step in each.steps
                        if step.deciding and step.statement != pair.denial
                    ),
                ),
            ),
        )
    if pair.composed_charge:
        charge = pair.composed_charge
        yield _fact(
            "Beside the charge",
            resting(
                line(
                    f"'{charge.mode.replace('-', ' ')}' only as a chain put together from the "
                    "words of ",
                    labels(graph, charge.parties),
                    ".",
                ),
                charge.statement,
            ),
        )
    if pair.attributed_to:
        naming = (
            step.statement
            for step in each.steps
            if step.stance == "affirms" and step.proposition.get("actor") in pair.attributed_to
        )
        yield _fact(
            "Named by others", resting(line(labels(graph, pair.attributed_to), "."), *naming)
        )
    if pair.event_denied_by:
        yield _fact(
            "The event itself",
            resting(line("That it happened is denied."), *pair.event_denied_by),
        )
    for side, title in (("for", "For the party's part"), ("against", "Against it")):
        tally = pair.for_ if side == "for" else pair.against
        key = (pair.denial, pair.incident, pair.party, side)
        yield _fact(
            title,
            resting(line(sentence(side_words(tally))), *material.sides.get(key, ())),
        )
    yield _fact("Hangs on", _hinges(material, each))
    changes = _changes(told, pair)
    if changes:
        yield _fact("Over time", changes)


def _fact(term: str, runs: Runs) -> Definition:
    return Definition(line(term), runs)


def _resting(fact: Definition, denial: str) -> Definition:
    """Let what rests on nothing else rest on the denial."""
    if any(run.statements for run in fact.runs):
        return fact
    return Definition(fact.term, resting(fact.runs, denial))


def _hinges(material: Material, each: Explanation) -> Runs:
    if not each.hinges:
        return line(
            "No single statement, link or source: with any one left out the result is the same."
        )
    same: dict[str, list[str]] = {}
    for hinge in each.hinges:
        same.setdefault(hinge.changes, []).append(hinge.node)
    parts: list[Run | str | Sequence[Run]] = []
    for changes, nodes in same.items():
        parts += [
            "Without ",
            joined((_hinge(material, each, node) for node in nodes), " or "),
            f": {changes}. ",
        ]
    return line(*parts)


def _hinge(material: Material, each: Explanation, node: str) -> Run:
    kind = next(hinge.kind for hinge in each.hinges if hinge.node == node)
    shown = Run(material.graph.short(node), "name")
    if kind == "statement":
        return Run(shown.text, "name", statements=(node,))
    return Run(shown.text, "name", source=node if kind == "source" else None)


def _changes(told: Told, pair: Pair) -> Runs:
    if told.history is None:
        return ()
    found = [
        change
        for change in (*told.history.changes, *told.history.undated)
        if (change.incident, change.party) == (pair.incident, pair.party)
    ]
    if len(found) < 2:  # noqa: PLR2004 (the first is that the denial became public)
        return ()
    parts: list[Run | str | Sequence[Run]] = []
    for place, change in enumerate(found):
        since = f"from {day(change.date)} " if change.date else "with what is undated "
        parts += ["; " if place else "", since]
        parts.append(resting(told_outcome(change.after), *(cause.statement for cause in change.by)))
    return line(*parts, ".")


def _step(material: Material, step: Step) -> Runs:
    graph = material.graph
    hedged = step.hedging if step.hedging not in {None, "asserted"} else None
    return resting(
        line(
            Run(f"{ROLES[step.role]}: ", "strong"),
            who_and_when(graph, step.statement),
            f" {STANCES[step.stance]} ",
            described(graph, step.proposition),
            f" (hedged: {hedged})" if hedged else "",
            ".",
        ),
        step.statement,
    )


def _words(material: Material, step: Step) -> list[Block]:
    shown = material.read_in(step.statement)
    quoted: list[Block] = [
        Quoted(
            step.statement,
            quotation,
            None,
            ""
            if quotation.carries_stance
            else "These words do not themselves say it; it stands around them.",
        )
        for quotation in step.quotations
        if quotation.exact and (quotation.source is None or quotation.source in shown)
    ]
    return quoted or [
        Paragraph(
            resting(
                line(
                    "No words are quoted. In the curator's words: ",
                    whole_label(material.graph, step.statement),
                    ".",
                ),
                step.statement,
            ),
            "note",
        )
    ]
