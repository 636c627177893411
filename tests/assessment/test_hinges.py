"""What a result hangs on: reruns side by side are full runs, and a hinge is what changes a pair."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import worlds
from test_rules import BASE, RAID, denial, linked, named
from worlds import Source, Statement, World, joined, load

import kg
from kg.assessment import Explanation, Outcome, Pair, assess, why
from kg.assessment.assess import assess_with_tables
from kg.assessment.whatif import Key, WhatIf
from kg.case import Case
from kg.graph import CASE, Graph

several_worlds = st.lists(worlds(), min_size=2, max_size=2).map(joined)
few = settings(
    max_examples=2, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


def outcome(pair: Pair) -> Outcome:
    charge = pair.charge
    if charge is None:
        return Outcome(pair.coverage, pair.verdict)
    return Outcome(pair.coverage, pair.verdict, charge.mode, charge.words, charge.composed)


def outcomes(pairs: Iterable[Pair]) -> dict[Key, Outcome]:
    return {Key(pair.kind, pair.denial, pair.incident, pair.party): outcome(pair) for pair in pairs}


def full(graph: Graph, without: Iterable[str], as_of: str | None = None) -> dict[Key, Outcome]:
    """A full run of every rule."""
    found = assess(graph, kind="all", all_pairs=True, without=without, as_of=as_of)
    return outcomes(found.pairs)


def beside(
    graph: Graph, statements: list[str], incidents: list[str], as_of: str | None = None
) -> WhatIf:
    """The reruns that are put side by side."""
    _, connection = assess_with_tables(
        graph, statements, kind="all", as_of=as_of, without=(), all_pairs=True
    )
    return WhatIf(connection, incidents)


def nodes(world: World) -> list[str]:
    """Everything of a world that can be left out."""
    involvements = [CASE + node.id for node in world.involvements]
    return [*candidates(world), *involvements]


def candidates(world: World) -> list[str]:
    """Everything of a world that can be a hinge."""
    return [
        *(CASE + node.id for node in world.statements),
        *(CASE + node.id for node in world.links),
        *(CASE + node.id for node in world.sources),
    ]


def hung(explanation: Explanation) -> dict[str, Outcome]:
    return {hinge.node.removeprefix(CASE): hinge.outcome for hinge in explanation.hinges}


# Side by side


@few
@given(several_worlds, st.data(), st.sampled_from((None, "2021-02-28")))
def test_side_by_side_is_one_by_one(world: World, data: st.DataObject, as_of: str | None) -> None:
    """Every pair of every world is that of a full run without what the world leaves out."""
    graph = load(world)
    absences = data.draw(
        st.lists(st.lists(st.sampled_from(nodes(world)), max_size=3), min_size=3, max_size=3)
    )
    whatif = beside(graph, [], [CASE + incident.id for incident in world.incidents], as_of)
    for absence, found in zip(absences, whatif.outcomes(absences), strict=True):
        assert found == full(graph, absence, as_of), absence


@few
@given(several_worlds)
def test_what_was_not_public_is_what_is_left_out(world: World) -> None:
    """A run as of a day is a run without what became public later, or nobody knows when."""
    graph = load(world)
    whatif = beside(graph, [], [CASE + incident.id for incident in world.incidents])
    days = ("2021-02-16", "2021-02-28", "2021-03-20")
    unknown = [
        [name for name, day in whatif.touching.items() if not day or day.isoformat() > until]
        for until in days
    ]
    for until, found in zip(days, whatif.outcomes(unknown), strict=True):
        assert found == full(graph, (), until)


@few
@given(several_worlds, st.data())
def test_what_does_not_touch_a_pair_does_not_matter(world: World, data: st.DataObject) -> None:
    """The small tables of one statement and one incident give what all the tables give."""
    graph = load(world)
    every = beside(graph, [], [CASE + incident.id for incident in world.incidents])
    absences = [(), *([node] for node in nodes(world))]
    expected = every.outcomes(absences)
    keys = data.draw(st.lists(st.sampled_from(sorted(expected[0])), min_size=4, max_size=4))
    for key in keys:
        small = beside(graph, [key.statement], [key.incident])
        for absence, found, wanted in zip(
            absences, small.outcomes(absences), expected, strict=True
        ):
            assert found.get(key) == wanted.get(key), absence


def test_side_by_side_on_the_case(case: Case) -> None:
    """Every pair of the case, whole, without a statement, a source and a link, and on a day."""
    graph = case.graph
    names = ("st-iran-s-2020-19", "jpost-20210316", "st-us-embassy-20201117-sponsorship")
    absences = [[graph.resolve(name)] for name in names]
    incidents = [graph.resolve(row.incident) for row in case.assess(kind="all").pairs]
    whatif = beside(graph, [], incidents)
    for absence, found in zip([[], *absences], whatif.outcomes([[], *absences]), strict=True):
        expected = full(graph, absence)
        assert found == {key: expected[key] for key in expected if key.incident in set(incidents)}


# Hinges by hand


def test_the_only_accusation_is_the_hinge() -> None:
    """Without it nobody lays the raid at Alpha's door; so it is without its only paper."""
    world = BASE.plus(
        Source("paper"), *denial(), *named("they", "beta", "alpha", reported_in=("paper",))
    )
    found = why(load(world), "no", "raid")
    assert found.pair.verdict == "contested"
    assert hung(found) == {
        "they": Outcome("covered", "unattributed"),
        "paper": Outcome("covered", "unattributed"),
    }
    assert [hinge.kind for hinge in found.hinges] == ["statement", "source"]
    assert {hinge.changes for hinge in found.hinges} == {
        "unattributed instead of contested, no charge"
    }


