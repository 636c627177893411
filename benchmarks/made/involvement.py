"""Parts in incidents, as accusers name them and as denials put them."""

from __future__ import annotations

from random import Random

from made.cast import ALLIANCES, BASES, ORGANS, PROVINCES, country, state
from made.dating import end
from made.incidents import KINDS
from made.model import Names, Scope
from made.plan import Plan

MODES = ("carried-out", "directed", "supported")
# What words deny, and what they leave open; the rest they do not touch.
DENIED: tuple[tuple[int, Names, Names], ...] = (
    (32, MODES, ()),
    (12, ("carried-out",), ("directed", "supported")),
    (14, ("directed", "supported"), ("carried-out",)),  # "by any entity"
    (12, ("carried-out", "directed"), ("supported",)),  # "directly or indirectly"
    (10, (), MODES),  # an accusation is rejected
    (10, ("carried-out",), ()),
    (10, ("supported",), ()),
)
_SHARES = [share for share, _, _ in DENIED]


def denied(random: Random) -> tuple[Names, Names]:
    """Choose what the words of a denial deny and what they leave open."""
    _, modes, left = random.choices(DENIED, weights=_SHARES)[0]
    return modes, left


def affirmed(random: Random, usual: str) -> Names:
    """Choose the modes of an accusation: most often one, else words that do not tell which."""
    chance = random.random()
    if chance < 0.8:
        return (usual,)
    return (random.choice(MODES),) if chance < 0.92 else ("directed", "supported")


def scope(plan: Plan, party: int, stated: int, random: Random) -> Scope:
    """Choose what general words are about: some of kind, target, place and time."""
    kinds: Names = ()
    chance = random.random()
    if chance < 0.45:
        kinds = ("armed-attack",)
    elif chance < 0.85:
        kinds = tuple(dict.fromkeys(random.choice(KINDS) for _ in range(random.choice((1, 1, 2)))))
    targets = _targets(plan, party, random)
    places = _places(plan, random)
    since = until = None
    if random.random() < 0.45:
        since = end(stated - random.randrange(200, 2500), random)
    if random.random() < 0.15:
        until = end(stated - random.randrange(5, 150), random)
    if not (kinds or targets or places):
        kinds = ("armed-attack",)
    return Scope(kinds, targets, places, since, until)


def _targets(plan: Plan, party: int, random: Random) -> Names:
    other = plan.other_state(party, random)
    chance = random.random()
    if chance < 0.45:
        return (state(other),)
    if chance < 0.6:
        return (f"{state(other)}-{random.choice(ORGANS[:4])}",)
    if chance < 0.7:
        return (f"base-{plan.some_state.one(random)}-{random.randrange(BASES)}",)
    if chance < 0.75:
        return (f"alliance-{random.randrange(ALLIANCES)}",)
    return (f"{state(other)}-company", f"{state(other)}-embassy") if chance < 0.8 else ()


def _places(plan: Plan, random: Random) -> Names:
    where = plan.some_state.one(random)
    chance = random.random()
    if chance < 0.5:
        return (country(where),)
    if chance < 0.7:
        return (f"province-{where}-{random.randrange(PROVINCES)}",)
    if chance < 0.75:
        return ("region",)
    return (country(where), country(plan.other_state(where, random))) if chance < 0.85 else ()
