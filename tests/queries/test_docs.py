"""docs/queries.md lists every query, in its own words, with an example that runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.loaders import open_graph
from kg.queries import named, run

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
ROWS = {
    name: (summary, example)
    for name, summary, example in re.findall(r"^\| `([\w-]+)` \| (.+?) \| `(.+?)` \|$", PAGE, re.M)
}


@pytest.fixture(scope="module")
def case() -> Graph:
    return open_graph()


def test_every_query_is_listed_with_its_summary() -> None:
    assert {name: summary for name, (summary, _) in ROWS.items()} == {
        query.name: query.summary for query in named()
    }


@pytest.mark.parametrize("name", ROWS)
def test_example_runs_on_the_shipped_case(name: str, case: Graph) -> None:
    program, command, query, *options = shlex.split(ROWS[name][1])
    assert (program, command, query) == ("kg", "query", name)
    values: dict[str, str] = {}
    as_of = None
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option == "--as-of":
            as_of = value
        else:
            assert option == "-p"
            key, _, text = value.partition("=")
            values[key] = text
    assert run(case, query, values, as_of=as_of).rows
