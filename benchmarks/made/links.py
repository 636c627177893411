"""Who is said to sponsor whom and to hide behind which name, and who says so.

The links are few and do not grow with the incidents; most have a period, a rival, or both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random

from made.cast import group, persona, state, voice
from made.dating import stated
from made.model import Link, Source, Statement
from made.plan import DAYS, FIRST_DAY, Plan, day

MODES = ("directs", "arms", "arms", "funds", "trains", "supports", "supports", "umbrella")


def links(plan: Plan) -> Iterator[Link]:
    """Yield sponsorships from group to state or group, and identities from name to either."""
    for number in range(plan.groups):
        random = plan.random(f"sponsors of group {number}")
        sponsor = plan.sponsors[number]
        rivals = [plan.other_state(sponsor, random)] if random.random() < 0.25 else []
        for principal in (sponsor, *rivals):
            whole = state(principal)
            high = f"{whole}-brigade" if random.random() < 0.2 else whole
            yield _sponsorship(group(number), high, random)
        if number and random.random() < 0.3:  # always of an earlier group: no circles
            yield _sponsorship(group(number), group(random.randrange(number)), random)
    for number, master in enumerate(plan.masters):
        random = plan.random(f"who is behind persona {number}")
        behind = [group(master)]
        if random.random() < 0.3:
            behind.append(group(plan.other_group(master, random)))
        if random.random() < 0.2 or not number:
            behind.append(state(plan.sponsors[master]))
        for high in behind:
            since, until = _period(random, 0.15)
            yield Link(
                f"identity-{persona(number)}-{high}", persona(number), high, None, since, until
            )


@lru_cache(maxsize=2)
def by_lower(plan: Plan) -> dict[str, list[str]]:
    """Return the names of the links that lead up from each actor."""
    found: dict[str, list[str]] = {}
    for link in links(plan):
        found.setdefault(link.low, []).append(link.id)
    return found


def _sponsorship(low: str, high: str, random: Random) -> Link:
    first, second = random.choice(MODES), random.choice(MODES)
    modes = (first, second) if random.random() < 0.25 and second != first else (first,)
    since, until = _period(random, 0.35)
    return Link(f"sponsorship-{low}-{high}", low, high, modes, since, until)


def _period(random: Random, share: float) -> tuple[str | None, str | None]:
    """Return a begin and an end, each there or not; the end is the later."""
    since = until = None
    begin = FIRST_DAY + random.randrange(DAYS // 2)
    if random.random() < share:
        since = day(begin)[: random.choice((4, 4, 7, 10))]
    if random.random() < share / 2:
        until = day(begin + random.randrange(800, DAYS // 2))[: random.choice((4, 7, 10))]
    return since, until


def told(plan: Plan) -> Iterator[Source | Statement]:
    """Yield what is said of the links: affirmed by one to three, now and then denied."""
    for number, link in enumerate(links(plan)):
        random = plan.random(f"what is said of link {number}")
        voices = _affirmers(plan, link, random)
        for count, (speaker, stance) in enumerate(voices):
            name = f"link-{number}-said-{count}"
            said = FIRST_DAY + random.randrange(DAYS // 3, DAYS)
            yield Source(
                f"{name}-source", day(said + random.randrange(4)), first_hand=random.random() < 0.3
            )
            yield Statement(
                name,
                speaker,
                affirms=(link.id,) if stance == "affirms" else (),
                denies=(link.id,) if stance == "denies" else (),
                leaves_open=(link.id,) if stance == "leaves open" else (),
                stated=stated(said, random),
                reported_in=(f"{name}-source",),
            )


def _affirmers(plan: Plan, link: Link, random: Random) -> list[tuple[str, str]]:
    """Choose who speaks of a link, and how: rivals affirm, the principal denies or owns up."""
    top = link.high.removesuffix("-brigade")
    number = int(top.partition("-")[2])
    of_state = top.startswith("state-")
    rival = plan.other_state(number if of_state else plan.sponsors[number], random)
    found = [(voice(rival, random), "affirms")]
    if random.random() < 0.3:
        found.append((voice(plan.other_state(rival, random), random), "affirms"))
    if random.random() < 0.1:
        found.append((f"body-{random.randrange(plan.bodies)}", "affirms"))
    if random.random() < 0.1:
        found.append((f"{state(rival)}-officials", "affirms"))
    if random.random() < (0.15 if of_state else 0.35):
        found.append((link.low, "affirms"))
    principal = voice(number, random) if of_state else top
    chance = random.random()
    if link.modes is None:  # behind a name: owned up to more often than denied
        stance = "affirms" if chance < 0.5 else "denies" if chance < 0.65 else ""
    else:
        stance = "affirms" if chance < 0.1 else "denies" if chance < 0.35 else ""
    if not stance and chance > 0.9:
        stance = "leaves open"
    if stance:
        found.append((principal, stance))
    return found[1:] if stance == "affirms" and random.random() < 0.3 else found
