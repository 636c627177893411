"""What does not fit together, as small values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.origins import Measure
from kg.provenance import Quotation


@dataclass(frozen=True)
class Side:
    """One of the things that do not fit together.

    Attributes
    ----------
    value
        What this side says, in words or as its source puts it.
    statements
        Who says so: statements, sorted.
    sources
        Where it can be read, sorted.
    measure
        How many origins stand behind it.
    speakers
        Whose statements they are: actors, sorted.
    givers
        Whom sources credit with it, where no statement of theirs is recorded: actors, sorted.
    credited
        The same in words, where whoever is credited is no node ("security sources"), sorted.
    quotations
        Exact words.
    """

    value: str
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    measure: Measure
    speakers: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = field(default=(), repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "statements": list(self.statements),
            "value": self.value,
            "sources": list(self.sources),
            "origins": self.measure.origins,
            "unknown": self.measure.unknown,
            "independence": self.measure.independence,
            "speakers": list(self.speakers),
            "givers": list(self.givers),
            "credited": list(self.credited),
            "quotations": [quotation.to_dict() for quotation in self.quotations],
        }


@dataclass(frozen=True)
class Conflict:
    """Things about one node that do not fit together.

    Attributes
    ----------
    kind
        One of `KINDS`.
    about
        The incident, statement, actor, link or source that it is about.
    rule
        Name of the rule that found it, such as ``numbers-apart``; docs/conflicts.md explains each.
    summary
        One sentence; it names a relation between statements, not the truth.
    sides
        Two or more, in a total order.
    facts
        What the kind has to say beyond the sides (the aspect, the dimension of a scope that moved,
        the incidents whose result changes): JSON values by name.
    touches
        Other nodes under which a reader may look for it: incidents, parties, actors.
    """

    kind: str
    about: str
    rule: str
    summary: str
    sides: tuple[Side, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    touches: tuple[str, ...] = ()

    @property
    def nodes(self) -> frozenset[str]:
        """Every node by which the conflict can be asked for."""
        named = {self.about, *self.touches}
        for side in self.sides:
            named.update(side.statements, side.sources, side.speakers, side.givers)
        return frozenset(named)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of the contract."""
        return {
            "kind": self.kind,
            "about": self.about,
            "rule": self.rule,
            "summary": self.summary,
            "sides": [side.to_dict() for side in self.sides],
            "facts": dict(self.facts),
            "touches": list(self.touches),
        }
