"""``kg conflicts``: formats, options, what a reader is shown, bad input."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from conflict_data import detail, found, graph, number, source
from support import Kg

import kg.cli.conflicts
import kg.schemas
from kg.conflicts import KINDS, Conflict, Side
from kg.graph import CASE, Graph
from kg.origins import Measure
from kg.views.blocks import markdown
from kg.views.conflicts import conflicts_blocks

NODE = "erbil-2021-02-15"


def test_kinds_are_those_of_the_registry() -> None:
    assert kg.cli.conflicts.KINDS == KINDS


def test_json_follows_the_schema_and_the_contract(kg_here: Kg) -> None:
    done = kg_here("conflicts", "--format", "json")
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    jsonschema.Draft202012Validator(kg.schemas.load("conflicts")).validate(result)
    assert {each["kind"] for each in result} == set(KINDS)
    order = [(KINDS.index(each["kind"]), each["about"]) for each in result]
    assert order == sorted(order)
    for each in result:
        for side in each["sides"]:
            assert {"statements", "value", "sources", "origins"} <= set(side)


def test_the_whole_case_is_a_line_each_and_a_node_is_shown_in_full(kg_here: Kg) -> None:
    whole = kg_here("conflicts", "--kind", "order", "--kind", "citation").out
    assert "order-against-own-dating" in whole
    assert "Hours before the attack" not in whole
    assert "kg conflicts NODE, or --full" in whole
    full = kg_here("conflicts", "--kind", "order", "--full").out
    assert "“Hours before the attack on Balad, Iran said" in full


def test_a_node_may_be_an_incident_a_statement_a_source_or_an_actor(kg_here: Kg) -> None:
    for name in (NODE, "st-iran-s-2020-81", "jpost-20210316", "marotto"):
        done = kg_here("conflicts", name, "--format", "json")
        listed = json.loads(done.out)
        assert done.code == 0
        assert listed
        assert all(f"/{name}" in json.dumps(each) for each in listed)


def test_a_node_without_conflicts_says_so(kg_here: Kg) -> None:
    done = kg_here("conflicts", "place-iraq")
    assert done.code == 0
    assert "Nothing was found." in done.out


def test_as_of_and_without_are_said_again(kg_here: Kg) -> None:
    done = kg_here(
        "conflicts", NODE, "--kind", "detail", "--as-of", "2021-02-16", "--without", "k24-erbil"
    )
    assert "As of 2021-02-16" in done.out
    assert "Without k24-erbil." in done.out
    assert "k24-erbil," not in done.out
    later = kg_here("conflicts", NODE, "--kind", "detail")
    assert len(later.out) > len(done.out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere-2021"], "nowhere-2021"),
        (["--kind", "guilt"], "guilt"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--without", "iran"], "iran"),
        (["-o", "conflicts.xlsx"], "Write .csv"),
    ],
)
def test_bad_options_are_one_message_and_exit_2(
    kg_here: Kg, arguments: list[str], message: str
) -> None:
    done = kg_here("conflicts", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_file_gets_the_format_of_its_ending(kg_here: Kg, tmp_path: Path) -> None:
    target = tmp_path / "conflicts.json"
    assert kg_here("conflicts", "--kind", "citation", "-o", str(target)).code == 0
    assert {each["kind"] for each in json.loads(target.read_text("utf-8"))} == {"citation"}
    page = tmp_path / "conflicts.md"
    assert kg_here("conflicts", NODE, "-o", str(page)).code == 0
    assert page.read_text("utf-8").startswith("## detail")


def test_words_of_others_stay_words() -> None:
    data = graph(
        source("paper"),
        source("gazette"),
        detail("a", "[x](http://evil) | <b>", aspect="weapon", sources=["paper"]),
        detail("b", "`mortar`", aspect="weapon", sources=["gazette"]),
    )
    text = markdown(conflicts_blocks(data, found(data, "detail"), full=True))
    assert "[x](" not in re.sub(r"\\.", "", text)
    assert "<b>" not in text


def test_sides_that_differ_in_words_alone_share_a_line() -> None:
    data = graph(
        source("paper"),
        source("gazette"),
        detail("a", "rocket", aspect="weapon", sources=["paper"]),
        detail("b", "mortar", aspect="weapon", sources=["gazette"]),
        detail("c", "gate", aspect="target", sources=["paper"]),
        detail("d", "tower", aspect="target", sources=["gazette"]),
        number("e", 14, 14, "paper"),
        number("f", 24, 24, "gazette"),
    )
    block, total = conflicts_blocks(data, found(data, "detail"), full=False)
    assert [row[2:] for row in block.rows] == [
        ("numbers-apart (rounds)", "14 | 24", "0+1? : 0+1?"),
        ("words-differ", "target in 2 ways; weapon in 2 ways", ""),
    ]
    assert ("detail", "words-differ", "2") in total.rows


def many(count: int) -> Graph:
    """Return a graph in which as many sources give as many numbers."""
    papers = [source(f"paper-{place}") for place in range(count)]
    return graph(*papers, *(number(f"n{n}", n, n, f"paper-{n}") for n in range(count)))


def test_of_many_sides_without_an_order_the_first_are_named() -> None:
    data = many(1)
    sides = tuple(Side(f"name-{place}", (), (), Measure(1, 0, 1)) for place in range(12))
    conflict = Conflict("attribution", f"{CASE}raid", "rival-authors", "They differ.", sides)
    block = conflicts_blocks(data, [conflict], full=False)[0]
    named = [f"name-{place}" for place in range(7)]
    assert block.rows[0][3] == " | ".join([*named, "5 more"])


@pytest.mark.parametrize("count", [8, 9, 14])
def test_of_many_values_the_lowest_and_the_highest_are_named(count: int) -> None:
    data = many(count)
    [conflict] = found(data, "detail", "numbers-apart")
    block = conflicts_blocks(data, [conflict], full=False)[0]
    if count <= 8:
        assert " | ".join(map(str, range(count))) in conflict.summary
        assert block.rows[0][3] == " | ".join(map(str, range(count)))
    else:
        assert f"{count} values from 0 to {count - 1}" in conflict.summary
        assert block.rows[0][3] == f"0 | {count - 2} between | {count - 1}"
    whole = conflicts_blocks(data, [conflict], full=False, whole=True)[0]
    assert whole.rows[0][3] == " | ".join(map(str, range(count)))


def test_the_claimed_rockets_are_in_the_summary_of_erbil(kg_here: Kg) -> None:
    done = kg_here("conflicts", NODE, "--kind", "detail", "--format", "json")
    summaries = [
        each["summary"]
        for each in json.loads(done.out)
        if (each["rule"], each["facts"]["aspect"]) == ("numbers-apart", "rounds")
    ]
    assert summaries
    assert all("24" in summary and " more" not in summary for summary in summaries)


def test_no_line_of_the_table_is_too_long_to_read(kg_here: Kg) -> None:
    for options in ([], ["--full"]):
        lines = kg_here("conflicts", *options).out.splitlines()
        assert max(map(len, lines)) <= 400


def test_markdown_cuts_nothing(kg_here: Kg) -> None:
    """Every value and every quotation of the case that JSON has."""
    asked = ("conflicts", "asad-erbil-missiles-2020-01-08")
    text = re.sub(r"\\(.)", r"\1", kg_here(*asked, "--format", "md").out)
    for conflict in json.loads(kg_here(*asked, "--format", "json").out):
        for side in conflict["sides"]:
            assert side["value"] in text
            for quotation in side["quotations"]:
                assert f"“{quotation['exact']}”" in text
    assert "more quotations" not in text
    assert "more quotations" in kg_here(*asked).out


def keys(value: object) -> set[str]:
    """Return every key in a result, at any depth."""
    if isinstance(value, list):
        return {key for each in value for key in keys(each)}
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys(each)}
    return set()


def described(schema: object) -> set[str]:
    """Return every key that a schema describes, at any depth."""
    found: set[str] = set()
    if isinstance(schema, list):
        return {key for each in schema for key in described(each)}
    if isinstance(schema, dict):
        found |= set(schema.get("properties", ()))
        for each in schema.values():
            found |= described(each)
    return found


def test_the_schema_describes_every_key(kg_here: Kg) -> None:
    result = json.loads(kg_here("conflicts", "--format", "json").out)
    circle = graph(source("a", origins=["b"]), source("b", origins=["a"]))
    result += [each.to_dict() for each in found(circle, "source")]
    assert keys(result) <= described(kg.schemas.load("conflicts"))
