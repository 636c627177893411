"""Whose words a conflict rests on: the party's own, or a wording that others give to them."""

from __future__ import annotations

import pytest
from conflict_data import detail, graph, source
from conflict_data import found as found_in
from conflict_worlds import ALL, BASE, DONE, names, one, part, sides, tie
from worlds import Scope

import kg
from kg.case import Case
from kg.conflicts import Conflict
from kg.graph import CASE
from kg.views.conflicts import conflicts_blocks

WIDE = Scope(("armed-attack",))
ADMITS = part("admits", "alpha", "alpha", stated="2021-02-17")
# The letter denies support alone; a paper makes a denial of the deed of it.
LETTER = part(
    "letter",
    "alpha",
    "alpha",
    ("supported",),
    left=DONE,
    stance="denies",
    scope=WIDE,
    stated="2021-03-01",
)
WORDING = part(
    "wording",
    "alpha",
    "alpha",
    stance="denies",
    scope=WIDE,
    stated="2021-03-01",
    rendering_of="letter",
)


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


def of(case: Case, name: str, kind: str, **options: object) -> list[Conflict]:
    """Return the conflicts of a kind about a node of the case."""
    node = case.graph.resolve(name)
    listed = case.conflicts(name, kinds=[kind], **options)  # type: ignore[arg-type]
    return [each for each in listed if each.about == node]


def test_a_wording_by_others_alone_is_no_denial_of_the_party_itself() -> None:
    conflict = one(BASE.plus(*ADMITS, *LETTER, *WORDING), "self")
    assert conflict.rule == "denied-in-renderings"
    assert sides(conflict)["denied in renderings by others only (2021-03-01)"] == ["wording"]
    assert names(conflict.facts["rendered"]) == ["wording"]
    assert conflict.facts["covered"] == []
    assert "its own words leave it open" in conflict.summary


def test_a_wording_of_words_that_deny_stands_with_them() -> None:
    letter = part("letter", "alpha", "alpha", ALL, stance="denies", scope=WIDE, stated="2021-03-01")
    conflict = one(BASE.plus(*ADMITS, *letter, *WORDING), "self")
    assert conflict.rule == "denied-and-admitted"
    assert sides(conflict)["denies it (2021-03-01)"] == ["letter", "wording"]
    assert "rendered" not in conflict.facts


def test_an_author_whom_only_renderings_clear() -> None:
    named = part("named", "beta", "alpha")
    conflict = one(BASE.plus(*named, *LETTER, *WORDING), "attribution")
    assert conflict.rule == "author-denied-in-renderings"
    assert "denied by alpha only in wordings that others give (wording)" in conflict.summary
    assert (
        "not alpha: denies having carried it out (in general words, in renderings by others only)"
        in sides(conflict)
    )
    own = part("own", "alpha", "alpha", stance="denies")
    conflict = one(BASE.plus(*named, *LETTER, *WORDING, *own), "attribution")
    assert conflict.rule == "author-denied"
    assert "only in wordings" not in conflict.summary


def test_iran_denies_the_missiles_in_wordings_of_others_only(case: Case) -> None:
    [conflict] = [
        each
        for each in of(case, "asad-erbil-missiles-2020-01-08", "self")
        if each.rule.startswith("denied")
    ]
    assert conflict.rule == "denied-in-renderings"
    assert "Press TV" in conflict.summary
    assert "Mehr English" in conflict.summary
    assert "its own words leave it open" in conflict.summary
    [conflict] = of(case, "asad-erbil-missiles-2020-01-08", "attribution")
    assert conflict.rule == "author-denied-in-renderings"


def test_everybody_behind_a_name_that_claims_is_shown() -> None:
    world = BASE.plus(
        *part("says-group", "beta", "group"),
        *part("claims", "mask", "mask"),
        *tie("behind", "gamma", "mask", "rebels"),
    )
    told = sides(one(world, "attribution"))
    assert told["rebels, said to stand behind mask, carried it out"] == ["behind", "claims"]
    # A name that others name, and that claims nothing, brings nobody in.
    named = BASE.plus(
        *part("says-group", "beta", "group"),
        *part("says-mask", "alpha", "mask"),
        *tie("behind", "gamma", "mask", "rebels"),
    )
    assert not [value for value in sides(one(named, "attribution")) if "rebels" in value]


def test_asaib_ahl_al_haq_stays_behind_the_name_that_claims_erbil(case: Case) -> None:
    [conflict] = [
        each for each in of(case, "erbil-2021-02-15", "attribution") if "authors" in each.facts
    ]
    told = sides(conflict)
    aah = told["Asaib Ahl al-Haq, said to stand behind Saraya Awliya al-Dam, carried it out"]
    assert {"st-smokescreen-afp", "px-aah-sad-newarab"} <= set(aah)
    assert "st-winep-20210224" not in aah
    assert case.graph.resolve("asaib-ahl-al-haq") in conflict.touches


@pytest.mark.parametrize(
    ("incident", "actor", "statement"),
    [
        ("erbil-2021-02-15", "iran", "st-khatibzadeh-20210216"),
        ("asad-2021-03-03", "kataib-sayyid-al-shuhada", "st-kss-202103-asad"),
    ],
)
def test_denials_of_whom_nobody_names_are_printed(
    case: Case, incident: str, actor: str, statement: str
) -> None:
    listed = of(case, incident, "attribution")
    lines = [
        line
        for block in conflicts_blocks(case.graph, listed, full=True)
        for line in block.lines
        if line.startswith("Also denied, though nobody names it as the doer: ")
    ]
    label = case.graph.label(case.graph.resolve(actor))
    assert [line for line in lines if label in line and statement in line]


def test_who_is_named_is_not_among_those_whom_nobody_names() -> None:
    """The group denies to have directed what it is said to have carried out."""
    world = BASE.plus(
        *part("says-group", "beta", "group"),
        *part("says-rebels", "gamma", "rebels"),
        *part("no", "group", "group", ("directed",), stance="denies"),
        *part("nor", "alpha", "alpha", stance="denies"),
    )
    facts = one(world, "attribution").facts
    assert names(facts["other_denials"]) == ["nor"]
    assert facts["denied_unnamed"] == [{"actor": f"{CASE}alpha", "statements": [f"{CASE}nor"]}]


def test_the_record_is_nobodys_source() -> None:
    data = graph(
        source("paper"),
        detail(
            "t",
            "the day after",
            aspect="time",
            times=("2021-02-17T00:00:00+03:00", "2021-02-17T23:59:59+03:00"),
            sources=["paper"],
        ),
    )
    conflict = found_in(data, "detail", "not-as-recorded")[0]
    record = conflict.sides[0]
    assert (record.sources, record.statements, record.credited) == ((), (), ("the record",))
    assert conflict.facts["same_source"] == []


def test_no_source_of_the_case_contradicts_itself_by_the_record(case: Case) -> None:
    recorded = [each for each in case.conflicts(kinds=["detail"]) if each.rule == "not-as-recorded"]
    assert recorded
    for conflict in recorded:
        assert not conflict.sides[0].sources
        assert case.graph.resolve("prensalatina-letter") not in conflict.facts["same_source"]  # type: ignore[operator]


@pytest.mark.parametrize("as_of", [None, "2021-02-20", "2021-03-16"])
def test_quotations_of_a_side_stand_in_its_sources(case: Case, as_of: str | None) -> None:
    quoted = 0
    for conflict in case.conflicts(as_of=as_of):
        for side in conflict.sides:
            quoted += len(side.quotations)
            strange = [each.source for each in side.quotations if each.source not in side.sources]
            assert not strange, (conflict.summary, side.value)
    assert quoted
