"""Statements that say they repeat an earlier one, and say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.assessment.model import SILENT
from kg.conflicts.model import Conflict
from kg.conflicts.phrases import changed, named
from kg.conflicts.results import NO_RESULT, Result, results
from kg.conflicts.scopes import Scopes, differences

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence

_CITED = """
    SELECT DISTINCT reference.statement AS later, reference.other AS earlier
    FROM reference
    JOIN known AS later ON later.statement = reference.statement
    JOIN known AS earlier ON earlier.statement = reference.other
    WHERE reference.reference = 'repeats' AND reference.statement <> reference.other
    ORDER BY ALL
"""
_EITHER = """
    SELECT statement FROM reference WHERE reference = 'repeats'
    UNION SELECT other FROM reference WHERE reference = 'repeats'
"""


def not_what_it_cites(evidence: Evidence) -> Iterator[Conflict]:
    """Find statements whose words reach differently far than those that they claim to repeat.

    What merely answers another statement does not claim to say the same, and is not compared.
    """
    pairs = evidence.rows(_CITED)
    if not pairs:
        return
    graph = evidence.graph
    scopes = Scopes(evidence)
    found = results(evidence, _EITHER)
    for row in pairs:
        later, earlier = str(row["later"]), str(row["earlier"])
        before, after = scopes.parts(earlier), scopes.parts(later)
        if not before or not after:
            continue  # of one of them it is not recorded what it says
        apart = differences(before, after)
        if not apart:
            continue
        incidents = [
            each
            for each in _other_results(found, earlier, later)
            if _had_happened(evidence, str(each["incident"]), earlier)
        ]
        voices = map(evidence.origins.voice, (earlier, later))
        speakers = {voice.speaker for voice in voices if voice.speaker}
        effect = ""
        if incidents:
            effect = (
                f"; the result differs for {len(incidents)} incident{'s'[: len(incidents) > 1]}"
            )
        yield Conflict(
            kind="citation",
            about=later,
            rule="not-what-it-cites",
            summary=(
                f"{named(graph, speakers)}: “{graph.label(later)}” cites “{graph.label(earlier)}” "
                f"as the same, and differs: {changed(graph, apart)}{effect}."
            ),
            sides=(
                evidence.side(graph.label(earlier), [earlier]),
                evidence.side(graph.label(later), [later]),
            ),
            facts={
                "earlier": earlier,
                "later": later,
                "dimensions": [each.to_dict("earlier", "later") for each in apart],
                "incidents": incidents,
            },
            touches=tuple(
                sorted({earlier, *speakers, *(str(each["incident"]) for each in incidents)})
            ),
        )


def _other_results(
    found: Mapping[str, Mapping[str, Result]], earlier: str, later: str
) -> list[dict[str, object]]:
    """Return the incidents for which the two have different results that say anything."""
    before, after = found.get(earlier, {}), found.get(later, {})
    listed: list[dict[str, object]] = []
    for incident in sorted({*before, *after}):
        old, new = before.get(incident, NO_RESULT), after.get(incident, NO_RESULT)
        if old != new and {old.verdict, new.verdict} - SILENT - {None}:
            listed.append({"incident": incident, "earlier": old.to_dict(), "later": new.to_dict()})
    return listed


def _had_happened(evidence: Evidence, incident: str, earlier: str) -> bool:
    """Whether the earlier words could speak of it: what came after them shows no difference."""
    happened, said = evidence.recorded.get(incident), evidence.recorded.get(earlier)
    if happened is None or said is None:
        return False
    begin, end = happened.time.least, said.time.most
    return begin is not None and end is not None and begin <= end
