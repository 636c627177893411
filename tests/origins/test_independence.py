"""The bound on independence against a plain minimum cut, on any graph, circles included."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.connectivity import local_node_connectivity

from kg.origins.independence import ORIGIN, READER, Vertex, bound, cut

_VERTICES = st.integers(0, 11)
_LEADS = st.lists(st.one_of(_VERTICES, st.just(ORIGIN)), max_size=3)
_WAYS = st.builds(
    lambda leads, first: {**leads, READER: first},
    st.dictionaries(_VERTICES, _LEADS, max_size=12),
    st.lists(_VERTICES, max_size=6),
)
Ways = dict[Vertex, list[Vertex]]


def plain_bound(ways: Ways) -> int:
    graph: nx.DiGraph[Vertex] = nx.DiGraph()
    graph.add_nodes_from((READER, ORIGIN))
    graph.add_edges_from((vertex, lead) for vertex, leads in ways.items() for lead in leads)
    return int(local_node_connectivity(graph, READER, ORIGIN))


@given(_WAYS)
def test_the_bound_is_the_least_cut(ways: Ways) -> None:
    assert bound(ways) == plain_bound(ways)


@given(_WAYS)
def test_a_cut_cuts_and_is_as_large_as_the_bound(ways: Ways) -> None:
    taken = cut(ways)
    left = {
        vertex: [lead for lead in leads if lead not in taken]
        for vertex, leads in ways.items()
        if vertex not in taken
    }
    assert len(taken) == bound(ways)
    assert plain_bound(left) == 0


def test_ten_thousand_statements_through_one_source_are_one_way() -> None:
    many = range(10_000)
    ways: Ways = {}
    for number in many:
        ways[number] = ["source"]
    ways |= {"source": ["speaker"], "speaker": [ORIGIN], READER: list(many)}
    assert bound(ways) == 1
    assert cut(ways) <= {"source", "speaker"}
