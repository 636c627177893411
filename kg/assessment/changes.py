"""What a result hangs on and how it changed, as plain values that views and scripts read.

IRIs are full; codes are those of the code lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What came of a pair, as far as two of them can be compared.

    Attributes
    ----------
    coverage, verdict
        As in a pair.
    mode, words, composed
        Of the charge that decided; None where there is none, and for claims.
    """

    coverage: str
    verdict: str
    mode: str | None = None
    words: str | None = None
    composed: bool | None = None

    def charge(self) -> dict[str, object] | None:
        """Return the charge as a JSON object, None where there is none."""
        if self.mode is None:
            return None
        return {"mode": self.mode, "words": self.words, "composed": self.composed}

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {"coverage": self.coverage, "verdict": self.verdict, "charge": self.charge()}


def difference(before: Outcome | None, after: Outcome | None) -> str:
    """Return in words what is otherwise: ``contested instead of self-contradicted``."""
    if before is None or after is None:
        return "no result" if after is None else "a result"
    parts = [
        f"{new} instead of {old}"
        for old, new in ((before.verdict, after.verdict), (before.coverage, after.coverage))
        if old != new
    ]
    if before.mode is None or after.mode is None:
        if before.mode != after.mode:
            parts.append("no charge" if after.mode is None else f"a charge ({_charge(after)})")
    elif (old := _charge(before)) != (new := _charge(after)):
        parts.append(f"a charge of {new} instead of {old}")
    return ", ".join(parts)


def _charge(outcome: Outcome) -> str:
    words = "denied" if outcome.words == "denied" else "left open"
    composed = ", composed" if outcome.composed else ""
    return f"{str(outcome.mode).replace('-', ' ')} ({words}{composed})"


@dataclass(frozen=True)
class Hinge:
    """Something without which a result would be another.

    Attributes
    ----------
    node
        What is left out.
    kind
        ``statement``, ``source`` or ``link``.
    label
        Its label.
    outcome
        The result without it.
    changes
        What is otherwise, in words.
    """

    node: str
    kind: str
    label: str
    outcome: Outcome
    changes: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "node": self.node,
            "kind": self.kind,
            "label": self.label,
            **self.outcome.to_dict(),
            "changes": self.changes,
        }


@dataclass(frozen=True)
class Cause:
    """A statement whose publication changed a result.

    Attributes
    ----------
    statement, label, speaker
        Who said what; the speaker is None where nobody recorded one.
    stated_on
        When it was said (EDTF), None where it is undated.
    public
        The day by which it was public, None where that is not known.
    role
        As in the steps of an explanation: ``denial``, ``admission``, ``accusation``, ...
    kinds
        The kinds of statement that it is: ``Denial``, ``PartialAdmission``, ...
    """

    statement: str
    label: str
    speaker: str | None
    stated_on: str | None
    public: str | None
    role: str
    kinds: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {**vars(self), "kinds": list(self.kinds)}


@dataclass(frozen=True)
class Change:
    """A day on which the result of a pair became another.

    Attributes
    ----------
    date
        The day on which something became public; None: only where no date is asked for.
    incident, incident_label, incident_when
        The incident, and when it happened (EDTF).
    party, kind
        The party that denies or claims; ``denial`` or ``claim``.
    before, after
        The result up to the day before, and from that day on. None: there was nothing to assess,
        because the denial was not public.
    by
        The statements that became public on that day and without which the result would be the
        one before.
    together
        Whether none of them made the change alone: the result stays only without all of them.
    """

    date: str | None
    incident: str
    incident_label: str
    incident_when: str
    party: str
    kind: str
    before: Outcome | None
    after: Outcome
    by: tuple[Cause, ...]
    together: bool

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "date": self.date,
            "incident": self.incident,
            "incident_label": self.incident_label,
            "incident_when": self.incident_when,
            "party": self.party,
            "kind": self.kind,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict(),
            "by": [cause.to_dict() for cause in self.by],
            "together": self.together,
        }


@dataclass(frozen=True)
class History:
    """How the results of one denial or claim changed from date to date.

    Attributes
    ----------
    denial, label
        The statement.
    stated_on, public
        When it was said (EDTF) and the day by which it was public; None where not known.
    kind
        ``denial`` or ``claim``: as what it was looked at.
    incident
        The incident that was asked for; None: every one that it reaches with a verdict.
    files, sha256, without
        What it was made from.
    changes
        In order of date, incident and party.
    undated
        What is otherwise where no date is asked for, because then undated statements count too.
    beside
        Statements of the same party that admit a part and deny another: they stay beside the
        denial, whatever becomes of it.
    """

    denial: str
    label: str
    stated_on: str | None
    public: str | None
    kind: str
    incident: str | None
    files: tuple[str, ...]
    sha256: str
    without: tuple[str, ...]
    changes: tuple[Change, ...]
    undated: tuple[Change, ...]
    beside: tuple[Cause, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        data: Mapping[str, object] = {"files": list(self.files), "sha256": self.sha256}
        return {
            "schema": "history/1",
            "denial": self.denial,
            "label": self.label,
            "stated_on": self.stated_on,
            "public": self.public,
            "kind": self.kind,
            "incident": self.incident,
            "data": dict(data),
            "without": list(self.without),
            "changes": [change.to_dict() for change in self.changes],
            "undated": [change.to_dict() for change in self.undated],
            "beside": [cause.to_dict() for cause in self.beside],
        }
