"""The network of small worlds written as RDF: rows are those of the assessment."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import worlds
from worlds import Actor, Incident, Involvement, Link, Place, Scope, Statement, World, joined, load

from kg.errors import UsageError
from kg.graph import CASE
from kg.network import network, paths, sequences
from kg.network.chains import find
from kg.network.hops import link_hops, naming_hops
from kg.network.paths import bounds_of
from kg.network.reader import denials_of, read

# `kg.network.sequences` is the function; its module goes by the same name.
sequences_module = sys.modules[sequences.__module__]
several_worlds = st.lists(worlds(), min_size=4, max_size=4).map(joined)
few = settings(
    max_examples=3, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)


def assert_chains_agree(world: World, as_of: str | None = None) -> None:
    """The chains that the rules make in SQL are among those that walking the rows finds."""
    reading = read(load(world), as_of, ())
    rows = reading.rows
    found: dict[tuple[str, str], set[tuple[str, tuple[str, ...], str]]] = {}
    wanted = reading.connection.execute(
        """
        SELECT incident, target, doer, reach.links, statement, reach.statements, original
        FROM chain
        JOIN reach USING (reach)
        JOIN original USING (statement, original)
        ORDER BY ALL
        """
    ).fetchall()
    assert wanted
    for incident, target, doer, links, statement, link_statements, original in wanted:
        if (incident, target) not in found:
            doers = naming_hops(rows, incident, denials_of(reading.connection, incident))
            hops = link_hops(rows, bounds_of(reading.connection, incident))
            found[incident, target] = {
                (root, chain.links, carrier.original)
                for chain in find(rows, doers, hops, target).chains
                if chain.in_period
                for root in rows.roots(chain.hops[0].upper)
                for carrier in chain.hops[0].carriers
            }
        assert (doer, tuple(links), original) in found[incident, target]
        assert statement in rows.statements
        for link, said in zip(links, link_statements, strict=True):
            (hop,) = (hop for hop in link_hops(rows) if hop.link == link)
            origin = rows.statements[said].original
            assert origin in {carrier.original for carrier in hop.carriers}


@few
@given(several_worlds, st.sampled_from((None, "2021-02-28")))
def test_every_chain_of_the_assessment_is_found(world: World, as_of: str | None) -> None:
    assert_chains_agree(world, as_of)


def test_chains_agree_where_an_organ_has_two_wholes() -> None:
    """Whoever is an organ of two acts for both; a link may lead from the one to the other."""
    links = (
        Link("l1", "joint", "alpha", ("arms",)),
        Link("l2", "beta", "gamma", ("directs",)),
        Link("l3", "gamma", "joint", ("directs",)),
    )
    assert_chains_agree(
        replace(
            BASE,
            actors=(*BASE.actors, Actor("joint", "Organization", organ_of=("alpha", "beta"))),
            links=links,
            involvements=(Involvement("did", "joint", ("carried-out",), concerns=("first",)),),
            statements=(Statement("says", "far-away", affirms=("did", "l1", "l2", "l3")),),
        )
    )


@few
@given(several_worlds)
def test_a_later_day_loses_no_statement_and_no_edge(world: World) -> None:
    """What is replaced stays with its edge, so that nothing is lost."""
    graph = load(world)
    days = ("2021-02-15", "2021-03-05", None)
    earlier: dict[tuple[str | None, ...], set[str]] = {}
    for day in days:
        now: dict[tuple[str | None, ...], set[str]] = {
            (edge.kind, edge.source, edge.target, edge.link, edge.of): set(edge.carried_by)
            for edge in network(graph, as_of=day).edges
        }
        assert earlier.keys() <= now.keys()
        assert all(statements <= now[place] for place, statements in earlier.items())
        earlier = now


@few
@given(several_worlds)
def test_names_change_nothing_but_names(world: World) -> None:
    """Counts, hours and p-values are the same whatever the nodes are called."""
    other = world.renamed(lambda name: f"x-{name[::-1]}")

    def plain(world: World) -> tuple[object, ...]:
        graph = load(world)
        found = sequences(graph, within="30d", permutations=50)
        standing = network(graph).standings
        return (
            found.chance,
            sorted((d.words, d.attacks, d.within, len(d.undecided)) for d in found.denials),
            sorted(tuple(v for k, v in vars(each).items() if k != "party") for each in standing),
        )

    assert plain(world) == plain(other)


# --- sequences -------------------------------------------------------------------------------


def struck(name: str, when: str, **more: object) -> Incident:
    given_ = {"kinds": ("rocket-attack",), "places": ("town",), "strikes": ("beta",)} | more
    return Incident(name, when=when, **given_)  # type: ignore[arg-type]


BASE = World(
    actors=(
        Actor("alpha", "State"),
        Actor("army", "MilitaryUnit", organ_of=("alpha",)),
        Actor("beta", "State"),
        Actor("gamma", "State"),
    ),
    places=(Place("land", zone="Asia/Baghdad"), Place("town", within=("land",)), Place("far")),
    incidents=(
        struck("first", "2021-02-01"),
        struck("second", "2021-02-10T06:00:00+03:00"),
        struck("elsewhere", "2021-02-09", places=("far",)),
        struck("other-kind", "2021-02-09", kinds=("air-strike",)),
        struck("unknown-place", "2021-03-01", places=()),
        struck("undated", "unknown"),
    ),
    involvements=(
        Involvement(
            "part", "alpha", ("carried-out",), scope=Scope(("rocket-attack",), ("beta",), ("land",))
        ),
        Involvement("named", "alpha", ("carried-out",), concerns=("first",)),
    ),
    statements=(Statement("no", "alpha", denies=("part",), stated="2021-02-09", stated_at="land"),),
)


def local(names: tuple[str, ...]) -> list[str]:
    return [name.removeprefix(CASE) for name in names]


def test_the_attacks_around_a_denial_are_of_the_sort_that_its_words_are_about() -> None:
    found = sequences(load(BASE))
    (denial,) = found.denials
    assert denial.before
    assert denial.after
    assert (denial.before.incident, denial.after.incident) == (f"{CASE}first", f"{CASE}second")
    # From 9 February, 0:00 to 24:00 in Baghdad, to 6:00 of the 10th.
    assert (denial.after.least_hours, denial.after.most_hours) == (6, 30)
    assert denial.within == "possibly"
    # The one whose place is not known counts; the one elsewhere and the air strike do not.
    assert denial.attacks == 3
    assert found.vague_attacks == 1
    assert (found.chance.silent, found.chance.p) == ("few", None)
    assert sequences(load(BASE), within="36h").denials[0].within == "certainly"
    assert sequences(load(BASE), within="5h").denials[0].within == "no"


def test_a_rendering_is_its_original_and_a_letter_counts_once() -> None:
    world = BASE.plus(
        Involvement("too", "alpha", ("directed",), scope=Scope(("rocket-attack",))),
        Statement("echo", "alpha", denies=("too",), stated="2021-02-20", rendering_of="no"),
        Statement("also", "army", denies=("too",), stated="2021-02-09", stated_at="land"),
        Statement("later", "alpha", denies=("named",), stated="2021-02-12", stated_at="land"),
    )
    found = sequences(load(world)).denials
    assert [local(denial.denials) for denial in found] == [["also", "no"], ["later"]]
    assert [denial.words for denial in found] == ["general", "named"]
    assert found[1].before
    assert found[1].before.incident == f"{CASE}first"
    assert (found[1].after, found[1].within) == (None, "unknown")


def test_only_denials_of_the_party() -> None:
    world = BASE.plus(
        Involvement("theirs", "gamma", ("carried-out",), scope=Scope(("rocket-attack",))),
        Statement("not-us", "gamma", denies=("theirs",), stated="2021-02-09"),
    )
    graph = load(world)
    assert len(sequences(graph).denials) == 2
    assert [local(d.denials) for d in sequences(graph, party="army").denials] == [["no"]]
    assert [local(d.denials) for d in sequences(graph, party="gamma").denials] == [["not-us"]]
    assert sequences(graph, party="beta").denials == ()
    for name in ("first", "no"):
        with pytest.raises(UsageError, match="no actor"):
            sequences(graph, party=name)


def test_as_of_a_day_later_attacks_do_not_exist() -> None:
    made_public = replace(BASE.statements[0], made_public="2021-02-09")
    graph = load(replace(BASE, statements=(made_public,)))
    (denial,) = sequences(graph, as_of="2021-02-09").denials
    assert (denial.after, denial.attacks) == (None, 1)
    (denial,) = sequences(graph, as_of="2021-02-10").denials
    assert denial.after
    assert sequences(graph, as_of="2021-02-08").denials == ()


def test_too_many_events_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequences_module, "MOST_WORK", 100)
    found = sequences(load(BASE), permutations=40)
    assert (found.chance.silent, found.chance.p) == ("many", None)
    assert (found.chance.denials, found.chance.attacks, found.chance.followed) == (1, 3, 1)


def test_where_only_a_rendering_was_public_it_stands_for_the_letter() -> None:
    letter = replace(BASE.statements[0], made_public="2021-06-01")
    echo = replace(letter, id="echo", made_public="2021-02-09", rendering_of="no")
    graph = load(replace(BASE, statements=(letter, echo)))
    assert [local(d.denials) for d in sequences(graph, as_of="2021-03-01").denials] == [["echo"]]
    assert [local(d.denials) for d in sequences(graph).denials] == [["no"]]


def test_numbers_that_mean_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="number from 1"):
        sequences(load(BASE), permutations=0)


# --- paths -----------------------------------------------------------------------------------


LINKED = World(
    actors=(
        *BASE.actors,
        Actor("group", "ArmedGroup"),
        Actor("mask", "Persona"),
        Actor("corps", "MilitaryUnit", organ_of=("army",)),
    ),
    places=BASE.places,
    incidents=BASE.incidents,
    links=(
        Link("behind", "mask", "group"),
        Link("arming", "group", "corps", ("arms",)),
        Link("past", "group", "alpha", ("directs",), until="2020"),
    ),
    involvements=(Involvement("did", "mask", ("carried-out",), concerns=("first",)),),
    statements=(
        Statement("claim", "mask", affirms=("did",), stated="2021-02-02"),
        Statement("report", "gamma", affirms=("behind", "arming", "past"), stated="2021-02-05"),
        Statement("no", "alpha", denies=("arming",), stated="2021-02-06"),
    ),
)


def test_a_path_has_its_words_its_weakest_hop_and_who_denies_it() -> None:
    found = paths(load(LINKED), "first", "alpha")
    (path,) = found.paths
    assert (path.mode, path.composed, path.weakest, path.denied) == ("supported", True, 3, (3,))
    steps = {step.number: step for step in found.steps}
    hops = [steps[number] for number in path.hops]
    assert [local(tuple(w.statement for w in step.affirmed)) for step in hops] == [
        ["claim"],
        ["report"],
        ["report"],
    ]
    assert [w.statement for w in hops[2].answered] == [f"{CASE}no"]
    assert found.longer is False
    # The link that ended in 2020 makes a chain that does not count.
    (excluded,) = found.excluded
    assert [steps[number].hop.in_period for number in excluded.hops] == [True, True, False]


def test_where_there_is_no_chain_it_is_told_what_is_nearest() -> None:
    graph = load(LINKED)
    nearest = paths(graph, "first", "beta").nearest
    assert nearest
    assert (local(nearest.doers), nearest.below, nearest.wholes) == (["mask"], (), ())
    world = LINKED.plus(Actor("navy", "MilitaryUnit", organ_of=("army",)))
    nearest = paths(load(world), "first", "navy").nearest
    assert nearest
    assert local(nearest.wholes) == ["army", "alpha"]
    nearest = paths(graph, "second", "alpha").nearest
    assert nearest
    assert (nearest.doers, local(nearest.below)) == ((), ["group"])


def test_as_of_and_without_take_hops_away() -> None:
    public = {"claim": "2021-02-02", "report": "2021-02-05", "no": "2021-02-06"}
    statements = tuple(replace(s, made_public=public[s.id]) for s in LINKED.statements)
    graph = load(replace(LINKED, statements=statements))
    assert not paths(graph, "first", "alpha", as_of="2021-02-04").paths
    assert paths(graph, "first", "alpha", as_of="2021-02-05").paths[0].denied == ()
    assert paths(graph, "first", "alpha", as_of="2021-02-06").paths[0].denied == (3,)
    for name in ("report", "behind", "arming", "did"):
        assert not paths(graph, "first", "alpha", without=[name]).paths


@pytest.mark.parametrize(
    ("incident", "actor", "message"),
    [
        ("alpha", "first", "kg paths first alpha"),
        ("alpha", "beta", "no incident"),
        ("first", "second", "no actor"),
        ("first", "claim", "no actor"),
        ("first", "nobody", "no node"),
    ],
)
def test_wrong_names_are_told(incident: str, actor: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        paths(load(LINKED), incident, actor)
