"""The shipped case, read once."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.loaders import open_graph
from kg.resources import shipped_case


@pytest.fixture(scope="session")
def case_file() -> Path:
    """The curated file."""
    return shipped_case()


@pytest.fixture(scope="session")
def case_graph(case_file: Path) -> Graph:
    """The curated case with ontology and derived kinds."""
    return open_graph((str(case_file),))


@pytest.fixture(scope="session")
def quads(case_graph: Graph) -> tuple[ox.Quad, ...]:
    """The curated triples, as written."""
    return tuple(case_graph.files[0].quads)
