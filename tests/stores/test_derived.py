"""What the rules derive, put into a store by way of lines."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.columns import triple
from kg.graph import DERIVED_GRAPH
from kg.stores.derived import Derived

TRIPLES = [
    ("urn:x:a", "urn:x:p", "urn:x:b"),
    ("urn:x:é\u200b", "urn:x:p", "https://my.example/b?c=%20#d"),
    ("_:one", "urn:x:p", "urn:x:b"),
    ("urn:x:a", "urn:x:p", "_:one"),
    ("urn:x:a", "urn:x:p", '""a "text"\n\\ .'),
    ("urn:x:a", "urn:x:p", '"@en"text'),
]


def test_all_are_in_the_default_graph_and_in_their_own(tmp_path: Path) -> None:
    store = ox.Store()
    derived = Derived(tmp_path / "derived.nq")
    derived.keep(TRIPLES[:3])
    derived.keep(TRIPLES[3:])
    derived.put_into(store)
    expected = {triple(*each) for each in TRIPLES}
    for graph in (ox.DefaultGraph(), DERIVED_GRAPH):
        found = store.quads_for_pattern(None, None, None, graph)
        assert {quad.triple for quad in found} == expected
    assert len(store) == 2 * len(TRIPLES)


def test_nothing_derived_is_nothing_put(tmp_path: Path) -> None:
    store = ox.Store()
    Derived(tmp_path / "derived.nq").put_into(store)
    assert len(store) == 0
