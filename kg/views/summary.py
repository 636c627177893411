"""An assessment in sum: a row for each statement, and what hangs on the wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.assessment import (
    CLAIM_VERDICTS,
    DENIAL_VERDICTS,
    Assessment,
    RunningAssessment,
    Wording,
)
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


@dataclass
class _Sum:
    """What is counted of the pairs of one statement."""

    pairs: int = 0
    covered: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    parties: set[str] = field(default_factory=set)


def summary_block(graph: Graph, assessment: Assessment | RunningAssessment) -> Block:
    """Return one row for each statement, and the incidents whose result hangs on the wording.

    Each pair is looked at once and not kept.
    """
    sums: dict[str, _Sum] = {}
    contradicted: dict[tuple[str, str], tuple[str, str | None]] = {}
    for pair in assessment.pairs:
        own = sums.setdefault(pair.denial, _Sum())
        own.pairs += 1
        own.covered += pair.coverage == "covered"
        own.verdicts[pair.verdict] += 1
        own.parties.add(pair.party)
        if pair.verdict == "self-contradicted" and pair.rendering_of is None:
            statement = pair.charge.statement if pair.charge else None
            contradicted[pair.denial, pair.incident] = (pair.incident_label, statement)
    asked = len({counts.denial for counts in assessment.unspoken})
    used = [
        verdict
        for verdict in dict.fromkeys((*DENIAL_VERDICTS, *CLAIM_VERDICTS))
        if any(own.verdicts[verdict] for own in sums.values())
    ]
    rows = [
        (
            first(graph, denial, f"{CEV}statedOn") or "undated",
            ", ".join(sorted({graph.label(party) for party in own.parties})),
            graph.short(denial),
            str(own.pairs),
            str(own.covered),
            *(str(own.verdicts[verdict] or "") for verdict in used),
        )
        for denial, own in sums.items()
    ]
    notes = [
        f"{_count(sum(own.pairs for own in sums.values()), 'pair')} of "
        f"{_count(len(sums), 'statement')}"
        + (
            f"; {_count(asked - len(sums), 'more statement')} without any"
            if asked > len(sums)
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
    notes += _wording_decides(graph, contradicted, assessment.wordings)
    notes += LEGEND
    return Block(
        title="In sum",
        columns=("stated", "party", "statement", "pairs", "covered", *used),
        rows=tuple(sorted(rows)),
        notes=tuple(notes),
    )


def _wording_decides(
    graph: Graph,
    contradicted: Mapping[tuple[str, str], tuple[str, str | None]],
    wordings: Iterable[Wording],
) -> list[str]:
    """Return the self-contradictions that one wording leaves possible and another covers.

    `contradicted` has for a denial and an incident the incident's label and the party's own words.
    """
    covering: dict[tuple[str, str], list[str]] = {}
    for wording in wordings:
        key = (wording.denial, wording.incident)
        if (wording.coverage, wording.other_coverage) == (
            "possible",
            "covered",
        ) and key in contradicted:
            covering.setdefault(key, []).append(wording.other)
    return [
        f"The wording decides: “{label}” ({graph.short(incident)}) is left open by the "
        f"{_medium(graph, denial)}, but covered by the "
        f"{', the '.join(_medium(graph, other) for other in covering[denial, incident])}. "
        f"The party's own {_medium(graph, statement)} affirms it."
        for (denial, incident), (label, statement) in contradicted.items()
        if statement and (denial, incident) in covering
    ]


def _medium(graph: Graph, statement: str) -> str:
    medium = first(graph, statement, f"{CEV}medium")
    name = graph.short(statement)
    return f"{medium} ({name})" if medium else f"statement {name}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
