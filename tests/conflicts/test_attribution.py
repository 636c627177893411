"""Who is said to have done it: what is a rival author, what is a denial, what is neither."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conflict_worlds import ALL, BASE, DONE, find, load, names, one, part, sides, tie
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from worlds import Actor, Incident, Scope, Statement, World

import kg
from kg.conflicts import Conflict
from kg.graph import CASE

few = settings(
    max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)
RAID = CASE + "raid"
BY_GROUP = part("says-group", "beta", "group")
WIDE = Scope(("armed-attack",))


def test_authors_that_several_parties_name_are_rivals() -> None:
    conflict = one(BASE.plus(*BY_GROUP, *part("says-rebels", "gamma", "rebels")), "attribution")
    assert (conflict.rule, conflict.about) == ("rival-authors", RAID)
    assert sides(conflict) == {
        "group carried it out": ["says-group"],
        "rebels carried it out": ["says-rebels"],
    }
    assert names(conflict.facts["authors"]) == ["group", "rebels"]
    assert {"group", "rebels", "beta", "gamma"} <= set(names(conflict.touches))


def test_a_claim_and_an_attribution_are_told_from_other_rivals() -> None:
    conflict = one(BASE.plus(*BY_GROUP, *part("claims", "rebels", "rebels")), "attribution")
    assert conflict.rule == "claim-and-attribution"
    assert sides(conflict)["rebels carried it out (claimed)"] == ["claims"]
    assert names(conflict.facts["claimed_by"]) == ["rebels"]


@pytest.mark.parametrize(
    "other",
    [
        # whoever is known by a description alone, and persons
        part("other", "gamma", "militias"),
        part("other", "gamma", "someone"),
        # the same author again, and a part of him
        part("other", "gamma", "group"),
        part("other", "gamma", "group-unit"),
        # who directed it is no rival of who did it
        part("other", "gamma", "rebels", ("directed",)),
        # nor may have been one of several
        part("other", "gamma", "rebels", ("carried-out", "directed")),
        # that is the party's own contradiction
        part("other", "beta", "rebels"),
    ],
)
def test_who_is_no_rival(other: tuple[object, ...]) -> None:
    assert not find(BASE.plus(*BY_GROUP, *other), "attribution")


def test_authors_named_together_are_none_but_still_rivals_of_a_third() -> None:
    node, said = BY_GROUP
    assert isinstance(said, Statement)
    also, _ = part("also", "beta", "rebels")
    together = replace(said, affirms=("says-group-part", "also-part"))
    world = BASE.plus(node, also, together)
    assert not find(world, "attribution")
    conflict = one(world.plus(*part("third", "gamma", "alpha")), "attribution")
    assert names(conflict.facts["authors"]) == ["alpha", "group", "rebels"]


@pytest.mark.parametrize(("speaker", "rivals"), [("beta", False), ("gamma", True)])
def test_who_stands_behind_a_name_is_no_rival_of_it_for_whoever_says_so(
    speaker: str, *, rivals: bool
) -> None:
    """Beta names the group and says that the group is the mask; Gamma's saying so is not Beta's."""
    world = BASE.plus(
        *BY_GROUP, *part("claims", "mask", "mask"), *tie("behind", speaker, "mask", "group")
    )
    assert bool(find(world, "attribution")) == rivals


def test_a_described_group_is_shown_as_somebody() -> None:
    world = BASE.plus(
        *BY_GROUP,
        *part("says-rebels", "gamma", "rebels"),
        *part("vague", "alpha", "militias"),
        *part("man", "alpha", "someone"),
    )
    told = sides(one(world, "attribution"))
    assert told["somebody: militias carried it out"] == ["vague"]
    assert told["someone carried it out"] == ["man"]


@pytest.mark.parametrize(
    ("modes", "left", "value"),
    [
        (DONE, (), "not group: denies having carried it out"),
        ((), ALL, "not group: the accusation is rejected"),
    ],
)
def test_an_author_who_denies(modes: tuple[str, ...], left: tuple[str, ...], value: str) -> None:
    denial = part("no", "group", "group", modes, left=left, stance="denies")
    conflict = one(BASE.plus(*BY_GROUP, *denial), "attribution")
    assert conflict.rule == "author-denied"
    assert sides(conflict) == {"group carried it out": ["says-group"], value: ["no"]}


@pytest.mark.parametrize(
    "answer",
    [
        # another mode
        part("no", "group", "group", ("supported",), stance="denies"),
        # the mode is left open, another denied
        part("no", "group", "group", ("directed",), left=DONE, stance="denies"),
        # another's part
        part("no", "rebels", "rebels", stance="denies"),
        # general words that leave the incident outside
        part("no", "group", "group", stance="denies", scope=Scope(("drone-attack",))),
        part("no", "group", "group", stance="denies", scope=WIDE, stated="2021-01-01"),
        # the party that names him
        part("no", "beta", "group", stance="denies"),
    ],
)
def test_what_does_not_meet_the_accusation_denies_nothing(answer: tuple[object, ...]) -> None:
    assert not find(BASE.plus(*BY_GROUP, *answer), "attribution")


def test_general_words_that_cover_the_incident_deny_it_and_others_may_deny_for_him() -> None:
    world = BASE.plus(
        *BY_GROUP,
        *part("wide", "group", "group", ALL, stance="denies", scope=WIDE, stated="2021-03-01"),
        *part("cleared", "gamma", "group", stance="denies"),
    )
    assert sides(one(world, "attribution")) == {
        "group carried it out": ["says-group"],
        "not group: denies having carried it out or directed it or supported it "
        "(in general words)": ["wide"],
        "not group: said not to have carried it out": ["cleared"],
    }


def test_a_denial_through_a_name_is_met_by_the_claim_of_that_name() -> None:
    """Gamma says that the group is the mask, the mask claims: the group's denial stands against."""
    world = BASE.plus(
        *part("claims", "mask", "mask"),
        *tie("behind", "gamma", "mask", "group"),
        *part("no", "group", "group", stance="denies"),
    )
    conflict = one(world, "attribution")
    assert conflict.rule == "author-denied"
    assert sides(conflict)["group, said to stand behind mask, carried it out"] == [
        "behind",
        "claims",
    ]
    # a sponsor's part is the matter of `kg assess`
    armed = BASE.plus(
        *part("claims", "mask", "mask"),
        *tie("behind", "gamma", "mask", "group", "arms"),
        *part("no", "group", "group", stance="denies"),
    )
    assert not find(armed, "attribution")


