"""What is said of one incident: of most nothing, of some one or two things, of the first much."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from made.cast import group, persona, state, voice
from made.dating import SPAN, stated
from made.incidents import Event
from made.involvement import MODES, affirmed
from made.links import by_lower
from made.model import Detail, Involvement, Names, Source, Statement
from made.plan import Plan, day, poisson

Node = Source | Statement | Involvement | Detail
# What is said: its share of the noise that any incident makes, and of the fame of the first.
KINDS = {
    "tells": (46, 10),
    "condemns": (12, 6),
    "blames a crowd": (28, 6),
    "blames a group": (2, 22),
    "claims": (1, 12),
    "blames the sponsor": (1, 10),
    "officials blame": (1, 6),
    "confesses": (3, 4),
    "finds": (1, 9),
    "admits": (1, 5),
    "clears": (1, 4),
    "leaves open": (2, 6),
}
_NAMES = tuple(KINDS)
_NOISE = [share for share, _ in KINDS.values()]
_FAME = [share for _, share in KINDS.values()]
NOISE = 0.3  # statements on any incident, on average
ASPECTS = ("rounds", "killed", "wounded")


def fame(number: int) -> float:
    """Return how many statements more are made of an incident for its rank, on average."""
    return 25 / math.pow(number + 4, 0.85)


@dataclass
class _Said:
    """A statement in the making: who speaks, and the parts that he affirms, denies, leaves open."""

    speaker: str
    stance: str = "affirms"
    actor: str = ""
    modes: Names = ()
    links: Names = ()
    details: Names = ()


@dataclass
class Scene:
    """What is said around an incident.

    Attributes
    ----------
    plan, event
        The world and what happened.
    """

    plan: Plan
    event: Event
    said: list[Statement] = field(default_factory=list)
    parts: dict[str, Involvement] = field(default_factory=dict)
    articles: list[tuple[int, str]] = field(default_factory=list)

    def tell(self) -> Iterator[Node]:
        """Yield sources, involvements, details and statements, each before it is pointed at."""
        random = self.plan.random(f"scene {self.event.number}")
        extra = fame(self.event.number)
        for number in range(poisson(NOISE + extra, random)):
            famous = random.random() < extra / (NOISE + extra)
            kind = random.choices(_NAMES, weights=_FAME if famous else _NOISE)[0]
            yield from self._statement(number, kind, random)

    def _statement(self, number: int, kind: str, random: Random) -> Iterator[Node]:
        name = f"{self.event.incident.id}-said-{number}"
        earlier = random.choice(self.said) if self.said else None
        if earlier and earlier.affirms and random.random() < 0.08:
            yield from self._rendering(name, earlier, random)
            return
        made = self._cast(kind, random)
        said = self.event.day + int(random.expovariate(0.2))
        if self.event.incident.when != day(self.event.day):
            said += SPAN
        affirms = made.links
        if made.actor:
            part = self._part(f"{name}-part", made, random)
            yield part
            affirms = (part.id, *affirms) if made.stance == "affirms" else affirms
        if kind == "tells":
            detail = self._detail(f"{name}-detail", random)
            yield detail
            affirms = (detail.id,)
        published = list(self._published(name, said, random))
        yield from published
        rests = random.random() < 0.08
        statement = Statement(
            name,
            made.speaker,
            affirms=affirms,
            denies=(part.id,) if made.actor and made.stance == "denies" else (),
            leaves_open=(part.id,) if made.actor and made.stance == "leaves open" else (),
            stated=stated(said, random),
            reported_in=(self.articles[-1][1],),
            based_on=self._heard(said, random) if rests else (),
            supersedes=self._mended(made.speaker, said, random),
        )
        self.said.append(statement)
        yield statement

    def _part(self, name: str, made: _Said, random: Random) -> Involvement:
        """Return the part that is spoken of; that it is about this incident may be a reading."""
        here = (self.event.incident.id,)
        named = random.random() < 0.92
        part = Involvement(
            name,
            made.actor,
            modes=made.modes,
            concerns=here if named else (),
            may_concern=() if named else here,
        )
        self.parts[name] = part
        return part

    def _cast(self, kind: str, random: Random) -> _Said:
        """Choose who says it, and of whom."""
        plan, event = self.plan, self.event
        victim = event.victim if random.random() < 0.7 else plan.other_state(event.sponsor, random)
        accuser = voice(victim, random)
        doer = group(event.group if random.random() < 0.75 else event.rival)
        sponsor = state(event.sponsor)
        how = affirmed(random, random.choice(MODES))
        carried = affirmed(random, "carried-out")
        outlet = f"outlet-{random.randrange(plan.outlets)}"
        crowd = random.randrange(plan.crowds)
        made = {
            "tells": _Said(outlet if random.random() < 0.6 else accuser),
            "condemns": _Said(accuser, ""),
            "blames a crowd": _Said(
                accuser if random.random() < 0.6 else outlet, "affirms", f"crowd-{crowd}", carried
            ),
            "blames a group": _Said(accuser, "affirms", doer, carried, self._linked(doer, random)),
            "blames the sponsor": _Said(accuser, "affirms", sponsor, how),
            "officials blame": _Said(
                f"{state(victim)}-officials", "affirms", random.choice((doer, sponsor)), how
            ),
            "confesses": _Said(f"man-{crowd}", "affirms", f"man-{crowd}", carried),
            "finds": _Said(
                f"body-{random.randrange(plan.bodies)}",
                "affirms",
                random.choice((doer, sponsor, sponsor)),
                how,
            ),
            "admits": _Said(voice(event.sponsor, random), "affirms", sponsor, how),
            "clears": _Said(accuser, "denies", random.choice((doer, sponsor)), carried),
            "leaves open": _Said(accuser, "leaves open", sponsor, how),
        }
        if kind == "claims":
            names = plan.facades.get(event.group, [])
            own = persona(random.choice(names)) if names and random.random() < 0.75 else doer
            return _Said(own, "affirms", own, ("carried-out",))
        if kind == "finds" and random.random() < 0.5:
            return _Said(made[kind].speaker, "affirms", doer, carried, self._linked(doer, random))
        return made[kind]

    def _linked(self, doer: str, random: Random) -> Names:
        """Choose a link that the same words name: half of the accusers name no sponsor."""
        names = by_lower(self.plan).get(doer, [])
        return (random.choice(names),) if names and random.random() < 0.4 else ()

    def _detail(self, name: str, random: Random) -> Detail:
        number = self.event.number % 7 + random.randrange(3)
        about, aspect = self.event.incident.id, random.choice(ASPECTS)
        if random.random() < 0.7:
            return Detail(name, about, aspect, f"{number}", number, number)
        return Detail(name, about, aspect, f"at least {number}", number)

    def _heard(self, said: int, random: Random) -> Names:
        """Choose an earlier statement from which the speaker knows it."""
        before = [s.id for s in self.said if (s.stated or "9") <= day(said) and not s.based_on]
        return (random.choice(before),) if before else ()

    def _mended(self, speaker: str, said: int, random: Random) -> Names:
        """Choose an earlier statement of the same speaker that this one replaces."""
        own = [
            s.id
            for s in self.said
            if s.speaker == speaker and (s.stated or "9") <= day(said) and not s.rendering_of
        ]
        return (own[-1],) if own and random.random() < 0.25 else ()

    def _rendering(self, name: str, earlier: Statement, random: Random) -> Iterator[Node]:
        """Yield the words as another source passes them on, which may mean another mode."""
        affirms: list[str] = []
        for old in earlier.affirms:
            part = self.parts.get(old)
            if part and random.random() < 0.6:
                again = _Said("", "affirms", part.actor, affirmed(random, part.modes[0]))
                part = self._part(f"{name}-part-{len(affirms)}", again, random)
                yield part
            affirms.append(part.id if part else old)
        last = max(said for said, _ in self.articles)
        yield from self._published(name, last, random)
        statement = Statement(
            name,
            earlier.speaker,
            affirms=tuple(affirms),
            stated=earlier.stated,
            rendering_of=earlier.rendering_of or earlier.id,
            reported_in=(self.articles[-1][1],),
        )
        self.said.append(statement)
        yield statement

    def _published(self, name: str, said: int, random: Random) -> Iterator[Source]:
        """Yield an article on what was said, perhaps a copy of an earlier one; or none is new."""
        if self.articles and self.articles[-1][0] > said and random.random() < 0.4:
            return
        issued = said + 1 + random.randrange(3)
        before = [source for earlier, source in self.articles if earlier <= issued]
        origins = (random.choice(before),) if before and random.random() < 0.3 else ()
        self.articles.append((issued, f"{name}-source"))
        yield Source(
            f"{name}-source",
            day(issued),
            derived_from=origins,
            first_hand=not origins and random.random() < 0.2,
        )
