"""What must hold of every assessment, whatever the world."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import MODES, involvements, worlds
from worlds import (
    Actor,
    Involvement,
    Scope,
    Statement,
    World,
    graph_of,
    joined,
    load,
    turtle_blocks,
)

from kg.assessment import Assessment, Pair, assess
from kg.assessment.assess import assess_with_tables
from kg.assessment.model import SILENT
from kg.graph import CASE

several_worlds = st.lists(worlds(), min_size=4, max_size=4).map(joined)
few = settings(
    max_examples=3, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
)
Key = tuple[str, str, str, str]


def everything(world: World, as_of: str | None = None) -> Assessment:
    return assess(load(world), kind="all", all_pairs=True, as_of=as_of)


def key(pair: Pair) -> Key:
    return pair.kind, pair.denial, pair.incident, pair.party


def by_key(assessment: Assessment) -> dict[Key, Pair]:
    return {key(pair): pair for pair in assessment.pairs}


def without_data(assessment: Assessment) -> dict[str, object]:
    values = assessment.to_dict()
    return {name: values[name] for name in values if name not in {"data", "without"}}


@few
@given(several_worlds, st.sampled_from((None, "2021-02-28")))
def test_what_is_listed_is_the_same_with_all(world: World, as_of: str | None) -> None:
    """--all adds pairs; it changes none, and leaves out only silence and what is outside."""
    listed = assess(load(world), kind="all", as_of=as_of)
    spoken = {
        incident
        for statement in world.statements
        for node in world.involvements
        if node.id in statement.affirms + statement.denies + statement.leaves_open
        for incident in node.concerns + node.may_concern
    }
    for pair in listed.pairs:
        assert pair.verdict not in SILENT
        assert pair.coverage != "outside"
    expected = [
        pair
        for pair in everything(world, as_of).pairs
        if pair.verdict not in SILENT
        and pair.coverage != "outside"
        and pair.incident.removeprefix(CASE) in spoken
    ]
    assert [pair.to_dict() for pair in listed.pairs] == [pair.to_dict() for pair in expected]


@few
@given(several_worlds)
def test_counts_of_a_scoped_denial_add_up(world: World) -> None:
    """Each incident is listed, covered, possible or outside, and only one of these."""
    wide = Involvement("wide", "w0-alpha", ("directed",), MODES[2:], scope=Scope(("armed-attack",)))
    world = world.plus(wide, Statement("widely", "w0-alpha", denies=("wide",), stated="2021-02-16"))
    listed = assess(load(world))
    scoped = {node.id for node in world.involvements if node.scope}
    statements = {statement.id: statement for statement in world.statements}
    for counts in listed.unspoken:
        statement = statements[counts.denial.removeprefix(CASE)]
        own = [pair for pair in listed.pairs if pair.denial == counts.denial]
        if len(statement.made_for) > 1 or not set(statement.denies) <= scoped:
            continue  # for each of several parties there is a row; a name reaches no other incident
        total = len(own) + counts.covered + counts.possible + sum(counts.outside.values())
        assert total == len(world.incidents), statement
    assert CASE + "widely" in {counts.denial for counts in listed.unspoken}


@few
@given(several_worlds, st.data())
def test_another_accuser_never_lowers_for(world: World, data: st.DataObject) -> None:
    """Whoever else affirms the party's part is counted, and displaces nobody."""
    node = data.draw(
        involvements(
            "more",
            tuple(incident.id for incident in world.incidents),
            tuple(actor.id for actor in world.actors),
            ("named", "read"),
            meant=True,
        )
    )
    witness = Statement("witness-says", "witness", affirms=(node.id,))
    richer = by_key(everything(world.plus(Actor("witness", "State"), node, witness)))
    for pair in everything(world).pairs:
        more = richer[key(pair)].for_
        assert more.statements >= pair.for_.statements
        assert more.parties >= pair.for_.parties
        assert more.origins >= pair.for_.origins
        assert more.independence >= pair.for_.independence
        assert more.reliability <= pair.for_.reliability
        assert more.credibility <= pair.for_.credibility


@few
@given(several_worlds, st.data())
def test_a_copy_of_a_source_raises_no_origins(world: World, data: st.DataObject) -> None:
    """A source that carries another's words adds nobody who says them."""
    carried = data.draw(st.sampled_from(world.sources))
    copy = replace(carried, id="copy", derived_from=(carried.id,))
    statements = tuple(
        replace(s, reported_in=(*s.reported_in, "copy")) if carried.id in s.reported_in else s
        for s in world.statements
    )
    richer = by_key(everything(replace(world, statements=statements).plus(copy)))
    for pair in everything(world).pairs:
        for before, after in (
            (pair.for_, richer[key(pair)].for_),
            (pair.against, richer[key(pair)].against),
        ):
            assert after.origins == before.origins
            assert after.independence <= before.independence


@few
@given(several_worlds, st.data())
def test_a_rendering_raises_no_count(world: World, data: st.DataObject) -> None:
    """The same words in another paper are the same statement."""
    original = data.draw(st.sampled_from(world.statements))
    rendering = replace(original, id="in-other-words", rendering_of=original.id, supersedes=())
    richer = by_key(everything(world.plus(rendering)))
    for pair in everything(world).pairs:
        again = richer[key(pair)]
        assert again.for_ == pair.for_
        assert again.against == pair.against


