"""Pairs as CSV, one row each, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from kg.assessment import DIMENSIONS, Assessment, Pair
from kg.exports.spreadsheet import spreadsheet_safe

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
    *DIMENSIONS,
    "verdict",
    "charge_mode",
    "charge_words",
    "charge_composed",
    "charge_statement",
    "for_statements",
    "for_origins",
    "for_parties",
    "against_statements",
    "against_origins",
    "against_parties",
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
        charge.statement if charge else "",
        str(pair.for_.statements),
        str(pair.for_.origins),
        str(pair.for_.parties),
        str(pair.against.statements),
        str(pair.against.origins),
        str(pair.against.parties),
        pair.decided_by,
        pair.dating,
    ]
