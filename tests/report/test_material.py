"""What a report gathers in one go is what single questions give."""

from __future__ import annotations

from dataclasses import replace

import pytest

import kg
from kg.case import Case
from kg.report.material import Material, gather

DENIALS = ("st-kh-20210223", "st-iran-s-2020-81", "st-kss-202103-asad")


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.fixture(scope="module")
def material(case: Case) -> Material:
    return gather(case.graph, DENIALS)


def test_pairs_are_those_of_assess(case: Case, material: Material) -> None:
    told = [each.pair for one in material.told for each in one.explanations]
    assert sorted(told, key=lambda pair: (pair.denial, pair.incident)) == sorted(
        case.assess(DENIALS).pairs, key=lambda pair: (pair.denial, pair.incident)
    )


def test_explanations_are_those_of_why(case: Case, material: Material) -> None:
    for one in material.told:
        for each in one.explanations[::3]:
            alone = case.why(each.pair.denial, each.pair.incident, party=each.pair.party)
            # More is tried where several denials are looked at, to no other effect.
            assert replace(each, tried=alone.tried) == alone


def test_histories_are_those_of_history(case: Case, material: Material) -> None:
    for one in material.told:
        assert one.history == case.history(one.denial, kind="denial")


def test_counts_are_those_of_unspoken(case: Case, material: Material) -> None:
    counts = {each.denial: each for each in case.assess(DENIALS).unspoken}
    for one in material.told:
        spoken = {each.pair.incident for each in one.explanations}
        rest = counts[one.denial]
        assert one.covered + one.possible == len(spoken) + rest.covered + rest.possible
        assert one.outside == rest.outside
        assert len(one.quiet) == rest.covered + rest.possible


def test_denials_are_in_order_of_their_dates(case: Case) -> None:
    told = gather(case.graph, ["st-rendering-presstv", "st-kh-20210223"]).told
    assert [case.graph.short(each.denial) for each in told] == [
        "st-kh-20210223",
        "st-rendering-presstv",
    ]
    assert [each.number for each in told] == [1, 2]
