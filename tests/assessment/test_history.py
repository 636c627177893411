"""How results change as statements become public: each row is what a run as of that day gives."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import worlds
from test_hinges import outcome
from test_rules import BASE, denial, linked, named
from worlds import Involvement, Scope, Source, Statement, World, joined, load

import kg
from kg.assessment import Change, History, Outcome, assess
from kg.assessment.assess import assess_with_tables
from kg.assessment.history import history
from kg.assessment.model import SILENT
from kg.case import Case
from kg.errors import UsageError
from kg.graph import CASE, Graph
from kg.views.blocks import Block
from kg.views.history import history_blocks

LETTER = "st-iran-letter-202103-involvement"
several_worlds = st.lists(worlds(), min_size=2, max_size=2).map(joined)
few = settings(
    max_examples=2, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


def no(**changes: object) -> tuple[Involvement, Statement]:
    """The denial, public on 14 March."""
    return denial(**({"made_public": "2021-03-14"} | changes))  # type: ignore[arg-type]


def told(found: History) -> list[tuple[str | None, str, list[str], bool]]:
    """Date, verdict, causes and whether only together."""
    return [
        (
            change.date,
            change.after.verdict,
            [cause.statement.removeprefix(CASE) for cause in change.by],
            change.together,
        )
        for change in (*found.changes, *found.undated)
    ]


def of(world: World, **options: object) -> History:
    return history(load(world), "no", "raid", **options)  # type: ignore[arg-type]


# By hand


def test_it_begins_when_the_denial_becomes_public() -> None:
    """What was known before is in the first row; what comes later has rows of its own."""
    world = BASE.plus(
        *no(),
        *named("early", "gamma", "rebels", made_public="2021-02-20"),
        *named("late", "beta", "alpha", made_public="2021-04-02"),
        *named("again", "gamma", "alpha", made_public="2021-05-01"),
    )
    found = of(world)
    assert told(found) == [
        ("2021-03-14", "attributed-elsewhere", ["no"], False),
        ("2021-04-02", "contested", ["late"], False),
    ]
    first, second = found.changes
    assert (first.before, second.before) == (None, first.after)
    assert second.after == Outcome("covered", "contested", "carried-out", "denied", False)
    assert [cause.role for cause in (*first.by, *second.by)] == ["denial", "accusation"]
    assert (first.incident_when, second.by[0].stated_on) == ("2021-02-15", "2021-02-20")
    assert found.public == "2021-03-14"


def test_a_source_makes_a_statement_public() -> None:
    """Of several the earliest; and a month is over on its last day."""
    world = BASE.plus(
        Source("weekly", issued="2021-04"),
        Source("yearly", issued="2021"),
        *no(),
        *named("they", "beta", "alpha", reported_in=("weekly", "yearly")),
    )
    assert told(of(world))[1:] == [("2021-04-30", "contested", ["they"], False)]
    assert told(of(world, without=["weekly"]))[1:] == [("2021-12-31", "contested", ["they"], False)]


def test_two_who_say_the_same_on_one_day_did_it_together() -> None:
    """Neither is needed; without both nothing would have changed. A third has no part in it."""
    day: dict[str, Any] = {"made_public": "2021-04-02"}
    world = BASE.plus(
        *no(),
        *named("one", "beta", "alpha", **day),
        *named("two", "gamma", "alpha", **day),
        *named("three", "gamma", "militias", **day),
    )
    assert told(of(world))[1:] == [("2021-04-02", "contested", ["one", "two"], True)]


def test_two_halves_of_a_chain_are_each_needed() -> None:
    """Who did it, and whose proxy he is: neither statement alone puts Alpha into the raid."""
    day: dict[str, Any] = {"made_public": "2021-04-02"}
    link, tie = linked("tie", "beta", "militias", "alpha", "arms")
    world = BASE.plus(*no(), *named("they", "beta", "militias", **day), link, replace(tie, **day))
    assert told(of(world))[1:] == [
        ("2021-04-02", "contested-through-proxy", ["they", "tie"], False)
    ]
    assert [cause.role for cause in of(world).changes[1].by] == ["accusation", "link"]


def test_half_of_the_way_is_together() -> None:
    """Without the admission it would be contested, without the accusation no less than it is."""
    day: dict[str, Any] = {"made_public": "2021-04-02"}
    world = BASE.plus(
        *no(), *named("they", "beta", "alpha", **day), *named("yes", "alpha", "alpha", **day)
    )
    assert told(of(world))[1:] == [("2021-04-02", "self-contradicted", ["they", "yes"], True)]


def test_taken_back_it_is_withdrawn_from_that_day() -> None:
    """The party's own later words; the partial admission stays beside the denial as it is."""
    part = Involvement("part", "alpha", ("supported",), concerns=("raid",))
    rest = Involvement("rest", "alpha", ("carried-out",), concerns=("raid",))
    partly = Statement(
        "partly",
        "alpha",
        affirms=("part",),
        denies=("rest",),
        stated="2021-04-01",
        made_public="2021-04-02",
    )
    taken = named(
        "taken", "alpha", "alpha", made_public="2021-05-01", stance="affirms", supersedes=("no",)
    )
    world = BASE.plus(*no(), part, rest, partly, *taken)
    found = of(world)
    assert told(found) == [
        ("2021-03-14", "unattributed", ["no"], False),
        ("2021-04-02", "self-contradicted", ["partly"], False),
        ("2021-05-01", "withdrawn", ["taken"], False),
    ]
    assert [cause.role for change in found.changes for cause in change.by] == [
        "denial",
        "admission",
        "admission",
    ]
    assert "PartialAdmission" in found.changes[1].by[0].kinds
    assert [cause.statement for cause in found.beside] == [CASE + "partly"]
    text = shown(history_blocks(load(world), found))
    assert "partly (partial admission by alpha)" in text
    assert "stays beside this statement" in text
    own = history(load(world), "partly", "raid", kind="claim")
    assert [change.after.verdict for change in own.changes] == ["self-contradicted", "uncontested"]


