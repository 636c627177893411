"""What a scene was made from, and how much there is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

import pyoxigraph as ox

from kg import __version__
from kg.graph import CASE, Graph
from kg.page.layout import described
from kg.page.material import Material
from kg.page.model import LARGE, Node, Values, filled

SEED = 0
_NOTE = "A verdict names the relation between statements, not the truth."
_TITLE = "Denials and incidents"
_VERSION = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")


def meta(
    material: Material,
    nodes: Mapping[str, Node],
    *,
    focus: str | None,
    depth: int,
    counts: Mapping[str, int],
) -> Values:
    """Return the head of a scene.

    Parameters
    ----------
    material
        The case.
    nodes
        What is shown, by id.
    focus, depth
        What was asked for; the focus as an id.
    counts
        How many there are of everything but nodes.
    """
    graph = material.graph
    shown = nodes.values()
    asked: Values = {} if focus is None else {"focus": focus, "depth": depth}
    found = {
        "title": _TITLE if focus is None else nodes[focus].label,
        "as_of": material.as_of.isoformat() if material.as_of else None,
        "data": {
            "files": [PurePath(file.name).name for file in graph.files],
            "sha256": graph.sha256,
        },
        "program": {"name": "kg", "version": __version__},
        "ontology": {"version": _ontology_version(graph)},
        "base": _base(shown),
        "note": _NOTE,
        "counts": {
            "nodes": len(nodes),
            **counts,
            "kinds": dict(sorted(Counter(node.kind for node in shown).items())),
        },
        "happened": _ends(
            text[:10]
            for node in shown
            if node.kind != "link"
            for end in ("earliest", "latest")
            if (text := node.happened.get(end))
        ),
        "published": _ends(day for node in shown if (day := node.published.get("day"))),
        "layout": described(list(shown)),
        "large": LARGE,
    }
    return filled(found) | asked | {"seed": SEED}


def _ends(days: Iterable[str]) -> Values:
    found = sorted(days)
    return {"first": found[0], "last": found[-1]} if found else {}


def _base(shown: Iterable[Node]) -> str:
    """Return the namespace of most nodes; the least where several have as many."""
    found = Counter(
        node.iri.removesuffix(node.id)
        for node in shown
        if node.iri.endswith(node.id) and node.iri != node.id
    )
    return min(found, key=lambda base: (-found[base], base), default=CASE)


def _ontology_version(graph: Graph) -> str:
    versions = {
        quad.object.value
        for file in graph.ontology
        for quad in file.quads
        if quad.predicate == _VERSION and isinstance(quad.object, ox.Literal)
    }
    return ", ".join(sorted(versions))
