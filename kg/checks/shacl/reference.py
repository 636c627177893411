"""pyshacl, the reference: every component of SHACL, a node at a time."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

from kg.checks.data import Data
from kg.checks.keys import Key, term_of
from kg.checks.shacl.literals import quiet_rdflib
from kg.checks.shacl.result import SH, Result
from kg.checks.terms_rdflib import TermMaker
from kg.errors import InputError
from kg.rdflib_options import careful_rdflib

Triple = tuple[Key, Key, Key]


def validate(data: Data, shapes: Iterable[Triple], beside: Iterable[Triple]) -> Iterator[Result]:
    """Yield every violation that pyshacl finds.

    Parameters
    ----------
    data
        The data as curated, without what was derived.
    shapes
        The graph of shapes.
    beside
        The ontology, which is laid beside the data: as an ont_graph pyshacl would take over classes
        but no code lists, and every code would seem to be of no scheme.

    Raises
    ------
    InputError
        If pyshacl refuses the shapes or the data, or fails on literals that do not compare.
    """
    import rdflib  # noqa: PLC0415 (a third of a second)
    from pyshacl import validate as reference  # noqa: PLC0415 (half a second)

    make = TermMaker()
    rows = data.rows
    written = (
        row for row in zip(rows.subjects, rows.predicates, rows.values, strict=True) if row[1]
    )
    with quiet_rdflib():
        with careful_rdflib(), _quiet_pyshacl():  # pyshacl leaves an option of rdflib changed
            try:
                _, report, text = reference(
                    make.graph(_terms(chain(written, beside))),
                    shacl_graph=make.graph(_terms(shapes)),
                    inference="none",
                    advanced=False,
                    do_owl_imports=False,
                    meta_shacl=False,
                )
            # RuntimeError: all of pyshacl's own. TypeError: literals that it cannot compare.
            except (RuntimeError, TypeError, re.error) as error:
                raise InputError(_refused(str(error))) from None
        if not isinstance(report, rdflib.Graph):
            raise InputError(_refused(text))
        yield from _results(report, make)


def _refused(reason: str) -> str:
    return f"pyshacl cannot check this with the shapes: {' '.join(reason.split())}"


@contextmanager
def _quiet_pyshacl() -> Iterator[None]:
    """Keep pyshacl from logging what it raises, too."""
    logger = logging.getLogger("pyshacl-validate")

    def nothing(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(nothing)
    try:
        yield
    finally:
        logger.removeFilter(nothing)


def _terms(triples: Iterable[Triple]) -> Iterator[tuple[object, object, object]]:
    for subject, predicate, value in triples:
        yield term_of(subject), term_of(predicate), term_of(value)


def _results(report: object, make: TermMaker) -> Iterator[Result]:
    from rdflib import SH as NAMES  # noqa: PLC0415
    from rdflib import Graph, URIRef  # noqa: PLC0415

    if not isinstance(report, Graph):
        raise TypeError("A report is a graph.")
    for result in report.objects(None, NAMES.result):
        focus = make.back(report.value(result, NAMES.focusNode))
        if focus is None:
            continue  # what the shapes name, and neither data nor ontology has
        shape = report.value(result, NAMES.sourceShape)
        path = report.value(result, NAMES.resultPath)
        value = make.back(report.value(result, NAMES.value))
        messages = {str(message) for message in report.objects(result, NAMES.resultMessage)}
        component = str(report.value(result, NAMES.sourceConstraintComponent))
        yield Result(
            focus=str(focus),
            path=str(make.back(path)) if isinstance(path, URIRef) else None,
            value=None if value is None else str(value),
            component=component.removeprefix(SH),
            shape=f"<{shape}>" if isinstance(shape, URIRef) else None,
            severity=str(report.value(result, NAMES.resultSeverity)).removeprefix(SH),
            messages=tuple(sorted(messages)),
        )
