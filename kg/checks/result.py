"""What a check reports: findings, and whether the data conforms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from kg.graph import Term

SEVERITIES = ("error", "warning", "info")
"""From what breaks the model to what a reader should know."""


@dataclass(frozen=True)
class Problem:
    """What a single check found, before its place in a file is known.

    Attributes
    ----------
    severity
        One of ``SEVERITIES``.
    rule
        Name of the rule, a key of the rule registry.
    message
        What is wrong with it and, where that is not plain, what to do.
    node
        The node that it is about; None: the data as a whole.
    predicate, value
        The triple of the node that a curator should look at.
    """

    severity: str
    rule: str
    message: str
    node: ox.NamedNode | ox.BlankNode | None = None
    predicate: ox.NamedNode | None = None
    value: Term | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that a check found.

    Attributes
    ----------
    severity
        ``error`` (breaks the model), ``warning`` (a curator must understand it) or ``info``.
    rule
        Name of the rule.
    node
        IRI of the node that it is about, None if it is about a file or the whole.
    message
        In words.
    file, line
        Where it stands, as far as that is known; lines count from 1.
    column
        In characters, from 1.
    """

    severity: str
    rule: str
    node: str | None
    message: str
    file: str | None
    line: int | None
    column: int | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the finding as JSON has it."""
        return asdict(self)


@dataclass(frozen=True)
class CheckResult:
    """All findings, sorted by file, line, severity and rule.

    Attributes
    ----------
    conforms
        Whether no finding is an error.
    findings
        What was found.
    files
        The files that were checked, as they were named.
    """

    conforms: bool
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding], files: Iterable[str] = ()) -> CheckResult:
        """Make a result of findings in any order; the same finding twice counts once."""
        ordered = sorted(set(findings), key=_order)
        conforms = all(finding.severity != "error" for finding in ordered)
        return cls(conforms, tuple(ordered), tuple(files))

    def count(self, severity: str) -> int:
        """Return how many findings have the severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def to_dict(self) -> dict[str, object]:
        """Return the result as JSON has it."""
        return {
            "schema": "check/1",
            "conforms": self.conforms,
            "files": list(self.files),
            "findings": [finding.to_dict() for finding in self.findings],
        }


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    return (
        finding.file or "",
        finding.line or 0,
        SEVERITIES.index(finding.severity),
        finding.rule,
        finding.node or "",
        finding.message,
    )
