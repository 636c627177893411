"""In what the words of two statements differ."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from conflict_worlds import ALL, BASE, load, part, tie
from hypothesis import given
from hypothesis import strategies as st
from worlds import Scope, World

from kg.conflicts.evidence import Evidence
from kg.conflicts.scopes import Difference, Part, Scopes, differences
from kg.graph import CASE

WIDE = Scope(("armed-attack",), ("beta",), ("land",))


def scopes_of(world: World, without: Iterable[str] = ()) -> Scopes:
    return Scopes(Evidence(load(world), as_of=None, without=[CASE + name for name in without]))


def between(world: World, one: str = "one", other: str = "other") -> list[tuple[str, object]]:
    scopes = scopes_of(world)
    return [
        (each.dimension, (short(each.one), short(each.other)))
        for each in differences(scopes.parts(CASE + one), scopes.parts(CASE + other))
    ]


def short(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.removeprefix(CASE) for value in values)


def test_a_mode_is_affirmed_denied_left_open_or_untouched() -> None:
    world = BASE.plus(
        *part("one", "alpha", "alpha", ALL[1:2], left=ALL[:1], stance="denies", scope=WIDE),
        *part("other", "alpha", "alpha", ALL[:2], stance="denies", scope=WIDE),
    )
    assert between(world) == [("carried-out", (("left-open",), ("denied",)))]
    world = BASE.plus(*part("one", "beta", "alpha"), *part("other", "beta", "alpha", ALL[1:2]))
    assert between(world) == [
        ("carried-out", (("affirmed",), ("untouched",))),
        ("directed", (("untouched",), ("affirmed",))),
    ]


@pytest.mark.parametrize(
    ("scope", "dimension", "values"),
    [
        (Scope((), ("beta",), ("land",)), "kind", (("armed-attack",), ())),
        (Scope(("armed-attack",), ("gamma",), ("land",)), "target", (("beta",), ("gamma",))),
        (Scope(("armed-attack",), ("beta",)), "place", (("land",), ())),
        (
            Scope(("armed-attack",), ("beta",), ("land",), since="2020"),
            "from",
            ((), ("2020",)),
        ),
        (
            Scope(("armed-attack",), ("beta",), ("land",), until="2021"),
            "until",
            ((), ("2021",)),
        ),
    ],
)
def test_a_scope_differs_in_one_dimension(
    scope: Scope, dimension: str, values: tuple[object, object]
) -> None:
    world = BASE.plus(
        *part("one", "alpha", "alpha", ALL, stance="denies", scope=WIDE),
        *part("other", "alpha", "alpha", ALL, stance="denies", scope=scope),
    )
    assert between(world) == [(dimension, values)]


def test_an_organ_is_the_party_and_an_incident_read_is_not_one_named() -> None:
    world = BASE.plus(
        *part("one", "beta", "alpha"), *part("other", "beta", "alpha-army", read=True)
    )
    assert between(world) == [
        ("incident", (("raid",), ())),
        ("incident-read", ((), ("raid",))),
    ]


def test_what_stands_in_place_of_something_else_is_another_subject() -> None:
    world = BASE.plus(*part("one", "beta", "someone"), *part("other", "beta", "group"))
    assert between(world) == [("subject", (("involvement", "someone"), ("involvement", "group")))]


def test_who_passes_on_a_part_has_changed_nothing_and_who_adds_has() -> None:
    world = BASE.plus(
        *part("both", "beta", "group"),
        *tie("also", "beta", "group", "alpha", "arms"),
    )
    links, parts = world.links[0], world.involvements[0]
    statement = world.statements[0]
    world = BASE.plus(
        parts,
        links,
        type(statement)("one", "beta", affirms=(parts.id, links.id)),
        type(statement)("other", "beta", affirms=(parts.id,)),
    )
    assert between(world) == []
    assert between(world, "other", "one") == [("subject", ((), ("sponsorship", "group", "alpha")))]


def test_links_differ_by_stance_mode_and_period() -> None:
    world = BASE.plus(
        *tie("one", "beta", "group", "alpha", "arms", until="2020"),
        *tie("other", "beta", "group", "alpha", "directs", stance="denies"),
    )
    assert between(world) == [
        ("stance", (("affirmed",), ("denied",))),
        ("mode", (("arms",), ("directs",))),
        ("until", (("2020",), ())),
    ]


def test_what_is_left_out_is_not_said() -> None:
    world = BASE.plus(*part("one", "beta", "group"))
    assert scopes_of(world).parts(CASE + "one")
    assert not scopes_of(world, ["one-part"]).parts(CASE + "one")


subjects = st.sampled_from((("involvement", "a"), ("involvement", "b"), ("identity", "a", "b")))
some_parts = st.frozensets(
    st.builds(
        lambda subject, mode, place: Part(
            subject, (("directed", (mode,)), ("place", (place,) if place else ()))
        ),
        subjects,
        st.sampled_from(("denied", "left-open")),
        st.sampled_from(("", "land", "sea")),
    ),
    max_size=4,
)


@given(some_parts, some_parts)
def test_only_what_differs_differs(one: frozenset[Part], other: frozenset[Part]) -> None:
    """None differs from itself or from more of the same; what is named is on neither side alike."""
    assert differences(one, one) == ()
    assert differences(one | other, other) == ()
    for each in differences(one, other):
        assert isinstance(each, Difference)
        assert each.one != each.other
    if not differences(one, other):
        assert other <= one