def test_others_who_leave_it_open_make_the_softest_rule() -> None:
    open_ = part("open", "gamma", "group", stance="leaves_open")
    conflict = one(BASE.plus(*BY_GROUP, *open_), "attribution")
    assert conflict.rule == "author-left-open"
    assert sides(conflict)["left open: group carried it out"] == ["open"]
    denied = part("no", "group", "group", stance="denies")
    assert one(BASE.plus(*BY_GROUP, *open_, *denied), "attribution").rule == "author-denied"
    own = part("open", "beta", "group", stance="leaves_open")
    assert not find(BASE.plus(*BY_GROUP, *own), "attribution")


def test_of_several_authors_it_is_said_whose_part_is_denied_by_whom() -> None:
    rivals = BASE.plus(
        *BY_GROUP,
        *part("says-rebels", "gamma", "rebels"),
        *part("says-alpha", "beta", "alpha"),
        *part("no", "alpha", "alpha", stance="denies"),
        *part("cleared", "gamma", "group", stance="denies"),
    )
    assert one(rivals, "attribution").summary == (
        "raid: several are said to have carried it out, alpha (denied by alpha), "
        "group (denied by gamma) and rebels."
    )
    denied = BASE.plus(
        *part("says-group", "beta", "group", ("directed",)),
        *part("no", "group", "group", ("directed",), stance="denies"),
        *part("says-alpha", "gamma", "alpha", ("supported",)),
        *part("no-too", "alpha", "alpha", ("supported",), stance="denies"),
    )
    assert one(denied, "attribution").summary == (
        "raid: a part of alpha, in the words of gamma (denied by alpha); "
        "a part of group, in the words of beta (denied by group)."
    )


def test_who_leaves_it_open_is_named_and_told_from_who_names_somebody() -> None:
    world = BASE.plus(
        *BY_GROUP,
        *part("doubts", "beta", "group", stance="leaves_open"),
        *part("open", "gamma", "group", stance="leaves_open"),
    )
    assert one(world, "attribution").summary == (
        "raid: group in the words of beta; left open by gamma; other words of beta leave it open "
        "too."
    )
    alone = BASE.plus(*BY_GROUP, *part("open", "gamma", "group", stance="leaves_open"))
    assert one(alone, "attribution").summary == (
        "raid: group in the words of beta; left open by gamma."
    )


