"""Pictures of a report: what was said and what happened in time, and where words come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.report.model import Figure

if TYPE_CHECKING:
    from kg.assessment import Explanation
    from kg.graph import Graph
    from kg.origins import Trace


def timeline(
    graph: Graph, denial: str, explanations: Sequence[Explanation], name: str
) -> Figure | None:
    """Draw a denial and the incidents that it reaches in time, by verdict.

    Parameters
    ----------
    graph
        For labels and dates.
    denial
        IRI of the denial.
    explanations
        Its pairs.
    name
        Name of the figure.

    Returns
    -------
    Figure or None
        None where there is nothing to draw.
    """
    return None


def origins(graph: Graph, trace: Trace, name: str) -> Figure | None:
    """Draw the sources that carry a statement's words, each with those that have it from there.

    Parameters
    ----------
    graph
        For labels and dates.
    trace
        The way of the words.
    name
        Name of the figure.

    Returns
    -------
    Figure or None
        None where there is nothing to draw.
    """
    return None
