"""Renderings that drifted from their original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.assessment.model import SILENT
from kg.conflicts.model import Conflict
from kg.conflicts.phrases import changed, named
from kg.conflicts.results import NO_RESULT, Result, results
from kg.conflicts.scopes import Difference, Scopes, differences
from kg.conflicts.words import compare, likeness, same_language
from kg.provenance import Quotation, quotations

if TYPE_CHECKING:
    from kg.conflicts.evidence import Evidence


def drifted(evidence: Evidence) -> Iterator[Conflict]:
    """Find statements that are passed on in words that reach further, less far, or elsewhere."""
    reader = _Reader(evidence)
    for original, family in reader.families().items():
        conflict = reader.conflict(original, family)
        if conflict is not None:
            yield conflict


@dataclass(frozen=True)
class _Wording:
    """Statements whose words reach equally far, and in what they differ from the first ones."""

    statements: tuple[str, ...]
    differences: tuple[Difference, ...]


class _Reader:
    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._scopes = Scopes(evidence)

    def families(self) -> Mapping[str, list[str]]:
        """Return every original that has renderings with its known wordings, earliest first."""
        families: dict[str, list[str]] = {}
        for row in self._evidence.rows(
            """
            SELECT original.original, known.statement
            FROM original
            JOIN known ON known.statement = original.statement
            WHERE original.original IN (SELECT other FROM relation WHERE relation = 'renders')
            ORDER BY original.original, known.known_since NULLS LAST, known.statement
            """
        ):
            families.setdefault(str(row["original"]), []).append(str(row["statement"]))
        return families

    def conflict(self, original: str, family: Sequence[str]) -> Conflict | None:
        """Return what does not fit together among the wordings of one original."""
        # Before the original itself is public, its earliest rendering is what others differ from.
        base = original if original in family else family[0]
        first, *others = self._wordings(base, family)
        if not others:
            return None
        graph = self._evidence.graph
        told = [statement for each in (first, *others) for statement in each.statements]
        results = [result for wording in others for result in self._other_results(wording, base)]
        incidents = {str(result["incident"]) for result in results}
        about = {node for each in told for part in self._scopes.parts(each) for node in part.nodes}
        people = self._speakers(told).union(*map(self._evidence.parties_of, told))
        return Conflict(
            kind="rendering",
            about=original,
            rule="scope-drifted",
            summary=(
                f"What {named(graph, self._speakers([base]))} said (“{graph.label(base)}”) is "
                f"passed on in {len(others) + 1} wordings that reach differently far"
                f"{_effect(len(incidents))}."
            ),
            sides=(
                self._evidence.side(graph.label(base), first.statements),
                *(
                    self._evidence.side(
                        f"{self._labelled(wording)}: {changed(graph, wording.differences)}",
                        wording.statements,
                    )
                    for wording in others
                ),
            ),
            facts={
                "base": base,
                "dimensions": [
                    {"statements": list(wording.statements), **difference.to_dict()}
                    for wording in others
                    for difference in wording.differences
                ],
                "words": [
                    self._moved(statement, quotation, base, set(told) - set(wording.statements))
                    for wording in others
                    for statement in wording.statements
                    for quotation in self._quoted(statement)
                ],
                "incidents": results,
            },
            touches=tuple(sorted(incidents.union(people, about) - {original})),
        )

    def _wordings(self, base: str, family: Iterable[str]) -> list[_Wording]:
        said = self._scopes.parts(base)
        groups: dict[tuple[Difference, ...], list[str]] = {(): [base]}
        for statement in family:
            parts = self._scopes.parts(statement)
            if statement != base and parts:
                groups.setdefault(differences(said, parts), []).append(statement)
        return [
            _Wording(tuple(sorted(statements)), apart)
            for apart, statements in sorted(
                groups.items(), key=lambda group: (bool(group[0]), min(group[1]))
            )
        ]

    def _moved(
        self, statement: str, quotation: Quotation, base: str, others: Iterable[str]
    ) -> dict[str, object]:
        """Return which words moved, from the original's words or else the nearest rendering's."""
        near = [
            (other != base, -likeness(candidate.exact, quotation.exact), other, candidate.exact)
            for other in others
            for candidate in self._quoted(other)
            if same_language(candidate, quotation)
        ]
        found: dict[str, object] = {
            "statement": statement,
            "language": quotation.language,
            "against": None,
        }
        if near:
            *_, against, words = min(near)
            found |= {"against": against, **compare(words, quotation.exact).to_dict()}
        return found

    def _quoted(self, statement: str) -> list[Quotation]:
        found = [each for each in quotations(self._evidence.graph, statement) if each.exact]
        return [each for each in found if each.carries_stance] or found

    def _other_results(self, wording: _Wording, base: str) -> list[dict[str, object]]:
        """Return the incidents for which a wording gives another result than the original."""
        ours = self._results.get(base, {})
        found: list[dict[str, object]] = []
        for statement in wording.statements:
            theirs = self._results.get(statement, {})
            for incident in sorted({*ours, *theirs}):
                before, after = ours.get(incident, NO_RESULT), theirs.get(incident, NO_RESULT)
                if before != after and {before.verdict, after.verdict} - SILENT - {None}:
                    found.append(
                        {
                            "incident": incident,
                            "statement": statement,
                            "original": before.to_dict(),
                            "rendering": after.to_dict(),
                        }
                    )
        return found

    @cached_property
    def _results(self) -> Mapping[str, Mapping[str, Result]]:
        return results(
            self._evidence,
            "SELECT statement FROM original "
            "WHERE original IN (SELECT other FROM relation WHERE relation = 'renders')",
        )

    def _speakers(self, statements: Iterable[str]) -> set[str]:
        voices = map(self._evidence.origins.voice, statements)
        return {voice.speaker for voice in voices if voice.speaker}

    def _labelled(self, wording: _Wording) -> str:
        return " / ".join(self._evidence.graph.label(each) for each in wording.statements)


def _effect(incidents: int) -> str:
    if not incidents:
        return ""
    return f"; the result changes for {incidents} incident{'s' * (incidents > 1)}"
