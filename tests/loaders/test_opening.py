"""A graph is the data, the ontology beside it, and what the rules derive."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.graph import CEV, DERIVED_GRAPH, ONTOLOGY_GRAPH
from kg.loaders import open_graph

DENIAL = """\
@prefix cev: <https://w3id.org/claims-evidence/ontology#> .
@prefix code: <https://w3id.org/claims-evidence/codes#> .
@prefix x: <http://x/> .
x:party a cev:State .
x:said a cev:Statement ; cev:isSpokenBy x:party ; cev:denies x:act .
x:act a cev:Involvement ; cev:hasActor x:party ; cev:hasMode code:mode-directed ; cev:concerns x:i .
"""


def test_several_files_with_ontology_and_derived_kinds(tmp_path: Path) -> None:
    first, second = tmp_path / "a.ttl", tmp_path / "b.ttl"
    first.write_text(DENIAL)
    second.write_text(
        "@prefix cev: <https://w3id.org/claims-evidence/ontology#> .\n"
        "<http://x/i> a cev:Incident .\n"
    )
    graph = open_graph([first, str(second)])
    assert [file.name for file in graph.files] == [str(first), str(second)]
    kind = ox.NamedNode(CEV + "Denial")
    derived = list(graph.store.quads_for_pattern(None, None, kind, DERIVED_GRAPH))
    assert [quad.subject for quad in derived] == [ox.NamedNode("http://x/said")]
    declared = graph.store.quads_for_pattern(kind, None, None, ONTOLOGY_GRAPH)
    assert next(declared, None) is not None


def test_each_triple_knows_its_file(tmp_path: Path) -> None:
    names = []
    for number in range(2):
        path = tmp_path / f"{number}.nt"
        path.write_text(f"<http://x/s> <http://x/p> <http://x/{number}> .\n")
        names.append(str(path))
    graph = open_graph(names)
    for number, name in enumerate(names):
        value = ox.NamedNode(f"http://x/{number}")
        file = graph.file_of(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), value)
        assert file is not None
        assert file.name == name