def test_of_two_accusations_none_is_the_hinge() -> None:
    world = BASE.plus(*denial(), *named("one", "beta", "alpha"), *named("two", "gamma", "alpha"))
    found = why(load(world), "no", "raid")
    assert found.hinges == ()
    assert dict(found.tried) == {"statement": 2, "link": 0, "source": 0}


def test_a_paper_beside_another_is_no_hinge() -> None:
    """Where two papers pass the same words on, either may go; as of a day, only the early one."""
    papers = (Source("early", issued="2021-02-20"), Source("late", issued="2021-03-20"))
    words = named("they", "beta", "alpha", reported_in=("early", "late"))
    graph = load(BASE.plus(*papers, *denial(made_public="2021-03-14"), *words))
    assert "early" not in hung(why(graph, "no", "raid"))
    assert hung(why(graph, "no", "raid", as_of="2021-03-15")).keys() == {"they", "early"}


def test_a_link_is_a_hinge_and_so_is_who_affirms_it() -> None:
    """Each step of the only chain."""
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "group"),
        *linked("tie", "gamma", "group", "alpha", "arms"),
    )
    found = hung(why(load(world), "no", "raid"))
    assert found == {
        "they": Outcome("covered", "unattributed"),
        "tie": Outcome("covered", "attributed-elsewhere"),
        "tie-link": Outcome("covered", "attributed-elsewhere"),
    }


def test_who_replaces_an_accusation_is_a_hinge() -> None:
    """Without the correction the accusation would stand."""
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "alpha"),
        *named("corrected", "beta", "alpha", stance="denies", supersedes=("they",)),
    )
    found = why(load(world), "no", "raid")
    assert found.pair.verdict == "unattributed"
    assert hung(found)["corrected"].verdict == "contested"


def test_who_replaces_without_a_word_on_the_matter_is_a_hinge() -> None:
    """What decides whether words count need not speak of the incident itself."""
    world = BASE.plus(
        *denial(),
        *named("they", "beta", "alpha"),
        Statement("never-mind", "beta", supersedes=("they",)),
    )
    found = why(load(world), "no", "raid")
    assert found.pair.verdict == "unattributed"
    assert hung(found).keys() == {"never-mind"}


def test_another_doer_is_a_hinge_of_the_coverage() -> None:
    """Where all name Alpha, 'carried out' is at issue, which Alpha's words leave open."""
    world = BASE.plus(
        *denial(modes=("directed",), left=("carried-out", "supported")),
        *named("they", "beta", "alpha"),
        *named("others", "gamma", "rebels"),
    )
    found = why(load(world), "no", "raid")
    assert found.pair.coverage == "covered"
    assert hung(found)["others"].coverage == "possible"
    changes = next(hinge.changes for hinge in found.hinges if hinge.node == CASE + "others")
    assert changes == "possible instead of covered"


def test_a_weaker_charge_is_a_change() -> None:
    """The verdict stays, and what it rests on is less."""
    world = BASE.plus(
        *denial(),
        *named("more", "beta", "alpha", ("carried-out",)),
        *named("less", "gamma", "alpha", ("supported",)),
    )
    (hinge,) = why(load(world), "no", "raid").hinges
    assert hinge.node == CASE + "more"
    assert hinge.changes == "a charge of supported (denied) instead of carried out (denied)"


