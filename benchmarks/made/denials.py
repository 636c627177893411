"""Who denies what: general words, words about named incidents, their renderings and successors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from made.cast import country, group, state, voice
from made.dating import stated
from made.incidents import Event, event
from made.involvement import MODES, affirmed, denied, scope
from made.model import Involvement, Names, Scope, Source, Statement
from made.plan import DAYS, FIRST_DAY, LAST_DAY, Plan, day

Node = Source | Statement | Involvement
# The first few say what every world should have: all of it is denied, in other words, taken back.
BLANKET, RENDERED, TAKEN_BACK = range(3)


@dataclass(frozen=True)
class _Denial:
    """A denial in the making.

    Attributes
    ----------
    name
        Of the statement.
    party, number
        Who denies it, and the number of the state whose rivals its words may be about.
    speaker
        Who says so.
    said
        When, as an ordinal.
    stated
        The same as it is told.
    named
        Incidents that it names.
    original
        What it renders, its own name if it is an original.
    """

    name: str
    party: str
    number: int
    speaker: str
    said: int
    stated: str | None
    named: tuple[Event, ...]
    original: str


def denials(plan: Plan) -> Iterator[Node]:
    """Yield as many denials as the plan asks for, and what takes some of them back.

    Only a denial's party, day and incidents are remembered, for its renderings and successors.
    """
    made: list[_Denial] = []
    for number in range(plan.denials):
        random = plan.random(f"denial {number}")
        chance = random.random()
        earlier = made[0 if number == RENDERED else random.randrange(number)] if made else None
        supersedes: Names = ()
        if earlier and (number == RENDERED or (number > TAKEN_BACK and chance < 0.16)):
            found = _rendering(earlier, number)
        else:
            found = _original(plan, number, random)
            if earlier and number > TAKEN_BACK and chance < 0.26:
                found = _restated(earlier, found, random)
                supersedes = (earlier.original,)
        made.append(found)
        parts = list(_parts(plan, found, number, random))
        yield from parts
        counter = _counter(found, random)
        yield from counter
        yield from _said(found, parts, counter, supersedes, random)
        if number == TAKEN_BACK or (number > TAKEN_BACK and random.random() < 0.1):
            yield from _taken_back(plan, found, random)


def _original(plan: Plan, number: int, random: Random) -> _Denial:
    named: tuple[Event, ...] = ()
    if number == TAKEN_BACK:
        named = (event(plan, 0),)
    elif number > TAKEN_BACK and random.random() < 0.3:
        numbers = {plan.known_incident(random) for _ in range(random.choice((1, 1, 2, 3)))}
        first, *more = (event(plan, found) for found in sorted(numbers))
        named = (first, *(other for other in more if other.sponsor == first.sponsor))
    if named:
        whose, doer = named[0].sponsor, named[0].group
        said = max(other.day for other in named) + 35 + random.randrange(60)
    else:
        doer = plan.some_group.one(random)
        whose = plan.sponsors[doer] if random.random() < 0.4 else plan.some_state.one(random)
        said = FIRST_DAY + int(DAYS * (0.3 + 0.7 * random.random() ** 0.5))
    if number == BLANKET:
        whose, said = plan.sponsors[0], LAST_DAY + 30
    of_group = number > TAKEN_BACK and random.random() < (0.4 if named else 0.15)
    if of_group:
        whose = plan.sponsors[doer]
    return _Denial(
        f"denial-{number}",
        group(doer) if of_group else state(whose),
        whose,
        group(doer) if of_group else voice(whose, random),
        said,
        day(said) if number <= TAKEN_BACK else stated(said, random),
        named,
        f"denial-{number}",
    )


def _rendering(earlier: _Denial, number: int) -> _Denial:
    return _Denial(
        f"denial-{number}",
        earlier.party,
        earlier.number,
        earlier.speaker,
        earlier.said,
        earlier.stated,
        earlier.named,
        earlier.original,
    )


def _restated(earlier: _Denial, found: _Denial, random: Random) -> _Denial:
    """Return a denial by the party of an earlier one, which it replaces."""
    said = earlier.said + 40 + random.randrange(300)
    return _Denial(
        found.name,
        earlier.party,
        earlier.number,
        earlier.speaker,
        said,
        stated(said, random),
        earlier.named,
        found.name,
    )


def _parts(plan: Plan, found: _Denial, number: int, random: Random) -> Iterator[Involvement]:
    """Yield what a denial denies: in a scope, in named incidents, or in both; or two sentences."""
    by_scope = not found.named or random.random() < 0.35
    for sentence in range(2 if random.random() < 0.1 else 1):
        modes, left = denied(random)
        words = scope(plan, found.number, found.said, random)
        if number in {BLANKET, RENDERED}:
            words = Scope(kinds=("armed-attack",))
        if number in {BLANKET, TAKEN_BACK}:
            modes, left = MODES, ()
        elif found.named and found.party.startswith("group") and random.random() < 0.2:
            modes, left = ("supported",), ()  # of whether they did it they say nothing
        names = tuple(other.incident.id for other in found.named)
        read: Names = ()
        if number > TAKEN_BACK:
            read = names[1:] if random.random() < 0.4 else ()
            read = names if random.random() < 0.12 else read
        organ = found.party.startswith("state") and random.random() < 0.08
        yield Involvement(
            f"{found.name}-part-{sentence}",
            f"{found.party}-army" if organ else found.party,
            modes,
            left,
            concerns=tuple(name for name in names if name not in read),
            may_concern=read,
            scope=words if by_scope else None,
        )


def _counter(found: _Denial, random: Random) -> list[Involvement]:
    """Return whom a denial accuses in turn, and what it owns up to, if anything."""
    more = []
    if found.named and random.random() < 0.15:
        rival = group(found.named[0].rival)
        if rival != found.party:
            here = (found.named[0].incident.id,)
            part = Involvement(f"{found.name}-rival", rival, ("carried-out",), concerns=here)
            more.append(part)
    if found.named and random.random() < 0.14:
        here = (found.named[-1].incident.id,)
        modes = affirmed(random, "supported")
        more.append(Involvement(f"{found.name}-own", found.party, modes, concerns=here))
    return more


def _said(
    found: _Denial,
    parts: list[Involvement],
    more: list[Involvement],
    supersedes: Names,
    random: Random,
) -> Iterator[Node]:
    """Yield the statement, the document in which it stands, and articles that carry it."""
    letter, article = f"{found.name}-letter", f"{found.name}-article"
    issued = found.said + 2 + random.randrange(4)
    written = random.random() < 0.55
    if written:
        yield Source(letter, day(issued), first_hand=True)
    carried = not written or random.random() < 0.6
    if carried:
        later = day(issued + random.randrange(3))
        yield Source(article, later, derived_from=(letter,) if written else ())
    at = random.random() < 0.5
    yield Statement(
        found.name,
        found.speaker,
        affirms=tuple(part.id for part in more),
        denies=tuple(part.id for part in parts),
        made_for=(found.party,) if random.random() < 0.2 else (),
        stated=found.stated,
        stated_at=country(found.number) if at else None,
        made_public=day(found.said + 2) if random.random() < 0.06 else None,
        rendering_of=found.original if found.original != found.name else None,
        supersedes=supersedes,
        reported_in=(letter,) * written + (article,) * carried,
    )


def _taken_back(plan: Plan, found: _Denial, random: Random) -> Iterator[Node]:
    """Yield later words of the party that replace a denial: it owns up, or leaves it open."""
    name = f"{found.name}-taken-back"
    said = found.said + 20 + random.randrange(200)
    here = found.named[0] if found.named else event(plan, plan.known_incident(random))
    about = found.named or (here.day <= found.said and random.random() < 0.6)
    owns_up = bool(about) and random.random() < 0.5
    part = Involvement(
        f"{name}-part",
        found.party,
        affirmed(random, random.choice(MODES)) if owns_up else (),
        () if owns_up else MODES,
        concerns=(here.incident.id,) if about else (),
        scope=None if about else scope(plan, found.number, said, random),
    )
    yield part
    yield Source(f"{name}-source", day(said + 1 + random.randrange(5)), first_hand=True)
    yield Statement(
        name,
        found.speaker,
        affirms=(part.id,) if owns_up else (),
        leaves_open=() if owns_up else (part.id,),
        stated=stated(said, random),
        supersedes=(found.original,),
        reported_in=(f"{name}-source",),
    )
