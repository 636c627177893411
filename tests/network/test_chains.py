"""Chains from an incident to an actor, worked out by hand and against a search by brute force."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows_by_hand import RAID, Said, at, chains_to, hops, key, renamed, some_rows

from kg.errors import LimitError
from kg.network import chains as chains_module
from kg.network.chains import MAX_LINKS, Chain, find, in_order
from kg.network.rows import Denying, Rows, Stance, Statement
from kg.network.strength import Key

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

MASKED = (
    Said()
    .actor("alpha")
    .actor("force", "alpha")
    .actor("group")
    .actor("mask")
    .part("mask-did", "mask")
    .link("behind", "group", "mask")
    .link("arming", "force", "group", "arms")
    .says("claim", "mask", ("affirms", "mask-did"))
    .says("report", "paper", ("affirms", "behind"), hedging="possible")
    .says("charge", "beta", ("affirms", "arming"))
)


def test_a_chain_leads_from_the_name_through_the_group_to_the_state() -> None:
    (chain,) = chains_to(MASKED.rows, "alpha").chains
    assert [(hop.kind, hop.lower, hop.upper) for hop in chain.hops] == [
        ("naming", RAID, "mask"),
        ("identity", "mask", "group"),
        ("sponsorship", "group", "force"),
    ]
    assert [[c.statement for c in hop.carriers] for hop in chain.hops] == [
        ["claim"],
        ["report"],
        ["charge"],
    ]
    assert chain.composed


def test_it_leads_to_the_organ_that_is_named_and_to_its_whole_but_to_no_other_organ() -> None:
    said = MASKED.actor("navy", "alpha")
    assert [key(c) for c in chains_to(said.rows, "force").chains] == [("mask", "behind", "arming")]
    assert [key(c) for c in chains_to(said.rows, "group").chains] == [("mask", "behind")]
    assert not chains_to(said.rows, "navy").chains


def test_who_is_named_is_reached_without_a_link() -> None:
    (chain,) = chains_to(MASKED.rows, "mask").chains
    assert (key(chain), chain.whole_by) == (("mask",), ("mask",))


def test_what_names_the_whole_does_not_name_its_organ() -> None:
    said = Said().actor("alpha").actor("force", "alpha").part("did", "alpha")
    said = said.says("charge", "beta", ("affirms", "did"))
    assert not chains_to(said.rows, "force").chains
    assert len(chains_to(said.rows, "alpha").chains) == 1


def test_one_party_that_says_all_of_it_makes_a_whole_chain() -> None:
    said = MASKED.says("too", "beta", ("affirms", "mask-did"), ("affirms", "behind"))
    (chain,) = chains_to(said.rows, "alpha").chains
    assert chain.whole_by == ("beta",)


def test_a_name_that_its_party_owns_up_to_speaks_the_partys_words() -> None:
    said = MASKED.says("ours", "group", ("affirms", "behind"))
    (chain,) = chains_to(said.rows, "group").chains
    assert chain.whole_by == ("group",)
    (longer,) = chains_to(said.rows, "alpha").chains
    assert longer.composed


def test_an_umbrella_carries_no_chain_and_a_denied_link_alone_is_none() -> None:
    umbrella = MASKED.link("arming", "force", "group", "umbrella")
    assert not chains_to(umbrella.rows, "alpha").chains
    denied = Said(
        replace(
            MASKED.rows,
            stances=tuple(
                replace(s, stance="denies") if s.proposition == "arming" else s
                for s in MASKED.rows.stances
            ),
        )
    )
    assert not chains_to(denied.rows, "alpha").chains


def test_replaced_words_carry_nothing() -> None:
    gone = replace(MASKED.rows.statements["charge"], stands=False)
    rows = replace(MASKED.rows, statements={**MASKED.rows.statements, "charge": gone})
    assert not chains_to(rows, "alpha").chains


def test_a_period_that_excludes_the_incident_is_marked_and_one_that_touches_it_is_not() -> None:
    said = MASKED.link("arming", "force", "group", "arms", since_earliest=at(10))
    for moment, counts in ((at(9), False), (at(10), True)):
        doers, links = hops(said.rows, when=(at(0), moment))
        (chain,) = find(said.rows, doers, links, "alpha").chains
        assert chain.in_period is counts
    ended = MASKED.link("arming", "force", "group", "arms", until_latest=at(-1))
    doers, links = hops(ended.rows, when=(at(0), at(1)))
    assert not find(ended.rows, doers, links, "alpha").chains[0].in_period
    doers, links = hops(ended.rows)
    assert find(ended.rows, doers, links, "alpha").chains[0].in_period, "no date excludes nothing"


def line(length: int) -> Said:
    said = Said().actor("n0").part("did", "n0").says("charge", "x", ("affirms", "did"))
    for number in range(length):
        said = said.actor(f"n{number + 1}").link(f"l{number}", f"n{number + 1}", f"n{number}")
        said = said.says(f"s{number}", "x", ("affirms", f"l{number}"))
    return said


def test_four_links_are_the_most_and_it_is_told_that_there_are_more() -> None:
    found = chains_to(line(MAX_LINKS).rows, f"n{MAX_LINKS}")
    assert (len(found.chains), found.longer, found.shortest) == (1, False, MAX_LINKS)
    found = chains_to(line(MAX_LINKS + 3).rows, f"n{MAX_LINKS + 3}")
    assert (len(found.chains), found.longer, found.shortest) == (0, True, MAX_LINKS + 3)
    aside = line(MAX_LINKS + 1).link("short", "n5", "n0").says("s", "x", ("affirms", "short"))
    found = chains_to(aside.rows, "n5")
    assert ([key(c) for c in found.chains], found.longer) == ([("n0", "short")], True)


def test_too_many_chains_are_a_limit_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains_module, "MAX_CHAINS", 2)
    said = MASKED
    for number in range(2):
        said = said.link(f"more-{number}", "force", "group", "arms")
        said = said.says(f"more-s{number}", "x", ("affirms", f"more-{number}"))
    with pytest.raises(LimitError, match="--without"):
        chains_to(said.rows, "alpha")


def test_a_rendering_carries_no_more_than_its_original() -> None:
    said = MASKED.says("echo", "beta", ("affirms", "arming"), original="charge")
    (chain,) = chains_to(said.rows, "alpha").chains
    assert [carrier.statement for carrier in chain.hops[-1].carriers] == ["charge"]


def test_who_denies_a_hop_is_told_and_weighs_only_where_the_words_surely_mean_it() -> None:
    denial = Denying("no", RAID, "mask", "possible", frozenset({3}), frozenset({3}))
    said = MASKED.says("no", "mask")
    for how, undenied in (("possible", True), ("covered", False), ("named", False)):
        (doer,), _ = hops(said.rows, [replace(denial, how=how)])
        assert [(a.statement, a.denies) for a in doer.answers] == [("no", True)]
        assert doer.weight.undenied is undenied
    left = replace(denial, how="named", denied=frozenset())
    (doer,), _ = hops(said.rows, [left])
    assert [answer.denies for answer in doer.answers] == [False]
    other_mode = replace(denial, denied=frozenset({1}), touched=frozenset({1}))
    assert not hops(said.rows, [other_mode])[0][0].answers
    assert not hops(said.rows, [replace(denial, party="group")])[0][0].answers


# --- order -----------------------------------------------------------------------------------


def two(**second: object) -> Rows:
    """Two chains from a name to a state over two links that differ in one thing."""
    said = Said().actor("alpha").actor("mask").part("did", "mask")
    said = said.says("claim", "gamma", ("affirms", "did"))
    said = said.link("z-first", "alpha", "mask", "directs").link(
        "a-second", "alpha", "mask", "arms"
    )
    said = said.says("one", "gamma", ("affirms", "z-first"))
    given = {"modes": ("directs",), "strength": 2} | {
        k: v for k, v in second.items() if k in {"modes", "strength"}
    }
    link = replace(said.rows.links["a-second"], **given)  # type: ignore[arg-type]
    said = Said(replace(said.rows, links={**said.rows.links, "a-second": link}))
    more = {k: v for k, v in second.items() if k not in given}
    return said.says("two", str(more.pop("party", "gamma")), ("affirms", "a-second"), **more).rows


@pytest.mark.parametrize(
    "second",
    [
        {"modes": ("arms",), "strength": 1},
        {"hedging": "alleged"},
        {"hedging": ""},
        {"party": "delta"},
    ],
    ids=["mode", "hedging", "hedging not recorded", "composed"],
)
def test_the_chain_with_the_firmer_weakest_hop_comes_first(second: dict[str, object]) -> None:
    rows = two(**second)
    ordered = in_order(chains_to(rows, "alpha").chains)
    assert [chain.links for chain in ordered] == [("z-first",), ("a-second",)]


def test_mode_comes_before_hedging_and_hedging_before_numbers() -> None:
    rows = two(modes=("arms",), strength=1, hedging="asserted")
    weak = replace(rows.statements["one"], hedging="unclear")
    rows = replace(rows, statements={**rows.statements, "one": weak})
    assert in_order(chains_to(rows, "alpha").chains)[0].links == ("z-first",)
    many = Said(two(hedging="alleged"))
    for number in range(5):
        many = many.says(
            f"x{number}", f"party-{number}", ("affirms", "a-second"), hedging="alleged"
        )
    assert in_order(chains_to(many.rows, "alpha").chains)[0].links == ("z-first",)


def test_parties_then_denials_break_what_is_left() -> None:
    rows = Said(two()).says("also", "gamma-2", ("affirms", "a-second")).rows
    assert in_order(chains_to(rows, "alpha").chains)[0].links == ("a-second",)
    rows = Said(two()).says("no", "alpha", ("denies", "a-second")).rows
    assert in_order(chains_to(rows, "alpha").chains)[0].links == ("z-first",)
    assert in_order(chains_to(two(), "alpha").chains)[0].links == ("a-second",), "names come last"


# --- properties ------------------------------------------------------------------------------


def by_brute_force(rows: Rows, actor: str) -> set[tuple[str, ...]]:
    """Try every arrangement of up to four links; read nothing from the code under test."""
    standing = {iri for iri, s in rows.statements.items() if s.stands}
    said = {
        s.proposition for s in rows.stances if s.stance == "affirms" and s.statement in standing
    }
    links = [link for link in rows.links.values() if link.iri in said and link.strength]

    def organ(name: str) -> set[str]:
        found = {name}
        while True:
            more = {w for f in found if f in rows.actors for w in rows.actors[f].organ_of}
            if more <= found:
                return found
            found |= more

    def top(name: str) -> str:
        (root,) = rows.roots(name)
        return root

    found = set()
    for part in rows.involvements.values():
        if part.iri not in said or RAID not in part.named:
            continue
        for length in range(MAX_LINKS + 1):
            for chosen in permutations(links, length):
                at_ = part.actor
                visited = [top(at_)]
                walk = [at_]
                for link in chosen:
                    if top(link.lower) != top(walk[-1]):
                        break
                    walk.append(link.upper)
                    visited.append(top(link.upper))
                else:
                    reached = [actor in organ(name) for name in walk]
                    simple = len(set(visited)) == len(visited)
                    if simple and reached[-1] and not any(reached[:-1]):
                        found.add((part.actor, *(link.iri for link in chosen)))
    return found


@quick
@given(some_rows(), st.data())
def test_chains_are_those_that_brute_force_finds(rows: Rows, data: st.DataObject) -> None:
    actor = data.draw(st.sampled_from(sorted(rows.actors)))
    found = [key(chain) for chain in chains_to(rows, actor).chains]
    assert len(found) == len(set(found))
    assert set(found) == by_brute_force(rows, actor)


@quick
@given(some_rows(), st.data())
def test_an_affirming_statement_takes_no_chain_away(rows: Rows, data: st.DataObject) -> None:
    actor = data.draw(st.sampled_from(sorted(rows.actors)))
    before = {key(chain) for chain in chains_to(rows, actor).chains}
    proposition = data.draw(st.sampled_from(sorted((*rows.links, *rows.involvements))))
    party = data.draw(st.sampled_from(sorted(rows.actors)))
    more = replace(
        rows,
        statements={**rows.statements, "new": Statement("new", "new", (party,))},
        stances=(*rows.stances, Stance("new", "affirms", proposition)),
    )
    assert before <= {key(chain) for chain in chains_to(more, actor).chains}


@quick
@given(some_rows(), st.data())
def test_names_change_nothing_but_names(rows: Rows, data: st.DataObject) -> None:
    actor = data.draw(st.sampled_from(sorted(rows.actors)))
    names = sorted({*rows.actors, *rows.statements, *rows.links, *rows.involvements})
    others = data.draw(st.permutations([f"n-{name}" for name in names]))
    swapped = {RAID: RAID, **dict(zip(names, others, strict=True))}
    before = chains_to(rows, actor)
    after = chains_to(renamed(rows, swapped.__getitem__), swapped[actor])
    assert {tuple(swapped[n] for n in key(c)) for c in before.chains} == {
        key(c) for c in after.chains
    }
    assert [weights(c) for c in in_order(before.chains)] == [
        weights(c) for c in in_order(after.chains)
    ]
    assert (before.longer, before.shortest) == (after.longer, after.shortest)


def weights(chain: Chain) -> list[Key]:
    """Return how firmly the hops are carried, the weakest first."""
    return sorted(hop.weight.key for hop in chain.hops)
