"""A party that contradicts itself, and what is no contradiction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conflict_worlds import ALL, BASE, DONE, find, load, names, one, part, sides, tie
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from worlds import Scope, Statement, World

import kg
from kg.conflicts import Conflict
from kg.graph import CASE

few = settings(
    max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)
WIDE = Scope(("armed-attack",))
ADMITS = part("admits", "alpha-army", "alpha-army", stated="2021-02-17")


def denies(
    name: str = "denies", modes: tuple[str, ...] = ALL, **more: object
) -> tuple[object, ...]:
    values: dict[str, object] = {"stance": "denies", "scope": WIDE, "stated": "2021-03-01"} | more
    return part(name, "alpha", "alpha", modes, **values)  # type: ignore[arg-type]


# --- denied and admitted ---------------------------------------------------------------------


def test_a_denial_against_an_admission_of_an_organ() -> None:
    conflict = one(BASE.plus(*ADMITS, *denies()), "self")
    assert (conflict.rule, conflict.about) == ("denied-and-admitted", CASE + "raid")
    assert sides(conflict) == {
        "affirms that it carried it out (2021-02-17)": ["admits"],
        "denies it (2021-03-01)": ["denies"],
    }
    assert conflict.summary == "alpha affirms its part in raid and denies it."
    assert names(conflict.touches) == ["alpha"]


def test_words_that_leave_it_open_contradict_only_if_they_are_meant_to_cover_it() -> None:
    conflict = one(BASE.plus(*ADMITS, *denies("rejects", (), left=ALL)), "self")
    assert conflict.rule == "denied-and-admitted-if-meant"
    assert sides(conflict)["words that may be meant to deny it (2021-03-01)"] == ["rejects"]
    both = one(BASE.plus(*ADMITS, *denies("rejects", (), left=ALL), *denies()), "self")
    assert both.rule == "denied-and-admitted"
    assert len(both.sides) == 3
    assert names(both.facts["covered"]) == ["denies"]
    assert names(both.facts["possible"]) == ["rejects"]


@pytest.mark.parametrize(
    "other",
    [
        # the denial is of what was not admitted
        denies(modes=("supported",)),
        # of another kind of act, or of what came before
        denies(scope=Scope(("drone-attack",))),
        denies(stated="2021-01-01"),
        # somebody else's word for it
        part("cleared", "gamma", "alpha", stance="denies"),
        # the party's own later words in place of the admission
        denies(supersedes=("admits",)),
    ],
)
def test_what_does_not_deny_the_admission(other: tuple[object, ...]) -> None:
    assert not find(BASE.plus(*ADMITS, *other), "self", "denied-and-admitted")


def test_a_name_that_the_party_owns_up_to_admits_for_it() -> None:
    claim = part("claims", "mask", "mask")
    own = BASE.plus(*claim, *tie("own", "alpha", "mask", "alpha"), *denies())
    told = sides(one(own, "self", "denied-and-admitted"))
    assert ["claims", "own"] in told.values()
    others = BASE.plus(*claim, *tie("other", "beta", "mask", "alpha"), *denies())
    assert not find(others, "self")


# --- affirmed and denied, left open and affirmed -----------------------------------------------


def test_a_party_that_names_and_clears_the_same_actor() -> None:
    world = BASE.plus(
        *part("names", "beta", "group"), *part("clears", "beta", "group", stance="denies")
    )
    conflict = one(world, "self")
    assert conflict.rule == "affirms-and-denies"
    assert sides(conflict) == {
        "group carried it out (2021-02-20)": ["names"],
        "not: group carried it out (2021-02-20)": ["clears"],
    }


@pytest.mark.parametrize(
    "other",
    [
        part("other", "gamma", "group", stance="denies"),
        part("other", "beta", "rebels", stance="denies"),
        part("other", "beta", "group", ("supported",), stance="denies"),
        part("other", "beta", "group", stance="denies", rendering_of="names"),
    ],
)
def test_what_another_says_or_of_another_is_no_contradiction(other: tuple[object, ...]) -> None:
    assert not find(BASE.plus(*part("names", "beta", "group"), *other), "self")


def test_unnamed_officials_are_no_party() -> None:
    world = BASE.plus(
        *part("names", "officials", "group"),
        *part("clears", "officials", "group", stance="denies"),
        *part("more", "officials", "rebels"),
    )
    assert not find(world, "self")


def test_a_link_that_one_party_affirms_and_denies() -> None:
    world = BASE.plus(
        *tie("yes", "alpha", "group", "alpha", "arms"),
        *tie("no", "alpha", "group", "alpha-army", "supports", stance="denies"),
    )
    conflict = one(world, "self")
    assert (conflict.rule, conflict.about) == ("affirms-and-denies", CASE + "group")
    assert sides(conflict) == {
        "alpha arms group (2021-02-20)": ["yes"],
        "not: alpha-army supports group (2021-02-20)": ["no"],
    }


@pytest.mark.parametrize(
    ("open_on", "affirmed_on", "found"),
    [
        ("2021-02-20", "2021-02-20", True),
        ("2021-02-20", "2021-02-18", True),
        # what was open and is settled later
        ("2021-02-20", "2021-02-25", False),
        ("2021-02", "2021-02-25", True),
    ],
)
def test_what_is_open_may_be_affirmed_later(open_on: str, affirmed_on: str, *, found: bool) -> None:
    world = BASE.plus(
        *part("open", "beta", "group", stance="leaves_open", stated=open_on),
        *part("names", "beta", "group", stated=affirmed_on),
    )
    assert bool(find(world, "self", "open-and-affirmed")) == found
    links = BASE.plus(
        *tie("open", "beta", "group", "alpha", "arms", stance="leaves_open", stated=open_on),
        *tie("names", "beta", "group", "alpha", "arms", stated=affirmed_on),
    )
    assert bool(find(links, "self", "open-and-affirmed")) == found


@pytest.mark.parametrize(
    ("affirmed", "left", "rule"),
    [
        (DONE, DONE, "open-and-affirmed"),
        (("supported",), ALL, "open-and-affirmed-in-part"),
        (("carried-out", "directed"), DONE, "open-and-affirmed-in-part"),
        (("carried-out", "directed"), ("carried-out", "directed"), "open-and-affirmed"),
        (("supported",), DONE, None),
    ],
)
def test_one_of_several_modes_left_open_may_well_be_affirmed(
    affirmed: tuple[str, ...], left: tuple[str, ...], rule: str | None
) -> None:
    """To say that somebody helped, and not whether he did more, is no contradiction."""
    world = BASE.plus(
        *part("open", "beta", "group", left, stance="leaves_open"),
        *part("names", "beta", "group", affirmed),
    )
    assert [each.rule for each in find(world, "self")] == ([rule] if rule else [])
    # where other words leave open just what is affirmed, these alone are the contradiction
    also = part("doubts", "beta", "group", affirmed, stance="leaves_open")
    conflict = one(world.plus(*also), "self")
    assert conflict.rule == "open-and-affirmed"
    shown = {name for said in sides(conflict).values() for name in said}
    assert ("open" in shown) == (affirmed == left)


def test_the_softer_form_says_that_both_can_hold() -> None:
    world = BASE.plus(
        *part("open", "beta", "group", ALL, stance="leaves_open"),
        *part("names", "beta", "group", ("supported",)),
    )
    conflict = one(world, "self")
    assert conflict.summary == (
        "beta affirms a part of group (supported it) in raid, and leaves open another range of "
        "modes: both can hold."
    )
    assert sides(conflict) == {
        "group supported it (2021-02-20)": ["names"],
        "left open: group carried it out or directed it or supported it (2021-02-20)": ["open"],
    }


def test_only_another_statement_stands_against_what_is_open() -> None:
    """Words that leave it open and affirm it are one statement, however it dates itself."""
    node, said = part("names", "beta", "group")
    other, _ = part("open", "beta", "group", stance="leaves_open")
    assert isinstance(said, Statement)
    both = replace(said, leaves_open=("open-part",))
    assert not find(BASE.plus(node, other, both), "self")
    later = part("later", "beta", "group", stated="2021-03-01")
    assert not find(BASE.plus(node, other, both, *later), "self")
    earlier = part("earlier", "beta", "group", stated="2021-02-19")
    told = sides(one(BASE.plus(node, other, both, *earlier), "self"))
    assert told == {
        "group carried it out (2021-02-19)": ["earlier"],
        "left open: group carried it out (2021-02-20)": ["names"],
    }


# --- values ------------------------------------------------------------------------------------

VALUE = """
case:{name} a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-{aspect} ;
    cev:value "{value}" ; cev:lowerBound {low} {more} .
