"""Pairs as CSV, one row each, for spreadsheets and scripts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from operator import attrgetter

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

_counts = attrgetter(*_TALLY)


def pairs_csv(assessment: Assessment) -> str:
    """Return the pairs as CSV; a cell that a spreadsheet would take for a formula is quoted."""
    return "".join(csv_rows(assessment.pairs))


def csv_rows(pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield the same row by row, the names of the columns first."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(COLUMNS)
    yield line.text
    for pair in pairs:
        writer.writerow(map(spreadsheet_safe, _cells(pair)))
        yield line.text


class _Line:
    """What a writer of CSV has written last: one row, in one piece."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


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
        *map(str, _counts(pair.for_)),
        *map(str, _counts(pair.against)),
        pair.decided_by,
        pair.dating,
    ]
