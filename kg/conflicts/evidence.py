"""What the rules of conflicts read of a case as of a day, and where words come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from kg.conflicts.authors import Part, parts
from kg.conflicts.details import Given, by_aspect, details
from kg.conflicts.links import LinkSaid, said_of_links
from kg.conflicts.model import Side
from kg.conflicts.recorded import Recorded, Stated, recorded_times, stated_times
from kg.conflicts.tables import Row, Tables
from kg.origins import Voice
from kg.provenance import Quotation, quotations

__all__ = ["Evidence", "Row"]


class Evidence(Tables):
    """A case as of a day, with some nodes left out: its tables, and what is read out of them."""

    @cached_property
    def details(self) -> tuple[Given, ...]:
        """The values that were given of something, as of the day."""
        return details(self)

    @cached_property
    def aspects(self) -> tuple[tuple[Given, ...], ...]:
        """The values of each aspect of each node together, in order."""
        return tuple(by_aspect(self.details))

    @cached_property
    def recorded(self) -> Mapping[str, Recorded]:
        """The recorded date of each incident, statement and source that has one."""
        return recorded_times(self)

    @cached_property
    def stated(self) -> Mapping[str, Stated]:
        """When each known statement was made."""
        return stated_times(self)

    @cached_property
    def reported_in(self) -> dict[str, tuple[str, ...]]:
        """In which sources each known statement can be read, by its own words."""
        found: dict[str, list[str]] = {}
        for row in self.rows(
            """
            SELECT DISTINCT report.statement, report.source
            FROM report
            JOIN known ON known.statement = report.statement
            LEFT JOIN source ON source.source = report.source
            CROSS JOIN setting
            WHERE report.source NOT IN (SELECT node FROM without)
              AND (setting.as_of IS NULL OR source.issued_day <= setting.as_of)
            ORDER BY ALL
            """
        ):
            found.setdefault(str(row["statement"]), []).append(str(row["source"]))
        return {statement: tuple(sources) for statement, sources in found.items()}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What is said of whose part in which incident."""
        return parts(self)

    @cached_property
    def links(self) -> tuple[LinkSaid, ...]:
        """What is said of links between actors."""
        return said_of_links(self)

    def side(
        self,
        value: str,
        statements: Iterable[str],
        *,
        voices: Iterable[Voice] = (),
        matter: str | None = None,
        sources: Iterable[str] = (),
        givers: Iterable[str] = (),
        credited: Iterable[str] = (),
    ) -> Side:
        """Make a side of what statements and details say, with sources, origins and words.

        Parameters
        ----------
        value
            What the side says.
        statements
            Statements that say it.
        voices
            Details that give it without a statement (`Origins.detail_voice`).
        matter
            The incident that it is about, if any.
        sources
            More sources in which it can be read; they are no voices of their own.
        givers
            Actors whom sources credit with it.
        credited
            The same in words.
        """
        said = sorted(set(statements))
        given = sorted(set(voices), key=lambda voice: (voice.node, voice.sources))
        heard = [self._voice(statement) for statement in said]
        read = {source for voice in (*heard, *given) for source in voice.sources}
        return Side(
            value=value,
            statements=tuple(said),
            sources=tuple(sorted(read.union(sources))),
            measure=self.origins.measure((*heard, *given), matter=matter),
            speakers=tuple(sorted({voice.speaker for voice in heard if voice.speaker})),
            givers=tuple(sorted(set(givers))),
            credited=tuple(sorted(set(credited))),
            quotations=self._words(said),
        )

    def parties_of(self, statement: str) -> frozenset[str]:
        """Return the parties that a known statement speaks for."""
        return self._parties.get(statement, frozenset())

    @cached_property
    def _parties(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for row in self.rows("SELECT statement, party FROM party"):
            found.setdefault(str(row["statement"]), set()).add(str(row["party"]))
        return {statement: frozenset(parties) for statement, parties in found.items()}

    def _voice(self, statement: str) -> Voice:
        """Return a statement as a side has it: counted as its original, read in its own sources."""
        if statement not in self._voices:
            voice = self.origins.voice(statement)
            sources = self._reports.get(statement, ())
            self._voices[statement] = replace(voice, sources=sources)
        return self._voices[statement]

    @cached_property
    def _voices(self) -> dict[str, Voice]:
        return {}

    @cached_property
    def _quoted(self) -> dict[str, tuple[Quotation, ...]]:
        return {}

    @cached_property
    def _reports(self) -> dict[str, tuple[str, ...]]:
        """Where each statement can be read, in these words: a rendering's sources are its own."""
        found: dict[str, list[str]] = {}
        for row in self.rows(
            """
            SELECT DISTINCT report.statement, report.source
            FROM report
            LEFT JOIN source ON source.source = report.source
            CROSS JOIN setting
            WHERE report.source NOT IN (SELECT node FROM without)
              AND (setting.as_of IS NULL OR source.issued_day <= setting.as_of)
            ORDER BY ALL
            """
        ):
            found.setdefault(str(row["statement"]), []).append(str(row["source"]))
        return {statement: tuple(sources) for statement, sources in found.items()}

    def _words(self, statements: Iterable[str]) -> tuple[Quotation, ...]:
        """Return the words that stand in a source in which the statement can be read by then."""
        found: list[Quotation] = []
        for statement in statements:
            # Several conflicts have the same words on a side: one copy of them will do.
            if statement not in self._quoted:
                self._quoted[statement] = tuple(
                    quotation
                    for quotation in quotations(self.graph, statement)
                    if quotation.source in self._reports.get(statement, ())
                )
            found += self._quoted[statement]
        return tuple(found)
