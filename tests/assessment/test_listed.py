"""What is listed without ``all_pairs`` is what is listed with it, less what is silent."""

from __future__ import annotations

import pytest
from worlds import Actor, Incident, Involvement, Place, Scope, Source, Statement, World, load

from kg.assessment import Assessment, assess

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


def test_general_words_withdraw_what_nobody_speaks_of() -> None:
    assert listed(assess(load(TAKEN_BACK), all_pairs=True)) == [("covered", "withdrawn")]


@pytest.mark.xfail(
    strict=True,
    reason="without all_pairs only incidents that some statement names are held against a scope, "
    "so a denial withdrawn in general words is counted as if nobody spoke of it",
)
def test_a_withdrawn_denial_is_listed_although_nobody_speaks_of_the_incident() -> None:
    found = assess(load(TAKEN_BACK))
    assert listed(found) == [("covered", "withdrawn")]
    assert [entry.covered for entry in found.unspoken] == [0]
