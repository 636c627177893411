"""Random small worlds for hypothesis, near the cases that the rules distinguish.

Ids come from small pools, so that statements meet. Everything is drawn, so that what fails
shrinks to the few nodes that matter.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from worlds import (
    Actor,
    Incident,
    Involvement,
    Link,
    Names,
    Place,
    Scope,
    Source,
    Statement,
    World,
)

MODES = ("carried-out", "directed", "supported")
PARTIES = ("alpha", "beta", "group", "rebels")
SPEAKERS = (*PARTIES, "alpha-army", "mask", "someone", "militias", "officials", "inquiry", "court")
DOERS = (*PARTIES, "alpha-army", "mask", "someone", "militias")
KINDS = ("rocket-attack", "armed-attack", "missile-strike", "drone-attack")
DATES = (
    None,
    "2021-02-14",
    "2021-02-15",
    "2021-02-16",
    "2021-02-15T12:00:00+03:00",
    "2021-02-14/2021-02-16",
    "2021-02",
    "2021",
    "2021-02-15?",
    "2021-03-14",
    "2020-01",
)
ISSUED = (None, "2021-02-10", "2021-02-16", "2021-02", "2021-03-01", "2021-03-20")
STRUCK = ("alpha", "beta", "beta-embassy", "alliance", "base", "group")


def some(pool: tuple[str, ...], most: int = 2) -> st.SearchStrategy[Names]:
    """Draw a few of a pool, each once."""
    return st.lists(st.sampled_from(pool), max_size=most, unique=True).map(tuple)


def one_of(pool: tuple[str, ...], most: int = 2) -> st.SearchStrategy[Names]:
    """Draw a few of a pool, at least one."""
    return st.lists(st.sampled_from(pool), min_size=1, max_size=most, unique=True).map(tuple)


@st.composite
def actors(draw: st.DrawFn) -> tuple[Actor, ...]:
    """Two states, two groups, what belongs to them, and those who only speak."""
    return (
        Actor("alpha", "State"),
        Actor("beta", "State", part_of=draw(st.sampled_from(((), ("alliance",))))),
        Actor("alliance", "Organization"),
        Actor("beta-embassy", "Organization", organ_of=("beta",)),
        Actor("alpha-army", "MilitaryUnit", organ_of=("alpha",)),
        Actor("group", "ArmedGroup", part_of=draw(st.sampled_from(((), ("alpha",))))),
        Actor(
            "rebels",
            "ArmedGroup",
            organ_of=draw(st.sampled_from(((), (), ("group",)))),
            part_of=draw(st.sampled_from(((), ("group",)))),
        ),
        Actor("mask", "Persona"),
        Actor("someone", "Person", organ_of=draw(st.sampled_from(((), ("alpha",))))),
        Actor("militias", "DescribedGroup"),
        Actor("officials", "DescribedGroup", anonymous=True),
        Actor("assembly", "Organization"),
        Actor(
            "inquiry",
            "InvestigativeBody",
            mandated_by=draw(some(("assembly", "alpha", "beta", "group", "beta-embassy"))),
        ),
        Actor("court", "InvestigativeBody"),
    )


@st.composite
def places(draw: st.DrawFn) -> tuple[Place, ...]:
    """A land with a town and a base, a land far away, and a region without bounds."""
    return (
        Place("land", within=draw(st.sampled_from(((), ("region",)))), zone="Asia/Baghdad"),
        Place("town", within=("land",)),
        Place("base", within=("town",), base=True, hosts=draw(some(("beta", "alliance", "alpha")))),
        Place("far", zone="America/New_York"),
        Place("region", vague=True),
    )


@st.composite
def incidents(draw: st.DrawFn, name: str) -> Incident:
    """Something with much or little known of it."""
    finer = draw(st.sampled_from((False, False, False, True)))
    return Incident(
        name,
        kinds=draw(some(KINDS)),
        when="2021-02-15" if finer else draw(st.sampled_from(DATES)),
        earliest="2021-02-15T20:00:00+03:00" if finer else None,
        latest="2021-02-15T23:30:00+03:00" if finer and draw(st.booleans()) else None,
        places=draw(some(("town", "land", "base", "far", "region"))),
        strikes=draw(some(STRUCK)),
        touches=draw(some(("alpha", "beta", "beta-embassy", "alliance"), 1)),
        hosts=draw(some(("alpha", "group", "beta"), 1)),
    )


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """A scope, most often one that restricts little."""
    return Scope(
        kinds=draw(some(KINDS, 1)),
        targets=draw(some(("beta", "beta-embassy", "alliance", "base", "alpha"), 1)),
        places=draw(some(("land", "town", "region", "far"), 1)),
        since=draw(st.sampled_from((None, None, None, "2021-02-15", "2021-03", "2020"))),
        until=draw(st.sampled_from((None, None, None, "2021-02-15", "2020-12", "2022"))),
    )


@st.composite
def involvements(
    draw: st.DrawFn,
    name: str,
    incident_names: Names,
    pool: Names = DOERS,
    hows: Names = ("scope", "named", "scope", "read", "named", "both"),
    *,
    meant: bool = False,
) -> Involvement:
    """Somebody's part: with modes, with modes left open, or both; named, read or in a scope."""
    modes = draw(one_of(MODES) if meant else some(MODES, 3))
    left = () if meant else tuple(mode for mode in draw(some(MODES, 3)) if mode not in modes)
    if not modes and not left:
        left = MODES
    concerns: Names = ()
    may_concern: Names = ()
    scope: Scope | None = None
    how = draw(st.sampled_from(hows))
    if how in {"named", "both"}:
        concerns = draw(one_of(incident_names))
    if how == "read" or (how == "both" and draw(st.booleans())):
        may_concern = tuple(i for i in draw(one_of(incident_names)) if i not in concerns)
    if how in {"scope", "both"}:
        scope = draw(scopes())
    return Involvement(name, draw(st.sampled_from(pool)), modes, left, concerns, may_concern, scope)


