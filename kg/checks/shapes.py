"""Run the SHACL shapes and say their violations in words that a curator understands."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.checks.data import Data, Node
from kg.checks.result import Problem
from kg.checks.rules import Check, Rule
from kg.checks.terms_rdflib import TermMaker
from kg.checks.ungraded import SUMMED_UP
from kg.graph import LoadedFile, Term
from kg.loaders.parsing import read_file
from kg.rdflib_options import careful_rdflib
from kg.resources import folder

if TYPE_CHECKING:
    import rdflib

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


def check(data: Data) -> Iterator[Problem]:
    """Validate the data as curated, without what was derived."""
    if not load_shapes() or not data.out:
        return
    from pyshacl import validate  # noqa: PLC0415 (half a second)

    make = TermMaker()
    # The ontology is laid beside the data: as an ont_graph pyshacl would take over classes but no
    # code lists, and every code would seem to be of no scheme.
    ontology = (quad for file in data.graph.ontology for quad in file.quads)
    shapes = (quad for file in load_shapes() for quad in file.quads)
    with _quiet_rdflib():
        with careful_rdflib():  # pyshacl leaves an option of rdflib changed
            _, report, _ = validate(
                make.graph(chain(data.triples(), map(_triple, ontology))),
                shacl_graph=make.graph(map(_triple, shapes)),
                inference="none",
                advanced=False,
                do_owl_imports=False,
                meta_shacl=False,
            )
        yield from _problems(data, report, make)


def _triple(quad: ox.Quad) -> tuple[object, object, object]:
    return quad.subject, quad.predicate, quad.object


def _problems(data: Data, report: rdflib.Graph, make: TermMaker) -> Iterator[Problem]:
    from rdflib import SH, URIRef  # noqa: PLC0415

    for result in report.objects(None, SH.result):
        node = make.back(report.value(result, SH.focusNode))
        shape = report.value(result, SH.sourceShape)
        name = str(shape).rpartition("#")[2] if isinstance(shape, URIRef) else UNNAMED.name
        if not isinstance(node, ox.NamedNode | ox.BlankNode) or node not in data.out:
            continue  # the ontology beside the data is not what is checked
        if name.endswith(_CIRCLES) or name in SUMMED_UP:
            continue
        path = make.back(report.value(result, SH.resultPath))
        value = make.back(report.value(result, SH.value))
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(_SH)
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        predicate = path if isinstance(path, ox.NamedNode) else None
        yield Problem(
            severity=_SEVERITIES.get(severity, "error"),
            rule=name,
            message=_words(data, messages, node, predicate, value),
            node=node,
            predicate=predicate,
            value=value,
        )


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


class _quiet_rdflib:  # noqa: N801 (used like a function)
    """Keep rdflib from logging a traceback for every ill-typed literal; the shapes report those."""

    def __enter__(self) -> None:
        self._logger = logging.getLogger("rdflib.term")
        self._level = self._logger.level
        self._logger.setLevel(logging.CRITICAL)

    def __exit__(self, *_: object) -> None:
        self._logger.setLevel(self._level)


def make_check() -> Check:
    """Return the group; reads the files of shapes."""
    return Check(tuple(_rules()), check)
