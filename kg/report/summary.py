"""The summary: what the denials say, how far they reach, what others say, where words matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.assessment import DENIAL_VERDICTS, Explanation, Pair
from kg.graph import CEV
from kg.provenance import first
from kg.report.material import Material, Told
from kg.report.model import (
    Block,
    Cell,
    Column,
    Listing,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from kg.report.phrases import (
    counted,
    day,
    joined,
    label,
    labels,
    line,
    number,
    reached,
    resting,
    sentence,
    title_of,
    who,
    whole_label,
)

_WHAT = {
    "withdrawn": "a later statement of the same party takes the words back",
    "contradicted-by-finding": "an investigative body affirms what the words deny",
    "contested": "another party names the party itself",
    "contested-through-proxy": "affirmed links lead from whoever is named to the party",
    "attributed-elsewhere": "others name another author",
}
_OWN = {
    "denied": "the party itself affirms what these words deny",
    "left-open": "the party itself affirms what these words leave open",
}
_SELF = frozenset({"self-contradicted"})
_FEW = 3
_SINGULAR = {
    "deny": "denies",
    "leave open": "leaves open",
    "deny if they are meant to cover it": "denies if it is meant to cover it",
    "leave open if they are meant to cover it": "leaves open if it is meant to cover it",
}


def summary_section(material: Material) -> Section:
    """Return the summary in plain words."""
    blocks: list[Block] = [Paragraph(_reach(material), "lead")]
    if len(material.told) <= _FEW:
        blocks += [Paragraph(_one(material, told)) for told in material.told]
    else:
        blocks.append(_table(material))
    blocks += _section("Own words against own words", _self_contradictions(material))
    blocks += _section("Where the wording matters", _wordings(material))
    absent = material.assessment.absent
    if absent:
        reasons = {"not-public": "was not public by then", "left-out": "is left out"}
        blocks.append(
            Listing(
                tuple(
                    resting(
                        line(
                            whole_label(material.graph, each.statement),
                            f" {reasons[each.reason]}.",
                        ),
                        each.statement,
                    )
                    for each in absent
                )
            )
        )
    return Section("summary", line("Summary"), tuple(blocks), kind="summary")


def _section(title: str, items: Iterable[Runs]) -> list[Block]:
    found = tuple(items)
    return [Paragraph(line(Run(title, "strong"))), Listing(found)] if found else []


def _reach(material: Material) -> Runs:
    graph, told = material.graph, material.told
    parties = sorted({pair.party for one in told for pair in _pairs(one)})
    sure = {p.incident for one in told for p in _pairs(one) if p.coverage == "covered"}
    unsure = {p.incident for one in told for p in _pairs(one)} - sure
    spoken = {each.pair.incident for one in told for each in one.explanations}
    count, wordings = _in_all(told)
    reach = f"cover{'s' if count == 1 else ''} {reached(len(sure), len(unsure))}"
    total = len(sure) + len(unsure)
    others = ""
    if total == 1:
        others = f"; {'others say' if spoken else 'nobody says'} whose part it was"
    elif total:
        others = f"; in {number(len(spoken)) if spoken else 'none'} of these others say whose part"
        others += " it was"
    head = line(
        sentence(counted(count, "denial"))[:-1],
        *((" of ", labels(graph, parties)) if parties else ()),
        f"{wordings} {reach}{others}.",
    )
    return resting(head, *(one.denial for one in told))


def subtitle(told: Sequence[Told]) -> str:
    """Return how many denials all those of the data are."""
    count, wordings = _in_all(told)
    return f"{sentence(counted(count, 'denial'))[:-1]} of the data{wordings.rstrip(',')}"


def _in_all(told: Sequence[Told]) -> tuple[int, str]:
    """Return how many denials there are, and in how many wordings: a rendering is no other."""
    count = len({each.original for each in told})
    return count, f", in {number(len(told))} wordings," if len(told) > count else ""


def _pairs(told: Told) -> list[Pair]:
    return [*(each.pair for each in told.explanations), *told.quiet]


def _one(material: Material, told: Told) -> Runs:
    graph = material.graph
    runs = resting(
        line(
            Run(f"D{told.number}", anchor=told.anchor),
            ": ",
            who(graph, told.denial),
            f" on {day(first(graph, told.denial, f'{CEV}statedOn'))}: ",
            whole_label(graph, told.denial),
            f". The words cover {reached(told.covered, told.possible)}.",
        ),
        told.denial,
    )
    groups: dict[tuple[str, str], list[Explanation]] = {}
    for each in told.explanations:
        groups.setdefault((each.pair.verdict, _what(each)), []).append(each)
    parts: list[Runs] = []
    for verdict, what in sorted(groups, key=lambda key: (DENIAL_VERDICTS.index(key[0]), key[1])):
        group = groups[verdict, what]
        said = [
            step.statement
            for each in group
            for step in each.steps
            if step.deciding and step.statement != told.denial
        ]
        parts.append(
            resting(
                line(f" In {number(len(group))} of these, {what} (", Run(verdict, "verdict"), ")."),
                *said,
            )
        )
    if told.quiet:
        parts.append(
            line(
                f" In {number(len(told.quiet))} of these, nobody names the party or anybody tied "
                "to it.",
                Run("", statements=(told.denial,)),
            )
        )
    return line(runs, *parts)


def _what(each: Explanation) -> str:
    """Return what a verdict says, of a party's own words with how they meet the denial."""
    verdict, charge = each.pair.verdict, each.pair.charge
    return _OWN[charge.words if charge else "denied"] if verdict in _SELF else _WHAT[verdict]


