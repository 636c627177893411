"""A large file is not kept beside the store: it gives the same graph, and is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import Graph
from kg.loaders import large, open_graph, parse
from kg.loaders.large import LargeFile
from kg.loaders.locator import Locator
from kg.loaders.parsing import ParseError
from kg.resources import shipped_case

LINES = "".join(f'<http://x/{n}> <http://x/p> "{n}"@en .\n' for n in range(50))
BLANK = '_:a <http://x/p> _:b .\n_:b <http://x/p> "c" .\n'
TURTLE = "@prefix x: <http://x/> .\nx:s x:p [ x:p x:o ] .\n"
JSON = '{"@context": {"p": "http://x/p"}, "@id": "http://x/s", "p": "o"}'


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 0)


def stored(graph: Graph) -> set[object]:
    return set(graph.store)


def test_the_case_is_the_same_graph_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    as_large = open_graph([shipped_case()])
    monkeypatch.setattr(large, "LARGE", 1 << 40)
    kept = open_graph([shipped_case()])
    assert isinstance(as_large.files[0], LargeFile)
    assert not isinstance(kept.files[0], LargeFile)
    assert stored(as_large) == stored(kept)
    assert as_large.sha256 == kept.sha256
    assert as_large.prefixes == kept.prefixes
    assert as_large.triples == kept.triples


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.nt", LINES), ("a.nq", LINES), ("b.nt", BLANK), ("c.ttl", TURTLE), ("d.jsonld", JSON)],
)
def test_each_format_is_the_same_graph_either_way(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    graph = open_graph([str(path)])
    small = parse(str(path), text.encode())
    (file,) = graph.files
    assert stored(graph) == stored(Graph([small], ontology=graph.ontology))
    assert list(file.quads) == list(small.quads)
    assert (file.format, file.sha256) == (small.format, small.sha256)
    assert dict(file.prefixes) == dict(small.prefixes)
    for quad in small.quads:
        assert (quad.subject, quad.predicate, quad.object) in file
        place = Locator(file).find(quad.subject, quad.predicate, quad.object)
        assert place == Locator(small).find(quad.subject, quad.predicate, quad.object)


def test_what_the_engine_reads_by_itself_fails_with_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "broken.nt"
    path.write_text(LINES + "<http://x/s> <http://x/p> oops .\n")
    with pytest.raises(ParseError) as of_large:
        open_graph([str(path)])
    with pytest.raises(ParseError) as of_small:
        parse(str(path), path.read_bytes())
    assert str(of_large.value) == str(of_small.value)
    assert of_large.value.line == 51


@pytest.mark.parametrize(
    "line",
    [
        '<http://x/s> <http://x/p> "o"@en--ltr .\n',
        "<http://x/s> <http://x/p> <<( <http://x/a> <http://x/b> <http://x/c> )>> .\n",
    ],
)
def test_rdf_1_2_is_refused_here_too(tmp_path: Path, line: str) -> None:
    path = tmp_path / "new.nt"
    path.write_text(LINES + line)
    with pytest.raises(ParseError, match=r"RDF 1\.2"):
        open_graph([str(path)])


def test_a_file_that_changed_meanwhile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(LINES)
    (file,) = open_graph([str(path)]).files
    path.write_text(LINES.replace("49", "94"))
    with pytest.raises(InputError, match="changed while it was in use"):
        _ = file.quads
    path.unlink()
    with pytest.raises(InputError, match="no such file"):
        _ = file.content


def test_the_bytes_are_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(LINES)
    (file,) = open_graph([str(path)]).files
    assert not [value for value in vars(file).values() if isinstance(value, bytes)]
    assert file.content == LINES.encode()
