"""Chains from an incident to an actor: who is named in it, and links that lead on from there.

Pure functions over plain rows. A chain visits no party twice, because an organ is the party itself;
the actors of its hops stay as the words name them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import LimitError
from kg.network.hops import Hop
from kg.network.rows import Rows
from kg.network.strength import chain_key

# As in the assessment: persona, group, force, state. A fifth link nobody could follow.
MAX_LINKS = 4
MAX_CHAINS = 10_000
# How many steps to look, and how far, whether a longer chain would exist.
_LOOK_FURTHER = 20_000
_FURTHEST = 50


@dataclass(frozen=True)
class Chain:
    """Hops from an incident to an actor, in this order.

    Attributes
    ----------
    hops
        A naming, then links upwards.
    whole_by
        Parties each of which says all of it; none: it is composed of several parties' words.
    """

    hops: tuple[Hop, ...]
    whole_by: tuple[str, ...]

    @property
    def composed(self) -> bool:
        """Whether no party says all of it."""
        return not self.whole_by

    @property
    def in_period(self) -> bool:
        """Whether no stated period of a link excludes the incident."""
        return all(hop.in_period for hop in self.hops)

    @property
    def links(self) -> tuple[str, ...]:
        """The links, from the doer up."""
        return tuple(hop.link for hop in self.hops if hop.link)


@dataclass(frozen=True)
class Found:
    """Chains, unordered, and what else there is.

    Attributes
    ----------
    chains
        All simple chains of at most `MAX_LINKS` links, those whose period excludes the incident
        among them.
    doers
        Hops to everybody who is named in the incident, whether they lead on or not.
    longer
        Whether a chain of more links exists; None: the search for one was broken off.
    shortest
        Number of links of the shortest chain, however long; None: there is none.
    """

    chains: tuple[Chain, ...]
    doers: tuple[Hop, ...]
    longer: bool | None
    shortest: int | None


def find(rows: Rows, doers: Sequence[Hop], links: Sequence[Hop], actor: str) -> Found:
    """Return all simple chains from the doers to an actor.

    Parameters
    ----------
    rows
        What counts on the day.
    doers, links
        What `naming_hops` and `link_hops` give.
    actor
        Whom chains are to reach: the actor itself, an organ of it, or, for a party, anybody whose
        act is its own.

    Raises
    ------
    kg.errors.LimitError
        If there are more than `MAX_CHAINS`.
    """
    above: dict[str, list[Hop]] = defaultdict(list)
    for hop in links:
        for root in rows.roots(hop.lower):
            if any(upper != root for upper in rows.roots(hop.upper)):
                above[root].append(hop)
    search = _Search(rows, above, actor)
    # An organ of two wholes may lead to the same chain through either.
    chains: dict[tuple[str, ...], Chain] = {}
    for doer in doers:
        for hops in search.walk(doer, MAX_LINKS):
            chains.setdefault(tuple(hop.id for hop in hops), Chain(hops, whole_by(rows, hops)))
            if len(chains) > MAX_CHAINS:
                raise LimitError(
                    f"There are more than {MAX_CHAINS:,} chains. Leave links or statements out "
                    "with --without, or choose another incident or actor."
                )
    longer, shortest = search.longer(doers), search.shortest(doers)
    return Found(tuple(chains.values()), tuple(doers), longer, shortest)


class _Search:
    """Walks upwards that never enter what cannot reach the actor any more."""

    def __init__(self, rows: Rows, above: Mapping[str, Sequence[Hop]], actor: str) -> None:
        self._rows = rows
        self._above = above
        self._actor = actor
        self._ends = frozenset(rows.roots(actor))
        self._reaches: dict[str, bool] = {}
        self._left = self._distances()

    def reaches(self, named: str) -> bool:
        """Whether words that name this actor speak of the one that is asked for."""
        if named not in self._reaches:
            self._reaches[named] = self._actor in self._rows.wholes(named)
        return self._reaches[named]

    def _distances(self) -> dict[str, int]:
        """Return for each party the number of links from it to the actor."""
        below: dict[str, set[str]] = defaultdict(set)
        first: set[str] = set()
        for lower, hops in self._above.items():
            for hop in hops:
                for upper in self._rows.roots(hop.upper):
                    below[upper].add(lower)
                if self.reaches(hop.upper):
                    first.add(lower)
        left = dict.fromkeys(first, 1)
        queue = sorted(first)
        for party in queue:
            for lower in sorted(below[party]):
                if lower not in left:
                    left[lower] = left[party] + 1
                    queue.append(lower)
        return left

    def walk(
        self, doer: Hop, most: int, steps: list[int] | None = None
    ) -> Iterator[tuple[Hop, ...]]:
        """Yield chains that begin with a naming; ``steps`` counts down what may be tried."""
        reached = self.reaches(doer.upper)
        if reached:
            yield (doer,)
        for root in self._rows.roots(doer.upper):
            if not (reached and root in self._ends):
                yield from self._climb([doer], root, {root}, most, steps)

    def _climb(
        self, hops: list[Hop], at: str, visited: set[str], most: int, steps: list[int] | None
    ) -> Iterator[tuple[Hop, ...]]:
        links = len(hops) - 1
        if links + self._left.get(at, most + 1) > most:
            return
        for hop in self._above.get(at, ()):
            if steps is not None:
                steps[0] -= 1
                if steps[0] < 0:
                    return
            reached = self.reaches(hop.upper)
            if reached and not self._ends <= visited:
                yield (*hops, hop)
            for upper in self._rows.roots(hop.upper):
                if upper not in visited and not (reached and upper in self._ends):
                    yield from self._climb([*hops, hop], upper, visited | {upper}, most, steps)

    def longer(self, doers: Iterable[Hop]) -> bool | None:
        """Whether there is a chain of more links than are followed; None: not known."""
        steps = [_LOOK_FURTHER]
        parties = len(self._above) + 1
        for doer in doers:
            for hops in self.walk(doer, min(parties, _FURTHEST), steps):
                if len(hops) - 1 > MAX_LINKS:
                    return True
        shortest = self.shortest(doers)
        if shortest is not None and shortest > MAX_LINKS:
            return True
        return None if steps[0] < 0 else False

    def shortest(self, doers: Iterable[Hop]) -> int | None:
        """Return the number of links of the shortest chain, None if there is none."""
        found = [0 for doer in doers if self.reaches(doer.upper)]
        found += [
            self._left[root]
            for doer in doers
            if not self.reaches(doer.upper)
            for root in self._rows.roots(doer.upper)
            if root in self._left
        ]
        return min(found, default=None)


def whole_by(rows: Rows, hops: Sequence[Hop]) -> tuple[str, ...]:
    """Return the parties whose words alone make the chain.

    A name that its party owns up to speaks the party's own words: a claim by a persona, and the
    party itself that affirms to stand behind it, are one party's words.
    """
    common = frozenset.intersection(*(hop.parties for hop in hops))
    doer = hops[0]
    owned = {
        party
        for hop in hops[1:2]
        if len(hops) == 2 and hop.kind == "identity"  # noqa: PLR2004 (a naming and an identity)
        for party in hop.parties & set(rows.roots(hop.upper))
        if doer.parties & set(rows.roots(doer.upper))
    }
    return tuple(sorted(common | owned))


def in_order(chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """Return chains in the documented order: that whose weakest hop is firmest comes first."""
    named = sorted(chains, key=lambda chain: [hop.id for hop in chain.hops])
    return tuple(
        sorted(
            named,
            key=lambda chain: chain_key(
                [hop.weight for hop in chain.hops], composed=chain.composed
            ),
            reverse=True,
        )
    )