def _table(material: Material) -> Table:
    graph = material.graph
    used = [
        verdict
        for verdict in DENIAL_VERDICTS
        if any(e.pair.verdict == verdict for told in material.told for e in told.explanations)
    ]
    rows = []
    for told in material.told:
        counts = Counter(each.pair.verdict for each in told.explanations)
        rows.append(
            Row(
                (
                    Cell(line(Run(f"D{told.number}", anchor=told.anchor))),
                    Cell(line(first(graph, told.denial, f"{CEV}statedOn") or "undated")),
                    Cell(
                        resting(
                            line(who(graph, told.denial), ": ", whole_label(graph, told.denial)),
                            told.denial,
                        )
                    ),
                    Cell(line(str(told.covered))),
                    Cell(line(str(told.possible))),
                    *(Cell(line(str(counts[each]) if counts[each] else "")) for each in used),
                )
            )
        )
    return Table(
        "The denials: how many incidents they cover and may cover, and what others say of these",
        (
            Column("No."),
            Column("Stated"),
            Column("Denial"),
            Column("Covers", "end"),
            Column("May cover", "end"),
            *(Column(each, "end") for each in used),
        ),
        tuple(rows),
    )


def _self_contradictions(material: Material) -> Iterable[Runs]:
    graph = material.graph
    found: dict[tuple[str, str, str], list[tuple[Told, Explanation]]] = {}
    for told in material.told:
        for each in told.explanations:
            if each.pair.verdict == "self-contradicted":
                key = (each.pair.incident_when, each.pair.incident, each.pair.party)
                found.setdefault(key, []).append((told, each))
    for (when, _, party), group in sorted(found.items()):
        own = dict.fromkeys(
            step.statement for _, each in group for step in each.steps if step.role == "admission"
        )
        pair = group[0][1].pair
        by_words: dict[str, list[Run]] = {}
        for told, each in group:
            by_words.setdefault(_meant(each), []).append(
                Run(f"D{told.number}", anchor=material.anchor(each.pair), statements=(told.denial,))
            )
        yield line(
            resting(
                line(
                    label(graph, party),
                    " affirms a part in ",
                    Run(pair.incident_label, "label"),
                    f" ({day(when)})",
                ),
                *own,
            ),
            ", which ",
            joined_with(
                [
                    line(joined(runs), f" {text if len(runs) > 1 else _SINGULAR[text]}")
                    for text, runs in sorted(by_words.items())
                ]
            ),
            ".",
        )


def _meant(each: Explanation) -> str:
    charge = each.pair.charge
    words = "deny" if charge and charge.words == "denied" else "leave open"
    return words if each.pair.coverage == "covered" else f"{words} if they are meant to cover it"


def joined_with(parts: list[Runs]) -> Runs:
    """Return several pieces with semicolons between them."""
    runs: list[Run] = []
    for place, part in enumerate(parts):
        runs += [Run("; and ")] if place else []
        runs += part
    return tuple(runs)


def _wordings(material: Material) -> Iterable[Runs]:
    graph = material.graph
    names = {told.denial for told in material.told}
    for conflict in material.conflicts:
        if conflict.kind == "rendering":
            said = [statement for side in conflict.sides for statement in side.statements]
            if names.intersection((conflict.about, *said)):
                yield resting(line(Run(conflict.summary, "label")), *said)
    for told in material.told:
        for each in told.explanations:
            pair = each.pair
            if pair.verdict != "self-contradicted" or pair.rendering_of is not None:
                continue
            others = [
                wording.other
                for wording in material.assessment.wordings
                if (wording.denial, wording.incident) == (pair.denial, pair.incident)
                and (wording.coverage, wording.other_coverage) == ("possible", "covered")
            ]
            if others and pair.charge:
                yield resting(
                    line(
                        "The wording decides: ",
                        Run(pair.incident_label, "label"),
                        " may be meant by ",
                        Run(title_of(graph, pair.denial), "label"),
                        ", and is covered in the words of ",
                        joined(Run(title_of(graph, other), "label") for other in others),
                        ". The party's own ",
                        Run(title_of(graph, pair.charge.statement), "label"),
                        " affirms it.",
                    ),
                    pair.denial,
                    *others,
                    pair.charge.statement,
                )
