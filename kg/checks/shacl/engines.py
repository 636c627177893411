"""Which engine validates what: sets where they know all components, else the reference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from kg.checks.data import Data
from kg.checks.keys import Key
from kg.checks.shacl import reference
from kg.checks.shacl.facts import Facts
from kg.checks.shacl.literals import quiet_rdflib
from kg.checks.shacl.model import Shapes
from kg.checks.shacl.reading import read_shapes
from kg.checks.shacl.result import SH, Result
from kg.checks.shacl.sets import Sets

ENGINES = ("kg", "pyshacl")
"""``kg`` takes whole sets of nodes, and leaves to pyshacl what it does not know."""

Triples = Collection[tuple[Key, Key, Key]]

_TARGETS = frozenset(
    f"<{SH}{name}>" for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
)
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def validate(
    data: Data,
    shapes: Triples,
    beside: Triples,
    engine: str = "kg",
    unsaid: Callable[[Key], bool] = lambda _: False,
) -> Iterator[Result]:
    """Yield every violation of the shapes, in no order; the same may come twice.

    Parameters
    ----------
    data
        The data as curated, without what was derived.
    shapes
        The graph of shapes.
    beside
        The ontology.
    engine
        One of `ENGINES`.
    unsaid
        Whether nobody wants to know the violations of a shape, by its name: they may be left out.

    Raises
    ------
    InputError
        If pyshacl is asked and refuses the shapes or the data.
    """
    if engine == "pyshacl":
        yield from reference.validate(data, shapes, beside)
        return
    read = read_shapes(shapes)
    with quiet_rdflib():
        yield from Sets(read, Facts(data, beside)).results(unsaid)
    if read.others:
        yield from reference.validate(data, _of_others(shapes, read), beside)


def _of_others(shapes: Triples, read: Shapes) -> Triples:
    """Return the shapes with targets only where sets do not know all of a shape."""
    known = read.targets.keys() - read.others.keys()
    return [
        triple
        for triple in shapes
        if triple[0] not in known
        or not (
            triple[1] in _TARGETS or (triple[1] == _TYPE and not triple[2].startswith(f"<{SH}"))
        )
    ]
