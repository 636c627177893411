"""What was done and found, as small values with ``to_dict``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.archive.entries import Copy, Remote

STATUSES = ("exact", "normalised", "near", "missing", "unchecked")
"""What can become of a quotation, the best first."""

BROKEN = frozenset(("changed", "truncated", "missing-file", "not-a-file", "unreadable-file"))
"""What can be wrong with a copy; otherwise it is ``ok``."""


@dataclass(frozen=True)
class Finding:
    """Something that a user must know.

    Attributes
    ----------
    kind
        Its code, such as ``bad-entry``.
    message
        What is wrong, and what to do.
    fails
        Whether it means that something does not hold; otherwise it is a remark.
    source
        IRI of the source that it is about; None: none.
    file, line
        Where; None where there is no place. Lines count from 1.
    """

    kind: str
    message: str
    fails: bool
    source: str | None = None
    file: str | None = None
    line: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


@dataclass(frozen=True)
class Change:
    """A run of words that are equal, or that differ: in the quotation, and in the copy."""

    op: str
    quoted: str
    copy: str

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


@dataclass(frozen=True)
class Part:
    """What was found of the words between two ellipses or brackets."""

    exact: str
    status: str

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return asdict(self)


@dataclass(frozen=True)
class Found:
    """What was found of a quotation in one text.

    Attributes
    ----------
    status
        ``exact``, ``normalised``, ``near`` or ``missing``.
    score
        From 0 to 100, how alike the nearest words are; None where the words were found.
    difference
        The nearest words beside the quotation, run by run; empty where it was found, and where
        no words are like it.
    parts
        The parts between ellipses or brackets, where it was found by them.
    in_order
        False where all parts are there, but not in their order.
    context
        Whether the words stand between the stated prefix and suffix; None where none is stated.
    """

    status: str
    score: float | None = None
    difference: tuple[Change, ...] = ()
    parts: tuple[Part, ...] = ()
    in_order: bool = True
    context: bool | None = None

    @property
    def rank(self) -> tuple[int, float, bool]:
        """How good it is; the greater the better."""
        return (
            -STATUSES.index(self.status),
            100.0 if self.score is None else self.score,
            self.context is not False,
        )


@dataclass(frozen=True)
class QuotationCheck:
    """A quotation and what was found of it in the copies of its source.

    Attributes
    ----------
    quotation
        IRI of the quotation, None if it has none.
    statements
        IRIs of the statements that it stands for.
    source
        IRI of the source.
    exact, language
        The words and their language.
    read_at
        Where the words stand, if not at the source's own address.
    found
        The best result over all copies; None where nothing could be checked.
    copy
        The copy in which it was found best; None where nothing could be checked.
    reason
        Why nothing could be checked, or why missing words are no failure.
    """

    quotation: str | None
    statements: tuple[str, ...]
    source: str
    exact: str
    language: str | None
    read_at: str | None
    found: Found | None
    copy: Copy | None
    reason: str | None = None

    @property
    def status(self) -> str:
        """One of `STATUSES`."""
        return "unchecked" if self.found is None else self.found.status

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        found = self.found or Found("missing")
        return {
            "quotation": self.quotation,
            "statements": list(self.statements),
            "source": self.source,
            "exact": self.exact,
            "language": self.language,
            "read_at": self.read_at,
            "status": self.status,
            "reason": self.reason,
            "copy": self.copy.sha256 if self.copy else None,
            "score": found.score,
            "difference": [change.to_dict() for change in found.difference],
            "parts": [part.to_dict() for part in found.parts],
            "in_order": found.in_order,
            "context": found.context,
        }


@dataclass(frozen=True)
class CopyCheck:
    """A copy and whether its bytes are still those that were kept.

    Attributes
    ----------
    copy
        As the manifest has it.
    status
        ``ok``, or one of `BROKEN`.
    text
        ``read``, or why its text could not be read: ``not-text``, ``unreadable``, ``encrypted``,
        ``undecodable``, ``no-text``, ``too-large``, ``too-slow``; ``not-needed`` where no
        quotation asks for it, None where the copy does not hold.
    charset
        How its text is encoded; None where that is no question.
    """

    copy: Copy
    status: str
    text: str | None = None
    charset: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return self.copy.to_dict() | {
            "status": self.status,
            "text": self.text,
            "read_as": self.charset,
        }


@dataclass(frozen=True)
class Verification:
    """Everything that was checked.

    Attributes
    ----------
    folder
        As the user named it.
    copies, quotations, findings
        What was checked and found, in order.
    sources_with_copy, sources_without_copy
        Sources of quotations, by whether a copy of them is kept.
    quotations_without_copy
        Quotations of sources without a copy.
    remote
        Copies elsewhere, which cannot be checked here.
    """

    folder: str
    copies: tuple[CopyCheck, ...]
    quotations: tuple[QuotationCheck, ...]
    findings: tuple[Finding, ...]
    sources_with_copy: int
    sources_without_copy: int
    quotations_without_copy: int
    remote: int

    @property
    def holds(self) -> bool:
        """Whether all that could be checked holds."""
        return not (
            any(check.status in BROKEN for check in self.copies)
            or any(check.status == "missing" for check in self.quotations)
            or any(finding.fails for finding in self.findings)
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """Quotations by status."""
        found = [check.status for check in self.quotations]
        return {status: found.count(status) for status in STATUSES}

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "schema": "archive-verify/1",
            "folder": self.folder,
            "holds": self.holds,
            "counts": {
                **self.counts,
                "without_copy": self.quotations_without_copy,
            },
            "sources": {
                "with_copy": self.sources_with_copy,
                "without_copy": self.sources_without_copy,
            },
            "remote": self.remote,
            "copies": [check.to_dict() for check in self.copies],
            "quotations": [check.to_dict() for check in self.quotations],
            "findings": [finding.to_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class Kept:
    """What is kept, and what is not.

    Attributes
    ----------
    folder
        As the user named it.
    copies, remote
        In order of their sources.
    missing
        Sources that have quotations and no copy, with the number of their quotations.
    findings
        What is wrong with the manifest.
    """

    folder: str
    copies: tuple[Copy, ...]
    remote: tuple[Remote, ...]
    missing: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "schema": "archive-list/1",
            "folder": self.folder,
            "copies": [copy.to_dict() for copy in self.copies],
            "remote": [remote.to_dict() for remote in self.remote],
            "missing": [
                {"source": source, "quotations": number} for source, number in self.missing
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class Added:
    """What became of a file that was added.

    Attributes
    ----------
    copy
        As it is kept.
    written
        Whether its bytes were written; False if they were there.
    recorded
        Whether a line was added to the manifest; False if it says so already.
    matches_graph
        Whether it has the hash that the data states for the source; None where none is stated.
    """

    copy: Copy
    written: bool
    recorded: bool
    matches_graph: bool | None


@dataclass(frozen=True)
class Imported:
    """What became of the rows of another archiver's list.

    Attributes
    ----------
    file
        As the user named it.
    rows
        How many there are.
    matched
        Rows whose address is that of a source.
    empty
        Of these, rows for which nothing was archived.
    recorded, known
        Copies elsewhere that were recorded now, or had been before.
    kept
        Files beside the list that were kept and have the hash that it states.
    unmatched
        Line and address of rows that belong to no source.
    findings
        What is wrong with rows.
    """

    file: str
    rows: int
    matched: int
    empty: int
    recorded: int
    known: int
    kept: int
    unmatched: tuple[tuple[int, str], ...]
    findings: tuple[Finding, ...]