def test_a_claim_hangs_on_what_answers_it() -> None:
    world = BASE.plus(*named("yes", "group", "group"), *named("they", "beta", "rebels"))
    found = why(load(world), "yes", "raid")
    assert (found.pair.kind, found.pair.verdict) == ("claim", "contested")
    assert hung(found) == {"they": Outcome("covered", "uncontested")}


def test_neither_the_denial_nor_its_only_paper_is_tried() -> None:
    """Nothing would be left to assess."""
    world = BASE.plus(Source("paper"), *denial(reported_in=("paper",)))
    found = why(load(world), "no", "raid")
    assert found.hinges == ()
    assert dict(found.tried) == {"statement": 0, "link": 0, "source": 0}


def test_what_is_left_out_already_is_not_tried() -> None:
    world = BASE.plus(*denial(), *named("one", "beta", "alpha"), *named("two", "gamma", "alpha"))
    found = why(load(world), "no", "raid", without=["two"])
    assert hung(found).keys() == {"one"}
    assert dict(found.tried) == {"statement": 1, "link": 0, "source": 0}


def test_a_circle_of_supersession_has_hinges() -> None:
    """In a circle nobody is later; without one of them the other is replaced, or stands alone."""
    world = BASE.plus(
        *denial(),
        *named("one", "beta", "alpha", supersedes=("two",)),
        *named("two", "beta", "alpha", ("supported",), supersedes=("one",)),
    )
    found = why(load(world), "no", "raid")
    assert found.pair.verdict == "contested"
    assert hung(found)["one"].mode == "supported"


# Hinges of any world


@few
@given(several_worlds, st.data(), st.sampled_from((None, "2021-03-10")))
def test_what_is_no_hinge_changes_nothing(
    world: World, data: st.DataObject, as_of: str | None
) -> None:
    """Leaving out anything but the denial changes the pair if it is a hinge, and only then."""
    graph = load(world)
    incidents = [CASE + incident.id for incident in world.incidents]
    every = beside(graph, [], incidents, as_of)
    removable = candidates(world)
    without = dict(zip(removable, every.outcomes([[node] for node in removable]), strict=True))
    (whole,) = every.outcomes([()])
    for key in data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=5, max_size=5)):
        found = why(graph, key.statement, key.incident, party=key.party, as_of=as_of)
        if found.pair.kind != key.kind:
            continue
        named_hinges = {hinge.node: hinge.outcome for hinge in found.hinges}
        for node in removable:
            after = without[node].get(key)
            if after is None:
                assert node not in named_hinges
            elif after == whole[key]:
                assert node not in named_hinges, node
            else:
                assert named_hinges.get(node) == after, node


@few
@given(several_worlds, st.data(), st.randoms(use_true_random=False))
def test_hinges_have_no_need_of_names(
    world: World, data: st.DataObject, chance: random.Random
) -> None:
    names = world.names()
    others = [f"n{number:04}" for number in range(len(names))]
    chance.shuffle(others)
    new = dict(zip(names, others, strict=True))
    graph, renamed = load(world), load(world.renamed(new.__getitem__))
    pairs = assess(graph, kind="denial", all_pairs=True).pairs
    for pair in data.draw(st.lists(st.sampled_from(pairs), min_size=3, max_size=3)):
        key = [name.removeprefix(CASE) for name in (pair.denial, pair.incident, pair.party)]
        found = hung(why(graph, key[0], key[1], party=key[2]))
        again = hung(why(renamed, new[key[0]], new[key[1]], party=new[key[2]]))
        assert again == {new[node]: outcome for node, outcome in found.items()}


def test_hinges_of_the_case(case: Case) -> None:
    """Only one newspaper lays the blast at Balad at Iran's door."""
    found = why(case.graph, "st-iran-letter-202103-involvement", "balad-2021-03-15")
    assert hung(found).keys() == {"st-jpost-accusation-campaign", "jpost-20210316"}
    missiles = why(case.graph, "st-rendering-presstv", "asad-erbil-missiles-2020-01-08")
    assert missiles.hinges == ()
    assert sum(missiles.tried.values()) > 0


def test_a_world_without_places_or_kinds() -> None:
    """Looks that are empty keep the worlds apart too."""
    bare = replace(RAID, kinds=(), places=(), strikes=(), hosts=())
    world = replace(BASE, incidents=(bare, replace(bare, id="other")))
    world = world.plus(*denial(), *named("they", "beta", "alpha"))
    found = why(load(world), "no", "raid")
    assert hung(found).keys() == {"they"}
