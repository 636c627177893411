"""What one party says at several times: its sides, with dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kg.conflicts.counts import Day
from kg.conflicts.model import Conflict, Side
from kg.conflicts.parties import Parties
from kg.conflicts.phrases import listed, noted

if TYPE_CHECKING:
    from kg.conflicts.details import Given
    from kg.conflicts.evidence import Evidence
    from kg.conflicts.recorded import Stated

# EDTF: one day, or a time of it, without doubt.
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:.+Z-]+)?$")


class OwnWords:
    """Makes the conflicts of a party with itself."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.parties = Parties(evidence)

    @property
    def stated(self) -> Mapping[str, Stated]:
        """When each known statement was made."""
        return self.evidence.stated

    def is_party(self, actor: str) -> bool:
        """Whether an actor can contradict itself: who is known by a description alone cannot."""
        return actor not in self.parties.described

    def later(self, one: str, other: str) -> bool:
        """Whether the one statement is known to have been made after the other."""
        mine, theirs = self.stated[one].earliest, self.stated[other].latest
        return mine is not None and theirs is not None and mine > theirs

    def dates(self, statements: Iterable[str]) -> str:
        """Return the dates of statements in words."""
        texts = {self.stated[each].text for each in statements if each in self.stated}
        return listed(sorted(filter(None, texts)))

    def side(self, value: str, statements: Iterable[str], matter: str | None = None) -> Side:
        """Return a side, its dates in the value."""
        said = sorted(set(statements))
        return self.evidence.side(noted(value, self.dates(said)), said, matter=matter)

    def dated(self, side: Side, given: Sequence[Given]) -> Side:
        """Return a side of details with the dates of who states them, else of the sources."""
        days = {
            each.when.isoformat() for each in given if each.when is not None and not each.affirmed
        }
        stated = {self.stated[statement].text for each in given for statement in each.affirmed}
        return replace(side, value=noted(side.value, listed(sorted(days | stated - {""}))))

    @cached_property
    def _published(self) -> Mapping[str, date]:
        rows = self.evidence.rows(
            "SELECT source, issued_day FROM source WHERE issued_day IS NOT NULL"
        )
        return {
            str(row["source"]): row["issued_day"]
            for row in rows
            if isinstance(row["issued_day"], date)
        }

    def given(self, party: str, given: Given) -> Given:
        """Return a value as a party gives it: without the statements and givers of others."""
        affirmed = tuple(each for each in given.affirmed if party in self.evidence.parties_of(each))
        givers = tuple(each for each in given.givers if self.parties.root(each) == party)
        mine = replace(given, affirmed=affirmed, givers=givers)
        if not givers:
            # what sources give then is in the words of others, or the statement's own
            mine = replace(mine, credited=(), sources=())
        if given.affirmed and not affirmed:
            published = self._published
            days = [published[source] for source in mine.sources if source in published]
            mine = replace(mine, when=min(days, default=None))
        return mine

    def day(self, given: Given) -> Day | None:
        """Return the day on which a value was given, None where no single day is on record.

        What a source credits without a statement was given by the day of its publication, so that
        it stands before what is stated on that day.
        """
        # The civil day as it is recorded: a zone that nobody knows makes a day longer, not two.
        found = [_DAY.match(self.stated[statement].text) for statement in given.affirmed]
        days = [date.fromisoformat(match[1]) for match in found if match]
        if len(days) < len(found):
            return None
        if days:
            return min(days), True
        return None if given.when is None else (given.when, False)

    def conflict(
        self,
        rule: str,
        party: str,
        about: str,
        what: str,
        sides: Sequence[Side],
        *,
        facts: Mapping[str, object] | None = None,
        touches: Iterable[str] = (),
    ) -> Conflict:
        """Return a conflict of a party with itself; ``what`` follows its name."""
        return Conflict(
            kind="self",
            about=about,
            rule=rule,
            summary=f"{self.evidence.graph.label(party)} {what}.",
            sides=tuple(sides),
            facts={"party": party, **(facts or {})},
            touches=tuple(sorted({party, *touches} - {about})),
        )
