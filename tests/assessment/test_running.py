"""Pairs that come one after another are the same as all at once, and few are in memory."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import worlds
from worlds import (
    Actor,
    Incident,
    Involvement,
    Scope,
    Source,
    Statement,
    World,
    graph_of,
    joined,
    load,
    turtle_blocks,
)

import kg
from kg.assessment import Pair, assess, assess_each, pairs
from kg.assessment.assess import assess_with_tables
from kg.case import Case
from kg.errors import LimitError, UsageError
from kg.graph import CASE, Graph
from kg.origins import Origins
from kg.projection import project

LETTER = "st-iran-letter-202103-involvement"
KHATIBZADEH = "st-khatibzadeh-20210216"
several_worlds = st.lists(worlds(), min_size=4, max_size=4).map(joined)
few = settings(
    max_examples=4, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"kind": "all", "all_pairs": True},
        {"kind": "claim"},
        {"as_of": "2021-03-16", "kind": "all"},
        {"without": [LETTER], "all_pairs": True},
        {"statements": [KHATIBZADEH, LETTER, "st-rendering-presstv"]},
        {"statements": [LETTER], "as_of": "2021-01-01"},
    ],
    ids=str,
)
def test_one_after_another_is_all_at_once(case: Case, options: Mapping[str, object]) -> None:
    whole = assess(case.graph, **options)  # type: ignore[arg-type]
    running = assess_each(case.graph, **options)  # type: ignore[arg-type]
    values = running.to_dict()
    assert list(values) == list(whole.to_dict())
    lists = {name: list(value) for name, value in values.items() if isinstance(value, Iterator)}
    assert set(lists) == {"pairs", "wordings"}
    assert {**values, **lists} == whole.to_dict()
    assert assess_each(case.graph, **options).whole() == whole  # type: ignore[arg-type]


def test_pairs_and_wordings_can_be_read_by_turns(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "BATCH", 10)
    whole = case.assess()
    assert len(whole.wordings) > 20
    running = case.assess_each()
    found = list(itertools.zip_longest(running.pairs, running.wordings))
    assert tuple(pair for pair, _ in found if pair) == whole.pairs
    assert tuple(wording for _, wording in found if wording) == whole.wordings


def test_what_is_wrong_is_said_before_the_first_pair(case: Case) -> None:
    with pytest.raises(UsageError, match="nobody-ever"):
        case.assess_each(["nobody-ever"])
    with pytest.raises(UsageError, match="no kind"):
        case.assess_each(kind="rumour")


# --- batches -----------------------------------------------------------------------------------


def ruled(graph: Graph) -> pairs.Pairs:
    """A reader of every pair, before the first."""
    _, connection = assess_with_tables(
        graph, (), kind="all", as_of=None, without=(), all_pairs=True
    )
    return pairs.Pairs(connection, Origins(project(graph)))


def order(pair: Pair) -> tuple[str, str, str, str, str]:
    return pair.denial, pair.incident_when, pair.incident, pair.kind, pair.party


@few
@given(several_worlds)
def test_batches_of_any_size_give_the_same_pairs_in_order(world: World) -> None:
    reader = ruled(load(world))
    found = list(reader.read(("denial", "claim")))
    assert found == sorted(found, key=order)
    assert len({order(pair) for pair in found}) == len(found)
    for batch in (1, 2, 7, len(found) - 1, len(found), len(found) + 1):
        assert list(reader.read(("denial", "claim"), batch=batch)) == found
    for kind in ("denial", "claim"):
        only = [pair for pair in found if pair.kind == kind]
        assert list(reader.read((kind,), batch=3)) == only


def test_order_is_that_of_code_points() -> None:
    """U+10400 comes after U+FF5A, though its first half in UTF-16 comes before."""
    names = ("raid-z", "raid-\u00e9", "raid-\uff5a", "raid-\U00010400")
    world = World(
        actors=(Actor("alpha", "State"),),
        incidents=tuple(Incident(name, when="2021-02-15") for name in reversed(names)),
        sources=(Source("paper", "2021-04-01"),),
        involvements=(Involvement("part", "alpha", ("carried-out",), scope=Scope()),),
        statements=(
            Statement("no", "alpha", denies=("part",), stated="2021-03-01", reported_in=("paper",)),
        ),
    )
    found = assess(load(world), all_pairs=True).pairs
    assert [pair.incident for pair in found] == [CASE + name for name in names]


def test_few_pairs_are_in_memory(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = 20
    monkeypatch.setattr(pairs, "BATCH", batch)
    running = case.assess_each(kind="all", all_pairs=True)
    gc.collect()
    before = sum(isinstance(each, Pair) for each in gc.get_objects())
    most = count = 0
    for count, _ in enumerate(running.pairs, start=1):
        if count % 15 == 0:
            alive = sum(isinstance(each, Pair) for each in gc.get_objects())
            most = max(most, alive - before)
    assert count > 30 * batch
    assert most <= 2 * batch


# --- tallies -----------------------------------------------------------------------------------


@few
@given(several_worlds)
def test_shared_tallies_count_the_origins_of_each_pair(world: World) -> None:
    """Also where a statement rests on others about one incident and not about another."""
    graph = load(world)
    origins = Origins(project(graph))
    reader = ruled(graph)
    found = list(reader.read(("denial", "claim")))
    for pair in found:
        for side in (pair.for_, pair.against):
            measure = origins.measure(map(origins.voice, side.counted), matter=pair.incident)
            assert (side.origins, side.unknown, side.independence) == (
                measure.origins,
                measure.unknown,
                measure.independence,
            )


def test_the_same_words_with_other_origins_in_another_incident() -> None:
    """What is said of the raid is had from words that came by hearsay; of the blast it is not."""
    world = World(
        actors=tuple(Actor(name, "State") for name in ("alpha", "beta", "gamma")),
        incidents=(Incident("raid", when="2021-02-16"), Incident("blast", when="2021-02-15")),
        sources=(Source("letter", "2021-04-01", first_hand=True), Source("paper", "2021-04-01")),
        involvements=(
            Involvement("part", "alpha", ("carried-out",), concerns=("blast", "raid")),
            Involvement("rival", "gamma", ("carried-out",), concerns=("raid",)),
        ),
        statements=(
            Statement("no", "alpha", denies=("part",), reported_in=("letter",)),
            Statement("hearsay", "beta", affirms=("rival",), reported_in=("paper",)),
            Statement(
                "says", "gamma", affirms=("part",), based_on=("hearsay",), reported_in=("letter",)
            ),
        ),
    )
    blast, raid = assess(load(world)).pairs
    assert blast.for_.counted == raid.for_.counted == (f"{CASE}says",)
    assert (blast.for_.origins, blast.for_.unknown) == (1, 0)
    assert (raid.for_.origins, raid.for_.unknown) == (1, 1)


def test_tallies_that_are_not_kept_are_made_again(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = case.assess(kind="all")
    monkeypatch.setattr(pairs, "_KEPT", 0)
    assert case.assess(kind="all") == whole


# --- datings -----------------------------------------------------------------------------------


def test_who_dates_a_denial_may_have_no_publisher() -> None:
    world = World(
        actors=(Actor("alpha", "State"),),
        incidents=(Incident("raid", when="2021-02-20"),),
        sources=(Source("paper", "2021-04-01"),),
        involvements=(Involvement("part", "alpha", ("carried-out",), scope=Scope()),),
        statements=(
            Statement("no", "alpha", denies=("part",), stated="2021-03-01", reported_in=("paper",)),
        ),
    )
    datings = "\n".join(
        f"""
        case:dated-{day} a cev:Detail ; cev:isAbout case:no ; cev:hasAspect code:aspect-dating ;
            cev:value "{day}" ; cev:isReportedIn case:paper ;
            cev:earliest "{day}T00:00:00Z"^^xsd:dateTime ;
            cev:latest "{day}T23:59:59Z"^^xsd:dateTime ."""
        for day in ("2021-03-01", "2021-02-10")
    )
    (pair,) = assess(graph_of("\n\n".join(turtle_blocks(world)), datings), all_pairs=True).pairs
    assert pair.dating == "2021-03-01; incident 2021-02-20"
    (other,) = pair.other_datings
    assert (other.value, other.publishers, other.time) == ("2021-02-10", (), "no")


# --- limits ------------------------------------------------------------------------------------


class Full:
    """A database without room."""

    def execute(self, *_: object) -> None:
        import duckdb  # noqa: PLC0415 (as the package does)

        raise duckdb.OutOfMemoryException("could not allocate block of size 256.0 KiB")


def test_a_limit_between_two_batches_is_named() -> None:
    world = World(
        actors=(Actor("alpha", "State"),),
        incidents=tuple(Incident(f"raid-{number}", when="2021-02-15") for number in range(3)),
        sources=(Source("paper", "2021-04-01"),),
        involvements=(Involvement("part", "alpha", ("carried-out",), scope=Scope()),),
        statements=(
            Statement("no", "alpha", denies=("part",), stated="2021-03-01", reported_in=("paper",)),
        ),
    )
    reader = ruled(load(world))
    found = reader.read(("denial",), batch=2)
    assert [next(found).incident, next(found).incident] == [f"{CASE}raid-0", f"{CASE}raid-1"]
    reader._connection = Full()  # type: ignore[assignment]
    with pytest.raises(LimitError, match="temporary files"):
        next(found)


def test_nothing_is_read_of_no_data() -> None:
    running = assess_each(graph_of(""))
    assert replace(running.whole(), sha256="").to_dict()["pairs"] == []
