"""What readers are shown: whose words, what hangs on what, and where nothing can be said."""

from __future__ import annotations

import pytest
from support import Kg

import kg
from kg.case import Case
from kg.views.blocks import Block
from kg.views.network import network_blocks
from kg.views.paths import paths_blocks
from kg.views.sequences import sequences_blocks


@pytest.fixture(scope="module")
def case() -> Case:
    return kg.open()


def text(block: Block) -> str:
    return "\n".join((block.title, *block.lines, *map(" ".join, block.rows), *block.notes))


def test_a_chain_is_named_after_its_weakest_hop_and_each_hop_has_a_block(case: Case) -> None:
    found = case.paths("erbil-2021-02-15", "iran")
    head, excluded, *hops = paths_blocks(case.graph, found)
    rows = [dict(zip(head.columns, row, strict=True)) for row in head.rows]
    composed = next(number for number, path in enumerate(found.paths) if path.composed)
    assert rows[0]["words of"].startswith("one party: ")
    assert rows[composed]["words of"] == "composed"
    named = f"[{found.paths[composed].weakest}] directed, asserted"
    assert rows[composed]["weakest hop"].startswith(named)
    assert excluded.title == "Not counting"
    assert len(hops) == len(found.steps)
    arms = next(text(block) for block in hops if "px-iran-arms-rockets" in block.title)
    assert "Iranian-made and Iranian-supplied" in arms
    assert "Ned Price (United States of America), 2021-02-22: affirms, asserted" in arms
    assert ": denies, asserted [st-iran-letter-202103-support]" in arms
    assert ": leaves open, alleged [st-bayati-20210303]" in arms


def test_words_that_may_not_mean_it_deny_only_if_they_do(case: Case) -> None:
    blocks = paths_blocks(case.graph, case.paths("erbil-2021-02-15", "kataib-sayyid-al-shuhada"))
    shown = "\n".join(map(text, blocks))
    assert "denies, if the words are meant to cover it, asserted [st-kss-202103-asad]" in shown
    assert "denies, names the incident, asserted [st-kss-20210303]" in shown


def test_the_table_says_what_its_figures_mean(case: Case) -> None:
    shown = {block.title: text(block) for block in network_blocks(case.graph, case.network())}
    assert "not who is right" in shown["Most accused"]
    assert "it says nothing of power" in shown["In the middle of links"]
    assert "a link is not a fact" in shown["In sum"]


def test_few_denials_say_nothing_about_chance(case: Case) -> None:
    blocks = sequences_blocks(case.graph, case.sequences(party="kataib-hezbollah"))
    assert "No denial of Kataib Hezbollah in words that speak of a sort" in text(blocks[0])
    assert "Nothing can be said about chance" in text(blocks[-1])
    assert blocks[-1].rows == ()


def test_a_comparison_claims_no_more_than_it_shows(case: Case) -> None:
    shown = text(sequences_blocks(case.graph, case.sequences(party="iran"))[-1])
    assert "1 of 5 denials may have been followed" in shown
    assert "That is nothing unusual." in shown
    assert "not that one brings about the other, and nothing about who did it" in shown
    assert "A large one shows no absence of a connection" in shown


def test_what_was_asked_for_is_named(kg_here: Kg) -> None:
    done = kg_here(
        "paths", "erbil-2021-02-15", "iran", "--as-of", "2021-02-20", "--without", "px-iran-sad"
    )
    assert "As of 2021-02-20" in done.out
    assert "Without px-iran-sad." in done.out
