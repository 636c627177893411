"""Links that some affirm and others deny or leave open, and names that several are said to use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conflict_worlds import BASE, find, load, names, one, part, sides, tie
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from worlds import Link, Statement, World

import kg
from kg.conflicts import Conflict
from kg.conflicts.model import Side
from kg.graph import CASE

few = settings(
    max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)
AFFIRMED = tie("yes", "beta", "group", "alpha", "arms")


def test_a_link_that_another_denies_has_both_sides() -> None:
    conflict = one(
        BASE.plus(*AFFIRMED, *tie("no", "alpha", "group", "alpha", "supports", stance="denies")),
        "link",
    )
    assert (conflict.rule, conflict.about) == ("link-denied", CASE + "group")
    assert sides(conflict) == {
        "alpha arms group": ["yes"],
        "denied: alpha supports group": ["no"],
    }
    assert conflict.summary == (
        "Ties between alpha and group are affirmed by beta and denied by alpha."
    )
    assert conflict.facts["modes"] == {"affirms": ["arms"], "denies": ["supports"]}
    assert {"alpha", "beta", "yes-link", "no-link"} <= set(names(conflict.touches))


@pytest.mark.parametrize(
    "answer",
    [
        # to direct is another thing than to arm
        tie("no", "alpha", "group", "alpha", "directs", stance="denies"),
        # of another time
        tie("no", "alpha", "group", "alpha", "arms", stance="denies", until="2019"),
        # the party itself: that is its own contradiction
        tie("no", "beta", "group", "alpha", "arms", stance="denies"),
        # between others
        tie("no", "alpha", "rebels", "alpha", "arms", stance="denies"),
        # a sponsor is not whoever stands behind a name
        tie("no", "alpha", "group", "alpha", stance="denies"),
        (),
    ],
)
def test_what_speaks_of_something_else_is_no_answer(answer: tuple[object, ...]) -> None:
    world = BASE.plus(*tie("yes", "beta", "group", "alpha", "arms", since="2020"), *answer)
    assert not find(world, "link")


def test_organs_are_the_party_and_one_general_denial_is_one_side() -> None:
    world = BASE.plus(
        *AFFIRMED,
        *tie("army", "beta", "group", "alpha-army", "directs"),
        Statement("no", "alpha", denies=("yes-link", "army-link"), stated="2021-03-01"),
    )
    conflict = one(world, "link")
    assert sides(conflict) == {
        "alpha arms group": ["yes"],
        "alpha-army directs group": ["army"],
        "denied: alpha arms group; alpha-army directs group": ["no"],
    }


def test_who_leaves_it_open_stands_beside_a_denial_or_makes_the_softer_rule() -> None:
    open_ = tie("open", "gamma", "group", "alpha", "arms", stance="leaves_open")
    conflict = one(BASE.plus(*AFFIRMED, *open_), "link")
    assert conflict.rule == "link-left-open"
    assert sides(conflict) == {"alpha arms group": ["yes"], "left open: alpha arms group": ["open"]}
    denied = tie("no", "alpha", "group", "alpha", "arms", stance="denies")
    conflict = one(BASE.plus(*AFFIRMED, *open_, *denied), "link")
    assert conflict.rule == "link-denied"
    assert len(conflict.sides) == 3


def test_what_is_said_of_the_link_itself_is_a_side() -> None:
    world = BASE.plus(*AFFIRMED, *tie("no", "alpha", "group", "alpha", "arms", stance="denies"))
    remark = """
    case:limited a cev:Detail ; cev:isAbout case:yes-link ; cev:hasAspect code:aspect-other ;
        cev:value "not in full control" ; cev:isReportedIn case:gazette .
    """
    conflict = one(load(world, remark), "link")
    assert "of the link: not in full control" in sides(conflict)


def test_a_name_that_several_are_said_to_use() -> None:
    world = BASE.plus(*tie("one", "beta", "mask", "group"), *tie("two", "gamma", "mask", "rebels"))
    conflict = one(world, "link")
    assert (conflict.rule, conflict.about) == ("rival-identities", CASE + "mask")
    assert sides(conflict) == {
        "group stands behind the name mask": ["one"],
        "rebels stands behind the name mask": ["two"],
    }
    assert names(conflict.facts["actors"]) == ["group", "rebels"]


@pytest.mark.parametrize(
    "more",
    [
        # somebody says that both use it, and nobody says it of the other alone
        (
            Link("two-link", "mask", "rebels"),
            Statement("two", "gamma", affirms=("one-link", "two-link"), stated="2021-02-20"),
        ),
        # the part of a group is the group
        tie("two", "gamma", "mask", "group-unit"),
        # at another time
        tie("two", "gamma", "mask", "rebels", since="2022"),
        # who denies names nobody
        tie("two", "gamma", "mask", "rebels", stance="denies"),
        # a sponsor stands beside whoever uses the name
        tie("two", "gamma", "mask", "rebels", "arms"),
        # a persona's act, not its name
        part("two", "gamma", "rebels"),
    ],
)
def test_who_is_no_rival(more: tuple[object, ...]) -> None:
    world = BASE.plus(*tie("one", "beta", "mask", "group", until="2021"), *more)
    assert not find(world, "link")


def test_the_revised_finding_is_no_rival_of_its_revision() -> None:
    first = tie("one", "beta", "mask", "group")
    link, second = tie("two", "beta", "mask", "rebels")
    assert isinstance(second, Statement)
    both = BASE.plus(*first, link, second)
    assert one(both, "link").rule == "rival-identities"
    later = Statement("two", "beta", affirms=("two-link",), supersedes=("one",))
    assert not find(BASE.plus(*first, link, later), "link")


actors = st.sampled_from(("alpha", "group", "rebels"))
stances = st.sampled_from(("affirms", "denies", "leaves_open"))
said = st.tuples(
    st.sampled_from(("alpha", "beta", "group")),
    st.sampled_from(("mask", "group")),
    actors,
    st.sampled_from(("", "arms", "directs", "supports")),
    stances,
)


def world_of(all_said: list[tuple[str, str, str, str, str]], prefix: str = "s") -> World:
    world = BASE
    for number, (speaker, low, high, mode, stance) in enumerate(all_said):
        if low != high:
            modes = (mode,) if mode else ()
            world = world.plus(*tie(f"{prefix}{number}", speaker, low, high, *modes, stance=stance))
    return world


def keys(found: list[Conflict]) -> set[tuple[str, str, object]]:
    """What is in dispute: a softer rule is the same dispute."""
    return {
        (
            each.about,
            "several" if each.rule == "rival-identities" else "one",
            each.facts.get("upper"),
        )
        for each in found
    }


@few
@given(st.lists(said, min_size=4, max_size=7), said)
def test_more_statements_remove_no_dispute(
    before: list[tuple[str, str, str, str, str]], more: tuple[str, str, str, str, str]
) -> None:
    fewer, all_ = find(world_of(before), "link"), find(world_of([*before, more]), "link")
    assert keys(fewer) <= keys(all_)


@few
@given(st.lists(said, min_size=4, max_size=7))
def test_other_names_change_nothing_but_names(
    before: list[tuple[str, str, str, str, str]],
) -> None:
    def shape(found: list[Conflict]) -> list[tuple[str, list[tuple[int, int]]]]:
        def of(side: Side) -> tuple[int, int]:
            return len(side.statements), side.measure.origins

        return sorted((each.rule, sorted(map(of, each.sides))) for each in found)

    world = world_of(before)
    turned = world.renamed(lambda name: f"n{name[::-1]}")
    assert shape(find(world, "link")) == shape(find(turned, "link"))


@few
@given(st.lists(said, min_size=4, max_size=7))
def test_a_later_day_loses_no_dispute(before: list[tuple[str, str, str, str, str]]) -> None:
    world = world_of(before)
    dated = replace(
        world,
        statements=tuple(
            replace(each, reported_in=("paper" if number % 2 else "gazette",))
            for number, each in enumerate(world.statements)
        ),
    )
    first = keys(find(dated, "link", as_of="2021-03-20"))
    assert first <= keys(find(dated, "link", as_of="2021-03-21"))


# --- the case that ships -------------------------------------------------------------------


@pytest.fixture(scope="module")
def case() -> list[Conflict]:
    return list(kg.open().conflicts(kinds=["link"]))


def of_case(case: list[Conflict], about: str, rule: str, upper: str | None = None) -> Conflict:
    found = [
        each
        for each in case
        if each.about == CASE + about
        and each.rule == rule
        and (upper is None or each.facts["upper"] == CASE + upper)
    ]
    assert len(found) == 1
    return found[0]


def test_several_are_said_to_stand_behind_the_name_that_claimed_erbil(
    case: list[Conflict],
) -> None:
    conflict = of_case(case, "saraya-awliya-al-dam", "rival-identities")
    assert set(names(conflict.facts["actors"])) == {
        "asaib-ahl-al-haq",
        "kataib-hezbollah",
        "kataib-sayyid-al-shuhada",
    }
    told = sides(conflict)
    assert ["px-kss-sad-winep"] in told.values()
    assert ["st-kh-20210223"] in told.values()
    # what the institute said first it replaced itself
    assert not any("st-winep-20210224" in statements for statements in told.values())


def test_the_name_ashab_al_kahf_is_aah_or_kh(case: list[Conflict]) -> None:
    conflict = of_case(case, "ashab-al-kahf", "rival-identities")
    assert set(names(conflict.facts["actors"])) == {"asaib-ahl-al-haq", "kataib-hezbollah"}


def test_iranian_arms_against_no_support(case: list[Conflict]) -> None:
    conflict = of_case(case, "saraya-awliya-al-dam", "link-denied", "iran")
    told = list(sides(conflict).values())
    assert ["st-price-20210222-arms"] in told
    assert any("st-iran-letter-202103-support" in statements for statements in told)
    assert any(value.startswith("left open") for value in sides(conflict))


def test_whether_iran_directs_the_militias_and_how_far(case: list[Conflict]) -> None:
    conflict = of_case(case, "px-iran-militias-iraq-groups", "link-denied", "iran")
    told = sides(conflict)
    assert ["px-taeb-militias-reuters"] in told.values()
    assert told["of the link: Iran no longer has full control over the militia commanders"] == [
        "st-shiite-leader-202107"
    ]
    assert any(value.startswith("denied") for value in told)
