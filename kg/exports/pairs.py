"""Pairs as CSV, one row each, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from kg.assessment import DIMENSIONS, Assessment, Pair
from kg.exports.spreadsheet import spreadsheet_safe

_TALLY = (
    "statements",
    "origins",
    "unknown",
    "parties",
    "independence",
    "reliability",
    "credibility",
)
COLUMNS = (
    "kind",
    "denial",
    "denial_label",
    "rendering_of",
    "party",
    "incident",
    "incident_label",
    "incident_when",
    "coverage",
    *(f"dimension_{name}" for name in DIMENSIONS),
    "verdict",
    "charge_mode",
    "charge_words",
    "charge_composed",
    "charge_certain",
    "charge_hedging",
    "charge_statement",
    "charge_parties",
    *(f"{side}_{name}" for side in ("for", "against") for name in _TALLY),
    "decided_by",
    "dating",
)


def pairs_csv(assessment: Assessment) -> str:
    """Return the pairs as CSV; a cell that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in assessment.pairs:
        writer.writerow([spreadsheet_safe(cell) for cell in _cells(pair)])
    return out.getvalue()


def _cells(pair: Pair) -> list[str]:
    charge = pair.charge
    return [
        pair.kind,
        pair.denial,
        pair.denial_label,
        pair.rendering_of or "",
        pair.party,
        pair.incident,
        pair.incident_label,
        pair.incident_when,
        pair.coverage,
        *(pair.dimensions[name] for name in DIMENSIONS),
        pair.verdict,
        charge.mode if charge else "",
        charge.words if charge else "",
        str(charge.composed).lower() if charge else "",
        str(charge.certain).lower() if charge else "",
        charge.hedging if charge else "",
        charge.statement if charge else "",
        " ".join(charge.parties) if charge else "",
        *(str(side.to_dict()[name]) for side in (pair.for_, pair.against) for name in _TALLY),
        pair.decided_by,
        pair.dating,
    ]
