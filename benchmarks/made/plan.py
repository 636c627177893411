"""How large a made graph is, and the chance that everything in it is drawn from.

Every part draws from random numbers of its own, named after the part. So each incident can be made
again without those before it, and nothing has to be remembered while millions are written.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from math import isqrt
from random import Random

FIRST_DAY = date(2004, 1, 1).toordinal()
DAYS = 7300  # twenty years
LAST_DAY = FIRST_DAY + DAYS


class Zipf:
    """Numbers below a bound; number n comes up in proportion to 1 / (n + 1) ** exponent.

    Parameters
    ----------
    bound
        How many numbers there are.
    exponent
        The larger, the more the first stand out.
    """

    def __init__(self, bound: int, exponent: float = 1.1) -> None:
        self._sums = list(accumulate((n + 1) ** -exponent for n in range(bound)))

    def one(self, random: Random) -> int:
        """Return one of the numbers."""
        return min(bisect(self._sums, random.random() * self._sums[-1]), len(self._sums) - 1)


@dataclass(frozen=True)
class Plan:
    """What is asked for, and how many actors that makes.

    The cast grows with the root of the number of incidents: a war of a month has a handful of
    parties, twenty years of all wars have hundreds.

    Attributes
    ----------
    incidents
        How many incidents there are.
    denials
        How many statements deny the part of their own party in incidents, renderings included.
    seed
        What chance starts from.
    """

    incidents: int
    denials: int
    seed: int = 1

    def random(self, part: str) -> Random:
        """Return the random numbers of a part; other parts do not change them."""
        return Random(f"{self.seed} {part}")

    def _cast(self, least: int, roots: float, most: int) -> int:
        return min(most, least + int(isqrt(self.incidents) * roots))

    @cached_property
    def states(self) -> int:
        """How many states there are."""
        return self._cast(4, 0.1, 40)

    @cached_property
    def groups(self) -> int:
        """How many armed groups there are."""
        return self._cast(5, 0.5, 200)

    @cached_property
    def personas(self) -> int:
        """How many names there are under which attacks are claimed."""
        return self._cast(3, 0.25, 100)

    @cached_property
    def crowds(self) -> int:
        """How many groups are known by description alone."""
        return self._cast(2, 0.1, 40)

    @cached_property
    def bodies(self) -> int:
        """How many investigative bodies there are."""
        return self._cast(4, 0.05, 12)

    @cached_property
    def outlets(self) -> int:
        """How many media there are."""
        return self._cast(6, 0.5, 120)

    @cached_property
    def some_state(self) -> Zipf:
        """Numbers of states."""
        return Zipf(self.states)

    @cached_property
    def some_group(self) -> Zipf:
        """Numbers of armed groups."""
        return Zipf(self.groups)

    @cached_property
    def sponsors(self) -> tuple[int, ...]:
        """The state behind each group."""
        random = self.random("sponsors")
        return tuple(self.some_state.one(random) for _ in range(self.groups))

    @cached_property
    def masters(self) -> tuple[int, ...]:
        """The group behind each persona."""
        random = self.random("masters")
        return tuple(self.some_group.one(random) for _ in range(self.personas))

    @cached_property
    def facades(self) -> dict[int, list[int]]:
        """The personas of each group that has any."""
        found: dict[int, list[int]] = {}
        for persona, master in enumerate(self.masters):
            found.setdefault(master, []).append(persona)
        return found

    def other_state(self, state: int, random: Random) -> int:
        """Return a state other than a given one."""
        found = self.some_state.one(random)
        return (
            found
            if found != state
            else (state + 1 + random.randrange(self.states - 1)) % (self.states)
        )

    def other_group(self, group: int, random: Random) -> int:
        """Return a group other than a given one."""
        found = self.some_group.one(random)
        return (
            found
            if found != group
            else (group + 1 + random.randrange(self.groups - 1)) % (self.groups)
        )

    def known_incident(self, random: Random) -> int:
        """Return the number of an incident, the first most (in proportion to one over its rank)."""
        return min(self.incidents, int((self.incidents + 1) ** random.random())) - 1


def day(ordinal: int) -> str:
    """Return a day as EDTF."""
    return date.fromordinal(ordinal).isoformat()


def moment(ordinal: int, hour: int, minute: int = 0) -> str:
    """Return a time of a day, three hours east of Greenwich."""
    return f"{day(ordinal)}T{hour:02}:{minute:02}:00+03:00"


def poisson(mean: float, random: Random) -> int:
    """Return how often something rare came up (Knuth's method)."""
    limit, product, found = 2.718281828459045**-mean, random.random(), 0
    while product > limit:
        product *= random.random()
        found += 1
    return found
