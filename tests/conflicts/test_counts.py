"""Counts of one party that exclude each other: on one day, or on different days."""

from __future__ import annotations

from conflict_worlds import BASE, find, load, one, sides
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.conflicts import Conflict

COUNT = """
case:{name} a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-wounded ;
    cev:value "{number}" ; cev:lowerBound {number} ; cev:upperBound {number} .
case:says-{name} a cev:Statement ; rdfs:label "{name}" ; cev:isSpokenBy case:beta ;
    cev:statedOn "{stated}"^^edtf:EDTF ; cev:isStatedAt case:land ; cev:affirms case:{name} .
"""
TIME = """
case:{name} a cev:Detail ; cev:isAbout case:raid ; cev:hasAspect code:aspect-time ;
    cev:value "{hour}" ; cev:earliest "2021-02-15T{hour}:00Z"^^xsd:dateTime ;
    cev:latest "2021-02-15T{hour}:00Z"^^xsd:dateTime .
case:says-{name} a cev:Statement ; rdfs:label "{name}" ; cev:isSpokenBy case:beta ;
    cev:statedOn "{stated}"^^edtf:EDTF ; cev:isStatedAt case:land ; cev:affirms case:{name} .
"""


def counts(*given: tuple[int, str]) -> list[Conflict]:
    """Return what is found where one party gives these numbers on these days."""
    said = [
        COUNT.format(name=f"c{place}", number=number, stated=stated)
        for place, (number, stated) in enumerate(given)
    ]
    return find(load(BASE, *said), "self")


def test_a_count_of_another_day_changed() -> None:
    [conflict] = counts((34, "2021-02-24"), (50, "2021-02-28"))
    assert conflict.rule == "count-changed"
    assert sides(conflict) == {"34 (2021-02-24)": ["says-c0"], "50 (2021-02-28)": ["says-c1"]}
    assert (
        conflict.summary == "beta gives values of raid (wounded) that changed over time: 34 | 50."
    )


def test_counts_of_one_day_exclude_each_other_beside_those_that_changed() -> None:
    found = counts((34, "2021-02-24"), (50, "2021-02-28"), (64, "2021-02-28"))
    told = {conflict.rule: list(sides(conflict)) for conflict in found}
    assert told == {
        "values-apart": ["50 (2021-02-28)", "64 (2021-02-28)"],
        "count-changed": ["34 (2021-02-24)", "50 (2021-02-28)", "64 (2021-02-28)"],
    }


def test_where_a_day_is_not_known_nobody_can_say_that_it_changed() -> None:
    assert [each.rule for each in counts((34, "2021-02"), (50, "2021-02-28"))] == ["values-apart"]


def test_times_do_not_change_from_day_to_day() -> None:
    said = (
        TIME.format(name="a", hour="10:00", stated="2021-02-20"),
        TIME.format(name="b", hour="12:00", stated="2021-02-25"),
    )
    assert one(load(BASE, *said), "self").rule == "values-apart"


@settings(max_examples=15, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(20, 22)), min_size=2, max_size=5))
def test_each_pair_is_found_by_its_days(said: list[tuple[int, int]]) -> None:
    given_on = [(number, f"2021-02-{day}") for number, day in said]
    found = counts(*given_on)
    apart: dict[str, set[str]] = {"values-apart": set(), "count-changed": set()}
    for conflict in found:
        apart[conflict.rule].update(name for side in sides(conflict).values() for name in side)
    pairs = [
        (f"says-c{place}", day == other_day)
        for place, (number, day) in enumerate(said)
        for other, other_day in said
        if number != other
    ]
    assert apart["values-apart"] == {name for name, same in pairs if same}
    assert apart["count-changed"] == {name for name, same in pairs if not same}


def test_the_wounded_of_the_missiles_grew_from_day_to_day() -> None:
    case = kg.open()
    node = case.graph.resolve("asad-erbil-missiles-2020-01-08")
    dod = [
        each
        for each in case.conflicts(node, kinds=["self"])
        if each.about == node and each.facts.get("aspect") == "wounded"
    ]
    [changed] = dod
    assert changed.rule == "count-changed"
    assert [side.value[:3].strip() for side in changed.sides] == ["34", "50", "74", "109"]