"""
SAYS = """
case:says-{name} a cev:Statement ; rdfs:label "{name}" ; cev:isSpokenBy case:{speaker} ;
    cev:statedOn "2021-02-20"^^edtf:EDTF ; cev:{stance} case:{name} .
"""


def value(
    name: str,
    low: int,
    speaker: str = "beta",
    *,
    aspect: str = "rounds",
    stance: str = "affirms",
    upper: bool = True,
) -> str:
    more = f"; cev:upperBound {low}" if upper else ""
    shown = str(low) if upper else f"at least {low}"
    return VALUE.format(name=name, aspect=aspect, value=shown, low=low, more=more) + SAYS.format(
        name=name, speaker=speaker, stance=stance
    )


def test_one_party_that_gives_two_numbers() -> None:
    conflict = one(load(BASE, value("a", 13), value("b", 22)), "self")
    assert (conflict.rule, conflict.about) == ("values-apart", CASE + "raid")
    assert sides(conflict) == {"13 (2021-02-20)": ["says-a"], "22 (2021-02-20)": ["says-b"]}
    assert conflict.facts["aspect"] == "rounds"


@pytest.mark.parametrize(
    "other",
    [
        value("b", 22, "gamma"),
        value("b", 13),
        value("b", 22, aspect="wounded"),
        value("b", 5, upper=False),
        value("b", 22, stance="leavesOpen"),
        value("b", 22, "officials"),
    ],
)
def test_numbers_that_do_not_contradict_each_other(other: str) -> None:
    assert not find(load(BASE, value("a", 13), other), "self")


def test_whom_a_source_credits_gives_the_value_too() -> None:
    credited = """
    case:b a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-rounds ;
        cev:value "22" ; cev:lowerBound 22 ; cev:upperBound 22 ; cev:isReportedIn case:paper ;
        cev:isAttributedTo case:alpha-army .
    """
    conflict = one(load(BASE, value("a", 13, "alpha"), credited), "self")
    assert sides(conflict) == {"13 (2021-02-20)": ["says-a"], "22 (2021-03-20)": []}
    assert names(conflict.sides[1].givers) == ["alpha-army"]


def test_what_others_say_too_stands_on_no_side_of_a_party() -> None:
    """Gamma affirms both numbers in one statement each; only Beta's words are Beta's."""
    also = "".join(
        SAYS.format(name=name, speaker="gamma", stance="affirms").replace("says-", "gamma-")
        for name in ("a", "b")
    )
    gamma, beta = sorted(
        find(load(BASE, value("a", 13), value("b", 22), also), "self"),
        key=lambda each: each.summary,
        reverse=True,
    )
    assert sides(beta) == {"13 (2021-02-20)": ["says-a"], "22 (2021-02-20)": ["says-b"]}
    assert sides(gamma) == {"13 (2021-02-20)": ["gamma-a"], "22 (2021-02-20)": ["gamma-b"]}
    assert [names(side.speakers) for side in beta.sides] == [["beta"], ["beta"]]
    assert [side.measure.origins for side in beta.sides] == [1, 1]


def test_a_source_that_credits_others_stands_on_no_side_of_a_party() -> None:
    """The paper credits Beta and Gamma with 22, and Gamma affirms it: Beta is credited with it."""
    joint = value("b", 22, "gamma") + (
        "case:b cev:isReportedIn case:paper ; cev:isAttributedTo case:beta, case:gamma ."
    )
    beta = one(load(BASE, value("a", 13), joint), "self")
    assert sides(beta) == {"13 (2021-02-20)": ["says-a"], "22 (2021-03-20)": []}
    assert names(beta.sides[1].givers) == ["beta"]
    only_gamma = value("a", 13) + (
        "case:a cev:isReportedIn case:paper ; cev:isAttributedTo case:gamma ."
    )
    [found] = find(load(BASE, only_gamma, value("b", 22)), "self")
    assert (names(found.sides[0].givers), names(found.sides[0].sources)) == ([], [])


@pytest.mark.parametrize(
    ("statement", "how", "what"),
    [
        (True, "beta gives, or is credited with, values", "changed over time"),
        (False, "beta is credited with values", "exclude each other"),
    ],
)
def test_what_others_write_of_a_party_it_is_credited_with(
    *, statement: bool, how: str, what: str
) -> None:
    credited = """
    case:{0} a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-rounds ;
        cev:value "{1}" ; cev:lowerBound {1} ; cev:upperBound {1} ; cev:isReportedIn case:paper ;
        cev:isAttributedTo case:beta .
    """
    other = value("b", 13) if statement else credited.format("b", 13)
    conflict = one(load(BASE, credited.format("a", 22), other), "self")
    assert conflict.summary.startswith(f"{how} of raid (rounds) that {what}: ")
    assert one(load(BASE, value("a", 22), value("b", 13)), "self").summary.startswith("beta gives ")


def test_a_value_that_its_party_replaced_is_a_revision_only() -> None:
    """Even if a source goes on giving it."""
    first = value("a", 13) + "case:a cev:isReportedIn case:paper ; cev:isAttributedTo case:beta ."
    again = value("b", 22) + "case:says-b cev:supersedes case:says-a ."
    assert one(load(BASE, first, value("b", 22)), "self").rule == "values-apart"
    assert one(load(BASE, first, again), "self").rule == "revised"


def test_a_value_that_one_party_affirms_and_denies() -> None:
    no = SAYS.format(name="a", speaker="alpha", stance="denies").replace("says-a", "denies-a")
    army = value("a", 13, "alpha-army")
    conflict = one(load(BASE, army, no), "self")
    assert conflict.rule == "affirms-and-denies"
    assert sides(conflict) == {
        "13 (2021-02-20)": ["says-a"],
        "not “13” (2021-02-20)": ["denies-a"],
    }
    assert not find(load(BASE, value("a", 13, "beta"), no), "self")


# --- other names, and what was replaced --------------------------------------------------------


def test_one_party_that_names_two_doers_in_two_statements() -> None:
    world = BASE.plus(*part("one", "beta", "group"), *part("two", "beta", "rebels"))
    conflict = one(world, "self")
    assert conflict.rule == "names-differ"
    assert sides(conflict) == {
        "group carried it out (2021-02-20)": ["one"],
        "rebels carried it out (2021-02-20)": ["two"],
    }
    assert names(conflict.facts["doers"]) == ["group", "rebels"]


@pytest.mark.parametrize(
    ("speaker", "rule"), [("beta", "names-differ-linked"), ("gamma", "names-differ")]
)
def test_links_that_the_party_itself_affirms_soften_it(speaker: str, rule: str) -> None:
    world = BASE.plus(
        *part("one", "beta", "group"),
        *part("two", "beta", "alpha"),
        *tie("arms", speaker, "group", "alpha", "arms"),
    )
    assert one(world, "self").rule == rule


@pytest.mark.parametrize(
    "other",
    [
        part("two", "gamma", "rebels"),
        part("two", "beta", "militias"),
        part("two", "beta", "group-unit"),
        part("two", "beta", "rebels", ("directed",)),
        part("two", "beta", "rebels", ("supported",)),
        part("two", "beta", "rebels", ("carried-out", "directed")),
    ],
)
def test_names_that_do_not_exclude_each_other(other: tuple[object, ...]) -> None:
    assert not find(BASE.plus(*part("one", "beta", "group"), *other), "self")


def test_doers_whom_one_statement_names_together_are_one_side() -> None:
    node, said = part("both", "beta", "group")
    also, _ = part("also", "beta", "rebels")
    assert isinstance(said, Statement)
    together = replace(said, affirms=("both-part", "also-part"))
    conflict = one(BASE.plus(node, also, together, *part("other", "beta", "alpha")), "self")
    assert conflict.rule == "names-differ"
    assert sides(conflict) == {
        "alpha carried it out (2021-02-20)": ["other"],
        "group and rebels carried it out (2021-02-20)": ["both"],
    }
    assert conflict.summary == (
        "beta says of raid in different statements that different actors carried it out: "
        "alpha, or group and rebels."
    )


def test_a_person_is_no_rival_of_a_body() -> None:
    """Both can hold, and where bodies differ too only these are told."""
    world = BASE.plus(*part("one", "beta", "group"), *part("man", "beta", "someone"))
    conflict = one(world, "self")
    assert conflict.rule == "names-differ-persons"
    assert conflict.summary.endswith(
        "group, or someone; persons are among them, and both can hold."
    )
    harder = one(world.plus(*part("two", "beta", "rebels")), "self")
    assert harder.rule == "names-differ"
    assert names(harder.facts["doers"]) == ["group", "rebels"]


def test_several_who_supported_it_do_not_exclude_each_other() -> None:
    world = BASE.plus(
        *part("one", "beta", "group", ("supported",)),
        *part("two", "beta", "rebels", ("supported",)),
    )
    assert not find(world, "self")


def test_what_a_party_replaced_is_a_revision_and_no_contradiction() -> None:
    world = BASE.plus(
        *part("one", "beta", "group"), *part("two", "beta", "rebels", supersedes=("one",))
    )
    conflict = one(world, "self")
    assert (conflict.rule, conflict.about) == ("revised", CASE + "one")
    assert sides(conflict) == {"one (2021-02-20)": ["one"], "two (2021-02-20)": ["two"]}
    assert [
        (each["dimension"], names(each["earlier"]), names(each["later"]))
        for each in conflict.facts["dimensions"]  # type: ignore[attr-defined]
    ] == [("subject", ["involvement", "group"], ["involvement", "rebels"])]
    assert {"raid", "beta"} <= set(names(conflict.touches))


def test_a_restated_denial_and_words_replaced_by_others_are_no_revision() -> None:
    again = BASE.plus(*denies("one"), *denies("two", supersedes=("one",)))
    assert not find(again, "self")
    other = BASE.plus(
        *part("one", "beta", "group"), *part("two", "gamma", "rebels", supersedes=("one",))
    )
    assert not find(other, "self")


Said = tuple[str, str, tuple[str, ...], str]
said = st.tuples(
    st.sampled_from(("alpha", "alpha-army", "beta", "group", "officials")),
    st.sampled_from(("alpha", "group", "group-unit", "rebels", "militias")),
    st.sampled_from((DONE, DONE, ("directed",), ("carried-out", "directed"))),
    st.sampled_from(("affirms", "affirms", "denies", "leaves_open")),
)


def world_of(all_said: list[Said], base: World = BASE) -> World:
    for number, (speaker, doer, modes, stance) in enumerate(all_said):
        base = base.plus(*part(f"s{number}", speaker, doer, modes, stance=stance))
    return base


def keys(found: list[Conflict]) -> set[tuple[object, ...]]:
    """What is contradicted; a rule and its softer form are one."""
    return {
        (
            each.about,
            each.rule.removesuffix("-linked").removesuffix("-if-meant").removesuffix("-in-part"),
            each.facts["party"],
            each.facts.get("doer"),
            each.facts.get("mode"),
        )
        for each in found
    }


@few
@given(st.lists(said, min_size=5, max_size=8), said)
def test_more_statements_remove_no_contradiction(before: list[Said], more: Said) -> None:
    fewer, all_ = find(world_of(before), "self"), find(world_of([*before, more]), "self")
    assert keys(fewer) <= keys(all_)


@few
@given(st.lists(said, min_size=5, max_size=8))
def test_other_names_change_nothing_but_names(before: list[Said]) -> None:
    def shape(found: list[Conflict]) -> list[tuple[str, list[int]]]:
        return sorted((each.rule, sorted(len(s.statements) for s in each.sides)) for each in found)

    world = world_of(before)
    turned = world.renamed(lambda name: f"n{name[::-1]}")
    assert shape(find(world, "self")) == shape(find(turned, "self"))


@few
@given(st.lists(said, min_size=5, max_size=8))
def test_a_later_day_loses_no_contradiction(before: list[Said]) -> None:
    world = world_of(before)
    dated = replace(
        world,
        statements=tuple(
            replace(each, reported_in=("paper" if number % 2 else "gazette",))
            for number, each in enumerate(world.statements)
        ),
    )
    first = keys(find(dated, "self", as_of="2021-03-20"))
    assert first <= keys(find(dated, "self", as_of="2021-03-21"))


# --- the case that ships -------------------------------------------------------------------


@pytest.fixture(scope="module")
def case() -> list[Conflict]:
    return list(kg.open().conflicts(kinds=["self"]))


@pytest.mark.parametrize(
    ("about", "rule", "party", "expected"),
    [
        (
            "asad-erbil-missiles-2020-01-08",
            "denied-in-renderings",
            "iran",
            [
                ("affirms that it carried it out", "st-iran-s-2020-19"),
                ("denied in renderings by others only", "st-rendering-presstv"),
                ("words that may be meant to deny it", "st-iran-s-2020-81"),
                ("words that may be meant to deny it", "st-iran-letter-202103-attribution"),
            ],
        ),
        (
            "us-strike-2021-02-25",
            "affirms-and-denies",
            "united-states",
            [
                ("Iraqi intelligence helped", "st-austin-20210225-intel"),
                ("not “Iraqi intelligence helped", "st-kirby-20210226"),
            ],
        ),
        (
            "asad-erbil-missiles-2020-01-08",
            "count-changed",
            "iran",
            [("13", "st-hajizadeh-13"), ("22, at Ain al-Asad", "st-irgc-22-missiles")],
        ),
        (
            "k1-2019-12-27",
            "names-differ-linked",
            "united-states",
            [
                ("Islamic Republic of Iran carried it out", "st-trump-20191231"),
                ("Kataib Hezbollah carried it out", "st-hoffman-20191229"),
            ],
        ),
        (
            "embassy-storming-2019-12-31",
            "names-differ-persons",
            "united-states",
            [
                ("Islamic Republic of Iran directed it", "st-trump-20191231"),
                ("Abu Mahdi al-Muhandis and Qais al-Khazali", "st-pompeo-20191231-tweet"),
            ],
        ),
        (
            "green-zone-2021-02-22",
            "open-and-affirmed-in-part",
            "united-states",
            [
                ("Islamic Republic of Iran supported it (2021-02-22)", "st-price-20210222-arms"),
                ("left open: Islamic Republic of Iran", "st-price-20210222"),
            ],
        ),
        (
            "st-winep-20210224",
            "revised",
            "winep",
            [
                ("AAH carried out", "st-winep-20210224"),
                ("Saraya Awliya al-Dam is a name", "px-kss-sad-winep"),
            ],
        ),
    ],
)
def test_the_sides_of_the_case(
    case: list[Conflict], about: str, rule: str, party: str, expected: list[tuple[str, str]]
) -> None:
    [conflict] = [
        each
        for each in case
        if (each.about, each.rule, each.facts["party"]) == (CASE + about, rule, CASE + party)
    ]
    told = sides(conflict)
    for begins, statement in expected:
        assert any(
            value.startswith(begins) and statement in statements
            for value, statements in told.items()
        ), (begins, statement, told)
    assert party in names(conflict.touches)