def test_officials_of_a_state_do_not_leave_open_what_it_alone_names() -> None:
    doubts = part("doubts", "aides", "group", stance="leaves_open")
    aides = Actor("aides", "DescribedGroup", part_of=("beta",), anonymous=True)
    world = BASE.plus(aides, *BY_GROUP, *doubts)
    assert not find(world, "attribution")
    told = one(world.plus(*part("more", "gamma", "group")), "attribution")
    assert (told.rule, told.summary) == (
        "author-left-open",
        "raid: group in the words of beta and gamma; left open by aides.",
    )


STATUS = """
case:status a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-attribution-status ;
    cev:value "cannot be attributed" .
case:careful a cev:Statement ; rdfs:label "careful" ; cev:isSpokenBy case:{} ;
    cev:affirms case:status .
"""


@pytest.mark.parametrize(("speaker", "found"), [("gamma", True), ("beta", False)])
def test_who_says_that_it_cannot_be_attributed_leaves_it_open(speaker: str, *, found: bool) -> None:
    conflicts = find(load(BASE.plus(*BY_GROUP), STATUS.format(speaker)), "attribution")
    assert [each.rule for each in conflicts] == ["author-left-open"] * found
    assert all(
        sides(each)["of the attribution: cannot be attributed"] == ["careful"] for each in conflicts
    )


OCCURRENCE = """
case:event a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-occurrence ;
    cev:value "a rocket attack" .
case:none a cev:Statement ; rdfs:label "none" ; cev:isSpokenBy case:gamma ;
    cev:denies case:event .
"""


def test_who_denies_the_event_stands_against_who_claims_it() -> None:
    conflict = one(load(BASE.plus(*part("claims", "rebels", "rebels")), OCCURRENCE), "attribution")
    assert conflict.rule == "event-denied"
    assert sides(conflict) == {
        "rebels carried it out (claimed)": ["claims"],
        "not “a rocket attack”": ["none"],
    }
    assert not find(load(BASE, OCCURRENCE), "attribution")


INSTEAD = """
case:tyre a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-occurrence ;
    cev:value "a tyre burst" .
case:none cev:affirms case:tyre .
"""
SAYS_TYRE = """
case:{0}-tyre a cev:Statement ; rdfs:label "{0}" ; cev:isSpokenBy case:{0} ;
    cev:affirms case:tyre .
"""


def test_what_happened_in_place_of_the_event_does_not_tell_of_it() -> None:
    """Nor is a denial a contradiction where nobody else tells of the event."""
    assert not find(load(BASE, OCCURRENCE, INSTEAD), "attribution")
    assert not find(load(BASE, OCCURRENCE, INSTEAD, SAYS_TYRE.format("gamma")), "attribution")
    claimed = BASE.plus(*part("claims", "rebels", "rebels"))
    assert sides(one(load(claimed, OCCURRENCE, INSTEAD), "attribution")) == {
        "rebels carried it out (claimed)": ["claims"],
        "not “a rocket attack”, but “a tyre burst”": ["none"],
    }
    others = one(load(claimed, OCCURRENCE, INSTEAD, SAYS_TYRE.format("beta")), "attribution")
    assert sides(others)["a tyre burst"] == ["beta-tyre"]


@pytest.mark.parametrize(("giver", "found"), [("gamma", False), ("beta", True)])
def test_what_sources_credit_to_who_denies_the_event_does_not_tell_of_it(
    giver: str, *, found: bool
) -> None:
    credited = f"""
    case:told a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-occurrence ;
        cev:value "a mishap" ; cev:isReportedIn case:paper ; cev:isAttributedTo case:{giver} .
    """
    assert bool(find(load(BASE, OCCURRENCE, credited), "attribution")) == found


def test_what_was_replaced_or_left_out_or_not_yet_public_does_not_count() -> None:
    node, said = part("says-rebels", "gamma", "rebels")
    world = BASE.plus(*BY_GROUP, node, said)
    assert find(world, "attribution")
    later = part("rethinks", "gamma", "group", supersedes=("says-rebels",))
    assert not find(world.plus(*later), "attribution")
    assert not find(world, "attribution", without=["says-rebels"])
    assert not find(world, "attribution", as_of="2021-03-19")
    assert find(world, "attribution", as_of="2021-03-20")


