"""Coverage and verdict by statement and incident, those included that an assessment only counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.assessment.model import SILENT

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence

_FIRMEST = ("covered", "possible", "outside")


@dataclass(frozen=True)
class Result:
    """How far words cover an incident, and how others stand to them."""

    coverage: str
    verdict: str | None

    @property
    def firmness(self) -> tuple[int, bool, str]:
        """What to sort results by: the firmest first."""
        return _FIRMEST.index(self.coverage), self.verdict in SILENT, self.verdict or ""

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


NO_RESULT = Result("outside", None)


def results(evidence: Evidence, statements: str) -> dict[str, dict[str, Result]]:
    """Return the results of denials and claims by statement, then incident.

    Parameters
    ----------
    evidence
        The case.
    statements
        SQL that selects the statements. What has no result for an incident leaves it outside.
    """
    found: dict[str, dict[str, Result]] = {}
    for row in evidence.rows(
        f"""
        SELECT denial AS statement, incident, covers, verdict
        FROM verdict WHERE denial IN ({statements})
        UNION ALL
        SELECT claim, incident, CASE WHEN certain THEN TRUE END, verdict
        FROM claim_verdict WHERE claim IN ({statements})
        """  # noqa: S608 (the SQL is this package's own)
    ):
        covers = row["covers"]
        coverage = "possible" if covers is None else "covered" if covers else "outside"
        result = Result(coverage, str(row["verdict"]))
        by_incident = found.setdefault(str(row["statement"]), {})
        incident = str(row["incident"])
        # A statement that is made for several parties has a row for each: the firmest counts.
        by_incident[incident] = min(
            result, by_incident.get(incident, result), key=lambda each: each.firmness
        )
    return found