def test_undated_statements_count_only_without_a_date() -> None:
    world = BASE.plus(
        *no(),
        *named("dated", "gamma", "rebels", made_public="2021-04-01"),
        *named("undated", "beta", "alpha"),
    )
    found = of(world)
    assert told(found)[1:] == [
        ("2021-04-01", "attributed-elsewhere", ["dated"], False),
        (None, "contested", ["undated"], False),
    ]
    assert [change.date for change in found.undated] == [None]
    assert found.undated[0].before == found.changes[-1].after
    assert found.undated[0].by[0].public is None
    assert "no date asked for" in shown(history_blocks(load(world), found))


def test_an_undated_denial_has_no_dates() -> None:
    """It counts only where no date is asked for, and so does everything that is said to it."""
    world = BASE.plus(
        *denial(stated=None), *named("they", "beta", "alpha", made_public="2021-04-01")
    )
    found = of(world)
    assert (found.public, found.changes) == (None, ())
    assert told(found) == [(None, "contested", ["no"], False)]
    assert "nobody recorded when it became public" in shown(history_blocks(load(world), found))


def test_words_that_are_taken_back_without_others_in_their_place() -> None:
    """What replaces the accusation says nothing of the raid, and still ends it."""
    taken = Statement("never-mind", "beta", made_public="2021-05-01", supersedes=("they",))
    world = BASE.plus(*no(), *named("they", "beta", "alpha", made_public="2021-04-01"), taken)
    found = of(world)
    assert told(found)[1:] == [
        ("2021-04-01", "contested", ["they"], False),
        ("2021-05-01", "unattributed", ["never-mind"], False),
    ]
    assert found.changes[2].by[0].role == "supersedes"


def test_a_circle_of_supersession_ends() -> None:
    """As soon as the circle closes nobody is later: what was replaced speaks again."""
    world = BASE.plus(
        *no(),
        *named("one", "beta", "alpha", made_public="2021-04-01", supersedes=("two",)),
        *named(
            "two", "beta", "alpha", ("supported",), made_public="2021-05-01", supersedes=("one",)
        ),
    )
    assert told(of(world))[1:] == [("2021-04-01", "contested", ["one"], False)]


def test_a_claim_has_a_history_too() -> None:
    """And a statement that is both is a denial, unless it is asked for as a claim."""
    world = BASE.plus(
        *named("yes", "group", "group", made_public="2021-02-20"),
        *named("they", "beta", "group", made_public="2021-03-01"),
        *named("but", "gamma", "group", stance="denies", made_public="2021-03-05"),
    )
    found = history(load(world), "yes")
    assert (found.kind, found.incident) == ("claim", None)
    assert told(found) == [
        ("2021-02-20", "uncontested", ["yes"], False),
        ("2021-03-01", "corroborated", ["they"], False),
        ("2021-03-05", "contested", ["but"], False),
    ]


