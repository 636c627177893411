"""What an assessment gives: plain values that views, reports and scripts read.

IRIs are full; codes are those of the code lists (``self-contradicted``, ``carried-out``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.assessment.changes import Hinge
from kg.provenance import Quotation

DIMENSIONS = ("involvement", "kind", "target", "place", "time")
OUTSIDE_ORDER = ("time", "place", "target", "kind", "involvement")
DENIAL_VERDICTS = (
    "withdrawn",
    "self-contradicted",
    "contradicted-by-finding",
    "contested",
    "contested-through-proxy",
    "attributed-elsewhere",
    "unattributed",
)
CLAIM_VERDICTS = (
    "withdrawn",
    "self-contradicted",
    "contradicted-by-finding",
    "contested",
    "corroborated",
    "uncontested",
)
SILENT = frozenset({"unattributed", "uncontested"})


@dataclass(frozen=True)
class Charge:
    """What puts the party into the incident.

    Attributes
    ----------
    mode
        ``carried-out``, ``directed`` or ``supported``: the weakest of its chain.
    words
        Whether the denial's words deny the mode (``denied``) or leave it open (``left-open``).
    parties
        Whose words the chain is made of.
    composed
        Whether they are the words of several parties.
    statement, doer
        The statement that names a doer in the incident, and that doer.
    links
        The sponsorships and identities that lead from the doer to the party; none: the party
        itself is named.
    certain
        Whether the words name the incident; False: only the curator reads it into them.
    hedging
        How firm its words are: ``asserted``, ``alleged``, ``possible`` or ``unclear``; empty
        where it is not recorded.
    """

    mode: str
    words: str
    parties: tuple[str, ...]
    composed: bool
    statement: str
    doer: str
    links: tuple[str, ...]
    certain: bool
    hedging: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {**vars(self), "parties": list(self.parties), "links": list(self.links)}


@dataclass(frozen=True)
class Tally:
    """How much stands on one side.

    Attributes
    ----------
    statements
        Distinct statements; a rendering counts as its original.
    origins
        Distinct documents or utterances at their roots.
    unknown
        Those of the origins that are reached only through sources of which nobody recorded where
        they have it from.
    parties
        Distinct parties.
    independence
        Bound on independent origins: the least number of statements, sources and speakers
        without which none of the words would have come to the reader.
    reliability, credibility
        Best grades of the Admiralty code among sources (A to F) and items (1 to 6).
    counted
        The statements that are counted, sorted.
    """

    statements: int = 0
    origins: int = 0
    unknown: int = 0
    parties: int = 0
    independence: int = 0
    reliability: str = "F"
    credibility: int = 6
    counted: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {**vars(self), "counted": list(self.counted)}


@dataclass(frozen=True)
class OtherDating:
    """Another date that a source gives to the denial, and what it would change."""

    value: str
    publishers: tuple[str, ...]
    time: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {"value": self.value, "publishers": list(self.publishers), "time": self.time}


@dataclass(frozen=True)
class Pair:
    """A denial (or claim) and an incident.

    Attributes
    ----------
    kind
        ``denial`` or ``claim``.
    denial
        The denial or claim; its label, and the statement that it renders, if any.
    party
        The party that denies or claims.
    incident
        The incident, its label and date (EDTF).
    coverage
        ``covered``, ``possible`` or ``outside``.
    dimensions
        ``yes``, ``no`` or ``unknown`` by dimension.
    verdict
        How other statements stand to it.
    charge
        The charge that decided; None where there is none, and for claims.
    composed_charge
        Where ``charge`` meets only what the words leave open: the charge composed of several
        parties' words that meets what they deny. Shown beside the verdict, never the reason.
    answered_by
        Of a claim: the statements of others, or of the party itself, that decided.
    attributed_to
        Rival authors whom others name, whatever the verdict.
    event_denied_by
        Statements that deny that the incident happened at all.
    decided_by
        The dimension or the rule that settled it, in words.
    dating
        Which dates the result rests on.
    other_datings
        Datings that would change the dimension of time.
    for_, against
        What stands on each side.
    """

    kind: str
    denial: str
    denial_label: str
    rendering_of: str | None
    party: str
    incident: str
    incident_label: str
    incident_when: str
    coverage: str
    dimensions: Mapping[str, str]
    verdict: str
    charge: Charge | None
    composed_charge: Charge | None
    answered_by: tuple[str, ...]
    attributed_to: tuple[str, ...]
    event_denied_by: tuple[str, ...]
    decided_by: str
    dating: str
    other_datings: tuple[OtherDating, ...]
    for_: Tally
    against: Tally

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "kind": self.kind,
            "denial": self.denial,
            "denial_label": self.denial_label,
            "rendering_of": self.rendering_of,
            "party": self.party,
            "incident": self.incident,
            "incident_label": self.incident_label,
            "incident_when": self.incident_when,
            "coverage": self.coverage,
            "dimensions": dict(self.dimensions),
            "verdict": self.verdict,
            "charge": self.charge.to_dict() if self.charge else None,
            "composed_charge": self.composed_charge.to_dict() if self.composed_charge else None,
            "answered_by": list(self.answered_by),
            "attributed_to": list(self.attributed_to),
            "event_denied_by": list(self.event_denied_by),
            "decided_by": self.decided_by,
            "dating": self.dating,
            "other_datings": [dating.to_dict() for dating in self.other_datings],
            "for": self.for_.to_dict(),
            "against": self.against.to_dict(),
        }


@dataclass(frozen=True)
class Unspoken:
    """Counts of the pairs of one denial that got no row.

    Attributes
    ----------
    kind
        ``denial`` or ``claim``.
    denial
        The statement.
    covered, possible
        Incidents that the words cover, or may cover, and that nobody lays at the party's door
        (for claims: that nobody else speaks of).
    outside
        Incidents outside the words, by the first dimension that says no.
    """

    kind: str
    denial: str
    covered: int
    possible: int
    outside: Mapping[str, int]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "kind": self.kind,
            "denial": self.denial,
            "covered": self.covered,
            "possible": self.possible,
            "outside": dict(self.outside),
        }


@dataclass(frozen=True)
class Wording:
    """A rendering of the same words (or their original) that covers an incident differently.

    Attributes
    ----------
    denial, incident, coverage
        The statement that was assessed and how its words cover the incident.
    other, other_coverage
        The other wording and how it covers the same incident.
    """

    denial: str
    incident: str
    coverage: str
    other: str
    other_coverage: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


@dataclass(frozen=True)
class Absent:
    """A statement that was asked for and does not count.

    Attributes
    ----------
    reason
        ``not-public`` by the date that was asked for, or ``left-out`` on request.
    """

    statement: str
    reason: str

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return dict(vars(self))


@dataclass(frozen=True)
class Assessment:
    """Every pair that was asked for, and what they were made from."""

    as_of: str | None
    files: tuple[str, ...]
    sha256: str
    without: tuple[str, ...]
    statements: tuple[str, ...]
    pairs: tuple[Pair, ...]
    unspoken: tuple[Unspoken, ...]
    wordings: tuple[Wording, ...]
    absent: tuple[Absent, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "schema": "assess/1",
            "as_of": self.as_of,
            "data": {"files": list(self.files), "sha256": self.sha256},
            "without": list(self.without),
            "unspoken": [counts.to_dict() for counts in self.unspoken],
            "pairs": [pair.to_dict() for pair in self.pairs],
            "wordings": [wording.to_dict() for wording in self.wordings],
            "absent": [absent.to_dict() for absent in self.absent],
        }


@dataclass(frozen=True)
class Step:
    """One statement in the explanation of a pair.

    Attributes
    ----------
    role
        ``denial``, ``admission``, ``accusation``, ``claim``, ``finding``, ``exculpation``,
        ``link`` or ``supersedes``.
    deciding
        Whether it is part of the charge that decided.
    stance, proposition
        What it affirms, denies or leaves open.
    origins
        The statements at its root.
    """

    role: str
    statement: str
    label: str
    speaker: str
    stated_on: str | None
    hedging: str | None
    stance: str
    proposition: Mapping[str, object]
    deciding: bool
    rendering_of: str | None
    quotations: tuple[Quotation, ...]
    sources: tuple[str, ...]
    origins: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "role": self.role,
            "statement": self.statement,
            "label": self.label,
            "speaker": self.speaker,
            "stated_on": self.stated_on,
            "hedging": self.hedging,
            "stance": self.stance,
            "proposition": dict(self.proposition),
            "deciding": self.deciding,
            "rendering_of": self.rendering_of,
            "quotations": [quotation.to_dict() for quotation in self.quotations],
            "sources": list(self.sources),
            "origins": list(self.origins),
        }


@dataclass(frozen=True)
class Explanation:
    """A pair with the statements, links and words that it follows from, and what it hangs on.

    `tried` counts the nodes that were left out, one after the other, to find the hinges.
    """

    pair: Pair
    as_of: str | None
    steps: tuple[Step, ...] = field(repr=False)
    hinges: tuple[Hinge, ...] = field(repr=False)
    tried: Mapping[str, int] = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "schema": "why/1",
            "as_of": self.as_of,
            **self.pair.to_dict(),
            "steps": [step.to_dict() for step in self.steps],
            "hinges": [hinge.to_dict() for hinge in self.hinges],
            "hinges_tried": dict(self.tried),
        }