@few
@given(several_worlds, st.data())
def test_a_drifting_rendering_is_no_second_denial(world: World, data: st.DataObject) -> None:
    """Other words for a denial have pairs of their own and count nothing in the original's."""
    scoped = {node.id: node for node in world.involvements}
    denials = [s for s in world.statements if any(name in scoped for name in s.denies)]
    original = data.draw(st.sampled_from(denials))
    modes = tuple(data.draw(st.lists(st.sampled_from(MODES), min_size=1, unique=True)))
    denied = next(scoped[name] for name in original.denies if name in scoped)
    drifted: Involvement = replace(denied, id="drifted", modes=modes, open=(), scope=None)
    rendering = Statement(
        "drifting",
        original.speaker,
        made_for=original.made_for,
        denies=("drifted",),
        rendering_of=original.id,
    )
    richer = by_key(everything(world.plus(drifted, rendering)))
    for pair in everything(world).pairs:
        if pair.denial == CASE + original.id:
            assert richer[key(pair)].against.statements == pair.against.statements
            assert richer[key(pair)].for_.statements == pair.for_.statements


@few
@given(several_worlds, st.booleans())
def test_time_takes_nothing_away_but_by_supersession(world: World, final: bool) -> None:
    """Later more is known: a pair stays, and who affirmed still affirms, unless replaced."""
    if final:
        world = replace(
            world, statements=tuple(replace(s, supersedes=()) for s in world.statements)
        )
    sides = []
    for day in ("2021-02-16", "2021-02-28", "2021-03-10"):
        assessment, connection = assess_with_tables(
            load(world), (), kind="all", as_of=day, without=(), all_pairs=True
        )
        rows = connection.execute(
            "SELECT kind, weighed.subject, incident, party, side, sides.statement "
            "FROM weighed JOIN sides USING (kind, incident, party, side, own)"
        )
        sides.append((by_key(assessment), set(rows.fetchall())))
    for (before, counted), (after, recounted) in pairwise(sides):
        assert before.keys() <= after.keys()
        assert {row for row in counted if row[4] == "against" and row[5] == row[1]} <= recounted
        if final:
            assert {row for row in counted if row[4] == "for"} <= recounted


@few
@given(several_worlds, st.randoms(use_true_random=False))
def test_names_mean_nothing(world: World, chance: random.Random) -> None:
    """Renaming every node, in another order of the alphabet too, changes only the names."""
    names = world.names()
    others = [f"n{number:04}" for number in range(len(names))]
    chance.shuffle(others)
    new = dict(zip(names, others, strict=True))
    renamed = by_key(everything(world.renamed(new.__getitem__)))
    pairs = everything(world).pairs
    assert len(renamed) == len(pairs)
    for pair in pairs:
        kind, *nodes = key(pair)
        denial, incident, party = (CASE + new[node.removeprefix(CASE)] for node in nodes)
        assert nameless(renamed[kind, denial, incident, party]) == nameless(pair)


def nameless(pair: Pair) -> object:
    charge = pair.charge
    return (
        pair.coverage,
        dict(pair.dimensions),
        pair.verdict,
        (charge.mode, charge.words, charge.composed, charge.certain) if charge else None,
        len(pair.attributed_to),
        replace(pair.for_, counted=()),
        replace(pair.against, counted=()),
    )


@few
@given(several_worlds, st.randoms(use_true_random=False))
def test_order_of_triples_and_files_means_nothing(world: World, chance: random.Random) -> None:
    blocks = turtle_blocks(world)
    chance.shuffle(blocks)
    cut = chance.randrange(len(blocks))
    shuffled = graph_of("\n".join(blocks[:cut]), "\n".join(blocks[cut:]))
    again = assess(shuffled, kind="all", all_pairs=True)
    assert without_data(again) == without_data(everything(world))


@few
@given(several_worlds, st.data())
def test_leaving_out_is_deleting(world: World, data: st.DataObject) -> None:
    """--without a statement, a link or a proposition gives what the data without it give.

    A statement that others render is not drawn: they stay renderings of one original, which the
    data without it would not tell.
    """
    rendered = {statement.rendering_of for statement in world.statements}
    removable = [s.id for s in world.statements if s.id not in rendered]
    removable += [link.id for link in world.links]
    removable += [involvement.id for involvement in world.involvements]
    name = data.draw(st.sampled_from(removable))
    left = assess(load(world), kind="all", all_pairs=True, without=[name])
    assert without_data(left) == without_data(everything(world.minus(name)))


@few
@given(several_worlds, st.data())
def test_leaving_out_a_source_is_deleting_what_only_it_carries(
    world: World, data: st.DataObject
) -> None:
    rendered = {statement.rendering_of for statement in world.statements}
    source = data.draw(st.sampled_from(world.sources)).id
    only = [s.id for s in world.statements if s.reported_in == (source,)]
    if rendered & set(only):
        return
    left = assess(load(world), kind="all", all_pairs=True, without=[source])
    assert without_data(left) == without_data(everything(world.minus(source, *only)))
