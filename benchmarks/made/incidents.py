"""What happened: each incident is made from its number alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from made.cast import ALLIANCES, BASES, PROVINCES, country, state
from made.dating import SPAN, happened
from made.model import Incident, Names, Source
from made.plan import DAYS, FIRST_DAY, Plan, day, moment

KINDS = (
    *("rocket-attack",) * 6,
    *("roadside-bomb",) * 4,
    *("drone-attack",) * 3,
    *("mortar-attack",) * 3,
    *("air-strike",) * 2,
    *("armed-attack",) * 2,
    "drone-strike",
    "missile-strike",
    "ballistic-missile-strike",
    "cruise-missile-strike",
    "storming",
)
BULLETINS = DAYS // 30 + 2


@dataclass(frozen=True)
class Event:
    """An incident with what only the maker of the world knows.

    Attributes
    ----------
    incident
        The node.
    number
        Its number; the first are spoken of most.
    day
        On which it happened, as an ordinal.
    group, rival
        Numbers of the group that did it and of another that some name.
    sponsor, victim
        Numbers of the state behind the group, and of the one that was struck.
    """

    incident: Incident
    number: int
    day: int
    group: int
    rival: int
    sponsor: int
    victim: int


def event(plan: Plan, number: int) -> Event:
    """Return an incident by its number."""
    random = plan.random(f"incident {number}")
    group = plan.some_group.one(random)
    sponsor = plan.sponsors[group]
    ground = plan.some_state.one(random)
    victim = plan.other_state(sponsor, random)
    ordinal = FIRST_DAY + int(DAYS * random.random() ** 0.8)  # the later, the more is on record
    places, base = _places(plan, ground, random)
    strikes = _strikes(victim, base, random)
    earliest = latest = None
    if random.random() < 0.06:
        hour = random.randrange(23)
        earliest = moment(ordinal, hour)
        latest = moment(ordinal, hour + 1) if random.random() < 0.8 else None
    touched = state(plan.other_state(victim, random)) if random.random() < 0.08 else ""
    kinds: Names = (random.choice(KINDS),)
    if random.random() < 0.03:
        kinds = tuple(dict.fromkeys((*kinds, random.choice(KINDS))))
    incident = Incident(
        f"incident-{number}",
        kinds=kinds,
        when=day(ordinal) if earliest else happened(ordinal, random),
        earliest=earliest,
        latest=latest,
        places=places,
        strikes=strikes,
        touches=(touched,) if touched and touched not in strikes else (),
        hosts=(state(ground),) if random.random() < 0.8 else (),
        reported_in=_articles(number, ordinal, random),
    )
    return Event(incident, number, ordinal, group, plan.other_group(group, random), sponsor, victim)


def _articles(number: int, ordinal: int, random: Random) -> Names:
    """Choose what tells of it: an article, perhaps with a copy, or the bulletin of thirty days."""
    chance = random.random()
    if chance < 0.3:
        return (f"bulletin-{(ordinal - FIRST_DAY) // 30 + 1}",)
    name = f"incident-{number}-source"
    return (name,) if chance < 0.92 else (name, f"{name}-copy")


def _places(plan: Plan, ground: int, random: Random) -> tuple[Names, str]:
    """Choose where it was, most often a city or a base, and the base if it was one."""
    chance = random.random()
    if chance < 0.28:
        base = f"base-{ground}-{random.randrange(BASES)}"
        return (base,), base
    province = f"{ground}-{random.randrange(PROVINCES)}"
    if chance < 0.76:
        return (f"city-{province}",), ""
    if chance < 0.87:
        return (f"province-{province}",), ""
    if chance < 0.94:
        return (country(ground),), ""
    if chance < 0.96:
        return (f"city-{province}", country(plan.other_state(ground, random))), ""
    return (("region",), "") if chance < 0.98 else ((), "")


def _strikes(victim: int, base: str, random: Random) -> Names:
    """Choose what was hit: the base, a state, an organ, firm or alliance of it, or nothing."""
    if base and random.random() < 0.85:
        return (base,)
    chance = random.random()
    if chance < 0.15:
        return ()
    name = state(victim)
    if chance < 0.2:
        return (f"alliance-{victim % ALLIANCES}",)
    struck = "" if chance < 0.35 else random.choice(("-army", "-brigade", "-embassy", "-company"))
    return (f"{name}{struck}",)


def bulletins() -> Iterator[Source]:
    """Yield the sources that list the incidents of thirty days each."""
    for number in range(BULLETINS):
        yield Source(f"bulletin-{number}", day(FIRST_DAY + 30 * number + SPAN))


def published(plan: Plan, found: Event) -> Iterator[Source]:
    """Yield the articles on an incident, the second a copy of the first."""
    names = found.incident.reported_in
    if names[0].startswith("incident-"):
        random = plan.random(f"articles on {found.number}")
        issued = found.day + SPAN + int(random.expovariate(0.4))
        yield Source(names[0], day(issued))
        for copy in names[1:]:
            yield Source(copy, day(issued + random.randrange(3)), derived_from=names[:1])