def test_a_rendering_is_no_other_voice() -> None:
    world = BASE.plus(
        *BY_GROUP,
        *part("told", "beta", "group", rendering_of="says-group"),
        *part("says-rebels", "gamma", "rebels"),
    )
    conflict = one(world, "attribution")
    [side] = [each for each in conflict.sides if each.value == "group carried it out"]
    assert names(side.statements) == ["says-group", "told"]
    assert side.measure.origins == 1


speakers = st.sampled_from(("alpha", "beta", "gamma", "group", "mask", "officials"))
doers = st.sampled_from(("alpha", "group", "group-unit", "rebels", "mask", "militias"))
said = st.tuples(
    speakers,
    doers,
    st.sampled_from((DONE, DONE, ("directed",), ("carried-out", "directed"))),
    st.sampled_from(("affirms", "affirms", "denies", "leaves_open")),
)
Said = tuple[str, str, tuple[str, ...], str]


def world_of(all_said: list[Said]) -> World:
    world = BASE
    for number, (speaker, doer, modes, stance) in enumerate(all_said):
        world = world.plus(*part(f"s{number}", speaker, doer, modes, stance=stance))
    return world


@few
@given(st.lists(said, min_size=4, max_size=7), said)
def test_more_statements_leave_the_conflict_and_its_authors(before: list[Said], more: Said) -> None:
    """A conflict may only become a harder one: rivals, then denied, then left open."""
    order = ["author-left-open", "author-denied", "rival-authors", "claim-and-attribution"]
    fewer, all_ = (
        find(world_of(before), "attribution"),
        find(world_of([*before, more]), "attribution"),
    )
    assert {each.about for each in fewer} <= {each.about for each in all_}
    for old, new in zip(fewer, all_, strict=False):
        assert order.index(old.rule) <= order.index(new.rule)
        assert set(names(old.facts["authors"])) <= set(names(new.facts["authors"]))
        assert {s for each in old.sides for s in each.statements} <= {
            s for each in new.sides for s in each.statements
        } or old.rule != new.rule


@few
@given(st.lists(said, min_size=4, max_size=7))
def test_other_names_change_nothing_but_names(before: list[Said]) -> None:
    def shape(found: list[Conflict]) -> list[tuple[str, list[tuple[int, int]]]]:
        return [
            (each.rule, sorted((len(s.statements), s.measure.origins) for s in each.sides))
            for each in found
        ]

    world = world_of(before)
    turned = world.renamed(lambda name: f"n{name[::-1]}")
    assert shape(find(world, "attribution")) == shape(find(turned, "attribution"))


@few
@given(st.lists(said, min_size=4, max_size=7))
def test_a_later_day_loses_no_conflict(before: list[Said]) -> None:
    world = BASE
    for number, (speaker, doer, modes, stance) in enumerate(before):
        where = "paper" if number % 2 else "gazette"
        world = world.plus(
            *part(f"s{number}", speaker, doer, modes, stance=stance, reported_in=(where,))
        )
    first = {each.about for each in find(world, "attribution", as_of="2021-03-20")}
    assert first <= {each.about for each in find(world, "attribution", as_of="2021-03-21")}


def test_other_incidents_are_other_matters() -> None:
    world = BASE.plus(Incident("ambush", kinds=("roadside-bomb",)), Actor("band", "ArmedGroup"))
    world = world.plus(*BY_GROUP, *part("other", "gamma", "band", incidents=("ambush",)))
    assert not find(world, "attribution")


# --- the case that ships -------------------------------------------------------------------


@pytest.fixture(scope="module")
def case() -> dict[tuple[str, str], dict[str, list[str]]]:
    found = kg.open().conflicts(kinds=["attribution"])
    return {(each.about.removeprefix(CASE), each.rule): sides(each) for each in found}


