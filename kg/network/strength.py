"""How firmly a hop of a chain is carried: one documented order for links and chains alike.

First what the words amount to (carried out or the same actor, directed, supported), then how firmly
they are put, then whether they name the incident, then how many parties and how many origins say
so, and last whether nobody denies it. It is an order for reading, not a measure of truth: it says
where to look first for what a chain hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEDGING = {"asserted": 4, "alleged": 3, "possible": 2, "unclear": 1}
Key = tuple[int, int, int, int, int, int]


@dataclass(frozen=True)
class Weight:
    """What carries a hop, in the order in which hops are compared.

    Attributes
    ----------
    mode
        3 carried out or the same actor, 2 directed, 1 supported, 0 no mode.
    hedging
        Of the firmest statement that says so much; 0 where it is not recorded.
    named
        Whether a statement of that kind names the incident, rather than being read so.
    parties, origins
        Distinct parties whose words carry it, and distinct origins of these words.
    undenied
        Whether nobody's words deny it.
    """

    mode: int
    hedging: int
    named: bool
    parties: int
    origins: int
    undenied: bool

    @property
    def key(self) -> Key:
        """The order: the greater, the firmer."""
        return (
            self.mode,
            self.hedging,
            int(self.named),
            self.parties,
            self.origins,
            int(self.undenied),
        )


def best(carriers: Iterable[tuple[int, str, bool]]) -> tuple[int, int, bool]:
    """Return the firmest of what statements say: mode, hedging, whether the incident is named."""
    return max(
        ((mode, HEDGING.get(hedging, 0), named) for mode, hedging, named in carriers),
        default=(0, 0, False),
    )


def chain_key(weights: Sequence[Weight], *, composed: bool) -> tuple[object, ...]:
    """Return the order of chains: the greatest key comes first.

    A chain in one party's words comes before one that is composed, as in the assessment; then that
    whose weakest hop is firmest; of two that are alike in this the shorter one; then the next
    weakest hop is compared, and so on.
    """
    ordered = sorted(weight.key for weight in weights)
    return (not composed, ordered[0], -len(ordered), tuple(ordered[1:]))
