"""docs/conflicts.md is true: it has every rule, and the contradictions are found as it says."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support import ROOT

import kg
from kg.conflicts import KINDS

PAGE = (ROOT / "docs" / "conflicts.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)
LEAST = 35  # of the 48 contradictions of the case


@cache
def found() -> set[tuple[str, str, str]]:
    """Return kind, rule and node of every conflict of the case."""
    case = kg.open()
    return {(each.kind, each.rule, case.graph.short(each.about)) for each in case.conflicts()}


def named(text: str) -> set[tuple[str, str]]:
    """Return kind and rule that a cell names: "detail `numbers-apart`; self `revised`"."""
    pairs = set()
    for part in re.split(r"[;.]", text):
        kind = re.match(r"\s*(\w+)", part)
        for mentioned, rule in re.findall(r"(\w+)? ?`([a-z-]+)`", part):
            own = mentioned if mentioned in KINDS else kind[1] if kind else ""
            if own in KINDS:
                pairs.add((own, rule))
    return pairs


def test_the_table_has_every_contradiction() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 49))
    assert len([row for row in ROWS if named(row[1])]) >= LEAST


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_contradictions_are_found_as_the_table_says(row: tuple[str, str, str]) -> None:
    nodes = set(re.findall(r"`([^`]+)`", row[2]))
    pairs = named(row[1])
    assert pairs
    for kind, rule in pairs:
        assert any((kind, rule, node) in found() for node in nodes), (kind, rule)
    for node in nodes:
        assert any((kind, rule, node) in found() for kind, rule in pairs), node


def test_every_rule_that_finds_something_is_explained_under_its_kind() -> None:
    for kind in KINDS:
        section = PAGE.partition(f"\n## {kind}\n")[2].partition("\n## ")[0]
        for rule in {rule for each, rule, _ in found() if each == kind}:
            assert f"`{rule}`" in section, (kind, rule)
