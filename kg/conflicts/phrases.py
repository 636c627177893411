"""Words for summaries and sides: lists, names, and what a difference amounts to."""

from __future__ import annotations

from collections.abc import Iterable

from kg.conflicts.scopes import MODES, Difference
from kg.graph import CEV, Graph
from kg.provenance import first

_SHOWN = 4
_RANGED = 8  # values of a row of numbers
# What the absence of a value means: general words do not restrict, the rest name nothing.
_UNRESTRICTED = frozenset({"kind", "target", "place", "from", "until"})
_DID = dict(zip(MODES, ("carried it out", "directed it", "supported it"), strict=True))
_DIMENSIONS = {
    "incident": "incident named",
    "incident-read": "incident read into the words",
    "mode": "kind of link",
    "from": "beginning",
    "until": "end",
    "subject": "about",
}


def listed(items: Iterable[str], *, most: int = _SHOWN) -> str:
    """Return "a, b and c"; of many the first ones, and how many more there are."""
    names = list(dict.fromkeys(items))
    if len(names) > most + 1:  # "and 1 more" would be no shorter
        names = [*names[:most], f"{len(names) - most} more"]
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def ranged(values: Iterable[str]) -> str:
    """Return ordered values "a | b | c"; of many the lowest, the highest and how many there are."""
    given = list(dict.fromkeys(values))
    if len(given) <= _RANGED:
        return " | ".join(given)
    return f"{len(given)} values from {given[0]} to {given[-1]}"


def named(graph: Graph, nodes: Iterable[str], *, most: int = _SHOWN) -> str:
    """Return the labels of nodes as a list, in order of the labels."""
    return listed(sorted({graph.label(node) for node in nodes}), most=most)


def hedges(hedging: Iterable[str]) -> str:
    """Return how far words are hedged: "alleged and possible"; nothing where somebody asserts them.

    Parameters
    ----------
    hedging
        Codes; empty where it is not recorded.
    """
    words = set(hedging)
    return "" if {"", "asserted"} & words else listed(sorted(words))


def noted(text: str, *notes: str) -> str:
    """Return words with notes behind them, if there are any."""
    given = ", ".join(filter(None, notes))
    return f"{text} ({given})" if given else text


def wording(graph: Graph, statement: str) -> str:
    """Return what a rendering is called: where it was made, else its label."""
    return first(graph, statement, f"{CEV}medium") or graph.label(statement)


def did(modes: Iterable[str]) -> str:
    """Return what having had a part means: "carried it out or directed it"."""
    wanted = set(modes)
    return " or ".join(_DID[mode] for mode in MODES if mode in wanted)


def changed(graph: Graph, differences: Iterable[Difference]) -> str:
    """Return differences in words: "carried out denied, not left open; place any, not Iraq"."""
    return "; ".join(_changed(graph, difference) for difference in differences)


def _changed(graph: Graph, difference: Difference) -> str:
    name = difference.dimension
    before, after = (_values(graph, name, values) for values in (difference.one, difference.other))
    what = _DIMENSIONS.get(name, name.replace("-", " "))
    if name == "subject" and not difference.one:
        return f"adds {after}"
    return f"{what} {after}, not {before}"


def _values(graph: Graph, dimension: str, values: Iterable[str]) -> str:
    given = list(values)
    if not given:
        return "any" if dimension in _UNRESTRICTED else "none"
    if dimension == "subject":
        # what kind of proposition it is, then about whom or what
        return f"{_labels(graph, given[1:])} ({given[0]})"
    if dimension in MODES:
        return " or ".join(value.replace("-", " ") for value in given)
    return _labels(graph, given)


def _labels(graph: Graph, values: Iterable[str]) -> str:
    """Return the labels of what is a node; codes, dates and words stay as they are."""
    return listed([graph.label(value) if "://" in value else value for value in values])
