"""Edges and measures of the network, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from rows_by_hand import Said, at, count_originals, some_rows

from kg.network import measures
from kg.network.edges import edges_of
from kg.network.measures import betweenness, components, link_graph, rank_links, standings
from kg.network.model import Edge, Standing
from kg.network.rows import Rows

quick = settings(max_examples=60, deadline=None, database=None, derandomize=True)

CASE = (
    Said()
    .actor("alpha")
    .actor("army", "alpha")
    .actor("beta")
    .actor("envoy", "beta")
    .actor("group", member_of=("alpha",))
    .actor("mask")
    .part("army-did", "army", "carried-out", named=("raid", "blast"))
    .part("mask-did", "mask")
    .part("alpha-did", "alpha", "directed", named=("raid",))
    .link("arming", "alpha", "group", "arms", "umbrella", since="2020")
    .link("behind", "group", "mask")
    .says("charge", "beta", ("affirms", "army-did"), stated="2021-02", earliest=at(31))
    .says("again", "beta", ("affirms", "army-did"), stated="2021-03", earliest=at(59))
    .says("echo", "beta", ("affirms", "army-did"), original="charge")
    .says("no", "alpha", ("denies", "alpha-did"), ("denies", "arming"))
    .says("claim", "mask", ("affirms", "mask-did"))
    .says("link", "beta", ("affirms", "arming"), ("affirms", "behind"))
    .says("paper", "paper", ("affirms", "behind"), hedging="possible")
    .says("perhaps", "paper", ("leaves-open", "alpha-did"))
)


def edges(said: Said = CASE) -> tuple[Edge, ...]:
    return edges_of(said.rows, count_originals(said.rows))


def edge(kind: str, source: str, target: str, said: Said = CASE) -> Edge:
    (found,) = (e for e in edges(said) if (e.kind, e.source, e.target) == (kind, source, target))
    return found


def test_every_edge_is_what_somebody_says_or_the_data_record() -> None:
    assert [(e.kind, e.source, e.target, e.link, e.of) for e in edges()] == [
        ("sponsorship", "alpha", "group", "arming", None),
        ("identity", "group", "mask", "behind", None),
        ("accusation", "beta", "army", None, None),
        ("claim", "mask", "mask", None, None),
        ("denial", "alpha", "alpha", None, "involvement"),
        ("denial", "alpha", "alpha", "arming", "sponsorship"),
        ("left-open", "paper", "alpha", None, None),
        ("organ", "army", "alpha", None, None),
        ("organ", "envoy", "beta", None, None),
        ("member", "group", "alpha", None, None),
    ]
    assert [e.id for e in edges()] == [f"e{n}" for n in range(1, 11)]


def test_an_accusation_names_its_statements_and_what_denies_the_same_part() -> None:
    found = edge("accusation", "beta", "army")
    assert found.carried_by == ("again", "charge", "echo")
    # What others say of the party's part in the same incident, whichever organ they name.
    assert found.affirmed_by == ("again", "charge", "echo")
    assert (found.denied_by, found.left_open_by) == (("no",), ("perhaps",))
    assert (found.statements, found.origins) == (2, 2), "a rendering counts as its original"
    assert (found.first, found.last) == ("2021-02", "2021-03")
    assert found.incidents == ("blast", "raid")
    assert found.modes == ("carried-out",)


def test_a_link_has_its_modes_its_period_and_those_who_deny_it() -> None:
    found = edge("sponsorship", "alpha", "group")
    assert (found.affirmed_by, found.denied_by) == (("link",), ("no",))
    assert (found.modes, found.since, found.parties) == (("arms", "umbrella"), "2020", ("beta",))


def test_an_organs_words_about_its_whole_are_a_claim_not_an_accusation() -> None:
    said = CASE.says("own", "alpha", ("affirms", "army-did"))
    assert edge("claim", "alpha", "army", said).carried_by == ("own",)


def test_replaced_words_stay_with_the_edge_and_count_for_nothing() -> None:
    gone = replace(CASE.rows.statements["claim"], stands=False)
    said = Said(replace(CASE.rows, statements={**CASE.rows.statements, "claim": gone}))
    found = edge("claim", "mask", "mask", said)
    assert (found.replaced, found.affirmed_by, found.statements) == (("claim",), (), 0)
    assert found.carried_by == ("claim",)


def test_a_link_that_is_only_denied_is_an_edge_but_no_link_of_the_measures() -> None:
    said = CASE.link("rumour", "beta", "group", "directs").says(
        "never", "beta", ("denies", "rumour")
    )
    assert edge("sponsorship", "beta", "group", said).denied_by == ("never",)
    assert not link_graph(said.rows, edges(said)).has_edge("beta", "group")
    assert "rumour" not in {rank.link for rank in rank_links(said.rows, edges(said))}


# --- measures --------------------------------------------------------------------------------


def standing(party: str, said: Said = CASE) -> Standing:
    found = standings(said.rows, edges(said), betweenness(link_graph(said.rows, edges(said)))[0])
    return next(each for each in found if each.party == party)


def test_counts_of_a_party() -> None:
    alpha = standing("alpha")
    assert (alpha.accused_by, alpha.accused_in, alpha.accusations) == (1, 2, 2)
    assert (alpha.denies_own, alpha.denies_links, alpha.claims) == (1, 1, 0)
    assert (alpha.sponsors, alpha.sponsored_by, alpha.between) == (1, 0, 0.0)
    group = standing("group")
    assert (group.sponsored_by, group.stands_behind, group.between) == (1, 1, 1.0)
    assert (standing("mask").claims, standing("mask").names_of) == (1, 1)
    assert standing("beta").accuses == 1


def test_betweenness_shares_pairs_with_several_shortest_chains() -> None:
    said = (
        CASE.actor("other")
        .link("other-arms", "alpha", "other", "arms")
        .link("other-behind", "other", "mask")
        .says("more", "x", ("affirms", "other-arms"), ("affirms", "other-behind"))
    )
    assert standing("group", said).between == 0.5
    assert standing("other", said).between == 0.5


def test_components_and_circles() -> None:
    said = (
        CASE.link("back", "mask", "alpha", "directs")
        .link("far", "x", "y", "arms")
        .says("more", "z", ("affirms", "back"), ("affirms", "far"))
    )
    found = components(link_graph(said.rows, edges(said)))
    assert found.weak == (("alpha", "group", "mask"), ("x", "y"))
    assert found.circles == (("alpha", "group", "mask"),)
    assert components(link_graph(CASE.rows, edges())).circles == ()


def test_links_between_organs_of_one_party_are_no_links_between_parties() -> None:
    said = CASE.link("inner", "alpha", "army", "directs").says("x", "x", ("affirms", "inner"))
    assert not link_graph(said.rows, edges(said)).has_edge("alpha", "alpha")


def test_links_that_most_parties_affirm_come_first() -> None:
    ranks = rank_links(CASE.rows, edges())
    assert [(r.link, r.parties, r.amounts_to, r.hedging, r.denied_by) for r in ranks] == [
        ("behind", 2, "carried-out", "asserted", 0),
        ("arming", 1, "supported", "asserted", 1),
    ]


def test_betweenness_of_a_large_graph_is_estimated_and_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measures, "EXACT_BETWEENNESS", 10)
    monkeypatch.setattr(measures, "SAMPLED_BETWEENNESS", 8)
    graph: nx.DiGraph[str] = nx.DiGraph((f"n{i}", f"n{i + 1}") for i in range(30))
    shuffled: nx.DiGraph[str] = nx.DiGraph(reversed(list(graph.edges)))
    found, sampled = betweenness(graph)
    assert sampled == 8
    assert betweenness(shuffled) == (found, sampled)
    assert betweenness(nx.DiGraph([("a", "b"), ("b", "c")])) == ({"a": 0, "b": 1, "c": 0}, None)


@quick
@given(some_rows())
def test_whatever_is_said_every_edge_names_its_statements(rows: Rows) -> None:
    for found in edges_of(rows, count_originals(rows)):
        if found.kind in {"organ", "member"}:
            continue
        assert found.carried_by
        said = {*found.affirmed_by, *found.denied_by, *found.left_open_by, *found.replaced}
        assert set(found.carried_by) <= said
        assert said <= set(rows.statements)


@quick
@given(some_rows())
def test_every_word_about_a_link_or_a_part_is_on_some_edge(rows: Rows) -> None:
    carried = {iri for e in edges_of(rows, count_originals(rows)) for iri in e.carried_by}
    assert carried == {stance.statement for stance in rows.stances}
