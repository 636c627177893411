"""Run the SHACL shapes and say their violations in words that a curator understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

import pyoxigraph as ox

from kg.checks.data import Data, Node
from kg.checks.keys import Key, iri_of, is_iri
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.checks.shacl import ENGINES, Result, validate
from kg.checks.ungraded import SUMMED_UP
from kg.graph import LoadedFile, Term
from kg.loaders.parsing import read_file
from kg.resources import folder

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "info"}
# The check of circles names all nodes of a circle, once; the shapes name each node alone.
_CIRCLES = "-circle"
_HELP = (
    "A shape in ontology/shapes/ asks for it; docs/model.md says what each class and property "
    "is for."
)
UNNAMED = Rule("shape", "error", "A shape without a name does not hold.", _HELP)


@lru_cache(maxsize=1)
def load_shapes() -> tuple[LoadedFile, ...]:
    """Return the files of shapes that ship."""
    paths = sorted((folder("ontology") / "shapes").glob("*.ttl"))
    return tuple(read_file(str(path), number) for number, path in enumerate(paths))


def check(data: Data, engine: str = ENGINES[0]) -> Iterator[Problem]:
    """Validate the data as curated, without what was derived."""
    if not load_shapes() or not data.subjects:
        return
    shapes, ontology = triples_of(load_shapes()), triples_of(data.ontology)
    found = validate(data, shapes, ontology, engine, _is_unsaid)
    # All at once: only to say what was found the graph is needed, which may still be in the making.
    yield from _problems(data, list(found))


def triples_of(files: Iterable[LoadedFile]) -> list[tuple[Key, Key, Key]]:
    """Return the triples of files, each term by its key."""
    return [
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for file in files
        for quad in file.quads
    ]


def _problems(data: Data, results: Iterable[Result]) -> Iterator[Problem]:
    for result in results:
        if result.focus not in data.subjects:
            continue  # the ontology beside the data is not what is checked
        if result.shape and _is_unsaid(result.shape):
            continue
        name = _name(result.shape) if result.shape else UNNAMED.name
        node = data.node(result.focus)
        path = data.term(result.path) if result.path else None
        predicate = path if isinstance(path, ox.NamedNode) else None
        value = data.term(result.value) if result.value else None
        yield Problem(
            severity=_SEVERITIES.get(result.severity, "error"),
            rule=name,
            message=_words(data, result.messages, node, predicate, value),
            node=node,
            predicate=predicate,
            value=value,
        )


def _name(shape: Key) -> str:
    return iri_of(shape).rpartition("#")[2]


def _is_unsaid(shape: Key) -> bool:
    """Whether another check says better what a shape would say, which is then not asked."""
    name = _name(shape) if is_iri(shape) else ""
    return name.endswith(_CIRCLES) or name in SUMMED_UP


def _words(
    data: Data,
    messages: Iterable[str],
    node: Node | None,
    predicate: ox.NamedNode | None,
    value: Term | None,
) -> str:
    said = " ".join(messages) or "The shape does not hold."
    title = data.title(node) if node is not None else ""
    parts = [f"'{title}'"] if title else []
    if predicate is not None:
        shown = f" {data.name(value)}" if value is not None and value != node else ""
        parts.append(f"{data.name(predicate)}{shown}")
    elif value is not None and value != node:
        parts.append(data.name(value))
    return f"{said} ({'; '.join(parts)})" if parts else said


def _rules() -> Iterator[Rule]:
    """Every shape with a name and a message is a rule."""
    for file in load_shapes():
        shapes: dict[ox.NamedNode, dict[str, str]] = {}
        for quad in file.quads:
            if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.startswith(_SH):
                said = shapes.setdefault(quad.subject, {})
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    said[quad.predicate.value.removeprefix(_SH)] = quad.object.value
        for shape, said in shapes.items():
            if "message" in said:
                severity = _SEVERITIES.get(said.get("severity", "").removeprefix(_SH), "error")
                name = shape.value.rpartition("#")[2]
                yield Rule(name, severity, said["message"], _HELP)
    yield UNNAMED


def make_check(engine: str = ENGINES[0]) -> Check:
    """Return the group, to be run by an engine; reads the files of shapes."""
    return Check(tuple(_rules()), partial(check, engine=engine), asks_graph=True)
