"""An assessment in sum: a row for each statement, and what hangs on the wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.assessment import CLAIM_VERDICTS, DENIAL_VERDICTS, Assessment, Pair
from kg.graph import CEV, Graph
from kg.provenance import first
from kg.views.blocks import Block

LEGEND = (
    "covered: the words fit the incident in all five dimensions (involvement, kind, target, "
    "place, time); possible: in one of them it is not known; outside: in one they do not.",
    "possible with self-contradicted: the party's own words speak against it, if the words are "
    "meant to cover the incident.",
    "for: statements that put the party into the incident; against: statements that deny its "
    "part, this one included. A joint statement has several parties.",
    "independent: at most how many independent origins stand behind either side, for : against.",
    "A verdict names the relation between statements, not the truth.",
    "The words behind a row: kg why NAME-OF-STATEMENT NAME-OF-INCIDENT",
)


def summary_block(
    graph: Graph, assessment: Assessment, pairs: Mapping[str, Sequence[Pair]], asked: int
) -> Block:
    """Return one row for each statement, and the incidents whose result hangs on the wording."""
    used = [
        verdict
        for verdict in dict.fromkeys((*DENIAL_VERDICTS, *CLAIM_VERDICTS))
        if any(pair.verdict == verdict for pair in assessment.pairs)
    ]
    rows = []
    for denial, own in pairs.items():
        counts = [sum(pair.verdict == verdict for pair in own) for verdict in used]
        covered = sum(pair.coverage == "covered" for pair in own)
        rows.append(
            (
                first(graph, denial, f"{CEV}statedOn") or "undated",
                ", ".join(sorted({graph.label(pair.party) for pair in own})),
                graph.short(denial),
                str(len(own)),
                str(covered),
                *(str(count) if count else "" for count in counts),
            )
        )
    notes = [
        f"{_count(len(assessment.pairs), 'pair')} of {_count(len(pairs), 'statement')}"
        + (
            f"; {_count(asked - len(pairs), 'more statement')} without any"
            if asked > len(pairs)
            else ""
        )
    ]
    if assessment.as_of:
        notes.append(f"As of {assessment.as_of}: only what was public by the end of that day.")
    for absent in assessment.absent:
        name = graph.short(absent.statement)
        notes.append(
            f"{name} was not public by {assessment.as_of}."
            if absent.reason == "not-public"
            else f"{name} is left out, or no source of it is left."
        )
    if assessment.without:
        listed = ", ".join(graph.short(node) for node in assessment.without)
        notes.append(f"Without {listed}.")
    notes += _wording_decides(graph, assessment)
    notes += LEGEND
    return Block(
        title="In sum",
        columns=("stated", "party", "statement", "pairs", "covered", *used),
        rows=tuple(sorted(rows)),
        notes=tuple(notes),
    )


def _wording_decides(graph: Graph, assessment: Assessment) -> list[str]:
    """Return the self-contradictions that one wording leaves possible and another covers."""
    contradicted = {
        (pair.denial, pair.incident): pair
        for pair in assessment.pairs
        if pair.verdict == "self-contradicted" and pair.rendering_of is None
    }
    covering: dict[tuple[str, str], list[str]] = {}
    for wording in assessment.wordings:
        if (wording.coverage, wording.other_coverage) == ("possible", "covered"):
            covering.setdefault((wording.denial, wording.incident), []).append(wording.other)
    lines = []
    for (denial, incident), pair in contradicted.items():
        others = covering.get((denial, incident))
        if others and pair.charge:
            lines.append(
                f"The wording decides: “{pair.incident_label}” ({graph.short(incident)}) is left "
                f"open by the {_medium(graph, denial)}, but covered by the "
                f"{', the '.join(_medium(graph, other) for other in others)}. The party's own "
                f"{_medium(graph, pair.charge.statement)} affirms it."
            )
    return lines


def _medium(graph: Graph, statement: str) -> str:
    medium = first(graph, statement, f"{CEV}medium")
    name = graph.short(statement)
    return f"{medium} ({name})" if medium else f"statement {name}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
