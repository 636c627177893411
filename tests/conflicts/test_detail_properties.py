"""Details by properties, over random cases: many incidents at once, each a world of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from conflict_data import detail, found, graph, source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.conflicts import Conflict
from kg.graph import Graph

SOURCES = 5
# Reading a graph is what takes the time, so each example is one graph with many small cases: more
# than a hundred for each property.
SOME = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Value:
    """A number that sources give."""

    least: int
    most: int | None
    sources: frozenset[int]
    giver: str | None

    @property
    def words(self) -> str:
        """Say the value."""
        if self.most is None:
            return f"at least {self.least}"
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


VALUES = st.builds(
    lambda least, more, sources, giver: Value(
        least, None if more is None else least + more, sources, giver
    ),
    st.integers(0, 9),
    st.none() | st.integers(0, 3),
    st.frozensets(st.integers(0, SOURCES - 1), min_size=1, max_size=3),
    st.none() | st.sampled_from(["army", "union"]),
)
WORLDS = st.lists(st.lists(VALUES, max_size=5), min_size=24, max_size=30)


def text(world: list[list[Value]], prefix: str = "n", extra: int | None = None) -> list[str]:
    """Write a world; ``extra`` is a copy of that source, in all that it gives.

    With another prefix the names have another order, too.
    """
    parts = [
        source(f"{prefix}s{i}", issued=f"2021-03-{i + 1:02}", origins=[]) for i in range(SOURCES)
    ]
    if extra is not None:
        parts.append(source(f"{prefix}copy", issued="2021-03-20", origins=[f"{prefix}s{extra}"]))
    for i, group in enumerate(world):
        parts.append(
            f'ex:{prefix}i{i} a cev:Incident ; rdfs:label "incident {i}" ; '
            f'cev:hasKind code:kind-rocket-attack ; cev:when "2021-02-01"^^edtf:EDTF .'
        )
        for j, value in enumerate(group):
            given_in = [f"{prefix}s{each}" for each in sorted(value.sources)]
            if extra in value.sources:
                given_in.append(f"{prefix}copy")
            parts.append(
                detail(
                    f"{prefix}d{i}-{j if prefix == 'n' else 9 - j}",
                    value.words,
                    about=f"{prefix}i{i}",
                    bounds=(str(value.least), None if value.most is None else str(value.most)),
                    sources=given_in,
                    giver=value.giver,
                )
            )
    return parts


def numbers(data: Graph, as_of: str | None = None) -> dict[str, Conflict]:
    """Return the conflicts of numbers by the label of their incident."""
    return {
        data.label(each.about): each for each in found(data, "detail", "numbers-apart", as_of=as_of)
    }


def apart(one: Value, other: Value) -> bool:
    """Compare two values one way and the other."""
    return any(
        low.most is not None and low.most < high.least for low, high in ((one, other), (other, one))
    )


@SOME
@given(WORLDS)
def test_sides_are_those_that_comparing_every_pair_gives(world: list[list[Value]]) -> None:
    conflicts = numbers(graph(*text(world)))
    for i, group in enumerate(world):
        expected = {
            value.words
            for one, other in combinations(group, 2)
            if apart(one, other)
            for value in (one, other)
        }
        conflict = conflicts.get(f"incident {i}")
        assert {side.value for side in (conflict.sides if conflict else ())} == expected


@SOME
@given(WORLDS, VALUES)
def test_another_value_removes_no_conflict_and_no_side(
    world: list[list[Value]], value: Value
) -> None:
    before = numbers(graph(*text(world)))
    after = numbers(graph(*text([[*group, value] for group in world])))
    for label, conflict in before.items():
        assert {side.value for side in conflict.sides} <= {
            side.value for side in after[label].sides
        }


@SOME
@given(WORLDS, st.integers(0, SOURCES - 1))
def test_a_copy_of_a_source_raises_no_origins(world: list[list[Value]], copied: int) -> None:
    before = numbers(graph(*text(world)))
    after = numbers(graph(*text(world, extra=copied)))
    assert before.keys() == after.keys()
    for label, conflict in before.items():
        for old, new in zip(conflict.sides, after[label].sides, strict=True):
            assert new.value == old.value
            assert new.measure.origins <= old.measure.origins
            assert new.measure.independence <= old.measure.independence


@SOME
@given(WORLDS)
def test_names_change_nothing_but_names(world: list[list[Value]]) -> None:
    def shown(conflict: Conflict) -> object:
        return (
            conflict.rule,
            conflict.summary,
            [(side.value, side.measure, len(side.sources)) for side in conflict.sides],
            conflict.facts["apart"],
            conflict.facts["bounds"],
        )

    before, after = numbers(graph(*text(world))), numbers(graph(*text(world, "renamed-")))
    assert {label: shown(each) for label, each in before.items()} == {
        label: shown(each) for label, each in after.items()
    }


@SOME
@given(WORLDS, st.integers(1, SOURCES - 1))
def test_a_later_day_loses_no_side(world: list[list[Value]], day: int) -> None:
    data = graph(*text(world))
    before, after = (numbers(data, as_of=f"2021-03-0{each}") for each in (day, day + 1))
    for label, conflict in before.items():
        assert {side.value for side in conflict.sides} <= {
            side.value for side in after[label].sides
        }
