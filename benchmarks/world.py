"""A made-up world of any size, as lines of N-Triples: who acts, what happened, who denies all.

The same size and seed give the same bytes. The number of actors and places does not grow with the
world; incidents and statements do, and few of them are spoken of most, as in real cases. What is
said of single incidents is in `words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random

from kg.graph import PREFIXES
from kg.vocabulary import CEV, CODE

BASE = "https://example.org/world/"
FIRST_DAY = date(2004, 1, 1)
DAYS = 7300  # twenty years
STATES = 12
GROUPS = 36
PERSONAS = 28
OUTLETS = 60
BODIES = 6
CROWDS = 16
MODES = ("mode-carried-out", "mode-directed", "mode-supported")
ZONES = ("Asia/Baghdad", "Asia/Tehran", "Europe/Kyiv", "Africa/Khartoum", "America/New_York")
KINDS = (
    *("kind-rocket-attack",) * 5,
    *("kind-drone-attack", "kind-roadside-bomb", "kind-mortar-attack", "kind-air-strike"),
    "kind-missile-strike",
)
SPONSORSHIPS = ("sponsorship-directs", "sponsorship-arms", "sponsorship-funds")
_XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(name: str) -> str:
    """Return a node of the world as N-Triples."""
    return f"<{BASE}{name}>"


def code(name: str) -> str:
    """Return a code as N-Triples; one that no list holds raises."""
    return f"<{CODE[name]}>"


def text(value: str) -> str:
    """Return a text as N-Triples; the world's own texts need no escapes."""
    return f'"{value}"@en'


def plain(value: str) -> str:
    """Return a text without language as N-Triples."""
    return f'"{value}"'


def edtf(value: str) -> str:
    """Return an uncertain date as N-Triples."""
    return f'"{value}"^^<{PREFIXES["edtf"]}EDTF>'


def typed(value: object, kind: str) -> str:
    """Return a literal of one of XML Schema's types as N-Triples."""
    return f'"{value}"^^<{_XSD}{kind}>'


def node(name: str, kind: str, *properties: tuple[str, str]) -> Iterator[str]:
    """Yield the lines of a node: its class, then its properties."""
    yield f"{iri(name)} <{PREFIXES['rdf']}type> <{CEV[kind]}> .\n"
    for predicate, value in properties:
        yield f"{iri(name)} <{_predicate(predicate)}> {value} .\n"


