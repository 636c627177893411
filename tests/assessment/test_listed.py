"""What is listed without ``all_pairs`` is what is listed with it, less what is silent."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import scopes, worlds
from worlds import (
    Actor,
    Incident,
    Involvement,
    Place,
    Scope,
    Source,
    Statement,
    World,
    joined,
    load,
)

from kg.assessment import Assessment, Pair, assess
from kg.assessment.history import history
from kg.assessment.model import SILENT
from kg.graph import CASE

LAND = Scope(places=("land",))
# In general words a state denies all attacks in a land, and later leaves open whether it was so.
# Of the attack itself nobody speaks.
TAKEN_BACK = World(
    actors=(Actor("alpha", "State"),),
    places=(Place("land"),),
    incidents=(Incident("raid", kinds=("rocket-attack",), when="2021-02-15", places=("land",)),),
    sources=(Source("paper", "2021-04-01"),),
    involvements=(
        Involvement("denied", "alpha", ("carried-out",), scope=LAND),
        Involvement("open", "alpha", open=("carried-out",), scope=LAND),
    ),
    statements=(
        Statement("no", "alpha", denies=("denied",), stated="2021-03-01", reported_in=("paper",)),
        Statement(
            "perhaps",
            "alpha",
            leaves_open=("open",),
            stated="2021-03-10",
            supersedes=("no",),
            reported_in=("paper",),
        ),
    ),
)


def listed(assessment: Assessment) -> list[tuple[str, str]]:
    return [(pair.coverage, pair.verdict) for pair in assessment.pairs]


def silent(assessment: Assessment) -> dict[str, tuple[int, int]]:
    """Return of each denial how many incidents are covered and possible, but unspoken of."""
    return {
        entry.denial.removeprefix(CASE): (entry.covered, entry.possible)
        for entry in assessment.unspoken
    }


def test_general_words_withdraw_what_nobody_speaks_of() -> None:
    assert listed(assess(load(TAKEN_BACK), all_pairs=True)) == [("covered", "withdrawn")]


def test_a_withdrawn_denial_is_listed_although_nobody_speaks_of_the_incident() -> None:
    for all_pairs in (False, True):
        found = assess(load(TAKEN_BACK), all_pairs=all_pairs)
        assert listed(found) == [("covered", "withdrawn")]
        assert silent(found) == {"no": (0, 0)}


def test_other_words_of_the_party_stand_against_it_and_are_counted_themselves() -> None:
    world = TAKEN_BACK.plus(
        Involvement("never", "alpha", ("carried-out",), scope=LAND),
        Statement("again", "alpha", denies=("never",), stated="2021-03-05", reported_in=("paper",)),
    )
    found = assess(load(world))
    assert listed(found) == [("covered", "withdrawn")]
    assert found.pairs[0].against.counted == (f"{CASE}again", f"{CASE}no")
    assert silent(found) == {"no": (0, 0), "again": (1, 0)}
    alone = assess(load(world), ["no"])
    assert alone.pairs == found.pairs
    assert silent(alone) == {"no": (0, 0)}
    # A denial that nobody took back brings no pairs of others with it.
    assert silent(assess(load(world), ["again"])) == {"again": (1, 0)}


def test_later_words_of_another_mode_or_place_withdraw_nothing() -> None:
    directed = Involvement("open", "alpha", open=("directed",), scope=LAND)
    afar = Involvement("open", "alpha", open=("carried-out",), scope=Scope(places=("afar",)))
    for later in (directed, afar):
        world = replace(
            TAKEN_BACK,
            places=(Place("land"), Place("afar")),
            involvements=(TAKEN_BACK.involvements[0], later),
        )
        found = assess(load(world))
        assert listed(found) == []
        assert silent(found) == {"no": (1, 0)}


def test_what_was_withdrawn_for_a_time_is_in_the_history() -> None:
    world = TAKEN_BACK.plus(
        Involvement("never", "alpha", ("carried-out",), scope=LAND),
        Statement(
            "again",
            "alpha",
            denies=("never",),
            stated="2021-05-01",
            supersedes=("perhaps",),
            reported_in=("later-paper",),
        ),
        Source("later-paper", "2021-05-02"),
    )
    assert listed(assess(load(world))) == []
    changes = history(load(world), "no").changes
    assert [(change.date, change.after.verdict) for change in changes if change.after] == [
        ("2021-04-01", "withdrawn"),
        ("2021-05-02", "unattributed"),
    ]


def is_listed(pair: Pair) -> bool:
    return pair.verdict not in SILENT and pair.coverage != "outside"


@st.composite
def quieter(draw: st.DrawFn) -> World:
    """A world with incidents that nobody speaks of, whose denial is taken back in broad words."""
    world = draw(worlds())
    first = next(each for each in world.statements if each.id == "said-0")
    denied = next(each for each in world.involvements if each.id == "part-0")
    words = Involvement(
        "words-back", denied.actor, open=("carried-out", "supported"), scope=draw(scopes())
    )
    back = Statement(
        "back",
        first.speaker,
        leaves_open=(words.id,),
        supersedes=(first.id,),
        stated="2021-03-02",
        made_public=draw(st.sampled_from(("2021-03-05", "2021-03-20"))),
    )
    quiet = (
        Incident("quiet", kinds=("rocket-attack",), when="2021-02-05", places=("land",)),
        Incident("dim", when="2021-02", places=("town",)),
    )
    return replace(world, incidents=(*world.incidents, *quiet)).plus(words, back)


# As with the oracle: what fails is shown with its worlds.
@settings(max_examples=4, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
@given(
    st.lists(quieter(), min_size=8, max_size=8).map(joined),
    st.sampled_from((None, "2021-03-10")),
)
def test_without_all_pairs_only_silent_ones_are_missing(world: World, as_of: str | None) -> None:
    graph = load(world)
    every = assess(graph, kind="all", all_pairs=True, as_of=as_of)
    found = assess(graph, kind="all", as_of=as_of)
    assert found.pairs == tuple(filter(is_listed, every.pairs))
    assert found.unspoken == every.unspoken
    counts = Counter(
        (pair.denial, pair.coverage)
        for pair in every.pairs
        if pair.kind == "denial" and pair.verdict in SILENT
    )
    for entry in found.unspoken:
        if entry.kind == "denial":
            assert entry.covered == counts[entry.denial, "covered"]
            assert entry.possible == counts[entry.denial, "possible"]
