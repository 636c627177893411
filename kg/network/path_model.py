"""What `kg paths` gives: chains by the numbers of their hops, and the hops with their words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.network.chains import MAX_LINKS
from kg.network.hops import Carrier, Hop
from kg.network.rows import MODES
from kg.network.strength import HEDGING
from kg.provenance import Quotation

_HEDGES = {rank: word for word, rank in HEDGING.items()}


@dataclass(frozen=True)
class Words:
    """A statement behind a hop: who said it when, in which words.

    Attributes
    ----------
    statement, label, speaker, stated_on
        The statement; ``stated_on`` is EDTF, None where undated.
    parties
        For whom it speaks.
    hedging
        How firm its words are; empty where that is not recorded.
    quotations
        Its exact words with their sources.
    """

    statement: str
    label: str
    speaker: str | None
    parties: tuple[str, ...]
    stated_on: str | None
    hedging: str
    quotations: tuple[Quotation, ...]

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            **vars(self),
            "parties": list(self.parties),
            "quotations": [quotation.to_dict() for quotation in self.quotations],
        }


@dataclass(frozen=True)
class Step:
    """A hop with its words, numbered; chains name it by its number.

    Attributes
    ----------
    number
        1, 2, ...: in the order in which the chains come to need it.
    hop
        The hop itself, with how firmly it is carried.
    affirmed, answered
        The words of its carriers and of its answers, in the same order.
    """

    number: int
    hop: Hop
    affirmed: tuple[Words, ...] = field(repr=False)
    answered: tuple[Words, ...] = field(repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        hop = self.hop
        weight = hop.weight
        return {
            "hop": self.number,
            "kind": hop.kind,
            "from": hop.lower,
            "to": hop.upper,
            "link": hop.link,
            "modes": list(hop.modes),
            "since": hop.since,
            "until": hop.until,
            "in_period": hop.in_period,
            "amounts_to": MODES.get(weight.mode),
            "hedging": _HEDGES.get(weight.hedging, ""),
            "names_incident": weight.named,
            "parties": sorted(hop.parties),
            "origins": weight.origins,
            "denied": not weight.undenied,
            "affirmed_by": [
                {**words.to_dict(), **_of_carrier(carrier)}
                for carrier, words in zip(hop.carriers, self.affirmed, strict=True)
            ],
            "answered_by": [
                {**words.to_dict(), "denies": answer.denies, "how": answer.how}
                for answer, words in zip(hop.answers, self.answered, strict=True)
            ],
        }


def _of_carrier(carrier: Carrier) -> dict[str, object]:
    return {
        "amounts_to": MODES.get(carrier.strength),
        "modes": list(carrier.modes),
        "names_incident": carrier.named,
    }


@dataclass(frozen=True)
class Path:
    """One chain, by the numbers of its hops.

    Attributes
    ----------
    hops
        Numbers of its hops, from the incident up.
    weakest
        Number of its weakest hop.
    mode
        What the chain amounts to: its weakest mode.
    whole_by
        Parties each of which says all of it; none: composed of several parties' words.
    denied
        Numbers of its hops that somebody's words deny.
    """

    hops: tuple[int, ...]
    weakest: int
    mode: str
    whole_by: tuple[str, ...]
    denied: tuple[int, ...]

    @property
    def composed(self) -> bool:
        """Whether no party says all of it."""
        return not self.whole_by

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "hops": list(self.hops),
            "weakest": self.weakest,
            "mode": self.mode,
            "composed": self.composed,
            "whole_by": list(self.whole_by),
            "denied": list(self.denied),
        }


@dataclass(frozen=True)
class Nearest:
    """What there is where no chain leads to the actor.

    Attributes
    ----------
    doers
        Who is named in the incident.
    below
        Whom affirmed links put directly below the actor.
    wholes
        What the actor is an organ of, if chains lead there.
    shortest
        Links of the shortest chain, if it is longer than are followed.
    """

    doers: tuple[str, ...]
    below: tuple[str, ...]
    wholes: tuple[str, ...]
    shortest: int | None

    def to_dict(self) -> dict[str, object]:
        """Return a JSON object."""
        return {
            "doers": list(self.doers),
            "below": list(self.below),
            "wholes": list(self.wholes),
            "shortest": self.shortest,
        }


@dataclass(frozen=True)
class Paths:
    """All chains from an incident to an actor.

    Attributes
    ----------
    incident, actor
        Between whom.
    as_of, without
        What counts.
    paths
        The chains; the one whose weakest hop is firmest comes first.
    steps
        Their hops.
    excluded
        Chains that do not count, because a stated period of a link excludes the incident; their
        hops are among ``steps``.
    longer
        Whether there are chains of more links than are followed; None: not known.
    nearest
        What there is instead, where there is no chain.
    """

    incident: str
    actor: str
    as_of: str | None
    without: tuple[str, ...]
    paths: tuple[Path, ...]
    steps: tuple[Step, ...]
    excluded: tuple[Path, ...]
    longer: bool | None
    nearest: Nearest | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "schema": "paths/1",
            "incident": self.incident,
            "actor": self.actor,
            "as_of": self.as_of,
            "without": list(self.without),
            "most_links": MAX_LINKS,
            "longer": self.longer,
            "paths": [path.to_dict() for path in self.paths],
            "excluded": [path.to_dict() for path in self.excluded],
            "hops": [step.to_dict() for step in self.steps],
            "nearest": self.nearest.to_dict() if self.nearest else None,
        }