def _predicate(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon else CEV[name]


class Skew:
    """Numbers below a bound, of which the first come up most.

    Parameters
    ----------
    bound
        How many there are.
    shift
        The larger, the less the very first stand out.
    """

    def __init__(self, bound: int, shift: float = 1.0) -> None:
        self._weights = list(accumulate((number + shift) ** -0.8 for number in range(bound)))
        self._numbers = range(bound)

    def one(self, random: Random) -> int:
        """Return one of the numbers."""
        return random.choices(self._numbers, cum_weights=self._weights)[0]

    def many(self, random: Random, count: int) -> list[int]:
        """Return several, the same perhaps more than once."""
        return random.choices(self._numbers, cum_weights=self._weights, k=count)


SKEWED_STATES = Skew(STATES)
SKEWED_GROUPS = Skew(GROUPS)


@dataclass(frozen=True)
class Incident:
    """Something that happened, and what the world's author knows of it.

    Attributes
    ----------
    name
        Local name of its node.
    day
        When.
    country
        Number of the state on whose ground.
    group, rival
        Numbers of the group that did it and of another that some name.
    persona
        Number of the name under which it was claimed, None if it was not.
    accusers
        Numbers of the states whose people speak of it.
    """

    name: str
    day: date
    country: int
    group: int
    rival: int
    persona: int | None
    accusers: tuple[int, ...]


@dataclass(frozen=True)
class World:
    """How large a world is.

    Attributes
    ----------
    statements
        How many statements there are, renderings included.
    incidents
        How many incidents.
    denials
        How many denials in general words ("any attack"); their renderings come on top. They are
        few in any size: a state repeats itself.
    seed
        What the random numbers start from.
    """

    statements: int
    incidents: int
    denials: int
    seed: int = 1

    @classmethod
    def of(
        cls,
        statements: int,
        incidents: int | None = None,
        denials: int | None = None,
        seed: int = 1,
    ) -> World:
        """Return a world with as many incidents and general denials as its statements suggest."""
        return cls(
            statements,
            max(1, statements // 10) if incidents is None else incidents,
            10 + statements // 1000 if denials is None else denials,
            seed,
        )

    def random(self, part: str) -> Random:
        """Return random numbers for a part of the world; other parts do not change them."""
        return Random(f"{self.seed} {part}")

    @cached_property
    def sponsors(self) -> tuple[int, ...]:
        """The state behind each group."""
        return tuple(SKEWED_STATES.many(self.random("sponsors"), GROUPS))

    @cached_property
    def masters(self) -> tuple[int, ...]:
        """The group behind each persona."""
        return tuple(SKEWED_GROUPS.many(self.random("masters"), PERSONAS))

    def incident(self, number: int) -> Incident:
        """Return an incident by its number."""
        random = self.random(f"incident {number}")
        group = SKEWED_GROUPS.one(random)
        names = [persona for persona, master in enumerate(self.masters) if master == group]
        others = [state for state in range(STATES) if state != self.sponsors[group]]
        return Incident(
            f"incident-{number}",
            FIRST_DAY + timedelta(random.randrange(DAYS)),
            SKEWED_STATES.one(random),
            group,
            (group + 1 + SKEWED_GROUPS.one(random) % (GROUPS - 1)) % GROUPS,
            random.choice(names) if names and random.random() < 0.5 else None,
            tuple(sorted({others[n % len(others)] for n in SKEWED_STATES.many(random, 4)})),
        )


def cast(world: World) -> Iterator[str]:
    """Yield the actors and places, and the links between actors."""
    yield from node("region", "Place", ("rdfs:label", text("the region")), _flag("isVague"))
    for state in range(STATES):
        yield from _state(state)
    for number in range(GROUPS):
        umbrella = () if number < 4 else (("isPartOf", iri(f"group-{number % 4}")),)
        yield from _actor(f"group-{number}", "ArmedGroup", *umbrella)
    for number in range(PERSONAS):
        yield from _actor(f"persona-{number}", "Persona")
    for number in range(OUTLETS):
        owner = (("isPartOf", iri(f"state-{number % STATES}")),) if number % 5 == 0 else ()
        yield from _actor(f"outlet-{number}", "MediaOutlet", *owner)
    for number in range(BODIES):
        mandate = (("isMandatedBy", iri(f"state-{number}")),) if number % 2 else ()
        yield from _actor(f"body-{number}", "InvestigativeBody", *mandate)
    for number in range(CROWDS):
        yield from _actor(f"crowd-{number}", "DescribedGroup", _flag("isAnonymous"))
    for name, kind, properties in links(world):
        yield from node(name, kind, *properties)


def _state(state: int) -> Iterator[str]:
    name = f"state-{state}"
    yield from _actor(name, "State")
    for number in range(5):
        organ = f"{name}-organ-{number}"
        kind = "MilitaryUnit" if number == 0 else "Organization"
        yield from _actor(organ, kind, ("isOrganOf", iri(name)))
        for person in range(2):
            yield from _actor(f"{organ}-person-{person}", "Person", ("isOrganOf", iri(organ)))
    zone = ("timeZone", plain(ZONES[state % len(ZONES)]))
    yield from _place(f"country-{state}", "region", zone)
    for number in range(4):
        yield from _place(f"city-{state}-{number}", f"country-{state}")
        yield from node(
            f"base-{state}-{number}",
            "Base",
            ("rdfs:label", text(f"base {number} of country {state}")),
            ("isWithin", iri(f"city-{state}-{number}")),
            ("hosts", iri(f"state-{(state + number) % STATES}-organ-0")),
        )


def _actor(name: str, kind: str, *properties: tuple[str, str]) -> Iterator[str]:
    return node(name, kind, ("rdfs:label", text(name.replace("-", " "))), *properties)


def _place(name: str, within: str, *properties: tuple[str, str]) -> Iterator[str]:
    label = ("rdfs:label", text(name.replace("-", " ")))
    return node(name, "Place", label, ("isWithin", iri(within)), *properties)


def _flag(name: str) -> tuple[str, str]:
    return name, typed("true", "boolean")


def links(world: World) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Yield what is said to bind actors: name, class and properties, rivals among them."""
    random = world.random("links")
    for group, sponsor in enumerate(world.sponsors):
        rivals = [(sponsor + 1 + random.randrange(STATES - 1)) % STATES] * (group % 4 == 0)
        for state in (sponsor, *rivals):
            since = FIRST_DAY.year + random.randrange(8)
            period = (("from", edtf(f"{since}")),) if random.random() < 0.3 else ()
            yield (
                f"sponsorship-{group}-{state}",
                "Sponsorship",
                (
                    ("hasPrincipal", iri(f"state-{state}")),
                    ("hasProxy", iri(f"group-{group}")),
                    ("hasSponsorshipMode", code(random.choice(SPONSORSHIPS))),
                    *period,
                ),
            )
    for persona, master in enumerate(world.masters):
        rivals = [(master + 1 + random.randrange(GROUPS - 1)) % GROUPS] * (persona % 3 == 0)
        for group in (master, *rivals):
            yield (
                f"identity-{persona}-{group}",
                "Identity",
                (
                    ("hasPersona", iri(f"persona-{persona}")),
                    ("hasActorBehind", iri(f"group-{group}")),
                ),
            )


def incident_lines(incident: Incident, random: Random) -> Iterator[str]:
    """Yield the node of an incident: some are dated to the hour, some to a month."""
    properties = [
        ("rdfs:label", text(f"the attack of {incident.day}")),
        ("hasKind", code(random.choice(KINDS))),
        ("when", edtf(uncertain(incident.day, random))),
        ("isHostedBy", iri(f"state-{incident.country}")),
    ]
    site = f"{incident.country}-{random.randrange(4)}"
    place = random.choice(("city", "base"))
    properties.append(("isLocatedAt", iri(f"{place}-{site}")))
    if random.random() < 0.85:
        struck = f"base-{site}" if place == "base" else f"state-{incident.accusers[0]}-organ-0"
        properties.append(("strikes", iri(struck)))
    if random.random() < 0.1:
        properties.append(("touches", iri(f"state-{incident.accusers[-1]}")))
    if random.random() < 0.15:
        hour = random.randrange(23)
        for bound, clock in (("earliest", hour), ("latest", hour + 1)):
            moment = f"{incident.day}T{clock:02}:00:00+03:00"
            properties.append((bound, typed(moment, "dateTime")))
    return node(incident.name, "Incident", *properties)


def uncertain(day: date, random: Random) -> str:
    """Return a day as EDTF: mostly as it is, else inferred, a month, a span, about a month."""
    month = f"{day:%Y-%m}"
    until = day + timedelta(random.randrange(1, 4))
    forms = (f"{day}", f"{day}?", month, f"{day}/{until}", f"{month}~")
    return random.choices(forms, cum_weights=(86, 91, 95, 99, 100))[0]


def general_denials(world: World, most: int) -> Iterator[tuple[str, date, Sequence[str]]]:
    """Yield denials in general words, and their renderings, whose scopes drifted.

    Parameters
    ----------
    most
        No more statements than that.

    Yields
    ------
    tuple[str, date, Sequence[str]]
        The name of a statement, its day, and the lines that are needed for it.
    """
    random = world.random("general denials")
    made = 0
    for number in range(world.denials):
        state = SKEWED_STATES.one(random)
        day = FIRST_DAY + timedelta(random.randrange(700, DAYS))
        original = f"general-{number}"
        target = f"state-{(state + 1 + random.randrange(STATES - 1)) % STATES}"
        country = f"country-{SKEWED_STATES.one(random)}"
        years = random.choice((1, 2, 4, None))
        for version in range(1 + random.choice((0, 0, 1, 2))):
            if made == most:
                return
            made += 1
            name = f"{original}-{version}" if version else original
            drifted = version > 0 and random.random() < 0.6
            scope = [
                ("coversKind", code("kind-armed-attack" if drifted else random.choice(KINDS))),
                ("coversPlace", iri("region" if drifted and random.random() < 0.3 else country)),
                ("coversTarget", iri(target)),
            ]
            if years is not None:
                scope.append(("from", edtf(f"{day.year - years}")))
            relation = [("isRenderingOf", iri(original))] * (version > 0)
            if not version and number > STATES and random.random() < 0.3:
                relation = [("claimsToRepeat", iri(f"general-{random.randrange(number)}"))]
            yield (
                name,
                day,
                [
                    *node(f"{name}-scope", "Scope", *scope),
                    *involvement(name, f"state-{state}", random, ("hasScope", f"{name}-scope")),
                    *statement(
                        name,
                        f"state-{state}-organ-1-person-{number % 2}",
                        f"{day}",
                        ("isMadeFor", iri(f"state-{state}")),
                        ("denies", iri(f"{name}-involvement")),
                        *relation,
                    ),
                ],
            )


def involvement(
    name: str, actor: str, random: Random, about: tuple[str, str], meant: int | None = None
) -> Iterator[str]:
    """Yield the involvement of a statement.

    Parameters
    ----------
    name
        Name of the statement.
    actor
        Whose part it is.
    about
        ``concerns``, ``mayConcern`` or ``hasScope``, and the name of what it leads to.
    meant
        How many modes the words are about; None: the words of a denial, which leave the rest open.
    """
    modes = list(MODES)
    count = meant or random.choice((0, 1, 2, 3))
    start = random.randrange(3) if count < 3 else 0
    chosen = [modes[(start + number) % 3] for number in range(count)]
    properties = [("hasMode", code(mode)) for mode in chosen]
    if meant is None:
        properties += [("leavesModeOpen", code(mode)) for mode in modes if mode not in chosen]
    return node(
        f"{name}-involvement",
        "Involvement",
        ("hasActor", iri(actor)),
        (about[0], iri(about[1])),
        *properties,
    )


def statement(
    name: str, speaker: str, stated: str | None, *properties: tuple[str, str]
) -> Iterator[str]:
    """Yield the node of a statement."""
    dated = (("statedOn", edtf(stated)),) if stated else ()
    return node(
        name,
        "Statement",
        ("rdfs:label", text(f"what {speaker} says ({name})")),
        ("isSpokenBy", iri(speaker)),
        ("hasHedging", code("hedging-asserted")),
        *dated,
        *properties,
    )