def test_without_an_incident_only_those_with_a_verdict_are_told() -> None:
    """Another raid that nobody lays at anybody's door, and one long after, have no story."""
    raid = BASE.incidents[0]
    world = replace(
        BASE,
        incidents=(raid, replace(raid, id="quiet"), replace(raid, id="later", when="2022-01-01")),
    )
    spoken = [
        *named("they", "beta", "alpha", incidents=("raid", "later"), made_public="2021-04-01"),
        *named("well", "beta", "alpha", stance="denies", incidents=("quiet",)),
    ]
    found = history(load(world.plus(*no(), *spoken)), "no")
    assert {change.incident for change in found.changes} == {CASE + "raid"}
    outside = history(load(world.plus(*no(), *spoken)), "no", "later")
    assert {change.after.coverage for change in outside.changes} == {"outside"}


def test_a_denial_that_reaches_nothing_has_an_empty_history() -> None:
    found = history(load(BASE.plus(*no())), "no")
    assert (found.changes, found.undated) == ((), ())
    assert "on no day" in shown(history_blocks(load(BASE.plus(*no())), found))


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (("nobody-said-this",), {}, "There is no node named 'nobody-said-this'"),
        (("they",), {}, "neither denies nor affirms that its own party"),
        (("raid", "no"), {}, "The statement comes first: kg history no raid"),
        (("no", "beta"), {}, "'beta' is no incident"),
        (("no",), {"without": ["no"]}, "'no' is left out"),
        (("no",), {"without": ["raid"]}, "'raid' cannot be left out"),
        (("no",), {"kind": "claim"}, "'no' denies"),
        (("named", "other"), {}, "'named' names other incidents"),
    ],
)
def test_what_means_nothing_is_said_to(
    arguments: tuple[str, ...], options: dict[str, object], message: str
) -> None:
    world = replace(BASE, incidents=(*BASE.incidents, replace(BASE.incidents[0], id="other")))
    world = world.plus(
        *no(),
        *named("they", "beta", "alpha"),
        *named("named", "alpha", "alpha", stance="denies"),
    )
    with pytest.raises(UsageError) as caught:
        history(load(world), *arguments, **options)  # type: ignore[arg-type]
    assert message in str(caught.value)


# Every row is what a run as of its day gives


def state(graph: Graph, found: History, day: date | None) -> dict[tuple[str, str], Outcome]:
    """What kg assess gives for the statement as of a day."""
    assessment = assess(
        graph,
        [found.denial],
        kind=found.kind,
        as_of=day.isoformat() if day else None,
        without=found.without,
        all_pairs=True,
    )
    return {(pair.incident, pair.party): outcome(pair) for pair in assessment.pairs}


def agrees(graph: Graph, found: History, days: Iterable[date]) -> None:
    """Check every row, and that between two rows and on other days nothing is otherwise."""
    stories: dict[tuple[str, str], list[Change]] = {}
    for change in (*found.changes, *found.undated):
        stories.setdefault((change.incident, change.party), []).append(change)
    own = {date.fromisoformat(change.date) for change in found.changes if change.date}
    every = own | {day - timedelta(days=1) for day in own} | set(days)
    states = {day: state(graph, found, day) for day in sorted(every)}
    final = state(graph, found, None)
    for key, rows in stories.items():
        dated = [(date.fromisoformat(row.date), row) for row in rows if row.date]
        for before, after in pairwise(rows):
            assert before.after == after.before
        for day, result in states.items():
            past = [row.after for since, row in dated if since <= day]
            assert result.get(key) == (past[-1] if past else None), (day, key)
        assert final[key] == rows[-1].after


def sampled(found: History) -> list[date]:
    """A day between every two rows, and one long after."""
    own = sorted({date.fromisoformat(change.date) for change in found.changes if change.date})
    between = [before + (after - before) // 2 for before, after in pairwise(own)]
    return [*between, *(day + timedelta(days=900) for day in own[-1:])]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ((LETTER,), "denial"),
        (("st-khatibzadeh-20210216",), "denial"),
        (("st-iran-s-2020-19",), "claim"),
    ],
)
def test_the_history_of_the_case_agrees_with_runs_as_of_its_days(
    case: Case, names: Sequence[str], kind: str
) -> None:
    for name in names:
        found = case.history(name, kind=kind)
        assert found.changes
        agrees(case.graph, found, sampled(found))


@few
@given(several_worlds, st.data())
def test_any_history_agrees_with_runs_as_of_its_days(world: World, data: st.DataObject) -> None:
    graph = load(world)
    pairs = assess(graph, kind="all", all_pairs=True).pairs
    pair = data.draw(st.sampled_from(pairs))
    for incident in (None, pair.incident):
        found = history(graph, pair.denial, incident, kind=pair.kind)
        agrees(graph, found, [date(2021, 2, 28)])