@st.composite
def links(draw: st.DrawFn, name: str) -> Link:
    """A sponsorship or an identity, now and then with a period."""
    period = (None, None, None, None, None, "2021-02-15", "2021-03", "2020-12")
    since = draw(st.sampled_from(period))
    until = draw(st.sampled_from(period))
    if draw(st.sampled_from((True, False, False))):
        high = draw(st.sampled_from(("group", "alpha", "alpha-army", "rebels", "beta")))
        return Link(name, "mask", high, None, since, until)
    low = draw(st.sampled_from(("group", "group", "group", "rebels", "militias", "beta", "mask")))
    uppers = [actor for actor in ("alpha", "alpha-army", "group", "beta") if actor != low]
    modes = draw(one_of(("supports", "directs", "umbrella", "arms")))
    return Link(name, low, draw(st.sampled_from(uppers)), modes, since, until)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world with a denial and up to five other statements."""
    incident_names = ("raid", "blast", "siege")[: draw(st.sampled_from((1, 2, 1, 3)))]
    world = World(
        actors=draw(actors()),
        places=draw(places()),
        incidents=tuple(draw(incidents(name)) for name in incident_names),
        sources=tuple(
            Source(
                name,
                draw(st.sampled_from(ISSUED)),
                derived_from=draw(some(("paper", "radio", "web"), most=1)),
                first_hand=draw(st.booleans()),
            )
            for name in ("paper", "radio", "web")
        ),
        links=tuple(draw(links(f"link-{n}")) for n in range(draw(st.integers(1, 3)))),
    )
    denied = draw(involvements("part-0", incident_names, ("alpha", "alpha-army", "group")))
    deniers = ("alpha", "alpha-army") if denied.actor.startswith("alpha") else ("group",)
    first = Statement("said-0", draw(st.sampled_from(deniers)), denies=(denied.id,))
    world = world.plus(denied, draw(_dated(first)))
    for number in range(1, draw(st.integers(2, 6))):
        world = draw(_one_more(world, number, incident_names))
    return world


@st.composite
def _dated(draw: st.DrawFn, statement: Statement) -> Statement:
    """Say when and where it was stated, when it was public, and where it can be read."""
    return replace(
        statement,
        stated=draw(st.sampled_from(DATES)),
        stated_at=draw(st.sampled_from((None, "far", "land", "region", "town"))),
        made_public=draw(st.sampled_from((None, None, None, "2021-02-11", "2021-02"))),
        reported_in=draw(some(("paper", "radio", "web"))),
    )


# What somebody says: speakers, the stance, whose part, and how incidents are meant. "-" is the
# speaker's own part.
_SAYINGS: dict[str, tuple[Names, str, Names, Names]] = {
    "accuses": (("beta", "court", "rebels"), "affirms", ("alpha", "alpha-army"), ("named", "read")),
    "names a proxy": (("beta", "officials"), "affirms", ("group", "mask"), ("named",)),
    "admits": (("alpha", "alpha-army", "someone"), "affirms", ("-",), ("named", "read", "scope")),
    "claims": (("mask", "group", "militias"), "affirms", ("-",), ("named", "named", "both")),
    "finds": (("inquiry", "court"), "affirms", DOERS, ("named",)),
    "clears": (("inquiry", "court", "beta"), "denies", DOERS, ("named", "scope")),
    "denies": (("alpha", "alpha-army", "group", "mask"), "denies", ("-",), ("scope", "named")),
    "leaves open": (("alpha", "beta", "group"), "leaves_open", ("-", "alpha"), ("scope", "named")),
    "says anything": (SPEAKERS, "affirms", DOERS, ("scope", "named", "read", "both")),
}


@st.composite
def _one_more(draw: st.DrawFn, world: World, number: int, incident_names: Names) -> World:
    """Add a statement about an involvement of its own, an earlier one, a link, or two of these."""
    saying = draw(st.sampled_from(sorted(_SAYINGS)))
    speakers, usual, pool, hows = _SAYINGS[saying]
    speaker = draw(st.sampled_from(speakers))
    stances: dict[str, Names] = {"affirms": (), "denies": (), "leaves_open": ()}
    link_names = [link.id for link in world.links]
    for part in range(draw(st.sampled_from((1, 1, 2)))):
        how = draw(st.sampled_from(("new", "new", "new", "shared", "link") if part else ("new",)))
        stance = draw(st.sampled_from((usual, usual, "affirms", "denies"))) if part else usual
        if how == "link" and link_names:
            name = draw(st.sampled_from(link_names))
        elif how == "shared":
            name = draw(st.sampled_from([node.id for node in world.involvements]))
        else:
            actors = tuple(speaker if actor == "-" else actor for actor in pool)
            node = draw(
                involvements(
                    f"part-{number}-{part}",
                    incident_names,
                    actors,
                    hows,
                    meant=stance == "affirms",
                )
            )
            world = world.plus(node)
            name = node.id
        if not any(name in names for names in stances.values()):
            stances[stance] = (*stances[stance], name)
    if link_names and draw(st.sampled_from((True, False))):
        name = draw(st.sampled_from(link_names))
        if name not in stances["denies"]:
            stances["affirms"] = tuple(dict.fromkeys((*stances["affirms"], name)))
    earlier = [statement.id for statement in world.statements]
    relation = draw(st.sampled_from(("none", "none", "none", "rendering", "supersedes", "rests")))
    statement = Statement(
        f"said-{number}",
        speaker,
        made_for=draw(st.sampled_from(((), (), (), (), ("beta",), ("alpha",), ("alpha", "beta")))),
        rendering_of=draw(st.sampled_from(earlier)) if relation == "rendering" else None,
        supersedes=(draw(st.sampled_from(earlier)),) if relation == "supersedes" else (),
        based_on=(draw(st.sampled_from(earlier)),) if relation == "rests" else (),
        affirms=stances["affirms"],
        denies=stances["denies"],
        leaves_open=stances["leaves_open"],
    )
    return world.plus(draw(_dated(statement)))
