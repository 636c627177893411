"""Whole sets of nodes at once find what the reference finds, on sound data and on broken data."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from generate import write_graph
from made.plan import Plan
from support import ROOT

import kg
from kg.checks import check_files
from kg.checks.data import Data
from kg.checks.keys import is_literal
from kg.checks.result import CheckResult
from kg.checks.shacl import Result, validate
from kg.checks.shacl.reading import PARAMETERS, read_shapes
from kg.checks.shapes import load_shapes
from kg.checks.shapes import triples_of as triples_of_files
from kg.errors import InputError
from kg.loaders import assemble, open_graph, parse

EXAMPLES = ROOT / "ontology" / "examples"
Triple = tuple[str, str, str]
ODD_VALUES = (
    '"soon"',
    '""',
    '"2021-02-30"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    '"2021-02-15T21:30"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    '"2021-02-15T21:30:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
    '"2021-02-30T21:30:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
    '"1999-01-01T00:00:00+03:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
    '"maybe"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    '"091"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"-999.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"many"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"1e400"^^<http://www.w3.org/2001/XMLSchema#double>',
    '"ftp://a.example/"^^<http://www.w3.org/2001/XMLSchema#anyURI>',
    '"P1Y"^^<http://www.w3.org/2001/XMLSchema#duration>',
    '"words"@en',
    '"w\\"\\n\\\\"@fa',
    "<https://example.org/nowhere>",
    "<https://w3id.org/claims-evidence/codes#hedging-alleged>",
)


def beside(data: Data) -> list[Triple]:
    return triples_of_files(data.graph.ontology)


def shapes() -> list[Triple]:
    return triples_of_files(load_shapes())


def both(data: Data) -> tuple[set[Result], set[Result]]:
    """Results of both engines about nodes that the data describes."""
    one, other = (
        {
            result
            for result in validate(data, shapes(), beside(data), engine)
            if result.focus in data.subjects
        }
        for engine in ("kg", "pyshacl")
    )
    return one, other


def of_triples(some: Iterable[Triple]) -> Data:
    text = "".join(f"{' '.join(triple)} .\n" for triple in some)
    return Data(assemble([parse("made.nt", text.encode())]))


@lru_cache(maxsize=1)
def sound() -> tuple[Triple, ...]:
    """The passing examples, which fit together as one graph."""
    files = kg.open(*sorted((EXAMPLES / "pass").glob("*.ttl"))).graph.files
    return tuple(triples_of_files(parse(f.name, f.content, number=n) for n, f in enumerate(files)))


def test_sets_know_all_that_the_shapes_use() -> None:
    read = read_shapes(shapes())
    assert read.others == {}
    used = {each.name for shape in read.understood.values() for each in shape.constraints}
    assert len(used) > 12
    assert used <= PARAMETERS


@pytest.mark.parametrize("folder", ["pass", "fail"])
def test_examples(folder: str) -> None:
    """Each lies in a namespace of its own, so that all can be looked at together."""
    data = Data(open_graph(sorted((EXAMPLES / folder).glob("*.ttl"))))
    found, expected = both(data)
    assert found == expected
    assert bool(found) == (folder == "fail")


def test_the_case() -> None:
    found, expected = both(Data(kg.open().graph))
    assert found == expected
    assert len(found) > 100


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "data.nt"
    write_graph(Plan(200, 15, 1), path)
    return path


def test_a_generated_graph_that_is_broken_in_many_places(generated: Path) -> None:
    lines = generated.read_text(encoding="utf-8").splitlines()
    made = [triple(line.removesuffix(" .")) for line in lines]
    data = of_triples(broken(made, random.Random(1), 150))  # noqa: S311 (the same each time)
    found, expected = both(data)
    assert found == expected
    assert len({result.shape for result in found}) > 40
    assert len({result.component for result in found}) > 7


def triple(text: str) -> Triple:
    subject, predicate, value = text.split(" ", 2)
    return subject, predicate, value


def broken(made: Sequence[Triple], chance: random.Random, often: int) -> list[Triple]:
    """Break triples: drop them, give them other values, other subjects, other classes."""
    some = list(made)
    nodes = sorted({s for s, _, _ in made})
    for _ in range(often):
        at = chance.randrange(len(some))
        subject, predicate, value = some[at]
        other = chance.choice(some)
        new = [
            [],
            [(subject, predicate, chance.choice(ODD_VALUES))],
            [some[at], (subject, predicate, chance.choice(ODD_VALUES))],
            [some[at], (subject, predicate, chance.choice(nodes))],
            [some[at], (subject, predicate, other[2])],
            [some[at], (subject, other[1], value)],
            [some[at], (subject, *other[1:])],
            [some[at]] if is_literal(value) else [(value, predicate, subject), some[at]],
        ][chance.randrange(8)]
        some[at : at + 1] = new or [other]
    return some


@pytest.mark.parametrize("seed", range(12))
def test_broken_examples(seed: int) -> None:
    """No data for hypothesis to make smaller: that would ask the reference for minutes."""
    chance = random.Random(seed)  # noqa: S311 (the same each time)
    data = of_triples(broken(sound(), chance, chance.randint(1, 60)))
    found, expected = both(data)
    assert found == expected
    assert found


def test_both_engines_give_the_same_findings_of_a_whole_check(generated: Path) -> None:
    """With the same words, places and order, and beside the other checks."""
    paths = [generated, *sorted((EXAMPLES / "fail").glob("s*.ttl"))]
    results: list[CheckResult] = [check_files(paths, engine) for engine in ("kg", "pyshacl")]
    assert results[0] == results[1]
    assert results[0].count("error") > 10
    assert [f.column for f in results[0].findings] == [f.column for f in results[1].findings]


def test_shapes_that_the_reference_refuses_are_an_error_in_words() -> None:
    data = Data(assemble([parse("a.ttl", b"<http://x/a> a <http://x/T> .")]))
    quads = ox.parse(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/S> sh:targetClass <http://x/T> ;"
        ' sh:message "m" ; sh:minCount "few" .',
        format=ox.RdfFormat.TURTLE,
    )
    odd = [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]
    with pytest.raises(InputError, match="pyshacl cannot check this with the shapes"):
        list(validate(data, odd, []))