@few
@given(several_worlds, st.data())
def test_causes_are_what_made_the_change(world: World, data: st.DataObject) -> None:
    """Without one of them, or all where they did it together, nothing would have changed."""
    graph = load(world)
    pairs = assess(graph, kind="all", all_pairs=True).pairs
    told = [pair for pair in pairs if pair.verdict not in SILENT] or pairs
    for pair in data.draw(st.lists(st.sampled_from(told), min_size=2, max_size=2)):
        found = history(graph, pair.denial, pair.incident, kind=pair.kind)
        for change in (*found.changes, *found.undated):
            causes = [cause.statement for cause in change.by]
            assert causes
            assert {cause.public for cause in change.by} == {change.date}
            assert len(causes) > 1 or not change.together
            for absence in [causes] if change.together else [[cause] for cause in causes]:
                left = assess(
                    graph,
                    kind=pair.kind,
                    as_of=change.date,
                    without=absence,
                    all_pairs=True,
                )
                same = [
                    outcome(other)
                    for other in left.pairs
                    if (other.denial, other.incident, other.party)
                    == (pair.denial, pair.incident, change.party)
                ]
                assert same == ([change.before] if change.before else [])


@few
@given(several_worlds, st.data(), st.randoms(use_true_random=False))
def test_names_mean_nothing_to_a_history(
    world: World, data: st.DataObject, chance: random.Random
) -> None:
    names = world.names()
    others = [f"n{number:04}" for number in range(len(names))]
    chance.shuffle(others)
    new = dict(zip(names, others, strict=True))
    graph, renamed = load(world), load(world.renamed(new.__getitem__))
    pairs = assess(graph, kind="all", all_pairs=True).pairs
    for pair in data.draw(st.lists(st.sampled_from(pairs), min_size=3, max_size=3)):
        denial, incident = (name.removeprefix(CASE) for name in (pair.denial, pair.incident))
        found = history(graph, denial, incident, kind=pair.kind)
        again = history(renamed, new[denial], new[incident], kind=pair.kind)
        assert rows(again, {}) == rows(found, new)


def rows(found: History, new: dict[str, str]) -> list[tuple[object, ...]]:
    """The rows with other names, in an order that names have no part in but as values."""

    def name(node: str) -> str:
        own = node.removeprefix(CASE)
        return new.get(own, own)

    return sorted(
        (
            change.date or "",
            name(change.party),
            str(change.before),
            str(change.after),
            sorted(name(cause.statement) for cause in change.by),
            change.together,
        )
        for change in (*found.changes, *found.undated)
    )


@few
@given(several_worlds)
def test_a_later_date_loses_no_statement(world: World) -> None:
    """What is known on a day is known on every later one."""
    known: list[set[str]] = []
    for day in ("2021-02-10", "2021-02-28", "2021-03-20", "2022-01-01", None):
        _, connection = assess_with_tables(
            load(world), (), kind="all", as_of=day, without=(), all_pairs=False
        )
        known.append(
            {row[0] for row in connection.execute("SELECT statement FROM known").fetchall()}
        )
    for before, after in pairwise(known):
        assert before <= after


# As it is shown


def shown(blocks: tuple[Block, ...]) -> str:
    parts = [
        part
        for block in blocks
        for part in (
            block.title,
            *block.lines,
            *("  ".join(row) for row in (block.columns, *block.rows)),
            *block.notes,
        )
    ]
    return "\n".join(parts)


def test_the_case_as_it_is_shown(case: Case) -> None:
    """Both times stand there: when it happened, and when it was published."""
    text = shown(history_blocks(case.graph, case.history(LETTER)))
    assert "public by 2021-03-15" in text
    assert "happened 2021-03-11" in text
    assert "2021-03-16  possible, contested (supported, left open)  st-jpost" in text
    assert "The same since it became public on 2021-03-15" in text


def test_of_several_parties_each_has_its_rows() -> None:
    part = Involvement("part", "alpha", ("carried-out",), scope=Scope(("armed-attack",)))
    other = Involvement("other", "beta", ("carried-out",), scope=Scope(("armed-attack",)))
    joint = Statement(
        "no",
        "alpha",
        made_for=("alpha", "beta"),
        denies=("part", "other"),
        stated="2021-03-14",
        made_public="2021-03-14",
    )
    world = BASE.plus(part, other, joint, *named("they", "gamma", "beta", made_public="2021-04-01"))
    found = of(world)
    assert [(change.party.removeprefix(CASE), change.date) for change in found.changes] == [
        ("alpha", "2021-03-14"),
        ("beta", "2021-03-14"),
        ("alpha", "2021-04-01"),
        ("beta", "2021-04-01"),
    ]
    assert [change.after.verdict for change in found.changes[2:]] == [
        "attributed-elsewhere",
        "contested",
    ]
    assert "the part of beta" in shown(history_blocks(load(world), found))