@pytest.mark.parametrize(
    ("incident", "rule", "expected"),
    [
        (
            "erbil-2021-02-15",
            "claim-and-attribution",
            [
                ("Saraya Awliya al-Dam carried it out (claimed)", "st-sad-20210215"),
                ("Kataib Hezbollah carried it out", "st-biden-20210227"),
                ("Kataib Sayyid al-Shuhada carried it out", "st-biden-20210227"),
                ("not Kataib Hezbollah", "st-kh-20210223"),
                ("not Kataib Sayyid al-Shuhada", "st-kss-20210303"),
                ("of the attribution: perpetrators identified", "st-fuad-20210225"),
                ("of the attribution: still being determined", "st-price-20210222-attribution"),
            ],
        ),
        (
            "abqaiq-khurais-2019-09-14",
            "claim-and-attribution",
            [
                ("Houthi movement carried it out (claimed)", "st-houthi-20190914"),
                ("Houthi movement carried it out", "st-rouhani-20190916"),
                ("Islamic Republic of Iran carried it out", "st-pompeo-20190914"),
                ("not Houthi movement: said not to", "st-un-panel-202001"),
                ("not Islamic Republic of Iran: the accusation is rejected", "st-iran-mfa-201909"),
            ],
        ),
        (
            "k1-2019-12-27",
            "rival-authors",
            [
                ("Islamic Republic of Iran carried it out", "st-trump-20191231"),
                ("Kataib Hezbollah carried it out", "st-hoffman-20191229"),
                ("Islamic State carried it out (possible)", "st-iraqi-officials-k1"),
                ("Islamic Republic of Iran directed it", "st-pentagon-20200102"),
                ("not Kataib Hezbollah", "st-kh-201912-denial"),
                ("not Islamic Republic of Iran", "st-rabiei-20191230"),
            ],
        ),
        (
            "embassy-storming-2019-12-31",
            "author-denied",
            [
                ("Islamic Republic of Iran directed it", "st-trump-20191231"),
                ("not Islamic Republic of Iran: the accusation", "st-mousavi-20191231"),
            ],
        ),
        (
            "green-zone-2020-11-17",
            "author-denied",
            [
                ("Ashab al-Kahf carried it out (claimed", "st-ashab-20201117"),
                ("Kataib Hezbollah, said to stand behind Ashab al-Kahf", "px-kh-ashab-unnamed"),
                ("not Kataib Hezbollah", "st-kh-20201117"),
            ],
        ),
        (
            "asad-2021-03-03",
            "author-left-open",
            [
                ("Kataib Hezbollah carried it out (possible)", "st-officials-politico-20210304"),
                ("of the attribution: cannot be attributed at this time", "st-kirby-20210303"),
            ],
        ),
        (
            "fujairah-2019-05-12",
            "author-denied",
            [
                ("Islamic Republic of Iran carried it out or", "st-mouallimi-20190606"),
                ("somebody: an actor with significant capacity", "st-uae-no-sa-20190606"),
                ("not Islamic Republic of Iran", "st-zarif-20190606"),
            ],
        ),
        (
            "ras-tanura-2021-03-07",
            "claim-and-attribution",
            [
                ("Houthi movement carried it out (claimed)", "st-houthi-20210307"),
                ("Islamic Republic of Iran carried it out", "st-saudi-adviser-20210307"),
            ],
        ),
        (
            "saladin-convoy-2020-07-15",
            "event-denied",
            [
                ("Ashab al-Kahf carried it out (claimed)", "st-ashab-20200715"),
                ("not “a bomb attack on a convoy”, but “no attack", "st-samarra-20200715"),
            ],
        ),
    ],
)
def test_the_sides_of_the_case(
    case: dict[tuple[str, str], dict[str, list[str]]],
    incident: str,
    rule: str,
    expected: list[tuple[str, str]],
) -> None:
    told = case[incident, rule]
    for begins, statement in expected:
        assert any(
            value.startswith(begins) and statement in statements
            for value, statements in told.items()
        ), (begins, statement, told)


def test_nobody_stands_on_two_sides_of_a_denied_event(
    case: dict[tuple[str, str], dict[str, list[str]]],
) -> None:
    told = case["saladin-convoy-2020-07-15", "event-denied"]
    assert sum("st-samarra-20200715" in statements for statements in told.values()) == 1


def test_the_summaries_of_the_case_say_who_denies_and_who_leaves_open() -> None:
    found = kg.open().conflicts(kinds=["attribution"])
    summaries = {each.about.removeprefix(CASE): each.summary for each in found}
    assert summaries["abqaiq-khurais-2019-09-14"].endswith(
        "Houthi movement (denied by United Nations) and "
        "Islamic Republic of Iran (denied by Islamic Republic of Iran)."
    )
    assert summaries["green-zone-2021-02-22"].endswith(
        "in the words of United States of America; left open by Asaib Ahl al-Haq; other words of "
        "US officials who spoke to the press and United States of America leave it open too."
    )
