"""Derive the kinds of statements: the SPARQL rules in ``ontology/rules``, run in order.

What they derive goes into a graph of its own, apart from what was curated, so that a reader can
always tell the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.resources import folder, read_header

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    name
        Name of its file without the ending; rules run in the order of their names.
    summary
        What it derives, in a few words.
    description
        When it does, in a sentence or two.
    text
        A SPARQL CONSTRUCT query.
    """

    name: str
    summary: str
    description: str
    text: str


def load_rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they have to run.

    Raises
    ------
    FileNotFoundError
        If the installation is broken: the ontology is missing.
    """
    paths = sorted((folder("ontology") / "rules").glob("*.rq"), key=lambda path: path.name)
    return tuple(_parse(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def derive(graph: Graph) -> None:
    """Run the rules over the graph and add what follows to its graph of derived triples.

    A later rule sees what the earlier ones derived: a report is what is of no other kind.

    Parameters
    ----------
    graph
        Data and ontology; the rules need the classes and code lists of the ontology.
    """
    for rule in load_rules():
        result = graph.store.query(rule.text)
        if not isinstance(result, ox.QueryTriples):
            raise TypeError(f"The rule '{rule.name}' is no CONSTRUCT query.")
        graph.add_derived(list(result))


def _parse(name: str, text: str) -> Rule:
    fields = read_header(text)
    return Rule(name, fields.get("summary", ""), fields.get("description", ""), text)
