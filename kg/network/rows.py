"""Plain rows that the network analysis works on: actors, statements, links, involvements.

`kg.network.reader` takes them out of the tables of the assessment; tests make them by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# How much a mode amounts to, as in the assessment: a chain takes its weakest.
STRENGTH = {"carried-out": 3, "directed": 2, "supported": 1}
MODES = {strength: mode for mode, strength in STRENGTH.items()}
IDENTITY = 3


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or speaks.

    Attributes
    ----------
    classes
        Local names of its classes (``State``).
    roots
        The parties at the top of its organs, itself if it is no organ. More than one where it is
        recorded as an organ of several.
    organ_of, member_of
        What it is an organ of (the party itself) and what it is a mere part of.
    """

    iri: str
    classes: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    organ_of: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A statement that counts on the day.

    Attributes
    ----------
    original
        The statement that it renders, else itself.
    parties
        The parties for which it speaks.
    hedging
        ``asserted``, ``alleged``, ``possible``, ``unclear``; empty where it is not recorded.
    stated
        Its date as recorded (EDTF), with its bounds in UTC.
    stands
        Whether its party has not replaced it.
    """

    iri: str
    original: str
    parties: tuple[str, ...]
    hedging: str = ""
    stated: str | None = None
    earliest: datetime | None = None
    latest: datetime | None = None
    stands: bool = True


@dataclass(frozen=True)
class Link:
    """A sponsorship or an identity, which statements affirm, deny or leave open.

    Attributes
    ----------
    kind
        ``sponsorship`` or ``identity``.
    upper, lower
        Principal and proxy; the actor behind a name, and the name.
    modes
        Of a sponsorship: ``arms``, ``directs``, ...
    strength
        What it amounts to: 3 for an identity, the strongest mode of a sponsorship; None where it
        amounts to no mode (an umbrella), so that no chain runs along it.
    since, until
        The stated period as recorded, and its outer bounds.
    """

    iri: str
    kind: str
    upper: str
    lower: str
    modes: tuple[str, ...] = ()
    strength: int | None = IDENTITY
    since: str | None = None
    since_earliest: datetime | None = None
    until: str | None = None
    until_latest: datetime | None = None


@dataclass(frozen=True)
class Involvement:
    """Somebody's part in incidents.

    Attributes
    ----------
    modes
        ``carried-out``, ``directed``, ``supported``: those that the stance is about. Several in
        one involvement are a choice, so that the weakest counts.
    named, read
        Incidents that the words name, and those that only the curator reads into them.
    """

    iri: str
    actor: str
    modes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    @property
    def strengths(self) -> frozenset[int]:
        """The modes as strengths."""
        return frozenset(STRENGTH[mode] for mode in self.modes)

    @property
    def strength(self) -> int:
        """The weakest mode; 0 where the words tell none."""
        return min(self.strengths, default=0)

    @property
    def incidents(self) -> tuple[str, ...]:
        """Named and read incidents."""
        return tuple(sorted({*self.named, *self.read}))


@dataclass(frozen=True)
class Stance:
    """What a statement says of a link or an involvement: affirms, denies, leaves-open."""

    statement: str
    stance: str
    proposition: str


@dataclass(frozen=True)
class Denying:
    """Words that reach the part of a party in an incident, and deny it or leave it open.

    Attributes
    ----------
    how
        ``named`` (they name the incident), ``covered`` or ``possible`` (general words that cover
        it, or may), ``event`` (they deny that it happened).
    denied, touched
        Strengths of the modes that they deny, and that they speak of at all.
    """

    statement: str
    incident: str
    party: str
    how: str
    denied: frozenset[int]
    touched: frozenset[int]


@dataclass(frozen=True)
class Rows:
    """Everything that counts on the day, without what is left out."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    involvements: Mapping[str, Involvement] = field(default_factory=dict)
    stances: tuple[Stance, ...] = ()

    def roots(self, actor: str) -> tuple[str, ...]:
        """Return the parties of an actor; itself where nothing is recorded."""
        known = self.actors.get(actor)
        return known.roots if known and known.roots else (actor,)

    def party(self, actor: str) -> str:
        """Return the party of an actor, the least name of several."""
        return min(self.roots(actor))

    def wholes(self, actor: str) -> tuple[str, ...]:
        """Return an actor and everything that it is an organ of, the nearest first."""
        found = [actor]
        for current in found:
            known = self.actors.get(current)
            found += [whole for whole in (known.organ_of if known else ()) if whole not in found]
        return tuple(dict.fromkeys((*found, *self.roots(actor))))
