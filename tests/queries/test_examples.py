"""The headers that the documents show are headers that the program reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.queries import parse_query
from kg.queries.headers import TYPES

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = [
    (f"{page.name}-{number}", block)
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    )
    if re.search(r"^#\+", block, re.M)
]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_header_is_read_and_complete(name: str, text: str) -> None:
    query = parse_query(text, name)
    assert query.summary.endswith(".")
    for parameter in query.parameters:
        assert parameter.type in TYPES
        assert parameter.summary
    assert len(query.parameters) == text.count("- name:")


def test_both_pages_show_one() -> None:
    assert {name.partition("-")[0] for name, _ in EXAMPLES} >= {"CONTRIBUTING.md", "queries.md"}
