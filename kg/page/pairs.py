"""Results as pairs, each with its reason in words and the chain to highlight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.assessment.model import Charge, Pair, Tally
from kg.assessment.steps import StepRow, step_rows
from kg.graph import CEV
from kg.page.material import Material
from kg.page.model import Values, filled
from kg.provenance import first
from kg.views.assessment import reason

_ROLES = (
    "denial",
    "claim",
    "admission",
    "finding",
    "accusation",
    "link",
    "exculpation",
    "supersedes",
)


@dataclass(frozen=True)
class Result:
    """A pair and what stands behind it; everything by IRI.

    Attributes
    ----------
    id
        Its name in addresses.
    pair
        The pair as it was assessed.
    steps
        Role, statement, proposition, stance and whether it decided, what decided first.
    chain
        What to highlight, in order from the denial to the incident.
    published
        Day since which what decided was public; empty if not known.
    """

    id: str
    pair: Pair
    steps: tuple[StepRow, ...]
    chain: tuple[str, ...]
    published: str

    @property
    def nodes(self) -> frozenset[str]:
        """Every node that has a part in it."""
        return frozenset((*self.chain, *(statement for _, statement, *_ in self.steps)))


def results(material: Material) -> list[Result]:
    """Return every pair that has a verdict to speak of, in the order of an assessment."""
    pairs = material.assessment.pairs
    found = []
    steps: dict[str, Mapping[tuple[str, str], list[StepRow]]] = {
        kind: step_rows(
            material.evidence.connection,
            kind,
            [(pair.denial, pair.incident) for pair in pairs if pair.kind == kind],
        )
        for kind in ("denial", "claim")
    }
    for pair in pairs:
        rows = _ordered(material, pair, steps[pair.kind][pair.denial, pair.incident])
        found.append(
            Result(
                id=_name(material, pair),
                pair=pair,
                steps=rows,
                chain=_chain(material, pair, rows),
                published=_since(material, pair, rows),
            )
        )
    return found


def _name(material: Material, pair: Pair) -> str:
    parts = [material.id(node) for node in (pair.denial, pair.incident, pair.party)]
    return "~".join(["claim", *parts] if pair.kind == "claim" else parts)


def _ordered(material: Material, pair: Pair, rows: Iterable[StepRow]) -> tuple[StepRow, ...]:
    decisive: dict[tuple[str, str, str, str], bool] = {}
    for *key, deciding in rows:
        role, statement, proposition, stance = key
        row = (role, statement, proposition, stance)
        decisive[row] = decisive.get(row, False) or deciding
    return tuple(
        sorted(
            ((*row, deciding) for row, deciding in decisive.items()),
            key=lambda row: (
                row[1] != pair.denial,
                not row[4],
                _ROLES.index(row[0]),
                str(material.statements[row[1]]["stated"] or ""),
                material.id(row[1]),
                row[2],
            ),
        )
    )


def _chain(material: Material, pair: Pair, steps: Sequence[StepRow]) -> tuple[str, ...]:
    """Return what leads from the denial to the incident: parties, links, statements, speakers."""
    path = [*_said(material, pair.denial), pair.party]
    charge = pair.charge
    if charge is not None:
        # The links of a charge lead from the doer up to the party.
        for link in reversed(charge.links):
            row = material.links[link][0]
            path += [str(row["upper"]), link]
            for _, statement, proposition, _, decides in steps:
                if decides and proposition == link:
                    path += _said(material, statement)
            path.append(str(row["lower"]))
        path.append(charge.doer)
        path += _said(material, charge.statement)
    for _, statement, _, _, decides in steps:
        if decides:
            path += _said(material, statement)
    shown = [node for node in path if node in material.ids]
    return tuple(dict.fromkeys((*shown, pair.incident)))


def _said(material: Material, statement: str) -> list[str]:
    speaker = first(material.graph, statement, f"{CEV}isSpokenBy")
    return [statement, speaker] if speaker else [statement]


def _since(material: Material, pair: Pair, steps: Sequence[StepRow]) -> str:
    """Return the day since which what decided was public.

    A charge needs all that it is made of. Where others answer or name somebody else, the first
    of them decides.
    """
    own = material.since(pair.denial)
    others = {
        material.since(statement)
        for _, statement, _, _, decides in steps
        if decides and statement != pair.denial
    }
    if "" in {own, *others}:
        return ""
    return max(own, *(others if pair.charge else [min(others)])) if others else own


def pair_values(
    material: Material,
    result: Result,
    says: Mapping[str, Mapping[tuple[str, str], int]],
) -> Values:
    """Return a pair as a JSON object, but for what depends on the order of the edges.

    Parameters
    ----------
    material
        The case.
    result
        The pair.
    says
        By statement the place of each stance and proposition in what it says.
    """
    pair = result.pair
    ids = material.id
    return filled(
        {
            "id": result.id,
            "kind": pair.kind,
            "denial": ids(pair.denial),
            "incident": ids(pair.incident),
            "party": ids(pair.party),
            "rendering_of": ids(pair.rendering_of) if pair.rendering_of else None,
            "coverage": pair.coverage,
            "verdict": pair.verdict,
            "dimensions": dict(pair.dimensions),
            "because": pair.decided_by,
            "brief": reason(material.graph, pair),
            "dating": pair.dating,
            "other_datings": [dating.to_dict() for dating in pair.other_datings],
            "for": _tally(pair.for_),
            "against": _tally(pair.against),
            "charge": _charge(material, pair.charge),
            "composed_charge": _charge(material, pair.composed_charge),
            "answered_by": [ids(node) for node in pair.answered_by],
            "attributed_to": [ids(node) for node in pair.attributed_to],
            "event_denied_by": [ids(node) for node in pair.event_denied_by],
            "steps": [
                filled(
                    {
                        "role": role,
                        "statement": ids(statement),
                        "stance": stance,
                        "decides": decides,
                    }
                )
                | {"says": says[statement][stance, proposition]}
                for role, statement, proposition, stance, decides in result.steps
            ],
            "published": result.published,
        }
    )


def _tally(side: Tally) -> Values:
    return {name: value for name, value in side.to_dict().items() if name != "counted"}


def _charge(material: Material, charge: Charge | None) -> Values | None:
    if charge is None:
        return None
    return filled(
        {
            "mode": charge.mode,
            "words": charge.words,
            "parties": [material.id(party) for party in charge.parties],
            "composed": charge.composed,
            "statement": material.id(charge.statement),
            "doer": material.id(charge.doer),
            "links": [material.id(link) for link in charge.links],
            "named": charge.certain,
            "hedging": charge.hedging,
        }
    )
