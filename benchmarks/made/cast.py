"""Who acts and speaks, and where: states with their organs, groups, names, bodies, places."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from made.model import Actor, Place
from made.plan import Plan

ZONES = (
    "Asia/Baghdad",
    "Asia/Tehran",
    "Europe/Kyiv",
    "Africa/Khartoum",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Bogota",
)
ORGANS = ("ministry", "army", "brigade", "embassy", "spokesman")
ALLIANCES = 2
PROVINCES = 3
BASES = 3
SPEAKERS = ("ministry", "ministry", "spokesman", "spokesman", "army", "embassy")


def state(number: int) -> str:
    """Return the name of a state."""
    return f"state-{number}"


def group(number: int) -> str:
    """Return the name of an armed group."""
    return f"group-{number}"


def persona(number: int) -> str:
    """Return the name of a name."""
    return f"persona-{number}"


def country(number: int) -> str:
    """Return the name of the ground of a state."""
    return f"country-{number}"


def voice(number: int, random: Random) -> str:
    """Return somebody who speaks for a state: itself, an organ, a person in office."""
    if random.random() < 0.15:
        return state(number)
    return f"{state(number)}-{random.choice(SPEAKERS)}"


def actors(plan: Plan) -> Iterator[Actor]:
    """Yield everybody."""
    for number in range(ALLIANCES):
        yield Actor(f"alliance-{number}", "Organization")
    yield Actor("assembly", "Organization")
    for number in range(plan.states):
        yield from _state(number)
    for number in range(plan.groups):
        umbrella = f"{state(plan.sponsors[number])}-umbrella"
        yield Actor(group(number), "ArmedGroup", part_of=(umbrella,) if number % 3 == 1 else ())
        if number % 4 == 0:
            yield Actor(f"{group(number)}-wing", "MilitaryUnit", organ_of=(group(number),))
    for number in range(plan.personas):
        yield Actor(persona(number), "Persona")
    for number in range(plan.crowds):
        yield Actor(f"crowd-{number}", "DescribedGroup")
        yield Actor(f"man-{number}", "Person")
    for number in range(plan.bodies):
        yield Actor(f"body-{number}", "InvestigativeBody", mandated_by=_mandate(plan, number))
    for number in range(plan.outlets):
        owner = (state(number % plan.states),) if number % 5 == 0 else ()
        yield Actor(f"outlet-{number}", "MediaOutlet", part_of=owner)


def _state(number: int) -> Iterator[Actor]:
    name = state(number)
    alliance = (f"alliance-{number // 3 % ALLIANCES}",) if number % 3 else ()
    yield Actor(name, "State", part_of=alliance)
    yield Actor(f"{name}-ministry", "Organization", organ_of=(name,))
    yield Actor(f"{name}-army", "MilitaryUnit", organ_of=(name,))
    yield Actor(f"{name}-brigade", "MilitaryUnit", organ_of=(f"{name}-army",))
    yield Actor(f"{name}-embassy", "Organization", organ_of=(f"{name}-ministry",))
    yield Actor(f"{name}-spokesman", "Person", organ_of=(f"{name}-ministry",))
    yield Actor(f"{name}-umbrella", "Organization", part_of=(name,))
    yield Actor(f"{name}-company", "Organization", part_of=(name,))
    yield Actor(f"{name}-officials", "DescribedGroup", anonymous=True)


def _mandate(plan: Plan, number: int) -> tuple[str, ...]:
    """Return who set a body up: all states together, one of them, both, or nobody knows."""
    alone = state(number % plan.states)
    return (("assembly",), (alone,), (), (f"{alone}-ministry", "assembly"))[number % 4]


def places(plan: Plan) -> Iterator[Place]:
    """Yield the region, countries, their provinces and cities, and bases with their guests."""
    yield Place("region", vague=True)
    for number in range(plan.states):
        here = country(number)
        yield Place(here, within=("region",), zone=ZONES[number % len(ZONES)])
        for province in range(PROVINCES):
            yield Place(f"province-{number}-{province}", within=(here,))
            yield Place(f"city-{number}-{province}", within=(f"province-{number}-{province}",))
        random = plan.random(f"bases {number}")
        for base in range(BASES):
            guest = plan.other_state(number, random)
            guests = [f"{state(guest)}-army" if base else f"{state(guest)}-brigade"]
            if base == BASES - 1:
                guests.append(f"alliance-{number % ALLIANCES}")
            city = f"city-{number}-{random.randrange(PROVINCES)}"
            yield Place(f"base-{number}-{base}", within=(city,), base=True, hosts=tuple(guests))
